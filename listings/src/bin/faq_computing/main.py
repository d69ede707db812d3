import multiprocessing
import threading
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


WORKERS = 4
BATCH = 20_000


def batch(steps, me):
    seen = moved = 0
    for _step in range(BATCH):
        steps[me] += 1  # the work
        other = steps[me - 1]
        moved += other != seen  # another worker has got on
        seen = other
    return moved


def compute(steps, most, me, ready):
    ready.wait()
    end = monotonic() + 0.4
    while max(most) < BATCH // 100 and monotonic() < end:
        most[me] = max(most[me], batch(steps, me))


def together(kind, ready):
    steps = multiprocessing.RawArray("q", WORKERS)  # all can see it
    most = multiprocessing.RawArray("q", WORKERS)
    shares = [(steps, most, me, ready) for me in range(WORKERS)]
    workers = [kind(target=compute, args=share) for share in shares]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return max(most) >= BATCH // 100


def measure(lane, kind, ready, tries):
    found = any(together(kind, ready) for _try in range(tries))
    when = "in parallel" if found else "by turns"
    log(f"{lane}: done {when}")


if __name__ == "__main__":
    log(f"main: {WORKERS} workers compute")
    ready = threading.Barrier(WORKERS)
    measure("threads", threading.Thread, ready, 1)
    ready = multiprocessing.Barrier(WORKERS)
    measure("processes", multiprocessing.Process, ready, 12)
