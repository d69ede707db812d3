import asyncio
import gc
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


background = set()


async def send_receipt(answers):
    log("mail: waiting for the server")
    answer = await answers.readline()
    log(f"mail: done, {answer.decode().strip()}")


def confirm_order():
    answers = asyncio.StreamReader()
    mail = asyncio.create_task(send_receipt(answers), name="mail")
    background.add(mail)
    mail.add_done_callback(background.discard)
    log("order: confirmed")
    return asyncio.StreamReaderProtocol(answers)


async def main():
    server = confirm_order()
    await asyncio.sleep(0.1)
    gc.collect()
    await asyncio.sleep(0.2)
    log("server: answers")
    server.data_received(b"250 accepted\n")
    if background:
        await asyncio.wait(background)
    log(f"order: closed, {len(background)} mails are open")


asyncio.run(main())
