import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


known = {"book": 12}


async def price(article):
    if article in known:
        return known[article]
    log(f"{article}: request")
    await asyncio.sleep(0.1)
    log(f"{article}: done")
    return 30


async def send_mail():
    log("mail: request")
    await asyncio.sleep(0.2)
    log("mail: done")


async def main():
    mail = asyncio.create_task(send_mail())
    log("shop: start")
    for article in ["book", "lamp"]:
        euros = await price(article)
        log(f"shop: {article}, {euros} euros")
    await mail
    log("shop: closed")


asyncio.run(main())
