"""Registers beside the input tables: sources, words, and the ranges in which sound values lie."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klima2035 import units
from klima2035.complaints import Pair, names
from klima2035.errors import Fault, fault, nearest, shown
from klima2035.inputs import Points
from klima2035.tables import Row, csv_problem, text_of
from klima2035.variables import BASE_YEAR, INPUTS

WORD_TABLES = {  # tables of words and of ranges: no inputs of the model, each with its own columns
    "labels.csv": ("code", "de", "en"),
    "glossary.csv": ("code", "de"),
    "ranges.csv": ("code", "unit", "minimum", "maximum", "per", "reason"),
}
NOT_TABLES = {"sources.csv", *WORD_TABLES}
_SOURCE_COLUMNS = ("key", "title", "url", "licence", "retrieved")


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
        same = units.alike(wanted)
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


def check_ranges(
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
