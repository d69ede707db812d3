import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

async def query():
    await asyncio.sleep(0.22)  # an asynchronous driver waits
    return 1200


async def heartbeat():
    for beat in range(1, 6):
        log(f"heartbeat: beat {beat}")
        await asyncio.sleep(0.05)


async def report():
    log("report: query")
    rows = await query()
    log(f"report: done, {rows} rows")


async def main():
    await asyncio.gather(heartbeat(), report())


asyncio.run(main())
