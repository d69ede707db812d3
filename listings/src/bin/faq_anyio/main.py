import anyio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def ask(supplier, seconds):
    log(f"{supplier}: request")
    try:
        await anyio.sleep(seconds)
    except anyio.get_cancelled_exc_class():
        log(f"{supplier}: cancelled")
        raise
    log(f"{supplier}: done")


async def main():
    try:
        with anyio.fail_after(0.25):
            async with anyio.create_task_group() as group:
                group.start_soon(ask, "Abele", 0.1)
                group.start_soon(ask, "Brandt", 0.2)
                group.start_soon(ask, "Chen", 0.4)
        log("shop: all answered")
    except TimeoutError:
        log("shop: timed out")


anyio.run(main)
log("main: now on trio")
anyio.run(main, backend="trio")
