import asyncio
import os
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
    await asyncio.sleep(int(os.getenv("SAVING_MS", 100)) / 1000)
    log(f"order {order}: saved")
    return mail


def main():
    asyncio.run(place(17))


main()
