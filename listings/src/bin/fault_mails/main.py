import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send(mail, caller):
    own = asyncio.current_task() is not caller
    whose = "own task" if own else "the shop's task"
    log(f"{mail}: start, {whose}")
    await asyncio.sleep(0.2)
    log(f"{mail}: done")


async def main():
    shop = asyncio.current_task()
    log("shop: sends the receipt")
    asyncio.create_task(send("receipt", shop))
    log("shop: sends the invoice")
    invoice = send("invoice", shop)
    log("shop: packing")
    await asyncio.sleep(0.1)
    log("shop: packed")
    await invoice
    log("shop: closed")


asyncio.run(main())
