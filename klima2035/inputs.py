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

from klima2035 import units
from klima2035.errors import Fault, InputError, nearest, shown
from klima2035.variables import DIMS, FIRST_YEAR, INPUTS, LAST_YEAR, Variable

Array = NDArray[np.float64]

COLUMNS = (
    "key", "value", "unit", "year", "price_year", "low", "high",
    "distribution", "group", "quality", "datenguete", "source", "note",
)  # fmt: skip
QUALITIES = ("reported", "derived", "interpolated", "assumed")
DATENGUETE = ("", "A", "B", "C", "D")
DISTRIBUTIONS = ("", "uniform", "triangular", "normal", "lognormal")
NOT_TABLES = {"sources.csv", "labels.csv"}


@dataclass(frozen=True, slots=True)
class Row:
    """One checked row: ``value``, ``low`` and ``high`` in the canonical unit of its variable."""

    key: str
    index: Mapping[str, str]
    value: float
    low: float | None
    high: float | None
    unit: str
    year: int | None
    price_year: int | None
    distribution: str
    group: str
    quality: str
    datenguete: str
    source: str
    note: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Points:
    """Support points of one variable: ``values`` (point, *dims) at ``years`` (empty for constants)."""

    years: tuple[int, ...]
    values: Array
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Inputs:
    """All input tables of one city: ``points`` by variable and variant, ``records`` by variable."""

    city: str
    points: Mapping[str, Mapping[str, Points]]
    records: Mapping[str, tuple[Row, ...]]
    sources: Mapping[str, Mapping[str, str]]
    files: tuple[Path, ...] = field(default=())

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
    right = np.clip(np.searchsorted(points, years), 1, max(len(points) - 1, 1))
    left = right - 1
    if len(points) == 1:
        return np.broadcast_to(values[0], (len(years), *values.shape[1:])).copy()
    span = (points[right] - points[left]).astype(np.float64)
    weight = np.clip((years - points[left]) / span, 0.0, 1.0).reshape(-1, *([1] * (values.ndim - 1)))
    return np.asarray(values[left] * (1.0 - weight) + values[right] * weight)


