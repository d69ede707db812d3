import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


REPORT = """WITH RECURSIVE orders(id) AS
    (SELECT 1 UNION ALL SELECT id + 1 FROM orders WHERE id < 5000000)
    SELECT count(*) FROM orders"""


def when(asked):
    return "late" if monotonic() - asked > 0.4 else "in time"


async def main():
    engine = create_async_engine("sqlite+aiosqlite://")
    asked = monotonic()
    try:
        async with asyncio.timeout(0.1):
            async with engine.connect() as connection:
                await connection.execute(text(REPORT))
    except TimeoutError:
        log(f"report: given up {when(asked)}")
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
    log(f"connection: free {when(asked)}")
    await engine.dispose()


asyncio.run(main())
