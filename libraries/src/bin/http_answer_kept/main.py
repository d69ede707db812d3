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
        request = client.build_request("GET", f"{SHOP}/half")
        answer = await client.send(request, stream=True)
        log(f"export: {answer.status_code}, body unread")
        try:
            await client.get(f"{SHOP}/orders/1")
            log("order: done")
        except httpx.PoolTimeout:
            log("order: gave up: no free connection")


asyncio.run(main())
