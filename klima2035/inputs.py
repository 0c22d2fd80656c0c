"""Input tables: CSV files with provenance become checked values in canonical units.

Every row carries value, unit, year, range, quality and source. A table in the city's folder
replaces the national rows of the same key as a whole. All faults are collected and raised once,
each with file, line and column.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from klima2035 import places
from klima2035.errors import Fault, InputError, nearest, shown
from klima2035.tables import COLUMNS, DATENGUETE, DISTRIBUTIONS, QUALITIES, Row, Table
from klima2035.variables import BASE_YEAR, DIMS, FIRST_YEAR, INPUTS, LAST_YEAR, Variable

Array = NDArray[np.float64]

NOT_TABLES = {"sources.csv", "labels.csv"}
ROLES = ("actual", "base", "minimum", "maximum")  # of a lever's rows
_SOURCE_COLUMNS = ("key", "title", "url", "licence", "retrieved")


@dataclass(frozen=True, slots=True)
class Points:
    """Support points of one variable: ``values`` (point, *dims) at ``years`` (empty for constants)."""

    years: tuple[int, ...]
    values: Array
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Inputs:
    """All input tables of one city: ``points`` by variable and variant, ``records`` by variable."""

    city: str
    points: Mapping[str, Mapping[str, Points]]
    records: Mapping[str, tuple[Row, ...]]
    sources: Mapping[str, Mapping[str, str]]
    files: tuple[Path, ...] = field(default=())
    root: Path = field(default=Path())

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return every row of one variable, in file order."""
        if name in self.records:
            return self.records[name]
        return tuple(row for points in self.points[name].values() for row in points.rows)

    def constant(self, name: str) -> Array:
        """Return a constant variable, dims (*dims, draw)."""
        return np.asarray(self.points[name][""].values[0][..., np.newaxis])

    def path(self, name: str, years: NDArray[np.int64]) -> Array:
        """Return support points interpolated linearly, flat outside; dims (year, *dims, draw)."""
        points = self.points[name][""]
        return interpolate(points.years, points.values, years)[..., np.newaxis]

    def series(self, name: str) -> Array:
        """Return a reported series, dims (year 1990..2050, *dims, draw), NaN where there is no row."""
        points = self.points[name][""]
        out = np.full((LAST_YEAR - FIRST_YEAR + 1, *points.values.shape[1:]), np.nan)
        for year, value in zip(points.years, points.values, strict=True):
            out[year - FIRST_YEAR] = value
        return out[..., np.newaxis]

    def framework(self, name: str, years: NDArray[np.int64], as_of: int, variant: str) -> Array:
        """Return actual values up to ``as_of``, then a line to the variant's support points.

        dims (year, *dims, draw). The year ``as_of`` itself must have an actual value.
        """
        actual = self.points[name]["actual"]
        projected = self.points[name][variant]
        known = [i for i, year in enumerate(actual.years) if year <= as_of]
        later = [i for i, year in enumerate(projected.years) if year > as_of]
        all_years = [actual.years[i] for i in known] + [projected.years[i] for i in later]
        values = np.concatenate([actual.values[known], projected.values[later]])
        return interpolate(tuple(all_years), values, years)[..., np.newaxis]


def interpolate(at: tuple[int, ...], values: Array, years: NDArray[np.int64]) -> Array:
    """Interpolate ``values`` (point, ...) given ``at`` the points' years linearly, flat outside."""
    points = np.asarray(at)
    right = np.minimum(np.maximum(np.searchsorted(points, years), 1), max(len(points) - 1, 1))
    left = right - 1
    if len(points) == 1:
        return np.broadcast_to(values[0], (len(years), *values.shape[1:])).copy()
    span = (points[right] - points[left]).astype(np.float64)
    weight = np.minimum(np.maximum((years - points[left]) / span, 0.0), 1.0).reshape(-1, *([1] * (values.ndim - 1)))
    return np.asarray(values[left] * (1.0 - weight) + values[right] * weight)


