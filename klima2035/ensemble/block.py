"""A block of draws through the whole model: the same stages as a single run, draws on the last axis."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from klima2035 import levers, model, pipeline
from klima2035.draws import slices
from klima2035.ensemble.measured import Measured, measure
from klima2035.ensemble.measured import money as money_of
from klima2035.inputs import Inputs
from klima2035.money import funding, investment
from klima2035.money.capacity import Means
from klima2035.pipeline import Assembled, Goals
from klima2035.scenario import Scenario
from klima2035.sectors import LEVERS

Array = NDArray[np.float64]

AT_ONCE = 6  # years whose money is worked out together


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
    given = scenario.settings.adoption == "given"  # financed passes need every offer laid out
    made = pipeline.assemble(inputs, scenario, np.ones((len(scenario.measures), draws)), goals, by_kind=given)
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
    case, book = part.case, part.book
    made = model.run(case, part.reconciled)
    trend = model.run(replace(case, levers=part.trend), part.reconciled)
    base, _ = investment.activity(trend.case, list(trend.results.values()), book)
    total = trend.end_use.values[0].sum(axis=1)
    del trend
    flow = investment.flows(case, list(made.results.values()), book)
    means = pipeline.means(made, flow.installed, book).counted(case)
    told = [_paid(part, flow, means, base, years) for years in _spans(len(case.years))]
    money = np.concatenate([paths for paths, _ in told], axis=1)
    return Block(case.years, measure(made, total, money), np.concatenate([lacks for _, lacks in told]))


def _spans(years: int) -> list[tuple[int, int]]:
    """Return the spans of years whose money is worked out together: lines of all years would leave the cache."""
    return [(first, min(first + AT_ONCE, years)) for first in range(0, years, AT_ONCE)]


def _paid(
    part: Assembled, flow: investment.Flows, means: Means, base: Array, years: tuple[int, int]
) -> tuple[Array, Array]:
    """Return the money of some years, as ``measured.money``."""
    case, span = part.case.between(*years), slice(*years)
    invested = investment.cost(case, part.book.between(*years), flow.between(*years))
    paid = funding.apply(case, invested, part.offers.between(*years), means.between(*years), causes=False)
    moved = {key: values[span] for key, values in part.levers.contributions.items()}
    return money_of(invested, base[span], paid, moved)


def _financed(assembled: Assembled, first: int, last: int) -> Block:
    """Return draws that build only what is paid for: each beside its own trend, in one pass."""
    count = last - first
    twice = np.tile(np.arange(first, last), 2)
    part = slices.some(assembled, twice, 2 * count)
    levers = {name: np.concatenate([path[:, :count], part.trend[name][:, count:]], axis=1)
              for name, path in part.case.levers.items()}  # fmt: skip
    computed = pipeline.compute(replace(part, case=replace(part.case, levers=levers, trends=count)))
    made, invested = computed.model, computed.investment
    total = made.end_use.values[0].sum(axis=1)
    base = made.case.trend_of(invested.installed)
    told, lacking = money_of(invested, base, computed.funding, part.levers.contributions)
    found = measure(made, made.case.trend_of(total), told)
    kept = replace(found, paths=found.paths[..., :count], direct=found.direct[..., :count])
    return Block(made.case.years, kept, lacking[..., :count])


def _within(inputs: Inputs, lever: levers.Lever, path: Array, draws: int) -> Array:
    """Return the trend of a lever in every draw, within its bounds as any path."""
    low, high = levers.bounds(inputs, lever)
    return np.ascontiguousarray(np.broadcast_to(np.minimum(np.maximum(path, low), high), (len(path), draws)))
