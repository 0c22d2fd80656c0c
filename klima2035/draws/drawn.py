"""Inputs in many draws at once, and a scenario in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from klima2035.draws import factors
from klima2035.draws.design import Design
from klima2035.draws.distributions import KINDS, quantile
from klima2035.draws.factors import Spread
from klima2035.inputs import Inputs, Points, Row
from klima2035.levers import Active, Move
from klima2035.measures import Measure
from klima2035.messages import text
from klima2035.pipeline import Goals
from klima2035.scenario import Scenario
from klima2035.variables import INPUTS

Array = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Uncertain:
    """What is uncertain of a city: names of factors, the rows that are drawn, and where their values stand.

    cells: variable and variant of points -> (place among its values, place among the rows).
    """

    inputs: Inputs
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    spread: Spread
    cells: Mapping[tuple[str, str], tuple[Integers, Integers]]
    listed: tuple[int, ...]  # places among the rows of those that are no points

    def drawn(self, shares: Array) -> Inputs:
        """Return the inputs in every draw; shares (factor, draw) of a design."""
        values = _values(self.spread, shares)
        points = {name: dict(variants) for name, variants in self.inputs.points.items()}
        for (name, variant), (at, row) in self.cells.items():
            points[name][variant] = _points(name, points[name][variant], at, values[row])
        lines = {(self.rows[i].file, self.rows[i].line): (self.rows[i].value, values[i]) for i in self.listed}
        return replace(self.inputs, points=points, drawn=lines or {("", 0): (0.0, values[:1].sum(axis=0))})

    def goals(self, scenario: Scenario, shares: Array) -> Goals:
        """Return where measures with a range go in every draw, (measure, lever) -> (draw)."""
        moves, spread = factors.goals_of(scenario.measures, self.names)
        return dict(zip(moves, _values(spread, shares), strict=True))

    def one(self, scenario: Scenario, shares: Array) -> tuple[Inputs, Scenario]:
        """Return inputs and scenario of one draw as if its values stood in the files; shares (factor, 1).

        Values are worked out in two equal draws: some functions round a lone value otherwise.
        """
        twice = np.repeat(shares, 2, axis=1)
        drawn, goals = self.drawn(twice), self.goals(scenario, twice)
        stated = {place: float(found[0]) for place, (_, found) in drawn.drawn.items()}
        records = {
            name: tuple(row._replace(value=stated.get((row.file, row.line), row.value)) for row in rows)
            for name, rows in drawn.records.items()
        }
        lines = {place: (float(found[0]), found[:1].copy()) for place, (_, found) in drawn.drawn.items()}
        points = {name: {v: _first(one) for v, one in variants.items()} for name, variants in drawn.points.items()}
        return replace(drawn, points=points, records=records, drawn=lines), _stated(scenario, goals)


def uncertain(inputs: Inputs, library: Mapping[str, Measure], measures: Iterable[Active] = ()) -> Uncertain:
    """Return what is uncertain of a city's inputs, of the measures of its library and of a scenario's own."""
    rows = tuple(factors.rows_of(inputs))
    names = factors.names_of(rows, library, measures)
    place = {(row.file, row.line): i for i, row in enumerate(rows)}
    cells, seen = {}, set()
    for name, variants in inputs.points.items():
        for variant, points in variants.items():
            found = [(i, place[row.file, row.line]) for i, row in enumerate(points.rows) if factors.is_drawn(row)]
            if found:
                at, row = np.array(found, dtype=np.int64).T
                cells[name, variant] = at, row
                seen.update(row.tolist())
    listed = tuple(i for i in range(len(rows)) if i not in seen)
    return Uncertain(inputs, names, rows, factors.spread_of(rows, names), cells, listed)


def draw(inputs: Inputs, scenario: Scenario, number: int, seed: int) -> tuple[Inputs, Scenario]:
    """Return inputs and scenario of one draw of the ensemble, its title saying so."""
    found = uncertain(inputs, scenario.library, scenario.measures)
    shares = Design(len(found.names), seed).block(number, number + 1)
    one, chosen = found.one(scenario, shares)
    title = {lang: text("title_of_draw", lang, words, number, seed) for lang, words in chosen.title.items()}
    return one, replace(chosen, title=title, draw=(number, seed))


def _values(spread: Spread, shares: Array) -> Array:
    """Return uncertain values in every draw, (value, draw)."""
    out = np.empty((len(spread.factor), shares.shape[1]))
    for kind, name in enumerate(KINDS):
        at = np.flatnonzero(spread.kind == kind)
        if at.size:
            low, value, high = (part[at, np.newaxis] for part in (spread.low, spread.value, spread.high))
            out[at] = quantile(name, shares.take(spread.factor[at], axis=0), low, value, high)
    return out


def _points(name: str, points: Points, at: Integers, values: Array) -> Points:
    """Return support points with draws; shares of one whole are brought back to their sum."""
    flat = np.repeat(points.values.reshape(-1, 1), values.shape[1], axis=1)
    flat[at] = values
    out = flat.reshape(*points.values.shape, values.shape[1])
    whole = INPUTS[name].sums_over
    if whole:
        axis = 1 + INPUTS[name].dims.index(whole)
        before = points.values.sum(axis=axis, keepdims=True)[..., np.newaxis]
        out = out * (before / out.sum(axis=axis, keepdims=True))
    return replace(points, values=out, drawn=True)


def _first(points: Points) -> Points:
    return replace(points, values=points.values[..., :1].copy()) if points.drawn else points


def _stated(scenario: Scenario, goals: Goals) -> Scenario:
    """Return the scenario with the goals of its measures as drawn."""

    def moved(name: str, move: Move) -> Move:
        return replace(move, value=float(goals[name, move.lever][0])) if (name, move.lever) in goals else move

    measures = tuple(
        replace(active, moves=tuple(moved(active.name, move) for move in active.moves)) for active in scenario.measures
    )
    return replace(scenario, measures=measures)
