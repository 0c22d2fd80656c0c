"""A city of two assets and round numbers: no inflation, no tax, every price by hand."""

from __future__ import annotations

import itertools

import numpy as np

from klima2035.case import Asset, Case, SectorResult, Settings
from klima2035.inputs import Inputs, Points, Row
from klima2035.money.capacity import Means
from klima2035.variables import DIMS

YEARS = np.array([2017, 2018, 2019])
PUMP = Asset("heat_pump", "buildings", "systems", ("heat_pump_share",))
ROUTE = Asset("cycle_route", "transport", "km", ("cycle_route_length",))
ASSETS = (PUMP, ROUTE)


def row(key: str, value: float, year: int | None = None, price_year: int | None = None, quality: str = "reported",
        **index: str) -> Row:  # fmt: skip
    names = {name.rstrip("_"): word for name, word in index.items()}
    return Row(key, names, value, None, None, "1", year, price_year, "", "", quality, "", "source", "", "t.csv", 2)


def points(value: float, variant: str = "") -> dict[str, Points]:
    constant = Points((), np.array([value]), ())
    return {variant: constant}


def index_points() -> dict[str, Points]:
    actual = Points((2017, 2018, 2019), np.array([100.0, 100.0, 100.0]), ())
    return {"actual": actual, "reference": Points((2030, 2050), np.array([100.0, 100.0]), ())}


def programme(name: str, rate: float, funder: str = "bund", asset: str = "heat_pump", **extra: str) -> Row:
    words = {"payer": "all", "from": "2018", "to": "2050", "status": "active", "basis": "full", "confirmed": "yes"}
    return row("programme_rate", rate, programme=name, part="base", funder=funder, asset=asset, **{**words, **extra})


def inputs(programmes: tuple[Row, ...] = (), more: tuple[Row, ...] = ()) -> Inputs:
    """Heat pump 30,000 EUR against a boiler of 10,000 EUR; cycle route 1,000,000 EUR/km, replacing nothing."""
    rows = [
        row("unit_cost", 30e3, 2018, 2018, asset="heat_pump", tax="net", index="general", consumer="households"),
        row("unit_cost_reference", 10e3, 2018, 2018, asset="heat_pump", tax="net", index="general"),
        row("unit_cost", 1e6, 2018, 2018, "assumed", asset="cycle_route", tax="net", index="construction",
            consumer="municipal"),
        row("unit_cost_reference", 0.0, 2018, 2018, asset="cycle_route", tax="net", index="general"),
        row("service_life", 20.0, asset="heat_pump"),
        row("regional_share", 0.25, asset="all"),
        row("service_life", 40.0, asset="cycle_route"),
        row("operation_share", 0.01, asset="heat_pump"),
        row("payer_share", 1.0, asset="heat_pump", payer="owner_occupier"),
        row("payer_share", 1.0, asset="cycle_route", payer="city"),
        row("energy_price", 100.0, 2018, 2018, sector="all", carrier="natural_gas"),
        *(row("energy_price", 0.0, 2018, 2018, sector="all", carrier=c) for c in DIMS["carrier"] if c != "natural_gas"),
        *programmes,
        *more,
    ]  # fmt: skip
    keys = (
        "unit_cost", "unit_cost_reference", "service_life", "operation_share", "planning_share", "unit_revenue",
        "carried_by_owner", "saved_price_share", "electricity_price_share", "payer_share", "energy_price",
        "programme_rate", "programme_part_share", "programme_eligible_share", "programme_eligible_cap",
        "programme_own_maximum", "programme_pot", "programme_combination", "programme_earmark",
        "programme_without_tax", "case_share", "case_cost", "case_dwellings", "case_area", "applicant_share",
        "renewed_at_end", "regional_share", "levy_rate", "levy_cap", "support_level", "energy_tax", "damage_cost",
        "discount_rate",
        "project_amount", "project_additional_share", "counting_rule", "actual",
    )  # fmt: skip
    records = {key: tuple(r for r in rows if r.key == key) for key in keys}
    fixed = {"construction_price_index": index_points(), "gdp_deflator": index_points(), "vat_rate": points(0.0)}
    return Inputs("example", fixed, records, {})


def case(budget: float = 0.0, draws: int = 2, interest: float = 0.05) -> Case:
    payers, sectors = len(DIMS["payer"]), len(DIMS["sector"])
    one = np.ones((len(YEARS), 1))
    values = {
        "vat_rate": np.zeros(1), "vat_paid": np.ones((payers, 1)), "gdp_deflator": 100.0 * one,
        "construction_price_index": 100.0 * one, "report_price_year": np.array([2018.0]),
        "interest_rate": np.full((payers, 1), interest), "payback_horizon": np.full((payers, 1), 10.0),
        "saving_share_kept": np.ones((payers, 1)), "city_budget": budget * one, "city_company_plan": 0.0 * one,
        "emission_factor_co2": np.full((len(YEARS), len(DIMS["fuel"]), 1), 200.0),
        "co2_price_national": 0.0 * one, "co2_price_ets1": 0.0 * one, "co2_price_waste": 0.0 * one,
        "ets1_fuel_share": np.zeros((sectors, 1)), "vat_on_energy": np.zeros((sectors, 1)),
        "heat_tariff_share": np.ones(1), "levy_realised_share": np.ones(1), "landlord_co2_share": 0.5 * one,
        "sales_margin": np.zeros((len(DIMS["carrier"]), 1)), "fare_cover": np.zeros(1),
        "plan_follows_result": np.ones(1),
    }  # fmt: skip
    return Case(YEARS, 2018, values, {}, Settings(), draws)


def means() -> Means:
    """Nothing is sold and no bus runs: the companies' plan stands as it is."""
    return Means(np.zeros((len(YEARS), len(DIMS["carrier"]), 1)), np.zeros((len(YEARS), 1)))


def result(pumps: float = 10.0, due: float = 6.0, routes: float = 1.0, gas_saved: float = 0.0) -> SectorResult:
    """From 2018 on so many heat pumps (column 1, the trend: ``due``) and km of cycle route (trend: none)."""
    out = SectorResult(np.zeros((len(YEARS), 0, 2)))
    later = np.array([0.0, 1.0, 1.0])[:, np.newaxis]
    out.installed = {"heat_pump": later * np.array([pumps, due]), "cycle_route": later * np.array([routes, 0.0])}
    out.like_for_like = {"heat_pump": later * np.array([due, due])}
    out.unit_energy = {"heat_pump": {"natural_gas": np.full((len(YEARS), 1), -gas_saved)}}
    return out


def cells(table) -> dict[tuple, dict[str, float]]:
    """Return cents by (basis, asset, measure, year) and by funder within."""
    out: dict[tuple, dict[str, int]] = {}
    for item in table.dicts():
        key = (item["basis"], item["asset"], item["measure"], item["year"])
        funder = (item["funder"], item["kind"])
        cell = out.setdefault(key, {})
        cell[funder] = cell.get(funder, 0) + round(item["value"] * 100)
    return out


def combinations(*columns):
    return list(itertools.product(*columns))
