import threading

from asgiref.sync import async_to_sync, sync_to_async

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


seen = []


def tell(lane):
    thread = threading.get_ident()
    if thread not in seen:
        seen.append(thread)
    log(f"{lane}: in thread {seen.index(thread) + 1}")


async def price():
    tell("price")


def stock():
    tell("stock")
    async_to_sync(price)()


async def page():
    tell("page")
    await sync_to_async(stock)()


tell("script")
async_to_sync(page)()
