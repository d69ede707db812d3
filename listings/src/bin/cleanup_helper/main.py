import asyncio
from contextlib import asynccontextmanager
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


def lines(month):
    return {"march": ["900", "-40"], "april": ["700", "?"]}[month]


@asynccontextmanager
async def ledger(month):
    log(f"{month}: open")
    try:
        yield lines(month)
    finally:
        await asyncio.sleep(0.1)
        log(f"{month}: closed")


async def total(month):
    async with ledger(month) as amounts:
        await asyncio.sleep(0.1)
        return sum(int(amount) for amount in amounts)


async def main():
    for month in ["march", "april"]:
        try:
            log(f"main: {month} has {await total(month)} euros")
        except ValueError:
            log(f"main: {month} cannot be read")
    await asyncio.sleep(0.2)
    log("main: end of the day")


asyncio.run(main())
