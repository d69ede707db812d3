import asyncio
import socket
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec

import httpx
import uvicorn
from fastapi import FastAPI
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


app = FastAPI()


@app.get("/order")
async def order():
    print("order: at work", flush=True)
    await asyncio.to_thread(sys.stdin.readline)  # until the driver is back


def serve():
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(app, log_level="warning")
    uvicorn.Server(config).run([listener])


async def main():
    this = [sys.executable, __file__, "serve"]
    server = await create_subprocess_exec(*this, stdin=PIPE, stdout=PIPE)
    port = int(await server.stdout.readline())
    async with httpx.AsyncClient(timeout=None) as client:
        order = client.get(f"http://127.0.0.1:{port}/order")
        page = asyncio.create_task(order)
        log((await server.stdout.readline()).decode().strip())
        server.terminate()
        log("server: gets SIGTERM")
        try:
            while True:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
        except ConnectionError:
            log("next customer: refused")
        server.stdin.write(b"the driver is back\n")
        log(f"order: done: {(await page).status_code}")
    log(f"server: ended with {await server.wait()}")


serve() if "serve" in sys.argv else asyncio.run(main())
