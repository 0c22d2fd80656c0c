"""Words for readers: labels of codes, quantities and changes as people say them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from klima2035 import labels
from klima2035.numbers import NO_VALUE, money, number, percent, significant

NO_BREAK = "\N{NO-BREAK SPACE}"
CO2E = "CO₂e"
CO2 = "CO₂"
VERDICT_SIGNS = {"reached": "✔", "at_risk": "▲", "missed": "✘", "cannot_judge": "?"}
UNIT_NAMES = {
    "t/a": f"t{NO_BREAK}{CO2E}/a",
    "tCO2e/a": f"t{NO_BREAK}{CO2E}/a",
    "tCO2/a": f"t{NO_BREAK}{CO2}/a",
    "EUR": "€",
    "EUR/a": "€/a",
    "m2": "m²",
    "m2/a": "m²/a",
    "1": "",
}


def name(code: str, lang: str) -> str:
    """Return the label of a code from the one labels table."""
    return labels.label(code, lang)


def said(lang: str, de: str, en: str) -> str:
    """Return the sentence in the language asked for."""
    return en if lang == "en" else de


def signed(value: float, decimals: int, lang: str) -> str:
    """Return a number with its sign, plus as well as minus."""
    text = number(value, decimals, lang)
    return text if text.startswith("−") or round(value, decimals) == 0.0 else f"+{text}"


def change(share: float, lang: str) -> str:
    """Return a relative change [1] in words: minus 80 %."""
    if round(abs(share), 2) == 0.0:
        return said(lang, "unverändert", "unchanged")
    return ("minus" if share < 0 else "plus") + NO_BREAK + percent(abs(share), 0, lang)


def rise(share: float, lang: str) -> str:
    """Return a relative change [1] as a signed figure: −80 %."""
    return ("+" if round(share, 2) > 0.0 else "") + percent(share, 0, lang)


def million(value: float, lang: str, decimals: int = 2) -> str:
    """Return tonnes as million tonnes with the unit in words."""
    return f"{number(value / 1e6, decimals, lang)}{NO_BREAK}{said(lang, 'Mio.', 'million')}{NO_BREAK}t"


def euro(value: float, lang: str) -> str:
    """Return money in words without idle zeros: 7 Mio. €, not 7,00 Mio. €."""
    point = said(lang, ",", r"\.")
    return re.sub(rf"({point}\d*?)0+(?!\d)", lambda found: found[1] if len(found[1]) > 1 else "", money(value, lang))


def small(value: float, decimals: int, lang: str) -> str:
    """Return a number that is not zero though it rounds to it as less than the smallest one shown: <0,01."""
    if value > 1e-9 and round(value, decimals) == 0.0:
        return f"<{number(10.0**-decimals, decimals, lang)}"
    return number(value, decimals, lang)


def share(value: float, lang: str) -> str:
    """Return a share [1] in whole per cent, a trace as less than one."""
    return f"<{percent(0.01, 0, lang)}" if 0.0 < value < 0.005 else percent(value, 0, lang)


def quantity(value: float | None, unit: str, lang: str) -> str:
    """Return a value with its unit; large tonnes and money in millions, shares as per cent."""
    if value is None or not math.isfinite(value):
        return NO_VALUE
    if unit == "1":
        return percent(value, 0 if abs(value) >= 0.1 or value == 0.0 else 1, lang)
    if unit in {"t/a", "tCO2e/a", "tCO2/a"} and abs(value) >= 1e5:
        return million(value, lang)
    if unit in {"EUR", "EUR/a"}:
        return euro(value, lang)
    if unit == "t/person":
        return f"{number(value, 1, lang)}{NO_BREAK}t{NO_BREAK}{said(lang, 'je Kopf', 'per head')}"
    text = number(value, 0, lang) if abs(value) >= 1e3 else significant(value, 3, lang)
    return f"{_trimmed(text, lang)}{NO_BREAK}{unit_name(unit, lang)}".strip()


def signed_quantity(value: float | None, unit: str, lang: str) -> str:
    """Return a change with its sign and unit; a dash where it is not known."""
    if value is None or not math.isfinite(value):
        return NO_VALUE
    text = quantity(abs(value), unit, lang)
    return text if value == 0.0 else ("+" if value > 0.0 else "−") + text


def unit_name(unit: str, lang: str) -> str:
    """Return a unit as readers know it; counts such as vehicles by their label."""
    return UNIT_NAMES.get(unit, unit if not unit.isalpha() or len(unit) < 4 else name(unit, lang))


def _trimmed(text: str, lang: str) -> str:
    point = said(lang, ",", ".")
    return text.rstrip("0").rstrip(point) if point in text and "." not in text.replace(point, "") else text


def day(date: str, lang: str) -> str:
    """Return an ISO day as readers write it: 31.12.2025, in English as it is; a year as it is."""
    return ".".join(reversed(date.split("-"))) if lang == "de" and len(date) == 10 else date


def spans(years: Iterable[int]) -> str:
    """Return years as ranges: 1990, 1992–2016."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def listing(parts: Sequence[str], lang: str) -> str:
    """Return words joined as in a sentence."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + said(lang, " und ", " and ") + parts[-1]
