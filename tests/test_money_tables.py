"""The tables that follow from the ledger: their columns, and that each sums to what it is made of."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import money_example as example
import numpy as np
import pytest

from klima2035 import pipeline
from klima2035.case import Overlay
from klima2035.money import accounts, capacity, costs, investment, ledger, running, support, tables
from klima2035.pipeline import Computed
from klima2035.result import Result
from klima2035.sectors import SEGMENTS
from klima2035.variables import DIMS
from klima2035.variables.plausibility import CRAFTS

AS_OF = 2025
FINANCED = "klimaneutral-2035-finanziert"
SHIPPED = ("trend", "klimaneutral-2035", "klimaneutral-2045", "programm-2021", FINANCED)
MONEY = ("value", "value_real", "unit", "price_year")
COLUMNS = {
    "funding": (
        "scenario", "year", "sector", "asset", "payer", "size", "applicant", "programme", "funder", "status",
        "confirmed", "units", "unit", "unit_cost", "eligible_cost", "rate", "asked", "pot_factor", "granted",
        "money_unit",
    ),
    "finance_by_year": ("scenario", "year", "basis", "origin", "funder", "cause", *MONEY),
    "city_line": ("scenario", "year", "payer", "item", *MONEY),
    "support_requirements": (
        "scenario", "level", "year", "measure", "asset", "payer", "cause", "legal_basis", *MONEY,
    ),
    "support_options": ("scenario", "programme", "funder", "option", "until", "gap_closed", "grants_more", "unit"),
    "benefits": ("scenario", "account", "group", "item", "year", "rate", *MONEY),
    "measure_costs": (
        "scenario", "measure", "tonnes", "present_value_cost", "present_value_saving", "present_value",
        "eur_per_tonne", "eur_per_tonne_payer", "reason", "rate", "unit", "price_year",
    ),
    "labour": ("scenario", "year", "craft", "needed", "trend", "available", "available_high", "unit"),
    "households": ("scenario", "year", "type", "asset", "applicant", "item", "value", "unit"),
    "gas_network": ("scenario", "year", "run", "item", "value", "unit"),
    "adoption": ("scenario", "year", "asset", "wanted", "built", "financed_share", "craft_share", "limit", "unit"),
}  # fmt: skip
OPEN = {"trend": {"support_requirements", "measure_costs", "adoption"}}  # tables that hold nothing without measures
ITEMS = {
    "investment", "grants", "own", "gap", "budget", "operation", "depreciation", "interest", "staff",
    "concession_fee_lost", "profit_lost", "past_investment",
}  # fmt: skip


@cache
def run(name: str) -> Result:
    return pipeline.run(pipeline.load_scenario(name), pipeline.load_inputs("wuppertal"))


@cache
def computed(name: str) -> Computed:
    return pipeline.compute(pipeline.assemble(pipeline.load_inputs("wuppertal"), pipeline.load_scenario(name)))


def rows(name: str, table: str, **wanted: object) -> list[dict[str, Any]]:
    """Return the rows of a run's table where columns hold what is wanted."""
    found = run(name).tables[table].dicts()
    return [row for row in found if all(row[column] == word for column, word in wanted.items())]


def cents(found: Iterable[dict[str, Any]]) -> int:
    return sum(round(row["value"] * 100) for row in found)


@pytest.mark.parametrize("name", SHIPPED)
def test_columns_are_those_that_charts_and_reports_read(name: str) -> None:
    for table, columns in COLUMNS.items():
        found = run(name).tables[table]
        assert found.columns == columns, table
        assert found.rows or table in OPEN.get(name, {"adoption"}) or table == "adoption", table
        assert {row[0] for row in found.rows} <= {name}
    assert bool(run(name).tables["adoption"].rows) == (name == FINANCED)


