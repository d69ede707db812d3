import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


http_get = query = run = save = lambda *_: asyncio.sleep(0.16)  # libraries


async def heartbeat():
    while True:
        log("heartbeat: beat")
        await asyncio.sleep(0.1)


# ANCHOR: pieces
async def pieces():
    return await query("select pieces from shelf")
# ANCHOR_END: pieces


async def next_step(step):
    log("order: goes on")
    await asyncio.sleep(0.12)  # tells the customer
    log(f"order: {step}")


async def main():
    beats = asyncio.create_task(heartbeat())
    await next_step("pause")
    # ANCHOR: pause
    await asyncio.sleep(0.16)
    # ANCHOR_END: pause
    await next_step("rate")
    # ANCHOR: rate
    await http_get("https://bank.example/rate")
    # ANCHOR_END: rate
    await next_step("stock")
    # ANCHOR: stock
    await pieces()
    # ANCHOR_END: stock
    await next_step("total")
    # ANCHOR: total
    for _article in range(10):
        time.sleep(0.016)  # computes
        await asyncio.sleep(0.002)  # lets others have a turn
    # ANCHOR_END: total
    await next_step("label")
    # ANCHOR: label
    await run("label --pdf")
    # ANCHOR_END: label
    await next_step("journal")
    # ANCHOR: journal
    await save("orders.csv", "one lamp")
    # ANCHOR_END: journal
    await next_step("done")
    beats.cancel()


asyncio.run(main())
