import trio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def ask(supplier, seconds):
    log(f"{supplier}: request")
    try:
        await trio.sleep(seconds)
    except trio.Cancelled:
        log(f"{supplier}: cancelled")
        raise
    log(f"{supplier}: done")


async def main():
    try:
        with trio.fail_after(0.25):
            async with trio.open_nursery() as nursery:
                nursery.start_soon(ask, "Abele", 0.1)
                nursery.start_soon(ask, "Brandt", 0.2)
                nursery.start_soon(ask, "Chen", 0.4)
        log("shop: all answered")
    except trio.TooSlowError:
        log("shop: timed out")


trio.run(main)
