"""A door: a way in by which something hostile can come; its cases are drawn from their numbers alone."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from fuzzing.watch import children, peak

Progress = Callable[["Report"], None]
CORPUS = Path(__file__).resolve().parents[1] / "corpus"
WARM = 300  # cases after which memory is compared
HANGS = 300.0  # seconds by the clock, on however busy a machine
LEAP = 150.0  # MB by which one case may raise the peak


class Case(NamedTuple):
    """What is brought to a door: which kind it is, and its bytes."""

    kind: str
    raw: bytes


Try = Callable[[Case], str]  # tells what came of a case; raises where that may not be


class Door(Protocol):
    """One way in; ``slowest``: seconds of processor time that a case may take; ``growth``: MB of peak memory over a whole run."""

    name: str
    slowest: float
    growth: float

    def content(self, number: int) -> Case:
        """Return the case of a number, always the same."""
        ...

    def opened(self) -> AbstractContextManager[Try]:
        """Make all that the cases need, and give what takes one."""
        ...


@dataclass
class Report:
    """What came of many cases."""

    door: str
    cases: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_case: str = ""
    growth: float = 0.0  # MB of peak memory after the first WARM cases
    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return what people are told of it."""
        speed = self.cases / self.seconds if self.seconds else 0.0
        told = ", ".join(f"{name} {count}" for name, count in self.outcomes.most_common())
        return [
            f"{self.door}: {self.cases} cases in {self.seconds:.0f} s ({speed:.0f} a second)",
            f"  slowest: case {self.slowest_case}, {self.slowest * 1e3:.0f} ms of processor time",
            f"  peak memory grew by {self.growth:.0f} MB after {WARM} cases",
            f"  outcomes: {told}",
            *(f"  BROKEN {line}" for line in self.broken),
        ]


def run(door: Door, numbers: Iterable[int], progress: Progress | None = None) -> Report:
    """Bring the cases of these numbers to a door; ``progress`` hears of it at every thousand."""
    return _run(door, ((str(number), door.content(number)) for number in numbers), progress)


def corpus(door: Door) -> list[tuple[str, Case]]:
    """Return the kept cases of a door: ``tests/corpus/<door>/<kind>.<what it shows>.<ending>``."""
    found = sorted(path for path in (CORPUS / door.name).glob("*.*") if path.is_file())
    return [(path.name, Case(path.name.split(".", 1)[0], path.read_bytes())) for path in found]


def run_corpus(door: Door) -> Report:
    """Bring the kept cases to a door."""
    return _run(door, corpus(door))


def run_cases(door: Door, cases: Iterable[tuple[str, Case]]) -> Report:
    """Bring named cases to a door."""
    return _run(door, cases)


def _run(door: Door, cases: Iterable[tuple[str, Case]], progress: Progress | None = None) -> Report:
    report = Report(door.name)
    before = set(children())
    with door.opened() as take:
        own = set(children()) - before  # what the door itself needs: a browser, a server
        warm, began = 0.0, time.perf_counter()
        for name, case in cases:
            _one(door, take, name, case, report)
            report.cases += 1
            if progress and report.cases % 1000 == 0:
                progress(report)
            if report.cases == WARM:
                warm = peak()
        report.seconds = time.perf_counter() - began
        report.growth = peak() - warm if warm else 0.0
        left = set(children()) - before - own
    if left:
        report.broken.append(f"processes left: {sorted(left)}")
    if report.growth > door.growth:
        report.broken.append(f"peak memory grew by {report.growth:.0f} MB")
    return report


def _one(door: Door, take: Try, name: str, case: Case, report: Report) -> None:
    before, began, clock = peak(), time.process_time(), time.perf_counter()
    try:
        report.outcomes[take(case)] += 1
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # also the panics of libraries, which are no Exception
        report.broken.append(f"{name} ({case.kind}): {type(error).__name__}: {error}"[:400])
    took = time.process_time() - began
    if took > report.slowest:
        report.slowest, report.slowest_case = took, f"{name} ({case.kind})"
    if took > door.slowest or time.perf_counter() - clock > HANGS:
        report.broken.append(f"{name} ({case.kind}): {took:.1f} s, {time.perf_counter() - clock:.1f} s by the clock")
    if peak() - before > LEAP and report.cases:
        report.broken.append(f"{name} ({case.kind}): {peak() - before:.0f} MB at once")
