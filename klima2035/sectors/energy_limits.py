"""Hydrogen and the yearly supply limits that competing uses share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from klima2035.case import Array, Case, Demand
from klima2035.sectors import energy_heat as heat
from klima2035.stocks import mean_of_year
from klima2035.variables import index


@dataclass(frozen=True, slots=True)
class Hydrogen:
    """Hydrogen used, (year, draw) [GWh/a]: made here, bought, left to industry; electricity for making it."""

    made: Array
    bought: Array
    for_industry: Array
    electrolysis: Array


def split_hydrogen(case: Case, demand: Demand) -> Hydrogen:
    """Return where hydrogen comes from and how much of it industry gets, (year, draw) [GWh/a].

    Buses are served first, beyond the limit if need be (a finding); industry gets what own capacity and
    the yearly limit of bought hydrogen leave. Made before bought: power x hours / (kWh per kg over
    lower heating value).
    """
    per_kwh = case["electrolysis_electricity"] / case["hydrogen_heating_value"]
    power = mean_of_year(case.levers["electrolyser_power"])
    capacity = power * case["electrolyser_full_load_hours"] * 1e-3 / per_kwh
    left = np.maximum(capacity + case["hydrogen_limit"] - demand.hydrogen_transport, 0.0)
    industry = np.minimum(demand.hydrogen_industry, left)
    used = demand.hydrogen_transport + industry
    made = np.minimum(used, capacity)
    return Hydrogen(made, used - made, industry, made * per_kwh)


def served(limit: Array, asked: Array) -> Array:
    """Return the share of what is asked for that a limit allows [1]; 1 where nothing is asked."""
    return np.minimum(limit / np.where(asked > 0.0, asked, 1.0), 1.0) * (asked > 0.0) + (asked <= 0.0)


def wood_supply(case: Case) -> Array:
    """Return the wood fuel to be had in a year, (year, draw) [GWh/a]: forest x yield + trade."""
    return np.asarray(case["forest_area"] * case["energy_wood_yield"] * 1e-6 + case["wood_trade_limit"])


def shared_limits(
    case: Case, demand: Demand, plants: heat.Plants, power: Array, made: Array
) -> tuple[tuple[str, str, Array, Array], ...]:
    """Return (name, unit, limit, asked) of what competing uses share, each (year, draw).

    ``asked`` may exceed the limit: then only the share served is used (biomethane, hydrogen of
    industry) or the excess is a finding (wood, hydrogen of buses).
    """
    shape = demand.district_heat.shape
    pump = index("plant", "large_heat_pump")
    ambient = plants.heat[:, pump] - plants.fuel[:, pump]
    rows = (
        ("biomethane", "GWh/a", case["biomethane_limit"], demand.biomethane),
        ("hydrogen", "GWh/a", case["hydrogen_limit"] + made, demand.hydrogen_transport + demand.hydrogen_industry),
        ("wood", "GWh/a", wood_supply(case), demand.biomass + plants.fuel[:, index("plant", "biomass_plant")]),
        ("river_heat", "GWh/a", case["river_heat_limit"], ambient),
        ("roof_area", "MW", case["pv_rooftop_potential"], power[:, 0]),
        ("open_space", "MW", case["pv_open_space_potential"], power[:, 1]),
        ("waste_heat", "GWh/a", plants.limit[:, heat.WASTE], plants.heat[:, heat.WASTE]),
    )
    return tuple(
        (name, unit, np.broadcast_to(limit, shape), np.broadcast_to(asked, shape)) for name, unit, limit, asked in rows
    )
