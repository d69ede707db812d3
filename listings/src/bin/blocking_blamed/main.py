import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

async def pay():
    log("payment: request")
    try:
        async with asyncio.timeout(0.1):
            await asyncio.sleep(0.08)  # the bank answers after 80 ms
            log("payment: paid")
    except TimeoutError:
        log("payment: timed out")


async def report():
    await asyncio.sleep(0.05)
    log("report: query")
    time.sleep(0.25)
    log("report: done")


async def main():
    await asyncio.gather(pay(), report())


asyncio.run(main())
