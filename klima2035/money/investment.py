"""Activity x unit cost: what is invested by asset and payer, what running costs.

Nominal euro of the year. A line is one asset bought by one payer in one size (see ``cases``). *Full* cost and
*additional* cost (full less what turnover would have cost anyway) are kept apart throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Asset, Case, SectorResult, Segment
from klima2035.money.costs import Book
from klima2035.money.grouping import sum_by
from klima2035.result import Table
from klima2035.variables import BASE_YEAR, DIMS

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

_CARRIER = {carrier: i for i, carrier in enumerate(DIMS["carrier"])}
HEATING = ("space_heat", "hot_water")  # uses of electricity that have a tariff of their own


@dataclass(frozen=True)
class Investment:
    """What is built and what it costs, nominal euro, (year, line, draw) unless said otherwise.

    installed, replaced (year, asset, draw) [unit/a]; units: installed by line; unit_cost,
    unit_premium: cost of one unit and its excess over the reference with tax; taxed [1]: tax part of them, 1 for
    none; full, like_for_like; saving, saving_co2 (year, asset, draw) [EUR/a]: yearly energy cost with revenue, and
    CO2 price, that one unit saves; growth: what
    owners pay as a matter of course for growing demand; deflator (year, draw): factor to real euro
    of price_year.
    """

    book: Book
    installed: Array
    replaced: Array
    units: Array
    unit_cost: Array
    unit_premium: Array
    taxed: Array
    full: Array
    like_for_like: Array
    saving: Array
    saving_co2: Array
    growth: Array
    deflator: Array
    price_year: int

    @property
    def additional(self) -> Array:
        """Return full less like-for-like cost, (year, line, draw) [EUR/a]."""
        return self.full - self.like_for_like

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Return the assets in the order of ``installed``."""
        return self.book.assets


@dataclass(frozen=True)
class RunningCost:
    """Running cost by sector and carrier, (year, row, draw) [EUR/a nominal]: energy, CO2 price, operation.

    ``rows`` names (sector, carrier, item); the item is energy, co2_price or operation.
    """

    rows: tuple[tuple[str, str, str], ...]
    values: Array
    deflator: Array
    price_year: int


@dataclass(frozen=True)
class Flows:
    """What is built and saved, before money: installed, replaced (year, asset, draw) [unit/a]; saving, saving_co2
    (year, asset, draw) [EUR/a]; lift (year, asset, draw): factor from EUR of 2017 to the year; deflator (year, draw).
    """

    installed: Array
    replaced: Array
    saving: Array
    saving_co2: Array
    lift: Array
    deflator: Array
    price_year: int

    def between(self, first: int, last: int) -> Flows:
        """Return the flows of the years at places ``first`` to ``last`` - 1."""
        names = ("installed", "replaced", "saving", "saving_co2", "lift", "deflator")
        cut: dict[str, Any] = {name: getattr(self, name)[first:last] for name in names}
        return replace(self, **cut)


def project(case: Case, results: Sequence[SectorResult], book: Book) -> Investment:
    """Return the investment that the sectors' activity needs, by line."""
    return cost(case, book, flows(case, results, book))


def flows(case: Case, results: Sequence[SectorResult], book: Book) -> Flows:
    """Return what the sectors build and save, by asset."""
    return Flows(*activity(case, results, book), *saving(case, results, book), _lift(case, book), *_deflator(case))


def cost(case: Case, book: Book, flow: Flows) -> Investment:
    """Return what flows cost by line, all years or some of them: case, book and flows of the same years.

    full = units x cost x tax; like_for_like = units replaced anyway x reference cost x tax.
    """
    lines, line = book.lines, book.lines.asset
    tax = 1.0 + case["vat_rate"] * book.taxed[line] * case["vat_paid"][lines.payer]
    scale = tax * lines.cost
    of_unit = (book.cost * flow.lift).take(line, axis=1) * scale
    reference = (book.reference * flow.lift).take(line, axis=1) * scale
    units = flow.installed.take(line, axis=1) * lines.share
    due = flow.replaced.take(line, axis=1) * lines.share
    growth = units - due
    np.maximum(growth, 0.0, out=growth)
    growth *= of_unit
    growth *= book.carried[line]
    premium = np.subtract(of_unit, reference)
    return Investment(
        book, flow.installed, flow.replaced, units, of_unit, np.maximum(premium, 0.0, out=premium), tax[np.newaxis],
        full=units * of_unit, like_for_like=np.multiply(due, reference, out=due), saving=flow.saving,
        saving_co2=flow.saving_co2, growth=growth, deflator=flow.deflator, price_year=flow.price_year,
    )  # fmt: skip


