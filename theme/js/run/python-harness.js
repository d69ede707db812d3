// What runs a Python program in the page, in Python: the book's own virtual_time.py, made anew
// for each run, on modules as they were before the first one. outcome.py, which the tests use too,
// describes how the program ended.

export const HARNESS = `
import asyncio, atexit, builtins, gc, io, json, linecache, os, sys, threading, time, types

def _touched():
    return [m for n, m in sys.modules.items()
            if n in ("time", "threading", "random") or n.split(".")[0] == "asyncio"]

import asyncio.runners, asyncio.taskgroups, random, runpy, heapq, itertools, contextlib, collections
_pristine = [(m, dict(vars(m))) for m in _touched()]
atexit._clear()  # what is registered later is the program's, and runs at its end

class _Nothing:
    def write(self, text): return len(text)
    def flush(self): pass

def _refuse(*_):
    raise RuntimeError("no input in this page: input() cannot wait for a reader. "
                       "Write the answer into the program.")

class _NoInput(io.TextIOBase):
    read = readline = __next__ = _refuse

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

def handbook_load(text):
    global _outcome
    _outcome = types.ModuleType("outcome")
    exec(compile(text, "outcome.py", "exec"), vars(_outcome))

def handbook_run(program, virtual_time, environment):
    _restore()
    before = sys.stdin, sys.stdout, sys.stderr, sys.argv, builtins.input
    path, outside = list(sys.path), dict(os.environ)
    os.environ.update(json.loads(environment))
    for name, text in (("main.py", program), ("virtual_time.py", virtual_time)):
        with open(name, "w", newline="\\n") as file:
            file.write(text)
    linecache.clearcache()
    builtins.input, sys.stdin = _refuse, _NoInput()
    # Pyodide's own loop counts as running even here.
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    names = {"__name__": "virtual_time", "__file__": "virtual_time.py"}
    exec(compile(virtual_time, "virtual_time.py", "exec"), names)

    def finish():
        atexit._run_exitfuncs()
        atexit._clear()
        names.clear()
        sys.stdout.flush()

    try:
        came = _outcome.outcome(lambda: names["main"](["main.py"]), "main.py", finish)
    finally:
        asyncio._set_running_loop(running)
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdin, sys.stdout, sys.stderr, sys.argv, builtins.input = before
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(outside)
    return json.dumps(came)
`;
