"""Industry and process use in commerce: heat by temperature, drives, the lime works by name.

Equipment turns over (``industry_stock``): what reaches its end is replaced like for like unless levers
send a share of it to heat pumps, electric heat, district heat, hydrogen or biomass, within what the
temperature allows. Activity, efficiency and weather move the demand (``industry_demand``).

The lime works (Kalkwerke Oetelshofen, the only one in the city) burns fuel, which counts in the
balance, and drives CO2 out of limestone, which is a memo and stays whatever fuel is burnt.
Limits: no carbon capture, no production moved away, one efficiency per technology for old and new.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case, SectorResult
from klima2035.levers import Lever
from klima2035.sectors import industry_demand as demand
from klima2035.sectors.industry_assets import ASSETS, ActivityOf, activity_of
from klima2035.sectors.industry_layout import (
    CELL_OF,
    CELLS,
    FOSSIL,
    HIGH,
    LIME,
    LOW,
    OTHER_PAIRS,
    PAIR_LEAD,
    POWER_LEAD,
    SEGMENTS,
    SPACE,
    TECHNOLOGY_OF,
    USE_OF,
    segments_from,
)
from klima2035.sectors.industry_stock import TINY, Turnover, cell_sums, turn_over
from klima2035.stocks import mean_of_year
from klima2035.variables import DIMS, index
from klima2035.variables.industry import LEVERS as LEVER_VARIABLES

Array = NDArray[np.float64]

__all__ = ["ASSETS", "LEVERS", "SEGMENTS", "base_year", "project"]

_ADDED = {"industry_efficiency"}

LEVERS: tuple[Lever, ...] = tuple(
    Lever(variable.name, variable.unit, "add" if variable.name in _ADDED else "highest", "firm", variable.text)
    for variable in LEVER_VARIABLES
)

_ELECTRIC_LEVER = {
    "lime_kiln": "electrification_above_500",
    "space_heat": "electrification_below_100",
    **dict(
        zip(
            DIMS["process_use"],
            ("electrification_below_100", "electrification_100_500", "electrification_above_500"),
            strict=True,
        )
    ),
}


def base_year(case: Case) -> Array:
    """Return the final energy of 2017 from bottom-up figures, (segment, draw) [GWh/a]."""
    final = demand.heat_of_2017(case)
    final[CELL_OF == SPACE] *= demand.weather(case)[0]
    industry, lime, commerce = demand.power_of_2017(case)
    power = np.stack([industry + lime, commerce])
    asked = _biomethane(case)[:1]
    return np.asarray(segments_from(final[np.newaxis], power[np.newaxis], _performance(case), asked)[0])


def project(case: Case, calibration: Array) -> SectorResult:
    """Return energy, equipment and activity from 2017 on; energy[0] = base_year x calibration.

    calibration (segment, draw) scales the opening stock of equipment of each carrier and the
    electricity of drives, so that later switches keep the useful demand they found. Zero-emission
    carriers of 2017 follow the group they belong to.
    """
    performance = _performance(case)
    opening = demand.heat_of_2017(case) * calibration[PAIR_LEAD] * performance
    act, need = demand.activity(case), demand.intensity(case)
    target = cell_sums(opening[np.newaxis]) * demand.heat_index(act, need)
    switch = switch_shares(case)
    flows = turn_over(case, opening, target, switch, _early(case))
    useful = target.copy()
    useful[:, SPACE] *= demand.weather(case)
    final = final_energy(flows.stock, useful, performance)
    power = demand.power_of_2017(case) * calibration[POWER_LEAD[[0, 0, 1]]] * demand.power_index(act, need)
    power = np.stack([power[:, 0] + power[:, 1], power[:, 2]], axis=1)
    energy = segments_from(final, power, performance, _biomethane(case))
    activity = activity_of(case, flows, opening, performance, energy)
    return _result(case, energy, flows, activity, act)


def final_energy(stock: Array, useful: Array, performance: Array) -> Array:
    """Return energy bought by each pair, (year, pair, draw) [GWh/a].

    stock (year, pair, draw): year-end capacity, whose mean of opening and closing shares out the
    useful heat (year, cell, draw) of its cell; performance (pair, draw): useful over bought.
    """
    mean = mean_of_year(stock)
    per_capacity = useful / np.maximum(cell_sums(mean), TINY)
    mean *= per_capacity[:, CELL_OF]
    mean /= performance
    return mean


def switch_shares(case: Case) -> Array:
    """Return the share of a cell's fossil exits that turns to each other technology, (year, other pair, draw) [1].

    Electric: lever, at most the limit of branch and use, divided into heat pump and direct; where the
    wishes of a cell exceed one they are scaled down alike.
    """
    out = np.zeros((len(case.years), len(OTHER_PAIRS), case.draws))
    limit, pumps = case["electrification_limit"], case["process_heat_pump_part"]
    for i, cell in enumerate(CELLS):
        lever = "commerce_process_electrification" if cell.sector == "commerce" else _ELECTRIC_LEVER[cell.label]
        use = index("process_use", cell.use)
        electric = np.minimum(case.levers[lever], limit[index("process_branch", cell.branch), use])
        pump = electric * pumps[use] if "heat_pump" in cell.other else 0.0 * electric
        wishes = {"heat_pump": pump, "electric": electric - pump, **_other_wishes(case, i)}
        scale = 1.0 / np.maximum(sum(wishes.values()), 1.0)
        for technology, wish in wishes.items():
            if (i, technology) in OTHER_PAIRS:
                out[:, OTHER_PAIRS.index((i, technology))] = wish * scale
    return out


def _other_wishes(case: Case, cell: int) -> dict[str, Array]:
    """Return the shares beside electricity that levers ask for in a cell, each (year, draw) [1]."""
    if cell == LIME:
        turned = case.levers["lime_hydrogen_or_biomass"]
        hydrogen = turned * case["lime_hydrogen_part"]
        return {"hydrogen": hydrogen, "biomass": turned - hydrogen}
    if CELLS[cell].sector == "commerce":
        return {}
    if CELLS[cell].use == LOW:
        return {"district_heat": case.levers["district_heat_share_industry"]}
    return {"hydrogen": case.levers["hydrogen_share_above_500"]} if CELLS[cell].use == HIGH else {}


def _early(case: Case) -> Array:
    """Return the share of fossil equipment that may switch before its end, (year, cell, draw) [1/a]."""
    industry = np.array([cell.sector == "industry" for cell in CELLS], dtype=np.float64)
    return np.asarray(case.levers["early_replacement_industry"][:, np.newaxis] * industry[:, np.newaxis])


def _performance(case: Case) -> Array:
    """Return useful heat per energy bought, (pair, draw) [1]."""
    return np.asarray(case["process_efficiency"][USE_OF, TECHNOLOGY_OF])


def _biomethane(case: Case) -> Array:
    return np.asarray(case.levers["biomethane_share_industry"])


def _result(case: Case, energy: Array, flows: Turnover, activity: ActivityOf, act: Array) -> SectorResult:
    """Return the sector's result with its stocks, indicators and memo items."""
    produced = case["lime_production"] * act[:, index("process_branch", "lime")]
    memo = emissions_trading(case, energy, produced)
    equipment = np.stack(
        [flows.stock[:, i == TECHNOLOGY_OF].sum(axis=1) for i in range(len(DIMS["process_technology"]))], axis=1
    )
    electric = [index("process_technology", name) for name in ("heat_pump", "electric")]
    share = equipment[:, electric].sum(axis=1) / np.maximum(equipment.sum(axis=1), TINY)
    fossil = flows.stock[:, :FOSSIL].sum(axis=1)
    shape = energy[:, 0].shape
    return SectorResult(
        energy=energy,
        stocks={"process_equipment": equipment},
        installed=activity.installed,
        like_for_like=activity.like_for_like,
        unit_energy=activity.unit_energy,
        indicators={
            "district_heat_peak_industry": district_heat_peak(case, energy),
            "lime_production": np.broadcast_to(produced, shape),
            "process_heat_electric_share": share,
            "process_heat_fossil_capacity": fossil,
        },
        memo=memo,
    )


