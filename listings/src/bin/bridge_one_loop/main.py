import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_mail(order):
    log(f"mail {order}: start")
    try:
        await asyncio.sleep(0.25)
        log(f"mail {order}: sent")
    except asyncio.CancelledError:
        log(f"mail {order}: not sent")
        raise


async def place(order):
    mail = asyncio.create_task(send_mail(order))
    log(f"order {order}: saving")
    await asyncio.sleep(0.1)
    log(f"order {order}: saved")
    return mail


async def close(mails):
    await asyncio.wait(mails)
    log("shop: closed")
    for mail in mails:
        mail.result()  # raises what went wrong


def main():
    with asyncio.Runner() as runner:
        mails = [runner.run(place(order)) for order in (17, 18)]
        runner.run(close(mails))


main()
