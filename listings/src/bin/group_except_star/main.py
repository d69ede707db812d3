import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class CardDeclined(Exception):
    pass


async def reserve_stock():
    log("stock: start")
    await asyncio.sleep(0.1)
    log("stock: done")


async def charge_card():
    log("card: start")
    await asyncio.sleep(0.2)
    log("card: declined")
    raise CardDeclined


async def checkout():
    async with asyncio.TaskGroup() as group:
        group.create_task(reserve_stock())
        group.create_task(charge_card())


async def main():
    try:
        await checkout()
        log("shop: ordered")
    except* CardDeclined:
        log("shop: please use another card")
    except* Exception as errors:
        log(f"server: status 500, {errors!r}")


asyncio.run(main())
