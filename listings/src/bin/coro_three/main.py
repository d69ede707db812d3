import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def fetch(name):
    log(f"{name}: request")
    await asyncio.sleep(0.1)
    log(f"{name}: done")


async def main():
    loop = asyncio.get_running_loop()
    coroutine = fetch("coroutine")
    task = asyncio.create_task(fetch("task"))
    future = loop.create_future()
    log("main: has all three")
    await asyncio.sleep(0.2)
    log("main: awaits the task")
    await task
    log("main: awaits the coroutine")
    await coroutine
    log("main: sets the future")
    future.set_result("paid")
    log(f"future: done, {await future}")


asyncio.run(main())
