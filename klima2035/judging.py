"""What is known of everything that milestones name, and the verdicts on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from klima2035 import frames, milestones, quantities
from klima2035.computing import SCENARIO, Computed
from klima2035.inputs import Inputs
from klima2035.result import Frame, Result, Table
from klima2035.scenario import Scenario
from klima2035.tracking import states

Array = NDArray[np.float64]


def counts(inputs: Inputs, computed: Computed) -> tuple[milestones.Count, ...]:
    """Return what is invested under each counting rule in the years it covers."""
    return milestones.count_investment(inputs, partial(milestones.modelled, computed.investment, computed.funding))


def counted(scenario: Scenario, inputs: Inputs, computed: Computed) -> Table:
    """Return the sum under each counting rule and what it adds up."""
    columns = ("scenario", "rule", "from", "to", "part", "value", "unit", "evidence")
    rows = [
        (scenario.name, count.rule, count.first, count.last, part, value, "EUR", count.evidence)
        for count in counts(inputs, computed)
        for part, value in (*count.parts.items(), ("total", count.value))
    ]
    return Table("climate_investment", columns, tuple(rows))


def judged_paths(computed: Computed) -> tuple[tuple[int, ...], dict[str, Array]]:
    """Return the years and the scenario's path of every indicator that a milestone may name."""
    made = indicators_of(computed)
    paths = {name: made.values[:, i] for i, name in enumerate(made.coords["indicator"])}
    return made.years, paths | {word: paths[name] for word, name in frames.TOTALS.items()}


def evidence(
    scenario: Scenario, inputs: Inputs, computed: Computed, made: Mapping[str, Frame] | None = None,
    money: Mapping[str, Table] | None = None,
) -> milestones.Evidence:  # fmt: skip
    """Return what is known of everything that milestones name: counts, paths, sums of money, rows of tables.

    made, money: frames and tables of the scenario, for quantities of tables; without them those stay unknown.
    """
    years, paths = judged_paths(computed)
    if made is not None:
        wanted = [name for one in scenario.milestones for name in (one.indicator, *one.leading)]
        paths |= {
            name: quantities.path(parsed, years, made, money or {})
            for name in wanted
            if quantities.is_one(name) and isinstance(parsed := quantities.parse(name), quantities.Quantity)
        }
    balances = states.derived_totals(inputs, computed.model, scenario.as_of)
    counted = {**balances, **milestones.counts(inputs)}
    known = milestones.Evidence(
        years, {place: one.value for place, one in counted.items()}, paths,
        days={place: one.date for place, one in counted.items()},
    )  # fmt: skip
    return known.joined(milestones.investment_evidence(counts(inputs, computed), years))


def path_evidence(scenario: Scenario, inputs: Inputs, result: Result, wanted: Sequence[str]) -> milestones.Evidence:
    """Return the counts and the paths of the indicators and quantities asked for, from a result."""
    frame = result.frames["indicators"]
    paths = {name: frame.values[:, i] for i, name in enumerate(frame.coords["indicator"])}
    paths |= {word: paths[name] for word, name in frames.TOTALS.items()}
    for name in wanted:
        parsed = quantities.parse(name) if quantities.is_one(name) else None
        if isinstance(parsed, quantities.Quantity):
            paths[name] = quantities.path(parsed, result.years, result.frames, result.tables)
    return milestones.Evidence(result.years, milestones.actuals(inputs), paths)


def indicators_of(computed: Computed) -> Frame:
    """Return every indicator of the scenario of a computation."""
    return frames.indicators(computed.model, computed.history, SCENARIO)


def judged(scenario: Scenario, inputs: Inputs, computed: Computed) -> Table:
    """Return the verdict on every milestone that a path of the model decides."""
    known = evidence(scenario, inputs, computed)
    return milestones.judge(scenario.milestones, known, scenario.name, scenario.as_of, scenario.digest())
