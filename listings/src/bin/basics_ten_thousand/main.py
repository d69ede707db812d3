import asyncio
import threading
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def customer(threads):
    threads.add(threading.get_ident())
    await asyncio.sleep(5)
    threads.add(threading.get_ident())


async def main():
    threads = set()
    log("shop: waiting for 10000 customers")
    async with asyncio.TaskGroup() as customers:
        for _ in range(10_000):
            customers.create_task(customer(threads))
    log(f"shop: done, threads used: {len(threads)}")


asyncio.run(main())
