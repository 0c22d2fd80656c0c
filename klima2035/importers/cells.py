"""Tables as rows of cells, from CSV in the codings that offices use or from a workbook; nothing is guessed silently."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass
from pathlib import Path

from klima2035.errors import Fault, InputError, fault, shown
from klima2035.importers.amounts import Cell
from klima2035.importers.figures import Said
from klima2035.tables import csv_problem

LARGEST = 50_000_000  # bytes of one file
MOST_CELLS = 5_000_000
DELIMITERS = ("\t", ";", ",")
_OLD_EXCEL, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_MANGLED = re.compile("[ÃÂ][\u0080-\u00bf\u0152-\u0178\u2013-\u2122]")  # UTF-8 that was read as Windows-1252


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name in faults, its title, and its rows; ``lines`` are those of the file."""

    name: str
    title: str
    rows: list[list[Cell]]
    lines: list[int]
    said: tuple[Said, ...] = ()

    def fault(self, row: int, column: int, code: str, near: tuple[str, ...] = (), /, **values: object) -> Fault:
        """Return a fault at a cell, counted from zero."""
        return fault(self.name, self.lines[row] if row < len(self.lines) else 1, column + 1, code, near, **values)


def read(path: Path) -> list[Sheet]:
    """Return the sheets of a file, one of a CSV; InputError where it is not to be read."""
    raw = raw_of(path)
    if raw.startswith(_ZIP):
        from klima2035.importers import workbooks  # noqa: PLC0415 - only for workbooks

        return workbooks.read(path)
    if raw.startswith(_OLD_EXCEL):
        raise InputError([fault(shown(path), 1, 1, "import_old_workbook")])
    return [table(path, raw)]


def raw_of(path: Path) -> bytes:
    """Return the bytes of a file that is one and not too large."""
    check_size(path)
    return path.read_bytes()


def check_size(path: Path, largest: int = LARGEST) -> None:
    """Refuse what is no file, empty or too large; before any of it is read."""
    name = shown(path)
    try:
        if not path.is_file():
            raise InputError([fault(name, 1, 1, "not_a_file" if path.exists() else "no_file")])
        size = path.stat().st_size
    except (OSError, ValueError):  # a name that is too long, a link that leads to itself
        raise InputError([fault(name, 1, 1, "not_a_file")]) from None
    if size > largest:
        raise InputError([fault(name, 1, 1, "too_large", most=f"{largest // 1_000_000} MB")])
    if not size:
        raise InputError([fault(name, 1, 1, "import_empty")])


def table(path: Path, raw: bytes, delimiter: str = "") -> Sheet:
    """Return a CSV file as a sheet, with what was found out about its coding and its delimiter."""
    text, coding = decoded(path, raw)
    chosen = delimiter or _delimiter(text)
    rows: list[list[Cell]] = []
    lines: list[int] = []
    reader, found = csv.reader(text.split("\n"), delimiter=chosen, strict=True), 0
    try:
        for record in reader:
            rows.append([cell.strip() for cell in record])
            lines.append(reader.line_num)
            found += len(record)
            if found > MOST_CELLS:
                raise InputError([fault(shown(path), 1, 1, "import_too_many_cells", most=MOST_CELLS)])
    except csv.Error as error:
        place = reader.line_num or 1
        raise InputError([fault(shown(path), place, 1, "not_csv", problem=csv_problem(error))]) from None
    while rows and not any(rows[-1]):
        rows.pop()
        lines.pop()
    if not rows:
        raise InputError([fault(shown(path), 1, 1, "import_empty")])
    said = [Said("import_csv", (coding, {"\t": "Tab"}.get(chosen, chosen)))]
    _check_end(path, text, rows, said)
    return Sheet(shown(path), path.name, rows, lines, tuple(said))


def decoded(path: Path, raw: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its coding; InputError where it is no text, or in two codings."""
    name = shown(path)
    try:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return _lines(raw.decode("utf-16")), "UTF-16"
        if raw.startswith(codecs.BOM_UTF8):
            return _lines(raw.decode("utf-8-sig")), "UTF-8 (BOM)"
        if b"\x00" in raw:
            raise InputError([fault(name, raw[: raw.index(b"\x00")].count(b"\n") + 1, 1, "import_no_text")])
        return _lines(raw.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        if error.reason == "unexpected end of data" or "truncated" in error.reason:
            raise InputError([fault(name, line, 1, "import_cut_off")]) from None
        if raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise InputError([fault(name, line, 1, "import_no_text")]) from None
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError([fault(name, line, 1, "import_no_text")]) from None
    mangled = _MANGLED.search(text)
    if mangled is not None:
        line = text[: mangled.start()].count("\n") + 1
        raise InputError([fault(name, line, 1, "import_two_codings")])
    return _lines(text), "Windows-1252"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _delimiter(text: str) -> str:
    """Return the delimiter that stands in at least half of the lines: a tab before a semicolon before a comma."""
    lines = [line for line in text.split("\n")[:500] if line.strip()]
    counts = {sign: sum(sign in line for line in lines) for sign in DELIMITERS}
    return next((sign for sign in DELIMITERS if 2 * counts[sign] >= len(lines) > 0), ";")


def _check_end(path: Path, text: str, rows: list[list[Cell]], said: list[Said]) -> None:
    """Refuse a file whose last line is shorter than the others and has no end; tell where only the end is missing."""
    if text.endswith("\n"):
        return
    usual = max((len(row) for row in rows[:-1]), default=0)
    if len(rows[-1]) < usual:
        raise InputError([fault(shown(path), text.count("\n") + 1, 1, "import_cut_off")])
    said.append(Said("import_no_last_end"))
