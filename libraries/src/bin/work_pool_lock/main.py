import multiprocessing
import operator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


def share(array):
    global steps, over
    steps, over = array, 1


def count():
    while not steps[over]:
        steps[0] += 1


def compute(tries):
    steps_so_far = partial(operator.getitem, steps, 0)
    total = partial(sum, range(1_000_000))
    one_step = [steps_so_far, total, steps_so_far]
    while not steps[0]:
        pass  # until the other one is at work
    for _try in range(tries):
        before, _total, after = map(operator.call, one_step)
        if after > before:
            break
    steps[over] = 1
    return after > before


def measure(lane, executor, tries):
    array = multiprocessing.RawArray("q", 2)  # all can see it
    with executor(2, initializer=share, initargs=[array]) as pool:
        pool.submit(count)
        moved = pool.submit(compute, tries).result()
    log(f"{lane}: the other one {'got on' if moved else 'stood still'}")


if __name__ == "__main__":
    log("main: two workers compute")
    measure("threads", ThreadPoolExecutor, 5)
    measure("processes", ProcessPoolExecutor, 1000)
