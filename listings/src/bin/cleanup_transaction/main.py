import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def finish(buyer, outcome):
    await asyncio.sleep(0.1)
    log(f"{buyer}: {outcome}")


class Transaction:
    def __init__(self, buyer):
        self.buyer = buyer

    async def __aenter__(self):
        log(f"{self.buyer}: begin")

    async def __aexit__(self, error_type, error, traceback):
        outcome = "committed" if error is None else "rolled back"
        await finish(self.buyer, outcome)


async def pay(buyer, seconds):
    await asyncio.sleep(seconds)
    if buyer == "ben":
        raise ValueError("card refused")


async def buy(buyer, seconds):
    async with Transaction(buyer):
        await pay(buyer, seconds)


async def main():
    for buyer, seconds in [("ann", 0.1), ("ben", 0.1), ("cem", 0.9)]:
        try:
            async with asyncio.timeout(0.3):
                await buy(buyer, seconds)
            log(f"main: {buyer} has a ticket")
        except ValueError as error:
            log(f"main: {buyer}, {error}")
        except TimeoutError:
            log(f"main: {buyer} took too long")
    await asyncio.sleep(0.3)
    log("main: end of the day")


asyncio.run(main())
