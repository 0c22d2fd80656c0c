"""Some draws of what was assembled for many: rows are resolved once, the model then runs block by block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035.balance import Reconciliation
from klima2035.case import Case
from klima2035.inputs import Inputs
from klima2035.levers import LeverPaths
from klima2035.money.cases import Lines
from klima2035.money.costs import Book
from klima2035.money.programmes import Offers
from klima2035.pipeline import Assembled

Array = NDArray[np.float64]
Where = slice | NDArray[np.int64]

BY_DRAW: Mapping[type, tuple[str, ...]] = {  # arrays whose last axis is the draw
    Lines: ("share", "cost", "worth"),
    Book: (
        "cost", "reference", "operation", "revenue", "carried", "worth", "tariff", "levy_rate", "levy_cap", "price",
    ),
    Offers: ("rate", "lost", "eligible", "held", "cap", "pot"),
    Reconciliation: ("prior", "deviation", "multiplier", "over_deviation", "chi_square", "calibration"),
}  # fmt: skip


def some(assembled: Assembled, where: Where, draws: int) -> Assembled:
    """Return the draws at ``where``, so many, of an assembled case; what has one draw for all stays as it is."""
    case, moved = assembled.case, assembled.levers
    levers = _each(case.levers, where)
    cut = Case(case.years, case.as_of, _each(case.values, where), levers, case.settings, draws)
    book = replace(_cut(assembled.book, where), lines=_cut(assembled.book.lines, where))
    return replace(
        assembled,
        case=cut,
        levers=LeverPaths(levers, {key: _of(values, where) for key, values in moved.contributions.items()}),
        reconciled=_cut(assembled.reconciled, where),
        book=book,
        offers=_cut(assembled.offers, where),
        trend=_each(assembled.trend, where),
    )


def inputs_of(inputs: Inputs, where: slice, names: Sequence[str]) -> Inputs:
    """Return inputs with only the named variables, for some draws."""
    points = {
        name: {
            v: replace(one, values=_of(one.values, where) if one.drawn else one.values) for v, one in variants.items()
        }
        for name, variants in inputs.points.items()
        if name in names
    }
    drawn = {place: (stated, values[where]) for place, (stated, values) in inputs.drawn.items()}
    return replace(inputs, points=points, drawn=drawn)


def _of(values: Array, where: Where) -> Array:
    if values.shape[-1] == 1:
        return values
    return values[..., where] if isinstance(where, slice) else values.take(where, axis=-1)


def _each(values: Mapping[str, Array], where: Where) -> dict[str, Array]:
    return {name: _of(array, where) for name, array in values.items()}


def _cut(whole: Any, where: Where) -> Any:
    """Return a dataclass with the draws at ``where`` of its arrays by draw."""
    return replace(whole, **{name: _of(getattr(whole, name), where) for name in BY_DRAW[type(whole)]})
