import asyncio
from aiohttp import ClientSession, ClientTimeout, web
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


LIMIT = ClientTimeout(total=2)
seen = set()  # the connections that the server saw


async def price(request):
    seen.add(request.transport)
    return web.json_response({"price": 12})


async def ask(session, url):
    async with session.get(url) as response:
        response.raise_for_status()
        return (await response.json())["price"]


async def main():
    app = web.Application()
    app.router.add_get("/price", price)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/price"
    for _ in range(3):
        async with ClientSession(timeout=LIMIT) as session:
            log(f"client: answered, {await ask(session, url)}")
    log(f"server: {len(seen)} connections")
    seen.clear()
    async with ClientSession(timeout=LIMIT) as session:
        for _ in range(3):
            log(f"client: answered, {await ask(session, url)}")
    log(f"server: {len(seen)} connection")
    await runner.cleanup()


asyncio.run(main())
