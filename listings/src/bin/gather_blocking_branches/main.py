import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def resize(photo):
    log(f"{photo}: resizing")
    time.sleep(0.1)  # stands for 100 ms of computing
    log(f"{photo}: done")


async def main():
    await asyncio.gather(resize("beach"), resize("castle"), resize("market"))
    log("main: all done")


asyncio.run(main())
