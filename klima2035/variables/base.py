"""How an array is declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Time = Literal["constant", "series", "path", "framework", "records"]


@dataclass(frozen=True, slots=True)
class Variable:
    """One input array: name, index dims (without year and draw), canonical unit, one sentence.

    time
        constant   one value for all years -> dims (*dims, draw)
        series     reported history, one row for every year, no gap -> (year 1990..2050, *dims, draw), NaN outside
        path       support points, linear between, flat outside -> (year 2017..horizon, *dims, draw)
        framework  rows of variant ``actual`` up to ``as_of``, then linear to the support points of the
                   chosen variant (``choice``: the name of the scenario's framework setting)
                   -> (year 2017..horizon, *dims, draw)
        records    a list of rows with index columns of their own (programmes, laws, projects, levers: ``columns``)

    sums_over: the dimension over which the values are shares of one whole.
    always_zero: labels that the model never uses here: a share of theirs would be lost, so it must be zero.
    """

    name: str
    dims: tuple[str, ...]
    unit: str
    text: str
    time: Time = "constant"
    choice: str = "reference"
    sums_over: str = ""
    always_zero: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultVariable:
    """One result array: dims, canonical unit, one sentence."""

    name: str
    dims: tuple[str, ...]
    unit: str
    text: str
