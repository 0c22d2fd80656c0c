"""Stocks of energy plants by year of construction: photovoltaics, network plants, electrolysers.

The turnover is that of ``klima2035.stocks``: what is built in a year leaves by Weibull survival. Of the
plants that stood in 2017 only roof modules retire by age; the others' power follows their levers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from klima2035.case import Array, Case
from klima2035.stocks import losses, mean_of_year, schedule_exits, survival
from klima2035.variables import DIMS, index

SEGMENTS = (
    "pv_rooftop", "pv_open_space", "large_heat_pump", "geothermal", "biomass_plant", "electrode_boiler", "electrolyser",
)  # fmt: skip
PV = ("pv_rooftop", "pv_open_space")
OPENING_AGES = 20  # oldest age class kept apart in the opening stock


@dataclass(frozen=True, slots=True)
class Turnover:
    """Stocks and flows of plants, (year, segment, draw): stock [MW], built, replaced, retired [MW/a]."""

    stock: Array
    built: Array
    replaced: Array
    retired: Array


def turnover(case: Case) -> Turnover:
    """Return how the plants' stocks grow, retire and are built again, (year, segment, draw) [MW].

    built = additions + repowering x retired, no more than the potential leaves room for;
    stock(t) = stock(t - 1) - retired + built.
    """
    additions, limit, again = _additions(case), _limits(case), _repowering(case)
    leave, opening_exits = _leave(case), _opening_exits(case)
    stock = np.empty_like(additions)
    built, replaced, retired = np.zeros_like(stock), np.zeros_like(stock), np.zeros_like(stock)
    stock[0] = _opening(case)
    for year in range(1, len(stock)):
        gone, new = retired[year], built[year]
        gone[0] += opening_exits[year - 1]
        left = stock[year - 1] - gone
        wanted = again * gone
        np.minimum(additions[year] + wanted, np.maximum(limit - left, 0.0), out=new)
        np.minimum(wanted, new, out=replaced[year])
        np.add(left, new, out=stock[year])
        schedule_exits(retired, leave, year, new)
    return Turnover(stock, built, replaced, retired)


def _additions(case: Case) -> Array:
    """Return new power beyond replacement, (year, segment, draw) [MW/a]: PV as given, plants from their power path."""
    out = np.zeros((len(case.years), len(SEGMENTS), case.draws))
    for i, name in enumerate(SEGMENTS):
        if name in PV:
            out[:, i] = case.levers[f"{name}_additions"]
        else:
            out[1:, i] = np.maximum(np.diff(case.levers[f"{name}_power"], axis=0), 0.0)
    duty = np.maximum(np.diff(case["law_pv_duty_public"], axis=0), 0.0)
    out[1:, 0] += duty * case["pv_duty_power"]
    return out


def _opening(case: Case) -> Array:
    out = np.zeros((len(SEGMENTS), case.draws))
    for i, name in enumerate(SEGMENTS):
        in_2017 = case["generator_power"][index("generator", name)] if name in PV else case.levers[f"{name}_power"][0]
        out[i] = in_2017
    return out


def _limits(case: Case) -> Array:
    out = np.full((len(SEGMENTS), case.draws), np.inf)
    for i, name in enumerate(PV):
        out[i] = case[f"{name}_potential"]
    return out


def _repowering(case: Case) -> Array:
    out = np.ones((len(SEGMENTS), case.draws))
    out[: len(PV)] = case["pv_repowering_share"]
    return out


def _lifetimes(case: Case) -> Array:
    plants = DIMS["plant"]
    rows = []
    for name in SEGMENTS:
        if name in PV:
            rows.append(case["pv_lifetime"])
        elif name in plants:
            rows.append(case["plant_lifetime"][plants.index(name)])
        else:
            rows.append(case["electrolyser_lifetime"])
    return np.stack(np.broadcast_arrays(*rows))


def _shape(case: Case) -> float:
    """Return the form of the survival curve: the larger, the closer exits lie to the mean lifetime."""
    return float(case["plant_lifetime_shape"].flat[0])


def _leave(case: Case) -> Array:
    """Return the share built that retires at each age, (age, segment, draw) [1/a]."""
    out = np.empty((len(case.years), len(SEGMENTS), case.draws))
    out[:] = losses(np.moveaxis(survival(_lifetimes(case), _shape(case), len(case.years) - 1), -2, 0))
    return out


def _opening_exits(case: Case) -> Array:
    """Return what retires of the roofs' modules that stood in 2017, (year from 2018, draw) [MW/a]."""
    years = len(case.years)
    ages = np.arange(OPENING_AGES, dtype=np.float64)[:, np.newaxis]
    span = case["pv_opening_age"]
    share = np.clip(span - ages, 0.0, 1.0)
    share = share / np.sum(share, axis=0)
    alive = survival(case["pv_lifetime"][np.newaxis], _shape(case), OPENING_AGES + years)[0]
    at = np.arange(OPENING_AGES) + np.arange(years - 1)[:, np.newaxis]
    fail = (alive[at] - alive[at + 1]) / alive[:OPENING_AGES]
    out = np.sum(fail * share, axis=1) * case["generator_power"][0]
    return np.asarray(out)


def generation(case: Case, flows: Turnover) -> tuple[Array, Array]:
    """Return the yearly yield [GWh/a] and the power [MW] of every generator, both (year, generator, draw)."""
    power = np.empty((len(case.years), len(DIMS["generator"]), case.draws))
    power[:] = case["generator_power"]
    power[:, : len(PV)] = flows.stock[:, : len(PV)]
    return mean_of_year(power) * (case["generator_full_load_hours"] * 1e-3), power
