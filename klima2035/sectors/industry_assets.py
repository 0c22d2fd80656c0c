"""What is built in industry: equipment in MW, efficiency measures in GWh/a, and the energy they change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Asset, Case
from klima2035.sectors.industry_layout import (
    CARRIER,
    CELL_OF,
    CELLS,
    FOSSIL,
    HIGH,
    LIME,
    PAIRS,
    SEGMENTS,
    SPACE,
    STARTS,
    USE_OF,
)
from klima2035.sectors.industry_stock import TINY, Turnover
from klima2035.variables import DIMS, index

Array = NDArray[np.float64]

MWH_PER_GWH = 1e3
MW_PER_GW = 1e3  # GWh/a over full-load hours [h/a] is GW

_HEAT_LEVERS = (
    "electrification_below_100", "electrification_100_500", "commerce_process_electrification",
    "early_replacement_industry",
)  # fmt: skip

ASSETS: tuple[Asset, ...] = (
    Asset("process_heat_pump", "industry", "MW", _HEAT_LEVERS),
    Asset("electrode_boiler_process", "industry", "MW", _HEAT_LEVERS),
    Asset("electric_kiln", "industry", "MW", ("electrification_above_500", "early_replacement_industry")),
    Asset("hydrogen_kiln", "industry", "MW", ("hydrogen_share_above_500", "early_replacement_industry")),
    Asset(
        "lime_kiln_conversion", "industry", "MW",
        ("lime_hydrogen_or_biomass", "electrification_above_500", "early_replacement_industry"),
    ),
    Asset(
        "district_heat_station_industry", "industry", "MW",
        ("district_heat_share_industry", "early_replacement_industry"),
    ),
    Asset("gas_process_boiler", "industry", "MW"),
    Asset("industry_efficiency", "industry", "GWh/a", ("industry_efficiency",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActivityOf:
    """Installed and like-for-like units by asset (year, draw), and energy per unit by asset and carrier."""

    installed: dict[str, Array]
    like_for_like: dict[str, Array]
    unit_energy: dict[str, dict[str, Array]]


def asset_of(cell: int, technology: str) -> str:
    """Return the asset that a technology in a cell is bought as."""
    if technology == "district_heat":
        return "district_heat_station_industry"
    if technology == "heat_pump":
        return "process_heat_pump"
    if technology in ("gas", "oil", "coal") or (technology == "biomass" and cell != LIME):
        return "gas_process_boiler"  # burners and boilers that are renewed like for like
    if cell == LIME:
        return "lime_kiln_conversion"
    if technology == "hydrogen":
        return "hydrogen_kiln"
    return "electric_kiln" if CELLS[cell].use == HIGH else "electrode_boiler_process"


PAIRS_OF: dict[str, list[int]] = {
    asset.name: [i for i, (cell, technology) in enumerate(PAIRS) if asset_of(cell, technology) == asset.name]
    for asset in ASSETS
    if asset.unit == "MW"
}


def activity_of(case: Case, flows: Turnover, opening: Array, performance: Array, energy: Array) -> ActivityOf:
    """Return what is built each year and what one unit changes.

    Power [MW] = useful capacity [GWh/a] x 1000 / full-load hours; like for like: the part that
    replaces equipment at its end (early exits: life used up), growth of demand included, since a
    boiler would be bought for it too. unit_energy [MWh/(MW a)] compares with the fossil equipment
    that the cell had in 2017; like-for-like boilers change nothing.
    """
    hours = case["process_full_load_hours"][USE_OF].copy()
    hours[CELL_OF == SPACE] = case["industry_space_heat_full_load_hours"]
    built = flows.inflow * (MW_PER_GW / hours)
    due = flows.due * (MW_PER_GW / hours)
    change = _change(opening, performance, hours)
    installed, like_for_like, unit_energy = {}, {}, {}
    for name, pairs in PAIRS_OF.items():
        installed[name] = built[:, pairs].sum(axis=1)
        like_for_like[name] = due[:, pairs].sum(axis=1)
        unit_energy[name] = _per_unit(built[:, pairs], change[:, pairs], _CARRIERS_OF[name])
    saved, per_unit = _efficiency(case, energy)
    installed["industry_efficiency"] = saved
    like_for_like["industry_efficiency"] = np.zeros_like(saved)
    unit_energy["industry_efficiency"] = per_unit
    return ActivityOf(installed, like_for_like, unit_energy)


def _per_unit(built: Array, change: Array, carriers: tuple[str, ...]) -> dict[str, Array]:
    """Return the mean change of energy over the pairs of an asset, weighted by what is built, by carrier."""
    weight = built + TINY  # equal weights where nothing is built
    weight /= weight.sum(axis=1, keepdims=True)
    return {carrier: (weight * change[index("carrier", carrier)]).sum(axis=1) for carrier in carriers}


def _change(opening: Array, performance: Array, hours: Array) -> Array:
    """Return the change of yearly energy per MW of each pair, (carrier, pair, draw) [MWh/(MW a)].

    + hours / performance of what is bought instead, - the same for the cell's fossil mix of 2017.
    """
    change = np.zeros((len(DIMS["carrier"]), len(PAIRS), opening.shape[1]))
    bought = hours / performance
    change[_CARRIER_OF[FOSSIL:], _OTHER] = bought[FOSSIL:]
    change[index("carrier", "environmental_heat"), _PUMPS] = (hours - bought)[_PUMPS]
    fossil = opening[:FOSSIL]
    total = np.add.reduceat(fossil, STARTS[: len(CELLS)], axis=0) + TINY
    mix = fossil / total[CELL_OF[:FOSSIL]] / performance[:FOSSIL]
    change[_CARRIER_OF[_DISPLACED], _DISPLACING] = -hours[_DISPLACING] * mix[_DISPLACED]
    return change


_CARRIER_OF = np.array([index("carrier", CARRIER[technology]) for _, technology in PAIRS], dtype=np.intp)
_OTHER = np.arange(FOSSIL, len(PAIRS))
_PUMPS = np.array([i for i, (_, technology) in enumerate(PAIRS) if technology == "heat_pump"], dtype=np.intp)
_DISPLACING, _DISPLACED = np.array(
    [(i, j) for i in range(FOSSIL, len(PAIRS)) for j in range(FOSSIL) if CELL_OF[i] == CELL_OF[j]], dtype=np.intp
).T


def _carriers(pairs: list[int]) -> tuple[str, ...]:
    """Return the carriers that these pairs use or displace; boilers renewed like for like change nothing."""
    others = [i for i in pairs if i >= FOSSIL]
    cells = {PAIRS[i][0] for i in others}
    technologies = [PAIRS[i][1] for i in others] + [PAIRS[j][1] for j in range(FOSSIL) if PAIRS[j][0] in cells]
    heat = ("environmental_heat",) * ("heat_pump" in technologies)
    return (*dict.fromkeys(CARRIER[technology] for technology in technologies), *heat)


_CARRIERS_OF = {name: () if name == "gas_process_boiler" else _carriers(pairs) for name, pairs in PAIRS_OF.items()}

_MANUFACTURING = [
    i
    for i, segment in enumerate(SEGMENTS)
    if segment.sector == "industry" and segment.use != "lime_kiln" and segment.carrier != "environmental_heat"
]
_BY_CARRIER = {
    carrier: [i for i in _MANUFACTURING if SEGMENTS[i].carrier == carrier]
    for carrier in dict.fromkeys(SEGMENTS[i].carrier for i in _MANUFACTURING)
}


def _efficiency(case: Case, energy: Array) -> tuple[Array, dict[str, Array]]:
    """Return demand newly covered by the efficiency lever (year, draw) [GWh/a], and its energy per GWh/a by carrier.

    covered = lever x last year's energy of manufacturing; one GWh/a less demand is 1,000 MWh/a less
    energy, in last year's mix.
    """
    total = energy[:-1, _MANUFACTURING].sum(axis=1)
    saved = np.zeros((energy.shape[0], energy.shape[2]))
    np.multiply(case.levers["industry_efficiency"][1:], total, out=saved[1:])
    share = -MWH_PER_GWH / np.maximum(total, TINY)
    per_unit: dict[str, Array] = {}
    for carrier, places in _BY_CARRIER.items():
        per_unit[carrier] = change = np.zeros_like(saved)
        np.multiply(energy[:-1, places].sum(axis=1), share, out=change[1:])
    return saved, per_unit
