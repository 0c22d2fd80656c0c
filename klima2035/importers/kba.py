"""Cars by kind of drive in a registration district, from tables of the Kraftfahrt-Bundesamt: FZ 27.15 and FZ 1.2.

Headings are found by their words, over several lines, never by fixed cells. Where they stand in the originals is known
from programs that read them: FZ 27.15 of 2025 and 2026 (title in line 6, headings in lines 8 to 12, key and name of
the district in columns of their own), FZ 1.2 of 2026, and ``Pkw`` of FZ 1 of 2019 (key and name in one cell:
github.com/lhm/pkw-bestand, scripts/process.py). No original file was at hand.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from klima2035.complaints import names
from klima2035.errors import InputError, fault, nearest, shown
from klima2035.importers import amounts, cells
from klima2035.importers.amounts import Cell
from klima2035.importers.cells import Sheet
from klima2035.importers.figures import Ask, Figure, Reading
from klima2035.importers.registers import days_in

SHEETS = ("fz27.15", "fz1.2", "pkw")  # those that are taken first, without spaces
SEARCHED = 60  # lines in which headings are looked for
_DISTRICT = "zulassungsbezirk"
_ELECTRIC = re.compile(r"elektro( \(bev\))?")
_PLUG_IN = re.compile(r"(darunter )?plug-?in(-?hybrid)?")
_ALL = re.compile(r"(anzahl |personenkraftwagen |pkw )?insgesamt")
_KEY = re.compile(r"([0-9]{5})(?:\s+(\S.*))?")
_DASHES = {"-", "–", "—"}  # in official tables: none at all


class Table(NamedTuple):
    """One table of cars by district: its sheet, its columns, its rows by key, its day."""

    sheet: Sheet
    electric: int
    plug_in: int | None
    all_cars: int | None
    rows: dict[str, tuple[str, int]]  # key -> name, row
    days: tuple[datetime.date, ...]


def read(ask: Ask) -> Reading:
    """Return the battery cars of a district; InputError where no table, no district or no day is found for sure."""
    if len(ask.paths) > 1:
        raise InputError([fault(shown(ask.paths[1]), 1, 1, "import_one_file")])
    if len(ask.years) > 1:
        raise InputError([fault(shown(ask.paths[0]), 1, 1, "import_one_year")])
    table = _chosen([found for sheet in cells.read(ask.paths[0]) if (found := _table(sheet)) is not None], ask)
    reading = Reading(said=list(table.sheet.said), rows=len(table.rows), left_out=len(table.rows) - 1, understood=1)
    key, row = _district(table, ask)
    day = _day(table, ask)
    electric = _count(table, row, table.electric)
    plug_in = None if table.plug_in is None else _count(table, row, table.plug_in)
    all_cars = None if table.all_cars is None else _count(table, row, table.all_cars)
    if all_cars is not None and electric + (plug_in or 0) > all_cars:
        raise InputError([table.sheet.fault(row, table.electric, "import_more_than_all", all=all_cars)])
    name = table.rows[key][0]
    reading.say("import_district", key, name, day.isoformat())
    told = [("import_cars_electric", electric), ("import_cars_plug_in", plug_in), ("import_cars_all", all_cars)]
    for code, count in told:
        if count is not None:
            reading.say(code, count)
    note = f"Zulassungsbezirk {key}, Stand {day.isoformat()}"
    note += "" if plug_in is None else f", Plug-in-Hybride {amounts.written(plug_in)}"
    note += "" if all_cars is None else f", Pkw insgesamt {amounts.written(all_cars)}"
    reading.figures = [Figure("battery_cars", "", "", electric, "vehicles", day, "reported", "", note)]
    return reading


def _plain(cell: Cell) -> str:
    """Return a heading as one line of small letters, words that were parted at a line end joined again."""
    if not isinstance(cell, str):
        return ""
    return " ".join(re.sub(r"-\s*\n\s*(?=[a-zäöü])", "", cell).casefold().split())


def _table(sheet: Sheet) -> Table | None:
    """Return the table of a sheet; None where it is none of cars by district. InputError for new registrations."""
    header = next((i for i, row in enumerate(sheet.rows[:SEARCHED]) if any(_DISTRICT in _plain(c) for c in row)), None)
    if header is None:
        return None
    rows = _districts(sheet, header)
    if not rows:
        return None
    first = min(row for _, row in rows.values())
    above = [_plain(cell) for row in sheet.rows[:first] for cell in row]
    if sheet.title.replace(" ", "").casefold() not in SHEETS and not any("personenkraftwagen" in one for one in above):
        return None
    headings = _headings(sheet, header, first)
    electric = [column for column, words in headings.items() if _ELECTRIC.fullmatch(words[-1])]
    if len(electric) != 1:
        return None
    if any("neuzulassung" in one for one in above):
        raise InputError([sheet.fault(header, 0, "import_registrations")])
    plug_in = [column for column, words in headings.items() if _PLUG_IN.fullmatch(words[-1])]
    all_cars = [column for column, words in headings.items() if _ALL.fullmatch(words[-1]) and column < electric[0]]
    days = [one for row in sheet.rows[:first] for cell in row if isinstance(cell, str) for one in days_in(cell)]
    return Table(
        sheet, electric[0], plug_in[0] if len(plug_in) == 1 else None, min(all_cars, default=None), rows,
        tuple(dict.fromkeys(days)),
    )  # fmt: skip


def _headings(sheet: Sheet, header: int, first: int) -> dict[int, list[str]]:
    """Return the words above each column of figures, from the top down."""
    found: dict[int, list[str]] = {}
    for row in sheet.rows[max(header - 2, 0) : first]:
        for column, cell in enumerate(row):
            if _plain(cell):
                found.setdefault(column, []).append(_plain(cell))
    return found


def _districts(sheet: Sheet, header: int) -> dict[str, tuple[str, int]]:
    """Return the rows of districts by key: the key in a cell of its own with the name beside it, or both in one."""
    found: dict[str, tuple[str, int]] = {}
    for i in range(header + 1, len(sheet.rows)):
        for column, cell in enumerate(sheet.rows[i][:6]):
            whole = isinstance(cell, Decimal) and cell == cell.to_integral_value() and 1000 <= cell < 17000
            text = amounts.written(cell).zfill(5) if whole and isinstance(cell, Decimal) else str(cell).strip()
            match = _KEY.fullmatch(text)
            if match is None:
                continue
            beside = sheet.rows[i][column + 1] if column + 1 < len(sheet.rows[i]) else ""
            name = match[2] or (beside if isinstance(beside, str) else "")
            if name and not name.isdigit():
                if match[1] in found:
                    first = sheet.lines[found[match[1]][1]]
                    raise InputError([sheet.fault(i, column, "import_twice", value=text, first=first)])
                found[match[1]] = (" ".join(name.split()), i)
                break
    return found


def _chosen(tables: list[Table], ask: Ask) -> Table:
    """Return the one table to read: a known sheet first, else the only one."""
    known = [one for name in SHEETS for one in tables if one.sheet.title.replace(" ", "").casefold() == name]
    if known:
        return known[0]
    if len(tables) == 1:
        return tables[0]
    code = "import_many_tables" if tables else "import_no_cars"
    listed = names([one.sheet.title for one in tables])
    raise InputError([fault(shown(ask.paths[0]), 1, 1, code, known=listed)])


def _district(table: Table, ask: Ask) -> tuple[str, int]:
    """Return key and row of the district asked for, by key or by name; InputError where it is none or not one alone."""
    wanted = ask.place or ask.city
    key = wanted[:5] if wanted.isdigit() and len(wanted) in (5, 8) else ""
    if key in table.rows:
        return key, table.rows[key][1]
    same = [one for one, (name, _) in table.rows.items() if not key and _name(name) == _name(wanted)]
    if len(same) == 1:
        return same[0], table.rows[same[0]][1]
    listed = [f"{one} {table.rows[one][0]}" for one in same]
    if same:
        raise InputError([fault(table.sheet.name, 1, 1, "import_many_districts", value=wanted, known=names(listed))])
    by_name = {name: f"{one} {name}" for one, (name, _) in table.rows.items()}
    near = nearest(wanted.upper(), by_name)
    listed = [by_name[one] for one in near] or list(by_name.values())
    raise InputError([fault(table.sheet.name, 1, 1, "import_no_district", near, value=wanted, known=names(listed))])


def _name(name: str) -> str:
    """Return a place's name to compare: without what follows a comma, umlauts written out."""
    text = unicodedata.normalize("NFC", name.split(",", maxsplit=1)[0]).casefold()
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = text.replace(letter, written)
    return " ".join(text.split())


