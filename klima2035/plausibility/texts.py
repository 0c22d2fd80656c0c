"""Fills what a finding says (``wording.findings``) with the figures of one run."""

from __future__ import annotations

from collections.abc import Mapping

from klima2035.labels import Labels
from klima2035.numbers import number, percent, significant
from klima2035.plausibility.facts import Hit
from klima2035.result import Finding
from klima2035.wording.findings import REMEDIES, TEXTS

_COUNTS = frozenset({"systems", "points", "vehicles", "employees"})  # named by the sentence itself


def _short(value: float, digits: int, lang: str) -> str:
    """Return a number to some digits, without zeros at the end of its decimals."""
    text = significant(value, digits, lang)
    mark = "," if lang == "de" else "."
    return text.rstrip("0").rstrip(mark) if mark in text else text


def _quantity(value: float, unit: str, lang: str, words: Labels) -> str:
    """Return a value with its unit as readers say it; shares in per cent, counts without a unit."""
    if unit in {"1", "1/a"}:
        return _short(value * 100.0, 2 if abs(value) < 1.0 else 3, lang) + percent(0.0, 0, lang).removeprefix("0")
    if unit in _COUNTS:
        return _short(value, 3 if abs(value) >= 100.0 else 2, lang)
    return f"{_short(value, 3, lang)}\u00a0{words(unit)}"


def _number(name: str, value: float, unit: str, lang: str, words: Labels) -> str:
    """Return one of a finding's further numbers as its sentence names it."""
    if name == "record_year":
        return str(int(value))
    if name in {"share", "pumps", "network"}:
        return percent(value, 0, lang)
    if name in {"low", "high"}:
        return significant(value, 3, lang)
    return _quantity(value, unit, lang, words)


def _fields(code: str, hit: Hit, lang: str, words: Labels) -> dict[str, str]:
    """Return what the fields of a rule's sentences hold in one language."""

    def shown(value: float) -> str:
        return number(value, 1, lang) if code == "balance_strain" else _quantity(value, hit.unit, lang, words)

    return {
        "subject": words(hit.subject),
        "value": shown(hit.value),
        "threshold": shown(hit.threshold),
        "year": str(hit.year),
        "span": str(hit.first) if hit.first == hit.last else f"{hit.first}–{hit.last}",
        "factor": number(hit.value / hit.threshold, 1, lang) if hit.threshold else "",
        **{name: " + ".join(words(one) for one in joined.split("|") if one) for name, joined in hit.codes.items()},
        **{name: _number(name, value, hit.unit, lang, words) for name, value in hit.numbers.items()},
    }


def told(code: str, hit: Hit, words: Mapping[str, Labels]) -> Finding:
    """Return a rule's hit with its sentences in every language of ``words``."""
    special = REMEDIES.get((code, hit.subject))
    sentence, reason, remedy = {}, {}, {}
    for lang, one in words.items():
        fields, text = _fields(code, hit, lang, one), getattr(TEXTS[code], lang)
        sentence[lang], reason[lang] = text.sentence.format(**fields), text.reason.format(**fields)
        remedy[lang] = (text.remedy if special is None else getattr(special, lang)).format(**fields)
    years, values = (hit.first, hit.last), (hit.value, hit.threshold, hit.unit, hit.source)
    return Finding(code, hit.severity, hit.subject, years, hit.year, *values, sentence, reason, remedy)
