import asyncio
import socket

import httpx
import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


app = FastAPI()


async def prices():
    yield "17"
    try:
        await asyncio.Event().wait()  # until the next price
    finally:
        log("prices: cancelled")


@app.get("/prices")
async def handler():
    return StreamingResponse(prices())


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    url = "http://127.0.0.1:%d/prices" % listener.getsockname()[1]
    limit = {"timeout_graceful_shutdown": 1}
    config = uvicorn.Config(app, log_level="warning", **limit)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    async with httpx.AsyncClient() as it, it.stream("GET", url) as page:
        shown = page.aiter_text()
        log(f"page: {await anext(shown)}")
        server.should_exit = True  # as SIGTERM does
        log("server: shuts down")
        ended, _ = await asyncio.wait([serving], timeout=8)
        log("server: ended" if ended else "server: still waits")
    await serving


asyncio.run(main())
