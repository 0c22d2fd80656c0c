"""Some draws of what was assembled for many: rows are resolved once, the model then runs block by block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.inputs import Inputs
from klima2035.levers import LeverPaths
from klima2035.money import by_draw
from klima2035.money.by_draw import Where
from klima2035.pipeline import Assembled

Array = NDArray[np.float64]

BALANCE = ("prior", "deviation", "multiplier", "over_deviation", "chi_square", "calibration")


def some(assembled: Assembled, where: Where, draws: int) -> Assembled:
    """Return the draws at ``where``, so many, of an assembled case; what has one draw for all stays as it is."""
    case, moved = assembled.case, assembled.levers
    levers = _each(case.levers, where)
    cut = Case(case.years, case.as_of, _each(case.values, where), levers, case.settings, draws)
    balance: dict[str, Any] = {name: by_draw.some(getattr(assembled.reconciled, name), where) for name in BALANCE}
    return replace(
        assembled,
        case=cut,
        levers=LeverPaths(levers, {key: by_draw.some(values, where) for key, values in moved.contributions.items()}),
        reconciled=replace(assembled.reconciled, **balance),
        book=by_draw.cut(assembled.book, where),
        offers=by_draw.cut(assembled.offers, where),
        trend=_each(assembled.trend, where),
    )


def inputs_of(inputs: Inputs, where: slice, names: Sequence[str]) -> Inputs:
    """Return inputs with only the named variables, for some draws."""
    points = {
        name: {
            v: replace(one, values=by_draw.some(one.values, where) if one.drawn else one.values)
            for v, one in variants.items()
        }
        for name, variants in inputs.points.items()
        if name in names
    }
    drawn = {place: (stated, values[where]) for place, (stated, values) in inputs.drawn.items()}
    return replace(inputs, points=points, drawn=drawn)


def _each(values: Mapping[str, Array], where: Where) -> dict[str, Array]:
    return {name: by_draw.some(array, where) for name, array in values.items()}
