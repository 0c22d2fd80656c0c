"""Input tables: CSV files with provenance become checked values in canonical units.

Every row carries value, unit, year, range, quality and source. A table in the city's folder
replaces the national rows of the same key as a whole. All faults are collected and raised once,
each with file, line and column.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from klima2035 import about, monitoring, places
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.inputs import Inputs, Points
from klima2035.registers import NOT_TABLES, check_ranges, read_ranges, read_sources
from klima2035.tables import Registries, Row, Table
from klima2035.variables import BASE_YEAR, DIMS, INPUTS, Variable
from klima2035.variables.columns import ROLES, columns_of

Check = Callable[[Mapping[str, Sequence[Row]]], list[Fault]]

SUM_MARGIN = 1e-6  # by which shares of one whole may miss one


def _points(variable: Variable, rows: list[Row], faults: list[Fault]) -> dict[str, Points]:
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


def _check_order(rows: list[Row], faults: list[Fault]) -> None:
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


def _check_lever(name: str, rows: list[Row], faults: list[Fault]) -> None:
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


def _check_names(records: Mapping[str, tuple[Row, ...]], faults: list[Fault]) -> None:
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


class _Any(dict[str, object]):
    """A register that holds whatever is asked for."""

    def __contains__(self, key: object) -> bool:
        return True


def _tell_once(lacking: Sequence[Path], faults: list[Fault]) -> None:
    """Replace the unknown sources of a folder that has no register by one fault: the file is missing."""
    for folder in lacking:
        own = shown(folder) + "/"
        echo = [one for one in faults if one.code == "unknown_source" and one.file.startswith(own)]
        if len(echo) > 1:
            faults[:] = [one for one in faults if one not in set(echo)]
            faults.append(fault(own + "sources.csv", 1, 1, "no_file"))


def _label_codes(folders: list[Path]) -> frozenset[str]:
    """Return the codes that have a label, here or shipped; programmes and their parts must have one."""
    codes: set[str] = set()
    shipped = [folder / "germany" for folder in (*places.roots("inputs"), places.shipped("inputs"))]
    for path in (folder / "labels.csv" for folder in dict.fromkeys([*folders, *shipped])):
        if path.is_file():
            codes.update(line.split(",", 1)[0] for line in path.read_text("utf-8", "replace").splitlines())
    return frozenset(codes)


def _read_tables(
    folders: list[Path], sources: Mapping[str, object], faults: list[Fault], registries: Registries
) -> _Found:
    """Read every table; a key in a later folder replaces all rows of that key from earlier ones."""
    found = _Found()
    for folder in folders:
        here: dict[str, list[Row]] = {}
        for path in sorted(folder.glob("*.csv")):
            if not places.inside(folder, path):
                faults.append(fault(shown(path), 1, 1, "link_leads_out", folder=shown(folder)))
                continue
            if not path.is_file():
                faults.append(fault(shown(path), 1, 1, "not_a_file"))
                continue
            found.files.append(path)
            if path.name not in NOT_TABLES:
                table = Table(path, sources, faults, registries)
                for row in table.read():
                    here.setdefault(row.key, []).append(row)
                found.seen |= table.seen
                found.faulty |= table.faulty
                found.broken |= table.broken
        found.rows.update(here)
    return found


def _add_counted(
    found: _Found, folder: Path, sources: Mapping[str, object], registries: Registries, faults: list[Fault]
) -> None:
    """Add what the city counted: as ``actual`` rows, and as actual values of the framework."""
    rows, files = monitoring.read(folder, sources, registries, faults)
    known = [row.year for row in found.rows.get("population", ()) if row.index.get("variant") == "actual" and row.year]
    monitoring.check_years(rows, known, faults)
    found.files += files
    found.rows.setdefault("actual", []).extend(rows)
    for row in monitoring.as_framework(rows):
        found.rows.setdefault(row.key, []).append(row)


@dataclass
class _Found:
    rows: dict[str, list[Row]] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)  # a row of theirs is refused: gaps they seem to have are its echo
    broken: bool = False  # a table as a whole is not to be read: what it would hold is unknown


def load(root: Path, city: str, registries: Registries | None = None, checks: Sequence[Check] = ()) -> Inputs:
    """Load every table of ``root/germany`` and ``root/<city>``; InputError with all faults.

    registries: names that free columns may hold, by registry (``asset``, ``quantity``, ``indicator``,
    ``group``); what is not given is not checked. checks: further laws of the lists of rows.
    """
    folders = [root / "germany", root / city]
    faults: list[Fault] = []
    if not places.is_name(city) or city == "germany" or not folders[1].is_dir() or not places.inside(root, folders[1]):
        known = places.names(root, "inputs") if root.is_dir() else []
        raise InputError(
            [fault(shown(root) + "/" + city, 1, 1, "unknown_city", nearest(city, known), name=city, known=names(known))]
        )
    said = [about.read(folder, faults) for folder in folders]
    before = len(faults)
    sources = read_sources(folders, faults)
    lacking = [folder for folder in folders if not (folder / "sources.csv").exists()]
    register = sources if len(faults) == before else _Any()  # an unreadable register is told once, not row by row
    registries = {**(registries or {}), "label": _label_codes(folders)}
    found = _read_tables(folders, register, faults, registries)
    _add_counted(found, folders[1], register, registries, faults)
    _tell_once(lacking, faults)
    points: dict[str, dict[str, Points]] = {}
    records: dict[str, tuple[Row, ...]] = {}
    for name, variable in INPUTS.items():
        rows = found.rows.get(name, [])
        needed = variable.time != "records" or variable.dims == ("role",)
        if name not in found.seen and needed and not found.broken:
            faults.append(fault(shown(folders[1]), 1, 1, "no_row", name=name, text=variable.text))
        if name in found.faulty:
            continue
        _check_order(rows, faults)
        if variable.time == "records":
            records[name] = tuple(rows)
            if rows and variable.dims == ("role",):
                _check_lever(name, rows, faults)
        elif rows:
            points[name] = _points(variable, rows, faults)
    if not faults:
        _check_names(records, faults)
        check_ranges(points, records, read_ranges(folders, faults), faults)
        faults += [fault for check in checks for fault in check(records)]
    if faults:
        raise InputError(faults)
    files = (*found.files, *(folder / about.ABOUT for folder in folders))
    return Inputs(city, points, records, sources, files, root, registries, said[-1]["title"])
