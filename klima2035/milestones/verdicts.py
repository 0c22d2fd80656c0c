"""Verdicts: counted values first, then the path; how much is missing, when the limit is really met, at which pace."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from klima2035 import units
from klima2035.inputs import Inputs, Row
from klima2035.milestone_files import Milestone
from klima2035.milestones import pace
from klima2035.result import Cell, Table

Array = NDArray[np.float64]

COLUMNS = (
    "scenario", "id", "title", "year", "indicator", "sense", "limit", "tolerance",
    "value", "evidence", "unit", "verdict", "gap", "origin", "source", "gap_share", "met_in", "pace_needed",
    "pace_planned", "pace_so_far", "value_date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """One counted figure: its value in its canonical unit, its day (a year where only that is known), where from."""

    value: float
    date: str
    quality: str
    source: str


@dataclass(frozen=True)
class Evidence:
    """What is known of each indicator: counted values by (name, year), modelled paths (year,), and doubt.

    A name is the indicator's code, with ``:rule`` behind it where a counting rule decides. ``unsure``
    names what rests on grants that are only assumed: it cannot be judged. days: of the counted values.
    """

    years: tuple[int, ...]
    actuals: Mapping[tuple[str, int], float]
    paths: Mapping[str, Array]
    unsure: Collection[str] = ()
    days: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def joined(self, other: Evidence) -> Evidence:
        """Return both bodies of evidence as one."""
        return Evidence(
            self.years, {**self.actuals, **other.actuals}, {**self.paths, **other.paths},
            {*self.unsure, *other.unsure}, {**self.days, **other.days},
        )  # fmt: skip

    def counted(self, name: str, year: int, as_of: int) -> int | None:
        """Return the year of the count that decides for a year: itself or the one before, none after ``as_of``."""
        found = (one for one in (year, year - 1) if year <= as_of and (name, one) in self.actuals)
        return next(found, None)

    def of(self, name: str, year: int, as_of: int) -> tuple[float | None, str]:
        """Return the value that decides and its kind: ``actual`` up to ``as_of``, else ``modelled``.

        Where the year itself has not been counted, the count of the year before is the newest known state.
        """
        counted = self.counted(name, year, as_of)
        if counted is not None:
            return self.actuals[name, counted], "actual"
        if name not in self.paths or year not in self.years:
            return None, ""
        value = float(self.paths[name][self.years.index(year)])
        return (None, "") if math.isnan(value) else (value, "modelled")

    def series(self, name: str, as_of: int) -> pace.Series:
        """Return the path of an indicator and its counts up to ``as_of``."""
        path = self.paths.get(name)
        known = {year: value for (one, year), value in self.actuals.items() if one == name and year <= as_of}
        return pace.Series(self.years, path, known, as_of)


def judge(
    milestones: Sequence[Milestone],
    evidence: Evidence,
    scenario: str,
    as_of: int,
    scenario_hash: str = "",
    lang: str = "de",
) -> Table:
    """Return a verdict on every milestone, with the columns of ``milestones.csv``.

    Past years: an actual decides reached or missed; a modelled value is at best at_risk. Future
    years: the path decides. Unknown, unsure or a path judged by a limit of its own: cannot_judge.
    gap: what is missing to the limit, positive where it is missed, and as a share of the limit. met_in: the year
    from which the limit holds. Paces: change a year from ``as_of`` that is needed, that is planned, that was.
    """
    rows: list[tuple[Cell, ...]] = []
    for milestone in milestones:
        name = name_of(milestone)
        value, kind = evidence.of(name, milestone.year, as_of)
        word = verdict(milestone, value, kind, past=milestone.year <= as_of)
        own = is_own(milestone, scenario, scenario_hash) and kind != "actual"  # a count is no path
        if name in evidence.unsure or own:
            word = "cannot_judge"
        gap = None if value is None else -margin(milestone, value)
        day = evidence.days.get((name, evidence.counted(name, milestone.year, as_of) or 0), "")
        rows.append((
            scenario, milestone.id, milestone.title.get(lang, milestone.id), milestone.year, name, milestone.sense,
            milestone.limit, milestone.tolerance, value, kind, milestone.unit, word, gap, milestone.origin,
            source_of(milestone), gap / abs(milestone.limit) if gap is not None and milestone.limit else None,
            *pace.of(evidence.series(name, as_of), milestone), day if kind == "actual" else "",
        ))  # fmt: skip
    return Table("milestones", COLUMNS, tuple(rows))


def name_of(milestone: Milestone) -> str:
    """Return the indicator's name in evidence: its code, with the counting rule where it has one."""
    return f"{milestone.indicator}:{milestone.counting_rule}" if milestone.counting_rule else milestone.indicator


