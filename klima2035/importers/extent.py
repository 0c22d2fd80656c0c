"""How much a workbook's reader will hold: the grid of each sheet and the texts in it, followed part by part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from klima2035.importers.safexml import Refused

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_COUNTS = frozenset(("count", "uniqueCount"))  # the reader makes room for as many as these say
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class TooManyError(Exception):
    """The grids of the sheets would be larger than a table of a city can be."""


class TooLongError(Exception):
    """The texts of the cells would be longer than a table of a city can be."""


class Texts:
    """What the sheets have in common: the lengths of shared texts, and what all cells take together."""

    def __init__(self, most_cells: int, most_text: int) -> None:
        self.most_cells, self.most_text = most_cells, most_text
        self.lengths: list[int] = []
        self.shown: Counter[int] = Counter()
        self.tables = self.cells = 0

    def show(self, place: str) -> None:
        """Count a shared text once more."""
        if _NUMBER.fullmatch(place):
            self.shown[int(place)] += 1

    def judge(self) -> None:
        """Judge all texts when every part has been followed; TooLongError."""
        known = len(self.lengths)
        if sum(self.lengths[place] * times for place, times in self.shown.items() if place < known) > self.most_text:
            raise TooLongError


class Extent:
    """Follows one part: places are taken as strictly as spreadsheets write them, so that no reader finds others."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.row = self.column = self.rows = self.columns = 0
        self.shares = self.reads = self.within = False
        self.place = ""

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Take the beginning of an element."""
        if name == "row":
            self._next_row(attributes.get("r"), line)
        elif name == "c":
            self._next_cell(attributes.get("r"), line)
            self.shares = attributes.get("t") == "s"
        elif name in ("v", "is"):
            self._fill()
            self.reads, self.place = self.shares and name == "v", ""
        elif name == "si":
            self.texts.lengths.append(0)
            self.within = True
        elif name == "sst":
            self.texts.tables += 1
            if self.texts.tables > 1:  # which of them is read is anybody's guess
                raise Refused("import_bad_xml", line)
        if attributes and not _COUNTS.isdisjoint(attributes):
            self._believe(attributes, line)

    def _next_row(self, stated: str | None, line: int) -> None:
        if stated is not None and not _ROW.fullmatch(stated):
            raise Refused("import_bad_xml", line)
        self.row, self.column = self.row + 1 if stated is None else int(stated), 0
        if self.row > LAST_ROW:
            raise Refused("import_bad_xml", line)

    def _next_cell(self, stated: str | None, line: int) -> None:
        self.column += 1
        if stated is not None:
            place = _CELL.fullmatch(stated)
            if place is None:
                raise Refused("import_bad_xml", line)
            self.column, self.row = _column(place[1]), int(place[2])
        if self.row > LAST_ROW or self.column > LAST_COLUMN:
            raise Refused("import_bad_xml", line)

    def _fill(self) -> None:
        """Let the grid reach to this cell; TooManyError."""
        texts, before = self.texts, self.rows * self.columns
        self.rows, self.columns = max(self.rows, self.row, 1), max(self.columns, self.column, 1)
        texts.cells += self.rows * self.columns - before
        if texts.cells > texts.most_cells:
            raise TooManyError

    def _believe(self, attributes: Mapping[str, str], line: int) -> None:
        """Refuse a count that no workbook of this size can have."""
        for stated in (attributes[key].strip() for key in _COUNTS if key in attributes):
            if not _NUMBER.fullmatch(stated) or int(stated) > self.texts.most_cells:
                raise Refused("import_bad_xml", line)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "v" and self.reads:
            self.texts.show(self.place.strip())
            self.reads = False
        elif name == "si":
            self.within = False

    def text(self, data: str) -> None:
        """Take a piece of text: the place of a shared text, or a part of one."""
        if self.reads:
            self.place = (self.place + data)[:20]
        elif self.within:
            self.texts.lengths[-1] += len(data)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
