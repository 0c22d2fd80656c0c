"""One input table: a CSV file whose every row carries value, unit, year, range, quality and source.

The happy path is kept short (some 10 µs a row); what a key needs is worked out once per table.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from klima2035 import units
from klima2035.complaints import LISTED, Names, Pair, dimension, names
from klima2035.errors import Fault, fault, nearest, shown
from klima2035.spreads import DISTRIBUTIONS, unsound
from klima2035.variables import DIMS, INPUTS, Variable
from klima2035.variables.columns import COLUMNS as RECORD_COLUMNS
from klima2035.variables.columns import ROLES, Column, columns_of

COLUMNS = (
    "key", "value", "unit", "year", "price_year", "low", "high",
    "distribution", "group", "quality", "datenguete", "source", "note",
)  # fmt: skip
QUALITIES = ("reported", "derived", "interpolated", "assumed")
DATENGUETE = ("", "A", "B", "C", "D")
LARGEST = 4_000_000  # bytes of one table
MOST_COLUMNS = 200
INDEX_COLUMNS = frozenset(
    {*DIMS, "variant", "role", *(column for columns in RECORD_COLUMNS.values() for column in columns)}
)
Registries = Mapping[str, Collection[str]]  # names that sectors and other tables know, such as assets
NUMBER = Pair("eine Zahl wie 0.5", "a number such as 0.5")
_WORDS = {"quality": QUALITIES, "datenguete": DATENGUETE, "distribution": DISTRIBUTIONS}


class Row(NamedTuple):
    """One checked row: ``value``, ``low`` and ``high`` in the canonical unit of its variable."""

    key: str
    index: Mapping[str, str]  # type: ignore[assignment]  # hides tuple.index on purpose
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
    at: Mapping[str, int] = {}  # column -> its place in the table, from zero

    def fault(self, column: str, code: str, near: Sequence[str] = (), /, **values: Any) -> Fault:
        """Return a fault at one cell of this row."""
        return fault(self.file, self.line, self.at.get(column, 0) + 1, code, near, **values)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the rows of one key need in one table: positions of index columns and allowed labels."""

    variable: Variable
    needed: tuple[tuple[str, int, Collection[str] | None], ...]
    refused: tuple[tuple[str, int], ...]
    columns: tuple[tuple[str, int, Column], ...]
    year_needed: bool
    scales: dict[str, float]
    units: dict[str, str]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def text_of(path: Path, found: list[Fault]) -> str | None:
    """Return the text of a CSV file with plain line ends; None where it cannot be read, the fault is noted."""
    name = shown(path)
    if not path.is_file():  # a pipe or a device: reading it might never end
        found.append(fault(name, 1, 1, "not_a_file"))
        return None
    if path.stat().st_size > LARGEST:
        found.append(fault(name, 1, 1, "too_large", most=f"{LARGEST // 1_000_000} MB"))
        return None
    raw = path.read_bytes()
    if _is_odd(raw, name, found):
        return None
    try:
        return raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        found.append(fault(name, raw[: error.start].count(b"\n") + 1, 1, "not_utf8"))
        return None


def _is_odd(raw: bytes, name: str, found: list[Fault]) -> bool:
    """Return whether bytes are no plain UTF-8 by their first ones or by zeros among them; the fault is noted."""
    before = len(found)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        found.append(fault(name, 1, 1, "utf16"))
    elif raw.startswith(b"\xef\xbb\xbf"):
        found.append(fault(name, 1, 1, "byte_order_mark"))
    elif b"\0" in raw:  # a disk that failed; newer readers of CSV let it pass
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        found.append(fault(name, line, 1, "not_csv", problem=csv_problem(csv.Error("line contains NUL"))))
    return len(found) > before


CSV_PROBLEMS = {  # beginnings of what the reader says
    "unexpected end of data": "ein Anführungszeichen wird nicht geschlossen",
    "field larger": "eine Zelle ist zu lang",
    "',' expected": "nach einem Anführungszeichen fehlt das Komma",
    "line contains NUL": "ein Zeichen, das nicht erlaubt ist",
    "new-line character": "ein Zeilenende an falscher Stelle",
}


def csv_problem(error: csv.Error) -> Pair:
    """Return what the reader of CSV says, in both languages."""
    words = str(error)
    german = next((text for start, text in CSV_PROBLEMS.items() if words.startswith(start)), words)
    return Pair(german, words)


