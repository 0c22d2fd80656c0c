"""District heat: what the networks need and which plants give it.

Two networks (hot water, steam) with their own losses; eight plants in the order of ``plant``. Every
function takes a slice of years, so that the base year alone runs through the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from klima2035.case import Array, Case
from klima2035.stocks import mean_of_year
from klima2035.variables import DIMS, index

HOURS = 8760.0
KELVIN = 273.15
TINY = 1e-12
ROUNDING = 1e-9
PLANTS = DIMS["plant"]
WASTE = index("plant", "waste_plant")
HOT_WATER_ONLY = ("large_heat_pump", "geothermal")
_CARRIER_OF = {
    "waste_plant": "waste",
    "large_heat_pump": "electricity",
    "geothermal": "electricity",
    "biomass_plant": "biomass",
    "coal_elberfeld": "coal",
    "chp_barmen": "natural_gas",
    "electrode_boiler": "electricity",
    "gas_boiler": "natural_gas",
}
CARRIERS = tuple(_CARRIER_OF[plant] for plant in DIMS["plant"])
"""What each plant burns or draws, in the order of the plants."""

ALL = slice(None)


@dataclass(frozen=True, slots=True)
class Network:
    """Heat fed in and where it goes, (year, draw) [GWh/a].

    steam_share: of what is delivered, by the steam network [1]; hot_share: of what is fed in, that needs no steam [1].
    """

    delivered: Array
    losses: Array
    process_steam: Array
    unexplained: Array
    fed_in: Array
    steam_share: Array
    hot_share: Array


@dataclass(frozen=True, slots=True)
class Plants:
    """What the plants do, (year, plant, draw): heat, fuel, power [GWh/a], heat_share [1], peak power [MW].

    limit: the most heat that each can give in the year [GWh/a].
    """

    heat: Array
    fuel: Array
    power: Array
    heat_share: Array
    peak_power: Array
    limit: Array


def network(case: Case, delivered: Array, years: slice = ALL) -> Network:
    """Return the balance of the heat networks for what is delivered, (year, draw) [GWh/a].

    fed_in = Σ delivered_n / (1 - loss_n) + process steam + unexplained; the steam network's share of
    the deliveries falls with the lever steam_network_conversion. Limit: losses are a share of the
    heat fed in, they do not stay behind when customers leave.
    """
    hot_loss, steam_loss = case["network_loss_share"]
    steam_share = case["steam_delivery_share"] * (1.0 - case.levers["steam_network_conversion"][years])
    steam = delivered * steam_share
    hot_in = (delivered - steam) / (1.0 - hot_loss)
    steam_in = steam / (1.0 - steam_loss)
    losses = hot_in * hot_loss + steam_in * steam_loss
    process = np.broadcast_to(case["process_steam"][years], delivered.shape)
    unexplained = np.broadcast_to(case["unexplained_heat"][years], delivered.shape)
    fed_in = delivered + losses + process + unexplained
    hot_share = hot_in / np.maximum(hot_in + steam_in + process, TINY)
    return Network(delivered, losses, process, unexplained, fed_in, steam_share, hot_share)


def covered(power_share: Array, load_factor: Array, base_load: Array) -> Array:
    """Return the share of a year's heat that plants with the first ``power_share`` of the peak cover [1].

    Sorted load L(τ) = m + (1 - m)(1 - τ)^b with m = base_load x load_factor [1] of the peak and b such
    that the mean is ``load_factor``; E(x) = x (1 - r) + r (m + (1 - m) u / (b + 1)) with
    u = (x - m) / (1 - m), r = u^(1/b). All arguments broadcast.
    """
    lowest = base_load * load_factor
    power = np.maximum((1.0 - lowest) / (load_factor * (1.0 - base_load)) - 1.0, TINY)
    above = np.clip((power_share - lowest) / (1.0 - lowest), 0.0, 1.0)
    time_below = above ** (1.0 / power)
    energy = power_share * (1.0 - time_below) + time_below * (lowest + (1.0 - lowest) / (power + 1.0) * above)
    return np.where(power_share >= 1.0, 1.0, np.minimum(energy / load_factor, 1.0))


def limits(case: Case, wood: Array, years: slice = ALL) -> Array:
    """Return the most heat each plant can give in a year, (year, plant, draw) [GWh/a].

    Power x full-load hours x availability, and the waste, the pipes, the river and the ``wood`` left
    (year, draw) [GWh/a] for heating plants.
    """
    gigawatt_hours = case["plant_full_load_hours"] * 1e-3
    power = case["plant_heat_power"]
    efficiency = case["plant_efficiency"]
    out = np.empty((wood.shape[0], len(PLANTS), case.draws))
    for i, plant in enumerate(PLANTS):
        built = power[i] + _built(case, plant)[years]
        out[:, i] = built * gigawatt_hours[i]
    waste = waste_energy(case, years) * (efficiency[WASTE] - case["waste_power_share"])
    _cap(out, WASTE, np.minimum(waste, case["waste_heat_limit"][years]))
    pump = index("plant", "large_heat_pump")
    _cap(out, pump, case["river_heat_limit"] / (1.0 - 1.0 / efficiency[pump]))
    wood_plant = index("plant", "biomass_plant")
    _cap(out, wood_plant, wood * efficiency[wood_plant])
    out[:, index("plant", "coal_elberfeld")] *= case["coal_elberfeld_availability"][years]
    out[:, index("plant", "chp_barmen")] *= case.levers["chp_availability"][years]
    out[:, index("plant", "gas_boiler")] *= case.levers["gas_boiler_availability"][years]
    return out


def _cap(out: Array, plant: int, limit: Array) -> None:
    np.minimum(out[:, plant], limit, out=out[:, plant])


def _built(case: Case, plant: str) -> Array:
    """Return the mean power of the year that a lever has built, (year, draw) [MW]."""
    lever = case.levers.get(f"{plant}_power")
    return np.zeros((len(case.years), 1)) if lever is None else mean_of_year(lever)


def waste_energy(case: Case, years: slice = ALL) -> Array:
    """Return the energy of the waste burned, (year, draw) [GWh/a]: t x kWh/kg x 1e-3."""
    return np.asarray(case["waste_volume"][years] * case["waste_calorific_value"] * 1e-3)


def dispatch(case: Case, net: Network, limit: Array) -> tuple[Array, Array]:
    """Return heat by plant [GWh/a] and the power that stands ready [MW], both (year, plant, draw).

    Plants follow one another in the order of ``plant``: together they cover no more than their power
    can under the load curve of a usual year, each no more than its ``limit``; heat pumps and
    geothermal plants feed hot water only. What nobody covers stays uncovered.
    """
    ready = limit / case["plant_full_load_hours"] * 1e3
    hours = case["network_full_load_hours"]
    peak = np.maximum(net.fed_in / hours * 1e3, TINY)
    stacked = np.cumsum(ready, axis=1) / peak[:, np.newaxis]
    allowed = covered(stacked, hours / HOURS, case["network_base_load_share"]) * net.fed_in[:, np.newaxis]
    heat = np.zeros_like(limit)
    done = np.zeros_like(limit[:, 0])
    hot_left = net.fed_in * net.hot_share
    for i, plant in enumerate(PLANTS):
        given = np.minimum(limit[:, i], np.maximum(allowed[:, i] - done, 0.0))
        if plant in HOT_WATER_ONLY:
            given = np.minimum(given, hot_left)
            hot_left = hot_left - given
        else:
            hot_left = hot_left * (1.0 - given / np.maximum(net.fed_in - done, TINY))
        heat[:, i] = given
        done = done + given
    return heat, ready


def run_plants(case: Case, net: Network, wood: Array, years: slice = ALL) -> Plants:
    """Return heat, fuel, power and the Carnot share of every plant, (year, plant, draw).

    Fuel = (heat + power) / efficiency; the waste plant burns its waste whatever the heat demand. Heat
    share = zQ / (zQ + P), z = 1 - T0 / T (BISKO: T0 = 283 K), and 1 for plants without power.
    """
    limit = limits(case, wood, years)
    heat, ready = dispatch(case, net, limit)
    power = heat * case["plant_power_ratio"]
    fuel = (heat + power) / case["plant_efficiency"]
    waste = waste_energy(case, years)
    fuel[:, WASTE] = waste
    power[:, WASTE] = waste * case["waste_power_share"]
    return Plants(heat, fuel, power, carnot_share(case, heat, power), ready, limit)


def short(net: Network, plants: Plants) -> tuple[Network, Array]:
    """Return the network as the plants can serve it and the heat that is missing, (year, draw) [GWh/a].

    A shortage is shared by all who draw heat, so that what is fed in is what the plants give.
    """
    given = np.sum(plants.heat, axis=1)
    missing = net.fed_in - given
    missing = np.where(missing > ROUNDING * net.fed_in, missing, 0.0)
    served = 1.0 - missing / np.maximum(net.fed_in, TINY)
    names = ("delivered", "losses", "process_steam", "unexplained", "fed_in")
    return replace(net, **{name: getattr(net, name) * served for name in names}), missing


def carnot_share(case: Case, heat: Array, power: Array) -> Array:
    """Return the share of its fuel that a plant's heat carries, zQ / (zQ + P) [1]; 1 without power."""
    exergy = 1.0 - (case["carnot_reference_temperature"] + KELVIN) / (case["plant_supply_temperature"] + KELVIN)
    useful = exergy * heat
    both = useful + power
    share = useful / np.where(both > 0.0, both, 1.0)
    return np.where(power > 0.0, share, 1.0)