class _Reader:
    """Reads one table and keeps its faults."""

    def __init__(self, path: Path, sources: Mapping[str, object], faults: list[Fault]) -> None:
        self.path, self.sources, self.faults = path, sources, faults
        self.name = shown(path)

    def fault(self, line: int, column: int, what: str, allowed: str = "", todo: str = "") -> None:
        self.faults.append(Fault(self.name, line, column, what, allowed, todo))

    def read(self) -> list[Row]:
        try:
            text = self.path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            self.fault(1, 1, "the file is not UTF-8", todo="save it as UTF-8")
            return []
        lines = csv.reader(text.splitlines())
        try:
            header = next(lines)
        except StopIteration:
            self.fault(1, 1, "the table is empty", "first line: " + ",".join(COLUMNS))
            return []
        if header and header[0].startswith("\ufeff"):
            self.fault(1, 1, "the file starts with a byte order mark", todo="save it as UTF-8 without BOM")
            return []
        missing = [column for column in COLUMNS if column not in header]
        doubled = sorted({column for column in header if header.count(column) > 1})
        if missing or doubled:
            self.fault(1, 1, f"columns missing: {', '.join(missing)}" if missing else f"columns twice: {doubled}")
            return []
        rows: list[Row] = []
        for record in lines:
            if record and not (len(record) == 1 and not record[0].strip()):
                row = self.row(lines.line_num, header, record)
                if row is not None:
                    rows.append(row)
        return rows

    def row(self, line: int, header: list[str], record: list[str]) -> Row | None:
        before = len(self.faults)
        if len(record) != len(header):
            self.fault(line, 1, f"{len(record)} cells where the header has {len(header)}", todo="check the commas")
            return None
        cells = dict(zip(header, (cell.strip() for cell in record), strict=True))
        place = {column: header.index(column) + 1 for column in header}
        variable = INPUTS.get(cells["key"])
        if variable is None:
            self.fault(line, place["key"], f"unknown key '{cells['key']}'", todo=nearest(cells["key"], INPUTS))
            return None
        self.check_words(line, cells, place)
        index = self.check_index(line, cells, place, variable)
        scale = self.check_unit(line, cells, place, variable)
        value = self.number(line, cells["value"], place["value"], "value", required=True)
        low = self.number(line, cells["low"], place["low"], "low")
        high = self.number(line, cells["high"], place["high"], "high")
        year = self.year(line, cells["year"], place["year"], "year")
        price_year = self.year(line, cells["price_year"], place["price_year"], "price_year")
        if cells["quality"] == "assumed" and (low is None or high is None):
            self.fault(line, place["low"], "an assumed value needs a range", "low and high", "give both")
        if low is not None and high is not None and value is not None and not low <= value <= high:
            self.fault(line, place["low"], f"value {value:g} lies outside its range", f"{low:g} to {high:g}")
        if len(self.faults) > before or value is None or scale is None:
            return None
        return Row(
            cells["key"], index, value * scale, None if low is None else low * scale,
            None if high is None else high * scale, variable.unit, year, price_year, cells["distribution"],
            cells["group"], cells["quality"], cells["datenguete"], cells["source"], cells["note"], self.name, line,
        )  # fmt: skip

    def check_words(self, line: int, cells: Mapping[str, str], place: Mapping[str, int]) -> None:
        allowed = {"quality": QUALITIES, "datenguete": DATENGUETE, "distribution": DISTRIBUTIONS}
        for column, words in allowed.items():
            if cells[column] not in words:
                what = f"{column} '{cells[column]}' is unknown" if cells[column] else f"{column} is missing"
                known = ", ".join(word or "(empty)" for word in words)
                self.fault(line, place[column], what, known, nearest(cells[column], words))
        if cells["source"] not in self.sources:
            what = f"source '{cells['source']}' is not in sources.csv" if cells["source"] else "source is missing"
            self.fault(line, place["source"], what, "a key of sources.csv", nearest(cells["source"], self.sources))

    def check_index(
        self, line: int, cells: Mapping[str, str], place: Mapping[str, int], variable: Variable
    ) -> dict[str, str]:
        index = {column: cell for column, cell in cells.items() if column not in COLUMNS and cell}
        if variable.time == "records":
            return index
        needed = (*variable.dims, "variant") if variable.time == "framework" else variable.dims
        for column in needed:
            if column not in index:
                self.fault(line, place.get(column, 1), f"'{variable.name}' needs the column {column}")
            elif column in DIMS and index[column] not in DIMS[column]:
                self.fault(
                    line, place[column], f"{column} '{index[column]}' is unknown",
                    ", ".join(DIMS[column]), nearest(index[column], DIMS[column]),
                )  # fmt: skip
        for column in index:
            if column not in needed:
                self.fault(line, place[column], f"'{variable.name}' has no {column}", todo="leave the cell empty")
        return index

    def check_unit(
        self, line: int, cells: Mapping[str, str], place: Mapping[str, int], variable: Variable
    ) -> float | None:
        unit = cells["unit"]
        same = [known for known, (dim, _) in units.UNITS.items() if dim == units.dimension(variable.unit)]
        if variable.time == "records" and variable.unit == "1" and unit in units.UNITS:
            return 1.0 / units.factor(units.CANONICAL[units.dimension(unit)], unit)
        if unit not in units.UNITS:
            what = f"unknown unit '{unit}'" if unit else "unit is missing"
            self.fault(line, place["unit"], what, ", ".join(same), nearest(unit, units.UNITS))
            return None
        try:
            return units.factor(unit, variable.unit)
        except ValueError as error:
            self.fault(line, place["unit"], str(error), ", ".join(same))
            return None

    def number(self, line: int, cell: str, column: int, name: str, required: bool = False) -> float | None:
        if not cell and not required:
            return None
        try:
            number = float(cell)
        except ValueError:
            todo = "use a decimal point" if "," in cell else ""
            what = f"{name} '{cell}' is not a number" if cell else f"{name} is missing"
            self.fault(line, column, what, "a number such as 0.5", todo)
            return None
        if not np.isfinite(number):
            self.fault(line, column, f"{name} '{cell}' is not finite", "a number such as 0.5")
            return None
        return number

    def year(self, line: int, cell: str, column: int, name: str) -> int | None:
        if not cell:
            return None
        if not cell.isdigit() or not 1800 <= int(cell) <= 2100:
            self.fault(line, column, f"{name} '{cell}' is not a year", "1800 to 2100")
            return None
        return int(cell)


