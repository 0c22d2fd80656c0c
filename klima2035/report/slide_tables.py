"""Tables on slides: native ones, with light rules, on as many slides as their rows need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from klima2035.palette import FAINT, INK
from klima2035.report.blocks import Cell, Row, Table
from klima2035.report.setting import MARK_COLOURS, MARKS
from klima2035.report.slide_words import LINE, SMALLEST, Box, Run, described, lines, wide, write

LARGEST = 14.0  # points
PADDING = 0.06  # inches above and below the words of a cell
GUTTER = 0.08  # inches beside the words of a cell
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the table style without lines and grounds
_RULE = "http://schemas.openxmlformats.org/drawingml/2006/main"


def parted(table: Table, box: Box) -> tuple[list[Table], float]:
    """Return a table in parts that fit a box each, and the size of its letters in points."""
    if _tall(table, table.rows, box.width, LARGEST) <= box.height:
        return [table], LARGEST
    parts = _parts(table, box, len(table.rows))
    parts = _parts(table, box, -(-len(table.rows) // len(parts)))  # the same number of rows on each
    size = LARGEST if all(_tall(table, rows, box.width, LARGEST) <= box.height for rows in parts) else SMALLEST
    return [Table(table.caption, table.columns, rows, table.source, table.note) for rows in parts], size


def _parts(table: Table, box: Box, most: int) -> list[list[Row]]:
    """Return rows in groups that fit a box, at most ``most`` in each."""
    parts: list[list[Row]] = [[]]
    for row in table.rows:
        full = len(parts[-1]) >= most or _tall(table, [*parts[-1], row], box.width, SMALLEST) > box.height
        if parts[-1] and full:
            parts.append([])
        parts[-1].append(row)
    return parts


def place(slide: Any, table: Table, box: Box, size: float, lang: str) -> None:
    """Draw a table within a box."""
    from pptx.util import Inches  # noqa: PLC0415 - heavy

    heights = _heights(table, table.rows, box.width, size)
    across = Box(box.left, box.top, box.width, sum(heights))
    frame = slide.shapes.add_table(len(table.rows) + 1, len(table.columns), *across.place)
    described(frame, table.caption, f"{table.caption}. {table.note}".strip())
    drawn = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(f"{{{_RULE}}}tableStyleId").text = PLAIN
    drawn.first_row, drawn.first_col, drawn.horz_banding = True, True, False
    for position, width in enumerate(_widths(table, box.width, size)):
        drawn.columns[position].width = Inches(width)
    for position, height in enumerate(heights):
        drawn.rows[position].height = Inches(height)
    heads = Row([Cell(column.head) for column in table.columns], total=True)
    for position, row in enumerate([heads, *table.rows]):
        last = position == len(table.rows)
        following = table.rows[position].total if not last else True
        rule = (INK, 1.5) if position == 0 or last else (INK, 1.0) if following else (FAINT, 0.75)
        for column, cell in enumerate(row.cells):
            _ruled(drawn.cell(position, column), column == 0, *rule)
            _words(drawn.cell(position, column), cell, row.total, size, (lang, table.columns[column].align))


def _widths(table: Table, width: float, size: float) -> list[float]:
    """Return the widths of columns in inches: as wanted, none narrower than its longest word if there is room."""
    needs = [_longest(table, column, size) for column in range(len(table.columns))]
    fixed: dict[int, float] = {}
    if sum(needs) <= width:
        for _ in needs:
            plain = _shares(table, width, fixed)
            fixed |= {at: need for at, need in enumerate(needs) if at not in fixed and plain[at] < need}
    return _shares(table, width, fixed)


def _shares(table: Table, width: float, fixed: Mapping[int, float]) -> list[float]:
    """Return the widths where some are fixed and the others share the rest as wanted."""
    parts = sum(column.width for at, column in enumerate(table.columns) if at not in fixed) or 1.0
    left = width - sum(fixed.values())
    return [fixed.get(at, left * column.width / parts) for at, column in enumerate(table.columns)]


def _longest(table: Table, column: int, size: float) -> float:
    """Return the width that a column's longest word takes, with the space beside it."""
    cells = [row.cells[column] for row in table.rows]
    heads = [(word, True) for word in table.columns[column].head.split(" ")]
    found = [*heads, *((word, bool(cell.mark)) for cell in cells for word in _shown(cell).split(" "))]
    return max(wide(word, size, bold) for word, bold in found) + 2.0 * GUTTER + 0.02


def _heights(table: Table, rows: Sequence[Row], width: float, size: float) -> list[float]:
    """Return the height of head and rows in inches."""
    widths = _widths(table, width, size)
    heads = [(column.head, True) for column in table.columns]
    texts = [heads, *([(_shown(cell), row.total or bool(cell.mark)) for cell in row.cells] for row in rows)]
    most = [
        max(lines(told, size, across - 2.0 * GUTTER, bold) for (told, bold), across in zip(row, widths, strict=True))
        for row in texts
    ]
    return [count * LINE * size / 72.0 + 2.0 * PADDING for count in most]


def _tall(table: Table, rows: Sequence[Row], width: float, size: float) -> float:
    return sum(_heights(table, rows, width, size))


def _shown(cell: Cell) -> str:
    """Return a cell's words with their symbol before them."""
    return f"{MARKS[cell.mark]}\u00a0{cell.text}" if cell.mark else cell.text


def _words(target: Any, cell: Cell, bold: bool, size: float, how: tuple[str, str]) -> None:
    lang, align = how
    colour = MARK_COLOURS[cell.mark] if cell.mark else INK
    write(target.text_frame, [Run(_shown(cell), size, colour, bold or bool(cell.mark))], lang, align == "right")


def _ruled(target: Any, first: bool, colour: str, width: float) -> None:
    """Give a cell its space, no ground, and the line beneath it: colour, width in points."""
    from pptx.oxml import parse_xml  # noqa: PLC0415 - heavy
    from pptx.util import Inches, Pt  # noqa: PLC0415 - heavy

    target.margin_left, target.margin_right = Inches(0.0 if first else GUTTER), Inches(GUTTER)
    target.margin_top = target.margin_bottom = Inches(PADDING)
    inner = f'<a:solidFill xmlns:a="{_RULE}"><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'
    line = f'<a:lnB xmlns:a="{_RULE}" w="{int(Pt(width))}" cap="flat" cmpd="sng">{inner}</a:lnB>'
    target._tc.get_or_add_tcPr().insert(0, parse_xml(line))
