import asyncio

from asgiref.sync import async_to_sync

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
    try:
        log(f"page: done: {price()}")
    except RuntimeError as error:
        log(f"page: failed: {error}")


asyncio.run(main())
