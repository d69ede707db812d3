import asyncio
import os
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_receipt(order):
    log("mail: request")
    try:
        await asyncio.sleep(0.3)
    except asyncio.CancelledError:
        log("mail: cancelled")
        await asyncio.sleep(0.05)  # stands for a polite goodbye
        log("mail: hung up")
        raise
    log("mail: done")
    return f"receipt {order}"


async def main():
    mail = asyncio.create_task(send_receipt(17))
    log("order: confirmed")
    seconds = int(os.getenv("PACKING_MS", 100)) / 1000
    await asyncio.sleep(seconds)  # stands for packing
    log(f"order: packed, mail is done: {mail.done()}")


asyncio.run(main())
