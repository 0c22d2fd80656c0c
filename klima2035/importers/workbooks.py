"""Workbooks (XLSX) as sheets of cells; measured before they are opened, so that none can fill the memory."""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from klima2035.errors import InputError, fault, shown
from klima2035.importers import safexml
from klima2035.importers.amounts import Cell
from klima2035.importers.cells import MOST_CELLS, Sheet
from klima2035.importers.figures import Said

LARGEST = 200_000_000  # bytes of all parts, unpacked
MOST_PARTS = 2_000
_CHUNK = 1 << 20
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NO_XML = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg", ".vml")


def read(path: Path) -> list[Sheet]:
    """Return the visible sheets of a workbook; InputError where it is none, damaged or too large when unpacked."""
    _measure(path)
    import python_calamine as calamine  # noqa: PLC0415 - only for workbooks

    try:
        workbook = calamine.CalamineWorkbook.from_path(str(path))
        names = [one.name for one in workbook.sheets_metadata if _is_shown(one)]
        made = [_sheet(path, name, workbook.get_sheet_by_name(name)) for name in names]
    except (calamine.CalamineError, OSError, ValueError):
        raise InputError([fault(shown(path), 1, 1, "import_damaged_workbook")]) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader gives up on a few damaged files in this way
            raise
        raise InputError([fault(shown(path), 1, 1, "import_damaged_workbook")]) from None
    found = [one for one in made if one.rows]
    if not found:
        raise InputError([fault(shown(path), 1, 1, "import_empty")])
    return found


def _is_shown(about: Any) -> bool:
    """Return whether a sheet is a table that people see."""
    return str(about.visible).endswith("Visible") and str(about.typ).endswith("WorkSheet")


def _measure(path: Path) -> None:
    """Refuse a workbook that is damaged, or larger when unpacked than a table of a city can be."""
    name = shown(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
                raise InputError([fault(name, 1, 1, "import_unpacked_too_large", most=f"{LARGEST // 1_000_000} MB")])
            if "xl/workbook.xml" not in archive.namelist():
                raise InputError([fault(name, 1, 1, "import_damaged_workbook")])
            cells = 0
            for part in parts:
                with archive.open(part) as packed:
                    cells += _scan(name, part.filename, packed, MOST_CELLS - cells)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise InputError([fault(name, 1, 1, "import_damaged_workbook")]) from None


class _Extent:
    """Follows the cells of a sheet as the reader will: a sheet is read into a grid up to its last filled cell."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.row = self.column = self.rows = self.columns = 0

    def start(self, name: str, attributes: Mapping[str, str], _line: int) -> None:
        """Take the beginning of an element."""
        if name == "row":
            stated = attributes.get("r", "")
            self.row, self.column = int(stated) if stated.isdigit() and len(stated) < 8 else self.row + 1, 0
        elif name == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self.column = _column(place[1]) if place else self.column + 1
            self.row = int(place[2]) if place else max(self.row, 1)
        elif name in ("v", "is"):
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
            if self.rows * self.columns > self.most:
                raise _TooWideError

    def end(self, _name: str) -> None:
        """Take the end of an element."""

    def text(self, _data: str) -> None:
        """Take a piece of text."""


class _TooWideError(Exception):
    """The grid of a sheet would be larger than a table of a city can be."""


def _scan(name: str, part: str, packed: IO[bytes], most: int) -> int:
    """Read a part to its end, so that its size and checksum are tried; return the cells of a sheet's grid."""
    if part.lower().endswith(_NO_XML):
        while packed.read(_CHUNK):
            pass
        return 0
    extent = _Extent(most)
    try:
        safexml.parse(packed, extent)
    except safexml.Refused as error:
        code = "import_xml_doctype" if error.code == "import_xml_doctype" else "import_damaged_workbook"
        raise InputError([fault(name, 1, 1, code)]) from None
    except _TooWideError:
        raise InputError([fault(name, 1, 1, "import_too_many_cells", most=MOST_CELLS)]) from None
    return extent.rows * extent.columns


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _sheet(path: Path, title: str, found: Any) -> Sheet:
    name = f"{shown(path)}[{title}]"
    rows = [[_cell(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return Sheet(name, title, rows, list(range(1, len(rows) + 1)), (Said("import_workbook", (title,)),))


def _cell(value: object) -> Cell:
    """Return a cell as text or as a number with the 15 digits that spreadsheets keep."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(format(value, ".15g"))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%d.%m.%Y")
    return str(value).strip()
