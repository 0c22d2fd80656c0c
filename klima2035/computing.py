"""One scenario computed: inputs resolved in time, then sectors, supply, emissions and money.

assemble: framework and measures resolved in time, one case with draws on its last axis
compute: sectors -> supply -> emissions -> investment -> funding
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from klima2035 import framework, history, levers, model, projection
from klima2035.balance import SECTORS_OF, Published, Reconciliation
from klima2035.case import Case, Overlay, Settings
from klima2035.history import History
from klima2035.inputs import Inputs, remembered
from klima2035.levers import LeverPaths
from klima2035.model import Model, Past
from klima2035.money import adoption, costs, funding, investment, labour, programmes, running
from klima2035.money.adoption import Shares
from klima2035.money.capacity import Means
from klima2035.money.costs import Book
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.money.labour import Crafts
from klima2035.money.programmes import Offers
from klima2035.scenario import Scenario
from klima2035.sectors import ASSETS, LEVERS, SEGMENTS
from klima2035.variables import BASE_YEAR, DIMS, FIRST_YEAR

Array = NDArray[np.float64]
Goals = Mapping[tuple[str, str], Array]

SCENARIO, TREND = 0, 1  # columns of a single run
BUS_SERVICE = "public_transport_service"
AT_ONCE = 12  # measures left out one by one in one pass: more would need more memory


@dataclass(frozen=True)
class Assembled:
    """Everything a computation needs, resolved: the case and what stands beside it.

    ``reconciled`` is the balance of 2017, which no measure moves; whoever changes values of a case that
    bear on 2017 reconciles anew. before: gives what the history 1990-2017 needs. trend: the levers without any
    measure, (year, draw).
    """

    case: Case
    levers: LeverPaths
    reconciled: Reconciliation
    before: Callable[[], Past]
    book: Book
    offers: Offers
    crafts: Crafts
    trend: dict[str, Array]


@dataclass(frozen=True)
class Computed:
    """Everything a computation gives, draws last.

    given, shares: with financed adoption what the measures want, and the shares of it that are built.
    """

    assembled: Assembled
    model: Model
    investment: Investment
    funding: Funding
    means: Means
    given: Investment
    shares: Shares | None = None

    @cached_property
    def history(self) -> History:
        """The years 1990-2017, worked out when first asked for: no scenario changes them."""
        return model.past(self.model, self.assembled.before())


def assemble(
    inputs: Inputs, scenario: Scenario, on: Array | None = None, goals: Goals | None = None, by_kind: bool = False
) -> Assembled:
    """Return one case for a scenario's measures.

    on (measure, draw) [1]: which measures run in which draw; by default the scenario with all of
    its measures beside the trend with none. goals (measure, lever) -> (draw): where a measure goes in each draw,
    where that differs. by_kind: offers hold each distinct rate once (see ``Offers.kinds``).
    """
    years = framework.model_years(scenario.horizon)
    if on is None:
        on = np.stack([np.ones(len(scenario.measures)), np.zeros(len(scenario.measures))], axis=1)
    inputs = inputs.for_draws(on.shape[1])
    frame = _Frame(scenario.horizon, scenario.as_of, tuple(scenario.framework.items()), scenario.law_as_of.isoformat())
    values = frame.values(inputs)
    base = levers.base_paths(inputs, LEVERS, years, scenario.as_of, scenario.settings.registered_additions)
    moved = levers.resolve(base, LEVERS, scenario.measures, on, years, goals)
    bounded = {lever.name: _bounded(inputs, lever, moved.paths[lever.name]) for lever in LEVERS}
    case = Case(years, scenario.as_of, values, bounded, scenario.settings, on.shape[1])
    draws, book = on.shape[1], _book(inputs, scenario.horizon)
    balanced = _balanced(inputs, frame, values, draws) if inputs.drawn else _reconciled(inputs, frame, draws)
    return Assembled(
        case, replace(moved, paths=bounded), balanced, partial(_past, inputs, frame),
        book, programmes.resolve(inputs.records, book, inputs.value, scenario.funding, by_kind)
        if inputs.drawn else _offers(inputs, scenario.horizon, scenario.funding),
        crafts(inputs, scenario.horizon, scenario.as_of), base,
    )  # fmt: skip


@dataclass(frozen=True)
class _Frame:
    """What decides the values of a case beside the inputs: horizon, as_of, chosen variants, date of the law."""

    horizon: int
    as_of: int
    choices: tuple[tuple[str, str], ...]
    law_as_of: str

    def values(self, inputs: Inputs) -> dict[str, Array]:
        """Return every input resolved in time."""
        years = framework.model_years(self.horizon)
        return framework.resolve(inputs, years, self.as_of, dict(self.choices), self.law_as_of)


@remembered(8)
def _reconciled(inputs: Inputs, frame: _Frame, draws: int) -> Reconciliation:
    """Return the balance of 2017 of the shipped values, worked out once for each framework."""
    return _balanced(inputs, frame, frame.values(inputs), draws)


def _balanced(inputs: Inputs, frame: _Frame, values: Mapping[str, Array], draws: int) -> Reconciliation:
    """Return the balance of 2017 of values by draw."""
    years = framework.model_years(frame.horizon)
    base = levers.base_paths(inputs, LEVERS, years, frame.as_of)
    paths = {name: np.ascontiguousarray(np.broadcast_to(path, (len(path), draws))) for name, path in base.items()}
    case = Case(years, frame.as_of, values, paths, Settings(), draws)
    return model.reconciled(case, published(inputs), deviations(inputs))


@remembered(8)
def _past(inputs: Inputs, frame: _Frame) -> Past:
    return past(inputs, frame.values(inputs), frame.as_of, dict(frame.choices))


def deviations(inputs: Inputs) -> dict[str, Array]:
    """Return the relative standard deviations of the 2017 estimates by group and of the two factors, (draw) [1]."""
    groups = {row.group: np.array([row.value]) for row in inputs.records["reconciliation_deviation"]}
    return groups | {row.index["factor"]: np.array([row.value]) for row in inputs.records["factor_deviation"]}


def _bounded(inputs: Inputs, lever: levers.Lever, path: Array) -> Array:
    """Keep a lever within its bounds where several measures would carry it beyond."""
    low, high = levers.bounds(inputs, lever)
    return np.minimum(np.maximum(path, low), high)


@remembered(8)
def _book(inputs: Inputs, horizon: int) -> Book:
    return costs.resolve(inputs, ASSETS, framework.model_years(horizon), inputs.value)


@remembered(8)
def _offers(inputs: Inputs, horizon: int, overlays: tuple[Overlay, ...]) -> Offers:
    return programmes.resolve(inputs.records, _book(inputs, horizon), inputs.value, overlays)


@remembered(8)
def crafts(inputs: Inputs, horizon: int, as_of: int) -> Crafts:
    """Return what assets take of each craft and what is free of it, by a city's tables."""
    return labour.resolve(inputs.records, ASSETS, framework.model_years(horizon).tolist(), as_of)


