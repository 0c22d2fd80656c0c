"""What a difference is told in: headings, notes, lists and tables."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Head:
    """A heading: 1 is the title's level."""

    level: int
    text: str


@dataclass(frozen=True)
class Note:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Item:
    """A line of a list with its own lines below."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Grid:
    """A table: the first ``left`` columns are words, the others numbers; a line stands before some."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 1
    line_before: frozenset[int] = field(default_factory=frozenset)


Block = Head | Note | Items | Grid