@pytest.mark.parametrize("name", SHIPPED)
def test_codes_are_those_that_are_labelled(name: str) -> None:
    causes = set(DIMS["cause"])
    assert {row["cause"] for row in rows(name, "support_requirements")} <= causes
    for row in rows(name, "finance_by_year"):
        assert row["funder"] in DIMS["funder"]
        assert (row["cause"] in causes) == (row["funder"] == "gap")
        assert row["origin"] in ("trend", "measures")
    assert {row["item"] for row in rows(name, "city_line")} <= ITEMS
    assert {row["payer"] for row in rows(name, "city_line")} <= set(capacity.PUBLIC)
    assert {row["status"] for row in rows(name, "funding")} <= {"active", "suspended"}
    assert {row["confirmed"] for row in rows(name, "funding")} <= {"yes", "no"}
    assert {row["craft"] for row in rows(name, "labour")} == set(CRAFTS)
    assert {row["limit"] for row in rows(name, "adoption")} <= {"", "money", "labour"}
    assert {row["run"] for row in rows(name, "gas_network")} == {"scenario", "trend"}
    assert {row["option"] for row in rows(name, "support_options")} <= {"rate_plus_10", "extended", "pot_doubled"}


# sums agree with the ledger


@pytest.mark.parametrize("name", SHIPPED)
def test_money_by_year_is_the_ledger_in_fewer_rows(name: str) -> None:
    for basis in ("full", "additional"):
        told, by_year = (rows(name, table, basis=basis) for table in ("investment", "finance_by_year"))
        assert cents(told) == cents(by_year)
        for funder in DIMS["funder"]:
            assert cents(r for r in told if r["funder"] == funder) == cents(r for r in by_year if r["funder"] == funder)
        real = [sum(row["value_real"] for row in part) for part in (told, by_year)]
        assert real[0] == pytest.approx(real[1], rel=1e-9)


def measures_later(name: str) -> list[dict[str, Any]]:
    """Return the ledger's additional money of measures after ``as_of``."""
    told = rows(name, "investment", basis="additional")
    return [row for row in told if row["measure"] != "trend" and row["year"] > run(name).as_of]


@pytest.mark.parametrize("name", SHIPPED)
def test_support_required_is_the_gap_of_measures(name: str) -> None:
    gap = [row for row in measures_later(name) if row["funder"] == "gap"]
    required = rows(name, "support_requirements")
    assert cents(required) == cents(gap)
    for key in ("measure", "cause", "payer", "asset", "year"):
        want, have = Counter(), Counter()
        for part, count in ((gap, want), (required, have)):
            for row in part:
                count[row[key]] += round(row["value"] * 100)
        assert want == have, key
    assert all(row["level"] and row["legal_basis"] for row in required)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_citys_line_is_its_part_of_the_ledger(name: str) -> None:
    told = measures_later(name)
    for payer in capacity.PUBLIC:
        for year in sorted({row["year"] for row in told}):
            of = {row["item"]: round(row["value"] * 100) for row in rows(name, "city_line", payer=payer, year=year)}
            mine = [row for row in told if row["payer"] == payer and row["year"] == year]
            assert of.get("investment", 0) == of.get("grants", 0) + of.get("own", 0) + of.get("gap", 0) == cents(mine)
            assert of.get("own", 0) == cents(row for row in mine if row["funder"] == "kommunal")
            assert of.get("gap", 0) == cents(row for row in mine if row["funder"] == "gap")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_city_pays_no_more_than_its_budget_and_its_past_is_one_figure(name: str) -> None:
    made = computed(name)
    for payer in capacity.PUBLIC:
        budget = {row["year"]: row["value"] for row in rows(name, "city_line", payer=payer, item="budget")}
        money = np.broadcast_to(capacity.money_of(made.model.case, payer, made.means), (len(made.model.case.years), 2))
        known = dict(zip(made.model.case.years.tolist(), money[:, 0].tolist(), strict=True))
        assert budget == {year: pytest.approx(known[year], abs=0.01) for year in budget}
        past = {row["value"] for row in rows(name, "city_line", payer=payer, item="past_investment")}
        assert len(past) == 1


