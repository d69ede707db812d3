import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def export(report, patience, connections):
    log(f"{report}: request")
    try:
        async with asyncio.timeout(patience):
            await connections.acquire()
    except TimeoutError:
        log(f"{report}: gave up")
        return
    try:
        log(f"{report}: start")
        await asyncio.sleep(0.3)
        log(f"{report}: done")
    finally:
        connections.release()


async def main():
    connections = asyncio.BoundedSemaphore(1)
    await asyncio.gather(
        export("orders", 0.2, connections),
        export("stock", 0.2, connections),
        export("prices", 0.5, connections),
    )
    log("main: end of the day")


asyncio.run(main())
