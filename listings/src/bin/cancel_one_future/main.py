import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def shop(orders):
    for order, pause in [(1, 0.01), (2, 0.12), (3, 0.07)]:
        await asyncio.sleep(pause)
        await orders.put(order)
    await orders.put(None)


async def save_next(orders):
    order = await orders.get()
    if order is None:
        return False
    log(f"order {order}: taken")
    await asyncio.sleep(0.06)
    log(f"order {order}: saved")
    return True


async def worker(orders):
    log("worker: alive")
    more = True
    while more:
        saving = asyncio.create_task(save_next(orders))
        while not saving.done():
            done, pending = await asyncio.wait([saving], timeout=0.1)
            if pending:
                log("worker: alive")
        more = saving.result()


async def main():
    orders = asyncio.Queue(8)
    await asyncio.gather(shop(orders), worker(orders))
    log("worker: finished")


asyncio.run(main())
