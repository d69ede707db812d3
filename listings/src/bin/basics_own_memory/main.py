import asyncio
import multiprocessing
import os
import threading
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


sold = []


def sell(kind, process, thread):
    sold.append(kind)
    if os.getpid() != process:
        log(f"{kind}: done, in another process")
    elif threading.get_ident() != thread:
        log(f"{kind}: done, in another thread")
    else:
        log(f"{kind}: done, in main's thread")


async def in_a_task(*main):
    sell("task", *main)


async def main():
    main = os.getpid(), threading.get_ident()
    await asyncio.create_task(in_a_task(*main))
    await asyncio.to_thread(sell, "thread", *main)
    processes = multiprocessing.get_context("spawn")
    process = processes.Process(target=sell, args=("process", *main))
    process.start()
    await asyncio.to_thread(process.join)
    log(f"main: sold by {' and '.join(sold)}")


if __name__ == "__main__":  # the new process imports this file
    asyncio.run(main())
