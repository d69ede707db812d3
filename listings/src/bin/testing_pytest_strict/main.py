import asyncio
import pytest
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


SCOPE = "asyncio_default_fixture_loop_scope=function"
QUIET = ["-s", "-p", "no:terminal", "-p", "no:cacheprovider"]
OPTIONS = [*QUIET, "-o", SCOPE, "-W", "error"]


class Report:
    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            log(f"{report.location[2]}: {report.outcome}")


async def refund(paid, fee):
    await asyncio.sleep(0.1)
    return paid - fee


async def is_paid_back(paid):
    return await refund(paid, 5) == paid


@pytest.mark.asyncio
async def test_awaited():
    log("test_awaited: started")
    assert await is_paid_back(30)


@pytest.mark.asyncio
async def test_not_awaited():
    log("test_not_awaited: started")
    assert is_paid_back(30)


async def test_not_marked():
    log("test_not_marked: started")
    assert await is_paid_back(30)


if __name__ == "__main__":
    pytest.main([*OPTIONS, __file__], [Report()])
