import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def ask(supplier, seconds):
    log(f"{supplier}: request")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log(f"{supplier}: cancelled")
        raise
    log(f"{supplier}: done")


async def main():
    log("shop: asking")
    try:
        async with asyncio.TaskGroup() as group:
            async with asyncio.timeout(0.25):
                group.create_task(ask("Abele", 0.1))
                group.create_task(ask("Brandt", 0.3))
                group.create_task(ask("Chen", 0.4))
        log("shop: all answered")
    except TimeoutError:
        log("shop: timed out")


asyncio.run(main())
