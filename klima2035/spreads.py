"""How a row is drawn in an ensemble: the shapes of its range, and what is wrong with a range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

FIXED = "fixed"  # not drawn: a definition, a bound, a structural zero, a convention, a decision
SHAPES = ("uniform", "triangular", "normal", "lognormal")
DISTRIBUTIONS = ("", *SHAPES, FIXED)


class Unsound(NamedTuple):
    """What is wrong with the range of a row: its column, a code of the catalogue, what fills the sentence."""

    column: str
    code: str
    values: Mapping[str, Any] = {}


def unsound(
    quality: str, distribution: str, given: tuple[bool, bool], found: tuple[float | None, float | None, float | None]
) -> Unsound | None:
    """Return what is wrong with the range of one row, None where it is sound.

    given: whether the cells of low and high hold something; found: low, value and high, None for what is no number.
    """
    if distribution == FIXED:
        return Unsound("low" if given[0] else "high", "fixed_range") if any(given) else None
    if not all(given):
        return _lacking(quality, distribution, given)
    low, value, high = found
    return None if low is None or value is None or high is None else _misplaced(distribution, low, value, high)


def _misplaced(distribution: str, low: float, value: float, high: float) -> Unsound | None:
    """Return what is wrong with where the ends of a range lie."""
    if not low <= value <= high:
        return Unsound("value", "outside_range", {"value": value, "allowed": f"{low:g} - {high:g}"})
    if low == high:
        return Unsound("low", "no_width", {"value": f"{value:g}"})
    if distribution == "lognormal" and low <= 0.0:
        return Unsound("low", "lognormal_low", {"low": f"{low:g}"})
    return None


def _lacking(quality: str, distribution: str, given: tuple[bool, bool]) -> Unsound | None:
    """Return what is wrong with a row that lacks low or high."""
    empty = "high" if given[0] else "low"
    if quality == "assumed":
        return Unsound(empty, "assumed_range")
    if any(given):
        return Unsound(empty, "half_range", {"column": empty})
    if distribution in SHAPES:
        return Unsound("distribution", "shape_without_range", {"value": distribution})
    return None
