"""A block of draws through the whole model: the same stages as a single run, draws on the last axis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from klima2035 import levers, model, pipeline
from klima2035.draws import slices
from klima2035.ensemble.measured import Measured, measure
from klima2035.inputs import Inputs
from klima2035.money import funding, investment
from klima2035.money.capacity import PUBLIC
from klima2035.pipeline import Assembled, Goals
from klima2035.scenario import Scenario
from klima2035.sectors import LEVERS
from klima2035.variables import DIMS

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """Everything an ensemble keeps of some draws: paths, years, what public payers lack (year, payer, draw) [EUR/a]."""

    years: NDArray[np.int64]
    measured: Measured
    public_gap: Array


def assemble(inputs: Inputs, scenario: Scenario, draws: int, goals: Goals) -> Assembled:
    """Return the case of many draws of one scenario, all measures on; inputs and goals carry ``draws`` draws each.

    Its trend stands beside it, within the levers' bounds.
    """
    made = pipeline.assemble(inputs, scenario, np.ones((len(scenario.measures), draws)), goals)
    return replace(made, trend={lever.name: _within(inputs, lever, made.trend[lever.name], draws) for lever in LEVERS})


def evaluate(assembled: Assembled, first: int, last: int) -> Block:
    """Return draws ``first`` to ``last`` - 1 of an assembled case."""
    alone = last - first == 1  # a block of one is padded: sums round a lone draw otherwise
    step = _financed if assembled.case.settings.adoption == "financed" else _given
    if not alone:
        return step(assembled, first, last)
    pair = step(assembled, *((first - 1, last) if first else (first, last + 1)))
    place = slice(1, 2) if first else slice(0, 1)
    kept = replace(pair.measured, paths=pair.measured.paths[..., place], direct=pair.measured.direct[..., place])
    return Block(pair.years, kept, pair.public_gap[..., place])


def _given(assembled: Assembled, first: int, last: int) -> Block:
    part = slices.some(assembled, slice(first, last), last - first)
    case = part.case
    made = model.run(case, part.reconciled)
    trend = model.run(replace(case, levers=part.trend), part.reconciled)
    base, _ = investment.activity(trend.case, list(trend.results.values()), part.book)
    total = trend.end_use.values[0].sum(axis=1)
    del trend
    invested = investment.project(case, list(made.results.values()), part.book)
    paid = funding.apply(case, invested, part.offers, pipeline.means(made, invested), causes=False)
    return _told(made, total, invested, base, paid, part.levers.contributions)


def _financed(assembled: Assembled, first: int, last: int) -> Block:
    """Return draws that build only what is paid for: each beside its own trend, in one pass."""
    count = last - first
    twice = np.tile(np.arange(first, last), 2)
    part = slices.some(assembled, twice, 2 * count)
    levers = {name: np.concatenate([path[:, :count], part.trend[name][:, count:]], axis=1)
              for name, path in part.case.levers.items()}  # fmt: skip
    computed = pipeline.compute(replace(part, case=replace(part.case, levers=levers, trends=count)))
    made, invested, paid = computed.model, computed.investment, computed.funding
    total = made.end_use.values[0].sum(axis=1)
    found = _told(made, np.concatenate([total[:, count:]] * 2, axis=1), invested,
                  made.case.trend_of(invested.installed), paid, part.levers.contributions)  # fmt: skip
    kept = replace(found.measured, paths=found.measured.paths[..., :count], direct=found.measured.direct[..., :count])
    return Block(found.years, kept, found.public_gap[..., :count])


def _told(
    made: model.Model, trend: Array, invested: investment.Investment, base: Array, paid: funding.Funding,
    contributions: Mapping[tuple[str, str], Array],
) -> Block:  # fmt: skip
    payer = invested.book.lines.payer
    gaps = [paid.gap[:, payer == DIMS["payer"].index(name)].sum(axis=1) for name in PUBLIC]
    found = measure(made, trend, invested, base, paid, contributions)
    return Block(made.case.years, found, np.stack(gaps, axis=1))


def _within(inputs: Inputs, lever: levers.Lever, path: Array, draws: int) -> Array:
    """Return the trend of a lever in every draw, within its bounds as any path."""
    low, high = levers.bounds(inputs, lever)
    return np.ascontiguousarray(np.broadcast_to(np.minimum(np.maximum(path, low), high), (len(path), draws)))
