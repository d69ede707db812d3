import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_receipt(order):
    log("mail: request")
    await asyncio.sleep(0.3)
    log("mail: done")
    return f"receipt {order}"


async def main():
    mail = asyncio.create_task(send_receipt(17))
    log("order: confirmed")
    await asyncio.sleep(0.1)  # stands for packing
    log("order: packed")
    receipt = await mail
    log(f"order: closed, {receipt} is sent")


asyncio.run(main())
