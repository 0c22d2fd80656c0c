"""History 1990-2017: pinned to the published points of 1990 and 2017, shaped by national series.

Fuels of a sector follow the national emissions of that sector per head, electricity the national
consumption per head; the mix of fuels moves from that of 1990 to the reconciled one of 2017. Two
pinning factors (fuels, electricity) carry the raw values of 1990 to the published emissions and
final energy; they fade to one in 2017 and are printed for each year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.variables import DIMS

Array = NDArray[np.float64]

SHAPE_OF = {
    "households": "national_buildings",
    "commerce": "national_buildings",
    "municipal": "national_buildings",
    "industry": "national_industry",
    "transport": "national_transport",
}
_POWER = DIMS["carrier"].index("electricity")
_HEAT = DIMS["carrier"].index("district_heat")
FUELS = tuple(i for i, carrier in enumerate(DIMS["carrier"]) if carrier in DIMS["fuel"])


@dataclass(frozen=True)
class History:
    """1990-2017 by sector and carrier: energy [GWh/a], emissions [t/a]; pinning factors by year.

    energy (year, sector, carrier, draw); emissions (indicator, year, sector, carrier, draw);
    pinning by quantity (year, draw) [1].
    """

    years: NDArray[np.int64]
    energy: Array
    emissions: Array
    pinning: dict[str, Array]


def pinning_factors(
    fuels: tuple[Array, Array], electricity: tuple[Array, Array], published: tuple[Array, Array]
) -> tuple[Array, Array]:
    """Return the factors that carry raw fuels and electricity of 1990 to the published energy and emissions.

    Each pair is (energy [GWh/a], emissions [t/a]), (draw). Solves a F + b L = E and a F_c + b L_c = C.
    """
    determinant = fuels[0] * electricity[1] - electricity[0] * fuels[1]
    fuel = (published[0] * electricity[1] - electricity[0] * published[1]) / determinant
    power = (fuels[0] * published[1] - published[0] * fuels[1]) / determinant
    return fuel, power


def blend(first: Array, years: NDArray[np.int64]) -> Array:
    """Return a path from ``first`` (draw) in the first year to one in the last, linear in between; (year, draw)."""
    weight = ((years[-1] - years) / float(years[-1] - years[0]))[:, np.newaxis]
    return np.asarray(1.0 + (first - 1.0) * weight)


def per_head_index(series: Array, national_population: Array, population: Array) -> Array:
    """Return a national series per head times the city's population, as an index with 2017 = 1; (year, draw)."""
    local = series / national_population * population
    return np.asarray(local / local[-1])


def fuel_mix(mix_1990: Array, energy_2017: Array, years: NDArray[np.int64]) -> Array:
    """Return shares of fuels per sector from 1990 to 2017, (year, sector, carrier, draw), summing to one.

    mix_1990 (sector, fuel, draw) [1]; energy_2017 (sector, carrier, draw) [GWh/a].
    """
    draws = energy_2017.shape[-1]
    first = np.zeros(energy_2017.shape)
    for fuel, carrier in enumerate(FUELS):
        first[:, carrier] = np.broadcast_to(mix_1990, (*mix_1990.shape[:2], draws))[:, _fuel_of(fuel)]
    last = energy_2017.copy()
    last[:, [_POWER, _HEAT]] = 0.0
    last = last / last.sum(axis=1, keepdims=True)
    weight = ((years[-1] - years) / float(years[-1] - years[0]))[:, np.newaxis, np.newaxis, np.newaxis]
    return np.asarray(first * weight + last * (1.0 - weight))


def _fuel_of(position: int) -> int:
    """Return where the carrier at a position of FUELS stands in the dimension fuel."""
    return DIMS["fuel"].index(DIMS["carrier"][FUELS[position]])


def build(
    years: NDArray[np.int64],
    energy_2017: Array,
    factors: Mapping[str, Array],
    indices: Mapping[str, Array],
    mix_1990: Array,
    heat_1990: Array,
    published_1990: tuple[Array, Array],
) -> History:
    """Return the history that ends in the reconciled balance of 2017.

    energy_2017 (sector, carrier, draw) [GWh/a]; factors by indicator (year, carrier, draw) [g/kWh];
    indices by national series and ``electricity`` (year, draw), 2017 = 1; mix_1990 (sector, fuel, draw)
    [1]; heat_1990 (draw) [GWh/a]; published_1990: final energy [GWh/a] and emissions [t/a], (draw).
    """
    factor = factors["co2e"]
    mix = fuel_mix(mix_1990, energy_2017, years)
    mean_factor = (mix * factor[:, np.newaxis]).sum(axis=2)  # (year, sector, draw)
    fuel_2017 = energy_2017.sum(axis=1) - energy_2017[:, _POWER] - energy_2017[:, _HEAT]
    shape = np.stack([indices[SHAPE_OF[sector]] for sector in DIMS["sector"]], axis=1)
    fuels = fuel_2017 * shape * mean_factor[-1] / mean_factor
    power = energy_2017[:, _POWER] * indices["electricity"][:, np.newaxis]
    heat_path = blend(heat_1990 / np.maximum(energy_2017[:, _HEAT].sum(axis=0), 1e-9), years)
    heat = energy_2017[:, _HEAT] * heat_path[:, np.newaxis]
    heat_now = heat[0].sum(axis=0)
    fuel_pair = (fuels[0].sum(axis=0), (fuels[0] * mean_factor[0]).sum(axis=0))
    power_pair = (power[0].sum(axis=0), power[0].sum(axis=0) * factor[0, _POWER])
    left = (published_1990[0] - heat_now, published_1990[1] - heat_now * factor[0, _HEAT])
    pin_fuel, pin_power = pinning_factors(fuel_pair, power_pair, left)
    pinning = {"fuels": blend(pin_fuel, years), "electricity": blend(pin_power, years)}
    energy = mix * (fuels * pinning["fuels"][:, np.newaxis])[:, :, np.newaxis]
    energy[:, :, _POWER] = power * pinning["electricity"][:, np.newaxis]
    energy[:, :, _HEAT] = heat
    emissions = np.stack([energy * factors[name][:, np.newaxis] for name in DIMS["indicator"]])
    return History(years, energy, emissions, pinning)
