import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def fetch(name, seconds):
    log(f"{name}: request")
    await asyncio.sleep(seconds)
    log(f"{name}: done")


async def main():
    stock = fetch("stock", 0.2)
    log("main: stock is made")
    await asyncio.sleep(0.1)
    price = asyncio.create_task(fetch("price", 0.3))
    log("main: price is a task")
    await stock
    log("main: stock was awaited")
    await price
    log("main: done")


asyncio.run(main())
