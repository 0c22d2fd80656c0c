"""Sheets of frames and tables: years across, labels instead of codes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from klima2035.exports.workbook.page import Book, Page, format_by_size
from klima2035.result import Cell, Frame, Table

Array = NDArray[np.float64]
FORMATS = {
    "tCO2e/a": "#,##0", "tCO2/a": "#,##0", "t/a": "#,##0", "EUR": "#,##0", "EUR/a": "#,##0", "employees": "#,##0",
    "GWh/a": "#,##0.0", "MW": "#,##0.0", "1": "0.0%", "1/a": "0.00%", "EUR/(m2*month)": "0.00", "EUR/MWh": "0.00",
}  # fmt: skip
AS_IT_IS = {"id", "note"}  # columns that hold no codes
LONG = "-1,234,567,890"  # a number must fit
SAID_ONCE = {"scenario"}  # the cover names it
WIDTH, SUM_WIDTH = 12.5, 18  # of a column of numbers


class Row(NamedTuple):
    """One line of a wide sheet: labels, unit code, values (year,), style."""

    labels: tuple[str, ...]
    unit: str
    values: Array
    style: str = ""


def number_format(unit: str, values: Array) -> str:
    """Return the format of a unit, else one by the largest value."""
    if unit in FORMATS:
        return FORMATS[unit]
    return format_by_size(float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 0.0)


def wide(
    book: Book,
    name: str,
    heads: Sequence[str],
    years: Sequence[int],
    rows: Sequence[Row],
    span: tuple[int, int] | None = None,
) -> Page:
    """Write a sheet with one line for each row and years across; return it for what stands below.

    span: first and last year of a sum shown left of the years.
    """
    page = book.page(name)
    lead = [*heads, book.words("unit")]
    summed = [] if span is None else [book.say("sum_of", *span)]
    page.header([*lead, *summed, *years], len(lead))
    summable = np.zeros(len(years), bool) if span is None else within(years, span)
    for row in rows:
        numbers = row.values.tolist()
        if span is not None:
            numbers.insert(0, float(np.nansum(row.values[summable])))
        form = number_format(row.unit, row.values)
        page.money((*row.labels, book.words(row.unit)), numbers, row.style, form, row.style)
    texts = [(*row.labels, book.words(row.unit)) for row in rows]
    page.widths([[head, *column] for head, *column in zip(lead, *texts, strict=True)])
    page.width(len(lead), len(lead) + len(summed) + len(years) - 1, WIDTH)
    if summed:
        page.width(len(lead), len(lead), SUM_WIDTH)
    return page


def within(years: Sequence[int], span: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which years lie in a span."""
    when = np.array(years)
    return np.asarray((when >= span[0]) & (when <= span[1]))


def across(keys: Sequence[tuple[str, ...]], table: Table) -> tuple[list[int], dict[tuple[str, ...], Array]]:
    """Return the years of a table and its nominal values summed by key, each (year,), in order of appearance."""
    when, value = table.by_column["year"], np.array(table.by_column["value"], dtype=np.float64)
    years = sorted({int(year or 0) for year in when})
    place, at = {key: i for i, key in enumerate(dict.fromkeys(keys))}, {year: i for i, year in enumerate(years)}
    cell = np.array([place[key] * len(years) + at[int(year or 0)] for key, year in zip(keys, when, strict=True)], int)
    sums = np.bincount(cell, value, len(place) * len(years)).reshape(len(place), len(years))
    return years, dict(zip(place, sums, strict=True))


