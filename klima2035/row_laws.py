"""Laws of the rows of one variable: no double, no gap, shares of one whole, bounds of levers, names that exist.

Rows become dense arrays only where the laws hold; whatever does not hold is a fault of its row.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from klima2035 import monitoring
from klima2035.complaints import names
from klima2035.errors import Fault, nearest
from klima2035.inputs import Points
from klima2035.tables import Row
from klima2035.variables import BASE_YEAR, DIMS, INPUTS, Variable
from klima2035.variables.columns import ROLES, columns_of

SUM_MARGIN = 1e-6  # by which shares of one whole may miss one


def arranged(variable: Variable, rows: list[Row], faults: list[Fault]) -> dict[str, Points]:
    """Arrange rows of one variable as dense arrays; doubles and gaps become faults."""
    variants: dict[str, dict[int, dict[tuple[str, ...], Row]]] = {}
    for row in rows:
        year = 0 if variable.time == "constant" else row.year or 0
        cell = tuple([row.index[dim] for dim in variable.dims])
        known = variants.setdefault(row.index.get("variant", ""), {}).setdefault(year, {})
        if cell in known:
            name = f"{row.key} {'/'.join(cell)} {year or ''}".rstrip()
            faults.append(row.fault("key", "row_twice", name=name, first=f"{known[cell].file}:{known[cell].line}"))
        known[cell] = row
    if variable.time == "framework":
        _check_variants(variable, variants, rows[0], faults)
    wanted = list(itertools.product(*(DIMS[dim] for dim in variable.dims)))
    out: dict[str, Points] = {}
    for variant, by_year in variants.items():
        years = sorted(by_year)
        if variable.time == "series" or variant == "actual":
            _check_gaps(variable.name, years, _after_gap(by_year), faults)
        if _is_complete(variable, by_year, wanted, faults):
            ordered = tuple([by_year[year][cell] for year in years for cell in wanted])
            shape = tuple(len(DIMS[dim]) for dim in variable.dims)
            values = np.array([row.value for row in ordered]).reshape(len(years), *shape)
            out[variant] = Points(() if variable.time == "constant" else tuple(years), values, ordered)
            _check_zeros(variable, ordered, faults)
            if variable.sums_over:
                _check_sums(variable, out[variant], faults)
    return out


def _check_sums(variable: Variable, points: Points, faults: list[Fault]) -> None:
    """Shares of one whole sum to one, each group by itself."""
    axis = 1 + variable.dims.index(variable.sums_over)
    order = np.arange(points.values.size).reshape(points.values.shape)
    totals, firsts = points.values.sum(axis=axis).ravel(), order.min(axis=axis).ravel()
    for total, first in zip(totals.tolist(), firsts.tolist(), strict=True):
        if abs(total - 1.0) > SUM_MARGIN:
            row = points.rows[first]
            others = [label for dim, label in row.index.items() if dim != variable.sums_over and label]
            name = " ".join([variable.name, *others, str(row.year or "")]).rstrip()
            faults.append(row.fault("value", "shares_sum", name=name, total=f"{total:.6g}"))


def _check_zeros(variable: Variable, rows: Sequence[Row], faults: list[Fault]) -> None:
    """What the model never uses has no share, and no range that a draw could give it one from."""
    for row in rows:
        label = next((one for one in variable.always_zero if one in row.index.values()), "")
        for column, number in (("value", row.value), ("low", row.low), ("high", row.high)):
            if label and number:  # neither empty nor zero
                faults.append(row.fault(column, "share_unused", name=variable.name, label=label, value=f"{number:.6g}"))
                break


def _check_variants(
    variable: Variable,
    variants: Mapping[str, Mapping[int, Mapping[tuple[str, ...], Row]]],
    first: Row,
    faults: list[Fault],
) -> None:
    """A framework path needs actual values from the base year on and at least one projection."""
    values: dict[str, Any] = {"name": variable.name}
    if "actual" not in variants:
        faults.append(first.fault("variant", "no_actual_rows", **values))
    elif min(variants["actual"]) > BASE_YEAR:
        faults.append(first.fault("year", "no_actual_base", **values, year=BASE_YEAR))
    elif len(variants) == 1:
        faults.append(first.fault("variant", "no_projection", **values))
    own = [
        year for year, cells in variants.get("actual", {}).items()
        if not any(monitoring.is_counted(row.file) for row in cells.values())
    ]  # fmt: skip
    last = max(own, default=0)  # what a city counts later does not ask for a longer projection
    for variant, by_year in variants.items():
        if variant != "actual" and max(by_year) <= last:
            row = next(iter(by_year[max(by_year)].values()))
            faults.append(row.fault("variant", "variant_ends", **values, variant=variant, year=last))


def _check_gaps(name: str, years: list[int], first: Row, faults: list[Fault]) -> None:
    gaps = sorted(set(range(years[0], years[-1] + 1)) - set(years))
    if gaps:
        faults.append(first.fault("year", "gap", name=name, years=names(gaps)))


def _after_gap(by_year: Mapping[int, Mapping[tuple[str, ...], Row]]) -> Row:
    """Return the first row after the first gap, the first row of all where there is none or it is of one table."""
    years = sorted(by_year)
    first = next(iter(by_year[years[0]].values()))
    later = [next(iter(by_year[year].values())) for year in years[1:] if year - 1 not in by_year]
    return next((row for row in later if row.file != first.file), first)


def check_order(rows: list[Row], faults: list[Fault]) -> None:
    """Years of one series stand in ascending order, so that a wrong digit is seen."""
    last: dict[tuple[str, ...], int] = {}
    for row in rows:
        if row.year is not None:
            series = (row.file, *row.index.values())
            before = last.get(series, row.year)
            if row.year < before:
                faults.append(row.fault("year", "years_unsorted", year=row.year, before=before))
            last[series] = row.year


def _is_complete(
    variable: Variable,
    by_year: Mapping[int, Mapping[tuple[str, ...], Row]],
    wanted: list[tuple[str, ...]],
    faults: list[Fault],
) -> bool:
    complete = True
    for year, cells in by_year.items():
        if len(cells) != len(wanted):
            absent = [cell for cell in wanted if cell not in cells]
            text = "; ".join("/".join(cell) for cell in absent[:4]) + (" ..." if len(absent) > 4 else "")
            first, name = next(iter(cells.values())), f"{variable.name} {year or ''}".rstrip()
            faults.append(first.fault("key", "lacks", name=name, absent=text, dims=", ".join(variable.dims)))
            complete = False
    return complete


def check_lever(name: str, rows: list[Row], faults: list[Fault]) -> None:
    """A lever needs both bounds, an actual value for every year from the base year, and a trend after them."""
    roles: dict[str, list[Row]] = {}
    for row in rows:
        role = row.index.get("role", "")
        if row.year is None and role in ("actual", "base"):
            faults.append(row.fault("year", "needs_year", name=f"{name} ({role})"))
        else:
            roles.setdefault(role, []).append(row)
    first = rows[0]
    missing = [role for role in ROLES if role not in roles]
    if missing:
        faults.append(first.fault("role", "lever_lacks", name=name, missing=names(missing)))
        return
    years = sorted(row.year or 0 for row in roles["actual"])
    if years[0] > BASE_YEAR:
        faults.append(first.fault("year", "lever_no_actual", name=name, year=BASE_YEAR))
    _check_gaps(name, years, first, faults)
    if max(row.year or 0 for row in roles["base"]) <= years[-1]:
        faults.append(roles["base"][-1].fault("year", "lever_no_trend", name=name, year=years[-1]))
    low, high = roles["minimum"][-1].value, roles["maximum"][-1].value
    for row in (*roles["actual"], *roles["base"]):
        for column, number in (("value", row.value), ("low", row.low), ("high", row.high)):
            if number is not None and not low <= number <= high:
                values: dict[str, Any] = {"name": name, "value": number, "low": low, "high": high, "unit": row.unit}
                faults.append(row.fault(column, "lever_outside", **values))
                break  # the ends of a range are told only where its value is sound
    _check_doubles(rows, faults)


def _check_doubles(rows: list[Row], faults: list[Fault]) -> None:
    """No two rows of a list say what they say for the same labels and year."""
    known: dict[tuple[object, ...], Row] = {}
    for row in rows:
        place = (*sorted(row.index.items()), row.year, row.group if not row.index else "")
        if place in known:
            name = " ".join([row.key, *row.index.values(), str(row.year or "")]).rstrip()
            faults.append(row.fault("key", "row_twice", name=name, first=f"{known[place].file}:{known[place].line}"))
        known.setdefault(place, row)


def check_names(records: Mapping[str, tuple[Row, ...]], faults: list[Fault]) -> None:
    """Names that rows of another variable define (programmes, projects) must be defined there."""
    for variable, rows in records.items():
        for column, rule in (columns_of(variable, INPUTS[variable].dims) or {}).items() if variable in INPUTS else ():
            if rule.kind != "name" or rule.defined_by == variable:
                continue
            source = "programme" if column == "with" else column
            known = {row.index[source] for row in records.get(rule.defined_by, ()) if source in row.index}
            for row in rows:
                cell = row.index.get(column)
                if cell is not None and cell not in known:
                    near, listed = nearest(cell, sorted(known)), names(sorted(known))
                    faults.append(row.fault(column, "unknown_cell", near, column=column, value=cell, known=listed))
