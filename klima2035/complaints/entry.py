"""What a fault is told in: texts in both languages, entries of the catalogue, known names as values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Pair(NamedTuple):
    """One text in both languages."""

    de: str
    en: str


class Names(NamedTuple):
    """Known names as a value of a fault; a long list is told by the command that prints it."""

    words: tuple[str, ...]
    listing: str = ""


class Complaint(NamedTuple):
    """One entry of the catalogue."""

    what: Pair
    allowed: Pair = Pair("", "")
    todo: Pair = Pair("", "")


def names(words: Iterable[object], listing: str = "") -> Names:
    """Return known names as a fault's value; ``listing`` is the kind that ``list`` prints."""
    return Names(tuple(str(word) for word in words), listing)


def complaint(de: str, en: str, allowed: tuple[str, str] = ("", ""), todo: tuple[str, str] = ("", "")) -> Complaint:
    """Return an entry: what is wrong in both languages, what is allowed, what to do."""
    return Complaint(Pair(de, en), Pair(*allowed), Pair(*todo))


NAME_RULE = ("a-z, 0-9 und Bindestrich, höchstens 64 Zeichen", "a-z, 0-9 and hyphens, at most 64")
KEEP_ONE = ("nur eine Angabe behalten", "keep one")
