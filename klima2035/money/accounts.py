"""Two accounts, never mixed: what payers pay and save, and what society does, without transfers but with damage.

Scenario less trend throughout; a negative value is saved. Present values are of real euro at real
rates, in the year ``as_of``. What stands at the horizon keeps a residual value, in equal parts over its life.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035 import projection
from klima2035.case import Case, Segment
from klima2035.inputs import Row, interpolate
from klima2035.money.capacity import annuity_factor
from klima2035.money.carbon_price import co2_prices
from klima2035.money.cases import covers
from klima2035.money.funding import Funding, by_line
from klima2035.money.grouping import sum_by
from klima2035.money.investment import Investment
from klima2035.money.running import HEATING, operation
from klima2035.result import Cell, Table
from klima2035.variables import BASE_YEAR, DIMS

Array = NDArray[np.float64]
Records = Mapping[str, Sequence[Row]]

SECTORS, CARRIERS = DIMS["sector"], DIMS["carrier"]
CENT = 0.005
MEASURE_COLUMNS = (
    "scenario", "measure", "tonnes", "present_value_cost", "present_value_saving", "present_value", "eur_per_tonne",
    "eur_per_tonne_payer", "reason", "rate", "unit", "price_year",
)  # fmt: skip
COLUMNS = ("scenario", "account", "group", "item", "year", "rate", "value", "value_real", "unit", "price_year")


@dataclass(frozen=True)
class Accounts:
    """Yearly money by consumer sector, (year, sector, draw) [EUR/a nominal], by item; all years, all draws.

    payer, society: item -> money; residual (sector, draw) [EUR, real]: additional cost after ``as_of`` not used
    up at the horizon, after grants (payer), before them, and without tax (society); damage: weighting ->
    (year, draw) [EUR/a nominal]; tonnes (year, draw) [t/a]; deflator (year, draw).
    """

    payer: Mapping[str, Array]
    society: Mapping[str, Array]
    residual: Mapping[str, Array]
    damage: Mapping[str, Array]
    tonnes: Array
    deflator: Array
    price_year: int
    income: Array


def build(
    case: Case, segments: Sequence[Segment], energy: Array, tonnes: Array, investment: Investment,
    funding: Funding | None, records: Records,
) -> Accounts:  # fmt: skip
    """Return both accounts of every draw; energy (year, segment, draw) [GWh/a], tonnes (year, draw) [t/a].

    Without funding the payers' account is the one before grants.
    """
    book, additional = investment.book, investment.additional
    net = additional / investment.taxed
    bills = _bills(case, segments, energy, investment, records)
    before = _residual(case, investment, additional)
    grants, kept = (np.zeros((1, 1, 1)), before) if funding is None else _granted(case, investment, funding)
    payer = {**bills["payer"], "additional_investment": _by_sector(investment, additional), "grants": grants}
    society = {**bills["society"], "additional_investment": _by_sector(investment, net)}
    residual = {
        "payer": kept,
        "before_grants": before,
        "society": _residual(case, investment, net),
    }
    damage = {weighting: tonnes * _damage(case, records, weighting) for weighting in ("low", "high")}
    share = np.array([_regional(records, asset.name) for asset in book.assets])[book.lines.asset]
    income = (net * share[:, np.newaxis]).sum(axis=1)
    return Accounts(payer, society, residual, damage, tonnes, investment.deflator, investment.price_year, income)


def _bills(
    case: Case, segments: Sequence[Segment], energy: Array, investment: Investment, records: Records
) -> dict[str, dict[str, Array]]:
    """Return the cost of energy and maintenance by account and item, (year, sector, draw) [EUR/a]."""
    book = investment.book
    parts = (energy, _heat_tariff(case, segments, energy))
    used, charged = (projection.by_sector_and_carrier(part, segments) * 1e3 for part in parts)
    bought = (charged * book.price).sum(axis=2)
    vat = (1.0 + case["vat_rate"] * case["vat_on_energy"])[np.newaxis]
    taxes = (used * _taxes(records, len(case.years))).sum(axis=2)
    ran = operation(case, investment.installed, book)
    maintenance = sum_by(ran + np.zeros((1, 1, case.draws)), book.consumer, len(SECTORS))
    of_co2 = {name: (used * price).sum(axis=2) for name, price in co2_prices(case).items()}
    return {
        "payer": {"energy": bought, **of_co2, "maintenance": maintenance},
        "society": {"energy": bought / vat - taxes, "maintenance": maintenance},
    }


def _granted(case: Case, investment: Investment, funding: Funding) -> tuple[Array, Array]:
    """Return grants by sector, (year, sector, draw) [EUR/a], below zero, and the residual of what payers pay after."""
    granted = by_line(funding.offers, funding.grants, len(investment.book.lines))
    return -_by_sector(investment, granted), _residual(case, investment, investment.additional - granted)


def _heat_tariff(case: Case, segments: Sequence[Segment], energy: Array) -> Array:
    heating = np.array([s.carrier == "electricity" and s.use in HEATING for s in segments])[:, np.newaxis]
    return np.asarray(energy * np.where(heating, case["heat_tariff_share"], 1.0))


def _taxes(records: Records, years: int) -> Array:
    """Return energy tax and concession fee by sector and carrier, (year, sector, carrier, 1) [EUR/MWh nominal]."""
    out = np.zeros((years, len(SECTORS), len(CARRIERS), 1))
    for row in sorted(records["energy_tax"], key=lambda row: row.index["sector"] != "all"):
        at = slice(None) if row.index["sector"] == "all" else SECTORS.index(row.index["sector"])
        out[:, at, CARRIERS.index(row.index["carrier"])] = row.value
    return out


def _by_sector(investment: Investment, values: Array) -> Array:
    """Sum values of lines by the sector of the asset's consumer, (year, sector, draw)."""
    book = investment.book
    return sum_by(values, book.consumer[book.lines.asset], len(SECTORS))


