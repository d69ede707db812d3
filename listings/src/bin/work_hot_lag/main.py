import asyncio
from reactivex import Subject
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class Newest(asyncio.Queue):
    missed = 0

    def push(self, price):
        if self.full():
            self.get_nowait()  # the oldest
            self.missed += 1
        self.put_nowait(price)


async def exchange(prices):
    log("exchange: open")
    for price in range(1, 8):
        await asyncio.sleep(0.1)
        log(f"exchange: price {price}")
        prices.on_next(price)


async def screen(newest):
    while True:
        price, missed = await newest.get(), newest.missed
        if missed:
            log(f"screen: missed {missed}")
        newest.missed = 0
        log(f"screen: draws {price}")
        await asyncio.sleep(0.24)


async def main():
    prices, newest = Subject(), Newest(maxsize=2)
    prices.subscribe(newest.push)
    drawing = asyncio.create_task(screen(newest))
    await exchange(prices)
    await asyncio.sleep(0.5)  # the last prices are drawn
    drawing.cancel()


asyncio.run(main())
