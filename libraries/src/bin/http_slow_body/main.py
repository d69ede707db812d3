import asyncio
import os

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

SHOP = os.environ["SHOP_URL"]


async def main():
    log("export: request, with a limit of two seconds")
    async with httpx.AsyncClient(timeout=2) as client:
        asked = monotonic()
        answer = await client.get(f"{SHOP}/drip/24")
        late = monotonic() - asked > 2
    log(f"export: {len(answer.text.split())} pieces")
    log(f"export: done, {'too late' if late else 'in time'}")


asyncio.run(main())