def published(inputs: Inputs) -> Published:
    """Return the published figures of 2017 with their deviations: half the stated range."""
    emissions, deviation = _record(inputs, "published_emissions", "for_year", str(BASE_YEAR))
    energy, energy_deviation = _record(inputs, "published_final_energy", "for_year", str(BASE_YEAR))
    shares = {name: _record(inputs, "published_share", "for_sector", name) for name in SECTORS_OF}
    return Published(
        emissions, deviation, {name: pair[0] for name, pair in shares.items()},
        {name: pair[1] for name, pair in shares.items()}, energy, energy_deviation,
    )  # fmt: skip


def _record(inputs: Inputs, name: str, column: str, label: str) -> tuple[Array, Array]:
    row = next(row for row in inputs.records[name] if row.index[column] == label)
    low, high = row.low if row.low is not None else row.value, row.high if row.high is not None else row.value
    return inputs.value(row), np.array([(high - low) / 2.0])


def past(inputs: Inputs, values: Mapping[str, Array], as_of: int, choices: Mapping[str, str]) -> Past:
    """Return what the years 1990-2017 need: factors, national series per head, published points."""
    years = framework.history_years()
    factors = {}
    for indicator in DIMS["indicator"]:
        fuels = framework.over(inputs, f"emission_factor_{indicator}", years, as_of, choices)
        power = framework.over(inputs, f"grid_factor_{indicator}", years, as_of, choices)
        table = np.zeros((len(years), len(DIMS["carrier"]), max(fuels.shape[-1], power.shape[-1])))
        for i, fuel in enumerate(DIMS["fuel"]):
            table[:, DIMS["carrier"].index(fuel)] = fuels[:, i]
        table[:, DIMS["carrier"].index("electricity")] = power
        factors[indicator] = table
    people = framework.over(inputs, "population", years, as_of, choices)
    nation = framework.series_over(values["national_population"], years)
    indices = {
        name: history.per_head_index(framework.series_over(values[source], years), nation, people)
        for name, source in (
            ("national_buildings", "national_buildings"),
            ("national_industry", "national_industry"),
            ("national_transport", "national_transport"),
            ("electricity", "national_electricity"),
        )
    }
    emissions, _ = _record(inputs, "published_emissions", "for_year", str(FIRST_YEAR))
    energy, _ = _record(inputs, "published_final_energy", "for_year", str(FIRST_YEAR))
    heat = values["district_heat_factor_1990"]
    return Past(
        years, factors, indices, values["fuel_mix_1990"], values["district_heat_1990"], heat, (energy, emissions)
    )


