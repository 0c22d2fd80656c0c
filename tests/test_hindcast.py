"""The years since 2017 against public figures the model is not fed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import SHIPPED, computed_scenario

from klima2035 import hindcast, model, pipeline
from klima2035.inputs import Inputs
from klima2035.variables.balance import HINDCAST_QUANTITIES

# How far a modelled quantity may lie from the published one: what is known of it, not what the model happens to give.
TOLERANCE = {
    "gas_sales": 0.30,  # the utility's share of the city's gas is assumed within 50 to 75 %
    "district_heat_sales": 0.10,
    "emissions_trading_lime": 0.30,  # production is assumed within -22 and +30 %
    "emissions_trading_chemistry": 0.40,
    "waste_plant_heat": 0.15,
    "pv_power": 0.60,  # a national rate per head, without the local register
    "battery_cars": 0.35,
}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    inputs, trend = pipeline.load_inputs("wuppertal"), pipeline.load_scenario("trend")
    blind = replace(trend, settings=replace(trend.settings, registered_additions=False))
    other = pipeline.assemble(inputs, blind)
    table = hindcast.table(inputs, 2025, computed_scenario("trend").model, model.run(other.case, other.reconciled))
    return table.dicts()


def test_every_quantity_of_the_list_is_there(rows: list[dict[str, object]]) -> None:
    assert {row["quantity"] for row in rows} == set(hindcast.QUANTITIES) == set(HINDCAST_QUANTITIES)
    years = {(row["quantity"], row["year"]) for row in rows}
    for quantity, year in (("gas_sales", 2019), ("gas_sales", 2020), ("waste_plant_heat", 2021), ("pv_power", 2025)):
        assert (quantity, year) in years


def test_deviations_stay_within_what_is_known(rows: list[dict[str, object]]) -> None:
    for row in rows:
        name = str(row["quantity"])
        if name in TOLERANCE:
            assert abs(float(str(row["deviation"]))) <= TOLERANCE[name], row


def test_without_registers_the_model_expects_no_hydrogen_buses(rows: list[dict[str, object]]) -> None:
    """Nothing national would have let one expect them: the deviation is shown as it is, minus 100 %."""
    assert {row["deviation"] for row in rows if row["quantity"] == "hydrogen_buses"} == {-1.0}


def test_units_are_told(rows: list[dict[str, object]]) -> None:
    assert {row["unit"] for row in rows} == {"GWh/a", "t/a", "MW", "vehicles"}


def test_actuals_are_not_fed_in(inputs: Inputs) -> None:
    """The published figures changed, the model's stay."""
    scenario = pipeline.load_scenario("trend")
    changed = tuple(row._replace(value=row.value * 2.0) for row in inputs.records["hindcast_actual"])
    other = replace(inputs, records={**inputs.records, "hindcast_actual": changed})
    made = pipeline.compute(pipeline.assemble(other, scenario))
    assert np.array_equal(made.model.energy, computed_scenario("trend").model.energy)


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "programm-2021"])
def test_up_to_as_of_a_scenario_is_its_trend(name: str) -> None:
    made = computed_scenario(name).model
    known = made.case.years <= made.case.as_of
    assert np.array_equal(made.energy[known][..., 0], made.energy[known][..., 1])
    assert np.array_equal(made.energy[known][..., 0], computed_scenario("trend").model.energy[known][..., 0])
