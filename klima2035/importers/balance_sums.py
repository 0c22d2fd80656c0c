"""From the entries of a balance to figures: sums are compared with their parts, words of one meaning are added."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from klima2035.importers import amounts
from klima2035.importers.cells import Sheet
from klima2035.importers.figures import Figure, Reading, harmless, last_day
from klima2035.mappings import Mapping
from klima2035.variables import DIMS

TOTAL = "*"  # the code of a row or column that is a sum
_FLOAT = Decimal("1e-9")  # share by which a sum that a spreadsheet worked out may be off


class Entry(NamedTuple):
    """One figure of the table where it stands: its words, what they mean, its value in the mapping's unit."""

    row: int
    column: int
    sector: str
    carrier: str
    words: tuple[str, str]  # plain, sector and carrier
    told: str  # the words as the table has them
    value: Decimal
    year: int


def add_up(reading: Reading, sheet: Sheet, entries: list[Entry], unit: str) -> None:
    """Compare each sum of the table with its parts and tell where they differ by more than rounding."""
    parts = [one for one in entries if TOTAL not in (one.sector, one.carrier)]
    totals = [one for one in entries if TOTAL in (one.sector, one.carrier)]
    differing = 0
    for total in totals:
        own = [one for one in parts if _belongs(one, total)]
        sum_ = sum((one.value for one in own), Decimal(0))
        allowed = sum((amounts.step(one.value) for one in own), amounts.step(total.value)) + _FLOAT * total.value
        if abs(sum_ - total.value) > allowed:
            differing += 1
            place = (sheet.lines[total.row], total.column + 1)
            reading.say("import_sum_differs", *place, total.value, sum_, unit)
    if totals:
        reading.say("import_sums", len(totals), len(totals) - differing)


def _belongs(part: Entry, total: Entry) -> bool:
    """Return whether a figure is a part of a sum: of its year, its row or column, or of all for the sum of sums."""
    return (
        part.year == total.year
        and (total.sector == TOTAL or part.words[0] == total.words[0])
        and (total.carrier == TOTAL or part.words[1] == total.words[1])
    )


def figures(entries: list[Entry], mapping: Mapping) -> list[Figure]:
    """Return the figures in order; words that mean the same are added, and the note says which."""
    groups: dict[tuple[int, str, str], list[Entry]] = {}
    for year, sector, carrier in _places(entries):
        groups[year, sector, carrier] = []
    for one in entries:
        if TOTAL not in (one.sector, one.carrier):
            groups[one.year, one.sector, one.carrier].append(one)
    return [_figure(place, own, mapping) for place, own in groups.items()]


def _places(entries: list[Entry]) -> list[tuple[int, str, str]]:
    found = {(one.year, one.sector, one.carrier) for one in entries if TOTAL not in (one.sector, one.carrier)}
    sectors, carriers = DIMS["sector"], DIMS["carrier"]
    return sorted(found, key=lambda place: (place[0], sectors.index(place[1]), carriers.index(place[2])))


def _figure(place: tuple[int, str, str], own: list[Entry], mapping: Mapping) -> Figure:
    year, sector, carrier = place
    note = " + ".join(one.told for one in own)
    grade = mapping.by_carrier.get(carrier, mapping.datenguete)
    value = sum((one.value for one in own), Decimal(0))
    day = last_day(year)
    return Figure("final_energy", sector, carrier, value, mapping.unit, day, "reported", grade, harmless(note))
