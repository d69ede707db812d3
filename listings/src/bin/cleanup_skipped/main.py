import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class Connection:
    def __init__(self):
        log("connection: open")

    async def total(self, table):
        log(f"connection: query {table}")
        await asyncio.sleep(0.1)
        if table == "refunds":
            raise LookupError("no such table")
        return 900

    async def close(self):
        log("connection: closing")
        await asyncio.sleep(0.1)
        log("connection: closed")


async def report():
    connection = Connection()
    sales = await connection.total("sales")
    refunds = await connection.total("refunds")
    await connection.close()
    return sales - refunds


async def main():
    try:
        log(f"main: net sales are {await report()}")
    except LookupError as error:
        log(f"main: no report, {error}")
    await asyncio.sleep(0.3)
    log("main: end of the day")


asyncio.run(main())
