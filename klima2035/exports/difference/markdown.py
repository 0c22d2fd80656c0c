"""A difference as Markdown."""

from __future__ import annotations

import re

from klima2035.difference import Difference
from klima2035.exports.difference.blocks import Head, Items, Note
from klima2035.exports.difference.outline import blocks

_MARKS = re.compile(r"([\\`*_<>\[\]|])")


def as_markdown(found: Difference, lang: str) -> str:
    """Return the difference as Markdown with tables, ended by a line break."""
    out: list[str] = []
    for block in blocks(found, lang):
        if isinstance(block, Head):
            out.append(f"{'#' * block.level} {_marked(block.text)}")
        elif isinstance(block, Note):
            out.append(_marked(block.text))
        elif isinstance(block, Items):
            lines = []
            for item in block.items:
                lines += [f"- {_marked(item.text)}", *(f"  - {_marked(line)}" for line in item.below)]
            out.append("\n".join(lines))
        else:
            rule = [":---" if i < block.left else "---:" for i in range(len(block.head))]
            rows = [tuple(map(_marked, block.head)), tuple(rule), *(tuple(map(_marked, row)) for row in block.rows)]
            out.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    return "\n\n".join(out) + "\n"


def _marked(words: str) -> str:
    """Return words in which nothing is taken for a mark of Markdown."""
    return _MARKS.sub(r"\\\1", words.replace("\n", " "))
