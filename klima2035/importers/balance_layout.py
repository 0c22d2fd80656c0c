"""Finds the table of a balance in a sheet: where its headings are, and which way round it lies."""

from __future__ import annotations

from collections.abc import Mapping as Words
from dataclasses import dataclass

from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest
from klima2035.importers.amounts import Cell
from klima2035.importers.cells import Sheet
from klima2035.mappings import Mapping, plain

SEARCHED = 200  # lines in which headings are looked for
LEAST = 2  # known words in one line that make it a line of headings
_USUAL: Words[str, tuple[str, ...]] = {  # headings of a table with one figure a row, where the mapping names none
    "sector": ("sektor", "verbrauchssektor", "sector", "bereich"),
    "carrier": ("energieträger", "carrier", "energy carrier"),
    "value": ("wert", "endenergie", "endenergieverbrauch", "verbrauch", "value"),
    "year": ("jahr", "bilanzjahr", "year"),
    "unit": ("einheit", "unit"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table lies. ``across``: what stands in the headings, ``sectors`` or ``carriers``; ``long``: neither."""

    sheet: Sheet
    header: int  # row of the headings, from zero
    across: str
    label: int  # column of the words down the side
    columns: Words[str, int]  # of a long table

    @property
    def down(self) -> str:
        """What stands down the side of a matrix."""
        return "carriers" if self.across == "sectors" else "sectors"


def word(cell: Cell) -> str:
    """Return the plain word of a cell; empty for a number."""
    return plain(cell) if isinstance(cell, str) and cell else ""


def find(sheets: list[Sheet], mapping: Mapping) -> Layout:
    """Return the table of the first sheet that has one; InputError where none is found."""
    chosen = [one for one in sheets if not mapping.sheet or one.title == mapping.sheet]
    if mapping.sheet and len(sheets) > 1 and not chosen:
        titles = tuple(one.title for one in sheets)
        near = nearest(mapping.sheet, titles)
        values = {"name": mapping.sheet, "known": names(titles)}
        raise InputError([fault(sheets[0].name, 1, 1, "import_no_sheet", near, **values)])
    for sheet in chosen or sheets:
        found = _in_sheet(sheet, mapping)
        if found is not None:
            return found
    sheet = (chosen or sheets)[0]
    raise InputError([_nothing(sheet, mapping)])


def _nothing(sheet: Sheet, mapping: Mapping) -> Fault:
    """Return the fault of a sheet without a known table, with the words of its fullest line."""
    first = max(range(min(len(sheet.rows), SEARCHED)), key=lambda i: sum(bool(word(cell)) for cell in sheet.rows[i]))
    given = [str(cell) for cell in sheet.rows[first] if word(cell)][:8]
    return sheet.fault(first, 0, "import_no_table", (), words=", ".join(given), mapping=mapping.name)


def _in_sheet(sheet: Sheet, mapping: Mapping) -> Layout | None:
    stated = mapping.header and sheet.lines.index(mapping.header) if mapping.header in sheet.lines else None
    rows = [stated] if stated is not None else list(range(min(len(sheet.rows), SEARCHED)))
    if mapping.header and stated is None:
        return None
    for i in rows:
        columns = _long(sheet.rows[i], mapping)
        if columns is not None:
            return Layout(sheet, i, "long", columns["carrier"], columns)
    best: tuple[int, int, str] | None = None
    for i in rows:
        for across, known in (("sectors", mapping.sectors), ("carriers", mapping.carriers)):
            count = sum(word(cell) in known for cell in sheet.rows[i])
            if count >= (1 if stated is not None else LEAST) and (best is None or count > best[0]):
                best = count, i, across
    if best is None:
        return None
    _, header, across = best
    label = _label(sheet, header, mapping.carriers if across == "sectors" else mapping.sectors)
    return None if label is None else Layout(sheet, header, across, label, {})


def _long(row: list[Cell], mapping: Mapping) -> dict[str, int] | None:
    """Return the columns of a table with one figure a row, where this line holds their headings."""
    words = [word(cell) for cell in row]
    found: dict[str, int] = {}
    for name, usual in _USUAL.items():
        wanted = (mapping.columns[name],) if name in mapping.columns else () if mapping.columns else usual
        place = next((words.index(one) for one in wanted if one in words), None)
        if place is not None:
            found[name] = place
    needed = set(mapping.columns) or {"sector", "carrier", "value"}
    return found if needed <= set(found) else None


def _label(sheet: Sheet, header: int, known: Words[str, str]) -> int | None:
    """Return the column below the headings that holds most of the known words."""
    counts: dict[int, int] = {}
    for row in sheet.rows[header + 1 :]:
        for i, cell in enumerate(row):
            if word(cell) in known:
                counts[i] = counts.get(i, 0) + 1
    return min(counts, key=lambda i: (-counts[i], i)) if counts else None
