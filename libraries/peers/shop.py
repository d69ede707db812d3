"""A shop, for clients to talk to: the same as shop.rs, with FastAPI.

Prints its address, and ends with its standard input. Whatever depends on order
depends on counts here, never on time: so a client's run is exact.
"""

import asyncio
import collections
import os
import socket
import sys
import threading

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse

ITEMS = ["lamp", "desk", "chair"]


class Seen:
    """What the shop saw of its clients."""

    def __init__(self):
        self.requests = collections.Counter()
        self.connections = set()
        self.now = self.most_at_once = self.waiting = 0
        self.gone = []
        self.changed = asyncio.Condition()

    async def wait_for(self, condition):
        async with self.changed:
            await self.changed.wait_for(condition)

    async def tell(self):
        async with self.changed:
            self.changed.notify_all()

    async def went_away(self, path):
        self.gone.append(path)
        await self.tell()


class Count:
    """Counts the requests. A middleware of FastAPI's own would hide a client that goes away."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        path = scope.get("path", "")
        if scope["type"] != "http" or path == "/seen" or path.startswith("/gone/"):
            return await self.app(scope, receive, send)
        seen.requests[f"{scope['method']} {path}"] += 1
        seen.connections.add(scope["client"])
        seen.now += 1
        seen.most_at_once = max(seen.most_at_once, seen.now)
        try:
            await self.app(scope, receive, send)
        finally:
            seen.now -= 1


seen = Seen()
app = FastAPI()
app.add_middleware(Count)


def order(id):
    return {"id": id, "item": ITEMS[id - 1]}


async def disconnected(request):
    while (await request.receive())["type"] != "http.disconnect":
        pass


@app.get("/orders")
async def orders():
    return [order(id) for id in range(1, len(ITEMS) + 1)]


@app.get("/orders/{id}")
async def one_order(id: int, delay: int = 0):
    """`delay` is in milliseconds."""
    await asyncio.sleep(delay / 1000)
    if 1 <= id <= len(ITEMS):
        return order(id)
    return JSONResponse({"detail": f"no order {id}"}, 404)


@app.post("/orders", status_code=201)
async def new_order(order: dict):
    return {"id": 4, "item": order["item"]}


@app.get("/flaky/{fails}")
async def flaky(fails: int):
    """Fails so many times, then answers."""
    asked = seen.requests[f"GET /flaky/{fails}"]
    if asked > fails:
        return {"attempt": asked}
    return JSONResponse({"detail": "try again"}, 503)


@app.get("/together/{count}")
async def together(count: int):
    """Answers when so many requests wait here at once."""
    seen.waiting += 1
    await seen.tell()
    await seen.wait_for(lambda: seen.waiting >= count)
    return {"together": count}


@app.get("/hang")
async def hang(request: Request):
    """Never answers."""
    await disconnected(request)
    await seen.went_away("/hang")


@app.get("/half")
async def half(request: Request):
    """Answers with the first half of a text, and never with the second."""

    async def body():
        yield "half of "
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.shield(seen.went_away("/half"))

    return StreamingResponse(body())


@app.get("/drip/{count}")
async def drip(count: int):
    """Answers with so many pieces, a tenth of a second before each."""

    async def body():
        for _ in range(count):
            await asyncio.sleep(0.1)
            yield "piece "

    return StreamingResponse(body())


@app.get("/seen")
async def what_was_seen():
    return {
        "requests": seen.requests,
        "connections": len(seen.connections),
        "most_at_once": seen.most_at_once,
    }


@app.get("/gone/{count}")
async def gone(count: int):
    """Answers when so many clients have gone away before their answer was whole."""
    await seen.wait_for(lambda: len(seen.gone) >= count)
    return seen.gone


def end_with_standard_input():
    sys.stdin.read()
    os._exit(0)


class Server(uvicorn.Server):
    """Prints its address when it answers: a client's time limit is for the answer alone."""

    async def startup(self, sockets):
        await super().startup(sockets)
        print(f"http://127.0.0.1:{sockets[0].getsockname()[1]}", flush=True)


def main():
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = Server(uvicorn.Config(app, log_level="warning"))
    asyncio.run(server.serve(sockets=[listener]))


main()
