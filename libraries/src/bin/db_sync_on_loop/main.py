import asyncio

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


LIMIT = {"timeout": 2}  # for the wait for another's lock
SHOP = create_engine("sqlite:///shop.db", connect_args=LIMIT)


async def order(engine, written):
    async with AsyncSession(engine) as session, session.begin():
        await session.execute(text("UPDATE stock SET left = left - 1"))
        log("order: written, waits for the bank")
        written.set()
        await asyncio.sleep(0.1)
        log("order: paid, commits")


def delivery():
    with Session(SHOP) as session, session.begin():
        session.execute(text("UPDATE stock SET left = left + 10"))


async def main():
    engine = create_async_engine("sqlite+aiosqlite:///shop.db")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE stock (left INTEGER)"))
        await connection.execute(text("INSERT INTO stock VALUES (5)"))
    written = asyncio.Event()
    sale = asyncio.create_task(order(engine, written))
    await written.wait()
    try:
        delivery()
        log("delivery: done")
    except OperationalError as error:
        log(f"delivery: failed: {error.orig}")
    await sale
    await engine.dispose()
    SHOP.dispose()


asyncio.run(main())
