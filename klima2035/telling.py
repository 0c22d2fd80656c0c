"""A computation told as a result: frames, tables, labels and findings of one scenario and its trend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035 import computing, frames, hindcast, judging, milestones, naming, neutrality, plausibility
from klima2035.computing import SCENARIO, TREND, Computed
from klima2035.inputs import Inputs
from klima2035.milestone_files import unit_of
from klima2035.model import Model
from klima2035.money import (
    accounts,
    adoption,
    city,
    households,
    investment,
    labour,
    ledger,
    running,
    sheet,
    support,
    tables,
)
from klima2035.result import Cell, Frame, Result, Table
from klima2035.scenario import Scenario
from klima2035.sectors import LEVERS, SEGMENTS
from klima2035.variables import focus

Array = NDArray[np.float64]


def result(scenario: Scenario, inputs: Inputs, computed: Computed, unregistered: Model) -> Result:
    """Return the scenario's result with its trend beside it; ``unregistered``: the second run of the hindcast."""
    made, of_trend = (frames.all_frames(computed.model, computed.history, column) for column in (SCENARIO, TREND))
    years = made["emissions"].years
    grade = naming.data_quality(inputs, computed.model)
    common = naming.named(scenario, grade, years, scenario.as_of)
    trend = Result(name="trend", title={"de": "Trend", "en": "Trend"}, frames=of_trend, tables={}, **common)
    found = plausibility.findings(scenario, inputs, computed)
    told = _tables(scenario, inputs, computed, unregistered, made)
    told["findings"] = plausibility.table(scenario.name, found)
    return Result(
        name=scenario.name, title=scenario.title, frames=made, tables=told, trend=trend,
        found=found, extra=_extra(scenario, inputs, computed, grade, years[-1]), **common,
    )  # fmt: skip


def _tables(
    scenario: Scenario, inputs: Inputs, computed: Computed, unregistered: Model, made: Mapping[str, Frame]
) -> dict[str, Table]:
    """Return every table of the scenario by name, in report order."""
    invested, contributions = computed.investment, computed.assembled.levers.contributions
    indicators = made["indicators"]
    target = focus(indicators.years[-1])
    told = ledger.table(scenario.name, invested, computed.funding, contributions)
    money = _money(scenario, inputs, computed, told)
    known = judging.evidence(scenario, inputs, computed, made, money)
    return {
        "measures": measures(scenario),
        "balance_adjustments": adjustments(computed.model),
        "pinning": pinning(computed),
        "hindcast": hindcast.table(inputs, scenario.as_of, computed.model, unregistered, SCENARIO),
        "investment": told,
        **money,
        "milestones": milestones.judge(scenario.milestones, known, scenario.name, scenario.as_of, scenario.digest()),
        "leading": milestones.leading(scenario.milestones, known, scenario.name, scenario.as_of, unit_of),
        "actuals": milestones.actuals_table(inputs),
        "running_cost": _running_cost(scenario, computed),
        "climate_investment": judging.counted(scenario, inputs, computed),
        "neutrality": neutrality.table(scenario.name, computed.model, indicators, target),
        "carbon_budget": neutrality.budget_table(scenario.name, inputs, computed.model),
    }


def _money(scenario: Scenario, inputs: Inputs, computed: Computed, told: Table) -> dict[str, Table]:
    """Return what the ledger leads to: who pays by year, the city's line, whom to ask, both accounts, labour."""
    name, case, invested, paid = scenario.name, computed.model.case, computed.investment, computed.funding
    records, assembled = inputs.records, computed.assembled
    untils = sorted({focus(scenario.horizon), scenario.horizon})
    return {
        "finance_by_year": tables.finance_by_year(told),
        "funding": tables.funding_ledger(name, invested, paid),
        "city_line": city.table(told, case, invested, paid, computed.means, records["project_amount"]),
        "support_requirements": support.table(told, records, scenario.as_of),
        "support_options": support.options(name, case, invested, paid, computed.means, untils),
        "benefits": accounts.table(name, case, _accounts(computed, inputs), records),
        "measure_costs": _measure_costs(scenario, inputs, float(case["tonnes_floor"][0])),
        "labour": labour.table(name, assembled.crafts, invested.installed, case.years.tolist()),
        "households": households.table(name, case, computed.model.results["buildings"], invested, paid),
        "gas_network": city.gas_network(name, case, invested, computed.means),
        "adoption": adoption.table(name, computed.given, invested, computed.shares, scenario.as_of),
    }


