"""What "neutral" would mean, what remains against it, and how much of a CO2 budget is used."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klima2035.inputs import Inputs, Row
from klima2035.model import Model
from klima2035.result import Cell, Frame, Table
from klima2035.variables import DIMS

Array = NDArray[np.float64]

BUDGET_COLUMNS = (
    "scenario", "budget", "start", "city_budget", "used_by_as_of", "used_by_end", "used_up_in", "unit", "source",
)  # fmt: skip


def table(scenario: str, model: Model, indicators: Frame, year: int, column: int = 0) -> Table:
    """Return the threshold of neutrality, what remains in a year against it, and the floor of upstream emissions.

    upstream floor: CO2e less direct CO2 of what is still used, network heat and electricity included.
    """
    at = indicators.at(year)
    series = {name: indicators.values[:, i] for i, name in enumerate(indicators.coords["indicator"])}
    share = float(np.asarray(model.case["neutrality_share_of_1990"]).flat[0])
    per_head = float(np.asarray(model.case["neutrality_per_person"]).flat[0])
    total = float(series["total_co2e"][at])
    rows: list[tuple[Cell, ...]] = [
        (scenario, year, "threshold_share_of_1990", share, "1"),
        (scenario, year, "remaining_share_of_1990", total / float(series["total_co2e"][0]), "1"),
        (scenario, year, "threshold_per_head", per_head, "t"),
        (scenario, year, "remaining_per_head", float(series["per_head"][at]), "t"),
        (scenario, year, "remaining", total, "t/a"),
        (scenario, year, "upstream_floor", total - float(series["total_co2"][at]), "t/a"),
        (scenario, year, "process_emissions", float(_memo(model, "process_emissions_lime", year, column)), "t/a"),
        (scenario, year, "fossil_waste", float(_memo(model, "waste_plant_fossil_co2", year, column)), "t/a"),
    ]
    return Table("neutrality", ("scenario", "year", "item", "value", "unit"), tuple(rows))


def _memo(model: Model, name: str, year: int, column: int) -> float:
    for result in model.results.values():
        if name in result.memo:
            return float(result.memo[name][year - int(model.case.years[0]), column])
    raise KeyError(name)


def direct_co2(model: Model) -> Array:
    """Return direct CO2 with process CO2 of lime and fossil CO2 of waste, (year, draw) [t/a].

    End use without the convention for waste heat: the waste plant's stack counts in full, so its heat
    must not count again; by convention it carries no direct CO2.
    """
    total = model.end_use.values[DIMS["indicator"].index("co2")].sum(axis=1)
    extra = model.results["energy"].memo["waste_plant_fossil_co2"]
    if model.case.settings.process_emissions == "memo":  # else they stand in the total already
        extra = model.results["industry"].memo["process_emissions_lime"] + extra
    used = total + extra
    if model.case.settings.waste_heat == "physical":
        used = used - model.by_plant[1, :, DIMS["plant"].index("waste_plant")]
    return np.asarray(used)


def budgets(inputs: Inputs) -> list[tuple[Row, int, Array]]:
    """Return each published CO2 budget: its row, start year and the city's equal share per head, (draw) [t].

    city budget = national budget x inhabitants of city / nation at the end of the last common year.
    """
    nation = inputs.points["national_population"][""]
    city = inputs.points["population"]["actual"]
    common = max(set(nation.years) & set(city.years))
    per_head = city.by_draw[city.years.index(common)] / nation.by_draw[nation.years.index(common)]
    return [(row, int(row.index["start"]), inputs.value(row) * per_head) for row in inputs.records["carbon_budget"]]


def budget_table(scenario: str, inputs: Inputs, model: Model, column: int = 0) -> Table:
    """Return each published CO2 budget, the city's equal share per head, and when the path has used it up.

    Cumulative direct CO2 with process and fossil-waste CO2 from the start year on. CO2 only, never CO2e.
    """
    years, yearly = model.case.years, direct_co2(model)[:, column]
    rows: list[tuple[Cell, ...]] = []
    for row, start, of_draw in budgets(inputs):
        used, share = np.where(years >= start, yearly, 0.0).cumsum(), float(of_draw[0])
        over = np.flatnonzero((used > share) & (years >= start))
        by_as_of = float(used[np.flatnonzero(years == model.case.as_of)[0]])
        until = int(years[over[0]]) if len(over) else None
        rows.append((scenario, row.index["name"], start, share, by_as_of, float(used[-1]), until, "tCO2", row.source))
    return Table("carbon_budget", BUDGET_COLUMNS, tuple(rows))
