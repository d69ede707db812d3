import asyncio
import json
import os
import socket

import httpx
import uvicorn
from fastapi import FastAPI
from fastapi.sse import EventSourceResponse
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


LLM = os.environ["LLM_URL"]
MESSAGE = {"role": "user", "content": "hang after 2"}
QUESTION = {"stream": True, "messages": [MESSAGE]}
app, client = FastAPI(), httpx.AsyncClient()


@app.get("/answer", response_class=EventSourceResponse)
async def answer():
    ask = client.stream("POST", f"{LLM}/v1/chat/completions", json=QUESTION)
    async with ask as model:
        async for line in model.aiter_lines():
            if line.startswith("data: {"):
                chunk = json.loads(line.removeprefix("data: "))
                yield chunk["choices"][0]["delta"]["content"]


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    url = "http://127.0.0.1:%d/answer" % listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    async with client.stream("GET", url) as page:
        events = (line async for line in page.aiter_lines() if line)
        for _word in range(2):
            log(f"page: {await anext(events)}")
        log("page: closed")
    gone = await client.get(f"{LLM}/gone/1")
    log(f"model: client gone after {gone.json()[0]} words")
    server.should_exit = True
    await serving


asyncio.run(main())
