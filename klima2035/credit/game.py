"""The game of a scenario: what a coalition of its measures saves and costs against the trend.

A coalition is a column of ``on``: one more draw of the same model. Columns are computed in blocks, each with the
trend as its last column, by this process or several; blocks and workers change no bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from klima2035 import framework, levers, model, pipeline
from klima2035.case import Case
from klima2035.executors import Executor, keep_memory
from klima2035.groups import Group
from klima2035.inputs import Inputs
from klima2035.money import accounts, capacity, funding, investment
from klima2035.money.investment import Investment
from klima2035.pipeline import Assembled
from klima2035.scenario import Scenario
from klima2035.sectors import SEGMENTS
from klima2035.variables import DIMS

Array = NDArray[np.float64]

SECTORS = DIMS["sector"]
BLOCK = 63  # coalitions in one block, with the trend 64: the fastest size measured
MONEY = ("full", "additional", "city")
TONNES = "tonnes_co2e"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a coalition: what, of which sector and year (0: all years after ``as_of``), at which rate."""

    item: str
    sector: str
    year: int
    unit: str
    rate: float | None = None


@dataclass(frozen=True)
class Quantities:
    """All numbers of a coalition, in the order in which ``worth`` gives them.

    Tonnes count what is saved, money what is spent beyond the trend: nominal by year and in all, real in all.
    Present values by rate: cost_society (additional investment less residual), running_society (energy and
    maintenance), cost_payer (the payers' account before grants).
    """

    years: tuple[int, ...]
    rates: tuple[float, ...]

    @cached_property
    def every(self) -> tuple[Quantity, ...]:
        """Return each quantity."""
        out = [Quantity(TONNES, sector, year, "tCO2e/a") for sector in SECTORS for year in self.years]
        out += [Quantity("tonnes_co2", "all", year, "tCO2/a") for year in self.years]
        out += [Quantity(item, "all", year, "EUR/a") for item in MONEY for year in self.years]
        out += [Quantity(TONNES, "all", 0, "tCO2e"), Quantity("tonnes_co2", "all", 0, "tCO2")]
        out += [Quantity(item, "all", 0, "EUR") for item in MONEY]
        out += [Quantity(f"{item}_real", "all", 0, "EUR") for item in MONEY]
        kinds = ("cost_society", "running_society", "cost_payer")
        out += [Quantity(kind, "all", 0, "EUR", rate) for rate in self.rates for kind in kinds]
        return tuple(out)

    @cached_property
    def places(self) -> dict[tuple[str, str, int, float | None], int]:
        """Return where each quantity stands, by item, sector, year and rate."""
        return {(one.item, one.sector, one.year, one.rate): i for i, one in enumerate(self.every)}

    def at(self, item: str, sector: str = "all", year: int = 0, rate: float | None = None) -> int:
        """Return where a quantity stands."""
        return self.places[item, sector, year, rate]


def quantities(scenario: Scenario, inputs: Inputs) -> Quantities:
    """Return the numbers that a scenario's coalitions have."""
    years = framework.model_years(scenario.horizon)
    later = tuple(int(year) for year in years[years > scenario.as_of])
    return Quantities(later, tuple(accounts.rates(inputs.records)))


@dataclass(frozen=True)
class Block:
    """One task: a scenario, slim enough to be sent to another process, and what is on, (measure, coalition)."""

    scenario: Scenario
    on: Array


def slim(scenario: Scenario) -> Scenario:
    """Return a scenario with only what a computation needs, measures as given even with financed adoption.

    As in ``measure_costs``: what the money of a measure left out would build instead is not its own effect.
    """
    settings = replace(scenario.settings, adoption="given")
    return replace(scenario, settings=settings, library={}, milestones=(), files={}, findings=())


def worth(block: Block) -> Array:
    """Return what each coalition of a block saves and costs against the trend, (coalition, quantity)."""
    keep_memory()
    inputs = pipeline.load_inputs(block.scenario.city)
    on = np.concatenate([block.on, np.zeros((len(block.on), 1))], axis=1)
    return against_trend(raw(pipeline.assemble(inputs, block.scenario, on), inputs))