def district_heat_peak(case: Case, energy: Array) -> Array:
    """Return the network heat that industry and commerce draw for processes and halls, (year, draw) [MW].

    Σ energy / full-load hours of its use.
    """
    hours = dict(zip(DIMS["process_use"], case["process_full_load_hours"], strict=True))
    peak = np.zeros(energy[:, 0].shape)
    for i, segment in enumerate(SEGMENTS):
        if segment.carrier == "district_heat":
            peak += energy[:, i] * 1e3 / hours.get(segment.use, case["industry_space_heat_full_load_hours"])
    return peak


def emissions_trading(case: Case, energy: Array, produced: Array) -> dict[str, Array]:
    """Return what the plants under emissions trading emit directly, each (year, draw) [t/a].

    Lime: CaO x 0.785 t/t from the stone + fuels x direct factor; chemistry: its share of
    manufacturing's natural gas x direct factor. GWh x g/kWh = t. Gas that replaces biomethane or
    hydrogen where supply falls short is not in it.
    """
    factor = case["emission_factor_co2"]
    process = np.broadcast_to(produced * case["lime_process_emissions"], energy[:, 0].shape)
    lime, gas = process.copy(), np.zeros(energy[:, 0].shape)
    for i, segment in enumerate(SEGMENTS):
        if segment.use == "lime_kiln" and segment.carrier in DIMS["fuel"]:
            lime += energy[:, i] * factor[:, index("fuel", segment.carrier)]
        elif segment.sector == "industry" and segment.carrier == "natural_gas":
            gas += energy[:, i]
    chemistry = gas * case["chemistry_gas_share"] * factor[:, index("fuel", "natural_gas")]
    return {
        "process_emissions_lime": process,
        "emissions_trading_lime": lime,
        "emissions_trading_chemistry": chemistry,
    }
