"""Activity x unit cost: by hand, then what must hold for the shipped tables."""

from dataclasses import replace
from pathlib import Path

import money_example as example
import numpy as np
import pytest

from klima2035.money import checks, costs, investment, programmes, running
from klima2035.reading import load
from klima2035.sectors import ASSETS

ROOT = Path(__file__).parents[1] / "inputs"


def invest(case=None, tables=None, **activity):
    book = costs.resolve(tables or example.inputs(), example.ASSETS, example.YEARS)
    return investment.project(case or example.case(), [example.result(**activity)], book)


def test_full_like_for_like_and_additional_by_hand():
    money = invest()
    assert money.full[1, :, 0].tolist() == [300_000.0, 1_000_000.0]  # 10 x 30,000; 1 km
    assert money.like_for_like[1, :, 0].tolist() == [60_000.0, 0.0]  # 6 boilers due anyway
    assert money.additional[1, :, 0].tolist() == [240_000.0, 1_000_000.0]
    assert money.full[0].sum() == 0.0


def test_saving_is_energy_times_price_with_co2_price():
    case = example.case()
    case.values["co2_price_national"][:] = 50.0  # 0.2 t/MWh x 50 EUR/t = 10 EUR/MWh
    money = invest(case, gas_saved=8.0)
    assert money.saving[1, 0, 0] == pytest.approx(8.0 * (100.0 + 10.0))


def test_prices_rise_with_the_index_and_come_back_with_the_deflator():
    case = example.case()
    case.values["gdp_deflator"] = np.array([[100.0], [100.0], [110.0]])
    money = invest(case)
    assert money.full[2, 0, 0] == pytest.approx(330_000.0)
    assert money.full[2, 1, 0] == pytest.approx(1_000_000.0)  # by the construction index, which stood still
    assert money.full[2, 0, 0] * money.deflator[2, 0] == pytest.approx(300_000.0)


def test_tax_is_paid_by_those_who_cannot_deduct_it():
    case = example.case()
    case.values["vat_rate"] = np.array([0.19])
    case.values["vat_paid"] = np.zeros_like(case.values["vat_paid"])
    assert invest(case).full[1, 0, 0] == 300_000.0
    case.values["vat_paid"] = np.ones_like(case.values["vat_paid"])
    assert invest(case).full[1, 0, 0] == pytest.approx(357_000.0)


def test_assets_without_cost_or_payer_are_named():
    stranger = replace(example.PUMP, name="sauna")
    told = "\n".join(map(str, checks.check(example.inputs().records, (*example.ASSETS, stranger))))
    assert "assets without cost: sauna" in told
    assert "assets without payer: sauna" in told
    assert checks.check(example.inputs().records, example.ASSETS) == []


def test_payer_shares_must_sum_to_one():
    tables = example.inputs(more=(example.row("payer_share", 0.5, asset="heat_pump", payer="firm"),))
    (found,) = checks.check(tables.records, example.ASSETS)
    assert "sum to 1.5" in str(found)


def test_share_of_money_on_assumed_rows():
    assert investment.assumed_share(invest(), 2018) == pytest.approx(1.0 / 1.3)
    assert investment.assumed_share(invest(), 2017) == 0.0


def test_operation_counts_what_stands():
    money = invest(pumps=10.0)
    cost = running.running_cost(example.case(), _segments(), np.zeros((3, 1, 2)), money.book, money)
    place = cost.rows.index(("households", "", "operation"))
    assert cost.values[:, place, 0].tolist() == pytest.approx([0.0, 3_000.0, 6_000.0])


def _segments():
    from klima2035.case import Segment  # noqa: PLC0415

    return [Segment("households", "buildings", "space_heat", "natural_gas", "households natural_gas")]


def test_energy_cost_by_hand():
    money = invest()
    cost = running.running_cost(example.case(), _segments(), np.full((3, 1, 2), 2.0), money.book, money)
    assert cost.values[1, cost.rows.index(("households", "natural_gas", "energy")), 0] == pytest.approx(200_000.0)
    table = running.table("x", cost, [2017, 2018, 2019])
    assert ("x", 2018, "households", "natural_gas", "energy", 200_000.0, 200_000.0, "EUR/a", 2018) in table.rows


