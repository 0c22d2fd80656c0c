"""Framework (Rahmenbedingungen) and parameters resolved in time: inputs become the arrays of a case."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from klima2035.errors import InputError, nearest
from klima2035.inputs import Inputs, Points, Row, interpolate, remembered
from klima2035.variables import BASE_YEAR, FIRST_YEAR, INPUTS, LAST_YEAR, Variable
from klima2035.variables.framework import LAW_RULES

Array = NDArray[np.float64]

NEVER = 9999.0  # a year after every horizon: the rule binds nothing


def model_years(horizon: int) -> NDArray[np.int64]:
    """Return the years of the model, 2017..horizon."""
    return np.arange(BASE_YEAR, horizon + 1)


def history_years() -> NDArray[np.int64]:
    """Return the years of the history, 1990..2017."""
    return np.arange(FIRST_YEAR, BASE_YEAR + 1)


def variant_of(variable: Variable, points: Mapping[str, Points], choices: Mapping[str, str]) -> str:
    """Return the projection variant that the scenario chose for one variable; InputError when unknown."""
    setting = variable.name if variable.choice == "reference" else variable.choice
    chosen = choices.get(setting, "reference")
    if chosen in points:
        return chosen
    known = sorted(set(points) - {"actual"})
    if len(known) == 1 and setting not in choices:
        return known[0]
    text = f"framework '{setting}: {chosen}' is unknown; known: {', '.join(known)}; {nearest(chosen, known)}"
    raise InputError(text.rstrip("; "))


def resolve(
    inputs: Inputs, years: NDArray[np.int64], as_of: int, choices: Mapping[str, str], law_as_of: str
) -> dict[str, Array]:
    """Return every declared input in time, by name.

    Time-varying inputs are (year, *dims, draw) over ``years``, constants (*dims, draw), reported
    series (year 1990..2050, *dims, draw). Framework values are actual up to ``as_of``.
    ``law_as_of`` (ISO date) decides which laws are known; each acts from its own year on.
    """
    variants = tuple(
        (name, variant_of(variable, inputs.points[name], choices))
        for name, variable in INPUTS.items()
        if variable.time == "framework"
    )
    values = dict(_constants(inputs))
    values.update(_in_time(inputs, tuple(years.tolist()), as_of, variants))
    values.update(resolve_law(inputs.records["law"], years, law_as_of))
    return values


@remembered(2)
def _constants(inputs: Inputs) -> dict[str, Array]:
    """Return constants and reported series, which no scenario changes; not to be written to."""
    values = {name: inputs.constant(name) for name, variable in INPUTS.items() if variable.time == "constant"}
    values |= {name: inputs.series(name) for name, variable in INPUTS.items() if variable.time == "series"}
    return _read_only(values)


@remembered(2)
def _in_time(
    inputs: Inputs, years: tuple[int, ...], as_of: int, variants: tuple[tuple[str, str], ...]
) -> dict[str, Array]:
    """Return paths and framework values over some years; not to be written to."""
    at = np.array(years)
    values = {name: inputs.path(name, at) for name, variable in INPUTS.items() if variable.time == "path"}
    values |= {name: inputs.framework(name, at, as_of, variant) for name, variant in variants}
    return _read_only(values)


def _read_only(values: dict[str, Array]) -> dict[str, Array]:
    for value in values.values():
        value.flags.writeable = False
    return values


def resolve_law(rows: tuple[Row, ...], years: NDArray[np.int64], law_as_of: str) -> dict[str, Array]:
    """Return the value of each rule in each year, (year, 1); zero before its first year or if not yet known.

    ``green_fuel_from`` is a year and constant in time, (1,); NEVER where the law is not known.
    """
    values: dict[str, Array] = {}
    for rule in LAW_RULES:
        known = sorted(
            (row.year or 0, row.value)
            for row in rows
            if row.index["rule"] == rule and row.index["known_from"] <= law_as_of
        )
        if rule == "green_fuel_from":
            values[f"law_{rule}"] = np.array([known[-1][1] if known else NEVER])
            continue
        path = np.zeros(len(years))
        for year, value in known:
            path[years >= year] = value
        values[f"law_{rule}"] = path[:, np.newaxis]
    return values


def over(inputs: Inputs, name: str, years: NDArray[np.int64], as_of: int, choices: Mapping[str, str]) -> Array:
    """Return a framework or path variable over any years, (year, *dims, draw): used for the history."""
    variable = INPUTS[name]
    if variable.time == "path":
        return inputs.path(name, years)
    return inputs.framework(name, years, as_of, variant_of(variable, inputs.points[name], choices))


def series_over(values: Array, years: NDArray[np.int64]) -> Array:
    """Return the part of a reported series (year 1990..2050, ...) that covers ``years``, flat after its last row."""
    flat = values[..., 0] if values.ndim > 1 else values
    known = np.flatnonzero(~np.isnan(flat.reshape(flat.shape[0], -1)[:, 0]))
    every = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    return interpolate(tuple(int(year) for year in every[known]), values[known], years)
