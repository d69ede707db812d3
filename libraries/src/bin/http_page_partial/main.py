import asyncio
import os

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

SHOP = os.environ["SHOP_URL"]


async def order(client, id):
    log(f"order {id}: request")
    response = await client.get(f"{SHOP}/orders/{id}")
    response.raise_for_status()
    return response.json()["item"]


async def advice(client):
    log("advice: request")
    return await client.get(f"{SHOP}/hang", timeout=0.2)


async def main():
    async with httpx.AsyncClient() as client:
        parts = await asyncio.gather(
            order(client, 1),
            order(client, 9),
            advice(client),
            return_exceptions=True,
        )
        for name, part in zip(["order 1", "order 9", "advice"], parts):
            match part:
                case httpx.HTTPStatusError():
                    log(f"{name}: failed: {part.response.status_code}")
                case httpx.ReadTimeout():
                    log(f"{name}: gave up")
                case item:
                    log(f"{name}: done: {item}")
        gone = await client.get(f"{SHOP}/gone/1")
        log(f"shop: saw a client leave {gone.json()[0]}")


asyncio.run(main())
