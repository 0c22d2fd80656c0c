"""The funding calculation laid out for a spreadsheet: every number that its formulas start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.money import capacity
from klima2035.money.capacity import LANDLORD, Means, annuity_factor
from klima2035.money.choices import NO_LIMIT
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.variables import DIMS

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rate:
    """The expected rate of a programme by year, for all offers with the same one."""

    programme: str
    funder: str
    applicant: str
    assets: tuple[str, ...]
    by_year: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One programme for one line in one year: asked = units x min(cost x eligible, cap) x kept x rate."""

    rate: int
    programme: str
    cost: float
    eligible: float
    cap: float | None
    kept: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line in one year, nominal euro.

    choices: for a line with several programmes the places of its offers in the order in which they are served,
    and the limit of the combination as money. Own money: private ``min(need after grants, fixed)``; a landlord
    ``fixed + min(min(levy_rate x need, levy_cap) x levy_worth, need)``; the city and its companies
    ``growth + share of the year's money`` by what is open (``payer``). With financed adoption ``growth`` of the city
    and its companies holds what ordinary budgets pay for the trend too, by the trend's grants in the run.
    """

    year: int
    asset: str
    payer: str
    size: str
    applicant: str
    units: float
    need: float
    growth: float
    fixed: float
    levy_rate: float
    levy_cap: float
    levy_worth: float
    offers: tuple[Offer, ...]
    choices: tuple[tuple[tuple[int, ...], float | None], ...]


@dataclass(frozen=True)
class Sheet:
    """All lines with programmes; pots and money by year; open need of the payer's lines without programmes."""

    years: tuple[int, ...]
    rates: tuple[Rate, ...]
    lines: tuple[Line, ...]
    pots: Mapping[str, tuple[float | None, ...]]
    money: Mapping[str, tuple[float, ...]]
    elsewhere: Mapping[str, tuple[float, ...]]
    rest_need: tuple[float, ...]
    rest_gap_private: tuple[float, ...]


def build(case: Case, investment: Investment, funding: Funding, means: Means, last: int) -> Sheet:
    """Return the funding calculation of the scenario from the year after ``as_of`` to ``last``.

    elsewhere: need beyond growth of lines of the city and its companies that no programme is open to; rest_need,
    rest_gap_private: additional cost of all lines without programme, and the gap of private ones among them.
    """
    offers, lines = funding.offers, investment.book.lines
    at = [i for i, year in enumerate(case.years.tolist()) if case.as_of < year <= last]
    rates, of_offer = _rates(investment, funding, at)
    ordinary = _ordinary(case, investment, funding)
    numbers = _Numbers.of(case, investment, ordinary)
    made = [
        _line(numbers, investment, funding, year, place, of_offer)
        for year in at
        for place, line in enumerate(offers.lines.tolist())
        if numbers.units[year][line] > 0.0
    ]
    pots = {
        name: tuple(_pot(offers.pot[i, p]) for i in at)
        for p, name in enumerate(offers.programmes)
        if (offers.pot[:, p] < NO_LIMIT).any()
    }
    without = np.setdiff1d(np.arange(len(lines)), offers.lines)
    need, growth, gap = (part[:, without] for part in (_one(investment.additional), ordinary, _one(funding.gap)))
    open_ = np.maximum(need - growth, 0.0)
    payers = [DIMS["payer"].index(name) for name in capacity.PUBLIC]
    private = ~capacity.is_public(investment)[without]
    return Sheet(
        tuple(int(case.years[i]) for i in at), tuple(rates), tuple(made), pots,
        {name: tuple(float(capacity.money_of(case, name, means)[i, 0]) for i in at) for name in capacity.PUBLIC},
        {
            name: tuple(float(open_[i, lines.payer[without] == code].sum()) for i in at)
            for name, code in zip(capacity.PUBLIC, payers, strict=True)
        },
        tuple(float(need[i].sum()) for i in at), tuple(float(gap[i, private].sum()) for i in at),
    )  # fmt: skip


def _one(values: Array) -> Array:
    """Return the scenario's draw."""
    return values[..., 0]


def _ordinary(case: Case, investment: Investment, funding: Funding) -> Array:
    """Return what is paid beside grants and the money of the year, (year, line) [EUR/a]: growing demand; with
    financed adoption for the city and its companies also what the trend needs after its grants.
    """
    growth = _one(investment.growth)
    if case.settings.adoption != "financed":
        return growth
    trend = np.maximum((investment.additional - funding.granted())[..., -1], 0.0)
    return np.where(capacity.is_public(investment), growth + trend, growth)


def _pot(pot: Array) -> float | None:
    value = float(pot[0])
    return None if value >= NO_LIMIT else value


