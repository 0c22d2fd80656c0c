"""Energy supply: district heat from plants, local generation, hydrogen, and the limits all uses share.

Energy supply has no final energy of its own (no segments): it turns the demand of the other sectors
into plant fuel, network factors and shares that are to be had.
"""

from __future__ import annotations

import numpy as np

from klima2035.case import Array, Asset, Case, Demand, SectorResult, Segment, Supply
from klima2035.levers import Combine, Lever
from klima2035.sectors import energy_heat as heat
from klima2035.sectors import energy_limits as limits
from klima2035.sectors import energy_stocks as stocks
from klima2035.variables import index
from klima2035.variables.energy import LEVER_INPUTS

SEGMENTS: tuple[Segment, ...] = ()

_RULES: dict[str, tuple[Combine, str]] = {
    "steam_network_conversion": ("highest", "city_company"),
    "heat_network_extension": ("add", "city_company"),
    "large_heat_pump_power": ("add", "city_company"),
    "geothermal_power": ("add", "city_company"),
    "biomass_plant_power": ("add", "city_company"),
    "electrode_boiler_power": ("add", "city_company"),
    "chp_availability": ("lowest", "city_company"),
    "gas_boiler_availability": ("lowest", "city_company"),
    "pv_rooftop_additions": ("add", "owner"),
    "pv_open_space_additions": ("add", "city_company"),
    "electrolyser_power": ("add", "city_company"),
    "waste_fossil_separation": ("highest", "city"),
}

LEVERS: tuple[Lever, ...] = tuple(
    Lever(
        lever.name,
        lever.unit,
        *_RULES[lever.name],
        lever.text,
        registered=lever.name.startswith("pv_"),
        level=lever.name.endswith(("_power", "_conversion")),
    )
    for lever in LEVER_INPUTS
)

ASSETS: tuple[Asset, ...] = (
    Asset("heat_network_conversion", "energy", "km", ("steam_network_conversion",)),
    Asset("heat_network_extension", "energy", "km", ("heat_network_extension",)),
    Asset("large_heat_pump", "energy", "MW", ("large_heat_pump_power",)),
    Asset("geothermal", "energy", "MW", ("geothermal_power",)),
    Asset("biomass_plant", "energy", "MW", ("biomass_plant_power",)),
    Asset("electrode_boiler", "energy", "MW", ("electrode_boiler_power",)),
    Asset("chp_renewal", "energy", "MW", ("chp_availability",)),
    Asset("pv_rooftop", "energy", "MW", ("pv_rooftop_additions",)),
    Asset("pv_open_space", "energy", "MW", ("pv_open_space_additions",)),
    Asset("electrolyser", "energy", "MW", ("electrolyser_power",)),
    Asset(
        "distribution_grid_reinforcement", "energy", "MW",
        (
            "heat_pump_share", "heat_pump_share_nonresidential", "gas_heating_allowed", "battery_car_share",
            "large_heat_pump_power", "electrode_boiler_power", "electrolyser_power",
        ),
    ),
    Asset(
        "gas_network_decommissioning", "energy", "km",
        ("gas_heating_allowed", "heat_pump_share", "heat_pump_share_nonresidential", "district_heat_share"),
    ),
)  # fmt: skip


def base_year(case: Case) -> Array:
    """Return the final energy of 2017 [GWh/a]: none, (0, draw)."""
    return np.zeros((0, case.draws))


def project(case: Case, demand: Demand) -> Supply:
    """Return what energy supply delivers for a demand; see ``Supply`` for dims and units.

    Plants follow their order of priority; heat or power that no plant can give is reported as
    unmet. Local generation changes neither heat nor factors.
    """
    asked = heat.network(case, demand.district_heat)
    plants = heat.run_plants(case, asked, np.maximum(limits.wood_supply(case) - demand.biomass, 0.0))
    net, missing = heat.short(asked, plants)
    flows = stocks.turnover(case)
    generated, generator_power = stocks.generation(case, flows)
    hydrogen = limits.split_hydrogen(case, demand)
    supply = Supply(
        plant_heat=plants.heat, plant_fuel=plants.fuel, plant_power=plants.power,
        heat_share=plants.heat_share, plant_carrier=heat.CARRIERS,
        fed_in=net.fed_in, delivered=net.delivered, losses=net.losses,
        process_steam=net.process_steam, unexplained=net.unexplained,
        unmet_heat=missing, unmet_peak=np.maximum(design_peak(asked, demand) - np.sum(plants.peak_power, axis=1), 0.0),
        generation=generated, electrolysis=hydrogen.electrolysis, hydrogen_bought=hydrogen.bought,
        hydrogen_for_industry=hydrogen.for_industry,
        biomethane_share=limits.served(case["biomethane_limit"], demand.biomethane),
        limits=limits.shared_limits(case, demand, plants, generator_power, hydrogen.made),
        result=SectorResult(energy=np.zeros((len(case.years), 0, case.draws))),
    )  # fmt: skip
    _built(case, supply.result, flows, demand)
    _networks(case, supply.result, demand.gas_heated_share, _electric_peak(case, demand, plants))
    _unit_energy(case, supply.result)
    supply.result.stocks = {"generator_power": generator_power, "plant_power": plants.peak_power}
    supply.result.indicators = _indicators(case, demand, net, plants, supply, flows)
    supply.result.memo = _memo(case, plants, generated)
    return supply


