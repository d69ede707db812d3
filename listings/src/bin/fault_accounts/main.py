import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class Connection:
    async def __aenter__(self):
        log("connection: open")
        return self

    async def total(self, table):
        log(f"connection: query {table}")
        await asyncio.sleep(0.1)
        if table == "refunds":
            raise LookupError("no such table")
        return 900

    async def __aexit__(self, error_type, error, traceback):
        log("connection: closing")
        await asyncio.sleep(0.1)
        log("connection: closed")


async def report():
    async with Connection() as connection:
        sales = await connection.total("sales")
    refunds = await connection.total("refunds")
    return sales - refunds


async def main():
    try:
        log(f"main: net sales are {await report()}")
    except LookupError as error:
        log(f"main: no report, {error}")


asyncio.run(main())
