"""A workbook and its pages, written row by row as finished XML.

XlsxWriter keeps everything around the cells: styles, shared texts, frozen panes, validation, document properties.
The cells themselves are put together here, one text a row, because a hundred thousand calls for single cells would
take longer than the model. A text always goes to the table of shared texts, so it never becomes a formula; a
formula carries its value for readers that do not calculate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import ceil
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from klima2035.labels import Labels, labels, titles
from klima2035.messages import text
from klima2035.result import Cell, Result

WIDEST = 60  # characters of a column
READABLE = 240  # characters side by side on a page
A4 = 9  # number of the paper size
LINE = 15  # points that a line of text is high
LONGEST = 32_767  # characters that a cell can hold
LOOKS: dict[str, dict[str, Any]] = {
    "": {},
    "header": {"bold": True, "bg_color": "#DCE6EC", "bottom": 1, "text_wrap": True, "valign": "top"},
    "total": {"bold": True, "top": 1},
    "title": {"bold": True, "font_size": 16},
    "head": {"bold": True},
    "wrap": {"text_wrap": True, "valign": "top"},
    "input": {"bg_color": "#FFF2CC", "border": 1, "border_color": "#D6B656", "font_color": "#1F3FBF"},
    "quiet": {"font_color": "#808080"},
    "left": {"align": "left"},
}


class Formula(NamedTuple):
    """A formula (without its equals sign) and the number that it gives."""

    text: str
    value: float


Shown = Cell | Formula


@cache
def column(place: int) -> str:
    """Return the letters of a column counted from zero."""
    return ("" if place < 26 else column(place // 26 - 1)) + chr(ord("A") + place % 26)


class Book:
    """The workbook with its styles and the words of its language."""

    def __init__(self, workbook: Any, result: Result, lang: str) -> None:
        self.workbook, self.result, self.lang = workbook, result, lang
        self.words: Labels = labels(lang, titles(result))
        self._styles: dict[tuple[str, str], int] = {}
        self._known: dict[str, str] = {}
        self._pages: list[Page] = []

    def page(self, name: str) -> Page:
        """Return a new page of this name."""
        made = Page(self, name)
        self._pages.append(made)
        return made

    def style(self, name: str = "", number_format: str = "") -> int:
        """Return the number of a cell style, made once for each name and number format."""
        key = (name, number_format)
        if key not in self._styles:
            made = self.workbook.add_format({**LOOKS[name], "num_format": number_format or "General"})
            self._styles[key] = made._get_xf_index()
        return self._styles[key]

    def shared(self, cell: str) -> int:
        """Return the place of a text among the shared ones."""
        if cell.startswith("<r>"):  # would be taken for marked-up text
            cell = " " + cell
        return int(self.workbook.str_table._get_shared_string_index(cell[:LONGEST]))

    def say(self, key: str, *values: object) -> str:
        """Return a message in the workbook's language."""
        return text(key, self.lang, *values)

    def word(self, code: str, within: str = "") -> str:
        """Return the label of a code; the one of ``within.code``, for a code in one table, goes before its own."""
        key = f"{within}.{code}"
        if key not in self._known:
            own = self.words(key)
            self._known[key] = own if within and own != key else self.words(code)
        return self._known[key]

    def finish(self) -> None:
        """Hand every page's rows over."""
        for page in self._pages:
            page.finish()


