"""Levers (Stellgrößen) and the measures that move them along ramps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from klima2035.inputs import Inputs, interpolate, remembered
from klima2035.variables import BASE_YEAR

Array = NDArray[np.float64]
Combine = Literal["add", "multiply", "highest", "lowest", "exclusive"]
Shape = Literal["linear", "s-curve", "step", "table"]


@dataclass(frozen=True, slots=True)
class Lever:
    """A named physical parameter path: unit, rule for several measures, who decides, one sentence.

    Never an emission or a saving. ``registered`` marks levers whose actual values are public
    registers (PV, e-cars, hydrogen buses); a second hindcast runs without these rows. ``level``: what its
    rise builds adds up (power, length, points); else it is the share or the amount of a year.
    """

    name: str
    unit: str
    combine: Combine
    decider: str
    text: str
    registered: bool = False
    level: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """Between which values an ensemble draws the target of a move, in its canonical unit; one run does not use it.

    ``distribution`` as in the tables (``spreads.SHAPES``); moves of one ``group`` vary together.
    """

    low: float
    high: float
    distribution: str = "triangular"
    group: str = ""


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
    spread: Spread | None = None


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
    share = np.minimum(np.maximum((years - start + 1) / float(end - start + 1), 0.0), 1.0)
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
    first, end = int(years[0]), int(years[-1])
    return {
        lever.name: _base_path(
            inputs, lever.name, as_of if registered_additions or not lever.registered else BASE_YEAR, first, end
        )
        for lever in levers
    }


@remembered(512)
def _base_path(inputs: Inputs, name: str, last: int, first: int, end: int) -> Array:
    """Return a lever's actual rows up to ``last`` and its trend after it, (year ``first``..``end``, draw)."""
    rows = [row for row in inputs.records[name] if row.year is not None]
    known = {row.year: row for row in rows if row.index["role"] == "actual" and (row.year or 0) <= last}
    later = {row.year: row for row in rows if row.index["role"] == "base" and (row.year or 0) > last}
    points = {int(year): inputs.value(row) for year, row in sorted({**known, **later}.items()) if year is not None}
    values = np.stack(np.broadcast_arrays(*points.values()))
    path = interpolate(tuple(points), values, np.arange(first, end + 1))
    path.setflags(write=False)
    return path


@remembered(512)
def bounds(inputs: Inputs, lever: Lever) -> tuple[float, float]:
    """Return the lowest and the highest value a lever may take, in its canonical unit."""
    rows = {row.index["role"]: row.value for row in inputs.records[lever.name]}
    return rows["minimum"], rows["maximum"]


def resolve(
    base: Mapping[str, Array],
    levers: Sequence[Lever],
    measures: Sequence[Active],
    on: Array,
    years: NDArray[np.int64],
    goals: Mapping[tuple[str, str], Array] | None = None,
) -> LeverPaths:
    """Return every lever under a set of measures and what each measure adds to it.

    base (year, draw); on (measure, draw) [1]: 1 where the measure is switched on; goals (measure, lever) ->
    (draw): where a move goes in each draw, where that is not its one value. A measure works
    only where all it requires work too and nothing it excludes that stands before it is on.
    Rules: ``add`` base + Σ amounts, ``multiply`` base x Π factors, ``highest``/``lowest`` the extreme
    of base and ramps towards the target, ``exclusive`` the ramp of the first measure on.
    """
    works = effective(measures, on)
    gates = [works[i] * active.ambition for i, active in enumerate(measures)]
    movers: dict[str, list[tuple[int, Move]]] = {lever.name: [] for lever in levers}
    for i, active in enumerate(measures):
        for move in active.moves:
            if move.lever in movers:
                movers[move.lever].append((i, move))
    paths: dict[str, Array] = {}
    contributions: dict[tuple[str, str], Array] = {}
    for lever in levers:
        start = np.empty((len(years), on.shape[1]))
        start[:] = base[lever.name]
        path = start
        for i, move in movers[lever.name]:
            goal = (goals or {}).get((measures[i].name, lever.name))
            target = _towards(move, lever, start, gates[i], years, goal)
            path = _combine(lever.combine, path, target, start, gates[i])
            contributions[measures[i].name, lever.name] = target - start
        paths[lever.name] = path
    return LeverPaths(paths, contributions)


def effective(measures: Sequence[Active], on: Array) -> Array:
    """Return where measures take effect, (measure, draw): switched on, prerequisites working, not excluded."""
    place = {active.name: i for i, active in enumerate(measures)}
    works = on.copy()
    for _ in measures:  # a chain of prerequisites is at most as long as the list
        before = works.copy()
        for i, active in enumerate(measures):
            for name in active.requires:
                works[i] = works[i] * (before[place[name]] if name in place else 0.0)
            for name in active.excludes:
                if name in place and place[name] < i:
                    works[i] = works[i] * (1.0 - before[place[name]])
        if np.array_equal(works, before):
            break
    return works


def _towards(
    move: Move, lever: Lever, start: Array, gate: Array, years: NDArray[np.int64], drawn: Array | None = None
) -> Array:
    """Return the lever's path if this measure alone moved it, (year, draw)."""
    if move.shape == "table":
        at = tuple(sorted(move.table))
        value = interpolate(at, np.array([move.table[year] for year in at]), years)[:, np.newaxis]
        share = (years >= at[0]) * 1.0
    else:
        value = np.array([[move.value]]) if drawn is None else drawn[np.newaxis]
        share = progress(move.start, move.end, move.shape, years)
    weight = share[:, np.newaxis] * gate
    if lever.combine == "add":
        return np.asarray(start + weight * value)
    if lever.combine == "multiply":
        return np.asarray(start * (1.0 + weight * (value - 1.0)))
    return np.asarray(start + weight * (value - start))


def _combine(rule: Combine, path: Array, target: Array, start: Array, gate: Array) -> Array:
    """Join one measure's path to what stands already, by the lever's rule."""
    if rule == "add":
        return np.asarray(path + (target - start))
    if rule == "multiply":
        return np.asarray(path * np.divide(target, start, out=np.ones_like(target), where=start != 0.0))
    if rule == "highest":
        return np.maximum(path, target)
    if rule == "lowest":
        return np.minimum(path, target)
    return np.where((gate > 0.0) & (path == start), target, path)