def against_trend(values: Array) -> Array:
    """Return tonnes saved and money spent beyond the last column, (coalition, quantity); values (quantity, draw)."""
    return np.ascontiguousarray((values[:, :-1] - values[:, -1:]).T) + 0.0


def raw(assembled: Assembled, inputs: Inputs) -> Array:
    """Return the numbers of every draw, (quantity, draw): tonnes with a minus sign, as they are to be saved."""
    case = assembled.case
    made = model.run(case, assembled.reconciled)
    invested = investment.project(case, list(made.results.values()), assembled.book)
    later = case.years > case.as_of
    co2e, co2 = (np.stack([made.end_use.of(name, i)[later] for name in SECTORS], axis=1) for i in (0, 1))
    money = _money(invested, assembled)
    deflator = invested.deflator[later]
    tonnes = made.end_use.values[0].sum(axis=1)
    both = accounts.build(case, SEGMENTS, made.energy, tonnes, invested, None, inputs.records)
    draws = case.draws
    nominal = [part[later] for part in money]
    parts = [
        -np.swapaxes(co2e, 0, 1).reshape(-1, draws),
        -co2.sum(axis=1),
        *nominal,
        -tonnes[later].sum(axis=0)[np.newaxis],
        -co2.sum(axis=1).sum(axis=0)[np.newaxis],
        *(part.sum(axis=0)[np.newaxis] for part in nominal),
        *((part * deflator).sum(axis=0)[np.newaxis] for part in nominal),
        *(part[np.newaxis] for rate in accounts.rates(inputs.records) for part in _present(case, both, rate)),
    ]
    return np.concatenate([np.broadcast_to(part, (part.shape[0], draws)) for part in parts])


def _money(invested: Investment, assembled: Assembled) -> tuple[Array, Array, Array]:
    """Return full and additional cost and what the city and its companies must find, (year, draw) [EUR/a].

    The last is own money and gap together: additional cost of their lines less grants.
    """
    public = np.flatnonzero(capacity.is_public(invested))
    additional = invested.additional
    granted = funding.granted_to(assembled.offers, invested, public)
    found = (additional.take(public, axis=1) - granted).sum(axis=1)
    return invested.full.sum(axis=1), additional.sum(axis=1), found


def _present(case: Case, both: accounts.Accounts, rate: float) -> tuple[Array, Array, Array]:
    """Return present values of society's cost and running cost, and of the payers' account before grants, (draw)."""
    cost, running = accounts.cost_and_running(case, both, rate)
    return cost, running, accounts.present_value(case, both, "payer", rate).sum(axis=0)


@dataclass(frozen=True)
class Game:
    """A scenario's measures in groups as players; calls work coalitions (bit masks over groups) out in blocks."""

    scenario: Scenario
    groups: tuple[Group, ...]
    executor: Executor
    block: int = BLOCK

    def __call__(self, masks: Sequence[int]) -> Array:
        """Return the worth of coalitions, (coalition, quantity)."""
        small = slim(self.scenario)
        on = self.on(masks)
        size = min(self.block, -(-len(masks) // self.executor.workers))
        blocks = [Block(small, on[:, first : first + size]) for first in range(0, len(masks), size)]
        return np.concatenate(list(self.executor.map(worth, blocks)))

    def on(self, masks: Sequence[int]) -> Array:
        """Return which measures are on in each coalition, (measure, coalition) [1]."""
        of_group = {name: g for g, group in enumerate(self.groups) for name in group.measures}
        of_measure = np.array([of_group[measure.name] for measure in self.scenario.measures])
        member = np.array([[mask >> g & 1 for mask in masks] for g in range(len(self.groups))], dtype=np.float64)
        return np.asarray(member[of_measure])

    def same(self, masks: Sequence[int]) -> list[int]:
        """Return for each coalition the smallest one that acts alike, without groups none of whose measures works."""
        measures = self.scenario.measures
        works = levers.effective(measures, self.on(masks)) > 0.0
        out = np.zeros(len(masks), dtype=np.int64)
        for g, group in enumerate(self.groups):
            mine = [i for i, measure in enumerate(measures) if measure.name in group.measures]
            out |= works[mine].any(axis=0).astype(np.int64) << g
        return [int(mask) for mask in out]
