import asyncio
import os

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


SHOP = os.environ["SHOP_URL"]
client = httpx.AsyncClient()


async def order(id):
    answer = await client.get(f"{SHOP}/orders/{id}")
    return answer.json()["item"]


for id in [1, 2]:
    try:
        log(f"order {id}: done: {asyncio.run(order(id))}")
    except RuntimeError as error:
        log(f"order {id}: failed: RuntimeError: {error}")
