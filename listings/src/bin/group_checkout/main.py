import asyncio
import os
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def step(name, seconds):
    log(f"{name}: start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log(f"{name}: cancelled")
        raise
    log(f"{name}: done")


async def charge_card():
    log("card: start")
    await asyncio.sleep(int(os.getenv("DECLINED_MS", 200)) / 1000)
    log("card: declined")
    raise ValueError("card declined")


async def main():
    log("shop: checkout")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(step("stock", 0.1))
            group.create_task(charge_card())
            group.create_task(step("courier", 0.3))
            group.create_task(step("invoice", 0.4))
        log("shop: ordered")
    except* ValueError as errors:
        log(f"shop: not ordered, {errors.exceptions[0]}")


asyncio.run(main())
