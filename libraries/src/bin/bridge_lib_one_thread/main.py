import asyncio
import threading

from asgiref.sync import sync_to_async

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def threads(call):
    used = await asyncio.gather(*[call() for _ in range(3)])
    return len(set(used))


def meet(barrier):
    barrier.wait()
    return threading.get_ident()


async def main():
    ask = sync_to_async(threading.get_ident)
    log(f"sensitive: threads for three calls: {await threads(ask)}")
    barrier = threading.Barrier(3)
    ask = sync_to_async(lambda: meet(barrier), thread_sensitive=False)
    log(f"free: threads for three calls: {await threads(ask)}")


asyncio.run(main())