def test_shipped_tables_cover_every_asset():
    tables = load(ROOT, "wuppertal")
    years = np.arange(2017, 2046)
    book = costs.resolve(tables, ASSETS, years)
    offers = programmes.resolve(tables.records, book)
    assert (book.cost > 0.0).all()
    assert (book.reference >= 0.0).all()
    assert (offers.rate <= 1.0).all()
    known = {asset.name for asset in ASSETS}
    stale = {row.index["asset"] for key in ("unit_cost", "payer_share") for row in tables.records[key]} - known
    assert not stale, "rows of assets that no sector has"


def test_a_programme_has_one_basis():
    rows = (example.programme("bus", 0.6, basis="premium"), example.programme("bus", 0.2, "land"))
    found = checks.check({"programme_rate": rows}, ())
    assert "basis_mixed" in [one.code for one in found]
    assert "basis_mixed" not in [one.code for one in checks.check({"programme_rate": rows[:1]}, ())]


def test_what_ends_before_it_begins_is_refused():
    words = {"project": "route", "status": "spent", "payer": "city", "climate": "yes", "from": "2026"}
    rows = [example.row("project_amount", 1e6, **words, to=last) for last in ("2025", "2026")]
    found = [one for one in checks.check({"project_amount": rows}, ()) if one.code == "span_backwards"]
    assert len(found) == 1
    assert found[0].told("en").startswith("t.csv:2:1: 'project_amount' ends in 2025, before it begins in 2026")


def test_what_does_not_turn_over_is_bought_again_at_its_end():
    """A route of one kilometre that lasts two years: the third year builds it again, with its reference due."""
    rows = (example.row("renewed_at_end", 1.0, asset="cycle_route"),)
    tables = example.inputs((), rows)
    book = replace(costs.resolve(tables, example.ASSETS, example.YEARS), life=np.array([20, 1]))
    built, due = investment.activity(example.case(), [example.result(routes=1.0)], book)
    assert built[:, 1, 0].tolist() == [0.0, 1.0, 2.0]
    assert due[:, 1, 0].tolist() == [0.0, 0.0, 1.0]


def test_a_cap_stands_in_the_unit_of_its_column_per():
    rows = [
        example.row("programme_eligible_cap", 200.0, asset="heat_pump", programme="beg", per="m2")._replace(unit=unit)
        for unit in ("EUR/m2", "EUR/km")
    ]
    found = [one for one in checks.check({"programme_eligible_cap": rows}, ()) if one.code == "cap_unit"]
    assert len(found) == 1
    assert "EUR/km" in str(found[0])
    assert "EUR/m2" in str(found[0])


def test_an_asset_without_a_share_of_income_in_the_region_is_named():
    records = {**example.inputs().records, "regional_share": (example.row("regional_share", 0.25, asset="heat_*"),)}
    (found,) = checks.check(records, example.ASSETS)
    assert "regional_share" in str(found)
    assert "cycle_route" in str(found)


@pytest.mark.parametrize(("per", "key"), [("dwelling", "case_dwellings"), ("m2", "case_area")])
def test_a_cap_per_dwelling_or_area_needs_cases_that_have_one(per: str, key: str):
    """Nothing known of a case would count as no dwelling at all: the cap would be zero and nobody be told."""
    cap = example.row("programme_eligible_cap", 200.0, asset="heat_pump", programme="beg", per=per)
    rows = (cap._replace(unit=f"EUR/{per}"),)
    bare = {**example.inputs((example.programme("beg", 0.3),)).records, "programme_eligible_cap": rows}
    (found,) = checks.check(bare, example.ASSETS)
    assert key in str(found)
    assert "heat_pump" in str(found)
    known = example.row(key, 2.0, asset="heat_pump", size="small")
    assert checks.check({**bare, key: (known,)}, example.ASSETS) == []
