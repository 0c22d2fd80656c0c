"""Values as they stand in a difference: with a sign, with the digits that tell two apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from klima2035.messages import text
from klima2035.numbers import NO_VALUE, number, percent

LEAST_SHARE = 0.001  # of a whole, below which no number is told


def apart(a: Any, b: Any, form: Callable[[Any, int], str]) -> tuple[str, str]:
    """Return two values with as many digits as it takes to tell them apart."""
    told = form(a, 0), form(b, 0)
    for finer in range(1, 10):
        if a == b or told[0] != told[1]:
            break
        told = form(a, finer), form(b, finer)
    return told


def exact(value: float, lang: str) -> str:
    """Return a limit as it was set, with as many decimals as it has (to six)."""
    decimals = next((n for n in range(6) if round(value, n) == value), 6)
    return number(value, decimals, lang)


def share(change: float, whole: float, lang: str) -> str:
    """Return a change in percent of the whole, with its sign; what is below 0.1 % is told as that."""
    if not whole:
        return NO_VALUE
    if 0.0 < abs(change / whole) < LEAST_SHARE:
        return text("diff_below", lang, percent(LEAST_SHARE, 1, lang))
    sign = "+" if change > 0.0 else ""
    return sign + percent(change / whole, 1, lang)
