"""A case whose inputs and levers all vary from draw to draw, for measuring time and memory.

Every row with a range is drawn from it, rows of one group together; every lever moves part of the way
to some value within its bounds after the last year with actual values. Made for benchmarks: it takes
no care that drawn rows are plausible together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from klima2035 import framework, levers, model, pipeline
from klima2035.inputs import Inputs, Points, Row
from klima2035.levers import LeverPaths
from klima2035.money import costs, programmes
from klima2035.pipeline import Assembled
from klima2035.scenario import Scenario
from klima2035.sectors import ASSETS, LEVERS

Array = NDArray[np.float64]


@dataclass
class Ranges:
    """Draws rows from their ranges: triangular about the value, flat where the row says ``uniform``."""

    draws: int
    generator: np.random.Generator
    shares: dict[str, Array] = field(default_factory=dict)

    def value(self, row: Row) -> Array:
        """Return a row's value in every draw, (draw); (1,) for a row without a range."""
        if row.low is None or row.high is None or row.low >= row.high:
            return np.array([row.value])
        name = f"group {row.group}" if row.group else f"{row.file}:{row.line}"
        if name not in self.shares:
            self.shares[name] = self.generator.random(self.draws)
        share, span = self.shares[name], row.high - row.low
        if row.distribution == "uniform":
            return np.asarray(row.low + share * span)
        peak = min(max((row.value - row.low) / span, 0.0), 1.0)
        rising = np.sqrt(share * peak)
        falling = 1.0 - np.sqrt((1.0 - share) * (1.0 - peak))
        return np.asarray(row.low + span * np.where(share < peak, rising, falling))

    def points(self, variants: Mapping[str, Points]) -> dict[str, Points]:
        """Return a variable's support points with draws as the last axis of their values."""
        drawn = {name: [self.value(row) for row in points.rows] for name, points in variants.items()}
        draws = max(len(value) for values in drawn.values() for value in values)
        return {
            name: replace(
                points,
                values=np.stack([np.broadcast_to(value, (draws,)) for value in drawn[name]]).reshape(
                    *points.values.shape, draws
                ),
            )
            for name, points in variants.items()
        }


class Varied(Inputs):
    """Inputs whose support points carry draws: the axis that ``Inputs`` adds for them is taken off again."""

    def constant(self, name: str) -> Array:
        return super().constant(name)[..., 0]

    def path(self, name: str, years: NDArray[np.int64]) -> Array:
        return super().path(name, years)[..., 0]

    def series(self, name: str) -> Array:
        return super().series(name)[..., 0]

    def framework(self, name: str, years: NDArray[np.int64], as_of: int, variant: str) -> Array:
        return super().framework(name, years, as_of, variant)[..., 0]


def varied(inputs: Inputs, ranges: Ranges) -> Varied:
    """Return inputs with every row drawn from its range."""
    points = {name: ranges.points(variants) for name, variants in inputs.points.items()}
    return Varied(inputs.city, points, inputs.records, inputs.sources, inputs.files, inputs.root)


def lever_paths(
    inputs: Inputs, paths: Mapping[str, Array], years: NDArray[np.int64], as_of: int, ranges: Ranges
) -> dict[str, Array]:
    """Return every lever moved towards a random value within its bounds by 2045, (year, draw)."""
    ramp = levers.progress(as_of + 1, 2045, "linear", years)[:, np.newaxis]
    out = {}
    for lever in LEVERS:
        low, high = levers.bounds(inputs, lever)
        goal = low + (high - low) * ranges.generator.random(ranges.draws)
        weight = ramp * ranges.generator.random(ranges.draws)
        out[lever.name] = paths[lever.name][:, :1] * (1.0 - weight) + goal * weight
    return out


def perturbed_case(inputs: Inputs, scenario: Scenario, draws: int, seed: int) -> Assembled:
    """Return a scenario in ``draws`` versions: all inputs, costs, programmes and levers differ between them.

    The same ``seed`` gives the same versions. Only the history before 2017 is that of the scenario.
    """
    ranges = Ranges(draws, np.random.default_rng(seed))
    base = pipeline.assemble(inputs, scenario, np.ones((len(scenario.measures), 1)))
    drawn, years, as_of = varied(inputs, ranges), base.case.years, scenario.as_of
    values = framework.resolve(drawn, years, as_of, scenario.framework, scenario.law_as_of.isoformat())
    paths = lever_paths(inputs, base.case.levers, years, as_of, ranges)
    book = costs.resolve(inputs, ASSETS, years, ranges.value)
    case = replace(base.case, values=values, levers=paths, draws=draws)
    return replace(
        base,
        case=case,
        reconciled=model.reconciled(case, pipeline.published(inputs), pipeline.deviations(inputs)),
        levers=LeverPaths(paths, {}),
        book=book,
        offers=programmes.resolve(inputs.records, book, ranges.value),
    )
