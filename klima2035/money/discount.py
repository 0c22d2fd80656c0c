"""The rates by which future money counts today: several are told, one of them first."""

from __future__ import annotations

from collections.abc import Iterable


def central(rates: Iterable[float | str | None]) -> float | None:
    """Return the middle one of the rates of discount among some cells [1/a]; None where there is none."""
    known = sorted({float(rate) for rate in rates if rate is not None})
    return known[len(known) // 2] if known else None
