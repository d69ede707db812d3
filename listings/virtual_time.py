"""Runs an asyncio program in virtual time, at once and always with the same output.

    python virtual_time.py main.py          virtual time
    python virtual_time.py --real main.py   the clock and the event loop of this machine

In virtual time a wait costs nothing: when every task waits, the clock jumps to
the next timer. `time.sleep` moves the clock without giving any task a turn, as
a blocking call does. A function handed to a thread is modelled: it runs at once,
but what it prints and when it returns fall at the times they would have.
Timers that fall due together fire in the order in which they were set, and a
task group cancels its tasks in the order in which they were created (asyncio
itself keeps them in a set), so that a transcript can be compared byte by byte.
"""

import asyncio
import heapq
import itertools
import runpy
import sys
import threading
import time


class Deadlock(RuntimeError):
    """Every task waits for another one and no timer is set: nothing can happen any more."""


class Clock:
    """The virtual clock, in seconds since the program began."""

    def __init__(self):
        self.now = 0.0
        self.thread = None  # the modelled thread that is running, if any
        self._home = threading.get_ident()

    def time(self):
        return self.thread.now if self.thread else self.now

    def sleep(self, seconds):
        """Stands for `time.sleep`: time passes, and no task has a turn."""
        if threading.get_ident() != self._home:
            raise RuntimeError("a real thread cannot sleep in virtual time: declare the listing `real`")
        self.advance(seconds, of=self.thread or self)

    @staticmethod
    def advance(seconds, of):
        # Rounded, so that ten times 0.1 is 1.0 and stamps stay whole.
        of.now = round(of.now + seconds, 9)


class Thread:
    """A modelled thread: its own time, and a record of what it prints when."""

    def __init__(self, now):
        self.now = now
        self.printed = []

    def write(self, text):
        self.printed.append((self.now, text))

    def flush(self):
        pass


clock = Clock()


class Selector:
    """Takes the place of the operating system's selector: waiting moves the clock."""

    def select(self, timeout):
        if timeout is None:
            raise Deadlock("deadlock: every task is waiting and no timer is set")
        if timeout > 0:
            clock.advance(timeout, of=clock)
        return []

    def close(self):
        pass


class Timer(asyncio.TimerHandle):
    """A timer that yields to one set earlier for the same moment."""

    def __lt__(self, other):
        return (self._when, self.order) < (other._when, other.order)


class VirtualLoop(asyncio.BaseEventLoop):
    """asyncio's own event loop, on the virtual clock."""

    def __init__(self):
        super().__init__()
        self._selector = Selector()
        self._clock_resolution = 1e-9
        self._order = itertools.count()
        self._free_at = {}  # executor -> the times at which its threads are free again
        self._threads_end = 0.0

    def time(self):
        return clock.time()

    def call_at(self, when, callback, *args, context=None):
        timer = Timer(round(when, 9), callback, args, self, context)
        timer.order = next(self._order)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def run_in_executor(self, executor, func, *args):
        start = self._thread_starts(executor)
        clock.thread, stdout = Thread(start), sys.stdout
        sys.stdout = clock.thread
        future = self.create_future()
        try:
            settle, outcome = future.set_result, func(*args)
        except Exception as error:
            settle, outcome = future.set_exception, error
        finally:
            thread, clock.thread, sys.stdout = clock.thread, None, stdout
        self._thread_ends(executor, thread.now)
        for when, text in thread.printed:
            self.call_at(when, stdout.write, text)
        self.call_at(thread.now, lambda: future.done() or settle(outcome))
        return future

    def _thread_starts(self, executor):
        limit = getattr(executor, "_max_workers", None)  # the default pool counts as unlimited
        busy = self._free_at.setdefault(executor, [])
        return max(clock.now, heapq.heappop(busy)) if limit and len(busy) >= limit else clock.now

    def _thread_ends(self, executor, when):
        heapq.heappush(self._free_at[executor], when)
        self._threads_end = max(self._threads_end, when)

    async def shutdown_default_executor(self, timeout=None):
        await asyncio.sleep(max(0, self._threads_end - clock.now))

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class VirtualRunner(asyncio.Runner):
    """asyncio.Runner, on a virtual loop unless another one is asked for."""

    def __init__(self, *, debug=None, loop_factory=None):
        super().__init__(debug=debug, loop_factory=loop_factory or VirtualLoop)


class OrderedSet(dict):
    """As much of a set as a task group needs, in the order of insertion."""

    def add(self, item):
        self[item] = None

    def discard(self, item):
        self.pop(item, None)


class OrderedTaskGroup(asyncio.TaskGroup):
    """asyncio.TaskGroup, cancelling its tasks in the order in which they were created."""

    def __init__(self):
        super().__init__()
        self._tasks = OrderedSet()


def install():
    """Replaces the clock, the event loop and the task group by the virtual ones."""
    asyncio.Runner = asyncio.runners.Runner = VirtualRunner
    asyncio.new_event_loop = asyncio.events.new_event_loop = VirtualLoop
    asyncio.TaskGroup = asyncio.taskgroups.TaskGroup = OrderedTaskGroup
    time.sleep = clock.sleep
    time.monotonic = time.perf_counter = clock.time


def main(arguments):
    sys.stdout.reconfigure(newline="\n")  # transcripts have the same bytes on every system
    if arguments[0] == "--real":
        arguments = arguments[1:]
    else:
        install()
    sys.argv = arguments
    runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