def _rates(investment: Investment, funding: Funding, at: list[int]) -> tuple[list[Rate], list[int]]:
    """Return the distinct rates of all offers and the place of each offer's rate among them."""
    offers, lines = funding.offers, investment.book.lines
    found: dict[tuple[str, str, str, tuple[float, ...]], set[str]] = {}
    keys = []
    for i, line in enumerate(offers.line.tolist()):
        path = tuple(offers.rate[at, i, 0].tolist())
        name, funder = offers.programmes[offers.programme[i]], DIMS["funder"][offers.funder[i]]
        key = (name, funder, lines.applicants[lines.applicant[line]], path)
        found.setdefault(key, set()).add(investment.book.assets[lines.asset[line]].name)
        keys.append(key)
    place = {key: i for i, key in enumerate(found)}
    rates = [Rate(key[0], key[1], key[2], tuple(sorted(names)), key[3]) for key, names in found.items()]
    return rates, [place[key] for key in keys]


@dataclass(frozen=True)
class _Numbers:
    """The scenario's draw of what lines need, as plain lists [year][line]."""

    units: list[list[float]]
    cost: list[list[float]]
    premium: list[list[float]]
    taxed: list[list[float]]
    need: list[list[float]]
    growth: list[list[float]]
    fixed: list[list[float]]
    levy_cap: list[list[float]]
    levy_rate: list[float]
    levy_worth: float

    @classmethod
    def of(cls, case: Case, investment: Investment, ordinary: Array) -> _Numbers:
        """Return the numbers of all lines; fixed and levy as ``capacity.carried`` and ``capacity.levied`` make them."""
        book, lines = investment.book, investment.book.lines
        shape = (len(case.years), len(lines))

        def listed(values: Array) -> list[list[float]]:
            found: list[list[float]] = np.broadcast_to(_one(values), shape).tolist()
            return found

        worth = annuity_factor(case["interest_rate"], case["payback_horizon"])[:, 0]
        scale = _one(investment.units) * lines.worth[:, 0] * worth[lines.payer]
        saved = (
            np.maximum(_one(investment.saving), 0.0)[:, lines.asset]
            * scale
            * case["saving_share_kept"][:, 0][lines.payer]
        )
        borne = np.maximum(_one(investment.saving_co2), 0.0)[:, lines.asset] * scale * case["landlord_co2_share"][:, :1]
        levied = (lines.payer == LANDLORD) & (book.levy_rate[lines.asset, 0] > 0.0)
        public = capacity.is_public(investment)
        fixed = np.where(public, 0.0, _one(investment.growth) + np.where(levied, borne, saved))
        cap = book.levy_cap[lines.asset, 0] * _one(investment.units) * (lines.area / lines.units) * levied
        return cls(
            listed(investment.units), listed(investment.unit_cost), listed(investment.unit_premium),
            listed(investment.taxed), listed(investment.additional), ordinary.tolist(),
            fixed.tolist(), cap.tolist(), np.where(levied, book.levy_rate[lines.asset, 0], 0.0).tolist(),
            float(case["levy_realised_share"][0] * worth[LANDLORD]),
        )  # fmt: skip


def _line(
    numbers: _Numbers, investment: Investment, funding: Funding, year: int, place: int, of_offer: list[int]
) -> Line:
    offers, lines = funding.offers, investment.book.lines
    line, first = int(offers.lines[place]), int(offers.starts[place])
    last = int(offers.starts[place + 1]) if place + 1 < len(offers.starts) else len(offers.line)
    cost, premium, taxed = (part[year][line] for part in (numbers.cost, numbers.premium, numbers.taxed))
    told = []
    for i in range(first, last):
        base = premium if offers.premium[i, 0] else cost / taxed if offers.net[i, 0] else cost
        cap = float(offers.cap[year, i, 0])
        told.append(
            Offer(
                of_offer[i], offers.programmes[offers.programme[i]], base, float(offers.eligible[i, 0]),
                None if cap >= NO_LIMIT else cap, float(offers.held[i, 0]),
            )
        )  # fmt: skip
    units, rate = numbers.units[year][line], numbers.levy_rate[line]
    return Line(
        int(investment.book.years[year]), investment.book.assets[lines.asset[line]].name,
        DIMS["payer"][lines.payer[line]], lines.sizes[lines.size[line]], lines.applicants[lines.applicant[line]],
        units, numbers.need[year][line], numbers.growth[year][line], numbers.fixed[year][line],
        rate, numbers.levy_cap[year][line], numbers.levy_worth if rate > 0.0 else 0.0,
        tuple(told), _choices(funding, place, first, units * cost),
    )  # fmt: skip


def _choices(funding: Funding, place: int, first: int, cost: float) -> tuple[tuple[tuple[int, ...], float | None], ...]:
    offers = funding.offers
    found = np.flatnonzero(offers.choosing == place)
    if not found.size:
        return ()
    out = []
    for candidate in offers.choices[found[0]].tolist():
        if candidate >= 0:
            members = tuple(int(i) - first for i in offers.members[candidate] if i >= 0)
            limit = float(offers.limit[candidate])
            out.append((members, None if limit >= NO_LIMIT else limit * cost))
    return tuple(out)
