import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class Pace:
    def __init__(self, seconds):
        self.seconds, self.next_turn = seconds, time.monotonic()

    async def tick(self):
        now = time.monotonic()
        turn = max(now, self.next_turn)
        await asyncio.sleep(turn - now)
        self.next_turn = turn + self.seconds


async def service(calls):
    """Stands for a service that allows 4 calls in any second."""
    now = time.monotonic()
    calls[:] = [call for call in calls if now - call < 1]
    calls.append(now)
    status = 200 if len(calls) <= 4 else 429
    await asyncio.sleep(0.05)
    return status


async def check_address(order, pace, calls):
    await pace.tick()
    log(f"order {order}: request")
    status = await service(calls)
    log(f"order {order}: {status}")
    return status


async def main():
    pace, calls = Pace(0.3), []
    checks = (check_address(order, pace, calls) for order in range(1, 7))
    statuses = await asyncio.gather(*checks)
    log(f"main: {statuses.count(429)} of 6 refused")


asyncio.run(main())
