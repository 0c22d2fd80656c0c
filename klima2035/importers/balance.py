"""Final energy by carrier and sector, from a city's balance: a matrix either way round, or one figure a row."""

from __future__ import annotations

from decimal import Decimal

from klima2035 import units
from klima2035.complaints import Pair
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.importers import amounts, balance_layout, balance_sums, cells
from klima2035.importers.balance_layout import Layout, word
from klima2035.importers.balance_sums import TOTAL, Entry
from klima2035.importers.figures import Ask, Reading
from klima2035.mappings import Mapping
from klima2035.variables import FIRST_YEAR, LAST_COUNTED

KINDS = {"sectors": Pair("Sektor", "sector"), "carriers": Pair("Energieträger", "energy carrier")}


def read(ask: Ask) -> Reading:
    """Return the figures of a balance; InputError for what no balance can say, such as negative energy."""
    mapping = ask.mapping
    if mapping is None:
        raise TypeError("a balance is read with a mapping")
    if len(ask.paths) > 1:
        raise InputError([fault(shown(ask.paths[1]), 1, 1, "import_one_file")])
    layout = balance_layout.find(cells.read(ask.paths[0]), mapping)
    made = _Table(layout, mapping, ask.years)
    entries = made.long() if layout.across == "long" else made.matrix()
    if made.wrong:
        raise InputError(made.wrong)
    balance_sums.add_up(made.reading, made.sheet, entries, mapping.unit)
    if made.ignored:
        made.reading.say("import_ignored", "; ".join(made.ignored))
    if made.empty:
        made.reading.say("import_empty_cells", made.empty)
    made.reading.figures = balance_sums.figures(entries, mapping)
    return made.reading


