"""What there is to say of the difference between two scenarios: plain data, B minus A."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from klima2035.case import Overlay
from klima2035.levers import Active, Move
from klima2035.milestone_files import Milestone
from klima2035.result import Finding
from klima2035.variables import TARGET_YEAR

SPREAD = ("low", "high", "distribution", "group")  # of the range of a target
Value = str | int | float | tuple[str, ...] | Overlay | None
BASES = ("additional", "full")
MEASURES = "measures"  # as a basis: the additional cost of measures alone, without the trend's


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that has another value in B; None: not there."""

    name: str
    a: Value
    b: Value


@dataclass(frozen=True, slots=True)
class LeverChange:
    """What a measure does otherwise to one lever; fields: ``start``, ``end``, ``shape``, ``target``, those of SPREAD.

    table: (year, value in A, value in B) where a table of values differs; a, b: the whole moves.
    """

    lever: str
    fields: tuple[Changed, ...]
    table: tuple[tuple[int, float | None, float | None], ...]
    a: Move | None
    b: Move | None


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """A measure switched on (``a`` is None), switched off (``b`` is None) or run otherwise."""

    name: str
    title: Mapping[str, str]
    decider: str
    fields: tuple[Changed, ...]
    levers: tuple[LeverChange, ...]
    a: Active | None
    b: Active | None

    @property
    def kind(self) -> str:
        """``on``, ``off`` or ``changed``."""
        return "on" if self.a is None else "off" if self.b is None else "changed"


@dataclass(frozen=True, slots=True)
class MilestoneChange:
    """A milestone that only one scenario has (the other side is None) or whose limit or year differs."""

    id: str
    fields: tuple[Changed, ...]
    a: Milestone | None
    b: Milestone | None


@dataclass(frozen=True)
class Changes:
    """What was changed from A to B; files: by name with their SHA-256."""

    frame: tuple[Changed, ...]
    measures: tuple[MeasureChange, ...]
    milestones: tuple[MilestoneChange, ...]
    files: tuple[Changed, ...]

    def __bool__(self) -> bool:
        """Return whether anything in the scenarios or in the inputs differs, names of files aside."""
        inputs = any(file.name.startswith("inputs/") for file in self.files)
        return bool(self.frame or self.measures or self.milestones or inputs)


@dataclass(frozen=True)
class Pair:
    """The same series of both scenarios, one value a year."""

    name: str
    unit: str
    a: tuple[float, ...]
    b: tuple[float, ...]

    @property
    def difference(self) -> tuple[float, ...]:
        """B minus A, year by year."""
        return tuple(b - a for a, b in zip(self.a, self.b, strict=True))


@dataclass(frozen=True)
class Emissions:
    """Greenhouse gases with upstream (co2e) of one view by sector and in total, [t/a]."""

    view: str
    sectors: tuple[Pair, ...]
    total: Pair


@dataclass(frozen=True, slots=True)
class Money:
    """What one funder pays on one basis, summed over the years, [EUR]: nominal and in prices of one year.

    basis: ``additional`` and ``full`` with the trend, ``measures`` the additional cost of measures alone.
    """

    basis: str
    funder: str
    a: float
    b: float
    a_real: float
    b_real: float

    @property
    def difference(self) -> float:
        """B minus A, nominal, in whole cents."""
        return round(self.b - self.a, 2)

    @property
    def difference_real(self) -> float:
        """B minus A in prices of one year."""
        return self.b_real - self.a_real


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the value that led to it."""

    verdict: str
    value: float | None
    limit: float
    unit: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One milestone as judged in both; None: not in that scenario."""

    id: str
    title: Mapping[str, str]
    year: int
    a: Judged | None
    b: Judged | None

    @property
    def flips(self) -> bool:
        """Whether both judge it and do not agree."""
        return self.a is not None and self.b is not None and self.a.verdict != self.b.verdict

    @property
    def single(self) -> bool:
        """Whether only one of the two has it."""
        return self.a is None or self.b is None


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two scenarios.

    years: all common years of the emissions. first, last: span of the sums. price_years: of the real money.
    levers: those whose paths differ, the relatively largest distance first, over ``lever_years``.
    findings: those that only one of them has. comparable: both count by the same rules.
    same: not one number of the results differs.
    """

    names: tuple[str, str]
    titles: tuple[Mapping[str, str], Mapping[str, str]]
    cities: tuple[str, str]
    labels: tuple[Mapping[str, str], Mapping[str, str]]
    as_of: tuple[int, int]
    horizons: tuple[int, int]
    years: tuple[int, ...]
    first: int
    last: int
    changes: Changes
    comparable: bool
    same: bool
    emissions: tuple[Emissions, ...]
    money: tuple[Money, ...]
    price_years: tuple[int, int]
    verdicts: tuple[Verdict, ...]
    lever_years: tuple[int, ...]
    levers: tuple[Pair, ...]
    findings: tuple[tuple[Finding, ...], tuple[Finding, ...]]

    @property
    def told_years(self) -> tuple[int, ...]:
        """The years that are told: every fifth after the earlier ``as_of``, 2035 and the last common one."""
        wanted = {TARGET_YEAR, self.last} | {year for year in range(self.first, self.last + 1) if year % 5 == 0}
        return tuple(year for year in self.years if year in wanted and year >= self.first)

    def paid(self, basis: str) -> tuple[tuple[Money, ...], Money]:
        """Return what the funders pay on one basis, and their sum."""
        rows = tuple(one for one in self.money if one.basis == basis)
        sums = [math.fsum(getattr(one, side) for one in rows) for side in ("a", "b", "a_real", "b_real")]
        return rows, Money(basis, "total", round(sums[0], 2), round(sums[1], 2), sums[2], sums[3])

    def total(self, pair: Pair, side: str = "difference") -> float:
        """Return a series' sum from ``first`` to ``last``."""
        values = getattr(pair, side)
        return math.fsum(v for year, v in zip(self.years, values, strict=True) if self.first <= year <= self.last)
