import asyncio
import os
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def charge(order, seconds):
    log(f"{order}: charging")
    await asyncio.sleep(seconds)
    log(f"{order}: paid")


async def main():
    limit = int(os.getenv("TIMEOUT_MS", 250)) / 1000
    for order, seconds in [("book", 0.1), ("lamp", 0.5)]:
        try:
            async with asyncio.timeout(limit):
                await charge(order, seconds)
        except TimeoutError:
            log(f"{order}: gave up")


asyncio.run(main())
