import asyncio
import socket

import httpx
import uvicorn
from fastapi import FastAPI, Request
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


app = FastAPI()
begun = asyncio.Event()


async def search():
    log("search: started")
    begun.set()
    await asyncio.sleep(1)  # a slow warehouse
    log("search: done, for nobody")


@app.middleware("http")
async def in_between(request, call_next):
    return await call_next(request)


@app.get("/search")
async def handler(request: Request):
    work = asyncio.create_task(search())
    try:
        while not (work.done() or await request.is_disconnected()):
            await asyncio.wait([work], timeout=0.01)
    finally:
        work.cancel()  # this handler may be cancelled, too
        await asyncio.wait([work])
    return None if work.cancelled() else work.result()


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    shop = "http://127.0.0.1:%d" % listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    async with httpx.AsyncClient() as client:
        page = asyncio.create_task(client.get(f"{shop}/search"))
        await begun.wait()
        page.cancel()
        log("customer: leaves")
    server.should_exit = True
    await serving  # until all that it serves is over


asyncio.run(main())