def margin(milestone: Milestone, value: float) -> float:
    """Return by how much a value keeps the limit, negative where it misses it."""
    return value - milestone.limit if milestone.sense == "at_least" else milestone.limit - value


def verdict(milestone: Milestone, value: float | None, kind: str, past: bool) -> str:
    """Return reached, at_risk, missed or cannot_judge for one value."""
    if value is None:
        return "cannot_judge"
    kept = margin(milestone, value)
    if past and kind == "actual":
        return "reached" if kept >= 0.0 else "missed"
    if kept >= 0.0:
        return "at_risk" if past else "reached"
    return "at_risk" if kept > -milestone.tolerance else "missed"


def source_of(milestone: Milestone) -> str:
    """Return where a limit comes from: a source's key or document, or the scenario with its hash."""
    if milestone.origin == "derived":
        return f"{milestone.scenario} {milestone.hash}".strip()
    return milestone.source or (milestone.document or {}).get("en", "")


def is_own(milestone: Milestone, scenario: str, scenario_hash: str) -> bool:
    """Return whether a limit was derived from the scenario that would be judged by it."""
    same_hash = bool(scenario_hash) and milestone.hash == scenario_hash
    return milestone.origin == "derived" and (milestone.scenario == scenario or same_hash)


def counts(inputs: Inputs) -> dict[tuple[str, int], Counted]:
    """Return counted totals of the city by (indicator, year), the last day of each year; assumed ones are no counts."""
    out: dict[tuple[str, int], Counted] = {}
    for row in inputs.records["actual"]:
        if not is_counted(row) or row.index.get("sector"):
            continue
        place, day = (row.index["indicator"], row.year or 0), row.index.get("date", str(row.year))
        if place not in out or out[place].date <= day:
            out[place] = Counted(row.value, day, row.quality, row.source)
    return out


def actuals(inputs: Inputs) -> dict[tuple[str, int], float]:
    """Return the values of ``counts``."""
    return {place: one.value for place, one in counts(inputs).items()}


def is_counted(row: Row) -> bool:
    """Return whether a row of ``actual`` is a count with its year: what is assumed is none."""
    return row.quality != "assumed" and row.year is not None


ACTUALS = ("indicator", "sector", "carrier", "year", "date", "value", "unit", "quality", "datenguete", "source",
           "restated", "note")  # fmt: skip


def actuals_table(inputs: Inputs) -> Table:
    """Return every counted figure of the city, in order of indicator and day."""
    rows = [
        (
            row.index["indicator"], row.index.get("sector", ""), row.index.get("carrier", ""), row.year,
            row.index.get("date", str(row.year)), row.value, row.unit, row.quality, row.datenguete, row.source,
            row.index.get("restated", ""), row.note,
        )
        for row in inputs.records["actual"] if is_counted(row)
    ]  # fmt: skip
    return Table("actuals", ACTUALS, tuple(sorted(rows, key=lambda row: tuple(str(cell) for cell in row[:5]))))


LEADING = (
    "scenario", "id", "indicator", "year", "now", "evidence", "path", "unit", "pace_so_far", "pace_planned",
    "keeps_pace",
)  # fmt: skip


def leading(
    milestones: Sequence[Milestone], evidence: Evidence, scenario: str, as_of: int, unit_of: Callable[[str], str]
) -> Table:
    """Return each leading indicator of later milestones: its state, where the path goes, whether the pace so far does.

    keeps_pace: yes where the pace so far is at least nine tenths of the one the path makes, in its direction; no;
    empty where one of them is not known.
    """
    rows: list[tuple[Cell, ...]] = []
    for milestone in milestones:
        for name in milestone.leading if milestone.year > as_of else ():
            series = evidence.series(name, as_of)
            then, was = pace.planned(series, milestone.year), pace.so_far(series)
            kind = "actual" if evidence.counted(name, as_of, as_of) is not None else "modelled"
            rows.append((
                scenario, milestone.id, name, milestone.year, series.now(), kind, series.at(milestone.year),
                units.CANONICAL[units.dimension(unit_of(name))], was, then, pace.keeps(was, then),
            ))  # fmt: skip
    return Table("leading", LEADING, tuple(rows))
