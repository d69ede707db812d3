import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def book_flight():
    log("flight: request")
    await asyncio.sleep(0.1)
    log("flight: no seats")
    raise LookupError("no seats")


async def book_hotel():
    log("hotel: request")
    await asyncio.sleep(0.3)
    log("hotel: booked, room 12")
    return "room 12"


async def main():
    match await asyncio.gather(
        book_flight(), book_hotel(), return_exceptions=True
    ):
        case [BaseException() as error, BaseException() as other]:
            log(f"main: nothing is booked, {error} and {other}")
        case [BaseException() as error, room]:
            log(f"hotel: given back, {room}")
            log(f"main: nothing is booked, {error}")
        case [seat, BaseException() as error]:
            log(f"flight: given back, {seat}")
            log(f"main: nothing is booked, {error}")
        case [seat, room]:
            log(f"main: booked, {seat} and {room}")


asyncio.run(main())
