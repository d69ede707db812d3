import trio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send(name):
    log(f"{name}: start")
    await trio.sleep(0.1)
    log(f"{name}: done")


async def newsletter():
    for name in ["Ana", "Ben", "Chen", "Dora"]:
        try:
            await send(name)
        except BaseException as error:
            log(f"{name}: failed, {type(error).__name__}")


async def main():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(newsletter)
        await trio.sleep(0.15)
        log("main: cancel")
        nursery.cancel_scope.cancel()
    log("main: stopped")


trio.run(main)
