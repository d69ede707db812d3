import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class CardDeclined(Exception):
    pass


async def charge(order):
    log(f"{order}: start")
    await asyncio.sleep(0.1)
    log(f"{order}: declined")
    raise CardDeclined


async def main():
    try:
        await charge("order 17")
    except CardDeclined:
        log("shop: heard of it at the await")

    try:
        card = asyncio.create_task(charge("order 18"))
    except CardDeclined:
        log("shop: heard of it at the start")
    await asyncio.sleep(0.3)
    log("shop: has packed order 18")
    try:
        await card
    except CardDeclined:
        log("shop: heard of it at the await")


asyncio.run(main())
