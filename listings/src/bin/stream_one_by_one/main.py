import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def pages():
    for number in range(1, 5):
        log(f"page {number}: request")
        await asyncio.sleep(0.1)
        log(f"page {number}: fetched")
        yield number


async def store(number):
    await asyncio.sleep(0.25)
    log(f"page {number}: stored")


async def main():
    async for number in pages():
        await store(number)
    log("main: all stored")


asyncio.run(main())
