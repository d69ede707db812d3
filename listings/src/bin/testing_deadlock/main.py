import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class Account:
    def __init__(self, number):
        self.number, self.lock = number, asyncio.Lock()


async def transfer(name, source, target):
    first, second = source, target
    async with first.lock:
        log(f"{name}: holds account {first.number}")
        await asyncio.sleep(0.1)  # asks for the balance
        log(f"{name}: wants account {second.number}")
        async with second.lock:
            log(f"{name}: booked")


async def main():
    ana, ben = Account(1), Account(2)
    rent = transfer("rent", ana, ben)
    refund = transfer("refund", ben, ana)
    try:
        async with asyncio.timeout(1):
            await asyncio.gather(rent, refund)
        log("bank: both booked")
    except TimeoutError:
        log("bank: nothing booked, timed out")


asyncio.run(main())
