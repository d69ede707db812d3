// What runs a Python program in the page, in Python: the book's own virtual_time.py, made anew
// for each run, on modules as they were before the first one.

export const HARNESS = `
import asyncio, gc, json, linecache, os, sys, threading, time, traceback

def _touched():
    return [m for n, m in sys.modules.items()
            if n in ("time", "threading", "random") or n.split(".")[0] == "asyncio"]

import asyncio.runners, asyncio.taskgroups, random, runpy, heapq, itertools, contextlib, collections
_pristine = [(m, dict(vars(m))) for m in _touched()]

class _Nothing:
    def write(self, text): return len(text)
    def flush(self): pass

def _restore():
    # What the last run left behind goes now, and says nothing on the way.
    stderr, sys.stderr = sys.stderr, _Nothing()
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        gc.collect()
    finally:
        sys.stderr, sys.unraisablehook = stderr, hook
    for module, names in _pristine:
        for name in set(vars(module)) - set(names):
            delattr(module, name)
        vars(module).update(names)

def _frames_of(trace, seen):
    # Of a traceback, what the reader wrote.
    if trace is None or id(trace) in seen:
        return
    seen.add(id(trace))
    trace.stack[:] = [frame for frame in trace.stack if frame.filename.endswith("main.py")]
    for inner in [trace.__cause__, trace.__context__, *(trace.exceptions or [])]:
        _frames_of(inner, seen)

def handbook_run(program, virtual_time, environment):
    _restore()
    stdout, stderr, argv, path = sys.stdout, sys.stderr, sys.argv, list(sys.path)
    outside = dict(os.environ)
    os.environ.update(json.loads(environment))
    for name, text in (("main.py", program), ("virtual_time.py", virtual_time)):
        with open(name, "w", newline="\\n") as file:
            file.write(text)
    linecache.clearcache()
    # Pyodide's own loop counts as running even here.
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    status, error = 0, None
    try:
        names = {"__name__": "virtual_time", "__file__": "virtual_time.py"}
        exec(compile(virtual_time, "virtual_time.py", "exec"), names)
        names["main"](["main.py"])
    except SystemExit as exit:
        status = exit.code if isinstance(exit.code, int) else 0 if exit.code is None else 1
        if status == 1 and isinstance(exit.code, str):
            print(exit.code, file=sys.stderr)
    except BaseException as raised:
        status = 1
        trace = traceback.TracebackException.from_exception(raised)
        _frames_of(trace, set())
        print(*trace.format(), sep="", end="", file=sys.stderr)
    finally:
        asyncio._set_running_loop(running)
        sys.stdout, sys.stderr, sys.argv, sys.path[:] = stdout, stderr, argv, path
        os.environ.clear()
        os.environ.update(outside)
        stdout.flush()
        stderr.flush()
    return status
`;
