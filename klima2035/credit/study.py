"""One study of credit: scenario, groups, seed and workers in, a result with its tables out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from klima2035 import frames, groups, naming
from klima2035.credit import anyway, game, shapley, tables
from klima2035.credit.anyway import FROZEN, FROZEN_LAWS, FROZEN_LEVERS, Anyway
from klima2035.credit.game import TONNES, Game
from klima2035.credit.shapley import Credits, Known
from klima2035.credit.tables import Teller
from klima2035.errors import InputError
from klima2035.executors import Executor
from klima2035.groups import Group
from klima2035.inputs import Inputs
from klima2035.messages import text
from klima2035.result import Result
from klima2035.scenario import Scenario

FEWEST_FOR_PROCESSES = 2000  # coalitions: for fewer, starting processes takes longer than it saves


def players(scenario: Scenario, given: tuple[Group, ...] | None, lang: str = "de") -> tuple[Group, ...]:
    """Return the groups that share the credit; without any each measure by itself. InputError without measures."""
    if not scenario.measures:
        raise InputError(text("credit_no_measures", lang, scenario.name))
    return given if given is not None else groups.grouped(scenario.library, scenario.measures, {})


def coalitions(count: int) -> int:
    """Return about how many coalitions so many groups need."""
    return 1 << count if count <= shapley.MOST_EXACT else 64 * count


def run(
    scenario: Scenario, inputs: Inputs, given: tuple[Group, ...], executor: Executor, seed: int = 1,
    block: int = game.BLOCK,
) -> Result:  # fmt: skip
    """Return the credit of a scenario's groups as a result: tables ``credit``, ``interactions``, ``path``."""
    quantities = game.quantities(scenario, inputs)
    played = Game(scenario, given, executor, block)
    known, count, watched = Known(played, played.same), len(given), quantities.at(TONNES)
    is_small = count <= shapley.MOST_EXACT
    found = shapley.exact(count, known) if is_small else shapley.sampled(count, known, seed, watched)
    acting = shapley.interactions(count, known, watched, found.mode)
    found = replace(found, coalitions=len(known))
    beside = anyway.split(scenario, inputs)
    case = beside.pair.case
    years = [int(year) for year in case.years]
    names = [group.name for group in given]
    price_year = round(float(case["report_price_year"].flat[0]))
    floor = float(case["tonnes_floor"][0])
    teller = Teller(scenario.name, names, generating(scenario, given), quantities, found, floor, price_year)
    made = (
        teller.table(beside, years),
        tables.pairs(scenario.name, names, acting),
        tables.path(scenario.name, beside, years, scenario.as_of),
    )
    facts = _facts(scenario, given, found, seed, floor)
    return _result(scenario, inputs, beside, {table.name: table for table in made}, facts, given)


def generating(scenario: Scenario, given: tuple[Group, ...]) -> list[bool]:
    """Return for each group whether all it does is generate power, whose effect lies in the national mix."""
    only = {one.name: all(move.lever.startswith("pv_") for move in one.moves) for one in scenario.measures}
    return [all(only[name] for name in group.measures) for group in given]


def _facts(scenario: Scenario, given: tuple[Group, ...], found: Credits, seed: int, floor: float) -> dict[str, Any]:
    """Return how the credits came about, for ``run.json`` and the summary."""
    return {
        "mode": found.mode,
        "seed": seed if found.mode == "sampled" else None,
        "coalitions": found.coalitions,
        "pairs_of_orders": len(found.samples),
        "tolerance_met": found.reached,
        "adoption": "given",
        "scenario_adoption": scenario.settings.adoption,
        "tonnes_floor": floor,
        "groups": {group.name: list(group.measures) for group in given},
        "held_at_as_of": {**FROZEN, **FROZEN_LEVERS, **{f"law_{rule}": "law in force" for rule in FROZEN_LAWS}},
    }


def _result(
    scenario: Scenario, inputs: Inputs, beside: Anyway, made: Mapping[str, Any], facts: Mapping[str, Any],
    given: tuple[Group, ...],
) -> Result:  # fmt: skip
    grade = naming.data_quality(inputs, beside.pair)
    years = tuple(int(year) for year in beside.pair.case.years)
    as_given = replace(scenario, settings=replace(scenario.settings, adoption="given"))
    return Result(
        name=scenario.name, title=scenario.title, city=scenario.city, as_of=scenario.as_of, years=years,
        phase=frames.phases(years, scenario.as_of), label=naming.label(scenario, grade, "de"),
        datenguete=grade, settings=naming.settings(as_given), frames={}, tables=made, files=scenario.files,
        extra={
            "city_title": dict(inputs.title), "label_en": naming.label(scenario, grade, "en"),
            "measure_titles": {group.name: dict(group.title) for group in given}, "credit": dict(facts),
        },
    )  # fmt: skip
