import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def feed(pause):
    for order in 1, 2, 3:
        await asyncio.sleep(pause)
        yield f"order {order}"


async def read(shop, pause):
    log(f"{shop}: waiting")
    async for order in feed(pause):
        log(f"{shop}: {order}")
    log(f"{shop}: done")


async def main():
    await asyncio.gather(read("Abele", 0.1), read("Brandt", 0.14))
    log("main: done")


asyncio.run(main())
