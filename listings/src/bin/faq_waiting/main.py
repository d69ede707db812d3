import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


REQUESTS = 20
LATENCY = 0.05


async def answer(_reader, writer):
    await asyncio.sleep(LATENCY)  # the server looks the price up
    writer.write(b"12 euros")
    writer.close()
    await writer.wait_closed()


async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    price = await reader.read()
    writer.close()
    await writer.wait_closed()
    return price


async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    one_by_one = REQUESTS * LATENCY
    log(f"one by one: {one_by_one * 1000:.0f} ms at least")
    async with server:  # closes it, after an error too
        started = monotonic()
        requests = [ask(port) for _ in range(REQUESTS)]
        prices = await asyncio.gather(*requests)
        took = monotonic() - started
    log(f"at once: {len(prices)} answers")
    than = "less" if took < one_by_one / 2 else "more"
    log(f"at once: done in {than} than half of that")


asyncio.run(main())
