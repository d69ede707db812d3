import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def fetch(name, seconds):
    log(f"{name}: request")
    await asyncio.sleep(seconds)
    log(f"{name}: done")
    return name


async def main():
    page = []
    for name, seconds in [("user", 0.2), ("orders", 0.3), ("settings", 0.1)]:
        page.append(await fetch(name, seconds))
    log(f"main: page of {', '.join(page)}")


asyncio.run(main())
