"""Sheets of the money tables: one line a key, years across, nominal euro, totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from klima2035.exports.workbook.page import Book, Page
from klima2035.exports.workbook.plain import Row, across, keys_of, part, table_sheet, wide, within
from klima2035.money.discount import central
from klima2035.result import Cell, Table
from klima2035.variables import TARGET_YEAR

Array = NDArray[np.float64]
FUNDERS = ("bund", "land", "eu", "private", "kommunal", "gap")
EURO = "#,##0"
NOTED = (
    "finance_by_year",
    "city_line",
    "support_requirements",
    "measure_costs",
    "benefits",
    "households",
    "gas_network",
)
Fill = Callable[[Book, Table], Page]


def write(book: Book, table: Table) -> None:
    """Write the sheet of a money table and what a reader must know of it below."""
    page = SHEETS[table.name](book, table)
    if table.name in NOTED:
        page.gap()
        page.line([book.say(f"note_{table.name}")], "quiet")


def _span(book: Book, years: Sequence[int]) -> tuple[int, int]:
    """Return first and last year of the sums: from the year after ``as_of`` to the target."""
    return book.result.as_of + 1, min(TARGET_YEAR, years[-1] if years else TARGET_YEAR)


def _labelled(book: Book, table: Table, key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(book.word(code, table.name) if code else "" for code in key)


def _heads(book: Book, table: Table, columns: Sequence[str]) -> list[str]:
    return [book.word(column, table.name) for column in columns]


def investment(book: Book, table: Table) -> Page:
    """Nominal euro by basis, occasion (trend or measures), sector and funder, with the need of each basis."""
    column = table.by_column
    occasion = ["trend" if measure == "trend" else "measures" for measure in column["measure"]]
    told = Table.of_columns(table.name, {**column, "origin": occasion})
    years, cells = across(keys_of(told, ("basis", "origin", "sector", "funder")), table)
    rows: list[Row] = []
    for basis in dict.fromkeys(key[0] for key in cells):
        mine = {key: line for key, line in cells.items() if key[0] == basis}
        rows += [Row(_labelled(book, table, key), "EUR", line) for key, line in sorted(mine.items())]
        need = np.sum(list(mine.values()), axis=0)
        rows.append(Row((book.word(basis), "", "", book.say("need")), "EUR", need, "total"))
    heads = [book.word("basis"), book.say("money_origin"), book.word("sector"), book.word("funder")]
    return wide(book, book.word(table.name), heads, years, rows, _span(book, years))


def finance_by_year(book: Book, table: Table) -> Page:
    """Who pays: by basis, origin, funder and cause of the gap, with gap and need of each basis and origin."""
    columns = ("basis", "origin", "funder", "cause")
    years, cells = across(keys_of(table, columns), table)
    places = {(basis, origin): i for i, (basis, origin) in enumerate(_BLOCKS)}
    rows: list[Row] = []
    for block in sorted({key[:2] for key in cells}, key=lambda block: places.get((block[0], block[1]), len(places))):
        mine = {key: line for key, line in cells.items() if key[:2] == block}
        order = sorted(mine, key=lambda key: (FUNDERS.index(key[2]), key[3]))
        rows += [Row(_labelled(book, table, key), "EUR", mine[key]) for key in order]
        head = _labelled(book, table, block)
        gap = [line for key, line in mine.items() if key[2] == "gap"]
        if gap:
            rows.append(Row((*head, book.say("gap_total"), ""), "EUR", np.sum(gap, axis=0), "total"))
        rows.append(Row((*head, book.say("need"), ""), "EUR", np.sum(list(mine.values()), axis=0), "total"))
    return wide(book, book.word(table.name), _heads(book, table, columns), years, rows, _span(book, years))


_BLOCKS = [(basis, origin) for basis in ("additional", "full") for origin in ("measures", "trend")]


def support_requirements(book: Book, table: Table) -> Page:
    """What each level is asked for: by measure, cause and legal basis, the largest first, with totals."""
    columns = ("level", "measure", "cause", "legal_basis")
    years, cells = across(keys_of(table, columns), table)
    span = _span(book, years)
    shown = within(years, span)
    rows: list[Row] = []
    for level in sorted({key[0] for key in cells}):
        mine = {key: line for key, line in cells.items() if key[0] == level}
        rows += [
            Row(_labelled(book, table, key), "EUR", line)
            for key, line in sorted(mine.items(), key=lambda pair: (-float(pair[1][shown].sum()), pair[0]))
        ]
        total = np.sum(list(mine.values()), axis=0)
        rows.append(Row((book.word(level), book.say("total"), "", ""), "EUR", total, "total"))
    every = np.sum(list(cells.values()), axis=0) if cells else np.zeros(len(years))
    rows.append(Row((book.say("all_levels"), book.say("total"), "", ""), "EUR", every, "total"))
    return wide(book, book.word(table.name), _heads(book, table, columns), years, rows, span)


def _plainly(*columns: str, summed: bool = False, unit: str = "") -> Fill:
    """Return what writes a table with a line for each key of some columns, in order of appearance.

    unit: of all values, where the table states none.
    """

    def fill(book: Book, table: Table) -> Page:
        told = Table.of_columns(table.name, {"unit": [unit] * len(table.rows), **table.by_column})
        years, cells = across(keys_of(told, (*columns, "unit")), table)
        rows = [Row(_labelled(book, table, key[:-1]), key[-1], line) for key, line in cells.items()]
        span = _span(book, years) if summed else None
        return wide(book, book.word(table.name), _heads(book, table, columns), years, rows, span)

    return fill


def labour(book: Book, table: Table) -> Page:
    """Needed and available posts of each craft."""
    kinds = ("needed", "trend", "available", "available_high")
    column = table.by_column
    count = len(table.rows)
    long: dict[str, list[Cell]] = {
        "craft": [*column["craft"]] * len(kinds),
        "kind": [kind for kind in kinds for _ in range(count)],
        "year": [*column["year"]] * len(kinds),
        "value": [cell for kind in kinds for cell in column[kind]],
    }
    told = Table.of_columns(table.name, long)
    years, cells = across(keys_of(told, ("craft", "kind")), told)
    crafts = list(dict.fromkeys(key[0] for key in cells))
    rows = [
        Row(_labelled(book, table, key), "employees", cells[key])
        for key in sorted(cells, key=lambda key: (crafts.index(key[0]), kinds.index(key[1])))
    ]
    return wide(book, book.word(table.name), [book.word("craft"), book.say("labour_kind")], years, rows)


def benefits(book: Book, table: Table) -> Page:
    """Yearly cost and benefit by account and group with their sum; below it present values and annuities by rate."""
    columns = ("account", "group", "item")
    yearly = part(table, [year is not None for year in table.by_column["year"]])
    years, cells = across(keys_of(yearly, columns), yearly)
    rows: list[Row] = []
    for block in dict.fromkeys(key[:2] for key in sorted(cells, key=lambda key: (key[0], key[1] == "all"))):
        mine = {key: line for key, line in cells.items() if key[:2] == block}
        rows += [Row(_labelled(book, table, key), "EUR/a", line) for key, line in mine.items()]
        if block[1] != "all":  # what concerns all is weighed in two ways and not added
            head = _labelled(book, table, block)
            rows.append(Row((*head, book.say("total")), "EUR/a", np.sum(list(mine.values()), axis=0), "total"))
    page = wide(book, book.word(table.name), _heads(book, table, columns), years, rows)
    page.gap()
    _by_rate(book, page, part(table, [rate is not None for rate in table.by_column["rate"]]), columns)
    return page


def _by_rate(book: Book, page: Page, table: Table, columns: Sequence[str]) -> None:
    """Write what has no year with rates across, in prices of one year."""
    column = table.by_column
    rates = sorted({float(rate) for rate in column["rate"] if rate is not None})
    known: dict[tuple[str, ...], dict[float, float]] = {}
    for key, rate, value in zip(keys_of(table, (*columns, "unit")), column["rate"], column["value_real"], strict=True):
        known.setdefault(key, {})[float(rate or 0.0)] = float("nan") if value is None else float(value)
    page.line([book.say("by_rate_head", column["price_year"][0] if table.rows else "")], "head")
    page.line([*_heads(book, table, columns), book.word("unit"), *(_rate(book, rate) for rate in rates)], "header")
    for key, values in known.items():
        numbers = [values.get(rate, float("nan")) for rate in rates]
        page.money((*_labelled(book, table, key[:-1]), book.word(key[-1])), numbers, "", EURO, "")


def _rate(book: Book, rate: float) -> str:
    return book.say("at_rate", f"{rate * 100:g}".replace(".", "," if book.lang == "de" else "."))


def measure_costs(book: Book, table: Table) -> Page:
    """Cost per tonne of each measure; the central rate first."""
    told_first = central(table.by_column["rate"]) or 0.0
    order = sorted(range(len(table.rows)), key=lambda i: abs(float(table.by_column["rate"][i] or 0.0) - told_first))
    rates = [_rate(book, float(rate or 0.0)) for rate in table.by_column["rate"]]
    columns: dict[str, Sequence[Cell]] = {"measure": table.by_column["measure"], "rate": rates}
    columns |= {name: cells for name, cells in table.by_column.items() if name not in columns}
    told = Table.of_columns(table.name, {name: [cells[i] for i in order] for name, cells in columns.items()})
    return table_sheet(book, told, without=("unit",))


def compact(book: Book, table: Table) -> Page:
    """Write a short table without its unit of money."""
    return table_sheet(book, table, without=("unit",) if set(table.by_column.get("unit", ())) == {"EUR"} else ())


SHEETS: Mapping[str, Fill] = {
    "finance_by_year": finance_by_year,
    "city_line": _plainly("payer", "item", summed=True),
    "support_requirements": support_requirements,
    "support_options": compact,
    "investment": investment,
    "running_cost": _plainly("sector", "carrier", "item", unit="EUR/a"),
    "measure_costs": measure_costs,
    "benefits": benefits,
    "households": _plainly("type", "asset", "applicant", "item"),
    "labour": labour,
    "gas_network": _plainly("run", "item"),
    "adoption": compact,
}
