import asyncio
import reactivex
from reactivex import operators as ops
from reactivex.scheduler.eventloop import AsyncIOScheduler
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def main():
    loop, closed = asyncio.get_running_loop(), asyncio.Event()
    log("exchange: open")
    exchange = reactivex.interval(0.1).pipe(
        ops.map(lambda number: number + 1),
        ops.take(7),
        ops.do_action(lambda price: log(f"exchange: price {price}")),
    )
    screen = exchange.pipe(ops.sample(0.24))
    screen.subscribe(
        on_next=lambda price: log(f"screen: shows {price}"),
        on_completed=closed.set,
        scheduler=AsyncIOScheduler(loop),
    )
    await closed.wait()
    log("screen: closed")


asyncio.run(main())
