import asyncio
import os

import requests

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

SHOP = os.environ["SHOP_URL"]


async def page(part):
    log(f"{part}: request")
    try:
        requests.get(f"{SHOP}/together/2", timeout=1)
        log(f"{part}: done")
    except requests.Timeout:
        log(f"{part}: gave up")


async def main():
    await asyncio.gather(page("prices"), page("stock"))


asyncio.run(main())
