import asyncio
from reactivex import Subject, defer, from_future
from reactivex import operators as ops
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def store(order):
    log(f"order {order}: start")
    await asyncio.sleep(0.25)
    log(f"order {order}: done")


def stored(order):
    return defer(lambda _: from_future(asyncio.create_task(store(order))))


async def main():
    orders, all_stored = Subject(), asyncio.Event()
    two_at_a_time = [ops.map(stored), ops.merge(max_concurrent=2)]
    orders.pipe(*two_at_a_time).subscribe(on_completed=all_stored.set)
    log("shop: open")
    for order in range(1, 7):
        await asyncio.sleep(0.1)
        log(f"customer: order {order}")
        orders.on_next(order)
    orders.on_completed()
    await all_stored.wait()


asyncio.run(main())
