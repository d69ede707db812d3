import asyncio

import httpx
import pytest
from fastapi import FastAPI, Response
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


app = FastAPI()


@app.post("/payments")
async def pay():
    try:
        async with asyncio.timeout(30):
            await asyncio.Event().wait()  # a bank that never answers
    except TimeoutError:
        return Response(status_code=504)


@pytest.mark.asyncio
@pytest.mark.looptime
async def test_bank_hangs():
    clock, wall = asyncio.get_running_loop().time, monotonic()
    begun = clock()
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport) as client:
        answer = await client.post("http://shop/payments")
    log(f"test: {answer.status_code} after {clock() - begun:.0f} s")
    less = monotonic() - wall < 30
    log(f"test: done in {'less' if less else 'more'} on the wall")


if __name__ == "__main__":
    quiet = ["-s", "-p", "no:terminal", "-p", "no:cacheprovider"]
    scope = "asyncio_default_fixture_loop_scope=function"
    pytest.main([*quiet, "-o", scope, __file__])
