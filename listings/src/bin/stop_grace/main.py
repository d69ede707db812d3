import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def export(name, flush):
    log(f"{name}: start")
    try:
        await asyncio.sleep(10)
    finally:
        log(f"{name}: flushing")
        await asyncio.sleep(flush)
        log(f"{name}: flushed")


async def main():
    exports = [
        asyncio.create_task(export("orders", 0.1), name="orders"),
        asyncio.create_task(export("photos", 0.9), name="photos"),
    ]
    await asyncio.sleep(0.1)
    log("main: stop, within 300 ms")
    for task in exports:
        task.cancel()
    _, late = await asyncio.wait(exports, timeout=0.3)
    for task in late:
        log(f"{task.get_name()}: cut off")
        task.cancel()
    await asyncio.wait(exports)
    for task in exports:
        if not task.cancelled() and task.exception() is not None:
            log(f"{task.get_name()}: failed, {task.exception()}")
    log("main: closed")


asyncio.run(main())