def compute(assembled: Assembled, kept: model.Kept | None = None) -> Computed:
    """Return every array of one computation: the model, its history, investment and funding.

    With financed adoption the last draw is the trend; the others build only what is paid for. kept: results of
    demand sectors that may be used again.
    """
    if assembled.case.settings.adoption == "given":
        return _once(assembled, kept)
    case, crafts = assembled.case, assembled.crafts
    open_ = replace(assembled, case=replace(case, settings=replace(case.settings, adoption="given")))
    given = now = _once(open_, kept)
    shares = adoption.first(case, given.investment, given.funding, crafts)
    for _ in range(adoption.ROUNDS):
        shares = adoption.again(case, now.investment, now.funding, crafts, now.means, shares)
        moved = adoption.paths(case, LEVERS, assembled.trend, given.investment, shares)
        now = _once(replace(open_, case=replace(open_.case, levers=moved)))
    paid = funding.apply(case, now.investment, assembled.offers, now.means)
    built = replace(assembled, case=replace(case, levers=now.assembled.case.levers))
    return replace(now, assembled=built, funding=paid, given=given.investment, shares=shares)


def _once(assembled: Assembled, kept: model.Kept | None = None) -> Computed:
    """Return one pass through the model and the money."""
    case = assembled.case
    made = model.run(case, assembled.reconciled, kept)
    invested = investment.project(case, list(made.results.values()), assembled.book)
    known = means(made, invested.installed, invested.book)
    paid = funding.apply(case, invested, assembled.offers, known)
    return Computed(assembled, made, invested, paid, known, invested)


def last_in(inputs: Inputs, scenario: Scenario) -> Iterator[tuple[tuple[str, ...], Computed]]:
    """Yield some measures at a time and one computation with all measures, without each of these, and without any."""
    every = tuple(measure.name for measure in scenario.measures)
    for first in range(0, len(every), AT_ONCE):
        names = every[first : first + AT_ONCE]
        on = np.ones((len(every), len(names) + 2))
        on[np.arange(first, first + len(names)), np.arange(len(names)) + 1] = 0.0
        on[:, -1] = 0.0
        yield names, compute(assemble(inputs, scenario, on))


def means(made: Model, installed: Array, book: Book) -> Means:
    """Return what the companies' plan rests on: energy sold in the city and the cost of added bus service."""
    sold = projection.by_sector_and_carrier(made.energy, SEGMENTS).sum(axis=1)
    buses = [asset.name for asset in book.assets].index(BUS_SERVICE)
    return Means(sold, running.operation(made.case, installed, book)[:, buses])
