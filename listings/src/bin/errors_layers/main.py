import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class NoStock(Exception):
    pass


async def query():
    log("query: start")
    await asyncio.sleep(0.1)
    log("query: failed")
    raise ConnectionError("database is down")


async def stock():
    log("stock: open")
    try:
        return await query()
    except ConnectionError as error:
        raise NoStock("stock unknown") from error
    finally:
        log("stock: closed")


async def product_page():
    count = await stock()
    return f"{count} lamps"


async def main():
    try:
        log(f"server: {await product_page()}")
    except NoStock as error:
        log(f"server: {error}, because {error.__cause__}")


asyncio.run(main())