class _Table:
    """One table on its way to entries; keeps what is not understood and what is wrong."""

    def __init__(self, layout: Layout, mapping: Mapping, years: tuple[int, ...]) -> None:
        self.layout, self.mapping, self.years = layout, mapping, years
        self.sheet, self.rows = layout.sheet, layout.sheet.rows
        self.reading = Reading(said=list(layout.sheet.said))
        self.wrong: list[Fault] = []
        self.empty = 0
        self.ignored: dict[str, None] = {}
        self.decimal = self._decimal()
        self._check_units()
        for name in ("sectors", "carriers"):
            if layout.across == name:
                self.reading.say(f"import_across_{name}", self.sheet.lines[layout.header])
        if layout.across == "long":
            self.reading.say("import_long", self.sheet.lines[layout.header])

    def _decimal(self) -> str:
        below = [cell for row in self.rows[self.layout.header + 1 :] for cell in row]
        found, cell = amounts.style(below)
        place = next(
            ((i, j) for i, row in enumerate(self.rows) for j, one in enumerate(row)
             if i > self.layout.header and cell is not None and one == cell), (self.layout.header, 0),
        )  # fmt: skip
        if self.mapping.decimal:
            return self.mapping.decimal
        if found in ("mixed", "open"):
            raise InputError([self.sheet.fault(*place, f"import_numbers_{found}", value=str(cell))])
        if found != "plain":
            self.reading.say(f"import_decimal_{found}")
        return found

    def _check_units(self) -> None:
        """Refuse a table whose own words name other units than the mapping: a factor of a thousand is no detail."""
        if "unit" in self.layout.columns:
            return
        wanted = self.mapping.unit.removesuffix("/a").casefold()
        for i, row in enumerate(self.rows[: self.layout.header + 2]):
            for j, cell in enumerate(row):
                given = set(_units_in(cell))
                if given and wanted not in given:
                    values = {"unit": ", ".join(sorted(given)), "wanted": self.mapping.unit}
                    self.wrong.append(self.sheet.fault(i, j, "import_other_unit", mapping=self.mapping.name, **values))

    def cell(self, row: int, column: int) -> amounts.Cell:
        """Return a cell; an empty text where the row ends before it."""
        return self.rows[row][column] if column < len(self.rows[row]) else ""

    def meaning(self, row: int, column: int, kind: str) -> str | None:
        """Return the code of a word, TOTAL for a sum, an empty text for what is ignored; None: not understood."""
        known = self.mapping.sectors if kind == "sectors" else self.mapping.carriers
        plain = word(self.cell(row, column))
        if plain in known:
            return known[plain]
        if plain in self.mapping.totals:
            return TOTAL
        if not plain or not self.mapping.ignores(plain):
            return None
        self.ignored[str(self.rows[row][column])] = None
        return ""

    def not_understood(self, row: int, column: int, kind: str) -> None:
        """Note a word that the mapping does not know, with the nearest that it does."""
        cell = self.cell(row, column)
        known = self.mapping.sectors if kind == "sectors" else self.mapping.carriers
        code = "import_unknown_word" if word(cell) else "import_no_word"
        near = nearest(word(cell), known) if word(cell) else ()
        self.reading.unread.append(
            self.sheet.fault(row, column, code, near, value=str(cell), mapping=self.mapping.name, kind=KINDS[kind])
        )

    def value(self, row: int, column: int, unit: str = "") -> Decimal | None:
        """Return a figure in the mapping's unit; None where there is none, negative and huge ones are faults."""
        cell = self.cell(row, column)
        if amounts.is_nothing(cell):
            self.empty += 1
            return None
        number = amounts.number(cell, self.decimal)
        if number is None:
            self.reading.unread.append(self.sheet.fault(row, column, "import_no_number", value=str(cell)))
            return None
        if number < 0 or number > amounts.LARGEST:
            code = "import_negative" if number < 0 else "import_huge"
            self.wrong.append(self.sheet.fault(row, column, code, value=str(cell)))
            return None
        return number * _factor(unit or self.mapping.unit, self.mapping.unit)

    def matrix(self) -> list[Entry]:
        """Return the entries of a table with sectors across and carriers down, or the other way round."""
        layout = self.layout
        year = self._one_year()
        across = self._headings()
        entries: list[Entry] = []
        seen: dict[str, int] = {}
        for row in range(layout.header + 1, len(self.rows)):
            if not any(cell != "" for cell in self.rows[row]) or _is_unit_row(self.rows[row]):
                continue
            self.reading.rows += 1
            down = self.meaning(row, layout.label, layout.down)
            plain = word(self.cell(row, layout.label))
            if down is None:
                self.not_understood(row, layout.label, layout.down)
            elif not down:
                self.reading.left_out += 1
            elif plain in seen:
                self._twice(row, layout.label, seen[plain])
            else:
                seen[plain] = row
                self.reading.understood += 1
                entries += self._row(row, down, plain, across, year)
        return entries

    def _row(self, row: int, down: str, plain: str, across: dict[int, tuple[str, str]], year: int) -> list[Entry]:
        entries: list[Entry] = []
        for column, (code, heading) in across.items():
            value = self.value(row, column)
            if value is not None:
                pair = (code, down) if self.layout.across == "sectors" else (down, code)
                words = (heading, plain) if self.layout.across == "sectors" else (plain, heading)
                cells_ = (self.rows[self.layout.header][column], self.rows[row][self.layout.label])
                told = " / ".join(map(str, cells_ if self.layout.across == "sectors" else cells_[::-1]))
                entries.append(Entry(row, column, *pair, words, told, value, year))
        return entries

    def _headings(self) -> dict[int, tuple[str, str]]:
        """Return the columns of figures with their code and plain word; unknown headings above figures are noted."""
        layout, found = self.layout, {}
        seen: dict[str, int] = {}
        for column in range(max(len(row) for row in self.rows)):
            if column == layout.label:
                continue
            code = self.meaning(layout.header, column, layout.across)
            plain = word(self.cell(layout.header, column))
            if code is None and (plain or self._has_numbers(column)):
                self.not_understood(layout.header, column, layout.across)
            elif code:
                if plain in seen:
                    self._twice(layout.header, column, layout.header)
                seen[plain] = column
                found[column] = (code, plain)
        return found

    def _has_numbers(self, column: int) -> bool:
        below = [row[column] for row in self.rows[self.layout.header + 1 :] if column < len(row)]
        return any(not amounts.is_nothing(cell) and amounts.number(cell, self.decimal) is not None for cell in below)

    def _twice(self, row: int, column: int, first: int) -> None:
        cell = str(self.rows[row][column])
        self.wrong.append(self.sheet.fault(row, column, "import_twice", value=cell, first=self.sheet.lines[first]))

    def _one_year(self) -> int:
        if len(self.years) != 1:
            raise InputError([self.sheet.fault(self.layout.header, 0, "import_needs_year")])
        return self.years[0]

    def long(self) -> list[Entry]:
        """Return the entries of a table with one figure a row."""
        at, entries = self.layout.columns, []
        seen: dict[tuple[object, ...], int] = {}
        if "year" not in at:
            self._one_year()
        for row in range(self.layout.header + 1, len(self.rows)):
            if not any(cell != "" for cell in self.rows[row]):
                continue
            self.reading.rows += 1
            entry = self._long_row(row)
            if entry is None:
                continue
            key = (*entry.words, entry.year)
            if key in seen:
                self._twice(row, at["carrier"], seen[key])
            seen[key] = row
            self.reading.understood += 1
            entries.append(entry)
        return entries

    def _long_row(self, row: int) -> Entry | None:
        at, before = self.layout.columns, len(self.reading.unread)
        year = self._year(row)
        if year is not None and self.years and year not in self.years:
            self.reading.left_out += 1
            return None
        sector, carrier = self.meaning(row, at["sector"], "sectors"), self.meaning(row, at["carrier"], "carriers")
        if "" in (sector, carrier):
            self.reading.left_out += 1
            return None
        for kind, column, code in (("sectors", at["sector"], sector), ("carriers", at["carrier"], carrier)):
            if code is None:
                self.not_understood(row, column, kind)
        value = self.value(row, at["value"], self._unit(row))
        if len(self.reading.unread) > before or value is None or year is None or sector is None or carrier is None:
            return None
        cells_ = (self.rows[row][at["sector"]], self.rows[row][at["carrier"]])
        words, told = (word(cells_[0]), word(cells_[1])), " / ".join(map(str, cells_))
        return Entry(row, at["value"], sector, carrier, words, told, value, year)

    def _year(self, row: int) -> int | None:
        """Return the year of a row; None where it has none that is one, which is noted."""
        if "year" not in self.layout.columns:
            return self.years[0]
        column = self.layout.columns["year"]
        cell = self.cell(row, column)
        text = amounts.written(cell) if isinstance(cell, Decimal) else cell
        if text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_COUNTED:
            return int(text)
        self.reading.unread.append(self.sheet.fault(row, column, "import_no_year", value=text))
        return None

    def _unit(self, row: int) -> str:
        """Return the unit that a row gives for itself; empty where it gives none."""
        if "unit" not in self.layout.columns:
            return ""
        column = self.layout.columns["unit"]
        cell = self.cell(row, column)
        known = {unit.casefold(): unit for unit in units.UNITS if units.dimension(unit) == "energy per year"}
        text = word(cell) if isinstance(cell, str) else "?"
        unit = known.get(text) or known.get(f"{text}/a")
        if unit is None:
            self.reading.unread.append(
                self.sheet.fault(row, column, "import_no_unit", value=str(cell), known=", ".join(known.values()))
            )
        return unit or ""


def _units_in(cell: object) -> list[str]:
    """Return the units of energy that a text names."""
    if not isinstance(cell, str) or len(cell) > 200:
        return []
    parts = cell.casefold().replace("/a", " ").replace("[", " ").replace("]", " ").replace("(", " ").replace(")", " ")
    return [part for part in parts.replace(",", " ").split() if part in ("kwh", "mwh", "gwh", "twh", "gj", "tj", "pj")]


def _is_unit_row(row: list[amounts.Cell]) -> bool:
    """Return whether a line holds nothing but units, as under some headings."""
    filled = [cell for cell in row if cell != ""]
    return bool(filled) and all(len(_units_in(cell)) == 1 and len(str(cell)) <= 8 for cell in filled)


def _factor(unit: str, to: str) -> Decimal:
    """Return the exact factor between two units of energy: powers of ten."""
    return Decimal(format(units.factor(unit, to), ".0e"))
