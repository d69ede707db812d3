import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_receipt():
    log("mail: request")
    await asyncio.sleep(0.3)
    log("mail: done")


async def choose_boxes():
    log("order: packing")
    time.sleep(0.2)  # stands for 200 ms of computing
    log("order: three boxes")


async def main():
    mail = asyncio.create_task(send_receipt())
    log("order: confirmed")
    await choose_boxes()
    await mail
    log("order: closed")


asyncio.run(main())
