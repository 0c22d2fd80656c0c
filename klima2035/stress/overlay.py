"""What a stress case changes in inputs: Inputs -> Inputs, only after ``as_of``.

Paths and framework values become one value a year, so that every year up to ``as_of`` keeps its value to the last bit.
Lists of rows get new rows from the first stressed year on; what knows no year of its own (``WITHOUT_YEARS``)
is changed as a whole, and ``run.assembled`` keeps the years up to ``as_of``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from klima2035.inputs import Inputs, Points, Row
from klima2035.money.overlays import split
from klima2035.stress import rows as dated
from klima2035.stress.change import Change, delayed
from klima2035.variables import DIMS, FIRST_YEAR, INPUTS, LAST_YEAR, Variable

Array = NDArray[np.float64]

PRICED = ("unit_cost", "unit_cost_reference", "energy_price")  # rows by year, each in prices of a year
RULED = ("programme_rate", "programme_pot")  # rows that hold from a year to a year
WITHOUT_YEARS = ("craft_workers",)
GRID = np.arange(FIRST_YEAR, LAST_YEAR + 1)


def kind(key: str) -> str:
    """Return how a key is changed: points, lever, priced, ruled, undated; empty where no stress case may change it."""
    variable = INPUTS.get(key)
    if variable is None:
        return ""
    if variable.time in ("path", "framework"):
        return "points"
    if variable.dims == ("role",):
        return "lever"
    kinds = {**dict.fromkeys(PRICED, "priced"), **dict.fromkeys(RULED, "ruled")}
    return kinds.get(key, "undated" if key in WITHOUT_YEARS else "")


def changed(inputs: Inputs, changes: Iterable[Change], as_of: int) -> Inputs:
    """Return inputs after all changes, one after the other; the same object where there are none.

    Nothing that holds up to ``as_of`` is changed but in ``WITHOUT_YEARS``; files stay those that were read.
    """
    for change in changes:
        if kind(change.key) == "points":
            points = dict(inputs.points[change.key])
            for variant in [name for name in points if name != "actual"]:
                points[variant] = _points(inputs, change, variant, as_of)
            inputs = replace(inputs, points={**inputs.points, change.key: points})
        else:
            rows = _rows(inputs, change, as_of)
            inputs = replace(inputs, records={**inputs.records, change.key: rows})
    return inputs


def picked(variable: Variable, where: Sequence[tuple[str, str]]) -> NDArray[np.bool_]:
    """Return which cells of a variable its labels pick, (*dims)."""
    out = np.ones([len(DIMS[dim]) for dim in variable.dims], dtype=bool)
    for column, label in where:
        axis = variable.dims.index(column)
        at = np.arange(len(DIMS[column])) == DIMS[column].index(label)
        out &= at.reshape([-1 if i == axis else 1 for i in range(out.ndim)])
    return out


def _points(inputs: Inputs, change: Change, variant: str, as_of: int) -> Points:
    """Return one variant as one value a year: paths from 1990 on, framework values after ``as_of``."""
    variable, points = INPUTS[change.key], inputs.points[change.key][variant]
    if variable.time == "framework":
        base = inputs.framework(change.key, GRID, as_of, variant)[..., 0]
        first = as_of + 1
    else:
        base, first = inputs.path(change.key, GRID)[..., 0], FIRST_YEAR
    if change.operation == "delay":
        new = delayed(GRID, base, points.years, points.values, change, as_of)
    else:
        new = change.moved(base, GRID, as_of)
    new = np.where(picked(variable, change.where), new, base)
    if variable.sums_over:
        new = _whole(variable, new, base, picked(variable, change.where))
        new = np.where((change.start(as_of) <= GRID).reshape(-1, *([1] * (new.ndim - 1))), new, base)
    at = np.flatnonzero(first <= GRID)
    years = tuple(GRID[at].tolist())
    return Points(years, new[at], _provenance(points, years, new[at]))


def _whole(variable: Variable, new: Array, base: Array, mask: NDArray[np.bool_]) -> Array:
    """Return shares of one whole that sum to one again: what is not picked shares the rest as before."""
    axis = 1 + variable.dims.index(variable.sums_over)
    changed_part = np.where(mask, new, 0.0).sum(axis=axis, keepdims=True)
    others = np.where(mask, 0.0, base).sum(axis=axis, keepdims=True)
    scale = np.divide(1.0 - changed_part, others, out=np.ones_like(others), where=others > 0.0)
    return np.where(mask, new, base * scale)


def _provenance(points: Points, years: Sequence[int], values: Array) -> tuple[Row, ...]:
    """Return a row for each cell and year, with the source of the support point before it and no range."""
    cells = int(np.prod(values.shape[1:])) if values.ndim > 1 else 1
    flat = values.reshape(len(years), cells).tolist()
    before = np.maximum(np.searchsorted(points.years, years, side="right") - 1, 0).tolist()
    return tuple(
        points.rows[before[i] * cells + cell]._replace(value=flat[i][cell], year=year, low=None, high=None)
        for i, year in enumerate(years)
        for cell in range(cells)
    )


def _rows(inputs: Inputs, change: Change, as_of: int) -> tuple[Row, ...]:
    """Return the rows of a list after a change, in the order of the table."""
    how, found = kind(change.key), inputs.records.get(change.key, ())
    if how == "lever":
        return dated.lever(found, change, as_of)
    if how == "priced":
        return dated.priced(inputs, found, change, as_of)
    out: list[Row] = []
    for row in found:
        if not dated.meant(row, change.where):
            out.append(row)
        elif how == "undated":
            out.append(dated.valued(row, change))
        else:
            before, after = split(row, change.start(as_of))
            parts = (before, None if after is None else dated.valued(after, change))
            out += [part for part in parts if part is not None]
    return tuple(out)
