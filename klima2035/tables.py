"""One input table: a CSV file whose every row carries value, unit, year, range, quality and source.

The happy path is kept short (some 10 µs a row); what a key needs is worked out once per table.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from klima2035 import units
from klima2035.errors import Fault, nearest, shown
from klima2035.variables import DIMS, INPUTS, Variable

COLUMNS = (
    "key", "value", "unit", "year", "price_year", "low", "high",
    "distribution", "group", "quality", "datenguete", "source", "note",
)  # fmt: skip
QUALITIES = ("reported", "derived", "interpolated", "assumed")
DATENGUETE = ("", "A", "B", "C", "D")
DISTRIBUTIONS = ("", "uniform", "triangular", "normal", "lognormal")
LARGEST = 20_000_000  # bytes of one table
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


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the rows of one key need in one table: positions of index columns and allowed labels."""

    variable: Variable
    needed: tuple[tuple[str, int, frozenset[str] | None], ...]
    refused: tuple[tuple[str, int], ...]
    free: tuple[tuple[str, int], ...]
    year_needed: bool
    scales: dict[str, float]
    units: dict[str, str]


class Table:
    """Reads one table and keeps its faults; ``seen`` are all keys that stood in it, faulty rows too."""

    def __init__(self, path: Path, sources: Mapping[str, object], faults: list[Fault]) -> None:
        self.path, self.sources, self.faults = path, sources, faults
        self.name = shown(path)
        self.seen: set[str] = set()
        self.at: dict[str, int] = {}
        self.header: list[str] = []
        self.plans: dict[str, _Plan] = {}

    def fault(self, line: int, column: str | int, what: str, allowed: str = "", todo: str = "") -> None:
        """Note a fault at a column, by name or by number."""
        number = self.at.get(column, 0) + 1 if isinstance(column, str) else column
        self.faults.append(Fault(self.name, line, number, what, allowed, todo))

    def read(self) -> list[Row]:
        """Return the rows without fault; all faults are noted."""
        text = self._text()
        if text is None or not self._head(text):
            return []
        rows: list[Row] = []
        lines = csv.reader(text.split("\n"), strict=True)
        try:
            next(lines)
            for record in lines:
                if record and not (len(record) == 1 and not record[0].strip()):
                    row = self._row(lines.line_num, record)
                    if row is not None:
                        rows.append(row)
        except csv.Error as error:
            todo = "close the quotes" if "data" in str(error) or "expected" in str(error) else ""
            self.fault(lines.line_num, 1, f"this is not CSV: {error}", todo=todo)
        return rows

    def _text(self) -> str | None:
        if self.path.stat().st_size > LARGEST:
            self.fault(1, 1, "the table is too large", f"at most {LARGEST // 1_000_000} MB")
            return None
        raw = self.path.read_bytes()
        if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            self.fault(1, 1, "the file starts with a byte order mark", todo="save it as UTF-8 without BOM")
            return None
        try:
            return raw.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            self.fault(raw[: error.start].count(b"\n") + 1, 1, "the file is not UTF-8", todo="save it as UTF-8")
            return None

    def _head(self, text: str) -> bool:
        first = text.split("\n", 1)[0]
        self.header = [name.strip() for name in first.split(",")]
        if not text.strip():
            self.fault(1, 1, "the table is empty", "first line: " + ",".join(COLUMNS))
        elif first.count(";") > first.count(",") or first.count("\t") > first.count(","):
            self.fault(
                1, 1, "the cells are not separated by commas", "comma and decimal point", "save it as CSV, comma"
            )
        else:
            missing = [column for column in COLUMNS if column not in self.header]
            doubled = sorted({column for column in self.header if self.header.count(column) > 1})
            if missing:
                self.fault(1, 1, f"columns missing: {', '.join(missing)}", "first line: " + ",".join(COLUMNS))
            if doubled:
                self.fault(1, self.header.index(doubled[0]) + 1, f"columns twice: {', '.join(doubled)}")
            self.at = {column: i for i, column in enumerate(self.header)}
            return not missing and not doubled
        return False

    def _plan(self, key: str) -> _Plan | None:
        variable = INPUTS.get(key)
        if variable is None:
            return None
        index = [column for column in self.header if column not in COLUMNS]
        if variable.time == "records":
            free = tuple((column, self.at[column]) for column in index)
            return _Plan(variable, (), (), free, False, {}, {})
        names = (*variable.dims, "variant") if variable.time == "framework" else variable.dims
        needed = tuple((name, self.at.get(name, -1), frozenset(DIMS[name]) if name in DIMS else None) for name in names)
        refused = tuple((column, self.at[column]) for column in index if column not in names)
        return _Plan(variable, needed, refused, (), variable.time != "constant", {}, {})

    def _row(self, line: int, record: list[str]) -> Row | None:
        at, before = self.at, len(self.faults)
        if len(record) != len(self.header):
            what = f"{len(record)} cells where the header has {len(self.header)}"
            self.fault(line, 1, what, todo="check the commas, put a text with a comma in quotes")
            return None
        cells = [cell.strip() for cell in record]
        key = cells[at["key"]]
        if key not in self.plans:
            plan = self._plan(key)
            if plan is None:
                self.fault(line, "key", f"unknown key '{key}'" if key else "key is missing", todo=nearest(key, INPUTS))
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
            return None
        return Row(
            key, index, value * scale, None if low is None else low * scale, None if high is None else high * scale,
            plan.units[unit], year, price_year, cells[at["distribution"]], cells[at["group"]], cells[at["quality"]],
            cells[at["datenguete"]], cells[at["source"]], cells[at["note"]], self.name, line,
        )  # fmt: skip

    def _check_range(self, line: int, cells: list[str], found: tuple[float | None, float | None, float | None]) -> None:
        low, value, high = found
        if cells[self.at["quality"]] == "assumed" and not (cells[self.at["low"]] and cells[self.at["high"]]):
            column = "high" if cells[self.at["low"]] else "low"
            self.fault(line, column, "an assumed value needs a range", "low and high", "give both")
        if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
            allowed = f"{'' if low is None else f'{low:g}'} to {'' if high is None else f'{high:g}'}"
            self.fault(line, "value", f"value {value:g} lies outside its range", allowed.strip())

    def _check_words(self, line: int, cells: list[str]) -> None:
        for column, words in _WORDS.items():
            cell = cells[self.at[column]]
            if cell not in words:
                what = f"{column} '{cell}' is unknown" if cell else f"{column} is missing"
                self.fault(line, column, what, ", ".join(word or "(empty)" for word in words), nearest(cell, words))
        source = cells[self.at["source"]]
        if source not in self.sources:
            what = f"source '{source}' is not in sources.csv" if source else "source is missing"
            self.fault(line, "source", what, "a key of sources.csv", nearest(source, self.sources))

    def _index(self, line: int, cells: list[str], plan: _Plan) -> dict[str, str]:
        if plan.variable.time == "records":
            return {column: cells[i] for column, i in plan.free if cells[i]}
        index = {}
        for name, i, labels in plan.needed:
            cell = cells[i] if i >= 0 else ""
            index[name] = cell
            if not cell:
                self.fault(line, name if i >= 0 else 1, f"'{plan.variable.name}' needs the column {name}")
            elif labels is not None and cell not in labels:
                allowed = ", ".join(DIMS[name])
                self.fault(line, name, f"{name} '{cell}' is unknown", allowed, nearest(cell, labels))
        for column, i in plan.refused:
            if cells[i]:
                self.fault(line, column, f"'{plan.variable.name}' has no {column}", todo="leave the cell empty")
        return index

    def _scale(self, line: int, unit: str, plan: _Plan) -> float | None:
        variable = plan.variable
        if variable.time == "records" and variable.unit == "1" and unit in units.UNITS:
            wanted = units.CANONICAL[units.dimension(unit)]
        else:
            wanted = variable.unit
        same = ", ".join(known for known, (dim, _) in units.UNITS.items() if dim == units.dimension(wanted))
        if unit not in units.UNITS:
            what = f"unknown unit '{unit}'" if unit else "unit is missing"
            self.fault(line, "unit", what, same, nearest(unit, units.UNITS))
            return None
        try:
            plan.scales[unit] = units.factor(unit, wanted)
            plan.units[unit] = wanted
        except ValueError as error:
            self.fault(line, "unit", str(error), same)
            return None
        return plan.scales[unit]

    def _number(self, line: int, cells: list[str], name: str) -> float | None:
        cell = cells[self.at[name]]
        try:
            number = float(cell)
        except ValueError:
            number = math.nan
        if math.isfinite(number) and "_" not in cell and cell.isascii():
            return number
        what = f"{name} '{cell}' is not a number" if cell else f"{name} is missing"
        self.fault(line, name, what, "a number such as 0.5", "use a decimal point" if "," in cell else "")
        return None

    def _year(self, line: int, cells: list[str], name: str, needed: bool = False) -> int | None:
        cell = cells[self.at[name]]
        if not cell:
            if needed:
                self.fault(line, name, f"'{cells[self.at['key']]}' needs a year")
            return None
        if not (cell.isascii() and cell.isdigit() and len(cell) == 4 and 1800 <= int(cell) <= 2100):
            self.fault(line, name, f"{name} '{cell}' is not a year", "1800 to 2100")
            return None
        return int(cell)
