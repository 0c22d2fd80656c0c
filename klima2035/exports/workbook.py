"""``results.xlsx``: the tables for readers, years across, labels instead of codes.

Written cell by cell with the cell's type stated, so a text never becomes a formula; the document's
dates are fixed, so equal results give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from klima2035.labels import Labels, city, labels, titles
from klima2035.messages import text
from klima2035.numbers import number
from klima2035.result import Cell, Frame, Result, Table

Array = NDArray[np.float64]
_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - a document property, not a moment
_FORMATS = {
    "tCO2e/a": "#,##0", "tCO2/a": "#,##0", "t/a": "#,##0", "EUR": "#,##0", "EUR/a": "#,##0",
    "GWh/a": "#,##0.0", "MW": "#,##0.0", "1": "0.0%", "1/a": "0.00%",
}  # fmt: skip
_LARGEST_TABLE = 5000  # rows; longer tables are read from CSV
_WIDE = 60
_AS_IT_IS = {"scenario", "id", "note", "source"}  # columns that hold no codes


class _Sheet:
    """One worksheet being filled from the top."""

    def __init__(self, book: _Book, name: str) -> None:
        self.book, self.name, self.row = book, name, 0
        self.sheet = book.workbook.add_worksheet(_sheet_name(name))

    def line(self, cells: Sequence[Cell], style: str = "", number_format: str = "") -> None:
        """Write one row; texts as texts, numbers as numbers (by default each in a format of its size)."""
        text_style = self.book.style(style) if style else None
        number_style = self.book.style(style, number_format)
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                self.sheet.write_string(self.row, column, cell, text_style)
            elif cell is not None and cell == cell:  # noqa: PLR0124 - only NaN differs from itself
                how = number_style if number_format else self.book.style(style, _format_by_size(cell))
                self.sheet.write_number(self.row, column, cell, how)
        self.row += 1

    def header(self, cells: Sequence[Cell], left: int) -> None:
        """Write the header row and freeze it with ``left`` columns."""
        self.line(cells, "header", "0")
        self.sheet.freeze_panes(self.row, left)

    def widths(self, columns: Sequence[Sequence[str]]) -> None:
        """Make each column as wide as its longest text."""
        for column, texts in enumerate(columns):
            self.sheet.set_column(column, column, min(max(map(len, texts), default=8) + 2, _WIDE))


class _Book:
    """The workbook with its styles and the words of its language."""

    def __init__(self, workbook: Any, result: Result, lang: str) -> None:
        self.workbook, self.result, self.lang = workbook, result, lang
        self.words: Labels = labels(lang, titles(result))
        self._styles: dict[tuple[str, str], Any] = {}

    def style(self, name: str, number_format: str = "") -> Any:
        """Return a cell format, made once for each name and number format."""
        key = (name, number_format)
        if key not in self._styles:
            looks: dict[str, dict[str, Any]] = {
                "": {},
                "header": {"bold": True, "bg_color": "#DCE6EC", "bottom": 1, "text_wrap": True, "valign": "top"},
                "total": {"bold": True, "top": 1},
                "title": {"bold": True, "font_size": 16},
                "head": {"bold": True},
                "wrap": {"text_wrap": True, "valign": "top"},
            }
            self._styles[key] = self.workbook.add_format({**looks[name], "num_format": number_format or "General"})
        return self._styles[key]

    def say(self, key: str, *values: object) -> str:
        """Return a message in the workbook's language."""
        return text(key, self.lang, *values)


def _sheet_name(name: str) -> str:
    return "".join("-" if char in "[]:*?/\\" else char for char in name)[:31]


def _number_format(unit: str, values: Array) -> str:
    if unit in _FORMATS:
        return _FORMATS[unit]
    return _format_by_size(float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 0.0)


def _format_by_size(value: float) -> str:
    """Return a format of three digits or more; years and other whole numbers keep no separator."""
    if isinstance(value, int):
        return "0"
    size = abs(value)
    return "#,##0" if size >= 1000.0 else "#,##0.0" if size >= 10.0 else "0.000"


Row = tuple[tuple[str, ...], str, Array, str]  # labels, unit code, values (year,), style


