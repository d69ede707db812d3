import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def price(shop, seconds, euros):
    await asyncio.sleep(seconds)
    log(f"{shop}: done")
    return f"{shop} {euros}"


async def main():
    log("main: asking")
    shops = [("Abele", 0.3, 12), ("Brandt", 0.1, 14), ("Chen", 0.2, 11)]
    prices = await asyncio.gather(*(price(*shop) for shop in shops))
    log(f"main: {', '.join(prices)}")


asyncio.run(main())
