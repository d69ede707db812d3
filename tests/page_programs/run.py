"""Runs a program as the page does: on the virtual clock, in a Python without threads."""

import asyncio
import contextlib
import gc
import importlib
import io
import json
import os
import runpy
import sys
import traceback

sys.path.insert(0, ".")
import virtual_time

# What one program changes, the next must find as it was.
ORIGINAL = {module: dict(vars(module)) for module in (asyncio, asyncio.runners, asyncio.events, asyncio.taskgroups)}


def run(path, setting):
    for module, names in ORIGINAL.items():
        vars(module).update(names)
    # Pyodide's own loop counts as running.
    asyncio._set_running_loop(None)
    importlib.reload(virtual_time).install()
    printed, said, status = io.StringIO(), io.StringIO(), 0
    knob = dict([setting.split("=")]) if setting else {}
    os.environ.update(knob)
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        try:
            runpy.run_path(path, run_name="__main__")
        except SystemExit as end:
            status = end.code or 0
        except BaseException:
            traceback.print_exc()
            status = 1
        gc.collect()
    for name in knob:
        del os.environ[name]
    return json.dumps({"printed": printed.getvalue(), "said": said.getvalue(), "status": status})
