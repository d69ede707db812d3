import asyncio
import threading
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

def print_label(asked, ready):
    log("label: waiting for the printer")
    asked.set()
    ready.wait()
    log("label: printed")


async def main():
    asked, ready = threading.Event(), threading.Event()
    label = asyncio.create_task(asyncio.to_thread(print_label, asked, ready))
    await asyncio.to_thread(asked.wait)  # from here on the thread is at work
    try:
        async with asyncio.timeout(0.01):
            await label
    except TimeoutError:
        log("order: timed out and cancelled")
    ready.set()  # now the printer has paper again


asyncio.run(main())
