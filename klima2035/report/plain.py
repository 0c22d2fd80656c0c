"""Words as they may be printed: no sign that steers a machine, turns other signs round or has no glyph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

REPLACED = "\ufffd"  # shown in place of a sign that cannot be
BREAK = "\u200b"  # a line may end here
_LONGEST, _PIECE = 40, 16  # letters of a word that still needs no break; letters between two breaks
_SPACES = re.compile(r"[ \t\r\n\v\f\u2028\u2029\x85]+")
_DROPPED = re.compile("[\ufe00-\ufe0f\ufeff]")  # variation selectors and byte order marks: nothing to see
_KEPT = {"\u00ad", BREAK, "\u200c", "\u200d"}  # soft hyphen, break, joiners: signs of format that do no harm
_PICTURES = {"picture", "colour", "anchor"}  # fields that are no words

Words = TypeVar("Words")


def plain(words: Words, glyphs: frozenset[int] | None = None, breaks: bool = False) -> Words:
    """Return a text, block or document with all its words cleaned.

    glyphs: code points that can be drawn, others are replaced; breaks: very long words get places to end a line.
    """
    return _cleaned(words, glyphs, breaks)  # type: ignore[no-any-return]


def _cleaned(value: Any, glyphs: frozenset[int] | None, breaks: bool) -> Any:
    if isinstance(value, str):
        text = _text(value, glyphs)
        return re.sub(rf"\S{{{_LONGEST},}}", _broken, text) if breaks else text
    if is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in fields(value) if each.name not in _PICTURES]
        return replace(value, **{name: _cleaned(getattr(value, name), glyphs, breaks) for name in names})
    if isinstance(value, Sequence):
        return tuple(_cleaned(each, glyphs, breaks) for each in value)
    return value


def _text(text: str, glyphs: frozenset[int] | None) -> str:
    """Return one text without control signs, with single spaces, and with what cannot be shown replaced."""
    text = _DROPPED.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", text)))
    return "".join(sign if _shown(sign, glyphs) else REPLACED for sign in text).strip(" ")


def _shown(sign: str, glyphs: frozenset[int] | None) -> bool:
    """Return whether a sign is one for readers and, where ``glyphs`` are given, can be drawn."""
    if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Cn", "Co"} and sign not in _KEPT:
        return False
    return glyphs is None or ord(sign) in glyphs


def _broken(found: re.Match[str]) -> str:
    """Return a very long word with a place to break after every few letters."""
    word = found.group(0)
    if BREAK in word or "\u00ad" in word:
        return word
    return BREAK.join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))


@cache
def fonts() -> Path:
    """Return the folder of the fonts that matplotlib brings along."""
    from matplotlib import get_data_path  # noqa: PLC0415 - only where a report is set

    return Path(get_data_path()) / "fonts" / "ttf"


@cache
def drawable(*names: str) -> frozenset[int]:
    """Return the code points that every one of some fonts of ``fonts()`` has a glyph for."""
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - only where a report is set

    found = [frozenset(FT2Font(str(fonts() / f"{name}.ttf")).get_charmap()) for name in names]
    return frozenset.intersection(*found)
