"""Installed photovoltaics from the register of units (Marktstammdatenregister), at the end of each year asked for.

Counted is the gross power (Bruttoleistung: of the modules, DC) of all solar units of the municipality that were
commissioned by that day and not finally shut down by then; units shut down for a time count, they are still there.
Layout of the CSV (Erweiterte Einheitenübersicht): github.com/fritzthekid/mastr-utils, tests/data, downloaded in 2025.
Layout of the XML (Gesamtdatenexport): see ``mastr_xml``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.importers import amounts, cells, mastr_xml
from klima2035.importers.figures import Ask, Figure, Reading, last_day
from klima2035.importers.mastr_xml import ENDED, PAUSED, PLANNED, SOLAR, Unit
from klima2035.importers.mastr_xml import STATUSES as STATUS_CODES
from klima2035.importers.registers import day
from klima2035.variables import FIRST_YEAR

COLUMNS = {  # headings of the CSV by the field of a unit
    "number": "MaStR-Nr. der Einheit",
    "status": "Betriebs-Status",
    "carrier": "Energieträger",
    "power": "Bruttoleistung der Einheit",
    "commissioned": "Inbetriebnahmedatum der Einheit",
    "municipality": "Gemeindeschlüssel",
    "registered": "Registrierungsdatum der Einheit",
    "updated": "Letzte Aktualisierung",
    "ended": "Datum der endgültigen Stilllegung",
}
STATUSES = tuple(STATUS_CODES.values())
LARGEST_POWER = Decimal(1_000_000)  # kW of one unit
ROUND = 1_000  # a list of so many units, or a multiple, may have been cut off by the website


@dataclass(frozen=True, slots=True)
class Known:
    """A unit in operation at some time: power [kW], from when, until when, and whether it is shut down for a time."""

    power: Decimal
    start: datetime.date
    end: datetime.date | None
    paused: bool

    def stands(self, on: datetime.date) -> bool:
        """Return whether the unit counts on a day."""
        return self.start <= on and (self.end is None or self.end > on)


def read(ask: Ask) -> Reading:
    """Return the power at the end of each year; InputError where the files cannot say it."""
    if not ask.years:
        raise InputError([fault(shown(ask.paths[0]), 1, 1, "import_needs_years")])
    made = _Register(ask.place)
    for path in ask.paths:
        before = made.reading.rows
        if mastr_xml.is_xml(path):
            mastr_xml.units(path, ask.place, made.take)
        else:
            _table(path, made)
            rows = made.reading.rows - before
            if rows and rows % ROUND == 0:
                made.reading.say("import_round_number", shown(path), rows)
    _check_place(ask, made.places)
    _check_years(ask, made)
    made.reading.figures = [_figure(year, made.known.values()) for year in ask.years]
    _tell(made, ask)
    return made.reading


class _Register:
    """The units taken so far, how many there are by municipality, and the newest day that the register names."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.reading = Reading()
        self.known: dict[str, Known] = {}
        self.places: dict[str, int] = {}
        self.newest = datetime.date(FIRST_YEAR, 1, 1)

    def take(self, unit: Unit) -> None:
        """Take one unit, or note why it is left out or not understood."""
        reading = self.reading
        reading.rows += 1
        self.places[unit.municipality] = self.places.get(unit.municipality, 0) + 1
        for stated in (unit.registered, unit.updated):
            self.newest = max(self.newest, day(stated) or self.newest)
        if unit.carrier != SOLAR or (self.place and unit.municipality != self.place):
            reading.left_out += 1
            return
        wrong = _wrong(unit, self.known)
        if wrong is not None:
            reading.unread.append(wrong)
            return
        reading.understood += 1
        start = day(unit.commissioned)
        if start is not None and unit.power is not None:
            self.known[unit.number] = Known(unit.power, start, day(unit.ended), unit.status == PAUSED)


def _table(path: Path, made: _Register) -> None:
    """Take the units of a CSV file."""
    sheet = cells.table(path, cells.raw_of(path), ";")
    made.reading.said += sheet.said
    at = _columns(sheet)
    for row in range(1, len(sheet.rows)):
        record = sheet.rows[row]
        if not any(record):
            continue
        if len(record) != len(sheet.rows[0]):
            made.reading.rows += 1
            found, wanted = len(record), len(sheet.rows[0])
            made.reading.unread.append(sheet.fault(row, 0, "cells", (), found=found, wanted=wanted))
            continue
        values = {name: str(record[column]) for name, column in at.items()}
        power = amounts.number(values.pop("power"), "comma")
        made.take(Unit(**values, power=power, file=sheet.name, line=sheet.lines[row]))


