"""What a report is made of, before it is set: headings, claims, tables, figures; the same for PDF, HTML and slides.

A block holds finished words in one language. Every claim names where its number comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "right"]
Mark = Literal["", "reached", "at_risk", "missed", "cannot_judge", "serious", "warning", "note"]
ChartKind = Literal["line", "stacked_column", "stacked_bar", "bar"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence with its number and unit in it, and the source of that number in a few words.

    source: table file and keys of sources, such as "milestones.csv; council_2021"; empty only for sentences without
    a number.
    """

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 starts a chapter, 2 and 3 stand within; ``anchor`` is unique (a-z, 0-9, hyphen)."""

    level: Literal[1, 2, 3]
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Claims that are read one after the other; ``lead``: set larger, for the sentences of page one."""

    claims: Sequence[Claim]
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Claims that stand one below the other; ``ordered``: with numbers."""

    claims: Sequence[Claim]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that must not be overlooked, in a frame; ``mark`` gives colour and symbol."""

    claim: Claim
    mark: Mark = "note"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large figure with its unit: ``label`` says what it is, ``note`` what to compare it with."""

    label: str
    value: str
    unit: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Key figures side by side, at most four."""

    figures: Sequence[KeyFigure]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: head, alignment, width relative to the others."""

    head: str
    align: Align = "left"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its words and, for verdicts and severities, the mark whose symbol stands before them."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; ``total``: a sum, set apart by a line and bold."""

    cells: Sequence[Cell]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with caption and source; the first column names the row."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers of a chart; ``None``: no value; ``colour`` as #rrggbb."""

    name: str
    values: Sequence[float | None]
    colour: str


@dataclass(frozen=True, slots=True)
class ChartData:
    """The numbers behind a figure, for a chart that can be edited in slides.

    categories: labels of the horizontal axis; unit: of all values; decimals: shown digits after the point.
    """

    kind: ChartKind
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: its message as title, what it shows, words for those who do not see it, source.

    picture: an SVG file's text, drawn by the charts of this package; data: the same numbers for slides, where there is
    a chart to be made of them; table: the same numbers as a table beside it, where the picture's words do not hold
    them all.
    """

    name: str
    title: str
    subtitle: str
    description: str
    source: str
    picture: str
    data: ChartData | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures side by side, each half as wide as the page; on small screens one below the other."""

    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what they mean, for the glossary and the sources."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


Block = Heading | Paragraph | Bullets | Notice | KeyFigures | Table | Figure | Pair | Terms | PageBreak


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its message as title, a figure or a table, and up to three claims beside it."""

    title: str
    claims: Sequence[Claim] = ()
    figure: Figure | None = None
    table: Table | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report in one language.

    title, subtitle: of the paper; kicker: city, scenario, as of; label: how the balance may be called (printed on
    every page); date: the year the figures are of, never the clock; slides: the same matter in short.
    """

    lang: str
    title: str
    subtitle: str
    kicker: str
    label: str
    date: str
    blocks: Sequence[Block]
    slides: Sequence[Slide] = field(default_factory=tuple)
