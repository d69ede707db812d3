import asyncio
import queue
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


def query(answers):
    return answers.get()  # blocks its thread until the answer is there


async def heartbeat(answers):
    for beat in range(1, 4):
        log(f"heartbeat: beat {beat}")
        await asyncio.sleep(0.001)
    answers.put(1200)  # the database answers only now


async def report(answers):
    log("report: waiting, in a thread")
    rows = await asyncio.to_thread(query, answers)
    log(f"report: done, {rows} rows")


async def main():
    answers = queue.Queue()
    await asyncio.gather(report(answers), heartbeat(answers))


asyncio.run(main())
