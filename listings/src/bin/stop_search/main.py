import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def search(text):
    log(f"{text}: start")
    await asyncio.sleep(0.15)
    log(f"{text}: done")
    return "12 hits"


async def stop(text, task):
    log(f"page: cancel {text}")
    task.cancel()
    over = "over already" if task.done() else "not over yet"
    log(f"page: {text} is {over}")
    await asyncio.wait([task])
    if task.cancelled():
        log(f"{text}: cancelled")
    else:
        log(f"page: keeps {task.result()}")


async def main():
    for text, pause in [("tea", 0.1), ("teapot", 0.2)]:
        task = asyncio.create_task(search(text))
        await asyncio.sleep(pause)
        await stop(text, task)


asyncio.run(main())
