import asyncio
import os
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def pages():
    for number in range(1, 5):
        log(f"page {number}: request")
        await asyncio.sleep(0.1)
        log(f"page {number}: fetched")
        yield number


async def prefetch(queue):
    async for number in pages():
        if not queue.full():
            queue.put_nowait(number)
    await queue.put(None)  # the end


async def store_all(queue):
    seconds = int(os.getenv("STORE_MS", 250)) / 1000
    while (number := await queue.get()) is not None:
        log(f"page {number}: stored")
        await asyncio.sleep(seconds)


async def main():
    room = int(os.getenv("ROOM", 1))
    queue = asyncio.Queue(maxsize=room)
    async with asyncio.TaskGroup() as group:
        group.create_task(prefetch(queue))
        group.create_task(store_all(queue))
    log("main: all stored")


asyncio.run(main())
