import asyncio
# listings/log.py


async def fetch(name, seconds):
    log(f"{name}: request")
    await asyncio.sleep(seconds)
    log(f"{name}: done")


async def main():
    await asyncio.gather(fetch("orders", 0.2), fetch("prices", 0.1))
    log("main: both are here")


asyncio.run(main())
