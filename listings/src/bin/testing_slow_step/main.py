import asyncio
import logging
import re
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class SlowSteps(logging.Handler):
    def emit(self, record):
        task, seconds = record.args
        name = re.search(r"name='(\w+)'", task)[1]
        log(f"debug: a step of {name} took {seconds * 1000:.0f} ms")


async def heartbeat():
    for beat in range(1, 4):
        log(f"heartbeat: beat {beat}")
        await asyncio.sleep(0.1)


async def report():
    await asyncio.sleep(0.12)
    log("report: export")
    time.sleep(0.25)
    log("report: done")


async def main():
    logging.getLogger("asyncio").addHandler(SlowSteps())
    async with asyncio.TaskGroup() as group:
        group.create_task(heartbeat(), name="heartbeat")
        group.create_task(report(), name="report")


asyncio.run(main(), debug=True)
