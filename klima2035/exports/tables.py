"""``tables/*.csv``: every frame in long form and every table as it is, for machines.

UTF-8 without BOM, comma, decimal point, LF, full precision (the shortest text that reads back to
the same number), codes and not labels. A text that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from klima2035.numbers import FORMULA_SIGNS
from klima2035.result import Cell, Frame, Result, Table

_QUOTED = frozenset(',"\n\r')


def cell_text(cell: Cell) -> str:
    """Return one cell as CSV text; empty for None and for a number that is none."""
    if isinstance(cell, float):
        if cell != cell:  # noqa: PLR0124 - only NaN differs from itself
            return ""
        return float.__repr__(cell + 0.0)
    if cell is None:
        return ""
    text = str(cell)
    if text.startswith(FORMULA_SIGNS) and not _is_number(text):  # a spreadsheet would calculate it
        text = f"'{text}"
    return text if _QUOTED.isdisjoint(text) else '"' + text.replace('"', '""') + '"'


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _line(cells: Iterable[Cell]) -> str:
    return ",".join(map(cell_text, cells))


def frame_text(result: Result, frame: Frame) -> str:
    """Return a frame in long form: scenario,year,phase,<coordinates>,value,unit,quality; no row without a value.

    Row by row of the frame, years ascending. ValueError for an infinite value: that is a bug.
    """
    if np.isinf(frame.values).any():
        raise ValueError(f"frame '{frame.name}' holds an infinite value")
    phase = dict(zip(result.years, result.phase, strict=True))
    before = [_line((result.name, year, phase[year])) for year in frame.years]
    after = [cell_text(quality) for quality in frame.quality]
    lines = [_line(("scenario", "year", "phase", *frame.coords, "value", "unit", "quality"))]
    columns = (frame.values.T + 0.0).tolist()
    for row, column in enumerate(columns):
        middle = "," + _line(labels[row] for labels in frame.coords.values()) + ","
        unit = f",{cell_text(frame.units[row])},"
        lines += [
            f"{head}{middle}{value!r}{unit}{tail}"
            for head, value, tail in zip(before, column, after, strict=True)
            if value == value  # noqa: PLR0124
        ]
    lines.append("")
    return "\n".join(lines)


def table_text(table: Table) -> str:
    """Return a table with its header, every row ended by LF."""
    texts = [_column_texts(cells) for cells in table.by_column.values()]
    return "\n".join([_line(table.columns), *map(",".join, zip(*texts, strict=True)), ""])


def _column_texts(cells: Sequence[Cell]) -> Iterator[str]:
    """Return a column's cells as CSV texts; each distinct cell is formed once."""
    distinct = set(cells)
    kinds = set(map(type, distinct))
    if not kinds.isdisjoint((int, float)):
        kinds = set(map(type, cells))  # 1 and 1.0 are equal, their texts are not
    if kinds == {float}:
        known = dict(zip(distinct, map(repr, distinct), strict=True))
        known |= {cell: cell_text(cell) for cell in distinct if cell == 0.0 or cell != cell}  # noqa: PLR0124
    elif float in kinds and len(kinds) > 1:
        return map(cell_text, cells)
    else:
        known = {cell: cell_text(cell) for cell in distinct}
    return map(known.__getitem__, cells)


def write_table(table: Table, folder: Path) -> Path:
    """Write one table as ``<name>.csv``."""
    path = folder / f"{table.name}.csv"
    path.write_text(table_text(table), encoding="utf-8", newline="")
    return path


def write(result: Result, folder: Path) -> list[Path]:
    """Write every frame and every table of a result into ``folder/tables``."""
    target = folder / "tables"
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in result.frames.items():
        path = target / f"{name}.csv"
        path.write_text(frame_text(result, frame), encoding="utf-8", newline="")
        written.append(path)
    return written + [write_table(table, target) for table in result.tables.values()]
