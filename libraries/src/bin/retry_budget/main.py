import asyncio
import os
import random

import httpx

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

SHOP = os.environ["SHOP_URL"]


class Budget:
    fifths, most = 0, 50  # ten retries can be saved up

    def deposit(self):
        self.fifths = min(self.fifths + 1, self.most)

    def withdraw(self):
        enough = self.fifths >= 5
        self.fifths -= 5 if enough else 0
        return enough


async def report(client, budget):
    budget.deposit()
    for attempt in range(4):
        answer = await client.get(f"{SHOP}/flaky/1000")
        if answer.status_code != 503 or attempt == 3:
            break
        if not budget.withdraw():
            break
        await asyncio.sleep(0.02 * 2**attempt * random.uniform(1, 2))
    return answer.status_code


async def main():
    log("dashboard: ten reports of a shop that is down")
    budget = Budget()
    async with httpx.AsyncClient() as client:
        await asyncio.gather(*(report(client, budget) for _ in range(10)))
        seen = (await client.get(f"{SHOP}/seen")).json()
    log(f"shop: saw {seen['requests']['GET /flaky/1000']} requests")


asyncio.run(main())