@pytest.mark.parametrize("name", SHIPPED)
def test_what_programmes_grant_is_in_the_ledger_within_a_cent_a_cell(name: str) -> None:
    want, cells, have = Counter(), Counter(), Counter()
    for row in rows(name, "investment", basis="additional"):
        if row["programme"]:
            key = (row["year"], row["programme"], row["funder"])
            want[key] += round(row["value"] * 100)
            cells[key] += 1
    for row in rows(name, "funding"):
        have[row["year"], row["programme"], row["funder"]] += row["granted"] * 100.0
    assert {key for key, value in have.items() if value > 0.5} <= set(want)
    for key, value in want.items():
        assert abs(value - have[key]) <= cells[key] + 0.5, key


@pytest.mark.parametrize("name", SHIPPED)
def test_the_funding_ledger_can_be_multiplied_out(name: str) -> None:
    for row in rows(name, "funding"):
        assert row["asked"] == pytest.approx(row["units"] * row["eligible_cost"] * row["rate"], rel=1e-9, abs=1e-6)
        assert row["granted"] <= row["asked"] * row["pot_factor"] + 1e-6
        assert row["eligible_cost"] <= row["unit_cost"] * (1.0 + 1e-9)
        assert row["status"] == "active" or row["granted"] == 0.0


def test_a_cent_too_much_in_the_ledger_would_be_seen() -> None:
    told = run("klimaneutral-2035").tables["investment"]
    at = told.columns.index("value")
    first = (*told.rows[0][:at], told.rows[0][at] + 0.01, *told.rows[0][at + 1 :])
    changed = tables.finance_by_year(type(told)(told.name, told.columns, (first, *told.rows[1:])))
    assert cents(changed.dicts()) == cents(rows("klimaneutral-2035", "finance_by_year")) + 1


def test_a_shipped_scenario_has_a_gap_of_three_causes_or_more() -> None:
    causes = Counter(row["cause"] for row in rows("klimaneutral-2035", "support_requirements"))
    assert len(causes) >= 3
    assert {"not_viable", "budget", "programme_exhausted"} <= set(causes)


# who is asked, and what more would close


@pytest.mark.parametrize("name", SHIPPED)
def test_no_option_opens_a_gap_or_closes_more_than_it_costs(name: str) -> None:
    found = rows(name, "support_options")
    for row in found:
        assert -0.5 <= row["gap_closed"] <= row["grants_more"] + 0.5
        assert row["until"] in (2035, 2045)
    by_option = {(row["programme"], row["option"], row["until"]): row["gap_closed"] for row in found}
    for (programme, option, until), closed in by_option.items():
        if until == 2035 and (programme, option, 2045) in by_option:
            assert closed <= by_option[programme, option, 2045] + 0.5


def test_an_option_closes_what_a_scenario_with_it_would() -> None:
    """Twice the pot of a programme: the option's figures are those of a scenario with that pot."""
    name, programme = "klimaneutral-2035", "nrw_infrastructure"
    inputs, scenario = pipeline.load_inputs("wuppertal"), pipeline.load_scenario(name)
    pot = next(r.value for r in inputs.records["programme_pot"] if r.index["programme"] == programme)
    more = replace(scenario, funding=(*scenario.funding, Overlay(programme, pot=2.0 * pot, from_year=2026)))
    doubled, plain = pipeline.compute(pipeline.assemble(inputs, more)), computed(name)
    when = (plain.model.case.years > AS_OF) & (plain.model.case.years <= 2035)
    closed = plain.funding.gap[when, ..., 0].sum() - doubled.funding.gap[when, ..., 0].sum()
    (row,) = rows(name, "support_options", programme=programme, option="pot_doubled", until=2035)
    assert row["gap_closed"] == pytest.approx(closed, rel=1e-9)


def test_the_first_row_that_fits_names_the_level() -> None:
    records = pipeline.load_inputs("wuppertal").records
    assert support.asked(records, "bus_battery", "city_company", "suspended") == ("land", "legal_oepnvg")
    assert support.asked(records, "heat_pump_air_one_two_family", "owner_occupier", "not_viable")[0] == "bund"
    assert support.asked({"support_level": ()}, "bus_battery", "city_company", "suspended") == ("", "")


# two accounts


