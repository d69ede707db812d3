import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


def cheapest(offers):
    """The core: plain code. Its tests need no loop."""
    return min(offers, key=lambda offer: offer[1])


async def ask(supplier, price, seconds):
    """An adapter: talks to one service and decides nothing."""
    log(f"{supplier}: request")
    await asyncio.sleep(seconds)
    log(f"{supplier}: done")
    return supplier, price


async def buy(suppliers, limit):
    """The shell: what runs together, and how long."""
    async with asyncio.timeout(limit), asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(*it)) for it in suppliers]
    return cheapest(task.result() for task in tasks)


async def main():
    suppliers = [("Abele", 12, 0.1), ("Brandt", 9, 0.2)]
    supplier, price = await buy(suppliers, 0.5)
    log(f"shop: buys from {supplier} for {price}")


assert cheapest([("a", 2), ("b", 1)]) == ("b", 1)
asyncio.run(main())
