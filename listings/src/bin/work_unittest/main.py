import asyncio
import unittest
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


async def send_mail():
    try:
        await asyncio.sleep(60)
    finally:
        log("mail: cancelled")


async def refund(paid):
    asyncio.create_task(send_mail())
    await asyncio.sleep(0.1)
    return paid - 5


class Refund(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        log("shop: open")
        await asyncio.sleep(0.1)

    async def test_paid_back(self):
        log("test: started")
        self.assertEqual(await refund(30), 30)

    async def asyncTearDown(self):
        await asyncio.sleep(0.1)
        log("shop: closed")


class Result(unittest.TestResult):
    def addFailure(self, test, error):
        log("test: failed")


Refund("test_paid_back").run(Result())
