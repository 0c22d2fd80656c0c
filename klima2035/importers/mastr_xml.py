"""Solar units from the register's complete export (Gesamtdatenexport): ``EinheitenSolar_*.xml``, read as a stream.

Names of elements: github.com/OpenEnergyPlatform/open-MaStR, open_mastr/utils/orm.py, and the excerpts of an export in
the notes of github.com/marktstammdatenregister-dev/mastr; codes of the status: programs that read the export. No
original file was at hand. Numbers have a decimal point, days are ISO days, the coding is UTF-16. Capitals in the names
have differed from version to version (MaStR, Mastr), so they do not count.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from klima2035.errors import InputError, fault, shown
from klima2035.importers import amounts, cells, safexml

LARGEST = 2_000_000_000  # bytes of one file; it is never held as a whole
ELEMENT = "EinheitSolar"
SOLAR = "Solare Strahlungsenergie"  # as the CSV names what this file holds alone
PLANNED, PAUSED, ENDED = "In Planung", "Vorübergehend stillgelegt", "Endgültig stillgelegt"
STATUSES = {"35": "In Betrieb", "31": PLANNED, "37": PAUSED, "38": ENDED}  # words of the CSV by code
FIELDS = {
    "EinheitMastrNummer": "number",
    "EinheitBetriebsstatus": "status",
    "Bruttoleistung": "power",
    "Inbetriebnahmedatum": "commissioned",
    "Gemeindeschluessel": "municipality",
    "Registrierungsdatum": "registered",
    "DatumLetzteAktualisierung": "updated",
    "DatumEndgueltigeStilllegung": "ended",
}
_FIELDS = {name.casefold(): field for name, field in FIELDS.items()}
LONGEST = 200  # signs of one field
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be", codecs.BOM_UTF8: "utf-8"}


class Unit(NamedTuple):
    """One unit as a file has it; days as text, power [kW] as a number where it is one."""

    number: str
    status: str
    carrier: str
    power: Decimal | None
    commissioned: str
    municipality: str
    registered: str
    updated: str
    ended: str
    file: str
    line: int


def is_xml(path: Path) -> bool:
    """Return whether a file begins as XML does, in UTF-8 or UTF-16."""
    cells.check_size(path, LARGEST)
    with path.open("rb") as file:
        first = file.read(200)
    for mark, coding in _MARKS.items():
        if first.startswith(mark):
            return first[len(mark) :].decode(coding, errors="ignore").lstrip().startswith("<")
    return first.lstrip().startswith(b"<")


def units(path: Path, place: str, take: Callable[[Unit], None]) -> None:
    """Tell ``take`` the units of a municipality, and all others by their key alone; InputError for no such file."""
    handler = _Units(shown(path), place, take)
    try:
        with path.open("rb") as file:
            safexml.parse(file, handler)
    except safexml.Refused as error:
        raise InputError([fault(shown(path), error.line, 1, error.code)]) from None
    if not handler.seen:
        raise InputError([fault(shown(path), 1, 1, "import_no_units")])


class _Units:
    """Makes units of elements; of other municipalities only how many there are is of interest."""

    def __init__(self, file: str, place: str, take: Callable[[Unit], None]) -> None:
        self.file, self.place, self.take = file, place, take
        self.seen = 0
        self.record: dict[str, str] | None = None
        self.field = ""
        self.line = 1

    def start(self, name: str, _attributes: Mapping[str, str], line: int) -> None:
        """Take the beginning of an element."""
        if name == ELEMENT:
            self.record, self.line = {}, line
        elif self.record is not None:
            self.field = _FIELDS.get(name.casefold(), "")

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self.record is not None and self.field:
            self.record[self.field] = (self.record.get(self.field, "") + data)[:LONGEST]

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.field = ""
        if name == ELEMENT and self.record is not None:
            self.seen += 1
            self.take(self._unit(self.record))
            self.record = None

    def _unit(self, record: dict[str, str]) -> Unit:
        own = {name: record.get(name, "").strip() for name in FIELDS.values()}
        if self.place and own["municipality"] != self.place:
            return Unit("", "", SOLAR, None, "", own["municipality"], "", own["updated"], "", self.file, self.line)
        power = amounts.number(own.pop("power"), "point")
        status = own.pop("status")
        return Unit(
            **own, power=power, status=STATUSES.get(status, status), carrier=SOLAR, file=self.file, line=self.line
        )
