import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def charge(order, seconds):
    log(f"{order}: charging")
    time.sleep(seconds)  # stands for a client that is not async
    log(f"{order}: paid")


async def main():
    for order, seconds in [("book", 0.1), ("lamp", 0.5)]:
        try:
            async with asyncio.timeout(0.25):
                await charge(order, seconds)
        except TimeoutError:
            log(f"{order}: gave up")


asyncio.run(main())
