import asyncio
import os

import httpx
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


SHOP = os.environ["SHOP_URL"]


async def advice(client, begun):
    async with client.stream("GET", f"{SHOP}/half") as answer:
        async for text in answer.aiter_text():
            log(f"advice: reads {text.strip()}")
            begun.set()


async def orders(client, begun):
    await begun.wait()
    for id in [1, 9]:
        answer = await client.get(f"{SHOP}/orders/{id}")
        answer.raise_for_status()
        log(f"order {id}: done")


async def main():
    begun = asyncio.Event()
    async with httpx.AsyncClient() as client:
        try:
            async with asyncio.TaskGroup() as page:
                page.create_task(advice(client, begun))
                page.create_task(orders(client, begun))
        except* httpx.HTTPStatusError as errors:
            log(f"page: failed: {errors.exceptions[0].response.status_code}")
        gone = await client.get(f"{SHOP}/gone/1")
        log(f"shop: saw a client leave {gone.json()[0]}")


asyncio.run(main())
