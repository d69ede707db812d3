import asyncio

import httpx
from flask import Flask

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


app = Flask(__name__)
mails = []


async def mail(order):
    await asyncio.sleep(0.1)
    return f"order {order} confirmed"


@app.post("/orders/<int:order>")
async def buy(order):
    mails.append(asyncio.create_task(mail(order)))
    return "bought"


with httpx.Client(transport=httpx.WSGITransport(app)) as client:
    answer = client.post("http://shop/orders/17")
log(f"shop: {answer.status_code}")
for sent in mails:
    log(f"mail: {'lost' if sent.cancelled() else sent.result()}")
