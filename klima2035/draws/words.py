"""What a factor is called in charts and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

from klima2035 import labels

WIDTH = 90  # characters of a label: further words are left out from the end
HOMES = {"one_two_family", "multi_family"}
BUILDINGS = (*sorted(HOMES), "municipal", "nonresidential", "commerce")  # ends of the names of assets of buildings
LAST = {"actual": "so_far", "base": "trend", "city_company": "city_companies"}  # other words at the end of a name
SILENT = {"reference", "base", "all", "active", "full", "no", "0"}  # tell nothing beside the other parts
_YEARS = re.compile(r"\b((?:19|20)\d\d), ((?:19|20)\d\d)\b")  # from and to


def factor_label(name: str, lang: str, titles: Mapping[str, Mapping[str, str]]) -> str:
    """Return what a factor is called in one language; a part without a label stands for itself."""
    first, *rest = name.split("/")
    if name in labels.table() or not rest:
        text = _word(name, lang)
    elif first in titles:
        text = _fitted(f"{titles[first][lang]}: ", _word(rest[0], lang).split(", "), "")
    else:
        rest[-1] = LAST.get(rest[-1], rest[-1])
        inner = [word for part in rest for word in _words(part, lang)]
        text = _fitted(f"{_word(first, lang)} (", inner, ")") if inner else _word(first, lang)
    return text[:1].upper() + text[1:]


def _fitted(before: str, inner: list[str], after: str) -> str:
    text = before + _YEARS.sub(r"\1–\2", ", ".join(inner)) + after
    return _fitted(before, inner[:-1], after) if len(text) > WIDTH and len(inner) > 1 else text


def _words(part: str, lang: str) -> list[str]:
    """Return the words of one part: its label without what stands in parentheses, or those of a pattern of assets."""
    word = _word(part, lang)
    if not set(part) & set("*|") and "/" not in word:
        return [] if part in SILENT else [re.sub(r" \(.*\)", "", word)]
    ends = [next((end for end in BUILDINGS if one.endswith(end)), "") for one in part.split("|")]
    heads = [one.removesuffix(end).strip("*_") for one, end in zip(part.split("|"), ends, strict=True)]
    if "" in ends:
        return [_word(head, lang) for head in heads if head]
    head = heads[0]
    while not all(one.startswith(head) for one in heads):
        head = head.rpartition("_")[0]
    if head not in labels.table():
        head = "heating_system" if all(heads) else ""
    building = ends[0] if len(set(ends)) == 1 else "homes" if set(ends) <= HOMES else "nonresidential"
    return [_word(code, lang) for code in (head, building) if code]


def _word(code: str, lang: str) -> str:
    row = labels.table().get(code)
    return row[lang] if row else code
