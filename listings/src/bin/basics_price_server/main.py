import asyncio
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


everybody = asyncio.Barrier(3)


async def serve(reader, writer):
    lamp = await reader.readline()
    await everybody.wait()  # nobody is served before all have asked
    writer.write(lamp.strip() + b" is 12 euros")
    writer.close()


async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"lamp\n")
    log(f"customer: {(await reader.read()).decode()}")
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:  # closes it, after an error too
        log("shop: open")
        port = server.sockets[0].getsockname()[1]
        await asyncio.gather(ask(port), ask(port), ask(port))
    log("shop: closed")


asyncio.run(main())
