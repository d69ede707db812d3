import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def step(name, seconds, result):
    log(f"{name}: start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log(f"{name}: cancelled")
    log(f"{name}: done")
    return result


async def main():
    log("shop: checkout")
    async with asyncio.TaskGroup() as group:
        wrap = group.create_task(step("wrap", 0.2, "red paper"))
        stock = group.create_task(step("stock", 0.3, "shelf 7"))
        await asyncio.sleep(0.1)
        wrap.cancel()
    log(f"shop: ordered, from {stock.result()}")


asyncio.run(main())
