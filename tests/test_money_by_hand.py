"""Accounts, follow-up cost, gas network, counted private money redone line by line on a shipped run."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import money_example as example
import numpy as np
import pytest
from test_money_tables import computed

from klima2035 import milestones, pipeline
from klima2035.case import Array, Asset
from klima2035.credit import game
from klima2035.money import accounts, adoption, capacity, cases, city, costs, ledger, running, support
from klima2035.money.carbon_price import co2_prices
from klima2035.sectors import SEGMENTS
from klima2035.variables import DIMS

NAME, AS_OF, LAST = "klimaneutral-2035", 2025, 2045
COLUMNS = (0, -1)  # the scenario and its trend
SECTORS, CARRIERS = DIMS["sector"], DIMS["carrier"]


@cache
def made() -> accounts.Accounts:
    one = computed(NAME)
    return accounts.build(
        one.model.case, SEGMENTS, one.model.energy, one.model.end_use.values[0].sum(axis=1), one.investment,
        one.funding, pipeline.load_inputs("wuppertal").records,
    )  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("year", [3, 13, 28])
def test_bills_by_hand(year: int, column: int) -> None:
    """Energy: GWh x 1000 x price, heating power at its tariff; CO2 beside it; society pays no tax on either."""
    one = computed(NAME)
    case, book = one.model.case, one.investment.book
    bought, taxed, co2 = np.zeros(len(SECTORS)), np.zeros(len(SECTORS)), np.zeros(len(SECTORS))
    records = pipeline.load_inputs("wuppertal").records["energy_tax"]
    for place, segment in enumerate(SEGMENTS):
        sector, carrier = SECTORS.index(segment.sector), CARRIERS.index(segment.carrier)
        used = one.model.energy[year, place, column] * 1e3
        tariff = segment.carrier == "electricity" and segment.use in running.HEATING
        charged = used * (case["heat_tariff_share"][0] if tariff else 1.0)
        bought[sector] += charged * book.price[year, sector, carrier, 0]
        rows = [row for row in records if row.index["carrier"] == segment.carrier]
        own = [row.value for row in rows if row.index["sector"] == segment.sector]
        taxed[sector] += used * next(iter([*own, *(row.value for row in rows if row.index["sector"] == "all"), 0.0]))
        co2[sector] += sum(used * price[year, sector, carrier, 0] for price in co2_prices(case).values())
    found = made()
    np.testing.assert_allclose(found.payer["energy"][year, :, column], bought, rtol=1e-9)
    vat = 1.0 + case["vat_rate"][0] * case["vat_on_energy"][:, 0]
    np.testing.assert_allclose(found.society["energy"][year, :, column], bought / vat - taxed, rtol=1e-9, atol=1e-6)
    of_co2 = sum(found.payer[name][year, :, column] for name in co2_prices(case))
    np.testing.assert_allclose(of_co2, co2, rtol=1e-9)


@pytest.mark.parametrize("column", COLUMNS)
def test_what_is_left_at_the_horizon_by_hand(column: int) -> None:
    """Of what was spent after ``as_of`` the part of its life that is not over; nothing of what was over."""
    money = computed(NAME).investment
    book, left = money.book, np.zeros(len(SECTORS))
    for line, asset in enumerate(book.lines.asset.tolist()):
        for year in range(AS_OF + 1 - 2017, LAST + 1 - 2017):
            part = 1.0 - (LAST - 2017 - year) / book.life[asset]
            spent = money.additional[year, line, column] * money.deflator[year, min(column, 0)]
            left[book.consumer[asset]] += max(part, 0.0) * spent
    np.testing.assert_allclose(made().residual["before_grants"][:, column], left, rtol=1e-9, atol=1e-3)


def test_present_values_of_society_by_hand() -> None:
    case, found, rate = computed(NAME).model.case, made(), 0.03
    cost, run = accounts.cost_and_running(case, found, rate)
    for column in COLUMNS:
        by_hand = {"cost": 0.0, "run": 0.0}
        for year in range(AS_OF + 1, LAST + 1):
            weight = (1.0 + rate) ** (AS_OF - year) * found.deflator[year - 2017, 0]
            flows = {name: part[year - 2017, :, column].sum() for name, part in found.society.items()}
            by_hand["cost"] += weight * flows["additional_investment"]
            by_hand["run"] += weight * (flows["energy"] + flows["maintenance"])
        by_hand["cost"] -= found.residual["society"][:, column].sum() * (1.0 + rate) ** (AS_OF - LAST)
        assert cost[column] == pytest.approx(by_hand["cost"], rel=1e-9)
        assert run[column] == pytest.approx(by_hand["run"], rel=1e-9)


def test_the_gas_network_by_hand() -> None:
    one = computed(NAME)
    case, now = one.model.case, AS_OF - 2017
    table = city.gas_network(NAME, case, one.investment, one.means).dicts()
    of = {(row["run"], row["item"], row["year"]): row["value"] for row in table}
    assert {row["item"]: row["unit"] for row in table} == {
        "sales": "GWh/a", "fixed_cost": "EUR/a", "network_cost_per_mwh": "EUR/MWh", "book_value": "EUR",
        "early_depreciation": "EUR/a", "concession_fee_lost": "EUR/a", "decommissioning": "EUR/a",
    }  # fmt: skip
    gases = [CARRIERS.index(name) for name in city.GASES]
    of_asset = [asset.name for asset in one.investment.assets].index("gas_network_decommissioning")
    lines = np.flatnonzero(one.investment.book.lines.asset == of_asset)
    for run, column in (("scenario", 0), ("trend", -1)):
        sold = one.means.sold[:, gases, column].sum(axis=1)
        before, used = 0.0, 1.0
        for year in range(now, LAST - 2017 + 1):
            level = case["gdp_deflator"][year, 0] / case["gdp_deflator"][now, 0]
            fixed, revenue = case["gas_network_fixed_share"][0], sold[now] * 1e3 * case["gas_network_fee"][0]
            cost = revenue * level * (fixed + (1.0 - fixed) * sold[year] / sold[now]) / (sold[year] * 1e3)
            worth = case["gas_network_book_value"][0] * max(
                0.0, 1.0 - (year - now) / (case["gas_network_written_off"][0] - AS_OF)
            )
            used = min(used, sold[year] / sold[now])
            early = worth * (1.0 - used)
            expected = {
                "sales": sold[year], "fixed_cost": revenue * level * fixed, "network_cost_per_mwh": cost,
                "book_value": worth, "early_depreciation": max(early - before, 0.0),
                "concession_fee_lost": (sold[now] - sold[year]) * 1e3 * case["gas_concession_fee"][0],
                "decommissioning": one.investment.full[year, lines, column].sum(),
            }  # fmt: skip
            for item, value in expected.items():
                assert of[run, item, year + 2017] == pytest.approx(value, rel=1e-9, abs=1e-6), (run, item, year)
            before = early


@pytest.mark.parametrize("span", [(2021, 2025), (2026, 2035)])
def test_private_money_of_a_span_by_hand(span: tuple[int, int]) -> None:
    one = computed(NAME)
    lines, paid, own, grants, doubtful = one.investment.book.lines, one.funding, 0.0, 0.0, False
    private = [line for line, payer in enumerate(lines.payer) if DIMS["payer"][payer] in milestones.investment.PRIVATE]
    for year in range(span[0] - 2017, span[1] + 1 - 2017):
        own += sum(max(paid.own[year, line, 0], 0.0) for line in private)
        for offer in np.flatnonzero(np.isin(paid.offers.line, private)):
            grants += paid.grants[year, offer, 0]
            doubtful |= bool(paid.grants[year, offer, 0] > 0.0 and paid.offers.unconfirmed[year, offer])
    found = milestones.modelled(one.investment, one.funding, *span)
    assert found.private == pytest.approx(own, rel=1e-9)
    assert found.grants == pytest.approx(grants, rel=1e-9)
    assert found.assumed == doubtful
    assert grants > 0.0


@pytest.mark.parametrize("payer", ["city", "city_company"])
def test_what_follows_from_building_by_hand(payer: str) -> None:
    """Of what is built after ``as_of`` beyond the trend: written off evenly, loan on the mean of what is left."""
    one = computed(NAME)
    case, money, book = one.model.case, one.investment, one.investment.book
    projects = pipeline.load_inputs("wuppertal").records["project_amount"]
    found = city.items(payer, case, money, one.funding, one.means, projects)
    granted, ran = one.funding.granted(), running.operation(case, money.installed, book)
    years = LAST - 2017 + 1
    written, open_, operated = np.zeros(years), np.zeros(years), np.zeros(years)
    for line in np.flatnonzero(book.lines.payer == DIMS["payer"].index(payer)).tolist():
        asset = book.lines.asset[line]
        life, share = book.life[asset], (book.lines.share[line] * book.lines.cost[line])[0]
        for year in range(AS_OF + 1 - 2017, years):
            net = money.additional[year, line] - granted[year, line]
            amount = net[0] - net[-1]
            for later in range(year, years):
                age = later - year
                written[later] += amount / life if age < life else 0.0
                open_[later] += amount * max(0.0, 1.0 - (age + 0.5) / life)
            since = [ran[year, asset, column] - ran[AS_OF - 2017, asset, column] for column in COLUMNS]
            operated[year] += (since[0] - since[1]) * share
    np.testing.assert_allclose(found["depreciation"], written, rtol=1e-9, atol=1e-3)
    np.testing.assert_allclose(found["interest"], open_ * case["city_loan_rate"][0], rtol=1e-9, atol=1e-3)
    np.testing.assert_allclose(found["operation"], operated, rtol=1e-9, atol=1e-3)
    assert written[-1] > 0.0
    none = "concession_fee_lost" if payer == "city_company" else "profit_lost"  # borne by the other of the two
    assert not found[none].any()
    if payer == "city_company":
        lost = capacity.lost(case, one.means)
        assert found["profit_lost"].tolist() == (lost[:, 0] - lost[:, -1]).tolist()
        assert found["profit_lost"].any()


def test_a_pot_is_doubled_where_there_is_one() -> None:
    rows = pipeline.run(pipeline.load_scenario(NAME), pipeline.load_inputs("wuppertal")).tables["support_options"]
    with_pot = {row.index["programme"] for row in pipeline.load_inputs("wuppertal").records["programme_pot"]}
    told = {row["programme"] for row in rows.dicts() if row["option"] == "pot_doubled"}
    assert told
    assert told <= with_pot


def test_a_rate_goes_on_at_its_last_value() -> None:
    rate = np.array([[0.0, 0.2, 0.0, 0.3, 0.0], [0.0, 0.1, 0.0, 0.0, 0.4]]).T
    assert support._without_end(rate).T.tolist() == [[0.0, 0.2, 0.2, 0.3, 0.3], [0.0, 0.1, 0.1, 0.1, 0.4]]


def test_options_do_not_depend_on_how_many_are_worked_out_together(monkeypatch: pytest.MonkeyPatch) -> None:
    one = computed(NAME)

    def told() -> list[tuple[object, ...]]:
        found = support.options(NAME, one.model.case, one.investment, one.funding, one.means, [2035])
        return [(*row[:5], round(float(str(row[5])), 2), round(float(str(row[6])), 2)) for row in found.rows]

    together = told()
    monkeypatch.setattr(support, "AT_ONCE", 1)
    assert told() == together
    assert {row[3] for row in together} == {"rate_plus_10", "extended", "pot_doubled"}


def test_what_limits_building_by_hand() -> None:
    """Each asset that measures want beyond the trend after ``as_of``: built in the share that money and hands allow."""
    one = computed("klimaneutral-2035-finanziert")
    shares, given, wanted = one.shares, one.given, {}
    assert shares is not None
    for i, asset in enumerate(given.assets):
        for y, year in enumerate(given.book.years.tolist()):
            if year > AS_OF and given.installed[y, i, 0] - given.installed[y, i, -1] > 1e-6:
                money, built = shares.financed[y, i, 0], shares.built[y, i, 0]
                hands = built / money if money > 0.0 else 1.0
                limit = "" if built > 1.0 - 1e-6 else "money" if money <= hands else "labour"
                wanted[year, asset.name] = (given.installed[y, i, 0], one.investment.installed[y, i, 0], limit)
    table = adoption.table("x", given, one.investment, shares, AS_OF).dicts()
    assert {(row["year"], row["asset"]): (row["wanted"], row["built"], row["limit"]) for row in table} == wanted
    assert {limit for _, _, limit in wanted.values()} >= {"", "money"}


def test_crafts_without_a_figure_limit_nothing() -> None:
    one = computed("klimaneutral-2035-finanziert")
    case, given = one.model.case, one.given
    crafts = replace(one.assembled.crafts, available=np.full_like(one.assembled.crafts.available, np.nan))
    paid = pipeline.compute(
        replace(one.assembled, case=replace(case, settings=replace(case.settings, adoption="given")))
    ).funding
    begun = adoption.first(case, given, paid, crafts)
    found = adoption.again(case, given, paid, crafts, one.means, begun)
    assert (found.craft == 1.0).all()
    known = adoption.again(case, given, paid, one.assembled.crafts, one.means, begun)
    assert (known.craft < 1.0).any()


def test_the_ledger_of_measures_begins_with_the_first_move() -> None:
    def moves(*values: float) -> Array:
        return np.array(values)[:, np.newaxis]

    assert ledger._first_move({("a", "x"): moves(0.0, 0.0, -1.0), ("b", "x"): moves(0.0, 0.0, 2.0)}) == 2
    assert ledger._first_move({("a", "x"): moves(0.0, 0.0, 1.0), ("b", "y"): moves(0.0, 0.5, 0.0)}) == 1
    assert ledger._first_move({}) == 0


def test_a_case_without_dwellings_or_area_has_none() -> None:
    rows = {
        "case_share": [example.row("case_share", 0.5, asset="x", size=size) for size in ("small", "large")],
        "case_area": [example.row("case_area", 200.0, asset="x", size="large")],
        "case_dwellings": [example.row("case_dwellings", 1.0, asset="x", size="small")],
    }
    found = cases._sizes(rows, Asset("x", "buildings", "systems", ()), costs.plain)
    assert [(one.name, one.dwellings, one.area) for one in found] == [("small", 1.0, 0.0), ("large", 0.0, 200.0)]


def test_what_the_city_must_find_is_its_own_money_and_the_gap() -> None:
    one = computed(NAME)
    payers = {DIMS["payer"].index(name) for name in ("city", "city_company")}
    lines = [line for line, payer in enumerate(one.investment.book.lines.payer.tolist()) if payer in payers]
    full, additional, need = game._money(one.investment, one.assembled)
    for year, column in ((5, 0), (13, 0), (20, -1)):
        paid = one.investment
        assert full[year, column] == pytest.approx(sum(paid.full[year, :, column].tolist()))
        assert additional[year, column] == pytest.approx(sum(paid.additional[year, :, column].tolist()))
        by_hand = sum(one.funding.own[year, i, column] + one.funding.gap[year, i, column] for i in lines)
        assert need[year, column] == pytest.approx(by_hand, rel=1e-9)


def test_units_of_homes() -> None:
    """A tenant's are by square metre and month; what is bought once is a sum, the rest by year."""
    table = pipeline.run(pipeline.load_scenario(NAME), pipeline.load_inputs("wuppertal")).tables["households"].dicts()
    once = ("investment", "grant", "beyond_boiler")
    for row in table:
        wanted = "EUR/(m2*month)" if row["type"] == "tenant" else "EUR" if row["item"] in once else "EUR/a"
        assert row["unit"] == wanted