def base_supply(case: Case, district_heat: Array) -> tuple[Array, Array]:
    """Return the factors of district heat in 2017, CO2e and direct CO2, each (draw) [g/kWh].

    district_heat (draw) [GWh/a] delivered in 2017. Heat from waste counts by convention, whatever the
    scenario's setting: the published balance, with which the year is reconciled, does so too.
    """
    first = slice(0, 1)
    delivered = np.broadcast_to(district_heat, (1, case.draws))
    asked = heat.network(case, delivered, first)
    plants = heat.run_plants(case, asked, np.broadcast_to(limits.wood_supply(case)[first], delivered.shape), first)
    net, _ = heat.short(asked, plants)
    useful = net.delivered + net.process_steam + net.unexplained
    factors = []
    for indicator in ("co2e", "co2"):
        factor = _plant_factors(case, plants.heat, plants.fuel, plants.heat_share, indicator, first, "convention")
        factors.append(_factor(plants.fuel * plants.heat_share, factor, useful)[0])
    return factors[0], factors[1]


def _factor(fuel: Array, factor: Array, useful: Array) -> Array:
    return np.asarray(np.sum(fuel * factor, axis=1) / np.maximum(useful, heat.TINY))


def _plant_factors(
    case: Case, given: Array, fuel: Array, share: Array, indicator: str, years: slice, waste_heat: str = ""
) -> Array:
    fuels, grid = case[f"emission_factor_{indicator}"][years], case[f"grid_factor_{indicator}"][years]
    out = np.empty_like(fuel)
    for i, carrier in enumerate(heat.CARRIERS):
        if carrier == "electricity":
            out[:, i] = grid
        elif carrier != "waste":
            out[:, i] = fuels[:, index("fuel", carrier)]
    if (waste_heat or case.settings.waste_heat) == "physical":
        fossil = case["waste_fossil_co2"] * (1.0 - case.levers["waste_fossil_separation"][years])
        out[:, heat.WASTE] = fossil / case["waste_calorific_value"] * 1e3
    else:
        carried = fuel[:, heat.WASTE] * share[:, heat.WASTE]
        table = case["waste_convention_factor"] if indicator == "co2e" else 0.0
        out[:, heat.WASTE] = table * given[:, heat.WASTE] / np.maximum(carried, heat.TINY)
    return out


def design_peak(net: heat.Network, demand: Demand) -> Array:
    """Return the power the plants must give on the design day, (year, draw) [MW].

    peak = customers' peak / (1 - losses) + process steam and unexplained heat spread evenly.
    """
    efficiency = net.delivered / np.maximum(net.delivered + net.losses, heat.TINY)
    customers = demand.district_heat_peak / np.where(efficiency > 0.0, efficiency, 1.0)
    return np.asarray(customers + (net.process_steam + net.unexplained) / heat.HOURS * 1e3)


def _built(case: Case, result: SectorResult, flows: stocks.Turnover, demand: Demand) -> None:
    """Fill installed and like_for_like of every asset, (year, draw) [asset unit per year]."""
    for i, name in enumerate(stocks.SEGMENTS):
        result.installed[name] = flows.built[:, i]
        result.like_for_like[name] = flows.replaced[:, i]
    converted = _rise(case, case.levers["steam_network_conversion"]) * case["steam_network_length"]
    result.installed["heat_network_conversion"] = converted
    result.like_for_like["heat_network_conversion"] = converted * case["steam_network_life_used"]
    peak = demand.district_heat_peak
    growth = _rise(case, np.maximum.accumulate(peak, axis=0)) / np.maximum(peak[0], heat.TINY)
    needed = growth * case["network_length"] * case["network_extension_ratio"]
    extension = case.levers["heat_network_extension"] + needed
    extension[0] = 0.0
    result.installed["heat_network_extension"] = extension
    result.like_for_like["heat_network_extension"] = np.zeros_like(extension)
    chp = index("plant", "chp_barmen")
    electric = case["plant_heat_power"][chp] * case["plant_power_ratio"][chp]
    due = np.rint(case["chp_renewal_year"]) == case.years[:, np.newaxis]
    renewed = np.broadcast_to(due * electric * case.levers["chp_availability"], (len(case.years), case.draws))
    result.installed["chp_renewal"] = result.like_for_like["chp_renewal"] = renewed


