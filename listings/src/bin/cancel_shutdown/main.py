import asyncio
import itertools
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def cook(order):
    log(f"order {order}: start")
    await asyncio.sleep(0.15)
    log(f"order {order}: done")


async def take_orders(kitchen):
    log("door: open")
    try:
        for order in itertools.count(1):
            kitchen.create_task(cook(order))
            await asyncio.sleep(0.04)
    finally:
        log("door: closed")


async def main():
    async with asyncio.TaskGroup() as kitchen:
        door = kitchen.create_task(take_orders(kitchen))
        await asyncio.sleep(0.11)
        log("main: closing time")
        door.cancel()
    log("main: kitchen is empty")


asyncio.run(main())
