import asyncio
import os
import random

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

LLM = os.environ["LLM_URL"]
LONGEST = 5  # seconds
QUESTION = {"messages": [{"role": "user", "content": "What is a future?"}]}


async def ask(client):
    for attempt in range(3):
        url = f"{LLM}/v1/chat/completions"
        answer = await client.post(url, json=QUESTION)
        if answer.status_code != 429 or attempt == 2:
            break
        asked = answer.headers.get("Retry-After", "")
        wait = float(asked) if asked.isdecimal() else 1.0
        if wait > LONGEST:
            break
        await asyncio.sleep(wait + random.uniform(0, 0.5))
    return answer.status_code


async def main():
    log("batch: eight questions, three attempts each")
    async with httpx.AsyncClient() as client:
        asked = [ask(client) for _ in range(8)]
        async with asyncio.timeout(20):
            statuses = await asyncio.gather(*asked)
        log(f"batch: {statuses.count(200)} answered")
        seen = (await client.get(f"{LLM}/seen")).json()
    log(f"model: refused {seen['refused']} requests")


asyncio.run(main())
