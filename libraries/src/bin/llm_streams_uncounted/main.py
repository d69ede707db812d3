import asyncio
import os

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


LLM = os.environ["LLM_URL"]
MESSAGE = {"role": "user", "content": "What is a future?"}
QUESTION = {"stream": True, "messages": [MESSAGE]}
open_now, most = 0, 0


async def ask(client, places):
    global open_now, most
    url = f"{LLM}/v1/chat/completions"
    async with places, client.stream("POST", url, json=QUESTION) as answer:
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.2)  # a slow reader
        await answer.aread()
        open_now -= 1


async def main():
    places = asyncio.Semaphore(2)
    async with httpx.AsyncClient() as client, asyncio.TaskGroup() as group:
        for _ in range(4):
            group.create_task(ask(client, places))
    log(f"client: at most {most} answers open")


asyncio.run(main())
