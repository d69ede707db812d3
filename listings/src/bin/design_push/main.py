import asyncio
from reactivex import Subject
from reactivex import operators as ops
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def exchange(prices):
    log("exchange: open")
    for price in range(1, 8):
        await asyncio.sleep(0.1)
        log(f"exchange: price {price}")
        prices.on_next(price)
    prices.on_completed()


async def screen(frames):
    for _ in range(3):
        await asyncio.sleep(0.24)
        frames.on_next(None)


async def main():
    prices, frames = Subject(), Subject()
    prices.pipe(ops.sample(frames)).subscribe(
        on_next=lambda price: log(f"screen: shows {price}"),
        on_completed=lambda: log("screen: closed"),
    )
    await asyncio.gather(exchange(prices), screen(frames))


asyncio.run(main())
