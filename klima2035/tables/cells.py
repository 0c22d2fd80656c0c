"""Single cells of a table: words, numbers, years and units, each with its fault where it is not sound."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from klima2035 import units
from klima2035.complaints import LISTED, Names, Pair, dimension, names
from klima2035.errors import Fault, fault, nearest, shown
from klima2035.spreads import DISTRIBUTIONS, unsound
from klima2035.tables.rows import DATENGUETE, QUALITIES, Registries
from klima2035.variables import Variable
from klima2035.variables.columns import Column

NUMBER = Pair("eine Zahl wie 0.5", "a number such as 0.5")
_WORDS = {"quality": QUALITIES, "datenguete": DATENGUETE, "distribution": DISTRIBUTIONS}


@dataclass(frozen=True, slots=True)
class Plan:
    """What the rows of one key need in one table: positions of index columns and allowed labels."""

    variable: Variable
    needed: tuple[tuple[str, int, Collection[str] | None], ...]
    refused: tuple[tuple[str, int], ...]
    columns: tuple[tuple[str, int, Column], ...]
    year_needed: bool
    scales: dict[str, float]
    units: dict[str, str]


class Cells:
    """What checks the cells of one table and notes their faults; ``at`` is the place of each column."""

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
        self.plans: dict[str, Plan] = {}

    def fault(self, line: int, column: str | int, code: str, near: Sequence[str] = (), /, **values: Any) -> None:
        """Note a fault at a column, by name or by number."""
        number = self.at.get(column, 0) + 1 if isinstance(column, str) else column
        self.faults.append(fault(self.name, line, number, code, near, **values))

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

    def _scale(self, line: int, unit: str, plan: Plan) -> float | None:
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
