import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def price(shop, seconds, euros):
    log(f"{shop}: request")
    try:
        async with asyncio.timeout(0.3):
            await asyncio.sleep(seconds)
    except TimeoutError:
        log(f"{shop}: gave up")
        return None
    log(f"{shop}: done, {euros} euros")
    return f"{shop} {euros}"


async def main():
    shops = [("Abele", 0.1, 12), ("Brandt", 0.2, 14), ("Chen", 0.9, 11)]
    prices = await asyncio.gather(*(price(*shop) for shop in shops))
    log(f"main: {', '.join(filter(None, prices))}")


asyncio.run(main())
