"""Some draws of what was resolved for many: which arrays of costs, lines and offers have the draw as last axis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from klima2035.money.cases import Lines
from klima2035.money.costs import Book
from klima2035.money.programmes import Offers

Array = NDArray[np.float64]
Where = slice | NDArray[np.int64]
Whole = TypeVar("Whole", Lines, Book, Offers)

BY_DRAW: Mapping[type, tuple[str, ...]] = {
    Lines: ("share", "cost", "worth"),
    Book: (
        "cost", "reference", "operation", "revenue", "carried", "worth", "tariff", "levy_rate", "levy_cap", "price",
    ),
    Offers: ("rate", "lost", "eligible", "held", "cap", "pot"),
}  # fmt: skip


def some(values: Array, where: Where) -> Array:
    """Return the draws at ``where`` of an array with draws last; one draw for all stays as it is."""
    if values.shape[-1] == 1:
        return values
    return values[..., where] if isinstance(where, slice) else values.take(where, axis=-1)


def cut(whole: Whole, where: Where) -> Whole:
    """Return costs, lines or offers with the draws at ``where``."""
    parts: dict[str, Any] = {name: some(getattr(whole, name), where) for name in BY_DRAW[type(whole)]}
    if isinstance(whole, Book):
        parts["lines"] = cut(whole.lines, where)
    return replace(whole, **parts)
