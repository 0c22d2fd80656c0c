"""Sheets of the money tables: one line a key, years across, nominal euro, totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from klima2035.exports.workbook.page import Book, Page
from klima2035.exports.workbook.plain import Row, across, keys_of, part, table_sheet, wide
from klima2035.result import Cell, Table

Array = NDArray[np.float64]
TARGET_YEAR = 2035
FUNDERS = ("bund", "land", "eu", "private", "kommunal", "gap")
EURO = "#,##0"
CENTRAL = 0.03  # discount rate that is told first


def _span(book: Book, years: Sequence[int]) -> tuple[int, int]:
    """Return first and last year of the sums: from the year after ``as_of`` to the target."""
    return book.result.as_of + 1, min(TARGET_YEAR, years[-1] if years else TARGET_YEAR)


def _labelled(book: Book, table: Table, key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(book.word(code, table.name) if code else "" for code in key)


def _heads(book: Book, table: Table, columns: Sequence[str]) -> list[str]:
    return [book.word(column, table.name) for column in columns]


def investment(book: Book, table: Table) -> None:
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
    wide(book, book.word(table.name), heads, years, rows, _span(book, years))


def finance_by_year(book: Book, table: Table) -> None:
    """Who pays: by basis, origin, funder and cause of the gap, with gap and need of each basis and origin."""
    columns = ("basis", "origin", "funder", "cause")
    years, cells = across(keys_of(table, columns), table)
    places = {(basis, origin): i for i, (basis, origin) in enumerate(_BLOCKS)}
    rows: list[Row] = []
    for block in sorted({key[:2] for key in cells}, key=lambda block: places.get((block[0], block[1]), len(places))):
        mine = {key: line for key, line in cells.items() if key[:2] == block}
        for key in sorted(mine, key=lambda key: (FUNDERS.index(key[2]), key[3])):
            rows.append(Row(_labelled(book, table, key), "EUR", mine[key]))
        head = _labelled(book, table, block)
        gap = [line for key, line in mine.items() if key[2] == "gap"]
        if gap:
            rows.append(Row((*head, book.say("gap_total"), ""), "EUR", np.sum(gap, axis=0), "total"))
        rows.append(Row((*head, book.say("need"), ""), "EUR", np.sum(list(mine.values()), axis=0), "total"))
    wide(book, book.word(table.name), _heads(book, table, columns), years, rows, _span(book, years))


_BLOCKS = [(basis, origin) for basis in ("additional", "full") for origin in ("measures", "trend")]


def support_requirements(book: Book, table: Table) -> None:
    """What each level is asked for: by measure, cause and legal basis, the largest first, with totals."""
    columns = ("level", "measure", "cause", "legal_basis")
    years, cells = across(keys_of(table, columns), table)
    rows: list[Row] = []
    for level in sorted({key[0] for key in cells}):
        mine = {key: line for key, line in cells.items() if key[0] == level}
        for key in sorted(mine, key=lambda key: (-float(mine[key].sum()), key)):
            rows.append(Row(_labelled(book, table, key), "EUR", mine[key]))
        total = np.sum(list(mine.values()), axis=0)
        rows.append(Row((book.word(level), book.say("total"), "", ""), "EUR", total, "total"))
    every = np.sum(list(cells.values()), axis=0) if cells else np.zeros(len(years))
    rows.append(Row((book.say("all_levels"), book.say("total"), "", ""), "EUR", every, "total"))
    wide(book, book.word(table.name), _heads(book, table, columns), years, rows, _span(book, years))


def _plainly(*columns: str, summed: bool = False) -> Callable[[Book, Table], None]:
    """Return what writes a table with a line for each key of some columns, in order of appearance."""

    def fill(book: Book, table: Table) -> None:
        keys = keys_of(table, (*columns, "unit"))
        years, cells = across(keys, table)
        rows = [Row(_labelled(book, table, key[:-1]), key[-1], line) for key, line in cells.items()]
        span = _span(book, years) if summed else None
        wide(book, book.word(table.name), _heads(book, table, columns), years, rows, span)

    return fill


def labour(book: Book, table: Table) -> None:
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
    wide(book, book.word(table.name), [book.word("craft"), book.say("labour_kind")], years, rows)


def benefits(book: Book, table: Table) -> None:
    """Yearly cost and benefit by account, group and item; below it present values and annuities by rate."""
    columns = ("account", "group", "item")
    yearly = part(table, [year is not None for year in table.by_column["year"]])
    years, cells = across(keys_of(yearly, columns), yearly)
    rows = [Row(_labelled(book, table, key), "EUR/a", line) for key, line in cells.items()]
    page = wide(book, book.word(table.name), _heads(book, table, columns), years, rows)
    page.gap()
    _by_rate(book, page, part(table, [year is None for year in table.by_column["year"]]), columns)


def _by_rate(book: Book, page: Page, table: Table, columns: Sequence[str]) -> None:
    rates = sorted({float(rate) for rate in table.by_column["rate"] if rate is not None})
    known: dict[tuple[str, ...], dict[float, float]] = {}
    keys = keys_of(table, (*columns, "unit"))
    for key, rate, value in zip(keys, table.by_column["rate"], table.by_column["value"], strict=True):
        if rate is not None and value is not None:
            known.setdefault(key, {})[float(rate)] = float(value)
    page.line([book.say("by_rate_head")], "head")
    page.line([*_heads(book, table, columns), book.word("unit"), *(_rate(book, rate) for rate in rates)], "header")
    for key, values in known.items():
        numbers = [values.get(rate, float("nan")) for rate in rates]
        page.money(_labelled(book, table, key), numbers, "", EURO, "")


def _rate(book: Book, rate: float) -> str:
    return book.say("at_rate", f"{rate * 100:g}".replace(".", "," if book.lang == "de" else "."))


def measure_costs(book: Book, table: Table) -> None:
    """Cost per tonne of each measure; the central rate first."""
    order = sorted(range(len(table.rows)), key=lambda i: _distance(table.by_column["rate"][i]))
    rates = [_rate(book, float(rate or 0.0)) for rate in table.by_column["rate"]]
    columns: dict[str, Sequence[Cell]] = {**table.by_column, "rate": rates}
    told = Table.of_columns(table.name, {name: [cells[i] for i in order] for name, cells in columns.items()})
    table_sheet(book, told, without=("unit",))


def _distance(rate: Cell) -> float:
    return abs(float(rate or 0.0) - CENTRAL)


def compact(book: Book, table: Table) -> None:
    """Write a short table without its unit of money."""
    table_sheet(book, table, without=("unit",) if set(table.by_column.get("unit", ())) == {"EUR"} else ())


SHEETS: Mapping[str, Callable[[Book, Table], None]] = {
    "finance_by_year": finance_by_year,
    "city_line": _plainly("payer", "item", summed=True),
    "support_requirements": support_requirements,
    "support_options": compact,
    "investment": investment,
    "running_cost": _plainly("sector", "carrier", "item"),
    "measure_costs": measure_costs,
    "benefits": benefits,
    "households": _plainly("type", "asset", "applicant", "item"),
    "labour": labour,
    "gas_network": _plainly("run", "item"),
    "adoption": compact,
}
