"""What the changes do: tonnes, money, verdicts, paths of levers and findings of two results."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from klima2035.difference.facts import BASES, MEASURES, Emissions, Judged, Money, Pair, Verdict
from klima2035.result import Finding, Frame, Result, Table
from klima2035.scenario import Scenario
from klima2035.variables import DIMS


def emissions(a: Frame, b: Frame, view: str, years: Sequence[int]) -> Emissions:
    """Return both balances of one view for the common years, sectors in report order."""
    sums = [frame.by("sector", view=view, indicator="co2e") for frame in (a, b)]
    order = dict.fromkeys((*DIMS["sector" if view == "end_use" else "field"], *sums[0], *sums[1]))
    sectors = []
    for name in (name for name in order if name in sums[0] or name in sums[1]):
        side_a, side_b = (
            tuple(float(side[name][frame.at(year)]) if name in side else 0.0 for year in years)
            for side, frame in zip(sums, (a, b), strict=True)
        )
        sectors.append(Pair(name, "tCO2e/a", side_a, side_b))
    whole_a, whole_b = (
        tuple(float(value) for value in frame.total(view=view, indicator="co2e")[[frame.at(year) for year in years]])
        for frame in (a, b)
    )
    return Emissions(view, tuple(sectors), Pair("total", "tCO2e/a", whole_a, whole_b))


def money(a: Table, b: Table, first: int, last: int) -> tuple[Money, ...]:
    """Return who pays what from ``first`` to ``last``, by basis and funder, every row of the ledgers included."""
    sums_a, sums_b = (_paid(table, first, last) for table in (a, b))
    none, out = (0.0, 0.0), []
    for basis in (*BASES, MEASURES):
        for funder in DIMS["funder"]:
            (paid_a, real_a), (paid_b, real_b) = (side.get((basis, funder), none) for side in (sums_a, sums_b))
            out.append(Money(basis, funder, paid_a, paid_b, real_a, real_b))
    return tuple(out)


def _paid(table: Table, first: int, last: int) -> dict[tuple[str, str], tuple[float, float]]:
    """Return nominal euro (whole cents) and real euro by basis and funder, of measures without the trend too."""
    column = table.by_column
    rows: dict[tuple[str, str], tuple[list[int], list[float]]] = {}
    wanted = (column[name] for name in ("year", "basis", "measure", "funder", "value", "value_real"))
    for year, basis, measure, funder, value, real in zip(*wanted, strict=True):
        if not first <= int(year or 0) <= last:
            continue
        for kind in (basis, MEASURES) if basis == "additional" and measure != "trend" else (basis,):
            cents, reals = rows.setdefault((str(kind), str(funder)), ([], []))
            cents.append(round(float(value or 0.0) * 100.0))
            reals.append(float(real or 0.0))
    return {key: (sum(cents) / 100.0, math.fsum(reals)) for key, (cents, reals) in rows.items()}


def price_year(table: Table) -> int:
    """Return the year of the real prices; 0 where there is no money."""
    return int(next((year for year in table.by_column["price_year"] if year), 0) or 0)


def verdicts(a: Result, b: Result, scenario_a: Scenario, scenario_b: Scenario) -> tuple[Verdict, ...]:
    """Return every milestone of either scenario as judged in both."""
    rows = [{str(row["id"]): row for row in side.tables["milestones"].dicts()} for side in (a, b)]
    known = {one.id: one for side in (scenario_a, scenario_b) for one in side.milestones}
    out = []
    for key in {**rows[0], **rows[1]}:
        judged = [
            Judged(str(row["verdict"]), row["value"], float(row["limit"]), str(row["unit"])) if row else None
            for row in (side.get(key) for side in rows)
        ]
        out.append(Verdict(key, known[key].title, known[key].year, *judged))
    return tuple(out)


def levers(a: Frame, b: Frame) -> tuple[tuple[int, ...], tuple[Pair, ...]]:
    """Return the levers whose paths differ, the largest distance in proportion to the larger value first."""
    years = [year for year in a.years if year in set(b.years)]
    at_a, at_b = ([frame.at(year) for year in years] for frame in (a, b))
    known = np.isfinite(np.concatenate([a.values[at_a], b.values[at_b]], axis=1)).all(axis=1)
    rows_a, rows_b = a.values[at_a][known], b.values[at_b][known]
    place = {name: i for i, name in enumerate(b.coords["lever"])}
    found: list[tuple[float, Pair]] = []
    for i, name in enumerate(a.coords["lever"]):
        path_a, path_b = rows_a[:, i], rows_b[:, place[name]]
        distance = np.abs(path_b - path_a).max(initial=0.0)
        if distance > 0.0:
            scale = max(np.abs(path_a).max(), np.abs(path_b).max())
            pair = Pair(name, a.units[i], tuple(path_a.tolist()), tuple(path_b.tolist()))
            found.append((-float(distance / scale), pair))
    found.sort(key=lambda one: (one[0], one[1].name))
    return tuple(years[i] for i in np.flatnonzero(known).tolist()), tuple(pair for _, pair in found)


def findings_only(here: Result, there: Result) -> tuple[Finding, ...]:
    """Return the findings that only one result has; the same one with other figures is no other finding."""
    known = {(one.code, one.subject) for one in there.found}
    return tuple(one for one in here.found if (one.code, one.subject) not in known)


def same(a: Result, b: Result) -> bool:
    """Return whether two results hold the same numbers, every frame, euro and verdict."""
    if a.years != b.years or a.as_of != b.as_of or set(a.frames) != set(b.frames):
        return False
    for name, frame in a.frames.items():
        other = b.frames[name]
        if frame.coords != other.coords or not np.array_equal(frame.values, other.values, equal_nan=True):
            return False
    return all(
        list(column) == list(b.tables[name].by_column[key])
        for name in ("investment", "milestones")
        for key, column in a.tables[name].by_column.items()
        if key != "scenario"
    )
