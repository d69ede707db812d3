import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def charge(order, seconds):
    log(f"{order}: charging")
    await asyncio.sleep(seconds)
    log(f"{order}: paid")


async def main():
    try:
        async with asyncio.timeout(0.1):
            await charge("book", 0.1)
    except TimeoutError:
        log("book: gave up")


asyncio.run(main())
