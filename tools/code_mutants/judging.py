"""Judging: a process that has imported everything and computed nothing forks once for each mutant.

In the child the function's code is exchanged and the tests of its line run, likeliest first, until one fails.
"""

from __future__ import annotations

import functools
import importlib
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from code_mutants import sites
from code_mutants.covering import Map
from code_mutants.sites import Mutant

KILLED, SURVIVED, ENDLESS, UNSEEN, UNSOUND = "killed", "survived", "endless", "no test", "unsound"
AT_IMPORT = "at import"  # run only while the module is imported, before the change is made: not judged
MEMORY = 6 << 30  # address space of a child [bytes]: a mutant that asks for more is killed by it


@dataclass(frozen=True)
class Judgement:
    """What became of a mutant; by which test, and how many were tried."""

    mutant: Mutant
    outcome: str
    test: str = ""
    tried: int = 0
    seconds: float = 0.0


class Judge:
    """A plugin of pytest that judges mutants instead of running the tests collected."""

    def __init__(self, mutants: Sequence[Mutant], known: Map | None, budget: float, workers: int) -> None:
        """Take mutants, the map (none: every test collected is tried), seconds of tests a mutant, children at once."""
        self.mutants, self.map, self.budget, self.workers = mutants, known, budget, workers
        self.killers: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.judged: list[Judgement] = []
        self.report: Any = None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge every mutant, some at a time."""
        self.items = {item.nodeid: item for item in session.items}
        self.scratch = Path(tempfile.mkdtemp(prefix="mutants-"))
        open_: dict[int, tuple[Mutant, int, float, float, int]] = {}
        waiting = iter(self.mutants)
        try:
            while True:
                while len(open_) < self.workers and (mutant := next(waiting, None)) is not None:
                    tests = self._chosen(mutant)
                    if tests:
                        open_.update(self._start(mutant, tests))
                    elif self.map is None or (mutant.module, mutant.line) not in self.map.before:
                        self._note(Judgement(mutant, UNSEEN))
                    else:
                        self._note(Judgement(mutant, AT_IMPORT))
                if not open_:
                    self._control()
                    return True
                self._collect(open_)
        finally:
            for pid in open_:
                os.kill(pid, signal.SIGKILL)
            shutil.rmtree(self.scratch, ignore_errors=True)

    def _chosen(self, mutant: Mutant) -> list[str]:
        """Return the tests for a mutant: those that killed near it, then the quickest, as many as the budget holds."""
        if self.map is None:
            return list(self.items)
        found = [one for one in self.map.of_line(mutant.module, mutant.line) if one in self.items]
        killers = self.killers[mutant.module]
        here = self.killers[f"{mutant.module} {mutant.function}"]
        found.sort(key=lambda one: (-here[one], -killers[one], self.map.cost(one), one))
        chosen, paid, spent = [], set(), 0.0
        for one in found:
            dear = self.map.seconds.get(one, 0.0) + sum(
                self.map.seconds.get(thing, 0.0) for thing in self.map.shared[one] - paid
            )
            if spent + dear <= self.budget or not chosen:
                chosen.append(one)
                paid |= self.map.shared[one]
                spent += dear
        return chosen

    def _start(self, mutant: Mutant, tests: list[str]) -> dict[int, tuple[Mutant, int, float, float, int]]:
        """Fork the child that judges a mutant."""
        reading, writing = os.pipe()
        limit = 20.0 + 5.0 * self.budget
        sys.stdout.flush()
        pid = os.fork()
        if not pid:
            os.close(reading)
            code = 3
            try:
                code = self._child(mutant, tests, writing, limit)
            finally:
                os._exit(code)
        os.close(writing)
        now = time.monotonic()
        return {pid: (mutant, reading, now, now + 20.0 * limit, len(tests))}

    def _child(self, mutant: Mutant, tests: list[str], writing: int, limit: float) -> int:
        """Exchange the code and run the tests; 1 where one failed, its name written; 0 where all passed."""
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        exchange(mutant)
        items = self._ready(tests)
        for item, after in zip(items, [*items[1:], None], strict=True):
            for report in runtestprotocol(item, log=False, nextitem=after):
                if report.failed:
                    os.write(writing, item.nodeid.encode()[:4000])
                    return 1
        return 0

    def _control(self) -> None:
        """Run every test that killed without any mutant: where it fails, what it killed is not killed."""
        killers = sorted({one.test for one in self.judged if one.outcome == KILLED and one.test})
        sys.stdout.flush()
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(reading)
            for item in self._ready([one for one in killers if one in self.items]):
                if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                    os.write(writing, f"{item.nodeid}\n".encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as told:
            failed = set(told.read().splitlines())
        os.waitpid(pid, 0)
        for one in [one for one in self.judged if one.test in failed]:
            self._note(Judgement(one.mutant, UNSOUND, one.test))

    def _ready(self, tests: Sequence[str]) -> list[pytest.Item]:
        """Give the child a folder of its own for what tests write; return its tests."""
        items = [self.items[one] for one in tests]
        folder = self.scratch / str(os.getpid())
        folder.mkdir()
        for item in items[:1]:
            item.config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]
        return items

    def _collect(self, open_: dict[int, tuple[Mutant, int, float, float, int]]) -> None:
        """Wait until a child ends, or its time is over."""
        pipes = [reading for _, reading, *_ in open_.values()]
        select.select(pipes, [], [], 1.0)
        for pid, (mutant, reading, begun, end, many) in list(open_.items()):
            done, status = os.waitpid(pid, os.WNOHANG)
            late = time.monotonic() > end
            if not done and late:
                os.kill(pid, signal.SIGKILL)
                done, status = os.waitpid(pid, 0)
            if not done:
                continue
            del open_[pid]
            test = os.read(reading, 4096).decode(errors="replace")
            os.close(reading)
            shutil.rmtree(self.scratch / str(pid), ignore_errors=True)
            code = os.waitstatus_to_exitcode(status)
            outcome = ENDLESS if late or code == -signal.SIGXCPU else SURVIVED if code == 0 else KILLED
            self._note(Judgement(mutant, outcome, test, many, time.monotonic() - begun))

    def _note(self, one: Judgement) -> None:
        if one.test:
            self.killers[one.mutant.module][one.test] += 1
            self.killers[f"{one.mutant.module} {one.mutant.function}"][one.test] += 1
        self.judged.append(one)
        if self.report is not None:
            self.report(one)


def exchange(mutant: Mutant) -> None:
    """Put a mutant's code into the function that is loaded; every name bound to the function sees it."""
    module = importlib.import_module("klima2035." + mutant.module.removesuffix(".py").replace("/", "."))
    thing: Any = module
    for part in mutant.function.split("."):
        thing = vars(thing)[part]
    plain(thing).__code__ = same_cells(sites.code(mutant), plain(thing).__code__)


