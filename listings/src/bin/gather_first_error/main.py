import asyncio
import os
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def book_flight():
    log("flight: request")
    await asyncio.sleep(int(os.getenv("FLIGHT_MS", 100)) / 1000)
    log("flight: no seats")
    raise LookupError("no seats")


async def book_hotel():
    log("hotel: request")
    await asyncio.sleep(0.3)
    log("hotel: booked")


async def main():
    try:
        await asyncio.gather(book_flight(), book_hotel())
    except LookupError as error:
        log(f"main: nothing is booked, {error}")
    await asyncio.sleep(0.4)
    log("main: end of the day")


asyncio.run(main())
