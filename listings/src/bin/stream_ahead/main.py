import asyncio
from collections import deque
from contextlib import aclosing
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def fetch(page, seconds):
    log(f"page {page}: request")
    try:
        async with asyncio.timeout(0.4):
            await asyncio.sleep(seconds)  # connects
            await asyncio.sleep(seconds)  # reads
    except TimeoutError:
        log(f"page {page}: timed out")
        return None
    log(f"page {page}: fetched")
    return page


async def buffered(function, jobs, limit):
    running = deque()
    try:
        for job in jobs:
            running.append(asyncio.create_task(function(*job)))
            if len(running) == limit:
                yield await running.popleft()
        while running:
            yield await running.popleft()
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def main():
    jobs = [(1, 0.05), (2, 0.15)]
    async with aclosing(buffered(fetch, jobs, 2)) as pages:
        async for page in pages:
            if page is not None:
                log(f"store: page {page}")
                await asyncio.sleep(0.5)
    log("store: done")


asyncio.run(main())
