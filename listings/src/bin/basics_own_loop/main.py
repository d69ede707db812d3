import heapq
import time
import types
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


@types.coroutine
def pause(seconds):
    yield time.monotonic() + seconds  # hands the loop the time to be woken


async def fetch(name, seconds):
    log(f"{name}: request")
    await pause(seconds)
    log(f"{name}: done")


def run(*coroutines):
    timers = [(0, turn, each) for turn, each in enumerate(coroutines)]
    while timers:
        due, turn, coroutine = heapq.heappop(timers)
        time.sleep(max(0, due - time.monotonic()))
        try:
            due = coroutine.send(None)  # runs it to its next wait
            heapq.heappush(timers, (due, turn, coroutine))
        except StopIteration:
            pass  # it has returned


run(fetch("user", 0.2), fetch("orders", 0.3), fetch("settings", 0.1))