@pytest.mark.parametrize("name", ["klimaneutral-2035", FINANCED])
def test_what_payers_save_is_the_difference_of_running_cost(name: str) -> None:
    made = computed(name)
    cost = running.running_cost(made.model.case, SEGMENTS, made.model.energy, made.assembled.book, made.investment)
    want: dict[tuple[str, str], np.ndarray] = {}
    for (sector, _, item), values in zip(cost.rows, np.moveaxis(cost.values, 1, 0), strict=True):
        key = (sector, item)
        want[key] = want.get(key, np.zeros(len(values))) + values[:, 0] - values[:, -1]
    parts = {
        "energy": ("energy",),
        "co2_price": ("co2_national", "co2_ets1", "co2_waste"),
        "operation": ("maintenance",),
    }
    for (sector, item), values in want.items():
        have = np.zeros(len(values))
        for row in rows(name, "benefits", account="payer", group=sector):
            if row["item"] in parts[item]:
                have[row["year"] - 2017] += row["value"]
        np.testing.assert_allclose(have[9:], values[9:], rtol=1e-9, atol=0.1)


@pytest.mark.parametrize("name", ["klimaneutral-2035", "klimaneutral-2045", FINANCED])
def test_additional_money_and_grants_of_payers_are_the_ledgers(name: str) -> None:
    benefits = rows(name, "benefits", account="payer")
    spent = sum(row["value"] for row in benefits if row["item"] == "additional_investment")
    granted = sum(row["value"] for row in benefits if row["item"] == "grants")
    made, later = computed(name), slice(AS_OF + 1 - 2017, None)
    additional = (made.investment.additional[..., 0] - made.investment.additional[..., -1])[later].sum()
    grants = (made.funding.granted()[..., 0] - made.funding.granted()[..., -1])[later].sum()
    assert spent == pytest.approx(additional, rel=1e-9)
    assert granted == pytest.approx(-grants, rel=1e-9)


@pytest.mark.parametrize("name", ["klimaneutral-2035", FINANCED])
@pytest.mark.parametrize("account", ["payer", "society"])
def test_present_values_are_the_discounted_rows_less_what_stands(name: str, account: str) -> None:
    mine = rows(name, "benefits", account=account)
    beside = {"damage_low", "damage_high", "income_in_region"}
    for rate in (0.01, 0.03, 0.05):
        of = {(r["group"], r["item"]): r["value_real"] for r in mine if r["rate"] == rate}
        flows, damage = Counter(), Counter()
        for row in mine:
            if row["year"]:
                worth = row["value_real"] * (1.0 + rate) ** (AS_OF - row["year"])
                damage[row["item"]] += worth
                flows[row["group"]] += 0.0 if row["item"] in beside else worth
        for group in DIMS["sector"]:
            assert of[group, "present_value"] == pytest.approx(flows[group] + of[group, "residual_value"], abs=1.0)
            yearly = of[group, "present_value"] * rate / (1.0 - (1.0 + rate) ** -20)
            assert of[group, "annuity"] == pytest.approx(yearly, rel=1e-9)
        total = sum(of[group, "present_value"] for group in DIMS["sector"])
        assert of["all", "present_value"] == pytest.approx(total, rel=1e-9)
        if account == "society":
            for weight in ("low", "high"):
                have = of["all", f"present_value_damage_{weight}"]
                assert have == pytest.approx(damage[f"damage_{weight}"], rel=1e-9)


def test_society_counts_neither_transfers_nor_taxes() -> None:
    items = {row["item"] for row in rows("klimaneutral-2035", "benefits", account="society") if row["year"]}
    assert items == {
        "energy", "maintenance", "additional_investment", "damage_low", "damage_high", "income_in_region",
    }  # fmt: skip