def _residual(case: Case, investment: Investment, values: Array) -> Array:
    """Return what is left at the horizon of what was spent after ``as_of``, (sector, draw) [EUR real]."""
    book = investment.book
    left = np.maximum(1.0 - (case.years[-1] - case.years)[:, np.newaxis] / book.life, 0.0)[:, book.lines.asset]
    later = (case.years > case.as_of)[:, np.newaxis, np.newaxis]
    return np.asarray(
        _by_sector(investment, values * left[..., np.newaxis] * later * investment.deflator[:, np.newaxis]).sum(axis=0)
    )


def _damage(case: Case, records: Records, weighting: str) -> Array:
    """Return the damage of a tonne, (year, draw) [EUR/t nominal]: linear between rows, lifted by the deflator."""
    rows = sorted((r for r in records["damage_cost"] if r.index["weighting"] == weighting), key=lambda r: r.year or 0)
    values = interpolate(tuple(r.year or 0 for r in rows), np.array([[r.value] for r in rows]), case.years)
    of = case["gdp_deflator"][(rows[0].price_year or rows[0].year or BASE_YEAR) - BASE_YEAR]
    return np.asarray(values * case["gdp_deflator"] / of)


def _regional(records: Records, asset: str) -> float:
    return next((row.value for row in records["regional_share"] if covers(row, asset)), 0.0)


def rates(records: Records) -> list[float]:
    """Return the real rates for present values, the lowest first."""
    return sorted(row.value for row in records["discount_rate"])


def table(scenario: str, case: Case, made: Accounts, records: Records) -> Table:
    """Return ``benefits.csv``: both accounts by year and group, then present values and annuities at every rate."""
    series = [
        (account, group, item, values[:, i])
        for account, items in (("payer", made.payer), ("society", made.society))
        for item, values in items.items()
        for i, group in enumerate(SECTORS)
    ]
    series += [("society", "all", f"damage_{weighting}", values) for weighting, values in made.damage.items()]
    series.append(("society", "all", "income_in_region", made.income))
    rows: list[tuple[Cell, ...]] = []
    for account, group, item, values in series:
        change, real = values[:, 0] - values[:, -1], made.deflator[:, 0]
        for i in np.flatnonzero((case.years > case.as_of) & (np.abs(change) > CENT)).tolist():
            pair = (float(change[i]), float(change[i] * real[i]))
            rows.append((scenario, account, group, item, int(case.years[i]), None, *pair, "EUR/a", made.price_year))
    for rate in rates(records):
        rows += [
            (scenario, account, group, item, None, rate, None, value, unit, made.price_year)
            for account, group, item, value, unit in _sums(case, made, rate)
        ]
    return Table("benefits", COLUMNS, tuple(rows))


