import asyncio
import threading
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


def thread():
    here = threading.current_thread()
    return "main" if here is threading.main_thread() else "another"


async def fetch(name, seconds):
    log(f"{name}: request, {thread()} thread")
    await asyncio.sleep(seconds)
    log(f"{name}: done, {thread()} thread")


async def main():
    names = {"user": 0.2, "orders": 0.3, "settings": 0.1}
    async with asyncio.TaskGroup() as group:
        for name, seconds in names.items():
            group.create_task(fetch(name, seconds))
    log("page: done")


asyncio.run(main())