class Table:
    """Reads one table and keeps its faults.

    ``seen`` are all keys that stood in it, ``faulty`` those with a refused row; ``broken`` where the table as a
    whole is not to be read. columns: those that every row has; index_columns: those that may stand beside them.
    """

    columns: tuple[str, ...] = COLUMNS
    index_columns: frozenset[str] = INDEX_COLUMNS
    needs_last_newline = False  # a table that grows every year must not end in the middle of a line

    def __init__(
        self, path: Path, sources: Mapping[str, object], faults: list[Fault], registries: Registries | None = None
    ) -> None:
        self.path, self.sources, self.faults = path, sources, faults
        self.registries = registries or {}
        self.broken, self.empty = False, True
        self.name = shown(path)
        self.seen: set[str] = set()
        self.faulty: set[str] = set()
        self.at: dict[str, int] = {}
        self.header: list[str] = []
        self.plans: dict[str, _Plan] = {}

    def fault(self, line: int, column: str | int, code: str, near: Sequence[str] = (), /, **values: Any) -> None:
        """Note a fault at a column, by name or by number."""
        number = self.at.get(column, 0) + 1 if isinstance(column, str) else column
        self.faults.append(fault(self.name, line, number, code, near, **values))

    def read(self) -> list[Row]:
        """Return the rows without fault; all faults are noted."""
        text = self.text()
        if text is None or not self._head(text):
            self.broken = True
            return []
        rows: list[Row] = []
        lines = csv.reader(text.split("\n"), strict=True)
        try:
            next(lines)
            for record in lines:
                if record and not (len(record) == 1 and not record[0].strip()):
                    self.empty = False
                    row = self._whole(lines.line_num, record)
                    if row is not None:
                        rows.append(row)
        except csv.Error as error:
            self.broken = True
            self.fault(lines.line_num, 1, "not_csv", problem=csv_problem(error))
        if self.empty and not self.broken:
            self.fault(1, 1, "no_rows")
        return rows

    def text(self) -> str | None:
        """Return the text of the table; None where it cannot be read, the fault is noted."""
        return text_of(self.path, self.faults)

    def _head(self, text: str) -> bool:
        first = text.split("\n", 1)[0]
        self.header = [name.strip() for name in first.split(",")]
        before, columns = len(self.faults), ",".join(self.columns)
        if not text.strip():
            self.fault(1, 1, "table_empty", columns=columns)
        elif len(self.header) > MOST_COLUMNS:
            self.fault(1, 1, "too_many_columns", found=len(self.header), most=MOST_COLUMNS)
        elif first.count(";") > first.count(",") or first.count("\t") > first.count(","):
            self.fault(1, 1, "no_commas")
        elif self.needs_last_newline and not text.endswith("\n"):
            self.fault(text.count("\n") + 1, 1, "cut_off")
        else:
            known = [column for column in (*self.columns, *sorted(self.index_columns)) if column not in self.header]
            for i, column in enumerate(self.header):
                if column in self.header[:i]:
                    self.fault(1, i + 1, "column_twice", name=column)
                elif column not in self.columns and column not in self.index_columns:
                    self.fault(1, i + 1, "unknown_column", nearest(column, known), name=column, known=names(known))
            missing = [column for column in self.columns if column not in self.header]
            if missing and len(self.faults) == before:
                self.fault(1, 1, "columns_missing", missing=names(missing), columns=columns)
            self.at = {column: i for i, column in enumerate(self.header)}
        return len(self.faults) == before

    def _plan(self, key: str) -> _Plan | None:
        variable = INPUTS.get(key)
        if variable is None:
            return None
        index = [column for column in self.header if column not in COLUMNS]
        if variable.time == "records":
            declared = columns_of(key, variable.dims)
            if declared is None:
                free = tuple((column, self.at[column], Column("text", needed=False)) for column in index)
                return _Plan(variable, (), (), free, False, {}, {})
            known = tuple((name, self.at.get(name, -1), column) for name, column in declared.items())
            refused = tuple((column, self.at[column]) for column in index if column not in declared)
            return _Plan(variable, (), refused, known, False, {}, {})
        dims = (*variable.dims, "variant") if variable.time == "framework" else variable.dims
        needed = tuple((name, self.at.get(name, -1), self._labels(name)) for name in dims)
        refused = tuple((column, self.at[column]) for column in index if column not in dims)
        return _Plan(variable, needed, refused, (), variable.time != "constant", {}, {})

    def _labels(self, name: str) -> Collection[str] | None:
        """Return what a cell of a dimension may hold: its labels, for variants every code with a label; None: any."""
        return frozenset(DIMS[name]) if name in DIMS else self.registries.get("label") if name == "variant" else None

    def _whole(self, line: int, record: list[str]) -> Row | None:
        """Return the row of a record that has a cell for each column; None where it has not or is refused."""
        if len(record) != len(self.header):
            self.fault(line, 1, "cells", found=len(record), wanted=len(self.header))
            return None
        return self._row(line, [cell.strip() for cell in record])

    def _row(self, line: int, cells: list[str]) -> Row | None:
        """Return a row from its cells; None where it is refused, the faults are noted."""
        at, before = self.at, len(self.faults)
        key = cells[at["key"]]
        if key not in self.plans:
            plan = self._plan(key)
            if plan is None:
                self._unknown_key(line, key)
                return None
            self.plans[key] = plan
        plan = self.plans[key]
        self.seen.add(key)
        self._check_words(line, cells)
        index = self._index(line, cells, plan)
        unit = cells[at["unit"]]
        scale = plan.scales.get(unit)
        if scale is None:
            scale = self._scale(line, unit, plan)
        value = self._number(line, cells, "value")
        low = self._number(line, cells, "low") if cells[at["low"]] else None
        high = self._number(line, cells, "high") if cells[at["high"]] else None
        year = self._year(line, cells, "year", plan.year_needed)
        price_year = self._year(line, cells, "price_year")
        self._check_range(line, cells, (low, value, high))
        if len(self.faults) > before or value is None or scale is None:
            self.faulty.add(key)
            return None
        return Row(
            key, index, value * scale, None if low is None else low * scale, None if high is None else high * scale,
            plan.units[unit], year, price_year, cells[at["distribution"]], cells[at["group"]], cells[at["quality"]],
            cells[at["datenguete"]], cells[at["source"]], cells[at["note"]], self.name, line, at,
        )  # fmt: skip

    def _unknown_key(self, line: int, key: str) -> None:
        known = names(INPUTS, "inputs")
        if key:
            near = nearest(key, INPUTS)
            self.seen.update(near)
            self.faulty.update(near)  # what they lack is this row
            self.fault(line, "key", "unknown_input", near, name=key, known=known)
        else:
            self.fault(line, "key", "cell_missing", column="key", known=known)

    def _check_range(self, line: int, cells: list[str], found: tuple[float | None, float | None, float | None]) -> None:
        at = self.at
        given = bool(cells[at["low"]]), bool(cells[at["high"]])
        wrong = unsound(cells[at["quality"]], cells[at["distribution"]], given, found)
        if wrong is not None:
            self.fault(line, wrong.column, wrong.code, **wrong.values)

    def _check_words(self, line: int, cells: list[str]) -> None:
        for column, words in _WORDS.items():
            cell = cells[self.at[column]]
            if cell not in words:
                self._unknown_cell(line, column, cell, words)
        self._check_source(line, cells)

    def _check_source(self, line: int, cells: list[str]) -> None:
        source = cells[self.at["source"]]
        if not source:
            self.fault(line, "source", "source_missing")
        elif source not in self.sources:
            self.fault(line, "source", "unknown_source", nearest(source, self.sources), name=source)

    def _unknown_cell(self, line: int, column: str, cell: str, words: Collection[str]) -> None:
        known = names([word for word in (words if isinstance(words, tuple) else sorted(words)) if word])
        if cell:
            self.fault(line, column, "unknown_cell", nearest(cell, known.words), column=column, value=cell, known=known)
        else:
            self.fault(line, column, "cell_missing", column=column, known=known)

    def _index(self, line: int, cells: list[str], plan: _Plan) -> dict[str, str]:
        key, index = plan.variable.name, {}
        for name, i, labels in plan.needed:
            cell = cells[i] if i >= 0 else ""
            index[name] = cell
            if not cell:
                self.fault(line, name if i >= 0 else 1, "needs_column", name=key, column=name, known=_labels(name))
            elif labels is not None and cell not in labels:
                self._unknown_cell(line, name, cell, DIMS.get(name) or sorted(labels))
        for name, i, column in plan.columns:
            cell = cells[i] if i >= 0 else ""
            if cell:
                index[name] = cell
                self._check_column(line, name, cell, column)
            elif column.needed:
                known = names(column.words or ("*" if column.kind == "patterns" else "",))
                self.fault(line, name if i >= 0 else 1, "needs_column", name=key, column=name, known=known)
        for name, i in plan.refused:
            if cells[i]:
                self.fault(line, name, "refuses_column", name=key, column=name)
        return index

    def _check_column(self, line: int, name: str, cell: str, column: Column) -> None:
        """Check one cell of a free column; names that other rows define are checked when all tables are read."""
        words = self.registries.get(column.registry) if column.registry else column.words
        if column.kind == "year" and not _is_year(cell):
            self.fault(line, name, "no_year", column=name, value=cell)
        elif column.kind == "date" and not _is_date(cell):
            self.fault(line, name, "cell_no_date", column=name, value=cell)
        elif column.kind == "number" and not re.fullmatch(r"\d+(\.\d+)?", cell):
            self.fault(line, name, "no_number", column=name, value=cell)
        elif words:
            parts = [cell] if column.kind == "words" else cell.split("|")
            for part in parts:
                if part in words or (column.kind == "patterns" and _matches(part, words)):
                    continue
                if column.kind == "patterns":
                    near, known = nearest(part, {*words, *_patterns(words)}), names(sorted(words), "assets")
                    self.fault(line, name, "unknown_cell", near, column=name, value=part, known=known)
                else:
                    self._unknown_cell(line, name, part, words)

    def _scale(self, line: int, unit: str, plan: _Plan) -> float | None:
        variable = plan.variable
        if variable.time == "records" and variable.unit == "1" and unit in units.UNITS:
            wanted = units.CANONICAL[units.dimension(unit)]
        else:
            wanted = variable.unit
        if unit in units.UNITS and units.dimension(unit) == units.dimension(wanted):
            plan.scales[unit] = units.factor(unit, wanted)
            plan.units[unit] = wanted
            return plan.scales[unit]
        same = names(units.alike(wanted))
        if unit in units.UNITS:
            values: dict[str, Any] = {"unit": unit, "to": wanted, "known": same}
            values |= {"given": dimension(units.dimension(unit)), "wanted": dimension(units.dimension(wanted))}
            self.fault(line, "unit", "wrong_cell_unit", nearest(unit, same.words), **values)
        elif unit:
            self._unknown_unit(line, unit, same, any_goes=wanted == "1" and variable.time == "records")
        else:
            free = wanted == "1" and variable.time == "records"
            self.fault(line, "unit", "unit_missing", known=names(units.UNITS, "units") if free else same)
        return None

    def _unknown_unit(self, line: int, unit: str, same: Names, any_goes: bool) -> None:
        """Note an unknown unit; where units of any kind may stand, the nearest of all are told."""
        near = () if any_goes else nearest(unit, same.words)
        near = near or nearest(unit, units.UNITS)
        if not set(near) <= set(same.words):
            first = nearest(unit, units.UNITS, LISTED)
            same = names([*first, *nearest(unit, set(units.UNITS) - set(first), LISTED)])
        self.fault(line, "unit", "unknown_cell_unit", near, unit=unit, known=same)

    def _number(self, line: int, cells: list[str], name: str) -> float | None:
        cell = cells[self.at[name]]
        try:
            number = float(cell)
        except ValueError:
            number = math.nan
        if math.isfinite(number) and "_" not in cell and cell.isascii():
            return number
        if not cell:
            self.fault(line, name, "cell_missing", column=name, known=NUMBER)
        else:
            self.fault(line, name, "number_comma" if "," in cell else "no_number", column=name, value=cell)
        return None

    def _year(self, line: int, cells: list[str], name: str, needed: bool = False) -> int | None:
        cell = cells[self.at[name]]
        if not cell:
            if needed:
                self.fault(line, name, "needs_year", name=cells[self.at["key"]])
            return None
        if not _is_year(cell):
            self.fault(line, name, "no_year", column=name, value=cell)
            return None
        return int(cell)


def _labels(dim: str) -> object:
    return names(DIMS.get(dim, ROLES if dim == "role" else ()))


def _is_year(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) == 4 and 1800 <= int(cell) <= 2100


def _is_date(cell: str) -> bool:
    try:
        return len(cell) == 10 and bool(datetime.date.fromisoformat(cell))
    except ValueError:
        return False


def _patterns(words: Collection[str]) -> set[str]:
    """Return the patterns that leave out some parts of a word between underscores: what a pattern may have meant."""
    found = set()
    for word in words:
        parts = word.split("_")
        for i in range(len(parts)):
            for j in range(i + 1, len(parts) + 1):
                found.add("_".join([*parts[:i], "*", *parts[j:]]))
    return found


def _matches(pattern: str, words: Collection[str]) -> bool:
    return "*" in pattern and any(fnmatchcase(word, pattern) for word in words)
