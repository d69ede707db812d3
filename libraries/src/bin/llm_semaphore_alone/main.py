import asyncio
import os

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

LLM = os.environ["LLM_URL"]
QUESTION = {"messages": [{"role": "user", "content": "What is a future?"}]}


async def ask(client, places):
    async with places:
        url = f"{LLM}/v1/chat/completions"
        return (await client.post(url, json=QUESTION)).status_code


async def main():
    log("batch: eight questions, at most three at once")
    places = asyncio.Semaphore(3)
    async with httpx.AsyncClient() as client:
        asked = [ask(client, places) for _ in range(8)]
        statuses = await asyncio.gather(*asked)
        log(f"batch: {statuses.count(200)} answered")
        log(f"batch: {statuses.count(429)} refused")
        seen = (await client.get(f"{LLM}/seen")).json()
    few = seen["most_at_once"] <= 3
    log(f"model: saw {'at most' if few else 'more than'} three at once")


asyncio.run(main())
