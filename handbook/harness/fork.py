"""Runs Python programs, each in a process of its own: forked from this one, which has
imported asyncio already. A fresh interpreter would need most of its time for that.

    python -c "$(cat outcome.py fork.py)" virtual_time.py

Reads jobs from standard input, one line of JSON each:
    {"id": 1, "arguments": ["main.py"], "folder": "/tmp/x", "environment": {},
     "another_date": false, "seconds": 10, "bytes": 65536}
and answers each with a line, its output as Latin-1 so that every byte is kept:
    {"id": 1, "ended": "exit", "code": 0, "stdout": "...", "stderr": "", "report": "{...}"}
where `ended` is "exit", "signal", "time" or "output", and `report` is what outcome.py found.
Ends with its standard input. Where no process can be forked, one program is run at once:

    python -c "$(cat outcome.py fork.py)" --once report.json virtual_time.py main.py
"""

import asyncio
import atexit
import contextlib
import gc
import json
import pkgutil
import runpy
import os
import selectors
import signal
import sys
import threading
import time
import types


# What nearly every program would import, and what running one needs.
READY = asyncio, contextlib, pkgutil, runpy


class Job:
    """A program that runs."""

    def __init__(self, wanted):
        self.id = wanted["id"]
        self.limit = wanted["bytes"]
        self.deadline = time.monotonic() + wanted["seconds"]
        self.pid = None
        self.pipes = {}  # file descriptor -> what it brought so far
        self.order = []
        self.fault = None
        self.status = None
        self.give_up = None  # when to stop waiting for pipes that a descendant holds open

    def open(self, descriptor):
        self.pipes[descriptor] = bytearray()
        self.order.append(descriptor)

    def kill(self, fault):
        self.fault = self.fault or fault
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # all of them have ended

    def answer(self):
        stdout, stderr, report = (self.pipes[it].decode("latin-1") for it in self.order)
        code = self.status
        ended = self.fault or ("exit" if code >= 0 else "signal")
        printed = {"stdout": stdout, "stderr": stderr, "report": report}
        return {"id": self.id, "ended": ended, "code": code, **printed}


def start(wanted, jobs):
    """Forks. Returns the job in this process; in the new one, what receives its report."""
    job = Job(wanted)
    (out, its_out), (err, its_err), (report, its_report) = os.pipe(), os.pipe(), os.pipe()
    job.pid = os.fork()
    if job.pid:
        for descriptor in its_out, its_err, its_report:
            os.close(descriptor)
        for descriptor in out, err, report:
            job.open(descriptor)
        return job
    os.setsid()  # with its descendants, so that all of them can be killed
    # A shell starts what it puts into the background with Ctrl-C ignored, and that is inherited.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for mine, standard in (nothing, 0), (its_out, 1), (its_err, 2):
        os.dup2(mine, standard)
        os.close(mine)
    for descriptor in out, err, report, *(it for other in jobs for it in other.pipes):
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    if wanted["another_date"]:
        change_date()
    return its_report


