import asyncio
import trio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def wait(library, sleep):
    log(f"{library}: start")
    try:
        await sleep(0.1)
        log(f"{library}: done")
    except RuntimeError as error:
        log(f"{library}: failed, {error}")


trio.run(wait, "trio", trio.sleep)
trio.run(wait, "asyncio", asyncio.sleep)
asyncio.run(wait("asyncio", asyncio.sleep))
asyncio.run(wait("trio", trio.sleep))
