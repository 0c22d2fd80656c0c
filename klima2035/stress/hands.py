"""What is in our hands: the path with the city's own measures only, then with those of its companies, Land, Bund ..."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035 import naming, pipeline
from klima2035.inputs import Inputs
from klima2035.levers import effective
from klima2035.result import Cell, Table
from klima2035.scenario import Scenario
from klima2035.stress.run import beyond, left_to_city, of_measures

Array = NDArray[np.float64]

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (  # each step adds the measures of these deciders
    ("trend", ()),
    ("city", ("city",)),
    ("city_company", ("city_company",)),
    ("land", ("land",)),
    ("bund_eu", ("bund", "eu")),
    ("owner_firm", ("owner", "firm")),
)
COLUMNS = ("scenario", "step", "decider", "year", "item", "value", "unit")


@dataclass(frozen=True)
class Hands:
    """The path of each step, (step, year): co2e [t/a], additional cost, gap and the city's need [EUR/a nominal].

    Money is that of the measures, as the ledger parts it from the trend's. measures: the names that each step adds;
    waits: what is on in a step and has no effect yet, because a prerequisite lies with somebody else. grade: data
    quality of 2017 [1].
    """

    scenario: str
    years: tuple[int, ...]
    co2e: Array
    additional_cost: Array
    gap: Array
    city_need: Array
    measures: tuple[tuple[str, ...], ...]
    waits: tuple[tuple[str, ...], ...]
    grade: float


def switches(scenario: Scenario) -> Array:
    """Return which measures run in each step and, last, in the trend, (measure, step + 1) [1]."""
    deciders: set[str] = set()
    columns = []
    for _, added in STEPS:
        deciders |= set(added)
        columns.append([float(scenario.library[one.name].decider in deciders) for one in scenario.measures])
    return np.array([*columns, columns[0]]).T.reshape(len(scenario.measures), len(STEPS) + 1)


def run(inputs: Inputs, scenario: Scenario) -> Hands:
    """Return the path of each step in the scenario's own adoption, all computed at once as coalitions of measures."""
    on = switches(scenario)
    computed = pipeline.compute(pipeline.assemble(inputs, scenario, on))
    invested, paid = computed.investment, computed.funding
    works = effective(scenario.measures, on)
    names = [measure.name for measure in scenario.measures]
    waits = tuple(
        tuple(name for name, switched, real in zip(names, on[:, i], works[:, i], strict=True) if switched > real)
        for i in range(len(STEPS))
    )
    contributions = computed.assembled.levers.contributions
    part = of_measures(invested, contributions)
    left = left_to_city(invested, paid)
    return Hands(
        scenario.name, tuple(computed.model.case.years.tolist()),
        computed.model.end_use.values[0].sum(axis=1).T[:-1],
        _paths(invested.additional, part), _paths(paid.gap, part), _paths(left, part),
        tuple(tuple(added(scenario, step)) for step in STEPS), waits, naming.data_quality(inputs, computed.model),
    )  # fmt: skip


def _paths(money: Array, part: Array) -> Array:
    """Return the money of the measures in each step, (step, year), from (year, line, step + 1)."""
    return np.stack([beyond(money, part, i) for i in range(len(STEPS))])


def added(scenario: Scenario, step: tuple[str, Sequence[str]]) -> list[str]:
    """Return the measures of a scenario that a step adds."""
    return [one.name for one in scenario.measures if scenario.library[one.name].decider in step[1]]


def table(hands: Hands) -> Table:
    """Return ``in_our_hands.csv``: each step's path; ``decider``: who decides what the step adds."""
    paths = (
        ("co2e", hands.co2e, "t/a"), ("additional_cost", hands.additional_cost, "EUR/a"), ("gap", hands.gap, "EUR/a"),
        ("city_need", hands.city_need, "EUR/a"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (hands.scenario, step, "|".join(deciders), year, item, float(values[i, t]), unit)
        for i, (step, deciders) in enumerate(STEPS)
        for item, values, unit in paths
        for t, year in enumerate(hands.years)
    ]
    return Table("in_our_hands", COLUMNS, tuple(rows))


def measures(hands: Hands, scenario: Scenario) -> Table:
    """Return ``in_our_hands_measures.csv``: who decides each measure, what it needs of whom, from when it acts."""
    columns = ("scenario", "measure", "decider", "step", "requires", "decider_of_required", "acts_from")
    rows: list[tuple[Cell, ...]] = []
    for i, (step, _) in enumerate(STEPS):
        for name in hands.measures[i]:
            known = scenario.library[name]
            needed = [one for one in known.requires if one in scenario.library]
            acts = next((STEPS[j][0] for j in range(i, len(STEPS)) if name not in hands.waits[j]), "")
            others = "|".join(scenario.library[one].decider for one in needed)
            rows.append((scenario.name, name, known.decider, step, "|".join(needed), others, acts))
    return Table("in_our_hands_measures", columns, tuple(rows))


def taken_off(hands: Hands, year: int) -> list[float]:
    """Return how much each step takes off the step before it in a year [t/a]; the trend itself takes off nothing."""
    at = hands.years.index(year)
    path = hands.co2e[:, at].tolist()
    return [0.0, *(before - now for before, now in itertools.pairwise(path))]
