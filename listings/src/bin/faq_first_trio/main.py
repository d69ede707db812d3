import trio

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def fetch(name, seconds):
    log(f"{name}: start")
    try:
        await trio.sleep(seconds)
    except trio.Cancelled:
        log(f"{name}: cancelled")
        raise
    log(f"{name}: done")


async def main():
    with trio.move_on_after(0.25) as limit:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(fetch, "user", 0.1)
            nursery.start_soon(fetch, "orders", 0.2)
            nursery.start_soon(fetch, "prices", 0.9)
    log(f"main: late: {limit.cancelled_caught}")


trio.run(main)
