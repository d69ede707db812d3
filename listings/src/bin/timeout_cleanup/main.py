import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def charge():
    log("charge: charging")
    try:
        await asyncio.sleep(0.5)
    except asyncio.CancelledError:
        log("charge: undoing")
        await asyncio.sleep(0.3)
        log("charge: undone")
        raise
    log("charge: paid")


async def main():
    log("main: limit of 250 ms")
    try:
        async with asyncio.timeout(0.25):
            await charge()
    except TimeoutError:
        log("main: gave up")


asyncio.run(main())
