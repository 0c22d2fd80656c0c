"""A computation told as a result: frames, tables, labels and findings of one scenario and its trend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035 import frames, hindcast, milestones, neutrality, pipeline, plausibility, quantities
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
from klima2035.pipeline import SCENARIO, TREND, Computed
from klima2035.result import Cell, Frame, Result, Table
from klima2035.scenario import Scenario
from klima2035.sectors import LEVERS, SEGMENTS
from klima2035.tracking import states
from klima2035.variables import TARGET_YEAR

Array = NDArray[np.float64]

GRADES = {"A": 1.0, "B": 0.5, "C": 0.25, "D": 0.0}  # weights of the BISKO data quality (Datengüte)
MONEY_SPAN = (2021, 2025)  # the years that the programme's 20 million euro cover


def result(scenario: Scenario, inputs: Inputs, computed: Computed, unregistered: Model) -> Result:
    """Return the scenario's result with its trend beside it; ``unregistered``: the second run of the hindcast."""
    made, of_trend = (frames.all_frames(computed.model, computed.history, column) for column in (SCENARIO, TREND))
    years = made["emissions"].years
    grade = data_quality(inputs, computed.model)
    common = named(scenario, grade, years, scenario.as_of)
    trend = Result(name="trend", title={"de": "Trend", "en": "Trend"}, frames=of_trend, tables={}, **common)
    found = plausibility.findings(scenario, inputs, computed)
    told = _tables(scenario, inputs, computed, unregistered, made)
    told["findings"] = plausibility.table(scenario.name, found)
    return Result(
        name=scenario.name, title=scenario.title, frames=made, tables=told, trend=trend,
        found=found, extra=_extra(scenario, inputs, computed, grade, years[-1]), **common,
    )  # fmt: skip


def named(scenario: Scenario, grade: float, years: tuple[int, ...], as_of: int) -> dict[str, Any]:
    """Return what a result says of itself besides its title: city, years, label, settings, files.

    grade: data quality [1]; ``as_of``: last year of counted figures.
    """
    return {
        "label": label(scenario, grade, "de"),
        "city": scenario.city,
        "as_of": as_of,
        "years": years,
        "phase": frames.phases(years, as_of),
        "datenguete": grade,
        "files": scenario.files,
        "settings": settings(scenario),
    }


def _tables(
    scenario: Scenario, inputs: Inputs, computed: Computed, unregistered: Model, made: Mapping[str, Frame]
) -> dict[str, Table]:
    """Return every table of the scenario by name, in report order."""
    invested, contributions = computed.investment, computed.assembled.levers.contributions
    indicators = made["indicators"]
    target = min(TARGET_YEAR, indicators.years[-1])
    told = ledger.table(scenario.name, invested, computed.funding, contributions)
    money = _money(scenario, inputs, computed, told)
    known = evidence(scenario, inputs, computed, made, money)
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
        "climate_investment": counted(scenario, inputs, computed),
        "neutrality": neutrality.table(scenario.name, computed.model, indicators, target),
        "carbon_budget": neutrality.budget_table(scenario.name, inputs, computed.model),
    }


def _money(scenario: Scenario, inputs: Inputs, computed: Computed, told: Table) -> dict[str, Table]:
    """Return what the ledger leads to: who pays by year, the city's line, whom to ask, both accounts, labour."""
    name, case, invested, paid = scenario.name, computed.model.case, computed.investment, computed.funding
    records, assembled = inputs.records, computed.assembled
    untils = sorted({min(TARGET_YEAR, scenario.horizon), scenario.horizon})
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
    for names, without in pipeline.last_in(inputs, given):
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
            computed.assembled.case, computed.investment, computed.funding, computed.means, min(TARGET_YEAR, last)
        ),
        "assumed_share": investment.assumed_share(computed.investment, min(TARGET_YEAR, last)),
        "label_en": label(scenario, grade, "en"),
        "measure_titles": {measure.name: dict(measure.title) for measure in scenario.library.values()},
        "source_titles": {key: source["title"] for key, source in inputs.sources.items()},
        "milestone_titles": {milestone.id: dict(milestone.title) for milestone in scenario.milestones},
        "milestone_offices": {one.id: dict(one.office) for one in scenario.milestones if one.office},
    }


