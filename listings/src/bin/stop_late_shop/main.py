import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def price(shop, seconds, euros):
    log(f"{shop}: request")
    await asyncio.sleep(seconds)
    log(f"{shop}: done, {euros} euros")
    return f"{shop} {euros}"


async def main():
    shops = [("Abele", 0.1, 12), ("Brandt", 0.2, 14), ("Chen", 0.9, 11)]
    asked = [asyncio.create_task(price(*shop)) for shop in shops]
    try:
        _, late = await asyncio.wait(asked, timeout=0.3)
        log(f"main: {len(late)} is late")
    finally:  # also if `main` itself is cancelled
        for task in asked:
            task.cancel()  # does nothing to those that are done
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            log(f"main: a shop failed, {outcome!r}")
    prices = [price for price in outcomes if isinstance(price, str)]
    log(f"main: {', '.join(prices)}")


asyncio.run(main())
