import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def save():
    log("order: saving")
    await asyncio.sleep(0.2)
    log("order: saved")


async def handle(saving):
    log("request: start")
    log("request: answered")
    await save()


async def main():
    saving = set()
    request = asyncio.create_task(handle(saving))
    await asyncio.sleep(0.1)
    log("main: the customer is gone")
    request.cancel()
    await asyncio.wait([request])
    log("request: cancelled")
    await asyncio.gather(*saving)
    log("main: done")


asyncio.run(main())