def two_years() -> tuple[SimpleNamespace, accounts.Accounts]:
    """Return 2017-2020, as_of 2018: households save 100 a year, 150 are built in 2019 for three years, 30 granted."""
    years = np.arange(2017, 2021)
    case = SimpleNamespace(years=years, as_of=2018)

    def flow(values: list[float]) -> np.ndarray:
        out = np.zeros((4, len(DIMS["sector"]), 3))
        out[:, 0, 0] = values  # draw 1: without the measure, draw 2: trend, both nothing
        return out

    payer = {
        "energy": flow([0, 0, -100, -100]), "additional_investment": flow([0, 0, 150, 0]), "maintenance": flow([0] * 4),
        "grants": flow([0, 0, -30, 0]),
    }  # fmt: skip
    society = {name: payer[name] for name in ("energy", "additional_investment", "maintenance")}
    left = {name: np.zeros((len(DIMS["sector"]), 3)) for name in ("payer", "before_grants", "society")}
    for name, value in (("payer", 80.0), ("before_grants", 100.0), ("society", 100.0)):  # 120 or 150, each x 2/3
        left[name][0, 0] = value
    tonnes = np.zeros((4, 3))
    tonnes[:, 1:] = 10.0  # without the measure; with it none
    damage = {"low": tonnes * 200.0, "high": tonnes * 700.0}
    ones = np.ones((4, 3))
    return case, accounts.Accounts(payer, society, left, damage, tonnes, ones, 2018, np.zeros((4, 3)))


RATES = {"discount_rate": (example.row("discount_rate", 0.25),)}  # 1 / 1.25 = 0.8, 0.8 x 0.8 = 0.64


def test_present_values_by_hand_over_two_years() -> None:
    """Society: 0.8 (-100 + 150) - 0.64 x 100 - 0.64 x 100 = -88. Payer: 0.8 (-130 + 150) - 64 - 0.64 x 80 = -99.2."""
    case, made = two_years()
    told = accounts.table("x", case, made, RATES).dicts()
    of = {(r["account"], r["group"], r["item"]): r["value_real"] for r in told if r["rate"] == 0.25}
    assert of["society", "households", "present_value"] == pytest.approx(-88.0)
    assert of["society", "all", "residual_value"] == pytest.approx(-64.0)
    assert of["payer", "households", "present_value"] == pytest.approx(-99.2)
    assert of["payer", "households", "residual_value"] == pytest.approx(-51.2)
    assert of["payer", "all", "annuity"] == pytest.approx(-99.2 / 1.44)  # 0.8 + 0.64
    assert of["payer", "commerce", "present_value"] == 0.0
    assert of["society", "all", "present_value_damage_low"] == pytest.approx(-1.44 * 2000.0)
    assert of["society", "all", "present_value_damage_high"] == pytest.approx(-1.44 * 7000.0)
    assert {(r["item"], r["unit"]) for r in told if r["rate"] == 0.25} == {
        ("present_value", "EUR"), ("residual_value", "EUR"), ("annuity", "EUR/a"),
        ("present_value_damage_low", "EUR"), ("present_value_damage_high", "EUR"),
    }  # fmt: skip
    yearly = [(r["year"], r["value"]) for r in told if r["account"] == "payer" and r["item"] == "energy"]
    assert yearly == [(2019, -100.0), (2020, -100.0)]


def test_cost_of_a_tonne_by_hand_over_two_years() -> None:
    """20 t: cost 0.8 x 150 - 64 = 56, saving 144: -88 / 20 = -4.40 EUR/t."""
    case, made = two_years()
    (row,) = accounts.measure_costs("x", case, made, {"one": False}, RATES, 1.0)
    told = dict(zip(COLUMNS["measure_costs"], row, strict=True))
    assert told["tonnes"] == 20.0
    assert told["present_value_cost"] == pytest.approx(56.0)
    assert told["present_value_saving"] == pytest.approx(144.0)
    assert told["eur_per_tonne"] == pytest.approx(-4.4)
    assert told["eur_per_tonne_payer"] == pytest.approx(-4.4)  # before grants payers pay what society does: no tax
    assert told["reason"] == ""
    (row,) = accounts.measure_costs("x", case, made, {"one": False}, RATES, 21.0)
    told = dict(zip(COLUMNS["measure_costs"], row, strict=True))
    assert (told["eur_per_tonne"], told["reason"]) == (None, "below_floor")