def _points(variable: Variable, rows: list[Row], faults: list[Fault]) -> dict[str, Points]:
    """Arrange rows of one variable as dense arrays; doubles and gaps become faults."""
    variants: dict[str, dict[int, dict[tuple[str, ...], Row]]] = {}
    for row in rows:
        year = 0 if variable.time == "constant" else row.year or 0
        cell = tuple([row.index[dim] for dim in variable.dims])
        known = variants.setdefault(row.index.get("variant", ""), {}).setdefault(year, {})
        if cell in known:
            where = f"first in {known[cell].file}:{known[cell].line}"
            what = f"'{row.key}' {'/'.join(cell)} {year or ''}".rstrip() + " is given twice"
            faults.append(Fault(row.file, row.line, 1, what, where, "keep one"))
        known[cell] = row
    if variable.time == "framework":
        _check_variants(variable, variants, rows[0], faults)
    wanted = list(itertools.product(*(DIMS[dim] for dim in variable.dims)))
    out: dict[str, Points] = {}
    for variant, by_year in variants.items():
        years = sorted(by_year)
        if variable.time == "series" or variant == "actual":
            _check_gaps(variable.name, years, rows[0], faults)
        if _is_complete(variable, by_year, wanted, faults):
            ordered = tuple([by_year[year][cell] for year in years for cell in wanted])
            shape = tuple(len(DIMS[dim]) for dim in variable.dims)
            values = np.array([row.value for row in ordered]).reshape(len(years), *shape)
            out[variant] = Points(() if variable.time == "constant" else tuple(years), values, ordered)
    return out


def _check_variants(
    variable: Variable, variants: Mapping[str, Mapping[int, object]], first: Row, faults: list[Fault]
) -> None:
    """A framework path needs actual values from the base year on and at least one projection."""
    what = ""
    if "actual" not in variants:
        what = "has no rows of variant 'actual'"
    elif min(variants["actual"]) > BASE_YEAR:
        what = f"has no actual value for {BASE_YEAR}"
    elif len(variants) == 1:
        what = "has no projection"
    if what:
        faults.append(Fault(first.file, first.line, 1, f"'{variable.name}' {what}", "actual and one or more variants"))
    for variant, by_year in variants.items():
        if variant != "actual" and "actual" in variants and max(by_year) <= max(variants["actual"]):
            text = f"'{variable.name}': variant '{variant}' ends before the last actual value"
            faults.append(Fault(first.file, first.line, 1, text, f"a year after {max(variants['actual'])}"))


def _check_gaps(name: str, years: list[int], first: Row, faults: list[Fault]) -> None:
    gaps = sorted(set(range(years[0], years[-1] + 1)) - set(years))
    if gaps:
        text = ", ".join(str(year) for year in gaps)
        faults.append(Fault(first.file, first.line, 1, f"'{name}' has a gap: {text}", "every year"))


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
            first = next(iter(cells.values()))
            what = f"'{variable.name}' {year or ''}".rstrip() + f" lacks {text}"
            faults.append(Fault(first.file, first.line, 1, what, "every combination of " + ", ".join(variable.dims)))
            complete = False
    return complete


def _check_lever(name: str, rows: list[Row], faults: list[Fault]) -> None:
    """A lever needs both bounds, an actual value for every year from the base year, and a trend after them."""
    roles: dict[str, list[Row]] = {}
    for row in rows:
        role = row.index.get("role", "")
        if role not in ROLES:
            what = f"'{name}': role '{role}' is unknown"
            faults.append(Fault(row.file, row.line, 1, what, ", ".join(ROLES), nearest(role, ROLES)))
        elif row.year is None and role in ("actual", "base"):
            faults.append(Fault(row.file, row.line, 1, f"'{name}' needs a year for role {role}"))
        else:
            roles.setdefault(role, []).append(row)
    first = rows[0]
    missing = [role for role in ROLES if role not in roles]
    if missing:
        faults.append(Fault(first.file, first.line, 1, f"lever '{name}' has no row for {', '.join(missing)}"))
        return
    years = sorted(row.year or 0 for row in roles["actual"])
    if years[0] > BASE_YEAR:
        faults.append(Fault(first.file, first.line, 1, f"lever '{name}' has no actual value for {BASE_YEAR}"))
    _check_gaps(name, years, first, faults)
    if max(row.year or 0 for row in roles["base"]) <= years[-1]:
        faults.append(Fault(first.file, first.line, 1, f"lever '{name}' has no trend after {years[-1]}", "base rows"))
    low, high = roles["minimum"][-1].value, roles["maximum"][-1].value
    for row in (*roles["actual"], *roles["base"]):
        if not low <= row.value <= high:
            what = f"lever '{name}': {row.value:g} lies outside its bounds"
            faults.append(Fault(row.file, row.line, 1, what, f"{low:g} to {high:g} {row.unit}"))


