"""Every unit of the one table against pint, with the units that pint lacks defined here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klima2035 import units

DEFINITIONS = """
EUR = [money]
kEUR = 1000 EUR
MEUR = 1000000 EUR
cent = 0.01 EUR
person = [person]
employee = [employee]
dwelling = [dwelling]
vehicle = [vehicle]
system = [system]
point = [point]
connection = [connection]
unit = [unit]
trip = [trip]
index = [index]
calendar_year = [calendar]
"""
# what stands in files -> what pint reads; Mt and t are tonnes, a is a year, d a day, K a temperature step
NAMES = {
    "1": "dimensionless", "%": "0.01", "year": "calendar_year", "degC": "degC", "m2": "m**2", "Mm2": "1e6*m**2",
    "bn km": "1e9*km", "Mkm": "1e6*km", "100km": "(100*km)", "1000 persons": "(1000*person)", "persons": "person",
    "employees": "employee", "dwellings": "dwelling", "vehicles": "vehicle", "systems": "system", "points": "point",
    "connections": "connection", "trips": "trip", "ct": "cent", "MWp": "MW", "kWp": "kW", "a": "year", "d": "day",
    "K": "kelvin", "t": "tonne", "kt": "1e3*tonne", "Mt": "1e6*tonne", "tCO2e": "tonne", "tCO2": "tonne",
    "MtCO2": "1e6*tonne", "km driven": "km", "h": "hour", "ha": "hectare", "g": "gram", "kg": "kilogram", "m": "meter",
}  # fmt: skip
WORD = re.compile(r"bn km|km driven|1000 persons|100km|[A-Za-z%]+2?e?|1(?![0-9])")


@pytest.fixture(scope="module")
def registry() -> object:
    pint = pytest.importorskip("pint")
    found = pint.UnitRegistry(on_redefinition="ignore")
    for line in DEFINITIONS.strip().splitlines():
        found.define(line)
    return found


def pint_text(unit: str, dimension: str) -> str:
    if dimension == "money per unit":  # per whatever is counted: one dimension on purpose
        unit = unit.partition("/")[0] + "/unit"
    return WORD.sub(lambda match: f"({NAMES.get(match.group(), match.group())})", unit)


@pytest.mark.parametrize("unit", units.UNITS)
def test_each_factor_is_that_of_pint(unit: str, registry: object) -> None:
    dimension, factor = units.UNITS[unit]
    canonical = units.CANONICAL[dimension]
    if dimension == "temperature":
        assert (unit, factor) == ("degC", 1.0)
        return
    parse = registry.parse_expression  # type: ignore[attr-defined]
    quantity = 1.0 * parse(pint_text(unit, dimension)) / parse(pint_text(canonical, dimension))
    assert float(quantity.to("dimensionless").magnitude) == pytest.approx(factor, rel=1e-12)


def test_each_dimension_has_a_canonical_unit_of_factor_one() -> None:
    for dimension, unit in units.CANONICAL.items():
        assert units.UNITS[unit] == (dimension, 1.0)


def test_quantities_are_split() -> None:
    assert units.parse("4 %/a") == (4.0, "%/a")
    assert units.parse("12 GWh/a") == (12.0, "GWh/a")
    assert units.parse("-1.5e3 EUR") == (-1500.0, "EUR")
    assert units.parse("3") == (3.0, "1")
    for text in ("", "GWh", "NaN %", "%"):
        with pytest.raises(ValueError, match="is not a number with a unit"):
            units.parse(text)


def test_conversion() -> None:
    assert units.factor("MWh/a", "GWh/a") == 1e-3
    assert units.factor("TWh/a", "MWh/a") == pytest.approx(1e6)
    with pytest.raises(ValueError, match="is energy"):
        units.factor("GWh", "km")
    with pytest.raises(KeyError):
        units.factor("parsec", "km")


@given(st.floats(-1e12, 1e12, allow_nan=False), st.sampled_from(sorted(units.UNITS)))
def test_every_unit_survives_a_quantity(number: float, unit: str) -> None:
    assert units.parse(f"{number!r} {unit}") == (number, unit)


def test_the_page_on_data_names_only_known_units() -> None:
    page = (Path(__file__).parents[1] / "docs" / "data.md").read_text(encoding="utf-8")
    rows = [line for line in page.split("## Units")[1].split("\n## ")[0].splitlines() if line.startswith("|")]
    named = [unit for line in rows for unit in re.findall(r"`([^`]+)`", line)]
    assert len(named) > 40
    assert [unit for unit in named if unit not in units.UNITS] == []
