"""Levers (Stellgrößen) and the measures that move them along ramps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from klima2035.inputs import Inputs, interpolate

Array = NDArray[np.float64]
Combine = Literal["add", "multiply", "highest", "lowest", "exclusive"]
Shape = Literal["linear", "s-curve", "step", "table"]


@dataclass(frozen=True, slots=True)
class Lever:
    """A named physical parameter path: unit, rule for several measures, who decides, one sentence.

    Never an emission or a saving. ``registered`` marks levers whose actual values are public
    registers (PV, e-cars, hydrogen buses); a second hindcast runs without these rows.
    """

    name: str
    unit: str
    combine: Combine
    decider: str
    text: str
    registered: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """What one measure does to one lever: where it goes, from when to when, in which shape.

    ``value`` is the target in the lever's canonical unit (for ``add`` the amount added, for
    ``multiply`` the factor); a ``table`` gives it by year instead and holds the last one.
    """

    lever: str
    value: float
    start: int
    end: int
    shape: Shape = "linear"
    table: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Active:
    """One measure as a scenario runs it."""

    name: str
    moves: tuple[Move, ...]
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    ambition: float = 1.0


def progress(start: int, end: int, shape: Shape, years: NDArray[np.int64]) -> Array:
    """Return how far a ramp has come in each year, 0 before ``start`` and 1 from ``end`` on.

    linear: (y - start + 1) / (end - start + 1); s-curve: 3p² - 2p³ of it; step: 1 from ``start``.
    """
    if shape == "step":
        return np.asarray((years >= start) * 1.0)
    share = np.clip((years - start + 1) / float(end - start + 1), 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share) if shape == "s-curve" else share)


@dataclass(frozen=True)
class LeverPaths:
    """Resolved levers (year, draw) and what each measure contributes to each, (measure, lever) -> (year, draw)."""

    paths: dict[str, Array]
    contributions: dict[tuple[str, str], Array]


def base_paths(
    inputs: Inputs, levers: Sequence[Lever], years: NDArray[np.int64], as_of: int, registered_additions: bool = True
) -> dict[str, Array]:
    """Return each lever without any measure: actual values up to ``as_of``, then the trend; (year, draw)."""
    paths: dict[str, Array] = {}
    for lever in levers:
        last = as_of if registered_additions or not lever.registered else 2017
        rows = inputs.records[lever.name]
        known = {row.year: row.value for row in rows if row.index["role"] == "actual" and (row.year or 0) <= last}
        later = {row.year: row.value for row in rows if row.index["role"] == "base" and (row.year or 0) > last}
        points = {int(year): value for year, value in sorted({**known, **later}.items()) if year is not None}
        values = np.array(list(points.values()))
        paths[lever.name] = interpolate(tuple(points), values, years)[:, np.newaxis]
    return paths


def bounds(inputs: Inputs, lever: Lever) -> tuple[float, float]:
    """Return the lowest and the highest value a lever may take, in its canonical unit."""
    rows = {row.index["role"]: row.value for row in inputs.records[lever.name]}
    return rows["minimum"], rows["maximum"]
