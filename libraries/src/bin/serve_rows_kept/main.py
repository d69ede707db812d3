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
ROWS = 400_000


async def rows():
    try:
        for first in range(0, ROWS, 100):
            await asyncio.sleep(0)  # lets the loop run
            numbers = range(first, first + 100)
            yield "".join(f"{it},lamp,in stock\n" for it in numbers)
        log("export: all rows made, for nobody")
    finally:
        log("export: closed")


@app.get("/export")
async def handler():
    return StreamingResponse(rows())


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    url = "http://127.0.0.1:%d/export" % listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    async with httpx.AsyncClient() as it, it.stream("GET", url) as page:
        log(f"page: {await anext(page.aiter_lines())}")
    log("page: closed")
    server.should_exit = True
    await serving  # until all that it serves is over


asyncio.run(main())
