"""Hindcast: what the model says of the years since 2017 beside public figures that it was not fed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from klima2035.inputs import Inputs
from klima2035.model import Model
from klima2035.result import Cell, Table
from klima2035.sectors import SEGMENTS
from klima2035.variables import DIMS

Array = NDArray[np.float64]

COLUMNS = ("quantity", "year", "model", "actual", "deviation", "unit", "run", "source")


def gas_sales(model: Model) -> Array:
    """Return natural gas used in the city by its higher heating value, as it is billed, (year, draw) [GWh/a]."""
    gas = [i for i, segment in enumerate(SEGMENTS) if segment.carrier == "natural_gas"]
    return np.asarray(model.energy[:, gas].sum(axis=1) / model.case["gross_to_net_calorific"])


def waste_plant_heat(model: Model) -> Array:
    """Return heat that the waste plant feeds in, (year, draw) [GWh/a]."""
    return np.asarray(model.supply.plant_heat[:, DIMS["plant"].index("waste_plant")])


QUANTITIES: dict[str, Callable[[Model], Array]] = {
    "gas_sales": gas_sales,
    "district_heat_sales": lambda model: model.supply.delivered,
    "emissions_trading_lime": lambda model: model.results["industry"].memo["emissions_trading_lime"],
    "emissions_trading_chemistry": lambda model: model.results["industry"].memo["emissions_trading_chemistry"],
    "waste_plant_heat": waste_plant_heat,
    "pv_power": lambda model: model.results["energy"].indicators["pv_power"],
    "battery_cars": lambda model: model.results["transport"].indicators["battery_cars"],
    "hydrogen_buses": lambda model: model.results["transport"].indicators["hydrogen_buses"],
}


def table(inputs: Inputs, as_of: int, main: Model, unregistered: Model, column: int = 0) -> Table:
    """Return the hindcast: model against actual, deviation as a share of the actual.

    Run ``main`` knows the registered additions; run ``unregistered`` expects them from national figures.
    A figure that covers a part of the model's quantity is compared with that part (``hindcast_share``).
    """
    shares = {row.index["quantity"]: row.value for row in inputs.records["hindcast_share"]}
    runs = {"main": main, "unregistered": unregistered}
    rows: list[tuple[Cell, ...]] = []
    for row in inputs.records["hindcast_actual"]:
        if row.year is None or row.year > as_of:
            continue
        model = runs[row.index["run"]]
        name = row.index["quantity"]
        series = QUANTITIES[name](model)[:, column]
        value = float(series[row.year - int(model.case.years[0])]) * shares.get(name, 1.0)
        rows.append((name, row.year, value, row.value, value / row.value - 1.0, row.unit, row.index["run"], row.source))
    return Table("hindcast", COLUMNS, tuple(rows))