def plain(thing: Any) -> FunctionType:
    """Return the function inside a property, a class method, a cache or another wrapper."""
    while not isinstance(thing, FunctionType) or hasattr(thing, "__wrapped__"):
        if isinstance(thing, property):
            thing = thing.fget
        elif isinstance(thing, functools.cached_property):
            thing = thing.func
        elif isinstance(thing, classmethod | staticmethod):
            thing = thing.__func__
        else:
            thing = thing.__wrapped__
    return thing


def same_cells(new: CodeType, old: CodeType) -> CodeType:
    """Return code that fits the function's cells; ValueError where the change needs others."""
    if new.co_freevars != old.co_freevars:
        raise ValueError(f"{old.co_qualname}: other free variables")
    return new


class SameExamples:
    """A plugin of pytest: hypothesis tries the same examples in each run and keeps none."""

    def pytest_configure(self) -> None:
        """Load the profile before any test is made."""
        from hypothesis import settings  # noqa: PLC0415 - pytest must be the first to import it

        settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
        settings.load_profile("mutants")


def run(arguments: Iterable[str], plugin: object) -> int:
    """Run pytest in this process with a plugin."""
    options = ["-p", "no:cacheprovider", "-p", "no:benchmark", "-p", "no:xdist", "--capture=sys"]
    return int(pytest.main([*options, *arguments], [plugin, SameExamples()]))


def sample(mutants: Sequence[Mutant], share: float, least: int) -> Iterator[Mutant]:
    """Yield a share of each module's mutants, at least some of each: always the same ones, by their own names."""
    by_module: defaultdict[str, list[Mutant]] = defaultdict(list)
    for one in mutants:
        by_module[one.module].append(one)
    for some in by_module.values():
        count = min(len(some), max(least, round(share * len(some))))
        chosen = {one.key for one in sorted(some, key=lambda one: one.rank)[:count]}
        yield from (one for one in some if one.key in chosen)
