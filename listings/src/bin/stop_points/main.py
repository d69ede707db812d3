import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def archive(report, page, wait):
    if wait:
        log(f"{report}: waiting for the disk")
        await asyncio.sleep(wait)
    log(f"{report}: page {page} archived")


async def write(report, wait):
    for page in 1, 2, 3:
        log(f"{report}: computing page {page}")
        time.sleep(0.1)  # stands for computing
        await archive(report, page, wait)


async def main():
    for report, wait in [("cached", 0), ("stored", 0.02)]:
        task = asyncio.create_task(write(report, wait))
        await asyncio.sleep(0.15)
        log(f"main: cancel {report}")
        task.cancel()
        await asyncio.wait([task])
        if task.cancelled():
            log(f"{report}: cancelled")
        else:
            task.result()  # raises what went wrong
            log(f"{report}: done")


asyncio.run(main())
