import asyncio
import os
import threading

import httpx
from flask import Flask

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


app = Flask(__name__)
mails = []
loops, lock = {}, threading.Lock()


def mail_loop():
    """The loop of this process: a forked process has no copy of its thread."""
    with lock:
        if os.getpid() not in loops:
            loop = loops[os.getpid()] = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, daemon=True).start()
        return loops[os.getpid()]


async def mail(order):
    await asyncio.sleep(0.1)
    return f"order {order} confirmed"


@app.post("/orders/<int:order>")
async def buy(order):
    sending = asyncio.run_coroutine_threadsafe(mail(order), mail_loop())
    mails.append(sending)
    return "bought"


with httpx.Client(transport=httpx.WSGITransport(app)) as client:
    answer = client.post("http://shop/orders/17")
log(f"shop: {answer.status_code}")
for sent in mails:
    log(f"mail: {'lost' if sent.cancelled() else sent.result()}")
