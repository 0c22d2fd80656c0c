"""What payers can carry: savings of households and firms, the rent levy, the city's line, its companies' plan.

Energy sold pays for buses: where a city's companies sell less gas than in ``as_of`` and run more
buses, their plan shrinks by what that takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.money.investment import Investment
from klima2035.variables import BASE_YEAR, DIMS

Array = NDArray[np.float64]

PUBLIC = {"city": "city_budget", "city_company": "city_company_plan"}
LANDLORD = DIMS["payer"].index("landlord")
TINY = 1e-9  # euro; keeps a ratio of nothing to nothing finite


@dataclass(frozen=True)
class Means:
    """What the companies' plan rests on: energy sold in the city (year, carrier, draw) [GWh/a] and bus service
    beyond that of ``as_of`` (year, draw) [EUR/a]. money (year, draw): by payer, where it has been worked out.
    """

    sold: Array
    transit: Array
    money: Mapping[str, Array] = field(default_factory=dict)

    def counted(self, case: Case) -> Means:
        """Return the means with the money of the city and its companies worked out, for years apart."""
        return replace(self, money={payer: money_of(case, payer, self) for payer in PUBLIC})

    def between(self, first: int, last: int) -> Means:
        """Return the means of the years at places ``first`` to ``last`` - 1; money must be worked out before."""
        return replace(self, money={payer: money[first:last] for payer, money in self.money.items()})


def annuity_factor(rate: Array, years: Array) -> Array:
    """Return the present value of 1 euro a year, (1 - (1 + i)^-n) / i [a]; rate above 0."""
    return np.asarray((1.0 - (1.0 + rate) ** -years) / rate)


def carried(case: Case, investment: Investment, needed: Array, means: Means) -> Array:
    """Return what each line's payer can carry, (year, line, draw) [EUR/a]; needed: additional cost after grants.

    Owners and firms: units x yearly saving x annuity factor. Landlords: see ``levied``. The city and its
    companies: the money of the year shared over their lines in proportion to what these still need. All also
    pay for growing demand.
    """
    lines = investment.book.lines
    worth = annuity_factor(case["interest_rate"], case["payback_horizon"])
    out = np.maximum(investment.saving, 0.0).take(lines.asset, axis=1) * np.ones((1, 1, needed.shape[-1]))
    out *= investment.units * lines.worth
    out *= (worth * case["saving_share_kept"])[lines.payer]
    landlords = np.flatnonzero(lines.payer == LANDLORD)
    if landlords.size:
        out[:, landlords] = levied(case, investment, needed, landlords, worth[LANDLORD])
    out += investment.growth
    for payer in PUBLIC:
        at = np.flatnonzero(lines.payer == DIMS["payer"].index(payer))
        growth = investment.growth.take(at, axis=1)
        open_ = np.maximum(needed.take(at, axis=1) - growth, 0.0)
        share = np.minimum(1.0, money_of(case, payer, means) / np.maximum(open_.sum(axis=1), TINY))
        out[:, at] = open_ * share[:, np.newaxis] + growth
    return out


def is_public(investment: Investment) -> NDArray[np.bool_]:
    """Return which lines the city or its companies pay for, (line,)."""
    codes = [DIMS["payer"].index(payer) for payer in PUBLIC]
    return np.isin(investment.book.lines.payer, codes)


def financed(case: Case, investment: Investment, needed: Array, means: Means) -> Array:
    """Return what payers pay of what is built with financed adoption, (year, line, draw) [EUR/a]; last draw: the trend.

    Private payers build only what they pay for. The city and its companies pay for what the trend builds too
    out of ordinary budgets, as it is built, and for the rest out of the money of the year.
    """
    lines, own = investment.book.lines, needed.copy()
    for payer in PUBLIC:
        at = np.flatnonzero(lines.payer == DIMS["payer"].index(payer))
        mine, growth = needed[:, at], investment.growth[:, at]
        ordinary = np.minimum(mine, np.maximum(case.trend_of(mine), 0.0) + growth)
        rest = np.maximum(mine - ordinary, 0.0)
        share = np.minimum(1.0, money_of(case, payer, means) / np.maximum(rest.sum(axis=1), TINY))
        own[:, at] = ordinary + rest * share[:, np.newaxis]
    return own


def rent_levy(case: Case, rate: Array, cap: Array, cost: Array, area: Array) -> Array:
    """Return the levy that a landlord adds to the rent [EUR/a]: as the law allows, in the part that the market lets
    through; cost after grants [EUR], area: floor area [m2].
    """
    return np.asarray(np.minimum(rate * cost, cap * area) * case["levy_realised_share"])


def levied(case: Case, investment: Investment, needed: Array, at: NDArray[np.int64], worth: Array) -> Array:
    """Return what landlords carry, (year, landlord line, draw) [EUR/a]: levy on the rent and CO2 cost saved.

    levy = min(rate x cost after grants, cap x floor area) a year, times the part that the market lets
    through, times the annuity factor; never more than the cost itself. CO2 cost: the part that the
    landlord bears by law of what one unit saves. Where no levy is allowed: the part of the saving kept.
    """
    book, lines = investment.book, investment.book.lines
    asset = lines.asset[at]
    rate, cap = book.levy_rate[asset], book.levy_cap[asset]
    units = investment.units.take(at, axis=1)
    cost = np.maximum(needed.take(at, axis=1), 0.0)
    area = (lines.area / lines.units)[at][:, np.newaxis]
    levy = np.minimum(rent_levy(case, rate, cap, cost, units * area) * worth, cost)
    scale = units * lines.worth[at]
    co2 = np.maximum(investment.saving_co2, 0.0).take(asset, axis=1) * scale * worth
    other = np.maximum(investment.saving, 0.0).take(asset, axis=1) * scale * worth
    kept = case["saving_share_kept"][LANDLORD]
    ruled = rate > 0.0
    return np.asarray(np.where(ruled, levy + co2 * case["landlord_co2_share"][:, np.newaxis], other * kept))


def money_of(case: Case, payer: str, means: Means) -> Array:
    """Return the own money of the city or its companies in each year, (year, draw) [EUR/a], never below zero."""
    if payer in means.money:
        return means.money[payer]
    own = case[PUBLIC[payer]]
    return np.asarray(np.maximum(own - lost(case, means), 0.0)) if payer == "city_company" else own


def lost(case: Case, means: Means) -> Array:
    """Return by how much the companies' result is lower than in ``as_of``, (year, draw) [EUR/a]; below 0: higher.

    Σ carrier margin x fall of sales + deficit of added bus service; nothing up to ``as_of``.
    """
    now = int(case.as_of) - BASE_YEAR
    level = case["gdp_deflator"] / case["gdp_deflator"][now : now + 1]
    fall = means.sold[now : now + 1] - means.sold
    profit = (fall * 1e3 * case["sales_margin"]).sum(axis=1)
    deficit = (means.transit - means.transit[now : now + 1]) * (1.0 - case["fare_cover"])
    later = (case.years > case.as_of)[:, np.newaxis]
    return np.asarray((profit * level + deficit) * case["plan_follows_result"] * later)
