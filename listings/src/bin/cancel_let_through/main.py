import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class Refused(Exception):
    """The mail server does not take the address."""


async def send(name):
    log(f"{name}: start")
    await asyncio.sleep(0.1)
    if name == "Ben":
        raise Refused(550)
    log(f"{name}: done")


async def newsletter():
    for name in ["Ana", "Ben", "Chen", "Dora"]:
        try:
            await send(name)
        except Refused as error:
            log(f"{name}: failed, {error!r}")


async def main():
    task = asyncio.create_task(newsletter())
    await asyncio.sleep(0.25)
    log("main: cancel")
    task.cancel()
    await asyncio.wait([task])
    if task.cancelled():
        log("main: stopped")
    else:
        task.result()  # raises what went wrong
        log("main: sent to the end")


asyncio.run(main())
