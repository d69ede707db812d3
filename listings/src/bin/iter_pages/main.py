import asyncio
import itertools
from contextlib import aclosing
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def fetch(page):
    log(f"shop: request page {page}")
    await asyncio.sleep(0.1)
    log(f"shop: done, page {page}")
    return [f"{page}-{line}" for line in (1, 2, 3)]


async def orders():
    for page in itertools.count(1):
        for order in await fetch(page):
            yield order


async def main():
    log("main: looking for order 2-2")
    async with aclosing(orders()) as source:
        async for order in source:
            log(f"main: order {order}")
            if order == "2-2":
                break
    log("main: done")


asyncio.run(main())
