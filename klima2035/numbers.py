"""Numbers as people read them, in German (1.234,5) and in English (1,234.5)."""

from __future__ import annotations

import math

NO_VALUE = "–"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet takes a text for a formula
_SCALES = ((1e9, "Mrd.", "bn"), (1e6, "Mio.", "million"))


def number(value: float | None, decimals: int = 0, lang: str = "de") -> str:
    """Return a number with thousands separators and a true minus sign; a dash for no value."""
    if value is None or not math.isfinite(value):
        return NO_VALUE
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0.0:
        text = text.lstrip("-")
    if lang == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", "−")


def written(value: float) -> str:
    """Return a number as it is written in a file: no exponent, no idle zeros."""
    return f"{value:.10f}".rstrip("0").rstrip(".") if value else "0"


def significant(value: float | None, digits: int = 3, lang: str = "de") -> str:
    """Return a number rounded to significant digits, never in scientific notation."""
    if value is None or not math.isfinite(value):
        return NO_VALUE
    if value == 0.0:
        return "0"
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    return number(round(value, decimals), max(decimals, 0), lang)


def percent(share: float | None, decimals: int = 0, lang: str = "de") -> str:
    """Return a share [1] in per cent: ``37 %`` in German, ``37%`` in English."""
    text = number(None if share is None else share * 100.0, decimals, lang)
    return text if text == NO_VALUE else text + ("\u00a0%" if lang == "de" else "%")


def money(value: float | None, lang: str = "de") -> str:
    """Return an amount of euro in words: ``1,23 Mrd. €`` or ``€1.23 bn``."""
    if value is None or not math.isfinite(value):
        return NO_VALUE
    for scale, german, english in _SCALES:
        if abs(value) >= scale:
            text = significant(value / scale, 3, lang)
            return f"{text}\u00a0{german}\u00a0€" if lang == "de" else f"€{text} {english}"
    return f"{number(value, 0, lang)}\u00a0€" if lang == "de" else f"€{number(value, 0, lang)}"


def quantity(value: float | None, unit: str, lang: str = "de", digits: int = 3) -> str:
    """Return a value to some significant digits with its unit."""
    return f"{significant(value, digits, lang)}\u00a0{unit}"
