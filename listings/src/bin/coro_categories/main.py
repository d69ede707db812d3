import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


inside = {"shop": ["books", "lamps"], "books": ["novels", "maps"]}


async def count(category):
    log(f"{category}: request")
    await asyncio.sleep(0.1)
    total = 1
    for child in inside.get(category, []):
        total += await count(child)
    log(f"{category}: done, {total}")
    return total


async def main():
    await count("shop")


asyncio.run(main())
