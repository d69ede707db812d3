import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def archive(page):
    log(f"report: page {page} archived")


async def report():
    for page in 1, 2, 3:
        log(f"report: computing page {page}")
        time.sleep(0.1)  # stands for computing
        await archive(page)


async def main():
    task = asyncio.create_task(report())
    await asyncio.sleep(0.15)
    log("main: cancel")
    task.cancel()
    await asyncio.wait([task])
    if task.cancelled():
        log("main: the report is stopped")
    else:
        task.result()  # raises what went wrong
        log("main: the report is complete")


asyncio.run(main())
