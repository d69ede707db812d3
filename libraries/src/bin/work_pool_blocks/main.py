import asyncio
from concurrent.futures import ProcessPoolExecutor
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


def total(orders):
    return sum(order % 97 for order in range(orders))


async def heartbeat(report):
    log(f"heartbeat: {'after' if report else 'during'} the report")


async def main():
    report = []
    beating = asyncio.create_task(heartbeat(report))
    with ProcessPoolExecutor() as pool:
        log("report: start")
        report.append(pool.submit(total, 1_000_000).result())
        log(f"report: done: {report[0]}")
    await beating


if __name__ == "__main__":
    asyncio.run(main())
