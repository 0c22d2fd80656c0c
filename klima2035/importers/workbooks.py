"""Workbooks (XLSX) as sheets of cells; measured before they are opened, so that none can fill the memory."""

from __future__ import annotations

import datetime
import io
import math
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from klima2035 import zips
from klima2035.errors import InputError, fault, shown
from klima2035.importers import safexml
from klima2035.importers.amounts import Cell
from klima2035.importers.cells import Sheet
from klima2035.importers.extent import Extent, Texts, TooLongError, TooManyError
from klima2035.importers.figures import Said
from klima2035.zips import Limits

LIMITS = Limits(2_000, 100_000_000)
MOST_CELLS = 1_000_000  # of the grids of all sheets together: each reaches to its last filled cell
MOST_TEXT = 50_000_000  # characters of all cells, a shared text counted as often as it is shown
_XML = (".xml", ".rels")


def read(path: Path) -> list[Sheet]:
    """Return the visible sheets of a workbook; InputError where it is none, damaged or too large when unpacked."""
    measured = _measured(path)
    import python_calamine as calamine  # noqa: PLC0415 - only for workbooks

    try:
        workbook = calamine.CalamineWorkbook.from_filelike(measured)
        names = [one.name for one in workbook.sheets_metadata if _is_shown(one)]
        made = list(_sheets(path, workbook, names))
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


def _sheets(path: Path, workbook: Any, names: list[str]) -> Iterator[Sheet]:
    """Yield the sheets; several may show the same part, so their cells are counted again."""
    cells = 0
    for name in names:
        found = workbook.get_sheet_by_name(name)
        cells += found.total_height * found.total_width
        if cells > MOST_CELLS:
            raise InputError([fault(shown(path), 1, 1, "import_too_many_cells", most=MOST_CELLS)])
        yield _sheet(path, name, found)


def _measured(path: Path) -> io.BytesIO:
    """Return a workbook of the XML parts alone, each read to its end and found harmless; InputError otherwise.

    What was measured is packed anew: the reader, which trusts a file's own figures and ends the process where it
    gets no memory, sees nothing else.
    """
    name, packed = shown(path), io.BytesIO()
    try:
        with (
            zips.opened(path, LIMITS) as (archive, parts),
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as measured,
        ):
            texts = Texts(MOST_CELLS, MOST_TEXT)
            own = [part for part in parts if part.filename.lower().endswith(_XML)]
            for part in own:
                with archive.open(part) as content, measured.open(part.filename, "w") as copy:
                    _scan(name, _Copied(content, copy), texts)
            texts.judge()
    except TooLongError:
        most = f"{MOST_TEXT // 1_000_000} MB"
        raise InputError([fault(name, 1, 1, "import_unpacked_too_large", most=most)]) from None
    except zips.Refused as error:
        if error.large:
            most = f"{LIMITS.size // 1_000_000} MB"
            raise InputError([fault(name, 1, 1, "import_unpacked_too_large", most=most)]) from None
        raise InputError([fault(name, 1, 1, "import_damaged_workbook")]) from None
    packed.seek(0)
    return packed


class _Copied:
    """A stream that is copied while it is read."""

    def __init__(self, content: IO[bytes], copy: IO[bytes]) -> None:
        self.content, self.copy = content, copy

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        block = self.content.read(size)
        self.copy.write(block)
        return block


def _scan(name: str, content: _Copied, texts: Texts) -> None:
    """Follow one part as the reader will; InputError where it would fill the memory."""
    extent = Extent(texts)
    try:
        safexml.parse(content, extent)
    except safexml.Refused as error:
        code = "import_xml_doctype" if error.code == "import_xml_doctype" else "import_damaged_workbook"
        raise InputError([fault(name, 1, 1, code)]) from None
    except TooManyError:
        raise InputError([fault(name, 1, 1, "import_too_many_cells", most=MOST_CELLS)]) from None


def _sheet(path: Path, title: str, found: Any) -> Sheet:
    name = f"{shown(path)}[{title}]"
    rows = [[_cell(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return Sheet(name, title, rows, list(range(1, len(rows) + 1)), (Said("import_workbook", (title,)),))


def _cell(value: object) -> Cell:
    """Return a cell as text or as a number with the 15 digits that spreadsheets keep."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, float) and math.isfinite(value):
        return Decimal(format(value, ".15g"))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%d.%m.%Y")
    return str(value).strip()
