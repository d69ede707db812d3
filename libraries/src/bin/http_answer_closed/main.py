import asyncio
import os

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

SHOP = os.environ["SHOP_URL"]


async def main():
    client = httpx.AsyncClient(
        limits=httpx.Limits(max_connections=1),
        timeout=httpx.Timeout(5, pool=0.5),
    )
    async with client:
        async with client.stream("GET", f"{SHOP}/half") as answer:
            log(f"export: {answer.status_code}, body unread")
        gone = await client.get(f"{SHOP}/gone/1")
        log(f"shop: saw a client leave {gone.json()[0]}")
        await client.get(f"{SHOP}/orders/1")
        log("order: done")


asyncio.run(main())
