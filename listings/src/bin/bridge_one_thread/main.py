import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


TABLES = ["orders", "users", "carts"]


def count(table):
    log(f"{table}: counting")
    time.sleep(0.01)  # stands for a query that blocks
    log(f"{table}: done")
    return len(table)


async def ask(database, table):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(database, count, table)


async def main(database):
    for table in TABLES:
        log(f"{table}: request")
    calls = [ask(database, table) for table in TABLES]
    counts = await asyncio.gather(*calls)
    log(f"page: {counts}")


with ThreadPoolExecutor(max_workers=1) as database:
    asyncio.run(main(database))