def _columns(sheet: cells.Sheet) -> dict[str, int]:
    """Return where each column stands; InputError with all that are missing."""
    header = [str(cell).strip() for cell in sheet.rows[0]]
    missing = [title for title in COLUMNS.values() if title not in header]
    if missing:
        raise InputError([
            sheet.fault(0, 0, "import_no_column", nearest(title, header), name=title) for title in missing
        ])  # fmt: skip
    return {name: header.index(title) for name, title in COLUMNS.items()}


def _wrong(unit: Unit, known: Mapping[str, Known]) -> Fault | None:  # noqa: PLR0911 - one return a fault
    """Return why a solar unit cannot be counted; None where it can, or is only planned."""

    def said(code: str, value: str = "", near: tuple[str, ...] = ()) -> Fault:
        return fault(unit.file, unit.line, 1, code, near, name=unit.number or "?", value=value, known=names(STATUSES))

    if unit.status not in STATUSES:
        return said("import_unit_status", unit.status, nearest(unit.status, STATUSES))
    if unit.number in known:
        return said("import_unit_twice")
    if unit.status == PLANNED and not unit.commissioned:
        return None
    if unit.power is None or not 0 <= unit.power <= LARGEST_POWER:
        return said("import_unit_power", "" if unit.power is None else amounts.written(unit.power))
    if day(unit.commissioned) is None:
        return said("import_unit_start", unit.commissioned)
    if (day(unit.ended) is None) if unit.ended else unit.status == ENDED:
        return said("import_unit_end", unit.ended)
    return None


def _check_place(ask: Ask, others: Mapping[str, int]) -> None:
    """Refuse files of several municipalities where none is asked for, and files without the one asked for."""
    path = shown(ask.paths[0])
    most = [key for key, _ in sorted(others.items(), key=lambda item: (-item[1], item[0]))][:12]
    if not others:
        raise InputError([fault(path, 1, 1, "import_no_units")])
    if ask.place and not (len(ask.place) == 8 and ask.place.isdigit()):
        raise InputError([fault("--place", 1, 1, "import_no_key", value=ask.place, known=names(most))])
    if not ask.place and len(others) > 1:
        raise InputError([fault(path, 1, 1, "import_needs_place", known=names(most))])
    if ask.place and ask.place not in others:
        near = nearest(ask.place, most)
        raise InputError([fault(path, 1, 1, "import_place_not_there", near, value=ask.place, known=names(most))])


def _check_years(ask: Ask, made: _Register) -> None:
    """Refuse a year of which the register cannot know yet: its newest entry is older."""
    if not made.known and not made.reading.unread:
        raise InputError([fault(shown(ask.paths[0]), 1, 1, "import_no_units")])
    late = [year for year in ask.years if last_day(year) > made.newest]
    if late:
        values = {"year": late[0], "newest": made.newest.isoformat()}
        raise InputError([fault(shown(ask.paths[0]), 1, 1, "import_year_not_over", **values)])


def _figure(year: int, known: Iterable[Known]) -> Figure:
    on = last_day(year)
    own = [one for one in known if one.stands(on)]
    power = sum((one.power for one in own), Decimal(0)) / 1000
    note = f"{len(own)} Solareinheiten in Betrieb am {on.isoformat()}, Summe ihrer Bruttoleistung (Module, DC)"
    return Figure("pv_power", "", "", power, "MW", on, "derived", "", note)


def _tell(made: _Register, ask: Ask) -> None:
    reading = made.reading
    for year, one in zip(ask.years, reading.figures, strict=True):
        count = sum(unit.stands(last_day(year)) for unit in made.known.values())
        reading.say("import_units", year, count, one.value)
    paused = sum(unit.paused for unit in made.known.values())
    if paused:
        reading.say("import_paused", paused)
    place = ask.place or next(iter(made.places))
    others = sum(made.places.values()) - made.places[place]
    reading.say("import_register", place, made.newest.isoformat(), others)
    if reading.left_out > others:
        reading.say("import_other_carriers", reading.left_out - others)
