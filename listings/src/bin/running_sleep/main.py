import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def heartbeat():
    for beat in range(1, 8):
        log(f"heartbeat: beat {beat}")
        await asyncio.sleep(0.05)


async def import_orders():
    log("import: waiting")
    await asyncio.sleep(0.22)
    log("import: blocking")
    time.sleep(0.2)
    log("import: done")


async def main():
    await asyncio.gather(heartbeat(), import_orders())


asyncio.run(main())
