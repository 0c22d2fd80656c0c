"""Rows of lists after a change: levers by role, prices and cost by year, what has no year at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from klima2035.inputs import Inputs, Row, interpolate
from klima2035.money.costs import actual_indices
from klima2035.stress.change import Change, delayed
from klima2035.variables import BASE_YEAR, LAST_YEAR

Array = NDArray[np.float64]

Level = dict[int, float]


def meant(row: Row, where: Sequence[tuple[str, str]]) -> bool:
    """Return whether a row bears all the labels."""
    return all(row.index.get(column) == label for column, label in where)


def valued(row: Row, change: Change) -> Row:
    """Return a row with its whole value changed, without the range that no longer fits."""
    value = float(change.moved(np.array([row.value]), np.array([LAST_YEAR]), BASE_YEAR)[0])
    return row._replace(value=value, low=None, high=None)


def role(change: Change) -> str:
    """Return which rows of a lever a change means: its trend unless the labels say otherwise."""
    return dict(change.where).get("role", "base")


def lever(rows: Sequence[Row], change: Change, as_of: int) -> tuple[Row, ...]:
    """Return a lever's rows after a change of a bound, or of its trend after ``as_of`` as one row a year."""
    if role(change) != "base":
        return tuple(valued(row, change) if row.index["role"] == role(change) else row for row in rows)
    known = {row.year or 0: row for row in rows if row.index["role"] == "actual" and (row.year or 0) <= as_of}
    later = {row.year or 0: row for row in rows if row.index["role"] == "base" and (row.year or 0) > as_of}
    years = np.arange(as_of + 1, LAST_YEAR + 1)
    if not later:
        return tuple(rows)
    new = _path({year: row.value for year, row in {**known, **later}.items()}, years, change, as_of)
    kept = [row for row in rows if row.index["role"] != "base" or (row.year or 0) <= as_of]
    first = later[min(later)]
    made = [
        first._replace(value=value, year=year, low=None, high=None)
        for year, value in zip(years.tolist(), new.tolist(), strict=True)
    ]
    return (*kept, *made)


def priced(inputs: Inputs, rows: Sequence[Row], change: Change, as_of: int) -> tuple[Row, ...]:
    """Return dated rows after a change: those before its start as they are, then one row a year.

    Rows that name another asset as their reference are left out: they follow its cost.
    """
    levels = {
        kind: {year: float(level[0]) for year, level in known.items()} for kind, known in actual_indices(inputs).items()
    }
    groups: dict[tuple[tuple[str, str], ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row.index.items()), []).append(row)
    out: list[Row] = []
    for group in groups.values():
        if meant(group[0], change.where) and not group[0].index.get("reference"):
            out += _group(sorted(group, key=lambda row: row.year or BASE_YEAR), change, as_of, levels)
        else:
            out += group
    return tuple(out)


def _group(rows: list[Row], change: Change, as_of: int, levels: dict[str, Level]) -> list[Row]:
    """Return the rows of one series after a change.

    Energy prices lie on a line in money of the year, cost in prices of one year; new rows are written
    in money of their year and in the price year of the series' last row.
    """
    nominal = change.key == "energy_price"
    level = levels["general" if nominal else rows[-1].index.get("index", "construction")]
    price_year = rows[-1].price_year or rows[-1].year or BASE_YEAR
    pivot = change.start(as_of) - 1
    years = np.arange(pivot, LAST_YEAR + 1)
    points = {}
    for row in rows:
        year = row.year or BASE_YEAR
        points[year] = row.value * level[year if nominal else price_year] / level[row.price_year or year]
    new = _path(points, years, change, as_of)
    kept = [row for row in rows if (row.year or BASE_YEAR) < pivot]
    made = [
        rows[-1]._replace(value=value, year=year, price_year=year if nominal else price_year, low=None, high=None)
        for year, value in zip(years.tolist(), new.tolist(), strict=True)
    ]
    return [*kept, *made]


def _path(points: dict[int, float], years: NDArray[np.int64], change: Change, as_of: int) -> Array:
    """Return a series after a change, (year,): lines between its points, flat outside."""
    at = tuple(sorted(points))
    values = np.array([points[year] for year in at])
    first = change.start(as_of) - 1
    grid = np.arange(min(first, int(years[0])), LAST_YEAR + 1)
    base = interpolate(at, values, grid)
    new = (
        delayed(grid, base, at, values, change, as_of)
        if change.operation == "delay"
        else change.moved(base, grid, as_of)
    )
    return np.asarray(new[int(years[0] - grid[0]) :])
