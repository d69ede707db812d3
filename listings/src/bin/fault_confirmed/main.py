import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_receipt():
    log("mail: request")
    await asyncio.sleep(0.1)
    raise ConnectionError("server is down")


async def report(mail):
    if mail.cancelled():
        log("mail: cancelled")
    elif (error := mail.exception()) is not None:
        log(f"mail: failed, {error}")


async def main():
    mail = asyncio.create_task(send_receipt())
    mail.add_done_callback(report)
    log("shop: order confirmed")
    await asyncio.sleep(0.5)
    log("shop: closed for the day")


asyncio.run(main())
