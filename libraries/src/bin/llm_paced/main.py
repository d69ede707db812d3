import asyncio
import os

import httpx
from aiolimiter import AsyncLimiter

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

LLM = os.environ["LLM_URL"]
QUESTION = {"messages": [{"role": "user", "content": "What is a future?"}]}


async def ask(client, pace):
    async with pace:
        url = f"{LLM}/v1/chat/completions"
        return (await client.post(url, json=QUESTION)).status_code


async def main():
    log("batch: eight questions, one every 300 ms")
    pace = AsyncLimiter(1, 0.3)
    async with httpx.AsyncClient() as client:
        asked = [ask(client, pace) for _ in range(8)]
        statuses = await asyncio.gather(*asked)
        log(f"batch: {statuses.count(200)} answered")
        log(f"batch: {statuses.count(429)} refused")


asyncio.run(main())
