import asyncio
import os

import httpx
from aiolimiter import AsyncLimiter

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

LLM = os.environ["LLM_URL"]
QUESTION = {"messages": [{"role": "user", "content": "think 1500"}]}


async def ask(client, places, pace):
    async with places:
        await pace.acquire()
        url = f"{LLM}/v1/chat/completions"
        return (await client.post(url, json=QUESTION)).status_code


async def main():
    log("batch: four hard questions, at most two at once")
    places, pace = asyncio.Semaphore(2), AsyncLimiter(1, 0.25)
    async with httpx.AsyncClient() as client:
        asked = [ask(client, places, pace) for _ in range(4)]
        statuses = await asyncio.gather(*asked)
        log(f"batch: {statuses.count(200)} answered")
        seen = (await client.get(f"{LLM}/seen")).json()
    log(f"model: saw {seen['most_at_once']} at once")


asyncio.run(main())
