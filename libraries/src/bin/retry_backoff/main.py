import asyncio
import os
import random
import socket

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def report(client, shops):
    for attempt, wait in enumerate([0.05, 0.1, 0.2, 0.4, None]):
        try:
            shop = shops[min(attempt, 1)]
            answer = await client.get(f"{shop}/flaky/2")
            if answer.status_code != 503 or wait is None:
                return answer.raise_for_status().json()
            why = 503
        except httpx.TransportError:
            if wait is None:
                raise
            why = "no answer"
        log(f"report: {why}, waits {wait * 1000:.0f} ms and a bit")
        await asyncio.sleep(wait * random.uniform(1, 2))


async def main():
    with socket.create_server(("127.0.0.1", 0)) as stopped:
        port = stopped.getsockname()[1]
    shops = [f"http://127.0.0.1:{port}", os.environ["SHOP_URL"]]
    async with httpx.AsyncClient() as client, asyncio.timeout(10):
        answer = await report(client, shops)
    log(f"report: done, the shop was asked {answer['attempt']} times")


asyncio.run(main())