def read_sources(folders: list[Path], faults: list[Fault] | None = None) -> dict[str, dict[str, str]]:
    """Return the register of sources from every folder's ``sources.csv``, by key."""
    found = faults if faults is not None else []
    sources: dict[str, dict[str, str]] = {}
    for folder in folders:
        path = folder / "sources.csv"
        if not path.exists():
            continue
        try:
            lines = csv.DictReader(path.read_text(encoding="utf-8").splitlines(), strict=True)
            if tuple(lines.fieldnames or ()) != _SOURCE_COLUMNS:
                found.append(Fault(shown(path), 1, 1, "columns differ", ",".join(_SOURCE_COLUMNS)))
                continue
            here: set[str] = set()
            for record in lines:
                _check_source(Fault(shown(path), lines.line_num, 1, ""), record, here, found)
                sources[record["key"]] = record
        except (UnicodeDecodeError, csv.Error) as error:
            found.append(Fault(shown(path), 1, 1, f"this is not CSV in UTF-8: {error}"))
    return sources


def _check_source(place: Fault, record: Mapping[str, str], here: set[str], faults: list[Fault]) -> None:
    what = ""
    if None in record.values() or None in record:
        what = "cells are missing or too many"
    elif record["key"] in here:
        what = f"source '{record['key']}' is given twice"
    elif not record["key"] or not record["licence"]:
        what = "key or licence is missing"
    elif "-NC" in record["licence"].upper():
        what = f"licence '{record['licence']}' forbids commercial use: take the original source"
    if what:
        faults.append(Fault(place.file, place.line, 1, what))
    here.add(record["key"] or "")


def _read_tables(folders: list[Path], sources: Mapping[str, object], faults: list[Fault]) -> _Found:
    """Read every table; a key in a later folder replaces all rows of that key from earlier ones."""
    found = _Found()
    for folder in folders:
        here: dict[str, list[Row]] = {}
        for path in sorted(folder.glob("*.csv")):
            if not places.inside(folder, path):
                faults.append(Fault(shown(path), 1, 1, "the link leads out of the folder", shown(folder)))
                continue
            found.files.append(path)
            if path.name not in NOT_TABLES:
                table = Table(path, sources, faults)
                for row in table.read():
                    here.setdefault(row.key, []).append(row)
                found.seen |= table.seen
        found.rows.update(here)
    return found


@dataclass
class _Found:
    rows: dict[str, list[Row]] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def load(root: Path, city: str) -> Inputs:
    """Load every table of ``root/germany`` and ``root/<city>``; InputError with all faults."""
    folders = [root / "germany", root / city]
    faults: list[Fault] = []
    if not places.is_name(city) or city == "germany" or not folders[1].is_dir() or not places.inside(root, folders[1]):
        known = places.names(root, "inputs") if root.is_dir() else []
        what = f"no inputs for city '{city}'"
        raise InputError([Fault(shown(root) + "/" + city, 1, 1, what, ", ".join(known), nearest(city, known))])
    sources = read_sources(folders, faults)
    found = _read_tables(folders, sources, faults)
    points: dict[str, dict[str, Points]] = {}
    records: dict[str, tuple[Row, ...]] = {}
    for name, variable in INPUTS.items():
        rows = found.rows.get(name, [])
        if name not in found.seen and (variable.time != "records" or variable.dims == ("role",)):
            faults.append(Fault(shown(folders[1]), 1, 1, f"no row for '{name}'", variable.text, "add it to a table"))
        if variable.time == "records":
            records[name] = tuple(rows)
            if rows and variable.dims == ("role",):
                _check_lever(name, rows, faults)
        elif rows:
            points[name] = _points(variable, rows, faults)
    if faults:
        raise InputError(faults)
    return Inputs(city, points, records, sources, tuple(found.files), root)


__all__ = ["COLUMNS", "DATENGUETE", "DISTRIBUTIONS", "QUALITIES", "Inputs", "Points", "Row", "interpolate", "load"]
