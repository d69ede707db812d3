import asyncio
import logging
import threading

import httpx
from flask import Flask
from werkzeug.serving import make_server

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


app = Flask(__name__)
busy = most = 0


@app.get("/report")
async def report():
    global busy, most
    busy += 1
    most = max(most, busy)
    await asyncio.sleep(0.05)
    busy -= 1
    return "report"


async def main(shop):
    async with httpx.AsyncClient(timeout=None) as client:
        requests = [client.get(f"{shop}/report") for _ in range(3)]
        answers = await asyncio.gather(*requests)
    log(f"shop: {len(answers)} requests at once")
    log(f"shop: {most} at work at most")


logging.getLogger("werkzeug").disabled = True
server = make_server("127.0.0.1", 0, app, threaded=False)
threading.Thread(target=server.serve_forever).start()
asyncio.run(main(f"http://127.0.0.1:{server.port}"))
server.shutdown()
