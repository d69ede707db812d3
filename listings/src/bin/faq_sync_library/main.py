import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


CALLS = 12
LATENCY = 0.1


def price():
    time.sleep(LATENCY)  # a library that blocks waits for its server


async def heartbeat(beats):
    while True:
        await asyncio.sleep(LATENCY / 10)
        beats.append("beat")


async def measure(lane, calls):
    log(f"{lane}: start")
    beats = []
    beating = asyncio.create_task(heartbeat(beats))
    await asyncio.sleep(0)  # the heartbeat begins
    started = monotonic()
    try:
        await calls
        took, heard = monotonic() - started, len(beats) > 0
    finally:
        beating.cancel()
        await asyncio.wait([beating])
    log(f"{lane}: heartbeat {'went on' if heard else 'stood still'}")
    than = "less" if took < CALLS * LATENCY / 2 else "more"
    log(f"{lane}: done in {than} than half of {CALLS * LATENCY:.1f}s")


async def on_the_loop():
    for _call in range(CALLS):
        price()


async def in_threads():
    calls = [asyncio.to_thread(price) for _call in range(CALLS)]
    await asyncio.gather(*calls)


async def main():
    await measure("on the loop", on_the_loop())
    await measure("in threads", in_threads())


asyncio.run(main())
