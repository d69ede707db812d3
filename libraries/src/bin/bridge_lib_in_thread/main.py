import asyncio

from asgiref.sync import async_to_sync, sync_to_async

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def ask():
    await asyncio.sleep(0.01)
    return 30


def price():
    return async_to_sync(ask)()


async def main():
    log(f"page: done: {await sync_to_async(price)()}")


asyncio.run(main())
