"""The CO2 price on each carrier: European, national, and the one on waste."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.variables import DIMS

Array = NDArray[np.float64]


def co2_price(case: Case) -> Array:
    """Return the CO2 price on direct fossil CO2 of each carrier, (year, sector, carrier, draw) [EUR/MWh].

    Factor [g/kWh = kg/MWh] x price [EUR/t]; three prices: the European one on the emissions-trading
    part of a sector, the one on waste, the national one on all else; with tax where users pay it.
    """
    return np.asarray(sum(co2_prices(case).values()))


def co2_prices(case: Case) -> dict[str, Array]:
    """Return the European, the national and the waste CO2 price, (year, sector, carrier, draw) [EUR/MWh]."""
    factor = case["emission_factor_co2"] * 1e-3
    by_carrier = np.zeros((factor.shape[0], len(DIMS["carrier"]), factor.shape[-1]))
    fuels = [DIMS["carrier"].index(fuel) for fuel in DIMS["fuel"]]
    by_carrier[:, fuels] = factor
    traded = case["ets1_fuel_share"]
    burnt = np.zeros((1, 1, len(DIMS["carrier"]), 1))
    burnt[:, :, DIMS["carrier"].index("waste")] = 1.0
    tax = 1.0 + case["vat_rate"] * case["vat_on_energy"]
    each = by_carrier[:, np.newaxis] * tax[:, np.newaxis]
    fuels_only = each * (1.0 - burnt)
    return {
        "co2_ets1": traded[:, np.newaxis] * case["co2_price_ets1"][:, np.newaxis, np.newaxis] * fuels_only,
        "co2_national": (1.0 - traded)[:, np.newaxis]
        * case["co2_price_national"][:, np.newaxis, np.newaxis]
        * fuels_only,
        "co2_waste": case["co2_price_waste"][:, np.newaxis, np.newaxis] * each * burnt,
    }
