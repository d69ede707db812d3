import asyncio
import os
from contextlib import ExitStack
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def read_rows(rows):
    for row in range(1, 10):
        await asyncio.sleep(0.1)
        rows.append(row)
        log(f"export: row {row}")


async def flush(rows):
    await asyncio.sleep(0.05)  # the disk is slow
    log(f"export: flushed {len(rows)} rows")


async def finish(task):
    try:
        await asyncio.shield(task)
    finally:  # cancelled, perhaps: the task still runs
        if not task.done():
            await finish(task)


async def export():
    log("file: opened")
    with ExitStack() as file:
        file.callback(log, "file: closed")
        rows = []
        try:
            await read_rows(rows)
        except asyncio.CancelledError:
            log("export: told to stop")
            raise
        else:
            await finish(asyncio.create_task(flush(rows)))


async def main():
    task = asyncio.create_task(export())
    await asyncio.sleep(int(os.getenv("STOP_MS", 250)) / 1000)
    log("main: cancel")
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()  # raises what went wrong
    log("main: export is over")


asyncio.run(main())
