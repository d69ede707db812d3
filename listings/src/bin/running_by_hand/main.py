import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_mail():
    log("mail: start")
    try:
        await asyncio.sleep(0.5)
        log("mail: done")
    finally:
        await asyncio.sleep(0.05)  # stands for a polite goodbye
        log("mail: hung up")


async def main():
    mail = asyncio.create_task(send_mail())
    await asyncio.sleep(0.1)
    log(f"main: returns, mail is done: {mail.done()}")


async def clean_up(loop):
    left = asyncio.all_tasks() - {asyncio.current_task()}
    log(f"run: {len(left)} task is left")
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    await loop.shutdown_asyncgens()  # async generators that were left open
    await loop.shutdown_default_executor()  # waits for its threads


def run(coroutine):
    loop = asyncio.new_event_loop()
    log("run: new loop")
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.run_until_complete(clean_up(loop))
        loop.close()
        log("run: loop closed")


run(main())