def _networks(case: Case, result: SectorResult, gas_share: Array, electric_peak: Array) -> None:
    """Fill what is built in the distribution grid [MW/a] and closed of the gas network [km/a], (year, draw).

    The grid is reinforced by what the highest peak so far exceeds that of 2017 and the free capacity. Gas
    mains close once the share of floor area on gas falls below a part of that of 2017, in proportion.
    """
    highest = np.maximum.accumulate(electric_peak, axis=0)
    above = np.maximum(highest - electric_peak[:1] - case["grid_free_capacity"], 0.0)
    left = gas_share / np.maximum(gas_share[:1], heat.TINY) / np.maximum(case["gas_closing_from"], heat.TINY)
    closed = np.maximum.accumulate(np.maximum(1.0 - left, 0.0), axis=0)
    built = {
        "distribution_grid_reinforcement": _rise(case, above),
        "gas_network_decommissioning": _rise(case, closed) * case["gas_network_length"],
    }
    for name, values in built.items():
        result.installed[name], result.like_for_like[name] = values, np.zeros_like(values)


def _electric_peak(case: Case, demand: Demand, plants: heat.Plants) -> Array:
    """Return electric power of heating, charging, networks and electrolysers on the design day, (year, draw) [MW]."""
    electrolyser = case.levers["electrolyser_power"]
    return np.asarray(demand.electric_heating_peak + demand.charging_peak + _network_peak(case, plants) + electrolyser)


def _network_peak(case: Case, plants: heat.Plants) -> Array:
    """Return electric power of network heat pumps and electrode boilers, (year, draw) [MW]."""
    pump, electrode = index("plant", "large_heat_pump"), index("plant", "electrode_boiler")
    efficiency = case["plant_efficiency"]
    return np.asarray(
        plants.peak_power[:, pump] / efficiency[pump] + plants.peak_power[:, electrode] / efficiency[electrode]
    )


def _rise(case: Case, path: Array) -> Array:
    """Return how much a path rises from year to year, (year, draw); 0 in the base year."""
    out = np.zeros((len(case.years), case.draws))
    out[1:] = np.maximum(np.diff(path, axis=0), 0.0)
    return out


def _unit_energy(case: Case, result: SectorResult) -> None:
    """Fill the change of yearly energy that one MW causes, (year, draw) [MWh/(MW a)].

    Network plants save the gas of the boilers, which stand last in the order of priority.
    """
    level = np.zeros((len(case.years), case.draws))
    hours, efficiency = case["plant_full_load_hours"], case["plant_efficiency"]
    gas = efficiency[index("plant", "gas_boiler")]
    for i, plant in enumerate(heat.PLANTS):
        if plant in stocks.SEGMENTS:
            used, saved = hours[i] / efficiency[i], -hours[i] / gas
            both = {heat.CARRIERS[i]: used, "natural_gas": saved}
            result.unit_energy[plant] = {carrier: level + value for carrier, value in both.items()}
    for i, name in enumerate(stocks.PV):
        result.unit_energy[name] = {"electricity": level + -case["generator_full_load_hours"][i]}
    electrolysis = level + case["electrolyser_full_load_hours"]
    result.unit_energy["electrolyser"] = {"electricity": electrolysis}


def _indicators(
    case: Case, demand: Demand, net: heat.Network, plants: heat.Plants, supply: Supply, flows: stocks.Turnover
) -> dict[str, Array]:
    """Return indicators by name, (year, draw): power [MW], heat [GWh/a], shares [1]."""
    return {
        "pv_power": flows.stock[:, 0] + flows.stock[:, 1],
        "district_heat_fed_in": net.fed_in,
        "waste_plant_heat": plants.heat[:, heat.WASTE],
        "steam_share": np.broadcast_to(net.steam_share, net.fed_in.shape),
        "network_loss_share": net.losses / np.maximum(net.delivered + net.losses, heat.TINY),
        "district_heat_design_peak": design_peak(net, demand),
        "district_heat_plant_power": np.sum(plants.peak_power, axis=1),
        "network_electric_peak": _network_peak(case, plants),
        "electric_peak": _electric_peak(case, demand, plants),
        "local_generation": np.sum(supply.generation, axis=1),
    }


def _memo(case: Case, plants: heat.Plants, generated: Array) -> dict[str, Array]:
    """Return what stands beside the balance, (year, draw) [t/a]: stacks and national displacement."""
    gas = case["emission_factor_co2"][:, index("fuel", "natural_gas")]
    shape = (len(case.years), case.draws)
    fossil = case["waste_volume"] * case["waste_fossil_co2"] * (1.0 - case.levers["waste_fossil_separation"])
    elberfeld = case["coal_elberfeld_stack"] * case["coal_elberfeld_availability"]
    outside = float(case.settings.electricity == "national")  # a local mix has it inside the balance
    return {
        "waste_plant_fossil_co2": np.broadcast_to(fossil, shape),
        "stack_coal_elberfeld": np.broadcast_to(elberfeld, shape),
        "stack_chp_barmen": plants.fuel[:, index("plant", "chp_barmen")] * gas,
        "stack_gas_boiler": plants.fuel[:, index("plant", "gas_boiler")] * gas,
        "national_displacement": np.sum(generated, axis=1) * case["grid_factor_co2e"] * outside,
    }
