"""What an importer is asked, and what it has read: figures, and all that did not become one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from klima2035.errors import Fault
from klima2035.mappings import Mapping
from klima2035.numbers import FORMULA_SIGNS

LONGEST_NOTE = 300


class Said(NamedTuple):
    """One thing to tell: a key of the messages and what fills it."""

    key: str
    values: tuple[object, ...] = ()


class Figure(NamedTuple):
    """One figure for the monitoring file, in the unit of the file it comes from."""

    indicator: str
    sector: str
    carrier: str
    value: Decimal
    unit: str
    day: datetime.date
    quality: str
    datenguete: str
    note: str

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What it counts, and when: no other figure of the city may have the same."""
        return self.indicator, self.sector, self.carrier, self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be read: files, the city's name, the years, the place in registers, and the mapping if one is used."""

    paths: tuple[Path, ...]
    city: str
    years: tuple[int, ...]
    place: str
    mapping: Mapping | None


@dataclass(slots=True)
class Reading:
    """What came of it. ``unread``: rows and cells that were not understood; ``said``: all else to be told."""

    figures: list[Figure] = field(default_factory=list)
    rows: int = 0
    understood: int = 0
    left_out: int = 0
    unread: list[Fault] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def say(self, key: str, *values: object) -> None:
        """Note something to be told."""
        self.said.append(Said(key, values))


def last_day(year: int) -> datetime.date:
    """Return the day that amounts of a year and stocks at its end carry."""
    return datetime.date(year, 12, 31)


def harmless(text: str) -> str:
    """Return a text for a cell of the monitoring file: one line, and no formula for a spreadsheet."""
    flat = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST_NOTE]
    return f"'{flat}" if flat.startswith(FORMULA_SIGNS) else flat
