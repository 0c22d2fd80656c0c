"""Where everything of the funding calculation stands, so that formulas of one sheet can name cells of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from klima2035.exports.workbook.page import Book, column, reference
from klima2035.exports.workbook.reckoning import Reckoning, Years, by_year, programmes, reckon
from klima2035.money.capacity import PUBLIC
from klima2035.money.sheet import Sheet

TOP = 5  # row of the header on every sheet; explanations stand above it
FIRST_YEAR = 4  # column of the first year on the sheet of rates
SPACE = 3  # rows between two blocks: an empty one, its title and its explanation
LEAD = ("year", "asset", "payer", "size", "applicant")


@dataclass(frozen=True)
class Layout:
    """The funding calculation with its numbers, and the rows and names that its formulas need."""

    book: Book
    sheet: Sheet
    made: Reckoning
    sums: Years
    financed: bool
    programmes: dict[str, str]  # code -> label, each label once
    funders: dict[str, str]
    payers: dict[str, str]

    @property
    def rates_name(self) -> str:
        """Return the name of the sheet of rates, pots and money."""
        return self.book.say("ledger_rates")

    @property
    def lines_name(self) -> str:
        """Return the name of the sheet with a row for each offer."""
        return self.book.say("ledger_lines")

    @property
    def choices_name(self) -> str:
        """Return the name of the sheet with a row for each choice of programmes."""
        return self.book.say("ledger_choices")

    @property
    def years_name(self) -> str:
        """Return the name of the sheet with the sums of each year."""
        return self.book.say("ledger_years")

    def rate_row(self, rate: int) -> int:
        """Return the row of a rate."""
        return TOP + 1 + rate

    def block_row(self, block: int, place: int = 0) -> int:
        """Return a row of a block below the rates: pots, their shares, money, need elsewhere, paid shares."""
        sizes = [len(self.sheet.rates), len(self.programmes), len(self.programmes), *[len(self.sheet.money)] * 3]
        return TOP + 1 + sum(size + SPACE for size in sizes[: block + 1]) + place

    def year_cell(self, row: int, year: int, fixed: str = "") -> str:
        """Return the cell of a year on the sheet of rates; ``fixed``: "$" before the row."""
        return f"{column(FIRST_YEAR + year - self.sheet.years[0])}{fixed}{row}"

    def lines_column(self, letters: str) -> str:
        """Return a whole column of the sheet with a row for each offer."""
        last = TOP + sum(len(line.offers) for line in self.sheet.lines)
        return f"{reference(self.lines_name)}${letters}${TOP + 1}:${letters}${last}"


POTS, POT_SHARES, MONEY, ELSEWHERE, MONEY_SHARES = range(5)


def layout(book: Book, sheet: Sheet) -> Layout:
    """Return the layout of a funding calculation."""
    financed = book.result.settings.get("adoption") == "financed"
    made = reckon(sheet, financed)
    funders = list(dict.fromkeys(rate.funder for rate in sheet.rates))
    payers = dict.fromkeys([*PUBLIC, *(line.payer for line in sheet.lines)])
    names = distinct(book, list(payers))
    return Layout(
        book, sheet, made, by_year(sheet, made), financed, distinct(book, programmes(sheet)), distinct(book, funders),
        names,
    )  # fmt: skip


def distinct(book: Book, codes: Sequence[str]) -> dict[str, str]:
    """Return labels that can be searched for: each one once, without wildcards and signs of comparison."""
    out: dict[str, str] = {}
    for code in codes:
        label = book.word(code).translate(str.maketrans("*?~", "---")).lstrip("=<>") or code
        known = {name.casefold() for name in out.values()}
        out[code] = label if label.casefold() not in known else f"{label} ({code})"
    return out