def settings(scenario: Scenario) -> dict[str, str]:
    """Return framework variants, choices of accounting and changes of programmes by name, as in ``run.json``."""
    chosen = scenario.settings
    return {
        **{f"framework.{name}": value for name, value in scenario.framework.items()},
        "framework.law_as_of": scenario.law_as_of.isoformat(),
        "waste_heat": chosen.waste_heat,
        "process_emissions": chosen.process_emissions,
        "electricity": chosen.electricity,
        "adoption": chosen.adoption,
        **{f"funding.{one.programme}": str(one) for one in scenario.funding},
    }


def label(scenario: Scenario, grade: float, lang: str) -> str:
    """Return how the balance may be called: after the BISKO system, or not and why."""
    settings = scenario.settings
    reasons = {
        "de": ("lokaler Strommix", "physische Abwärme", "mit Prozessemissionen"),
        "en": ("local electricity mix", "physical waste heat", "with process emissions"),
    }[lang]
    set_so = (
        settings.electricity != "national",
        settings.waste_heat != "convention",
        settings.process_emissions != "memo",
    )
    broken = [reason for reason, is_set in zip(reasons, set_so, strict=True) if is_set]
    if broken:
        return ("nicht BISKO: " if lang == "de" else "not BISKO: ") + ", ".join(broken)
    figure = f"{grade:.2f}"
    if lang == "de":
        return f"nach BISKO-Systematik, Datengüte {figure.replace('.', ',')}"
    return f"after the BISKO system, data quality {figure}"


def data_quality(inputs: Inputs, model: Model) -> float:
    """Return the energy-weighted data quality of 2017 [1]: A 1, B 0.5, C 0.25, D 0."""
    grade = {row.group: GRADES[row.datenguete or "D"] for row in inputs.records["reconciliation_deviation"]}
    energy = model.energy[0, :, SCENARIO]
    weights = np.array([grade[segment.group] for segment in SEGMENTS])
    return float((energy * weights).sum() / energy.sum())


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


def counts(inputs: Inputs, computed: Computed) -> tuple[milestones.Count, ...]:
    """Return what was invested 2021-2025 under each counting rule."""
    known = milestones.modelled(computed.investment, computed.funding, *MONEY_SPAN)
    return milestones.count_investment(inputs, *MONEY_SPAN, known)


def counted(scenario: Scenario, inputs: Inputs, computed: Computed) -> Table:
    """Return the sum 2021-2025 under each counting rule and what it adds up."""
    columns = ("scenario", "rule", "part", "value", "unit", "evidence")
    rows = [
        (scenario.name, count.rule, part, value, "EUR", count.evidence)
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
    return known.joined(milestones.investment_evidence(counts(inputs, computed), years, MONEY_SPAN[1]))


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


def judged_wholly(scenario: Scenario, inputs: Inputs, computed: Computed) -> Table:
    """Return the verdict on every milestone, those on rows of tables too: what ``run`` writes, and as slow."""
    made = frames.all_frames(computed.model, computed.history, SCENARIO)
    contributions = computed.assembled.levers.contributions
    told = ledger.table(scenario.name, computed.investment, computed.funding, contributions)
    known = evidence(scenario, inputs, computed, made, _money(scenario, inputs, computed, told))
    return milestones.judge(scenario.milestones, known, scenario.name, scenario.as_of, scenario.digest())


def judged(scenario: Scenario, inputs: Inputs, computed: Computed) -> Table:
    """Return the verdict on every milestone that a path of the model decides."""
    known = evidence(scenario, inputs, computed)
    return milestones.judge(scenario.milestones, known, scenario.name, scenario.as_of, scenario.digest())