def test_grants_of_every_year_come_back_where_none_are_counted() -> None:
    """30 in 2019 and 10 in 2020: with them 0.8 (-130 + 150) - 0.64 x 110 - 51.2; without: -88 as for society."""
    case, made = two_years()
    grants = made.payer["grants"].copy()
    grants[3, 0, 0] = -10.0
    (row,) = accounts.measure_costs(
        "x", case, replace(made, payer={**made.payer, "grants": grants}), {"one": False}, RATES, 1.0
    )
    told = dict(zip(COLUMNS["measure_costs"], row, strict=True))
    assert told["eur_per_tonne_payer"] == pytest.approx(-4.4)


def test_maintenance_takes_from_what_is_saved() -> None:
    """20 in 2020: 144 - 0.64 x 20."""
    case, made = two_years()
    extra = np.zeros_like(made.payer["maintenance"])
    extra[3, 0, 0] = 20.0
    dearer = replace(made, society={**made.society, "maintenance": extra}, payer={**made.payer, "maintenance": extra})
    (row,) = accounts.measure_costs("x", case, dearer, {"one": False}, RATES, 1.0)
    told = dict(zip(COLUMNS["measure_costs"], row, strict=True))
    assert told["present_value_saving"] == pytest.approx(144.0 - 12.8)


def test_what_stands_at_the_horizon_is_in_equal_parts_over_its_life() -> None:
    """A pump of 20 years and a route of 40 built in 2019, the last year: all of it stands; what was before: none."""
    made = example.inputs()
    case = example.case()
    money = investment.project(case, [example.result()], costs.resolve(made, example.ASSETS, example.YEARS))
    left = accounts._residual(case, money, money.additional)
    households, city = DIMS["sector"].index("households"), DIMS["sector"].index("municipal")
    assert left[households, 0] == pytest.approx(240_000.0)
    assert left[city, 0] == pytest.approx(1_000_000.0)


# cost of measures


@pytest.mark.parametrize("name", SHIPPED)
def test_cost_of_a_tonne_is_present_value_over_tonnes_or_has_a_reason(name: str) -> None:
    for row in rows(name, "measure_costs"):
        assert row["present_value"] == pytest.approx(
            row["present_value_cost"] - row["present_value_saving"], rel=1e-9, abs=1e-3
        )
        assert (row["eur_per_tonne"] is None) == bool(row["reason"]) == (row["eur_per_tonne_payer"] is None)
        if not row["reason"]:
            assert row["tonnes"] >= 1000.0
            assert row["eur_per_tonne"] == pytest.approx(row["present_value"] / row["tonnes"])
        else:
            assert row["tonnes"] < 1000.0
    listed = [row["measure"] for row in rows(name, "measure_costs", rate=0.03)]
    assert listed == [measure.name for measure in pipeline.load_scenario(name).measures]


@pytest.mark.parametrize("name", ["klimaneutral-2035", "klimaneutral-2045", "programm-2021"])
def test_power_from_roofs_saves_exactly_no_tonne_here(name: str) -> None:
    found = rows(name, "measure_costs", measure="rooftop-pv")
    assert found
    assert [(row["tonnes"], row["reason"]) for row in found] == [(0.0, "only_generates")] * len(found)


def test_what_a_tonne_costs_payers_without_grants_does_not_depend_on_grants() -> None:
    inputs, scenario = pipeline.load_inputs("wuppertal"), pipeline.load_scenario("klimaneutral-2035")
    none = pipeline.run(replace(scenario, funding=(Overlay("all", rate=0.0),)), inputs)
    for one, other in zip(rows(scenario.name, "measure_costs"), none.tables["measure_costs"].dicts(), strict=True):
        assert one["eur_per_tonne"] == pytest.approx(other["eur_per_tonne"])
        assert one["eur_per_tonne_payer"] == pytest.approx(other["eur_per_tonne_payer"])


# homes


