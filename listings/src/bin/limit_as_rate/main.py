import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def service(calls):
    """Stands for a service that allows 4 calls in any second."""
    now = time.monotonic()
    calls[:] = [call for call in calls if now - call < 1]
    calls.append(now)
    status = 200 if len(calls) <= 4 else 429
    await asyncio.sleep(0.05)
    return status


async def check_address(order, permits, calls):
    async with permits:
        log(f"order {order}: request")
        status = await service(calls)
        log(f"order {order}: {status}")
        return status


async def main():
    permits, calls = asyncio.Semaphore(4), []
    checks = (check_address(order, permits, calls) for order in range(1, 7))
    statuses = await asyncio.gather(*checks)
    log(f"main: {statuses.count(429)} of 6 refused")


asyncio.run(main())
