"""The one table of units: used when files are loaded, never in the maths.

Every unit that may stand in a file is listed here with its dimension and its factor to the
canonical unit of that dimension (factor 1). The list is closed on purpose: an unknown unit is
a fault with the nearest known one, and a test checks each factor against the pint library.
"""

from __future__ import annotations

import re

_DIMENSIONS: dict[str, dict[str, float]] = {
    # dimension: {unit: factor to the canonical unit}
    "share": {"1": 1.0, "%": 0.01},
    "share per year": {"1/a": 1.0, "%/a": 0.01},
    "energy": {"GWh": 1.0, "MWh": 1e-3, "kWh": 1e-6, "TWh": 1e3},
    "energy per year": {"GWh/a": 1.0, "MWh/a": 1e-3, "kWh/a": 1e-6, "TWh/a": 1e3},
    "power": {"MW": 1.0, "kW": 1e-3, "GW": 1e3, "MWp": 1.0, "kWp": 1e-3},
    "power per year": {"MW/a": 1.0, "kW/a": 1e-3, "MWp/a": 1.0},
    "power per area": {"W/m2": 1.0},
    "full load hours": {"h/a": 1.0},
    "emission factor": {"g/kWh": 1.0, "kg/MWh": 1.0, "t/GWh": 1.0, "kg/kWh": 1e3},
    "emissions": {"t/a": 1.0, "kt/a": 1e3, "Mt/a": 1e6, "tCO2e/a": 1.0, "tCO2/a": 1.0},
    "emissions total": {"tCO2": 1.0, "tCO2e": 1.0, "MtCO2": 1e6},
    "mass": {"t": 1.0, "kt": 1e3, "Mt": 1e6},
    "mass ratio": {"t/t": 1.0},
    "hydrogen use": {"kWh/kg": 1.0},
    "area": {"m2": 1.0, "ha": 1e4, "Mm2": 1e6},
    "area per year": {"m2/a": 1.0, "ha/a": 1e4},
    "area per person": {"m2/person": 1.0},
    "demand per area": {"kWh/(m2*a)": 1.0},
    "demand per person": {"kWh/(person*a)": 1.0},
    "demand per employee": {"kWh/(employee*a)": 1.0},
    "area per employee": {"m2/employee": 1.0},
    "temperature": {"degC": 1.0},
    "degree days": {"K*d/a": 1.0},
    "length": {"km": 1.0, "m": 1e-3},
    "length per year": {"km/a": 1.0},
    "traffic": {"Mkm/a": 1.0, "bn km/a": 1e3},
    "specific consumption": {"kWh/km": 1.0, "kWh/100km": 0.01},
    "specific fuel": {"kg/km": 1.0, "kg/100km": 0.01},
    "time": {"a": 1.0},
    "year": {"year": 1.0},
    "persons": {"persons": 1.0},
    "employees": {"employees": 1.0},
    "dwellings": {"dwellings": 1.0},
    "vehicles": {"vehicles": 1.0},
    "vehicles per year": {"vehicles/a": 1.0},
    "vehicles per person": {"vehicles/1000 persons": 1.0},
    "systems": {"systems": 1.0},
    "points": {"points": 1.0},
    "connections": {"connections": 1.0},
    "vehicles per point": {"vehicles/point": 1.0},
    "persons per length": {"persons/km": 1.0},
    "trips": {"trips/(person*d)": 1.0},
    "index": {"index": 1.0},
    "money": {"EUR": 1.0, "kEUR": 1e3, "MEUR": 1e6},
    "money per year": {"EUR/a": 1.0, "kEUR/a": 1e3, "MEUR/a": 1e6},
    "money per area": {"EUR/m2": 1.0},
    "money per area and year": {"EUR/(m2*a)": 1.0},
    "money per employee and year": {"EUR/(employee*a)": 1.0},
    "employees per money": {"employees/MEUR": 1.0},
    "money per power": {"EUR/kW": 1.0, "EUR/kWp": 1.0, "EUR/MW": 1e-3},
    "money per energy": {"EUR/MWh": 1.0, "ct/kWh": 10.0, "EUR/kWh": 1e3},
    "money per length": {"EUR/km": 1.0, "MEUR/km": 1e6, "EUR/m": 1e3},
    "money per emission": {"EUR/t": 1.0},
    "money per unit": {
        "EUR/vehicle": 1.0, "EUR/system": 1.0, "EUR/point": 1.0, "EUR/connection": 1.0,
        "EUR/dwelling": 1.0, "EUR/case": 1.0, "EUR/person": 1.0, "EUR/unit": 1.0, "MEUR/unit": 1e6,
    },
    "money per energy and year": {"EUR/(GWh/a)": 1.0, "EUR/(MWh/a)": 1e3},
    "money per traffic": {"EUR/Mkm": 1.0, "EUR/km driven": 1e6},
}  # fmt: skip

UNITS: dict[str, tuple[str, float]] = {
    unit: (dimension, factor) for dimension, units in _DIMENSIONS.items() for unit, factor in units.items()
}

CANONICAL: dict[str, str] = {
    dimension: next(unit for unit, factor in units.items() if factor == 1.0) for dimension, units in _DIMENSIONS.items()
}

_QUANTITY = re.compile(r"^\s*([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(\S.*?)?\s*$")


def dimension(unit: str) -> str:
    """Return the dimension of a known unit; KeyError for an unknown one."""
    return UNITS[unit][0]


def alike(unit: str) -> list[str]:
    """Return every unit of the dimension of a known one, in the order of the table; KeyError for an unknown one."""
    return list(_DIMENSIONS[dimension(unit)])


def factor(unit: str, to: str) -> float:
    """Return the factor that turns a value in ``unit`` into one in ``to``.

    KeyError for an unknown unit, ValueError where the dimensions differ.
    """
    from_dimension, from_factor = UNITS[unit]
    to_dimension, to_factor = UNITS[to]
    if from_dimension != to_dimension:
        raise ValueError(f"'{unit}' is {from_dimension}, needed is {to_dimension} ('{to}')")
    return from_factor / to_factor


def parse(text: str) -> tuple[float, str]:
    """Split a quantity such as ``4 %/a`` into number and unit; ValueError when it is none."""
    match = _QUANTITY.match(text)
    if match is None:
        raise ValueError(f"'{text}' is not a number with a unit")
    return float(match.group(1)), match.group(2) or "1"