def _wide(book: _Book, name: str, heads: Sequence[str], years: Sequence[int], rows: Sequence[Row]) -> _Sheet:
    """Write a sheet with one line for each row and years across; return it for what stands below."""
    words = book.words
    sheet = _Sheet(book, words(name))
    lead = [*(words(head) for head in heads), words("unit")]
    sheet.header([*lead, *years], len(lead))
    columns: list[list[str]] = [[head] for head in lead]
    for row_labels, unit, values, style in rows:
        texts = [*row_labels, words(unit)]
        for column, cell in zip(columns, texts, strict=True):
            column.append(cell)
        sheet.line([*texts, *values.tolist()], style, _number_format(unit, values))
    sheet.widths(columns)
    sheet.sheet.set_column(len(lead), len(lead) + len(years) - 1, 11)
    return sheet


def _frame_sheet(book: _Book, frame: Frame) -> None:
    words = book.words
    shown = np.flatnonzero(np.nan_to_num(frame.values).any(axis=0))
    columns = frame.values.T
    rows: list[Row] = [
        (tuple(words(names[row]) for names in frame.coords.values()), frame.units[row], columns[row], "")
        for row in shown.tolist()
    ]
    _wide(book, frame.name, tuple(frame.coords), frame.years, rows)


def _without_age(stocks: Frame) -> Frame:
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


def _overview(book: _Book, frame: Frame) -> None:
    """Emissions of each view and indicator by sector with their total; below them the findings."""
    rows: list[Row] = []
    words = book.words
    for view in dict.fromkeys(frame.coords["view"]):
        for indicator in dict.fromkeys(frame.pick(view=view).coords["indicator"]):
            part = frame.pick(view=view, indicator=indicator)
            known = np.isfinite(part.values).any(axis=1)
            for sector, values in part.by("sector").items():
                shown = np.where(known, values, np.nan)
                rows.append(((words(view), words(indicator), words(sector)), part.units[0], shown, ""))
            total = np.where(known, part.total(), np.nan)
            rows.append(((words(view), words(indicator), book.say("total")), part.units[0], total, "total"))
    sheet = _wide(book, book.say("overview"), ("view", "indicator", "sector"), frame.years, rows)
    sheet.row += 1
    _findings(book, sheet)


def _findings(book: _Book, sheet: _Sheet) -> None:
    """Write every finding with its reason and its remedy, the worst first."""
    sheet.line([book.say("finding_head"), None if book.result.found else book.say("no_findings")], "head")
    for one in book.result.found:
        sheet.line([book.say(f"severity_{one.severity}"), one.sentence[book.lang]], "head")
        sheet.line([book.say("finding_reason"), one.reason[book.lang]])
        sheet.line([book.say("finding_remedy_of"), one.remedy[book.lang]])


def _across(keys: Sequence[tuple[str, ...]], table: Table) -> tuple[list[int], dict[tuple[str, ...], Array]]:
    """Return the years of a table and its nominal values summed by key, each (year,) [EUR], in order of appearance."""
    when, value = table.by_column["year"], np.array(table.by_column["value"], dtype=np.float64)
    years = sorted({int(year or 0) for year in when})
    place, at = {key: i for i, key in enumerate(dict.fromkeys(keys))}, {year: i for i, year in enumerate(years)}
    cell = np.array([place[key] * len(years) + at[int(year or 0)] for key, year in zip(keys, when, strict=True)], int)
    sums = np.bincount(cell, value, len(place) * len(years)).reshape(len(place), len(years))
    return years, dict(zip(place, sums, strict=True))


def _investment_sheet(book: _Book, table: Table) -> None:
    """Nominal euro by basis, occasion (trend or measures), sector and funder, with the need of each basis."""
    column = table.by_column
    occasion = ["trend" if measure == "trend" else "measures" for measure in column["measure"]]
    keys = zip(column["basis"], occasion, column["sector"], column["funder"], strict=True)
    years, cells = _across(cast("list[tuple[str, ...]]", list(keys)), table)
    words = book.words
    rows: list[Row] = []
    for one_basis in dict.fromkeys(key[0] for key in cells):
        mine = {key: line for key, line in cells.items() if key[0] == one_basis}
        rows += [((*map(words, key),), "EUR", line, "") for key, line in sorted(mine.items())]
        need = np.sum(list(mine.values()), axis=0)
        rows.append(((words(one_basis), "", "", book.say("need")), "EUR", need, "total"))
    _wide(book, table.name, ("basis", book.say("money_origin"), "sector", "funder"), years, rows)


