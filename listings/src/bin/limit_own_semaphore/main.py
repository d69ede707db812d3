import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def download(photo, seconds):
    log(f"{photo}: request")
    permits = asyncio.Semaphore(2)
    async with permits:
        log(f"{photo}: start")
        await asyncio.sleep(seconds)
        log(f"{photo}: done")


async def main():
    await asyncio.gather(
        download("beach", 0.4),
        download("castle", 0.1),
        download("market", 0.2),
        download("harbour", 0.2),
        download("tower", 0.2),
    )
    log("main: all there")


asyncio.run(main())
