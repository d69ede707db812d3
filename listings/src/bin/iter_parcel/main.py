import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class Parcel:
    def __init__(self):
        self.news = iter(["packed", "on its way", "delivered"])

    def __aiter__(self):
        return self

    async def __anext__(self):
        await asyncio.sleep(0.1)
        state = next(self.news, None)
        if state is None:
            raise StopAsyncIteration
        return state


async def main():
    log("parcel: start")
    async for state in Parcel():
        log(f"parcel: {state}")
    log("parcel: done")


asyncio.run(main())
