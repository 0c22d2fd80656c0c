"""German and English labels of every code that a reader sees, from one table."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from klima2035.places import roots, shipped
from klima2035.result import Result

_JOINT = re.compile("[/ :]")


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels in one language; an unknown code stands for itself (a test finds it)."""

    lang: str
    texts: Mapping[str, str]

    def __call__(self, code: str) -> str:
        """Return the label of one code."""
        return _join(code, self.texts.get) or code


@cache
def _read(paths: tuple[Path, ...]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in paths:
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                found.update({row["code"]: row for row in csv.DictReader(file)})
    return found


def city(result: Result, lang: str) -> str:
    """Return the city's name as people write it; the code with a capital where its inputs state none."""
    title = result.extra.get("city_title", {}).get(lang)
    return str(title or result.city[:1].upper() + result.city[1:])


def table() -> Mapping[str, Mapping[str, str]]:
    """Return the labels table, code -> language -> label; rows in ``./inputs`` go before the shipped ones."""
    return _read(_paths())


def _paths() -> tuple[Path, ...]:
    found = [root.resolve() for root in (shipped("inputs"), *reversed(roots("inputs")))]
    return tuple(root / "germany" / "labels.csv" for root in dict.fromkeys(found))


@cache
def _texts(paths: tuple[Path, ...], lang: str) -> dict[str, str]:
    return {code: row[lang] for code, row in _read(paths).items()}


def label(code: str, lang: str) -> str:
    """Return the label of one code; an unknown code stands for itself."""
    rows = table()
    return _join(code, lambda part: rows[part][lang] if part in rows else None) or code


def _join(code: str, find: Callable[[str], str | None]) -> str | None:
    """Return a code's label; for codes joined by a slash, a space or a colon all their labels, where all are known."""
    found = find(code)
    if found is None and _JOINT.search(code):
        parts = [find(part) for part in _JOINT.split(code)]
        known = [part for part in parts if part is not None]
        return ", ".join(known) if len(known) == len(parts) else None
    return found


def titles(result: Result) -> dict[str, Mapping[str, str]]:
    """Return the titles of a result's measures and milestones, name -> language -> text."""
    return {**result.extra.get("measure_titles", {}), **result.extra.get("milestone_titles", {})}


def labels(lang: str, titles: Mapping[str, Mapping[str, str]] | None = None) -> Labels:
    """Return the labels of one language, with ``titles`` (code -> language -> text) on top."""
    texts = _texts(_paths(), lang).copy()
    texts.update({code: title[lang] for code, title in (titles or {}).items()})
    return Labels(lang, texts)
