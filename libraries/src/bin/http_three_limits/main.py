import asyncio
import os
import socket
from contextlib import aclosing

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

SHOP = os.environ["SHOP_URL"]


def busy_server():
    listener = socket.create_server(("127.0.0.1", 0), backlog=1)
    waiting = [socket.socket() for _ in range(8)]
    for client in waiting:
        client.setblocking(False)
        client.connect_ex(listener.getsockname())
    return listener, waiting


async def export(client, url):
    missing = "first byte"
    try:
        async with asyncio.timeout(3):
            request = client.build_request("GET", url)
            answer = await client.send(request, stream=True)
        missing = "end"
        async with aclosing(answer), asyncio.timeout(1):
            return await answer.aread()
    except httpx.ConnectTimeout:
        return "gave up: no connection"
    except TimeoutError:
        return f"gave up: no {missing}"


async def main():
    busy, waiting = busy_server()
    full = f"http://127.0.0.1:{busy.getsockname()[1]}"
    limits = httpx.Timeout(None, connect=1)
    async with httpx.AsyncClient(timeout=limits) as client:
        log("exports: three requests")
        urls = [full, f"{SHOP}/hang", f"{SHOP}/drip/60"]
        ended = await asyncio.gather(*(export(client, url) for url in urls))
    for server, end in zip(["busy", "silent", "slow"], ended):
        log(f"{server}: {end}")
    for it in [busy, *waiting]:
        it.close()


asyncio.run(main())
