import asyncio
import socket

import anyio
import httpx
import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


app = FastAPI()


async def store(draft):
    await asyncio.sleep(0)  # a database
    log(f"draft: stored: {' '.join(draft)}")


async def answer():
    draft = []
    try:
        for word in ["It", "comes"]:
            draft.append(word)
            yield f"{word}\n"
        await asyncio.Event().wait()  # the model thinks
    finally:
        log("answer: cancelled")
        with anyio.CancelScope(shield=True):
            await store(draft)


@app.get("/answer")
async def handler():
    return StreamingResponse(answer())


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    url = "http://127.0.0.1:%d/answer" % listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    async with httpx.AsyncClient() as it, it.stream("GET", url) as page:
        words = page.aiter_lines()
        for _ in range(2):
            log(f"page: {await anext(words)}")
        log("page: closed")
    server.should_exit = True
    await serving  # until all that it serves is over


asyncio.run(main())
