import asyncio
import os

import httpx
import requests

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

SHOP = os.environ["SHOP_URL"]


def stock():
    return requests.get(f"{SHOP}/together/2", timeout=1)


async def main():
    async with httpx.AsyncClient() as client:
        log("prices: request")
        log("stock: request, in a thread")
        await asyncio.gather(
            client.get(f"{SHOP}/together/2"),
            asyncio.to_thread(stock),
        )
    log("prices: done")
    log("stock: done")


asyncio.run(main())
