import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


class ServerDown(Exception):
    pass


class NoSuchReader(Exception):
    pass


async def send(reader, seconds, error=None):
    log(f"{reader}: start")
    await asyncio.sleep(seconds)
    if error is not None:
        log(f"{reader}: failed, {type(error).__name__}")
        raise error
    log(f"{reader}: done")


async def main():
    mails = {
        "Ada": send("Ada", 0.2),
        "Ben": send("Ben", 0.1, ServerDown()),
        "Eve": send("Eve", 0.3, NoSuchReader()),
    }
    outcomes = await asyncio.gather(*mails.values(), return_exceptions=True)
    unexpected = []
    for reader, outcome in zip(mails, outcomes):
        match outcome:
            case None:
                log(f"list: {reader} has it")
            case ServerDown():
                log(f"list: {reader} is queued again")
            case NoSuchReader():
                log(f"list: {reader} is taken off")
            case BaseException():
                unexpected.append(outcome)
    if unexpected:
        raise BaseExceptionGroup("unexpected", unexpected)


asyncio.run(main())
