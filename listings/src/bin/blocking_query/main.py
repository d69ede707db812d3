import asyncio
import os
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

def query():
    seconds = int(os.getenv("QUERY_MS", 220)) / 1000
    time.sleep(seconds)  # a synchronous driver blocks
    return 1200


async def heartbeat():
    for beat in range(1, 6):
        log(f"heartbeat: beat {beat}")
        await asyncio.sleep(0.05)


async def report():
    log("report: query")
    rows = query()
    log(f"report: done, {rows} rows")


async def main():
    await asyncio.gather(heartbeat(), report())


asyncio.run(main())
