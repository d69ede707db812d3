import asyncio
import queue
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def save(price):
    await asyncio.sleep(0.001)
    log(f"shop: saved {price}")


def feed(market, loop):  # in a thread: blocks for each price
    while (price := market.get()) is not None:
        log(f"feed: price {price}")
        saved = asyncio.run_coroutine_threadsafe(save(price), loop)
        saved.result()  # blocks this thread until the loop is through


async def main():
    market = queue.Queue()
    for price in [12, 14, 11, None]:
        market.put(price)
    await asyncio.to_thread(feed, market, asyncio.get_running_loop())
    log("shop: done")


asyncio.run(main())
