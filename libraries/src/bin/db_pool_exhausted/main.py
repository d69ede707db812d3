import asyncio

from sqlalchemy import text
from sqlalchemy.exc import TimeoutError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


PRICE = text("SELECT 30")


async def buy(engine, name, asked, bank):
    async with AsyncSession(engine) as session:
        price = await session.scalar(PRICE)
        log(f"{name}: asks the bank for {price}")
        asked.release()
        await bank.wait()


async def page(engine):
    async with AsyncSession(engine) as session:
        return await session.scalar(PRICE)


async def main():
    url = "sqlite+aiosqlite:///shop.db"
    limits = {"pool_size": 2, "max_overflow": 0, "pool_timeout": 0.5}
    engine = create_async_engine(url, **limits)
    asked, bank = asyncio.Semaphore(0), asyncio.Event()
    buyers = []
    for name in ["ann", "ben"]:
        sale = buy(engine, name, asked, bank)
        buyers.append((name, asyncio.create_task(sale)))
        await asked.acquire()
    try:
        log(f"page: done: {await page(engine)}")
    except TimeoutError as error:
        log(f"page: failed: {error.args[0]}")
    bank.set()
    for name, buyer in buyers:
        await buyer
        log(f"{name}: done")
    await engine.dispose()


asyncio.run(main())