def _running_cost_sheet(book: _Book, table: Table) -> None:
    """Nominal euro a year by sector, carrier and item."""
    heads = ("sector", "carrier", "item")
    keys = zip(*(table.by_column[head] for head in heads), strict=True)
    years, cells = _across(cast("list[tuple[str, ...]]", list(keys)), table)
    rows: list[Row] = [((*map(book.words, key),), "EUR/a", line, "") for key, line in cells.items()]
    _wide(book, table.name, heads, years, rows)


def _table_sheet(book: _Book, table: Table) -> None:
    """Write a table as it is, codes replaced by labels."""
    words = book.words
    sheet = _Sheet(book, words(table.name))
    own = [f"{table.name}.{column}" for column in table.columns]  # a column's own label goes before that of its code
    heads = [words(one if words(one) != one else column) for one, column in zip(own, table.columns, strict=True)]
    sheet.header(heads, 0)
    columns: list[list[str]] = [[head] for head in heads]
    shown: list[Callable[[str], str]] = [str if name in _AS_IT_IS else words for name in table.columns]
    for row in table.rows:
        cells: list[Cell] = [
            show(cell) if isinstance(cell, str) else cell for show, cell in zip(shown, row, strict=True)
        ]
        for column, cell in zip(columns, cells, strict=True):
            column.append(cell if isinstance(cell, str) else "")
        sheet.line(cells)
    sheet.widths(columns)


def _cover(book: _Book, sheets: Sequence[str]) -> None:
    result, lang = book.result, book.lang
    sheet = _Sheet(book, book.say("cover"))
    sheet.sheet.set_column(0, 0, 34)
    sheet.sheet.set_column(1, 1, 100)
    sheet.line([book.say("book_title", result.title[lang])], "title")
    sheet.line([book.say("as_of", result.as_of)])
    sheet.row += 1
    facts = {
        book.say("label"): result.label if lang == "de" else result.extra.get("label_en", result.label),
        book.say("datenguete"): number(result.datenguete, 2, lang),
        book.say("scenario_code"): result.name,
        book.say("scenario_city"): city(result, lang),
    }
    blocks: Mapping[str, Sequence[tuple[str, str]]] = {
        "": tuple(facts.items()),
        "setting_head": tuple(
            (book.words(key.removeprefix("framework.")), book.words(value)) for key, value in result.settings.items()
        ),
        "finding_head": tuple((book.say(f"severity_{one.severity}"), one.sentence[lang]) for one in result.found)
        or (("", book.say("no_findings")),),
        "note_head": tuple(("", book.say(f"note_{note}")) for note in ("views", "money", "rows", "files")),
        "sheet_head": tuple(("", name) for name in sheets),
    }
    for head, pairs in blocks.items():
        if head:
            sheet.line([book.say(head)], "head")
        for pair in pairs:
            sheet.line(pair, "wrap")
        sheet.row += 1


def _plan(book: _Book) -> dict[str, Callable[[], None]]:
    """Return what fills each sheet after the cover, by name in order."""
    result, words = book.result, book.words
    sheets: dict[str, Callable[[], None]] = {}
    if "emissions" in result.frames:
        sheets[book.say("overview")] = partial(_overview, book, result.frames["emissions"])
    if "milestones" in result.tables:
        sheets[words("milestones")] = partial(_table_sheet, book, result.tables["milestones"])
    if "investment" in result.tables:
        sheets[words("investment")] = partial(_investment_sheet, book, result.tables["investment"])
    for name, frame in result.frames.items():
        sheets[words(name)] = partial(_frame_sheet, book, _without_age(frame) if name == "stocks" else frame)
    for name, table in result.tables.items():
        if name == "running_cost":
            sheets[words(name)] = partial(_running_cost_sheet, book, table)
        elif name not in {"milestones", "investment"} and len(table.rows) <= _LARGEST_TABLE:
            sheets[words(name)] = partial(_table_sheet, book, table)
    return sheets


def write(result: Result, folder: Path, lang: str = "de") -> list[Path]:
    """Write ``results.xlsx`` in one language."""
    import xlsxwriter  # noqa: PLC0415 - heavy
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    path = folder / "results.xlsx"
    workbook = xlsxwriter.Workbook(str(path), {"in_memory": True})
    workbook.set_properties({"title": result.title[lang], "author": "klima2035", "created": _FIXED})
    book = _Book(workbook, result, lang)
    sheets = _plan(book)
    _cover(book, list(sheets))
    for fill in sheets.values():
        fill()
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
    return [path]
