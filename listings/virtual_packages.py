"""Runs a program that needs packages, as virtual_time.py runs one that needs none.

    python virtual_packages.py [--real] PACKAGES main.py

PACKAGES are the names that its listing.toml declares, separated by commas. The
program finds these, and what they need in turn, and no other package that happens
to be installed: a copy would not have it. A package with an event loop of its own,
which is trio, gets the virtual clock too, and its tasks take their turns in order:
trio itself shuffles them.
"""

import importlib.util
import pathlib
import random
import re
import runpy
import sys
import time
from importlib import machinery, metadata


def sibling(name):
    """A module that lies beside this one. Isolated interpreters do not look there."""
    spec = importlib.util.spec_from_file_location(name, pathlib.Path(__file__).with_name(f"{name}.py"))
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


virtual_time = sibling("virtual_time")
clock = virtual_time.clock


def normal(name):
    """The form in which two spellings of a package's name are the same."""
    return re.sub("[-_.]+", "-", name).lower()


def needed(names):
    """These packages, and what they need in turn."""
    found, wanted = set(), list(map(normal, names))
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        try:
            requirements = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # of another system
        found.add(name)
        required = (it for it in requirements if "extra ==" not in it)
        wanted.extend(normal(re.match(r"[\w.-]+", it)[0]) for it in required)
    return found


class Declared(machinery.PathFinder):
    """Finds what Python itself brings, and of what is installed only the packages that are needed."""

    @classmethod
    def allow(cls, names):
        cls.names = needed(names)
        modules = metadata.packages_distributions().items()
        cls.hidden = {module for module, of in modules if cls.names.isdisjoint(map(normal, of))}
        sys.meta_path[sys.meta_path.index(machinery.PathFinder)] = cls

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in cls.hidden else super().find_spec(name, path, target)

    @classmethod
    def find_distributions(cls, context=metadata.DistributionFinder.Context()):
        found = machinery.PathFinder.find_distributions(context)
        return (it for it in found if normal(it.metadata["Name"]) in cls.names)


class InOrder(random.Random):
    """Stands for the dice that trio throws over the tasks that are ready, oldest first. It then
    takes them from the end."""

    def shuffle(self, ready):
        ready.reverse()


def install_trio():
    """Lets `trio.run` run on the virtual clock, which follows trio's own clock for tests."""
    import trio
    import trio.testing
    from trio._core import _run

    _run._ALLOW_DETERMINISTIC_SCHEDULING = True
    _run._r = InOrder()
    run_for_real = trio.run
    running = []

    def run(*args, **options):
        trio_clock = trio.testing.MockClock(autojump_threshold=0)
        trio_clock._real_clock = clock.time  # not `now`, which asks this one
        trio_clock.jump(clock.now)
        running.append(trio_clock)
        try:
            return run_for_real(*args, **{"clock": trio_clock, **options})
        finally:
            clock.now = running.pop().current_time()

    def now():
        return running[-1].current_time() if running else clock.time()

    def sleep(seconds):
        clock.sleep(seconds)
        if running:
            running[-1].jump(seconds)

    trio.run = run
    time.monotonic = time.perf_counter = now
    time.sleep = sleep


def main(arguments):
    sys.stdout.reconfigure(newline="\n")  # transcripts have the same bytes on every system
    real = arguments[0] == "--real"
    packages, *sys.argv = arguments[real:]
    packages = packages.split(",")
    Declared.allow(packages)
    if not real:
        virtual_time.install()
        if "trio" in packages:
            install_trio()
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
