"""Input tables: CSV files with provenance become checked values in canonical units.

Every row carries value, unit, year, range, quality and source. A table in the city's folder
replaces the national rows of the same key as a whole. All faults are collected and raised once,
each with file, line and column.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from klima2035 import about, places, units
from klima2035.complaints import Pair, names
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.spreads import DISTRIBUTIONS
from klima2035.tables import COLUMNS, DATENGUETE, QUALITIES, Registries, Row, Table, csv_problem, text_of
from klima2035.variables import BASE_YEAR, DIMS, FIRST_YEAR, INPUTS, LAST_YEAR, Variable
from klima2035.variables.columns import ROLES, columns_of

Array = NDArray[np.float64]
Kept = TypeVar("Kept", bound=Callable[..., Any])
Check = Callable[[Mapping[str, Sequence[Row]]], list[Fault]]

SUM_MARGIN = 1e-6  # by which shares of one whole may miss one
WORD_TABLES = {  # tables of words and of ranges: no inputs of the model, each with its own columns
    "labels.csv": ("code", "de", "en"),
    "glossary.csv": ("code", "de"),
    "ranges.csv": ("code", "unit", "minimum", "maximum", "per", "reason"),
}
NOT_TABLES = {"sources.csv", *WORD_TABLES}
_SOURCE_COLUMNS = ("key", "title", "url", "licence", "retrieved")


@dataclass(frozen=True, slots=True)
class Points:
    """Support points of one variable: ``values`` (point, *dims) at ``years`` (empty for constants).

    drawn: whether values differ by draw; draws are then their last axis.
    """

    years: tuple[int, ...]
    values: Array
    rows: tuple[Row, ...]
    drawn: bool = False

    @property
    def by_draw(self) -> Array:
        """Return the values with their draws, (point, *dims, draw)."""
        return self.values if self.drawn else self.values[..., np.newaxis]


@dataclass(frozen=True, eq=False)
class Inputs:
    """All input tables of one city: ``points`` by variable and variant, ``records`` by variable.

    drawn: stated value and values by draw of rows that are not points, by file and line; empty but in an ensemble.
    """

    city: str
    points: Mapping[str, Mapping[str, Points]]
    records: Mapping[str, tuple[Row, ...]]
    sources: Mapping[str, Mapping[str, str]]
    files: tuple[Path, ...] = field(default=())
    root: Path = field(default=Path())
    registries: Registries = field(default_factory=dict)
    title: Mapping[str, str] = field(default_factory=dict)
    drawn: Mapping[tuple[str, int], tuple[float, Array]] = field(default_factory=dict)

    def value(self, row: Row) -> Array:
        """Return the value of a row in every draw, (draw); (1,) where it does not differ.

        What changed a row after it was read (a scenario's funding) changes its draws in the same proportion.
        """
        stated, values = self.drawn.get((row.file, row.line), (0.0, None))
        if values is None:
            return np.array([row.value])
        return values if row.value == stated else np.asarray(values * (row.value / stated))

    def for_draws(self, draws: int) -> Inputs:
        """Return inputs of one draw with its values in ``draws`` equal draws; any others as they are.

        Sums over an axis round a lone draw otherwise than one among others.
        """
        if not self.drawn or draws == 1 or next(iter(self.drawn.values()))[1].shape[-1] != 1:
            return self
        points = {
            name: {
                variant: replace(one, values=np.repeat(one.values, draws, axis=-1)) if one.drawn else one
                for variant, one in variants.items()
            }
            for name, variants in self.points.items()
        }
        drawn = {place: (stated, np.repeat(values, draws)) for place, (stated, values) in self.drawn.items()}
        return replace(self, points=points, drawn=drawn)

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return every row of one variable, in file order."""
        if name in self.records:
            return self.records[name]
        return tuple(row for points in self.points[name].values() for row in points.rows)

    def constant(self, name: str) -> Array:
        """Return a constant variable, dims (*dims, draw)."""
        return np.asarray(self.points[name][""].by_draw[0])

    def path(self, name: str, years: NDArray[np.int64]) -> Array:
        """Return support points interpolated linearly, flat outside; dims (year, *dims, draw)."""
        points = self.points[name][""]
        return interpolate(points.years, points.by_draw, years)

    def series(self, name: str) -> Array:
        """Return a reported series, dims (year 1990..2050, *dims, draw), NaN where there is no row."""
        points = self.points[name][""]
        out = np.full((LAST_YEAR - FIRST_YEAR + 1, *points.by_draw.shape[1:]), np.nan)
        for year, value in zip(points.years, points.by_draw, strict=True):
            out[year - FIRST_YEAR] = value
        return out

    def framework(self, name: str, years: NDArray[np.int64], as_of: int, variant: str) -> Array:
        """Return actual values up to ``as_of``, then a line to the variant's support points.

        dims (year, *dims, draw). The year ``as_of`` itself must have an actual value.
        """
        actual = self.points[name]["actual"]
        projected = self.points[name][variant]
        known = [i for i, year in enumerate(actual.years) if year <= as_of]
        later = [i for i, year in enumerate(projected.years) if year > as_of]
        all_years = [actual.years[i] for i in known] + [projected.years[i] for i in later]
        before, after = actual.by_draw[known], projected.by_draw[later]
        draws = max(before.shape[-1], after.shape[-1])
        values = np.concatenate([np.broadcast_to(part, (*part.shape[:-1], draws)) for part in (before, after)])
        return interpolate(tuple(all_years), values, years)


def remembered(most: int) -> Callable[[Kept], Kept]:
    """Return a decorator that keeps the last ``most`` answers to plain inputs; those to drawn ones are not kept."""

    def decorate(function: Kept) -> Kept:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def call(inputs: Inputs, *others: Any) -> Any:
            return function(inputs, *others) if inputs.drawn else kept(inputs, *others)

        return cast("Kept", call)

    return decorate


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
            _check_gaps(variable.name, years, rows[0], faults)
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
    for variant, by_year in variants.items():
        if variant != "actual" and "actual" in variants and max(by_year) <= max(variants["actual"]):
            last = max(variants["actual"])
            row = next(iter(by_year[max(by_year)].values()))
            faults.append(row.fault("variant", "variant_ends", **values, variant=variant, year=last))


def _check_gaps(name: str, years: list[int], first: Row, faults: list[Fault]) -> None:
    gaps = sorted(set(range(years[0], years[-1] + 1)) - set(years))
    if gaps:
        faults.append(first.fault("year", "gap", name=name, years=names(gaps)))


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


def read_sources(folders: list[Path], faults: list[Fault] | None = None) -> dict[str, dict[str, str]]:
    """Return the register of sources from every folder's ``sources.csv``, by key."""
    found = faults if faults is not None else []
    sources: dict[str, dict[str, str]] = {}
    for folder in folders:
        path = folder / "sources.csv"
        if not path.exists():
            continue
        try:
            text = text_of(path, found)
            if text is None or not _has_head(path, text, _SOURCE_COLUMNS, found):
                continue
            lines = csv.DictReader(text.split("\n"), strict=True)
            here: set[str] = set()
            for record in lines:
                _check_source(shown(path), lines.line_num, record, here, found)
                sources[record["key"]] = record
        except csv.Error as error:
            found.append(fault(shown(path), lines.line_num, 1, "not_csv", problem=csv_problem(error)))
    return sources


def _has_head(path: Path, text: str, wanted: Sequence[str], found: list[Fault]) -> bool:
    """Return whether the first line of a table names its columns; the first that differs is a fault."""
    head = text.split("\n", 1)[0].split(",")
    pairs = itertools.zip_longest(head, wanted)
    column = next((i for i, (one, two) in enumerate(pairs) if one != two), None)
    if column is not None:
        near = [wanted[column]] if column < len(wanted) else []
        found.append(fault(shown(path), 1, column + 1, "table_columns", near, columns=",".join(wanted)))
    return column is None


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


def _check_source(file: str, line: int, record: Mapping[str, str], here: set[str], faults: list[Fault]) -> None:
    def at(column: str, code: str, **values: Any) -> None:
        faults.append(fault(file, line, _SOURCE_COLUMNS.index(column) + 1, code, **values))

    if None in record.values() or None in record:
        at("key", "source_cells", columns=",".join(_SOURCE_COLUMNS))
    elif record["key"] in here:
        at("key", "source_twice", name=record["key"])
    elif not record["key"] or not record["licence"]:
        at("licence" if record["key"] else "key", "source_incomplete")
    elif "-NC" in record["licence"].upper():
        at("licence", "source_licence", licence=record["licence"])
    here.add(record["key"] or "")


def word_rows(path: Path, faults: list[Fault]) -> list[tuple[int, list[str]]]:
    """Return line and cells of each row of a table of words; a header that differs is a fault."""
    text = text_of(path, faults)
    if text is None or not _has_head(path, text, WORD_TABLES[path.name], faults):
        return []
    lines = csv.reader(text.split("\n"), strict=True)
    try:
        next(lines)
        rows = [(lines.line_num, [cell.strip() for cell in record]) for record in lines if record]
    except csv.Error as error:
        faults.append(fault(shown(path), lines.line_num, 1, "not_csv", problem=csv_problem(error)))
        return []
    return rows


@dataclass(frozen=True, slots=True)
class Range:
    """What a sound value of one input may be, in its canonical unit; ``per_person``: for each inhabitant of 2017."""

    minimum: float
    maximum: float
    per_person: bool
    reason: str


def read_ranges(folders: Sequence[Path], faults: list[Fault]) -> dict[str, Range]:
    """Return the plausible range of each input from every folder's ``ranges.csv``; a later folder goes before."""
    out: dict[str, Range] = {}
    for path in (folder / "ranges.csv" for folder in folders):
        for line, cells in word_rows(path, faults) if path.is_file() else ():
            found = _range(shown(path), line, cells, faults)
            if found is not None:
                out[cells[0]] = found
    return out


def _range(file: str, line: int, cells: list[str], faults: list[Fault]) -> Range | None:
    def refuse(place: int, code: str, near: Sequence[str] = (), /, **values: Any) -> None:
        faults.append(fault(file, line, place, code, near, **values))

    if len(cells) != len(WORD_TABLES["ranges.csv"]):
        refuse(1, "cells", found=len(cells), wanted=len(WORD_TABLES["ranges.csv"]))
        return None
    code, unit, low, high, per, reason = cells
    if code not in INPUTS:
        refuse(1, "unknown_input", nearest(code, INPUTS), name=code, known=names(INPUTS, "inputs"))
        return None
    wanted = INPUTS[code].unit
    if unit not in units.UNITS or (wanted != "1" and units.dimension(unit) != units.dimension(wanted)):
        same = [name for name, (dim, _) in units.UNITS.items() if dim == units.dimension(wanted)]
        refuse(2, "unknown_cell_unit", nearest(unit, same), unit=unit, known=names(same))
        return None
    try:
        minimum, maximum = float(low), float(high)
    except ValueError:
        refuse(3, "no_number", column="minimum, maximum", value=f"{low}, {high}")
        return None
    if per not in ("", "person"):
        refuse(5, "unknown_cell", ["person"], column="per", value=per, known="person")
        return None
    same_dimension = units.dimension(unit) == units.dimension(wanted)
    scale = units.factor(unit, wanted) if same_dimension else units.UNITS[unit][1]
    return Range(minimum * scale, maximum * scale, per == "person", reason)


def _check_ranges(
    points: Mapping[str, Mapping[str, Points]], records: Mapping[str, tuple[Row, ...]], ranges: Mapping[str, Range],
    faults: list[Fault],
) -> None:  # fmt: skip
    """Every value lies where a sound value can lie: a slip of the unit is seen here."""
    actual = points.get("population", {}).get("actual")
    people = float(actual.values[actual.years.index(BASE_YEAR)]) if actual and BASE_YEAR in actual.years else None
    for name, allowed in ranges.items():
        scale = 1.0 if not allowed.per_person else people
        if scale is None:
            continue
        low, high = allowed.minimum * scale, allowed.maximum * scale
        rows = itertools.chain(records.get(name, ()), *(one.rows for one in points.get(name, {}).values()))
        for row in rows:
            for column, value in (("value", row.value), ("low", row.low), ("high", row.high)):
                if value is not None and not low <= value <= high:
                    faults.append(_implausible(row, column, value, (low, high), allowed.reason))


def _implausible(row: Row, column: str, value: float, bounds: tuple[float, float], reason: str) -> Fault:
    words = Pair(f" ({reason})", "")
    told: dict[str, Any] = {"low": f"{bounds[0]:.4g}", "high": f"{bounds[1]:.4g} {row.unit}", "reason": words}
    return row.fault(column, "implausible", name=row.key, value=f"{value:.6g} {row.unit}", **told)


def _label_codes(folders: list[Path]) -> frozenset[str]:
    """Return the codes that have a label, here or shipped; programmes and their parts must have one."""
    codes: set[str] = set()
    shipped = [folder / "germany" for folder in places.roots("inputs")]
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
        _check_ranges(points, records, read_ranges(folders, faults), faults)
        faults += [fault for check in checks for fault in check(records)]
    if faults:
        raise InputError(faults)
    files = (*found.files, *(folder / about.ABOUT for folder in folders))
    return Inputs(city, points, records, sources, files, root, registries, said[-1]["title"])


__all__ = ["COLUMNS", "DATENGUETE", "DISTRIBUTIONS", "QUALITIES", "Inputs", "Points", "Row", "interpolate", "load"]