@pytest.mark.parametrize("name", SHIPPED)
def test_the_warm_rent_is_the_sum_of_what_changes_it(name: str) -> None:
    cells: dict[tuple, dict[str, float]] = {}
    for row in rows(name, "households"):
        key = (row["type"], row["year"], row["asset"], row["applicant"])
        cells.setdefault(key, {})[row["item"]] = row["value"]
    assert {key[0] for key in cells} == {"owner", "tenant"}
    for (kind, *_), item in cells.items():
        if kind == "tenant":
            parts = item["rent_levy"] + item["heating_change"] + item["co2_borne_by_landlord"]
            assert item["warm_rent_change"] == pytest.approx(parts, abs=1e-12)
            assert 0.0 <= item["rent_levy"] <= 3.0  # EUR a square metre and month, the law's cap
            assert item["co2_borne_by_landlord"] >= 0.0
        else:
            total = item["energy_after"] - item["energy_before"] + item["capital_cost"]
            assert item["change"] == pytest.approx(total, abs=1e-9)
            assert 0.0 <= item["grant"] <= item["investment"]
            assert item["beyond_boiler"] <= item["investment"] - item["grant"]


def test_a_lower_income_gets_no_smaller_grant() -> None:
    found = rows("klimaneutral-2035", "households", year=2026, item="grant", asset="heat_pump_air_one_two_family")
    grants = {row["applicant"]: row["value"] for row in found}
    order = ["income_to_30k", "income_to_40k", "income_to_50k", "income_above_50k"]
    assert [grants[name] for name in order] == sorted(grants.values(), reverse=True)


# crafts, gas network, adoption


@pytest.mark.parametrize("name", SHIPPED)
def test_labour_is_what_is_installed_times_what_it_takes(name: str) -> None:
    made = computed(name)
    needed = made.assembled.crafts.needed(made.investment.installed)
    for row in rows(name, "labour"):
        year, craft = row["year"] - 2017, CRAFTS.index(row["craft"])
        assert row["needed"] == pytest.approx(needed[year, craft, 0])
        assert row["trend"] == pytest.approx(needed[year, craft, -1])
        assert row["available"] <= row["available_high"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_gas_network_is_paid_by_those_who_stay(name: str) -> None:
    of = {(row["run"], row["item"], row["year"]): row["value"] for row in rows(name, "gas_network")}
    now = run(name).as_of
    for one in ("scenario", "trend"):
        years = range(now, 2046)
        sales = [of[one, "sales", year] for year in years]
        each = [of[one, "network_cost_per_mwh", year] for year in years]
        assert min(sales) > 0.0
        for year, sold, cost in zip(years, sales, each, strict=True):
            assert cost * sold * 1e3 >= of[one, "fixed_cost", year] * (1.0 - 1e-9)
        book = [of[one, "book_value", year] for year in years]
        assert all(late <= early for early, late in itertools.pairwise(book))
        assert book[-1] == 0.0
        early = sum(of[one, "early_depreciation", year] for year in years)
        assert 0.0 <= early <= book[0]
    assert of["scenario", "sales", now] == of["trend", "sales", now]
    assert sum(of["trend", "decommissioning", year] for year in years) <= sum(
        of["scenario", "decommissioning", year] for year in years
    )


def test_adoption_tells_what_is_built_of_what_is_wanted() -> None:
    made = computed(FINANCED)
    names = [asset.name for asset in made.investment.assets]
    found = rows(FINANCED, "adoption")
    assert {row["year"] for row in found} == set(range(AS_OF + 1, 2046))
    for row in found:
        year, asset = row["year"] - 2017, names.index(row["asset"])
        assert row["wanted"] == pytest.approx(made.given.installed[year, asset, 0])
        assert row["built"] == pytest.approx(made.investment.installed[year, asset, 0])
        assert 0.0 <= row["financed_share"] <= 1.0 + 1e-9
        assert 0.0 <= row["craft_share"] <= 1.0 + 1e-9
        both = row["financed_share"] * row["craft_share"]
        assert (row["limit"] == "") == (both > 1.0 - 1e-6)
        assert row["limit"] != "money" or row["financed_share"] <= row["craft_share"]
        assert row["limit"] != "labour" or row["craft_share"] < row["financed_share"]
    assert {row["limit"] for row in found} >= {"money", "labour"}


def test_private_payers_have_no_gap_where_only_what_they_pay_for_is_built() -> None:
    told = rows(FINANCED, "investment", funder="gap")
    assert {row["payer"] for row in told} <= set(capacity.PUBLIC)
    assert run(FINANCED).tables["investment"].columns == ledger.COLUMNS
