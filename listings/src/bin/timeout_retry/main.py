import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def charge(attempt):
    log(f"charge: try {attempt}")
    await asyncio.sleep(0.2)
    if attempt < 3:
        raise ConnectionError
    log("charge: done")


async def charge_with_retries():
    for attempt in (1, 2, 3):
        try:
            return await charge(attempt)
        except ConnectionError:
            if asyncio.current_task().cancelling():
                raise  # the time is over, and its clean-up failed
            log("charge: no connection")
    raise ConnectionError("three times")


async def main():
    try:
        async with asyncio.timeout(0.25):
            await charge_with_retries()
        log("main: paid")
    except ConnectionError as error:
        log(f"main: not paid, {error}")
    except TimeoutError:
        log("main: gave up")


asyncio.run(main())
