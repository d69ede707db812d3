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
charged = asyncio.Event()


async def store_order(request):
    while not await request.is_disconnected():
        await asyncio.sleep(0.01)  # slower than the customer is patient
    log("checkout: client is gone, handler goes on")
    await asyncio.sleep(0.01)
    log("checkout: order stored")


@app.post("/checkout")
async def checkout(request: Request):
    log("checkout: card charged")
    charged.set()
    await store_order(request)


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    shop = "http://127.0.0.1:%d" % listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    async with httpx.AsyncClient() as client:
        log("customer: pays")
        page = asyncio.create_task(client.post(f"{shop}/checkout"))
        await charged.wait()
        page.cancel()
        log("customer: leaves")
    server.should_exit = True
    await serving  # until all that it serves is over


asyncio.run(main())
