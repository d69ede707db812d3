import asyncio
import threading
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

def print_label(ready):
    log("label: waiting for the printer")
    if not ready.wait(timeout=0.01):
        log("label: gave up")
        raise TimeoutError
    log("label: printed")


async def main():
    ready = threading.Event()
    try:
        await asyncio.to_thread(print_label, ready)
    except TimeoutError:
        log("order: timed out and cancelled")
    ready.set()  # now the printer has paper again


asyncio.run(main())