def _sums(case: Case, made: Accounts, rate: float) -> Iterable[tuple[str, str, str, float, str]]:
    """Return account, group, item, real value and unit of every sum at one rate."""
    years = float((case.years > case.as_of).sum())
    factor = float(annuity_factor(np.array(max(rate, 1e-9)), np.array(years)))
    for account in ("payer", "society"):
        for group, value, left in _present(case, made, account, rate):
            yield account, group, "present_value", value, "EUR"
            yield account, group, "residual_value", -left, "EUR"
            yield account, group, "annuity", value / factor, "EUR/a"
    for weighting, values in made.damage.items():
        flow = (values * made.deflator * _weights(case, rate)[:, 0]).sum(axis=0)
        yield "society", "all", f"present_value_damage_{weighting}", float(flow[0] - flow[-1]), "EUR"


def _present(case: Case, made: Accounts, account: str, rate: float) -> Iterable[tuple[str, float, float]]:
    """Return group, present value with residual and residual alone [EUR real], each sector and all."""
    every = present_value(case, made, account, rate)
    left = _left(case, made, account, rate)
    total = every[:, 0] - every[:, -1]
    rest = left[:, 0] - left[:, -1]
    yield from zip(SECTORS, total.tolist(), rest.tolist(), strict=True)
    yield "all", float(total.sum()), float(rest.sum())


def present_value(case: Case, made: Accounts, account: str, rate: float) -> Array:
    """Return the present value of an account less its residual value, (sector, draw) [EUR real, of as_of]."""
    items: Mapping[str, Array] = getattr(made, account)
    flow = np.asarray(sum(items.values())) * made.deflator[:, np.newaxis]
    return np.asarray((flow * _weights(case, rate)).sum(axis=0) - _left(case, made, account, rate))


def _weights(case: Case, rate: float) -> Array:
    after = case.years - case.as_of
    return np.asarray(np.where(after > 0, (1.0 + rate) ** -after.astype(np.float64), 0.0))[:, np.newaxis, np.newaxis]


def _left(case: Case, made: Accounts, account: str, rate: float) -> Array:
    return np.asarray(made.residual[account] * (1.0 + rate) ** -float(case.years[-1] - case.as_of))


def measure_costs(
    scenario: str, case: Case, made: Accounts, names: Mapping[str, bool], records: Records, floor: float
) -> list[tuple[Cell, ...]]:
    """Return rows of ``measure_costs.csv``: what each measure costs and saves as the last one added, at every rate.

    Draw 0 has all measures, draw 1 + i all but measure i (names: whether it only generates power). EUR/t = present
    value of (additional cost - savings) over tonnes after ``as_of``; none where fewer tonnes than the floor are
    saved. A measure that only generates power saves exactly none: its effect lies in the national mix.
    """
    later = case.years > case.as_of
    tonnes = made.tonnes[later].sum(axis=0)
    rows: list[tuple[Cell, ...]] = []
    for rate in rates(records):
        weights = _weights(case, rate)
        cost, running = cost_and_running(case, made, rate)
        payer = present_value(case, made, "payer", rate).sum(axis=0)
        grants = (made.payer["grants"] * made.deflator[:, np.newaxis] * weights).sum(axis=0).sum(axis=0)
        kept = (_left(case, made, "payer", rate) - _left(case, made, "before_grants", rate)).sum(axis=0)
        without = payer - grants + kept
        for i, (name, generates) in enumerate(names.items(), start=1):
            saved = float(tonnes[i] - tonnes[0])
            spent, run = float(cost[0] - cost[i]), float(running[0] - running[i])
            before_grants = float(without[0] - without[i])
            reason = reason_of(saved, generates, floor)
            each = None if reason else (spent + run) / saved
            paid = None if reason else before_grants / saved
            rows.append(
                (scenario, name, saved, spent, -run, spent + run, each, paid, reason, rate, "EUR", made.price_year)
            )
    return rows


def cost_and_running(case: Case, made: Accounts, rate: float) -> tuple[Array, Array]:
    """Return present values in society's account, (draw) [EUR real]: cost less residual; energy and maintenance."""
    weights = _weights(case, rate)
    deflated = {name: part * made.deflator[:, np.newaxis] for name, part in made.society.items()}
    spending = (deflated["additional_investment"] * weights).sum(axis=0)
    cost = (spending - _left(case, made, "society", rate)).sum(axis=0)
    running = ((deflated["energy"] + deflated["maintenance"]) * weights).sum(axis=0).sum(axis=0)
    return cost, running


def reason_of(saved: float, generates: bool, floor: float) -> str:
    """Return why a measure has no cost of a tonne; empty where it has one."""
    if saved >= floor:
        return ""
    if generates:
        return "only_generates"
    return "no_tonnes" if abs(saved) < 1e-3 else "below_floor"