class Page:
    """One worksheet being filled from the top; ``row``: the number of its last row, from one."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name, self.row = book, name, 0
        self.sheet = book.workbook.add_worksheet(sheet_name(name))
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.set_footer("&L&A&R&P / &N")  # name of the sheet, page of pages
        self._rows: list[str] = []
        self._columns = self._left = 0
        self._widths: dict[int, float] = {}

    def line(self, cells: Sequence[Shown], style: str = "", number_format: str = "", lines: int = 0) -> None:
        """Write one row; numbers without a format each get one of their size. lines: see ``put``."""
        plain, numeric = self.book.style(style), self.book.style(style, number_format)
        out = []
        for place, cell in enumerate(cells):
            if cell is None:
                continue
            if isinstance(cell, str):
                out.append(self.text(place, cell, plain))
            else:
                value = cell.value if isinstance(cell, Formula) else cell
                how = numeric if number_format else self.book.style(style, format_by_size(value))
                out.append(self.cell(place, cell, how))
        self.put(out, len(cells), lines or (2 if style == "title" else 0))

    def money(
        self,
        texts: Sequence[str],
        numbers: Sequence[float | Formula],
        style: str,
        number_format: str,
        numbers_style: str,
    ) -> None:
        """Write one row of texts and, right of them, numbers in a style of their own."""
        plain, numeric = self.book.style(style), self.book.style(numbers_style, number_format)
        out = [self.text(place, cell, plain) for place, cell in enumerate(texts)]
        out += [self.cell(place, cell, numeric) for place, cell in enumerate(numbers, start=len(texts))]
        self.put(out, len(texts) + len(numbers))

    def text(self, place: int, cell: str, style: int) -> str:
        """Return a text cell of the row to come."""
        return f'<c r="{column(place)}{self.row + 1}" s="{style}" t="s"><v>{self.book.shared(cell)}</v></c>'

    def cell(self, place: int, cell: float | Formula, style: int) -> str:
        """Return a cell of a number or formula of the row to come; no cell for a number that is none."""
        if isinstance(cell, Formula):
            inner = f"<f>{escape(cell.text)}</f><v>{cell.value!r}</v>"
        elif cell - cell == 0.0:
            inner = f"<v>{cell if type(cell) is int else float.__repr__(float(cell))}</v>"
        elif cell == cell:  # noqa: PLR0124 - only NaN differs from itself
            raise ValueError(f"sheet '{self.name}' holds an infinite value")
        else:
            return f'<c r="{column(place)}{self.row + 1}" s="{style}"/>' if style else ""
        return f'<c r="{column(place)}{self.row + 1}" s="{style}">{inner}</c>'

    def put(self, cells: Iterable[str], columns: int, lines: int = 0) -> None:
        """Write one row of finished cells; lines: its height where that of its text does not do."""
        self.row += 1
        self._columns = max(self._columns, columns)
        height = f' ht="{lines * LINE}" customHeight="1"' if lines else ""
        self._rows.append(f'<row r="{self.row}"{height}>{"".join(cells)}</row>')

    def header(self, cells: Sequence[Shown], left: int, lines: int = 0) -> None:
        """Write the header row, freeze it with ``left`` columns, repeat it on each printed page."""
        self.line(cells, "header", "0", lines)
        self.sheet.freeze_panes(self.row, left)
        self.sheet.repeat_rows(self.row - 1)
        self._left = left

    def gap(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def widths(self, columns: Sequence[Sequence[str]]) -> None:
        """Make each column as wide as its longest text."""
        for place, texts in enumerate(columns):
            self.width(place, place, min(max(map(len, texts), default=8) + 2, WIDEST))

    def width(self, first: int, last: int, width: float) -> None:
        """Make the columns from ``first`` to ``last`` so many characters wide."""
        self.sheet.set_column(first, last, width)
        self._widths.update(dict.fromkeys(range(first, last + 1), width))

    def _fit(self) -> None:
        """Print the sheet as wide as can be read: on several pages side by side the first columns come again."""
        total = sum(self._widths.values())
        lead = sum(self._widths.get(place, 0.0) for place in range(self._left))
        if total <= READABLE or not 0.0 < lead < 0.6 * READABLE:
            self.sheet.fit_to_pages(ceil(total / READABLE) or 1, 0)
            return
        self.sheet.repeat_columns(0, self._left - 1)
        self.sheet.fit_to_pages(ceil((total - lead) / (READABLE - lead)), 0)

    def finish(self) -> None:
        """Hand the rows over to XlsxWriter, which writes all that stands around them."""
        if not self._rows:
            return
        self._fit()
        sheet = self.sheet
        sheet.dim_rowmin, sheet.dim_rowmax, sheet.dim_colmin = 0, self.row - 1, 0
        sheet.dim_colmax = max(self._columns, sheet.dim_colmax or 0, 1) - 1
        sheet._write_rows = lambda: sheet.fh.write("".join(self._rows))


def sheet_name(name: str) -> str:
    """Return a name that a worksheet may have."""
    return "".join("-" if char in "[]:*?/\\" else char for char in name)[:31]


def reference(name: str) -> str:
    """Return what goes before a cell of another sheet in a formula."""
    return "'" + sheet_name(name).replace("'", "''") + "'!"


def format_by_size(value: float) -> str:
    """Return a format of three digits or more; years and other whole numbers keep no separator."""
    if isinstance(value, int):
        return "0"
    size = abs(value)
    return "#,##0" if size >= 1000.0 or size == 0.0 else "#,##0.0" if size >= 10.0 else "0.000"
