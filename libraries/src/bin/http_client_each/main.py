import asyncio
import os

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

SHOP = os.environ["SHOP_URL"]


async def order(id):
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{SHOP}/orders/{id}")
    log(f"order {id}: done: {answer.json()['item']}")


async def main():
    for id in [1, 2, 3]:
        await order(id)
    async with httpx.AsyncClient() as counter:
        seen = (await counter.get(f"{SHOP}/seen")).json()
    log(f"shop: saw {seen['connections']} connections")


asyncio.run(main())
