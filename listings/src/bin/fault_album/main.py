import asyncio
import os
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def download(photo, seconds, permits):
    log(f"{photo}: request")
    async with permits:
        log(f"{photo}: start")
        await asyncio.sleep(seconds)
        log(f"{photo}: done")
        permits.release()


async def main():
    limit = int(os.getenv("LIMIT", 2))
    permits = asyncio.Semaphore(limit)
    await asyncio.gather(
        download("beach", 0.4, permits),
        download("castle", 0.1, permits),
        download("market", 0.2, permits),
        download("harbour", 0.2, permits),
        download("tower", 0.2, permits),
    )
    log("main: all there")


asyncio.run(main())
