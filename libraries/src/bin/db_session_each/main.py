import asyncio

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str]


async def ann(engine, bank):
    async with AsyncSession(engine) as session:
        session.add(Order(item="lamp"))
        await bank.wait()
        await session.commit()
    log("ann: done: her lamp is ordered")


async def ben(engine, bank):
    async with AsyncSession(engine) as session:
        session.add(Order(item="chair"))
        await session.rollback()
    log("ben: failed: his card is refused")
    bank.set()


async def main():
    engine = create_async_engine("sqlite+aiosqlite:///shop.db")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    bank = asyncio.Event()
    await asyncio.gather(ann(engine, bank), ben(engine, bank))
    async with AsyncSession(engine) as session:
        orders = await session.scalar(select(func.count(Order.id)))
        log(f"shop: orders: {orders}")
    await engine.dispose()


asyncio.run(main())
