import asyncio
import os
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def finish(buyer, outcome):
    await asyncio.sleep(0.1)
    log(f"{buyer}: {outcome}")


async def pay(buyer, seconds):
    await asyncio.sleep(seconds)
    if buyer == "ben":
        raise ValueError("card refused")


async def buy(buyer, seconds):
    log(f"{buyer}: begin")
    try:
        await pay(buyer, seconds)
    except Exception:
        await finish(buyer, "rolled back")
        raise
    await finish(buyer, "committed")


async def main():
    payment = int(os.getenv("PAYMENT_MS", 900)) / 1000
    for buyer, seconds in [("ann", 0.1), ("ben", 0.1), ("cem", payment)]:
        try:
            async with asyncio.timeout(0.3):
                await buy(buyer, seconds)
            log(f"main: {buyer} has a ticket")
        except ValueError as error:
            log(f"main: {buyer}, {error}")
        except TimeoutError:
            log(f"main: {buyer} took too long")
    await asyncio.sleep(0.3)
    log("main: end of the day")


asyncio.run(main())
