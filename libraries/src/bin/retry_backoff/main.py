import asyncio
import os
import random

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

SHOP = os.environ["SHOP_URL"]


async def report(client):
    wait = 0.05
    for attempt in range(5):
        answer = await client.get(f"{SHOP}/flaky/3")
        if answer.status_code != 503 or attempt == 4:
            break
        log(f"report: 503, waits {wait * 1000:.0f} ms and a bit")
        await asyncio.sleep(wait * random.uniform(1, 2))
        wait *= 2
    return answer.raise_for_status().json()


async def main():
    async with httpx.AsyncClient() as client:
        answer = await report(client)
    log(f"report: done at attempt {answer['attempt']}")


asyncio.run(main())
