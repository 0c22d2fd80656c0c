"""Accounts, gas network and counted private money redone line by line on a shipped run, formulas written out again."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from test_money_tables import computed

from klima2035 import milestones, pipeline
from klima2035.case import Array
from klima2035.money import accounts, city, running
from klima2035.money.carbon_price import co2_prices
from klima2035.sectors import SEGMENTS
from klima2035.tracking import states
from klima2035.tracking.split import State
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


def state(rest: list[float], heat: list[float], factor: list[float], weather: float) -> State:
    arrays: list[Array] = [np.array(values) for values in (rest, heat, factor)]
    return State(rest=arrays[0], heat=arrays[1], factor=arrays[2], weather=weather)


def test_a_count_is_carried_on_by_hand() -> None:
    """Counted 12 where the model had 10: from 8 on 8 + 2 x 0.8. A factor of 0 has no ratio: it stays."""
    were = state([10.0, 0.0, 4.0], [20.0, 0.0, 10.0], [0.5, 0.0, 0.2], 1.0)
    are = state([12.0, 3.0, 0.0], [18.0, 0.0, 20.0], [0.4, 0.3, 0.3], 1.0)
    found = states.carried(state([8.0, 0.0, 6.0], [10.0, 5.0, 3.0], [0.25, 0.1, 0.2], 0.5), were, are)
    assert found.rest.tolist() == pytest.approx([8.0 + 2.0 * 0.8, 3.0, 2.0])
    assert found.heat.tolist() == pytest.approx([10.0 - 1.0, 5.0, 3.0 + 5.0 * 0.6])
    assert found.factor.tolist() == pytest.approx([0.2, 0.1, 0.3])
