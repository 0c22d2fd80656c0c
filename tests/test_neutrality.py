"""Neutrality and carbon budget: thresholds beside what remains, sums by hand."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import computed_scenario

from klima2035 import frames, neutrality
from klima2035.inputs import Inputs


def test_what_remains_stands_beside_the_threshold_and_the_floor() -> None:
    shown = frames.indicators(
        computed_scenario("klimaneutral-2035").model, computed_scenario("klimaneutral-2035").history, 0
    )
    rows = {
        row["item"]: row["value"]
        for row in neutrality.table("x", computed_scenario("klimaneutral-2035").model, shown, 2035).dicts()
    }
    total = shown.total(indicator="total_co2e")[shown.at(2035)]
    assert rows["remaining"] == pytest.approx(total)
    assert rows["remaining_share_of_1990"] == pytest.approx(total / 4_400_000)
    assert 0 < rows["upstream_floor"] < rows["remaining"]
    assert rows["process_emissions"] > 0


def test_budget_is_the_share_per_head_and_counts_from_its_start(inputs: Inputs) -> None:
    table = neutrality.budget_table("x", inputs, computed_scenario("klimaneutral-2035").model).dicts()
    wider = next(row for row in table if row["budget"] == "1p75C_67pct" and row["start"] == 2022)
    # 6.1 Gt for 83.02 million people (2018), 354,382 of them here
    assert wider["city_budget"] == pytest.approx(6.1e9 * 354_382 / 83_019_000, rel=1e-4)
    yearly = neutrality.direct_co2(computed_scenario("klimaneutral-2035").model)[:, 0]
    assert wider["used_by_as_of"] == pytest.approx(yearly[2022 - 2017 : 2026 - 2017].sum())
    if wider["used_up_in"]:
        until = int(wider["used_up_in"]) - 2017
        assert yearly[5 : until + 1].sum() > wider["city_budget"] >= yearly[5:until].sum()


def test_a_budget_is_used_up_in_the_first_year_that_exceeds_it(inputs: Inputs) -> None:
    model = computed_scenario("klimaneutral-2035").model
    yearly, found = neutrality.direct_co2(model)[:, 0], []
    for row in neutrality.budget_table("x", inputs, model).dicts():
        used, until = 0.0, None
        for year, amount in zip(model.case.years.tolist(), yearly.tolist(), strict=True):
            used += amount if year >= row["start"] else 0.0
            until = year if until is None and used > row["city_budget"] else until
        assert (row["used_up_in"], row["used_by_end"]) == (until, pytest.approx(used))
        found.append(until)
    assert any(found)


def test_the_budget_counts_direct_co2_with_stone_and_waste_never_upstream() -> None:
    direct = neutrality.direct_co2(computed_scenario("klimaneutral-2035").model)[:, 0]
    plain = computed_scenario("klimaneutral-2035").model.end_use.values[1].sum(axis=1)[:, 0]
    stone = computed_scenario("klimaneutral-2035").model.results["industry"].memo["process_emissions_lime"][:, 0]
    waste = computed_scenario("klimaneutral-2035").model.results["energy"].memo["waste_plant_fossil_co2"][:, 0]
    np.testing.assert_allclose(direct, plain + stone + waste)