def _measure_costs(scenario: Scenario, inputs: Inputs, floor: float) -> Table:
    """Return what each measure costs and saves as the last one added, rate by rate, measures in the library's order.

    With financed adoption too all others happen as given: what the money of a measure left out would build
    instead is not its own effect.
    """
    given = replace(scenario, settings=replace(scenario.settings, adoption="given"))
    moves = {measure.name: measure.moves for measure in scenario.measures}
    rows: list[tuple[Cell, ...]] = []
    for names, without in computing.last_in(inputs, given):
        generating = {name: all(move.lever.startswith("pv_") for move in moves[name]) for name in names}
        case, made = without.model.case, _accounts(without, inputs)
        rows += accounts.measure_costs(scenario.name, case, made, generating, inputs.records, floor)
        del without, case, made  # some 20 MB, not to be held while the next ones are computed
    at = accounts.MEASURE_COLUMNS.index("rate")
    return Table("measure_costs", accounts.MEASURE_COLUMNS, tuple(sorted(rows, key=lambda row: float(row[at] or 0.0))))


def _accounts(computed: Computed, inputs: Inputs) -> accounts.Accounts:
    made = computed.model
    tonnes = made.end_use.values[0].sum(axis=1)
    return accounts.build(
        made.case, SEGMENTS, made.energy, tonnes, computed.investment, computed.funding, inputs.records
    )


def _extra(scenario: Scenario, inputs: Inputs, computed: Computed, grade: float, last: int) -> dict[str, Any]:
    """Return what charts, workbook and summary tell beside frames and tables."""
    return {
        "city_title": dict(inputs.title),
        "draw": scenario.draw,
        "funding_sheet": sheet.build(
            computed.assembled.case, computed.investment, computed.funding, computed.means, focus(last)
        ),
        "assumed_share": investment.assumed_share(computed.investment, focus(last)),
        "label_en": naming.label(scenario, grade, "en"),
        "measure_titles": {measure.name: dict(measure.title) for measure in scenario.library.values()},
        "source_titles": {key: source["title"] for key, source in inputs.sources.items()},
        "milestone_titles": {milestone.id: dict(milestone.title) for milestone in scenario.milestones},
        "milestone_offices": {one.id: dict(one.office) for one in scenario.milestones if one.office},
    }


def measures(scenario: Scenario) -> Table:
    """Return the measures that run: who decides, which levers, from when to when, how far, by which rule."""
    columns = (
        "scenario", "measure", "title", "sector", "decider", "lever", "ramp", "start", "end", "value", "ambition",
        "unit", "operation",
    )  # fmt: skip
    levers = {lever.name: lever for lever in LEVERS}
    rows: list[tuple[Cell, ...]] = []
    for active in scenario.measures:
        known = scenario.library[active.name]
        head = (scenario.name, active.name, known.title["de"], known.sector, known.decider)
        for move in active.moves:
            value = move.table[max(move.table)] if move.table else move.value
            moved = levers[move.lever]
            unit = "1" if moved.combine == "multiply" else moved.unit
            rows.append(
                (*head, move.lever, move.shape, move.start, move.end, value, active.ambition, unit, moved.combine)
            )
    return Table("measures", columns, tuple(rows))


def adjustments(model: Model) -> Table:
    """Return the reconciliation of 2017: prior, deviation, reconciled value, adjustment over its deviation."""
    made = model.reconciliation
    columns = (
        "group", "prior", "deviation", "reconciled", "multiplier", "adjustment_over_deviation", "unit", "chi_square",
        "degrees_of_freedom",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for i, group in enumerate(made.groups):
        prior, factor = float(made.prior[i, SCENARIO]), float(made.multiplier[i, SCENARIO])
        unit = "1" if group.startswith("factor ") else "GWh/a"
        rows.append(
            (group, prior, float(made.deviation[i, SCENARIO]), prior * factor, factor,
             float(made.over_deviation[i, SCENARIO]), unit, float(made.chi_square[SCENARIO]), made.degrees_of_freedom)
        )  # fmt: skip
    return Table("balance_adjustments", columns, tuple(rows))


def pinning(computed: Computed) -> Table:
    """Return the pinning factor of each year of the history."""
    past = computed.history
    rows = [
        (int(year), quantity, float(values[i, SCENARIO]), "1")
        for quantity, values in past.pinning.items()
        for i, year in enumerate(past.years)
    ]
    return Table("pinning", ("year", "quantity", "factor", "unit"), tuple(rows))


def _running_cost(scenario: Scenario, computed: Computed) -> Table:
    made = computed.model
    cost = running.running_cost(made.case, SEGMENTS, made.energy, computed.assembled.book, computed.investment)
    return running.table(scenario.name, cost, made.case.years.tolist())


def judged_wholly(scenario: Scenario, inputs: Inputs, computed: Computed) -> Table:
    """Return the verdict on every milestone, those on rows of tables too: what ``run`` writes, and as slow."""
    made = frames.all_frames(computed.model, computed.history, SCENARIO)
    contributions = computed.assembled.levers.contributions
    told = ledger.table(scenario.name, computed.investment, computed.funding, contributions)
    known = judging.evidence(scenario, inputs, computed, made, _money(scenario, inputs, computed, told))
    return milestones.judge(scenario.milestones, known, scenario.name, scenario.as_of, scenario.digest())
