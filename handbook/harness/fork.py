"""Runs Python programs, each in a process of its own: forked from this one, which has
imported asyncio already. A fresh interpreter would need most of its time for that.

    python -c "$(cat fork.py)" virtual_time.py

Reads jobs from standard input, one line of JSON each:
    {"id": 1, "arguments": ["main.py"], "folder": "/tmp/x", "environment": {},
     "seconds": 10, "bytes": 65536}
and answers each with a line, its output as Latin-1 so that every byte is kept:
    {"id": 1, "ended": "exit", "code": 0, "stdout": "...", "stderr": ""}
where `ended` is "exit", "signal", "time" or "output". Ends with its standard input.
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
        stdout, stderr = (self.pipes[it].decode("latin-1") for it in self.order)
        code = self.status
        ended = self.fault or ("exit" if code >= 0 else "signal")
        return {"id": self.id, "ended": ended, "code": code, "stdout": stdout, "stderr": stderr}


def start(wanted, jobs):
    """Forks. Returns the job in this process, and None in the new one."""
    job = Job(wanted)
    (out, its_out), (err, its_err) = os.pipe(), os.pipe()
    job.pid = os.fork()
    if job.pid:
        os.close(its_out)
        os.close(its_err)
        job.open(out)
        job.open(err)
        return job
    os.setsid()  # with its descendants, so that all of them can be killed
    nothing = os.open(os.devnull, os.O_RDONLY)
    for mine, standard in (nothing, 0), (its_out, 1), (its_err, 2):
        os.dup2(mine, standard)
        os.close(mine)
    for descriptor in out, err, *(it for other in jobs for it in other.pipes):
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    return None


def serve(answers):
    """Runs jobs until the input ends. Returns only in a new process: what it shall run."""
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
                    if job is None:
                        selector.close()
                        os.close(answers)
                        return wanted["arguments"]
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
    """Returns, in each new process, the code that it shall run; sets up all that the code sees."""
    path = sys.argv[1]
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    answers = os.dup(1)
    # What is there by now stays: the new processes need not look at it, or copy it.
    gc.collect()
    gc.freeze()
    sys.argv = [path, *serve(answers)]
    module = types.ModuleType("__main__")
    module.__file__ = path
    sys.modules["__main__"] = module
    return code, module.__dict__


def end(status):
    """Ends as an interpreter does, but for taking the standard library to pieces, which would
    take most of the time: every page of it would be copied first."""
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
        sys.modules["__main__"].__dict__.clear()
        gc.collect()  # here asyncio complains of what was left undone
        sys.stdout.flush()
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 120
    os._exit(status)


try:
    exec(*prepare())
except SystemExit as exit:
    if exit.code is not None and not isinstance(exit.code, int):
        print(exit.code, file=sys.stderr)
    status = exit.code if isinstance(exit.code, int) else int(exit.code is not None)
except BaseException:
    sys.excepthook(*sys.exc_info())
    status = 1
else:
    status = 0
end(status & 0xFF)
