import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_receipt():
    log("mail: request")
    await asyncio.sleep(0.3)
    log("mail: done")


async def main():
    receipt = send_receipt()
    log("shop: packing")
    await asyncio.sleep(0.2)
    log("shop: packed")
    await receipt
    log("shop: closed")


asyncio.run(main())
