"""Runs a Python program and describes how it ended, as data: its exit status, the exception that
ended it, and each problem that the interpreter reports on the way, such as a coroutine that was
never awaited, a task that was destroyed, or a file that was not closed.

The tests use it through fork.py, and the page through python-worker.js.
"""

import gc
import logging
import re
import sys
import threading
import traceback
import warnings

# A program that reports more is cut off here.
MOST_COMPLAINTS = 50
MOST_LETTERS = 20_000


class Complaints(logging.Handler):
    """Collects what the interpreter would print to standard error about a program."""

    def __init__(self, program):
        super().__init__(logging.WARNING)
        self.program = program
        self.found = []

    def add(self, kind, message, text, line=None):
        if len(self.found) < MOST_COMPLAINTS:
            first = (message.splitlines() or [""])[0]
            text = text[:MOST_LETTERS]
            self.found.append({"kind": kind, "message": first, "line": line, "text": text})

    def __enter__(self):
        self.before = sys.unraisablehook, threading.excepthook, logging.lastResort
        self.unawaited = warnings._warn_unawaited_coroutine
        self.depth = sys.get_coroutine_origin_tracking_depth()
        self.catching = warnings.catch_warnings()
        self.catching.__enter__()
        warnings.simplefilter("always", ResourceWarning)
        warnings.simplefilter("always", RuntimeWarning)
        warnings.showwarning = self.warned
        warnings._warn_unawaited_coroutine = warn_unawaited
        sys.set_coroutine_origin_tracking_depth(1)
        sys.unraisablehook, threading.excepthook = self.ignored, self.thread_ended
        logging.lastResort = self
        return self

    def __exit__(self, *_):
        self.catching.__exit__(None, None, None)
        sys.set_coroutine_origin_tracking_depth(self.depth)
        warnings._warn_unawaited_coroutine = self.unawaited
        sys.unraisablehook, threading.excepthook, logging.lastResort = self.before

    def warned(self, message, category, filename, lineno, file=None, line=None):
        text = f"{filename}:{lineno}: {category.__name__}: {message}"
        line = lineno if filename == self.program else None
        message = str(message)
        if category is ResourceWarning:  # without ports and descriptors, which chance decides
            message = re.sub(r"<([\w.]+) .*>", r"<\1>", message)
        self.add(category.__name__, message, text, line)

    def failed(self, kind, before, error):
        text = "".join([f"{before}\n", *traceback.format_exception(error)]).rstrip()
        self.add(kind, f"{before}: {in_a_line(error)}", text, line_of(error, self.program))

    def ignored(self, unraisable):
        before = unraisable.err_msg or "Exception ignored in"
        before = f"{before}: {safely(repr, unraisable.object)}"
        self.failed("ignored", before, unraisable.exc_value)

    def thread_ended(self, ended):
        if ended.exc_type is not SystemExit:
            name = ended.thread.name if ended.thread else "?"
            self.failed("thread", f"Exception in thread {name}", ended.exc_value)

    def emit(self, record):
        message = record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            self.add("log", message, message)
        else:
            self.failed("log", (message.splitlines() or [""])[0], error)


def warn_unawaited(coroutine):
    """Stands for the warning of `warnings`, which names the line at which the coroutine was
    destroyed. This one names the line that created it, or, where a library did, its first line."""
    code, origin = coroutine.cr_code, coroutine.cr_origin
    filename, line = code.co_filename, code.co_firstlineno
    if origin and origin[0][0] == filename:
        filename, line, _ = origin[0]
    message = f"coroutine '{coroutine.__qualname__}' was never awaited"
    warnings.warn_explicit(message, RuntimeWarning, filename, line, source=coroutine)


def safely(write, value):
    try:
        return write(value)
    except Exception as error:
        return f"<{type(value).__name__}: its text raises {type(error).__name__}>"


def in_a_line(error):
    message = error.msg if isinstance(error, SyntaxError) else safely(str, error)
    first = (message or "").splitlines()
    return f"{names(type(error))[0]}: {first[0]}" if first else names(type(error))[0]


def names(kind):
    """The names of an exception's class: its own name for a builtin or one of the program's, else
    the dotted name in each package that offers it, the shortest first."""
    module, name = kind.__module__, kind.__qualname__
    if module in ("builtins", "__main__"):
        return list(dict.fromkeys([name, kind.__name__]))
    found = [f"{module}.{name}"]
    while "." in module:
        module = module.rpartition(".")[0]
        if getattr(sys.modules.get(module), name, None) is kind:
            found.insert(0, f"{module}.{name}")
    return found


def line_of(error, program):
    """The line of the program at which an exception was raised: the innermost one."""
    if isinstance(error, SyntaxError) and error.filename == program:
        return error.lineno
    found, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == program:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def described(error, program, seen=frozenset()):
    """An exception as data, with its notes, the members of a group, and what led to it."""
    if error is None or id(error) in seen:
        return None
    seen = seen | {id(error)}
    members = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    context = None if error.__suppress_context__ else error.__context__
    return {
        "names": names(type(error)),
        "message": error.msg if isinstance(error, SyntaxError) else safely(str, error),
        "notes": [safely(str, note) for note in getattr(error, "__notes__", ())],
        "members": [it for it in (described(it, program, seen) for it in members) if it],
        "cause": described(error.__cause__, program, seen),
        "context": described(context, program, seen),
        "line": line_of(error, program),
        "column": error.offset if isinstance(error, SyntaxError) else None,
    }


def own_frames(trace, program, seen):
    """Leaves, of a traceback, what the program itself does."""
    if trace is None or id(trace) in seen:
        return
    seen.add(id(trace))
    trace.stack[:] = [frame for frame in trace.stack if frame.filename == program]
    for inner in [trace.__cause__, trace.__context__, *(trace.exceptions or [])]:
        own_frames(inner, program, seen)


def status_of(exit):
    """The exit status of a SystemExit. A text is printed, as the interpreter does."""
    if exit.code is None or isinstance(exit.code, int):
        return (exit.code or 0) & 0xFF
    print(exit.code, file=sys.stderr)
    return 1


def outcome(start, program, finish=lambda: None):
    """Calls `start`, which runs the file `program`, and then `finish`."""
    came = {"status": 0, "error": None, "traceback": ""}
    # Pyodide has one of its own.
    usual = sys.excepthook
    with Complaints(program) as complaints:
        try:
            start()
        except BaseException as error:
            if isinstance(error, SystemExit):
                came["status"] = status_of(error)
            else:
                came["status"] = 130 if isinstance(error, KeyboardInterrupt) else 1
                trace = traceback.TracebackException.from_exception(error)
                own_frames(trace, program, set())
                came["traceback"] = "".join(trace.format())[:MOST_LETTERS]
                if sys.excepthook is not usual:
                    sys.excepthook(type(error), error, error.__traceback__)
            came["error"] = described(error, program)
        try:
            finish()
        except BaseException as error:
            complaints.failed("end", "At the program's end", error)
            came["status"] = came["status"] or 120
        # What is destroyed here may report problems, and free more.
        for _ in range(3):
            if not gc.collect():
                break
    return {**came, "complaints": complaints.found}
