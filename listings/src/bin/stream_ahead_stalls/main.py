import asyncio
from collections import deque
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


async def buffered(jobs, limit):
    running = deque()
    try:
        for job in jobs:
            running.append(asyncio.create_task(job))
            if len(running) == limit:
                yield await running.popleft()
        while running:
            yield await running.popleft()
    finally:
        for task in running:
            task.cancel()


async def main():
    jobs = [fetch(1, 0.05), fetch(2, 0.15)]
    async for page in buffered(jobs, 2):
        if page is not None:
            log(f"store: page {page}")
            await asyncio.sleep(0.5)
    log("store: done")


asyncio.run(main())
