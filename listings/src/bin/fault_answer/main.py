import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def answer():
    log("model: start")
    for word in ["It", "arrives", "on", "Friday"]:
        await asyncio.sleep(0.1)
        log(f"model: {word}")
        yield word


async def main():
    words = answer()
    log("page: start")
    await asyncio.sleep(0.1)  # draws an empty page
    log("page: drawn")
    shown = []
    for word in [word async for word in words]:
        shown.append(word)
        log(f"page: {' '.join(shown)}")
    log("page: done")


asyncio.run(main())
