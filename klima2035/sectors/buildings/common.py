"""What the parts of the buildings sector share: places of labels and views of paths."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.variables import DIMS, index

Array = NDArray[np.float64]

TYPES = DIMS["building_type"]
SYSTEMS = DIMS["heating_system"]

GAS = index("heating_system", "gas_boiler")
GAS_FLOOR = index("heating_system", "gas_floor_heating")
OIL = index("heating_system", "oil_boiler")
DISTRICT_HEAT = index("heating_system", "district_heat")
HEAT_PUMP_AIR = index("heating_system", "heat_pump_air")
HEAT_PUMP_GROUND = index("heating_system", "heat_pump_ground")
BIOMASS = index("heating_system", "biomass_boiler")
DIRECT_ELECTRIC = index("heating_system", "direct_electric")

FOSSIL = slice(0, 3)  # gas boiler, gas floor heating, oil boiler
KEPT = slice(3, 7)  # district heat, heat pumps, biomass: renewed as what they are

SECTOR_TYPES: dict[str, tuple[int, ...]] = {
    "households": (index("building_type", "one_two_family"), index("building_type", "multi_family")),
    "commerce": (index("building_type", "commerce"), index("building_type", "other_public")),
    "municipal": (index("building_type", "municipal"),),
}

GROUPS: dict[str, tuple[int, ...]] = {
    "one_two_family": SECTOR_TYPES["households"][:1],
    "multi_family": SECTOR_TYPES["households"][1:],
    "nonresidential": SECTOR_TYPES["commerce"],
    "municipal": SECTOR_TYPES["municipal"],
}
"""Groups of building types in which heating systems are counted as assets."""


def over(case: Case, name: str) -> Array:
    """Return a time-varying input over the case's years, (year, *dims, draw)."""
    return case.values[name][: len(case.years)]


def lever(case: Case, name: str) -> Array:
    """Return a lever over the case's years, (year, draw)."""
    return case.levers[name][: len(case.years)]


def by_type(case: Case, residential: str, commerce: str, public: str) -> Array:
    """Return three levers laid out by building type, (year, building_type, draw).

    ``public`` holds for municipal and other public buildings.
    """
    out = np.empty((len(case.years), len(TYPES), case.draws))
    for place, name in enumerate((residential, residential, commerce, public, public)):
        out[:, place] = lever(case, name)
    return out


def rows_first(*shape: int) -> Array:
    """Return zeros (..., building_type, row, draw) that lie in memory row by row, all types of a row together.

    Sums over rows (age classes, heating systems) and views of one row then run over neighbours.
    """
    *outer, types, rows, draws = shape
    return np.zeros((*outer, rows, types, draws)).swapaxes(-3, -2)


def fixed(case: Case, name: str) -> float:
    """Return an input that is never varied between draws (a Weibull shape) as a number."""
    return float(case.values[name].flat[0])


def pooled(values: Array, types: tuple[int, ...]) -> Array:
    """Return the sum over some building types, (year, building_type, draw) -> (year, draw)."""
    total = values[:, types[0]]
    for place in types[1:]:
        total = total + values[:, place]
    return total
