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
        raise LookupError("no such table")

    async def __aexit__(self, error_type, error, traceback):
        log("connection: closing")
        await asyncio.sleep(0.1)
        log("connection: failed")
        raise ConnectionError("the line is dead")


async def report():
    async with Connection() as connection:
        return await connection.total("refunds")


async def main():
    try:
        log(f"main: refunds are {await report()}")
    except (LookupError, ConnectionError) as error:
        log(f"main: no report, {error}")


asyncio.run(main())
