import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def book_courier():
    log("courier: start")
    try:
        await asyncio.sleep(0.3)
        log("courier: booked")
    except asyncio.CancelledError:
        log("courier: calling it off")
        await asyncio.sleep(0.1)
        log("courier: cancelled")
        raise


async def charge_card():
    log("card: start")
    await asyncio.sleep(0.2)
    log("card: declined")
    raise ValueError("card declined")


async def main():
    log("shop: checkout")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(book_courier())
            group.create_task(charge_card())
    except* ValueError as errors:
        log(f"shop: not ordered, {errors.exceptions[0]}")


asyncio.run(main())
