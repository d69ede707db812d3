import asyncio
import gc
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_receipt(answers):
    log("mail: waiting for the server")
    answer = await answers.readline()
    log(f"mail: done, {answer.decode().strip()}")


def confirm_order():
    answers = asyncio.StreamReader()
    asyncio.create_task(send_receipt(answers), name="mail")
    log("order: confirmed")
    return asyncio.StreamReaderProtocol(answers)


def report(loop, context):
    log(f"{context['task'].get_name()}: {context['message']}")


async def main():
    asyncio.get_running_loop().set_exception_handler(report)
    server = confirm_order()
    await asyncio.sleep(0.1)
    gc.collect()  # happens by itself as well, now and then
    await asyncio.sleep(0.2)
    log("server: answers")
    server.data_received(b"250 accepted\n")
    await asyncio.sleep(0.1)
    log("order: closed")


asyncio.run(main())
