import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def find_product(name, seconds):
    log(f"{name}: request")
    await asyncio.sleep(seconds)
    log(f"{name}: found")
    return {"lamp": 17, "table": 21}[name]


async def find_price(name, product):
    log(f"{name}: price of product {product}?")
    await asyncio.sleep(0.2)
    log(f"{name}: done")
    return 10 * product


async def offer(name, seconds):
    product = await find_product(name, seconds)
    return await find_price(name, product)


async def main():
    table, lamp = (
        await offer("lamp", 0.1),
        await offer("table", 0.15),
    )
    log(f"shop: {lamp} and {table} euros")


asyncio.run(main())
