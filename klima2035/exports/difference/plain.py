"""A difference as plain text, 100 characters wide."""

from __future__ import annotations

import textwrap

from klima2035.difference import Difference
from klima2035.exports.difference.blocks import Block, Grid, Head, Items, Note
from klima2035.exports.difference.outline import blocks

WIDTH = 100  # of plain text, in characters
FIRST = 48  # widest first column of a table in plain text


def as_text(found: Difference, lang: str) -> str:
    """Return the difference as plain text with aligned columns, ended by a line break."""
    out: list[str] = []
    before: Block | None = None
    for block in blocks(found, lang):
        if isinstance(block, Note) and not isinstance(before, Head | None):
            out.append("")
        before = block
        if isinstance(block, Head):
            line = {1: "=", 2: "-"}.get(block.level)
            out += ["", block.text, *([line * len(block.text)] if line else [])]
        elif isinstance(block, Note):
            out += _wrapped(block.text, "", "")
        elif isinstance(block, Items):
            for item in block.items:
                out += _wrapped(item.text, "- ", "  ")
                for line in item.below:
                    out += _wrapped(line, "    ", "      ")
        else:
            out += _aligned(block)
    return "\n".join(out).strip("\n") + "\n"


def _wrapped(line: str, first: str, later: str) -> list[str]:
    """Return a line broken at the width, never at an arrow."""
    made = textwrap.wrap(
        line.replace(" → ", "\u00a0→\u00a0"), WIDTH, initial_indent=first, subsequent_indent=later,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return [one.replace("\u00a0→\u00a0", " → ") for one in made]


def _aligned(grid: Grid) -> list[str]:
    """Return a table in columns; words too long for the first column go on in the next line."""
    widths = [max(len(row[i]) for row in (grid.head, *grid.rows)) for i in range(len(grid.head))]
    widths[0] = min(widths[0], FIRST)
    rule = "  ".join("-" * width for width in widths)
    out = []
    for i, row in enumerate((grid.head, *grid.rows)):
        if i - 1 in grid.line_before:
            out.append(rule)
        first = textwrap.wrap(row[0], widths[0], break_on_hyphens=False) or [""]
        cells = [first[0].ljust(widths[0])]
        for k, cell in enumerate(row[1:], 1):
            cells.append(cell.ljust(widths[k]) if k < grid.left else cell.rjust(widths[k]))
        out.append("  ".join(cells).rstrip())
        out += [f"  {more}" for more in first[1:]]
        if i == 0:
            out.append(rule)
    return out
