"""Combinations of groups: each number is that of an ordinary run with just these measures, at the digits shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pytest

from klima2035 import executors, groups, pipeline
from klima2035.explorer import packing
from klima2035.explorer.combinations import combinations
from klima2035.explorer.packing import EURO, FUNDERS, SERIES, TOTALS, Combinations, Step
from klima2035.groups import Group
from klima2035.inputs import Inputs
from klima2035.result import Result
from klima2035.scenario import Scenario

Array = np.ndarray
NAMES = {"co2e": "total_co2e"}
KEYS = [one.key for one in SERIES]
TITLE = {"de": "Teil", "en": "part"}
ROW = ("id", "verdict", "met_in", "evidence", "value")


def measures_of(given: Sequence[Group], mask: int) -> set[str]:
    return {name for i, group in enumerate(given) if mask >> i & 1 for name in group.measures}


def alone(scenario: Scenario, given: Sequence[Group], mask: int) -> Scenario:
    """Return a scenario with only the measures of the groups of a mask."""
    kept = measures_of(given, mask)
    return replace(scenario, measures=tuple(one for one in scenario.measures if one.name in kept))


def run(scenario: Scenario, inputs: Inputs, given: Sequence[Group], mask: int) -> Result:
    return pipeline.run(alone(scenario, given, mask), inputs)


def expected(result: Result, focus: int) -> tuple[dict[str, Array], list[float]]:
    """Return series (year) and totals as frames and tables of a run have them."""
    later = [i for i, year in enumerate(result.years) if year > result.as_of]
    indicators, emissions = result.frames["indicators"], result.frames["emissions"]
    out: dict[str, Array] = {}
    for one in SERIES:
        view, _, name = one.key.partition("/")
        if view in ("end_use", "conversion"):
            out[one.key] = emissions.total(view=view, sector=name, indicator="co2e")[later]
        elif view not in ("additional", "city_need"):
            at = indicators.coords["indicator"].index(NAMES.get(one.key, one.key))
            out[one.key] = indicators.values[later, at]
    first, count = result.as_of + 1, len(later)
    funders = {name: np.zeros(count) for name in (*FUNDERS, "eu")}
    for row in result.tables["finance_by_year"].dicts():
        if (row["basis"], row["origin"]) == ("additional", "measures") and row["year"] >= first:
            funders[row["funder"]][row["year"] - first] += row["value_real"]
    need = np.zeros(count)
    for row in result.tables["city_line"].dicts():
        if row["payer"] == "city" and row["item"] in ("own", "gap"):
            need[row["year"] - first] += row["value_real"]
    out |= {f"additional/{name}": funders[name] for name in FUNDERS} | {"city_need": need}
    until = {name: float(values[: focus - first + 1].sum()) for name, values in funders.items()}
    grants = until["bund"] + until["land"] + until["eu"]
    totals = [sum(until.values()), grants, until["gap"], float(need[: focus - first + 1].sum())]
    return out, totals


def digits(values: Array, step: Step) -> list[object]:
    """Return what is shown of values: the last digit, and how coarser ones are rounded."""
    return packing.shown(packing.half_steps(values, step), step).tolist()


def check(found: Combinations, mask: int, result: Result) -> None:
    """Assert that a combination shows, digit by digit, what a run gives."""
    series, totals = expected(result, found.focus)
    for i, one in enumerate(SERIES):
        assert digits(found.values[mask, i], one.step) == digits(series[one.key], one.step), (mask, one.key)
    assert digits(found.totals[mask], EURO) == digits(np.array(totals), EURO), (mask, TOTALS)
    for one, row in zip(found.milestones, result.tables["milestones"].dicts(), strict=True):
        verdict, met_in, evidence, value = one.told["states"][one.state[mask]]
        if one.told["series"] is not None:
            value = found.values[mask, KEYS.index(one.told["series"]), row["year"] - found.as_of - 1]
        assert (one.told["id"], verdict, met_in, evidence, value) == tuple(row[name] for name in ROW), mask


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return pipeline.load_scenario("klimaneutral-2035")


@pytest.fixture(scope="module")
def given(scenario) -> tuple[Group, ...]:
    return groups.load(groups.find("handlungsfelder"), scenario.library, scenario.measures)[0]


def of_names(given: Sequence[Group], names: Collection[str]) -> int:
    return sum(1 << i for i, group in enumerate(given) if group.name in names)


INTERACTING = ("heat-change", "renovation", "district-heat")


def test_all_combinations_of_twelve_groups(scenario, inputs, given):
    """One test, so that 4,096 combinations are computed once: digits of random ones, what is told once, size, bits."""
    with executors.executor(2) as doer:
        whole = combinations(scenario, inputs, given, doer)
    drawn = np.random.default_rng(35).choice(1 << len(given), 7, replace=False).tolist()
    for mask in (0, len(whole.values) - 1, of_names(given, INTERACTING), *drawn):
        result = run(scenario, inputs, given, mask)
        check(whole, mask, result)
        past = [i for i, year in enumerate(result.years) if year in whole.years and year <= whole.as_of]
        frame = result.frames["indicators"]
        assert (whole.before[0] == frame.values[past, frame.coords["indicator"].index("total_co2e")]).all()
    money = [i for i, one in enumerate(SERIES) if one.step == EURO]
    assert (whole.before[money] == 0.0).all()
    assert len(packing.packed(whole, {}, {})) < 300_000
    few = tuple(group for group in given if group.name in INTERACTING)
    alike = combinations(alone(scenario, few, 7), inputs, few)  # another block, this process alone
    masks = [of_names(given, [group.name for i, group in enumerate(few) if mask >> i & 1]) for mask in range(8)]
    assert (alike.values == whole.values[masks]).all()
    assert (alike.totals == whole.totals[masks]).all()


def test_cents_decide_where_they_tip_a_digit(scenario, inputs, given, monkeypatch):
    """The ledger asked everywhere gives the same digits as the ledger asked where cents could matter."""
    few = tuple(group for group in given if group.name in ("heat-change", "renovation", "local-power", "fewer-cars"))
    small = alone(scenario, few, 15)
    found = combinations(small, inputs, few)
    monkeypatch.setattr("klima2035.explorer.combinations.is_near", lambda values, *_: np.ones(values.shape, dtype=bool))
    exact = combinations(small, inputs, few)
    assert digits(found.totals, EURO) == digits(exact.totals, EURO)
    for i, one in enumerate(SERIES):
        assert digits(found.values[:, i], one.step) == digits(exact.values[:, i], one.step)
    assert np.abs(found.values - exact.values).max() < 50.0  # euro: cents of some hundred cells


@pytest.mark.parametrize("adoption", ["given", "financed"])
@pytest.mark.parametrize("name", ["klimaneutral-2035", "programm-2021", "heizungsfoerderung-endet-2027"])
def test_groups_that_part_what_needs_each_other_show_what_runs_give(inputs, name, adoption):
    one = pipeline.load_scenario(name)
    one = replace(one, settings=replace(one.settings, adoption=adoption))
    names = np.random.default_rng(7).permutation([measure.name for measure in one.measures]).tolist()
    given = groups.grouped(one.library, one.measures, {f"part-{k}": (TITLE, set(names[k::4])) for k in range(4)})
    found = combinations(one, inputs, given)
    for mask in (0, 1, 6, 15):
        check(found, mask, run(one, inputs, given, mask))
