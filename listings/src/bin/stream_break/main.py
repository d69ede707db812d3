import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def orders():
    log("shop: connected")
    try:
        for order in ["104 paid", "105 unpaid", "106 paid"]:
            await asyncio.sleep(0.1)
            log(f"shop: order {order}")
            yield order
    finally:
        log("shop: closed")


async def main():
    source = orders()
    async for order in source:
        if "unpaid" in order:
            break
    log("mail: start")
    await asyncio.sleep(0.3)
    log("mail: done")


asyncio.run(main())