def activity(case: Case, results: Sequence[SectorResult], book: Book) -> tuple[Array, Array]:
    """Return what is built and what of it replaces something worn out, (year, asset, draw) [unit/a].

    What does not renew itself in its sector is built again at the end of its service life, with its
    reference: what would have been bought instead would be worn out too.
    """
    installed = {name: values for result in results for name, values in result.installed.items()}
    replaced = {name: values for result in results for name, values in result.like_for_like.items()}
    shape = (len(case.years), len(book.assets), case.draws)
    built, due = np.zeros(shape), np.zeros(shape)
    for i, asset in enumerate(book.assets):
        built[:, i] = installed[asset.name]
        if asset.name in replaced:
            due[:, i] = replaced[asset.name]
    for i in np.flatnonzero(book.renewed).tolist():
        life = int(book.life[i])
        for year in range(life, shape[0]):
            due[year, i] += built[year - life, i]
            built[year, i] += built[year - life, i]
    return built, due


def saving(case: Case, results: Sequence[SectorResult], book: Book) -> tuple[Array, Array]:
    """Return the yearly energy cost and the CO2 price that one unit of each asset saves, (year, asset, draw) [EUR/a].

    saving = -Σ carrier (change of energy x price with CO2 price) + revenue. A unit that costs more
    energy money than it saves has a negative saving.
    """
    changes = {name: carriers for result in results for name, carriers in result.unit_energy.items()}
    cells = [
        (i, _CARRIER[carrier], values)
        for i, asset in enumerate(book.assets)
        for carrier, values in changes.get(asset.name, {}).items()
    ]
    out = np.zeros((len(case.years), len(book.assets), case.draws))
    of_co2 = np.zeros_like(out)
    out += book.revenue * (case["gdp_deflator"] / case["gdp_deflator"][:1])[:, np.newaxis]
    if cells:
        of_asset, of_carrier = (np.array([cell[i] for cell in cells]) for i in range(2))
        change = np.empty((len(case.years), len(cells), case.draws))
        for i, (_, _, values) in enumerate(cells):
            change[:, i] = values
        tariff = np.where(
            (of_carrier == _CARRIER["electricity"])[:, np.newaxis], book.tariff.take(of_asset, axis=0), 1.0
        )
        change *= tariff
        of_cell = book.consumer[of_asset] * len(_CARRIER) + of_carrier
        starts = np.flatnonzero(np.diff(of_asset, prepend=-1))
        used = of_asset[starts]
        co2 = co2_price(case)
        for prices, total in ((book.price + co2, out), (co2, of_co2)):
            each = change * prices.reshape(len(prices), -1, prices.shape[-1]).take(of_cell, axis=1)
            total[:, used] -= np.add.reduceat(each, starts, axis=1) * book.worth[used]
    return out, of_co2


def co2_price(case: Case) -> Array:
    """Return the CO2 price on direct fossil CO2 of each carrier, (year, sector, carrier, draw) [EUR/MWh].

    Factor [g/kWh = kg/MWh] x price [EUR/t]; three prices: the European one on the emissions-trading
    part of a sector, the one on waste, the national one on all else; with tax where users pay it.
    """
    return np.asarray(sum(co2_prices(case).values()))


def co2_prices(case: Case) -> dict[str, Array]:
    """Return the European, the national and the waste CO2 price, (year, sector, carrier, draw) [EUR/MWh]."""
    factor = case["emission_factor_co2"] * 1e-3
    by_carrier = np.zeros((factor.shape[0], len(DIMS["carrier"]), factor.shape[-1]))
    fuels = [DIMS["carrier"].index(fuel) for fuel in DIMS["fuel"]]
    by_carrier[:, fuels] = factor
    traded = case["ets1_fuel_share"]
    burnt = np.zeros((1, 1, len(DIMS["carrier"]), 1))
    burnt[:, :, DIMS["carrier"].index("waste")] = 1.0
    tax = 1.0 + case["vat_rate"] * case["vat_on_energy"]
    each = by_carrier[:, np.newaxis] * tax[:, np.newaxis]
    fuels_only = each * (1.0 - burnt)
    return {
        "co2_ets1": traded[:, np.newaxis] * case["co2_price_ets1"][:, np.newaxis, np.newaxis] * fuels_only,
        "co2_national": (1.0 - traded)[:, np.newaxis]
        * case["co2_price_national"][:, np.newaxis, np.newaxis]
        * fuels_only,
        "co2_waste": case["co2_price_waste"][:, np.newaxis, np.newaxis] * each * burnt,
    }


