import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def fetch(page, host, total):
    log(f"{page}: request")
    async with total:
        async with host:
            log(f"{page}: start")
        await asyncio.sleep(0.1)
        log(f"{page}: done")


async def main():
    total = asyncio.Semaphore(2)
    shop, bank = asyncio.Semaphore(1), asyncio.Semaphore(1)
    await asyncio.gather(
        fetch("shop 1", shop, total),
        fetch("shop 2", shop, total),
        fetch("shop 3", shop, total),
        fetch("bank", bank, total),
    )
    log("main: all there")


asyncio.run(main())
