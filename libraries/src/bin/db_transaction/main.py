import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def sell(engine, item, written, paid):
    async with AsyncSession(engine) as session, session.begin():
        await session.execute(
            text("INSERT INTO orders VALUES (:item)"), {"item": item}
        )
        log(f"{item}: order written")
        written.set()
        await paid.wait()
    log(f"{item}: order committed")


async def count(engine):
    async with AsyncSession(engine) as session:
        orders = text("SELECT count(*) FROM orders")
        log(f"orders: {await session.scalar(orders)}")


async def main():
    engine = create_async_engine("sqlite+aiosqlite:///shop.db", pool_size=1)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE orders (item TEXT)"))
    written, paid = asyncio.Event(), asyncio.Event()
    sale = asyncio.create_task(sell(engine, "lamp", written, paid))
    await written.wait()
    sale.cancel()
    try:
        await sale
    except asyncio.CancelledError:
        log("lamp: cancelled")
    await count(engine)
    paid.set()
    await sell(engine, "chair", written, paid)
    await count(engine)
    await engine.dispose()


asyncio.run(main())
