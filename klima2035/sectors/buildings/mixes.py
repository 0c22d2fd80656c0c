"""What is installed where a heating system is replaced: trend, then what law and measures allow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from klima2035.case import Case
from klima2035.sectors.buildings.common import (
    BIOMASS,
    DIRECT_ELECTRIC,
    DISTRICT_HEAT,
    GAS,
    GAS_FLOOR,
    HEAT_PUMP_AIR,
    HEAT_PUMP_GROUND,
    OIL,
    Array,
    by_type,
    lever,
    over,
)


@dataclass(frozen=True)
class Rules:
    """Levers on replacement, each (year, building_type or 1, draw) [1].

    gas, oil: part of what would be fossil that may be; heat_pump, district_heat: part of what then
    remains fossil that is turned (together at most one); ground: part of all heat pumps. alternatives: what follows
    a banned boiler; gas and oil boilers have no part in it, tables that give them one are refused on reading.
    """

    gas: Array
    oil: Array
    heat_pump: Array
    district_heat: Array
    ground: Array
    alternatives: Array  # (building_type, heating_system, draw)


def rules(case: Case) -> Rules:
    """Return the levers on replacement; where the turned parts exceed one they shrink in proportion."""
    homes, other = "heat_pump_share", "heat_pump_share_nonresidential"
    pumps = by_type(case, homes, other, other)
    network = lever(case, "district_heat_share")[:, np.newaxis]
    both = np.maximum(pumps + network, 1.0)
    alternatives = case["alternatives_mix"] / case["alternatives_mix"].sum(axis=1, keepdims=True)
    return Rules(
        lever(case, "gas_heating_allowed")[:, np.newaxis], lever(case, "oil_heating_allowed")[:, np.newaxis],
        pumps / both, network / both, lever(case, "ground_heat_pump_share")[:, np.newaxis], alternatives,
    )  # fmt: skip


def allowed_mix(wanted: Array, rule: Rules, case: Case, turned: bool = True) -> Array:
    """Return the mix that is installed, (year, building_type, heating_system, draw), sums to one.

    wanted (year, building_type, heating_system, draw) sums to one. The banned part of gas and oil
    goes to the alternatives; of what remains fossil, measures turn parts to heat pumps and district
    heat (not in new buildings: ``turned`` False). The ground share splits all heat pumps. The alternatives
    must hold no fossil boiler: a part of theirs would be installed nowhere.
    """
    shape = (*np.broadcast_shapes(wanted.shape[:2], rule.gas.shape[:2]), wanted.shape[2], case.draws)
    out = np.empty(shape)
    gas, floor = wanted[:, :, GAS] * rule.gas, wanted[:, :, GAS_FLOOR] * rule.gas
    oil = wanted[:, :, OIL] * rule.oil
    fossil = gas + floor + oil
    banned = wanted[:, :, GAS] + wanted[:, :, GAS_FLOOR] + wanted[:, :, OIL] - fossil
    stays: Array | float = 1.0
    pumps = wanted[:, :, HEAT_PUMP_AIR] + wanted[:, :, HEAT_PUMP_GROUND]
    pumps = pumps + banned * (rule.alternatives[:, HEAT_PUMP_AIR] + rule.alternatives[:, HEAT_PUMP_GROUND])
    network = wanted[:, :, DISTRICT_HEAT] + banned * rule.alternatives[:, DISTRICT_HEAT]
    if turned:
        stays = 1.0 - rule.heat_pump - rule.district_heat
        pumps = pumps + fossil * rule.heat_pump
        network = network + fossil * rule.district_heat
    out[:, :, GAS] = gas * stays
    out[:, :, GAS_FLOOR] = floor * stays
    out[:, :, OIL] = oil * stays
    out[:, :, DISTRICT_HEAT] = network
    out[:, :, HEAT_PUMP_GROUND] = pumps * rule.ground
    out[:, :, HEAT_PUMP_AIR] = pumps - out[:, :, HEAT_PUMP_GROUND]
    for place in (BIOMASS, DIRECT_ELECTRIC):
        out[:, :, place] = wanted[:, :, place] + banned * rule.alternatives[:, place]
    return np.maximum(out, 0.0, out=out)


def _unit(mix: Array) -> Array:
    """Return a mix scaled to sum to one over heating systems, (year, building_type, heating_system, draw)."""
    return np.asarray(mix / mix.sum(axis=2, keepdims=True))


def boiler_mix(case: Case, rule: Rules) -> Array:
    """Return what follows a central boiler or direct heating at its natural end."""
    return allowed_mix(_unit(over(case, "trend_replacement_mix")), rule, case)


def floor_heating_mix(case: Case, rule: Rules) -> Array:
    """Return what follows gas floor heating at its natural end: itself, or a system that centralises.

    The part of the trend mix that is not fossil shrinks by ``floor_heating_conversion``, because a
    house must agree on pipes and a cellar first; the rest stays gas floor heating.
    """
    wanted = _unit(over(case, "trend_replacement_mix")) * case["floor_heating_conversion"]
    wanted[:, :, GAS] = 0.0
    wanted[:, :, OIL] = 0.0
    wanted[:, :, GAS_FLOOR] = 0.0
    wanted[:, :, GAS_FLOOR] = 1.0 - wanted.sum(axis=2)
    return allowed_mix(wanted, rule, case)


def new_building_mix(case: Case, rule: Rules) -> Array:
    """Return the heating of new buildings: the trend path under the bans on gas and oil."""
    return allowed_mix(_unit(over(case, "new_building_mix")), rule, case, turned=False)


def early_mix(case: Case, rule: Rules) -> Array:
    """Return what follows a boiler that is taken out early: the alternatives, never a fossil boiler."""
    out = np.empty((len(case.years), *rule.alternatives.shape[:2], case.draws))
    out[:] = rule.alternatives
    pumps = out[:, :, HEAT_PUMP_AIR] + out[:, :, HEAT_PUMP_GROUND]
    out[:, :, HEAT_PUMP_GROUND] = pumps * rule.ground
    out[:, :, HEAT_PUMP_AIR] = pumps - out[:, :, HEAT_PUMP_GROUND]
    return out


def every(case: Case) -> tuple[Array, Array, Array, Array]:
    """Return what follows boilers, gas floor heating and early exits, and the heating of new buildings.

    Each (year, building_type, heating_system, draw), summing to one.
    """
    rule = rules(case)
    return boiler_mix(case, rule), floor_heating_mix(case, rule), early_mix(case, rule), new_building_mix(case, rule)
