import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def step(name):
    log(f"{name}: start")
    await asyncio.sleep(0.2)
    log(f"{name}: done")


async def main():
    for name in ("reserve", "charge", "confirm"):
        deadline = asyncio.get_running_loop().time() + 0.5
        try:
            async with asyncio.timeout_at(deadline):
                await step(name)
        except TimeoutError:
            log(f"{name}: gave up")
            break


asyncio.run(main())
