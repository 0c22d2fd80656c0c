"""Which tests run which line of the core, and how long each takes: once a source, kept in a file.

What several tests share (cached helpers, fixtures of a module or a session, what the package itself remembers) is
measured as a thing of its own, and every test that uses it counts as running its lines.
"""

from __future__ import annotations

import functools
import hashlib
import json
import multiprocessing.util
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any

import coverage
import pytest

from code_mutants import core

MAPS = core.KEPT / "maps"  # one file a run: a run measures as many tests as it is asked to
BEFORE = "collection"  # what ran before the first test: imports and what tests are made of


def digest(files: list[str]) -> str:
    """Return one hash of files below the root, so that a map is known to be of this source."""
    made = hashlib.sha256()
    for file in files:
        made.update((core.ROOT / file).read_bytes())
    return made.hexdigest()


class Mapper:
    """A plugin of pytest that writes the map."""

    def __init__(self) -> None:
        """Start to measure; before the package and the tests are imported."""
        core.KEPT.mkdir(exist_ok=True)
        files = [str(core.PACKAGE / module) for module in core.CORE]
        self.coverage = coverage.Coverage(
            str(core.KEPT / f"coverage.{os.getpid()}"), branch=True, include=files, config_file=False
        )
        self.stack = [BEFORE]
        self.uses: defaultdict[str, set[str]] = defaultdict(set)
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.outside: set[str] = set()
        self.clear: list[Callable[[], None]] = []
        self.started = 0.0
        functools.cache = self._cache  # type: ignore[assignment]
        functools.lru_cache = self._lru_cache  # type: ignore[assignment]
        functools.cached_property = self._property()  # type: ignore[assignment,misc]
        self._watch_processes()
        self.coverage.start()
        self.coverage.switch_context(BEFORE)

    @contextmanager
    def within(self, name: str) -> Iterator[None]:
        """Measure what happens inside as a thing of its own."""
        now = time.process_time()
        self.seconds[self.stack[-1]] += now - self.started
        self.started = now
        self.stack.append(name)
        self.coverage.switch_context(name)
        try:
            yield
        finally:
            now = time.process_time()
            self.seconds[self.stack.pop()] += now - self.started
            self.started = now
            self.coverage.switch_context(self.stack[-1])

    def use(self, name: str) -> None:
        """Remember that what is measured now rests on a shared thing."""
        if name != self.stack[-1]:
            self.uses[self.stack[-1]].add(name)

    def _cache(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return self._remember(function, _LRU(maxsize=None))

    def _lru_cache(self, maxsize: Any = 128, typed: bool = False) -> Callable[..., Any]:
        if callable(maxsize):
            return self._remember(maxsize, _LRU(maxsize=128))
        return lambda function: self._remember(function, _LRU(maxsize=maxsize, typed=typed))

    def _remember(self, function: Callable[..., Any], kept: Callable[..., Any]) -> Callable[..., Any]:
        """Return a cached function whose misses are measured apart; small ones of the package start anew each test."""
        name = f"{function.__module__}.{function.__qualname__}"
        if not function.__module__.startswith(("klima2035.loading", "klima2035.computing", "klima2035.pipeline")):
            if function.__module__.startswith("klima2035"):
                cached = kept(function)
                self.clear.append(cached.cache_clear)
                return cached
            if not (core.ROOT / "tests" / f"{function.__module__.split('.')[0]}.py").exists():
                return kept(function)  # a library's own

        @functools.wraps(function)
        def measured(*args: Any, **named: Any) -> Any:
            with self.within(key(args, named)):
                return function(*args, **named)

        def key(args: Any, named: Any) -> str:
            return f"{name} {hash((args, tuple(sorted(named.items()))))}"

        cached = kept(measured)

        @functools.wraps(function)
        def asked(*args: Any, **named: Any) -> Any:
            self.use(key(args, named))
            return cached(*args, **named)

        asked.cache_clear = cached.cache_clear  # type: ignore[attr-defined]
        asked.cache_info = cached.cache_info  # type: ignore[attr-defined]
        return asked

    def _property(mapper) -> type:  # noqa: N805 - the class below has a self of its own
        plain = functools.cached_property

        class Measured(plain):  # type: ignore[misc,valid-type]
            """A property worked out once, measured apart; ``use`` of it is seen each time it is asked for."""

            def __get__(self, instance: Any, owner: Any = None) -> Any:
                if instance is None or not self.func.__module__.startswith("klima2035"):
                    return super().__get__(instance, owner)
                name = f"{type(instance).__qualname__}.{self.attrname} {id(instance)}"
                mapper.use(name)
                held = vars(instance).setdefault("_measured", {})
                if self.attrname not in held:
                    with mapper.within(name):
                        held[self.attrname] = self.func(instance)
                return held[self.attrname]

        return Measured

    def _watch_processes(self) -> None:
        """Note the tests that start other processes: those would run the code on disk, which no mutant changes."""
        mapper, popen, spawn = self, subprocess.Popen.__init__, multiprocessing.util.spawnv_passfds

        def opened(this: Any, *args: Any, **named: Any) -> None:
            mapper.outside.update(mapper.stack)
            popen(this, *args, **named)

        def spawned(*args: Any) -> int:
            mapper.outside.update(mapper.stack)
            return spawn(*args)

        subprocess.Popen.__init__ = opened  # type: ignore[method-assign]
        multiprocessing.util.spawnv_passfds = spawned

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Measure one test."""
        for clear in self.clear:
            clear()
        with self.within(item.nodeid):
            for fixture in getattr(item, "fixturenames", ()):
                for one in item.session._fixturemanager.getfixturedefs(fixture, item) or ():
                    if one.scope != "function":
                        self.use(_named(one, item))
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Generator[None, Any, Any]:
        """Measure a fixture that several tests share."""
        if fixturedef.scope == "function":
            return (yield)
        with self.within(_named(fixturedef, request._pyfuncitem)):
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Leave out a test that fails without any mutant, or was skipped: it would notice nothing, or everything."""
        if report.failed or report.skipped:
            self.outside.add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the map: seconds and lines of each test and each shared thing, who uses what, what is left out."""
        self.coverage.stop()
        self.coverage.save()
        data = self.coverage.get_data()
        data.set_query_contexts(None)
        lines: dict[str, dict[str, list[str]]] = {}
        for module in core.CORE:
            found = data.contexts_by_lineno(str(core.PACKAGE / module))
            lines[module] = {str(line): sorted(set(contexts) - {""}) for line, contexts in found.items() if line}
        tests = [item.nodeid for item in session.items if item.nodeid in self.seconds]
        outside = {one for one in tests if (_closure(one, self.uses) | {one}) & self.outside}
        MAPS.mkdir(exist_ok=True)
        name = hashlib.sha256("|".join(tests).encode()).hexdigest()[:12]
        (MAPS / f"{name}.json").write_text(
            json.dumps({
                "core": digest([f"klima2035/{module}" for module in core.CORE]),
                "tests": [one for one in tests if one not in outside],
                "outside": sorted(outside),
                "uses": {one: sorted(shared) for one, shared in self.uses.items()},
                "seconds": self.seconds,
                "lines": lines,
            }),
            encoding="utf-8",
        )  # fmt: skip


_LRU = functools.lru_cache


def _named(fixture: Any, item: Any) -> str:
    parameter = getattr(getattr(item, "callspec", None), "params", {}).get(fixture.argname, "")
    return f"fixture {fixture.baseid} {fixture.argname} {parameter if fixture.params else ''}"


def _closure(name: str, uses: dict[str, set[str]]) -> set[str]:
    """Return everything that a test or shared thing rests on."""
    found: set[str] = set()
    open_ = [name]
    while open_:
        for one in uses.get(open_.pop(), ()):
            if one not in found:
                found.add(one)
                open_.append(one)
    return found


class Map:
    """All maps of this source as one: the tests of a line, dearest shared things counted once."""

    def __init__(self, source: str) -> None:
        """Read the files that are of this source of the core."""
        self.tests: list[str] = []
        self.seconds: dict[str, float] = {}
        self.shared: dict[str, set[str]] = {}
        self.lines: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        self.before: set[tuple[str, int]] = set()
        for file in sorted(MAPS.glob("*.json")):
            found = json.loads(file.read_text(encoding="utf-8"))
            if found["core"] == source:
                self._join(found, file.stem)

    def _join(self, found: dict[str, Any], run: str) -> None:
        """Add one run; shared things are its own."""
        tests = set(found["tests"])
        self.tests += sorted(tests - set(self.tests))
        of_shared: defaultdict[str, set[str]] = defaultdict(set)
        for test in tests:
            things = _closure(test, found["uses"])
            self.shared[test] = {f"{run} {one}" for one in things}
            for one in things:
                of_shared[one].add(test)
        self.seconds |= {one if one in tests else f"{run} {one}": s for one, s in found["seconds"].items()}
        for module, lines in found["lines"].items():
            for line, contexts in lines.items():
                place = module, int(line)
                for context in contexts:
                    self.lines[place] |= {context} & tests or of_shared.get(context, set())
                if BEFORE in contexts:
                    self.before.add(place)

    def of_line(self, module: str, line: int) -> set[str]:
        """Return the tests that run a line."""
        return self.lines[module, line]

    def cost(self, test: str) -> float:
        """Return how long a test takes alone [s of processor time]."""
        return self.seconds.get(test, 0.0) + sum(self.seconds.get(one, 0.0) for one in self.shared[test])
