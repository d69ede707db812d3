import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def fetch(name, seconds, euros):
    log(f"{name}: request")
    await asyncio.sleep(seconds)
    log(f"{name}: done")
    return euros


async def figures():
    sales = fetch("sales", 0.3, 900)
    refunds = fetch("refunds", 0.2, 40)
    return await sales, await refunds


async def report():
    sales, refunds = await figures()
    return sales - refunds


async def page():
    log("page: request")
    euros = await report()
    log(f"page: done, {euros} euros")


async def main():
    await asyncio.create_task(page())


asyncio.run(main())
