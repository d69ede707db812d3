import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_receipt():
    log("mail: request")
    await asyncio.sleep(0.1)
    raise ConnectionError("server is down")


def report(loop, context):
    log(f"loop: {context['message']}")


async def main():
    asyncio.get_running_loop().set_exception_handler(report)
    mails = [asyncio.create_task(send_receipt())]
    log("shop: order confirmed")
    await asyncio.sleep(0.5)
    log("shop: closed for the day")
    mails.clear()


asyncio.run(main())