def change_date():
    """Moves the date of this process: a program must not print what depends on it."""
    import datetime as dates

    shift = 400 * 24 * 3600 + 5 * 3600 + 42
    real = {name: getattr(time, name) for name in ("time", "time_ns", "localtime", "gmtime", "strftime", "ctime", "asctime")}
    time.time = lambda: real["time"]() + shift
    time.time_ns = lambda: real["time_ns"]() + shift * 10**9
    time.localtime = lambda seconds=None: real["localtime"](time.time() if seconds is None else seconds)
    time.gmtime = lambda seconds=None: real["gmtime"](time.time() if seconds is None else seconds)
    time.ctime = lambda seconds=None: real["ctime"](time.time() if seconds is None else seconds)
    time.asctime = lambda moment=None: real["asctime"](moment or time.localtime())
    time.strftime = lambda form, moment=None: real["strftime"](form, moment or time.localtime())

    class date(dates.date):
        @classmethod
        def today(cls):
            return cls.fromtimestamp(time.time())

        def __repr__(self):
            return "datetime." + super().__repr__()

    class datetime(dates.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(time.time(), tz)

        @classmethod
        def today(cls):
            return cls.now()

        @classmethod
        def utcnow(cls):
            return cls.now(dates.timezone.utc).replace(tzinfo=None)

        def __repr__(self):
            return "datetime." + super().__repr__()

    dates.date, dates.datetime = date, datetime


def serve(answers):
    """Runs jobs until the input ends. Returns only in a new process: what it runs, and what
    receives its report."""
    selector = selectors.DefaultSelector()
    selector.register(0, selectors.EVENT_READ)
    jobs, pending = [], b""
    while True:
        now = time.monotonic()
        timeout = min([0.05, *(max(0, job.deadline - now) for job in jobs)]) if jobs else None
        if any(not open_pipes(selector, job) for job in jobs):
            timeout = 0.001  # it has closed its output, so it is about to end
        for key, _ in selector.select(timeout):
            if key.fd == 0:
                brought = os.read(0, 65536)
                if not brought:
                    for job in jobs:
                        job.kill("time")
                    os._exit(0)
                *lines, pending = (pending + brought).split(b"\n")
                for line in lines:
                    wanted = json.loads(line)
                    job = start(wanted, jobs)
                    if not isinstance(job, Job):
                        selector.close()
                        os.close(answers)
                        return job, wanted["arguments"]
                    jobs.append(job)
                    for descriptor in job.pipes:
                        selector.register(descriptor, selectors.EVENT_READ, job)
            else:
                read(selector, key.fd, key.data)
        for job in list(jobs):
            if settle(selector, job):
                jobs.remove(job)
                os.write(answers, json.dumps(job.answer()).encode() + b"\n")


def open_pipes(selector, job):
    return [it for it in job.order if it in selector.get_map()]


def read(selector, descriptor, job):
    brought = os.read(descriptor, 65536)
    job.pipes[descriptor] += brought
    if not brought:
        selector.unregister(descriptor)
    elif len(job.pipes[descriptor]) > job.limit:
        job.kill("output")


def settle(selector, job):
    """Whether the job is over."""
    now = time.monotonic()
    if job.status is None and now >= job.deadline:
        job.kill("time")
    if job.status is None:
        pid, status = os.waitpid(job.pid, os.WNOHANG)
        if not pid:
            return False
        job.status = os.waitstatus_to_exitcode(status)
        job.give_up = now + 1
    still_open = open_pipes(selector, job)
    if still_open and now < job.give_up:
        return False
    for descriptor in still_open:
        selector.unregister(descriptor)
    if still_open:
        job.kill(None)  # what it left behind
    for descriptor in job.order:
        os.close(descriptor)
    return True


def prepare():
    """Returns, in each new process, the code that runs the program, what receives its report,
    and the names that the code sees."""
    once = sys.argv[1] == "--once"
    report, path, arguments = sys.argv[2:4] + [sys.argv[4:]] if once else (None, sys.argv[1], [])
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    if once:
        os.environ.pop("PYTHONHASHSEED", None)
        report = os.open(report, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    else:
        answers = os.dup(1)
        # What exists by now stays: the new processes need not look at it, or copy it.
        gc.collect()
        gc.freeze()
        report, arguments = serve(answers)
    sys.argv = [path, *arguments]
    module = types.ModuleType("__main__")
    module.__file__ = path
    sys.modules["__main__"] = module
    return code, report, module.__dict__


def finish():
    """Does what an interpreter does at its end, except that it does not take the standard library
    apart, which would take most of the time: every page of it would be copied first."""
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.modules["__main__"].__dict__.clear()
    gc.collect()  # here asyncio reports what was left undone
    sys.stdout.flush()


def main():
    code, report, names = prepare()
    process, exit = os.getpid(), os._exit
    came = outcome(lambda: exec(code, names), sys.argv[-1], finish)
    try:
        sys.stderr.flush()
    except OSError:
        pass
    if os.getpid() == process:  # not a process that the program forked
        text = json.dumps(came).encode()
        while text:
            text = text[os.write(report, text):]
    exit(came["status"])


main()