def _points(variable: Variable, rows: list[Row], faults: list[Fault]) -> dict[str, Points]:
    """Arrange rows of one variable as dense arrays; doubles and gaps become faults."""
    variants: dict[str, dict[int, dict[tuple[str, ...], Row]]] = {}
    for row in rows:
        variant = row.index.get("variant", "")
        year = 0 if variable.time == "constant" else row.year
        if year is None:
            faults.append(Fault(row.file, row.line, 1, f"'{row.key}' needs a year"))
            continue
        cell = tuple(row.index[dim] for dim in variable.dims)
        known = variants.setdefault(variant, {}).setdefault(year, {})
        if cell in known:
            where = f"first in {known[cell].file}:{known[cell].line}"
            faults.append(
                Fault(row.file, row.line, 1, f"'{row.key}' {'/'.join(cell)} {year or ''} is given twice", where)
            )
        known[cell] = row
    wanted = list(itertools.product(*(DIMS[dim] for dim in variable.dims)))
    out: dict[str, Points] = {}
    for variant, by_year in variants.items():
        first = rows[0]
        years = sorted(by_year)
        gap_free = variable.time == "series" or (variable.time == "framework" and variant == "actual")
        if gap_free:
            gaps = sorted(set(range(years[0], years[-1] + 1)) - set(years))
            if gaps:
                text = ", ".join(str(year) for year in gaps)
                faults.append(Fault(first.file, first.line, 1, f"'{variable.name}' has a gap: {text}", "every year"))
        for year in years:
            absent = [cell for cell in wanted if cell not in by_year[year]]
            if absent:
                text = "; ".join("/".join(cell) for cell in absent[:4])
                faults.append(Fault(first.file, first.line, 1, f"'{variable.name}' {year or ''} lacks {text}"))
        if any(cell not in by_year[year] for year in years for cell in wanted):
            continue
        shape = tuple(len(DIMS[dim]) for dim in variable.dims)
        values = np.array([[by_year[year][cell].value for cell in wanted] for year in years]).reshape(
            len(years), *shape
        )
        ordered = tuple(by_year[year][cell] for year in years for cell in wanted)
        out[variant] = Points(() if variable.time == "constant" else tuple(years), values, ordered)
    return out


def read_sources(folders: list[Path]) -> dict[str, dict[str, str]]:
    """Return the register of sources from every folder's ``sources.csv``, by key."""
    sources: dict[str, dict[str, str]] = {}
    for folder in folders:
        path = folder / "sources.csv"
        if path.exists():
            for record in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
                sources[record["key"]] = record
    return sources


def load(root: Path, city: str) -> Inputs:
    """Load every table of ``root/germany`` and ``root/<city>``; InputError with all faults."""
    folders = [root / "germany", root / city]
    faults: list[Fault] = []
    if not folders[1].is_dir():
        known = sorted(p.name for p in root.iterdir() if p.is_dir() and p.name != "germany") if root.is_dir() else []
        raise InputError([Fault(shown(folders[1]), 1, 1, f"no inputs for city '{city}'", ", ".join(known))])
    sources = read_sources(folders)
    by_key: dict[str, list[Row]] = {}
    files: list[Path] = []
    for folder in folders:
        here: dict[str, list[Row]] = {}
        for path in sorted(folder.glob("*.csv")):
            files.append(path)
            if path.name not in NOT_TABLES:
                for row in _Reader(path, sources, faults).read():
                    here.setdefault(row.key, []).append(row)
        by_key.update(here)
    points: dict[str, dict[str, Points]] = {}
    records: dict[str, tuple[Row, ...]] = {}
    for name, variable in INPUTS.items():
        rows = by_key.get(name, [])
        if variable.time == "records":
            records[name] = tuple(rows)
        elif rows:
            points[name] = _points(variable, rows, faults)
        elif not faults:
            faults.append(Fault(shown(folders[1]), 1, 1, f"no row for '{name}'", variable.text, "add it to a table"))
    if faults:
        raise InputError(faults)
    return Inputs(city, points, records, sources, tuple(files))
