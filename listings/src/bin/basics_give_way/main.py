import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def save():
    pass  # async in name only: it never waits


async def job(name, give_way):
    for piece in range(1, 4):
        log(f"{name}: piece {piece}")
        time.sleep(0.05)  # stands for 50 ms of computing
        if give_way:
            await asyncio.sleep(0)
        else:
            await save()
    log(f"{name}: ready")


async def customer(name):
    log(f"{name}: answered")


async def main():
    await asyncio.gather(job("import", False), customer("Abele"))
    await asyncio.gather(job("export", True), customer("Brandt"))


asyncio.run(main())