def running_cost(
    case: Case, segments: Sequence[Segment], energy: Array, book: Book, investment: Investment
) -> RunningCost:
    """Return what energy, its CO2 price and the operation of what was built cost, nominal.

    energy (year, segment, draw) [GWh/a]; energy cost = energy x price; operation = stock built
    since 2018 and still within its service life x unit cost x operation share.
    """
    sectors, carriers = DIMS["sector"], DIMS["carrier"]
    cell = np.array([sectors.index(s.sector) * len(carriers) + carriers.index(s.carrier) for s in segments])
    order = np.argsort(cell, kind="stable")
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
    used = cell[order][starts]
    heating = np.array([s.carrier == "electricity" and s.use in HEATING for s in segments])[order, np.newaxis]
    ordered = energy[:, order]
    demand = np.add.reduceat(ordered, starts, axis=1) * 1e3  # MWh
    charged = np.add.reduceat(ordered * np.where(heating, case["heat_tariff_share"], 1.0), starts, axis=1) * 1e3
    flat = (len(case.years), len(sectors) * len(carriers), -1)
    energy_cost = charged * book.price.reshape(flat)[:, used]
    co2_cost = demand * co2_price(case).reshape(flat)[:, used]
    named = [(sectors[i // len(carriers)], carriers[i % len(carriers)]) for i in used.tolist()]
    operated = _operation(case, investment)
    rows = [(s, c, "energy") for s, c in named] + [(s, c, "co2_price") for s, c in named]
    rows += [(sector, "", "operation") for sector in sectors]
    shape = (len(case.years), -1, case.draws)
    parts = [np.broadcast_to(part, (shape[0], part.shape[1], case.draws)) for part in (energy_cost, co2_cost, operated)]
    return RunningCost(tuple(rows), np.concatenate(parts, axis=1), investment.deflator, investment.price_year)


def operation(case: Case, installed: Array, book: Book) -> Array:
    """Return yearly operation of what was built since 2018 and stands, net of tax, (year, asset, draw) [EUR/a].

    installed (year, asset, draw) [unit/a].
    """
    built = np.cumsum(installed, axis=0)
    past = np.arange(len(case.years))[:, np.newaxis] - book.life
    before = np.take_along_axis(built, np.maximum(past, 0)[..., np.newaxis], axis=0)
    standing = built - before * (past >= 0)[..., np.newaxis]
    return np.asarray(standing * book.cost * _lift(case, book) * book.operation)


def _operation(case: Case, investment: Investment) -> Array:
    """Return yearly operation of what stands, by sector of the consumer, (year, sector, draw) [EUR/a]."""
    book = investment.book
    each = operation(case, investment.installed, book)
    return sum_by(each, book.consumer, len(DIMS["sector"]))


def running_cost_table(scenario: str, running: RunningCost, years: Sequence[int]) -> Table:
    """Return running cost of the first draw as a table, nominal and real, zero rows left out."""
    values = running.values[..., 0]
    real = values * running.deflator[:, :1]
    rows = [
        (scenario, int(year), *running.rows[j], float(values[i, j]), float(real[i, j]), "EUR/a", running.price_year)
        for i, year in enumerate(years)
        for j in np.flatnonzero(values[i]).tolist()
    ]
    columns = ("scenario", "year", "sector", "carrier", "item", "value", "value_real", "unit", "price_year")
    return Table("running_cost", columns, tuple(rows))


def assumed_share(investment: Investment, year: int) -> float:
    """Return the share of a year's full cost that rests on assumed cost rows [1]; 0 without investment."""
    at = int(np.flatnonzero(investment.book.years == year)[0])
    full = investment.full[at, :, 0]
    rests = investment.book.assumed[investment.book.lines.asset]
    total = float(full.sum())
    return float(full[rests].sum()) / total if total > 0.0 else 0.0


def _lift(case: Case, book: Book) -> Array:
    """Return the factor from EUR of 2017 to the year, (year, asset, draw), by each asset's index."""
    general = case["gdp_deflator"] / case["gdp_deflator"][:1]
    building = case["construction_price_index"] / case["construction_price_index"][:1]
    return np.asarray(general[:, np.newaxis] + book.construction * (building - general)[:, np.newaxis])


def _deflator(case: Case) -> tuple[Array, int]:
    """Return the factor from nominal to real euro, (year, draw), and the price year."""
    year = round(float(np.asarray(case["report_price_year"]).flat[0]))
    level = case["gdp_deflator"]
    return np.asarray(level[year - BASE_YEAR] / level), year
