"""What it means at home: warm rent of tenants and yearly cost of owners, by type of dwelling and income."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case, SectorResult
from klima2035.money.capacity import LANDLORD, annuity_factor, rent_levy
from klima2035.money.carbon_price import co2_price
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.result import Cell, Table
from klima2035.variables import DIMS

Array = NDArray[np.float64]

CARRIER = {carrier: i for i, carrier in enumerate(DIMS["carrier"])}
OWNERS = ("heat_pump_air_one_two_family", "heat_pump_ground_one_two_family", "district_heat_connection_one_two_family")
TENANTS = (
    "heat_pump_air_multi_family", "district_heat_connection_multi_family", "renovation_usual_multi_family",
    "renovation_deep_multi_family",
)  # fmt: skip
ONCE = ("investment", "grant", "beyond_boiler")
COLUMNS = ("scenario", "year", "type", "asset", "applicant", "item", "value", "unit")
YEARS_SHOWN = 5  # one year in so many, beginning with the first after as_of


def table(scenario: str, case: Case, result: SectorResult, investment: Investment, funding: Funding) -> Table:
    """Return ``households.csv`` for cases of middle size in which the asset takes the place of gas.

    Owners [EUR, EUR/a for a house]: what they pay beyond a new boiler after grants, its yearly cost, energy cost
    before and after, and the change in all. Tenants [EUR/m2 and month]: rent levy, heating cost, part of the CO2
    price that the landlord bears, change of the warm rent.
    """
    rows: list[tuple[Cell, ...]] = []
    case = case.stated()
    shown = [
        i
        for i, year in enumerate(case.years.tolist())
        if year > case.as_of and (year - case.as_of - 1) % YEARS_SHOWN == 0
    ]
    for kind, assets in (("owner", OWNERS), ("tenant", TENANTS)):
        for asset in assets:
            for line, applicant in _lines(investment, asset, kind):
                items = (
                    _owner(case, result, investment, funding, line)
                    if kind == "owner"
                    else _tenant(case, result, investment, funding, line)
                )
                rows += [
                    (scenario, int(case.years[i]), kind, asset, applicant, item, float(values[i]), _unit(kind, item))
                    for item, values in items.items()
                    for i in shown
                ]
    return Table("households", COLUMNS, tuple(rows))


def _unit(kind: str, item: str) -> str:
    """Return the unit of an item: once, a year, or for a square metre and month."""
    return "EUR/(m2*month)" if kind == "tenant" else "EUR" if item in ONCE else "EUR/a"


def _lines(investment: Investment, asset: str, kind: str) -> list[tuple[int, str]]:
    """Return the lines of middle size of owners (each income) or landlords, with their applicants."""
    lines = investment.book.lines
    payer = DIMS["payer"].index("owner_occupier") if kind == "owner" else LANDLORD
    at = [one.name for one in investment.assets].index(asset)
    medium = lines.sizes.index("medium") if "medium" in lines.sizes else 0
    found = np.flatnonzero((lines.asset == at) & (lines.payer == payer) & (lines.size == medium))
    return [(int(i), lines.applicants[lines.applicant[i]]) for i in found]


def _bills(case: Case, result: SectorResult, investment: Investment, line: int) -> tuple[Array, Array, Array]:
    """Return energy cost of one unit before and after [EUR/a], and the CO2 price within what changes, (year,)."""
    book = investment.book
    asset = int(book.lines.asset[line])
    sector = int(book.consumer[asset])
    before, after, co2 = (np.zeros(len(case.years)) for _ in range(3))
    prices = co2_price(case)
    for carrier, change in result.unit_energy.get(book.assets[asset].name, {}).items():
        tariff = book.tariff[asset, 0] if carrier == "electricity" else 1.0
        price = (book.price[:, sector, CARRIER[carrier], 0] + prices[:, sector, CARRIER[carrier], 0]) * tariff
        amount = np.broadcast_to(change, (len(case.years), case.draws))[:, 0] * book.lines.worth[line, 0]
        before -= np.minimum(amount, 0.0) * price
        after += np.maximum(amount, 0.0) * price
        co2 -= amount * prices[:, sector, CARRIER[carrier], 0]
    return before, after, co2


def _paid(investment: Investment, funding: Funding, line: int) -> tuple[Array, Array, Array]:
    """Return cost of one unit, its excess over what would be bought anyway and the grant, (year,) [EUR]."""
    offers = funding.offers
    mine = np.flatnonzero(offers.line == line)
    units = np.broadcast_to(investment.units[..., 0], investment.units.shape[:2])[:, line]
    grant = funding.grants[:, mine, 0].sum(axis=1) / np.where(units > 0.0, units, 1.0)
    cost = np.broadcast_to(investment.unit_cost[:, line, 0], units.shape)
    return cost, np.broadcast_to(investment.unit_premium[:, line, 0], units.shape), grant


def _owner(
    case: Case, result: SectorResult, investment: Investment, funding: Funding, line: int
) -> Mapping[str, Array]:
    before, after, _ = _bills(case, result, investment, line)
    cost, premium, grant = _paid(investment, funding, line)
    payer = int(investment.book.lines.payer[line])
    life = investment.book.life[investment.book.lines.asset[line]]
    factor = float(annuity_factor(case["interest_rate"][payer], np.array([float(life)]))[0])
    yearly = (premium - grant) / factor
    return {
        "investment": cost, "grant": grant, "beyond_boiler": premium - grant, "energy_before": before,
        "energy_after": after, "capital_cost": yearly, "change": after - before + yearly,
    }  # fmt: skip


def _tenant(
    case: Case, result: SectorResult, investment: Investment, funding: Funding, line: int
) -> Mapping[str, Array]:
    book, lines = investment.book, investment.book.lines
    before, after, co2 = _bills(case, result, investment, line)
    _, premium, grant = _paid(investment, funding, line)
    asset = int(lines.asset[line])
    area = float(lines.area[line] / lines.units[line])
    cost = np.maximum(premium - grant, 0.0)
    levy = rent_levy(case, book.levy_rate[asset, 0], book.levy_cap[asset, 0], cost, np.array(area))
    month = 12.0 * area
    borne = case["landlord_co2_share"][:, 0] * co2
    return {
        "rent_levy": levy / month, "heating_change": (after - before) / month, "co2_borne_by_landlord": borne / month,
        "warm_rent_change": (levy + after - before + borne) / month,
    }  # fmt: skip
