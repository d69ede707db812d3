import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def ship(order, payment):
    log(f"{order}: waiting for the bank")
    euros = await payment
    log(f"{order}: done, shipped for {euros} euros")


def bank_calls(payment):
    log("bank: confirms")
    if not payment.done():  # done: the wait was cancelled
        payment.set_result(30)


async def main():
    loop = asyncio.get_running_loop()
    payment = loop.create_future()
    loop.call_later(0.3, bank_calls, payment)
    await ship("order 17", payment)


asyncio.run(main())
