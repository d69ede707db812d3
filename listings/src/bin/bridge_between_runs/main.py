import asyncio
import time
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_mail(order):
    log(f"mail {order}: start")
    await asyncio.sleep(0.25)
    log(f"mail {order}: sent")


async def place(order):
    mail = asyncio.create_task(send_mail(order))
    log(f"order {order}: saving")
    await asyncio.sleep(0.1)
    log(f"order {order}: saved")
    return mail


async def close(mail):
    await mail
    log("shop: closed")


def main():
    with asyncio.Runner() as runner:
        mail = runner.run(place(17))
        log("shop: printing labels")
        time.sleep(0.5)
        log("shop: labels done")
        runner.run(close(mail))


main()