def _day(table: Table, ask: Ask) -> datetime.date:
    """Return the day of the table; where it names none, 1 January after the year asked for."""
    found, path = table.days, table.sheet.name
    if len(found) > 1:
        raise InputError([fault(path, 1, 1, "import_many_days", known=names([one.isoformat() for one in found]))])
    if not found and not ask.years:
        raise InputError([fault(path, 1, 1, "import_no_day")])
    day = found[0] if found else datetime.date(ask.years[0] + 1, 1, 1)
    year = (day - datetime.timedelta(days=1)).year
    if ask.years and ask.years[0] != year:
        raise InputError([fault(path, 1, 1, "import_other_year", day=day.isoformat(), year=year, asked=ask.years[0])])
    return day


def _count(table: Table, row: int, column: int) -> Decimal:
    """Return a count of vehicles: a whole number, a dash for none; InputError for a value that is kept secret."""
    cell = table.sheet.rows[row][column] if column < len(table.sheet.rows[row]) else ""
    if isinstance(cell, str) and cell.strip() in _DASHES:
        return Decimal(0)
    number = amounts.number(cell, "comma")
    if number is None or number < 0 or number != number.to_integral_value() or number > amounts.LARGEST:
        raise InputError([table.sheet.fault(row, column, "import_no_count", value=str(cell))])
    return number.quantize(Decimal(1))