def keys_of(table: Table, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the texts of some columns row by row; empty for an empty cell."""
    known = (["" if cell is None else str(cell) for cell in table.by_column[name]] for name in columns)
    return cast("list[tuple[str, ...]]", list(zip(*known, strict=True)))


def part(table: Table, keep: Sequence[bool]) -> Table:
    """Return a table with some of its rows."""
    rows = tuple(row for row, kept in zip(table.rows, keep, strict=True) if kept)
    return Table(table.name, table.columns, rows)


def frame_sheet(book: Book, frame: Frame) -> None:
    """Write a frame without its rows of nothing but zeros."""
    words = book.word
    shown = np.flatnonzero(np.nan_to_num(frame.values).any(axis=0))
    columns = frame.values.T
    rows = [
        Row(tuple(words(names[row]) for names in frame.coords.values()), frame.units[row], columns[row])
        for row in shown.tolist()
    ]
    wide(book, words(frame.name), [words(coord) for coord in frame.coords], frame.years, rows)


def without_age(stocks: Frame) -> Frame:
    """Return the stocks with parts of three codes (building type, age class, state) summed over the middle one."""
    parts = [part.split("/") for part in stocks.coords["part"]]
    shown = [f"{codes[0]}/{codes[2]}" if len(codes) == 3 else "/".join(codes) for codes in parts]
    rows = list(zip(stocks.coords["stock"], shown, stocks.units, strict=True))
    place = {row: i for i, row in enumerate(dict.fromkeys(rows))}
    values = np.zeros((len(stocks.years), len(place)))
    for row, series in zip(rows, stocks.values.T, strict=True):
        values[:, place[row]] += series
    coords = {"stock": tuple(row[0] for row in place), "part": tuple(row[1] for row in place)}
    return Frame(stocks.name, stocks.years, coords, tuple(row[2] for row in place), values, stocks.quality)


def overview(book: Book, frame: Frame) -> None:
    """Emissions of each view and indicator by sector with their total; below them the findings."""
    rows: list[Row] = []
    words = book.word
    for view in dict.fromkeys(frame.coords["view"]):
        for indicator in dict.fromkeys(frame.pick(view=view).coords["indicator"]):
            piece = frame.pick(view=view, indicator=indicator)
            known = np.isfinite(piece.values).any(axis=1)
            for sector, values in piece.by("sector").items():
                shown = np.where(known, values, np.nan)
                rows.append(Row((words(view), words(indicator), words(sector)), piece.units[0], shown))
            total = np.where(known, piece.total(), np.nan)
            rows.append(Row((words(view), words(indicator), book.say("total")), piece.units[0], total, "total"))
    heads = [words(head) for head in ("view", "indicator", "sector")]
    page = wide(book, book.say("overview"), heads, frame.years, rows)
    page.gap()
    _findings(book, page)


def _findings(book: Book, page: Page) -> None:
    """Write every finding with its reason and its remedy, the worst first."""
    page.line([book.say("finding_head"), None if book.result.found else book.say("no_findings")], "head")
    for one in book.result.found:
        page.line([book.say(f"severity_{one.severity}"), one.sentence[book.lang]], "head")
        page.line([book.say("finding_reason"), one.reason[book.lang]])
        page.line([book.say("finding_remedy_of"), one.remedy[book.lang]])


def table_sheet(book: Book, table: Table, without: Collection[str] = ()) -> Page:
    """Write a table as it is, codes replaced by labels; ``without``: columns that it can do without."""
    shown = [name for name in table.columns if name not in SAID_ONCE and name not in without]
    page = book.page(book.word(table.name))
    columns: list[list[Cell]] = [[_shown(cell, name, book) for cell in table.by_column[name]] for name in shown]
    heads = [book.word(name, table.name) for name in shown]
    page.header(heads, 0)
    for row in zip(*columns, strict=True):
        page.line(row)
    texts = [[cell if isinstance(cell, str) else LONG * isinstance(cell, float) for cell in cells] for cells in columns]
    page.widths([[head, *some] for head, some in zip(heads, texts, strict=True)])
    return page


def _shown(cell: Cell, name: str, book: Book) -> Cell:
    if name == "source":
        titles: dict[Cell, str] = book.result.extra.get("source_titles", {})
        return titles.get(cell, cell)
    return book.word(cell) if isinstance(cell, str) and name not in AS_IT_IS else cell
