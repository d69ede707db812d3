import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


saving = set()  # orders that are being saved


async def save():
    log("order: saving")
    await asyncio.sleep(0.2)
    log("order: saved")


def ended(task):
    saving.discard(task)
    if not task.cancelled() and task.exception() is not None:
        log(f"order: failed, {task.exception()}")


async def handle():
    log("request: start")
    log("request: answered")
    await save()


async def main():
    request = asyncio.create_task(handle())
    await asyncio.sleep(0.1)
    log("main: the customer is gone")
    request.cancel()
    await asyncio.wait([request])
    log("request: cancelled")
    while saving:
        await asyncio.wait(saving)
    log("main: done")


asyncio.run(main())
