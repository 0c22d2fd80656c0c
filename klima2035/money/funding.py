"""Who pays: the best admissible grants, what payers can carry, and the gap with its cause.

gap = additional cost - grants - what the payer carries, never negative. Everything is an array
over draws: caps, pots and choices are element-wise minima and selections.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.money.investment import Investment
from klima2035.money.programmes import NO_LIMIT, Offers
from klima2035.variables import DIMS

Array = NDArray[np.float64]

PUBLIC = {"city": "city_budget", "city_company": "city_company_plan"}
BLOCK = 100_000  # numbers worked on at a time
TINY = 1e-9  # euro; keeps a ratio of nothing to nothing finite


@dataclass(frozen=True)
class Funding:
    """Sources of the additional cost by line, nominal euro, all (year, line, draw) but ``grants``.

    grants (year, offer, draw); own: what the payer carries (negative where grants exceed the
    additional cost); suspended, exhausted, rest: the gap by cause, ``rest`` being not_viable for
    private payers, and for public ones budget where a programme runs (``has_programme`` (year,
    line)), else no_programme. additional = Σ grants + own + suspended + exhausted + rest.
    """

    offers: Offers
    grants: Array
    own: Array
    suspended: Array
    exhausted: Array
    rest: Array
    has_programme: NDArray[np.bool_]

    @property
    def gap(self) -> Array:
        """Return the gap of all causes, (year, line, draw) [EUR/a]."""
        return self.suspended + self.exhausted + self.rest

    def granted(self) -> Array:
        """Return grants by line, (year, line, draw) [EUR/a]."""
        return by_line(self.offers, self.grants, self.own.shape[1])


def apply(case: Case, investment: Investment, offers: Offers) -> Funding:
    """Return grants, own money and gap of every line."""
    lines = investment.book.lines
    asked, lost_grant = _grants(investment, offers)
    grants = _within_pots(offers, asked)
    granted = by_line(offers, grants, lines)
    lost_pot = np.zeros(1) if grants is asked else by_line(offers, asked - grants, lines)
    needed = np.subtract(investment.additional, granted, out=granted)
    carried = _capacity(case, investment, needed)
    own = np.minimum(needed, carried, out=carried)
    rest = np.subtract(needed, own, out=needed)
    suspended = np.minimum(rest, lost_grant, out=lost_grant)
    rest -= suspended
    exhausted = np.minimum(rest, lost_pot)
    rest -= exhausted
    return Funding(offers, grants, own, suspended, exhausted, rest, has_programme(offers, lines))


def _run_sums(values: Array, starts: NDArray[np.int64]) -> Array:
    """Return sums over runs of neighbours on the second axis, one by one; runs are short (a few offers)."""
    out = values.take(starts, axis=1)
    for runs, places in _later_places(starts.tobytes(), values.shape[1]):
        out[:, runs] += values.take(places, axis=1)
    return out


@lru_cache(maxsize=32)
def _later_places(starts: bytes, size: int) -> tuple[tuple[NDArray[np.intp], NDArray[np.int64]], ...]:
    """Return the second, third, ... places of runs: which runs are that long, and where the place is."""
    first = np.frombuffer(starts, dtype=np.int64)
    lengths = np.diff(first, append=size)
    longer = (np.flatnonzero(lengths > place) for place in range(1, int(lengths.max(initial=1))))
    return tuple((runs, first[runs] + place) for place, runs in enumerate(longer, start=1))


def by_line(offers: Offers, values: Array, lines: int) -> Array:
    """Sum values of offers (year, offer, draw) by line, (year, line, draw)."""
    out = np.zeros((values.shape[0], lines, values.shape[-1]))
    if len(offers.line):
        out[:, offers.group_line] = _run_sums(values, offers.line_starts)
    return out


def has_programme(offers: Offers, lines: int) -> NDArray[np.bool_]:
    """Return where a running programme is open to a line, (year, line)."""
    running = by_line(offers, np.where((offers.rate > 0.0).any(axis=-1, keepdims=True), 1.0, 0.0), lines)
    return np.asarray(running[..., 0] > 0.0)


def _grants(investment: Investment, offers: Offers) -> tuple[Array, Array]:
    """Return grants by offer (year, offer, draw) and what suspension costs by line (year, line, draw).

    Years are worked on a few at a time, so that the numbers stay in the processor's cache.
    """
    years, lines, draws = investment.full.shape
    grants, lost = np.empty((years, len(offers.line), draws)), np.zeros_like(investment.full)
    suspended = bool(offers.suspended.any())
    step = max(1, BLOCK // max(1, len(offers.line) * draws))
    for first in range(0, years, step):
        part = slice(first, first + step)
        cost = investment.unit_cost[part].take(offers.line, axis=1)
        premium = investment.unit_premium[part].take(offers.line, axis=1)
        base = np.minimum(np.where(offers.premium, premium, cost) * offers.eligible, offers.cap[part])
        units = investment.units[part].take(offers.line, axis=1)
        rate = offers.rate[part]
        np.multiply(_best(offers, base * rate, cost), units, out=grants[part])
        if suspended:
            whole = _best(offers, base * (rate + offers.suspended[part]), cost) * units
            whole -= grants[part]
            lost[part] = by_line(offers, whole, lines)
    return grants, np.maximum(lost, 0.0, out=lost)


def _best(offers: Offers, unit_grants: Array, cost: Array) -> Array:
    """Return unit grants of the best choice for each line, 0 for all others, (year, offer, draw) [EUR/unit].

    A combination pays the sum of its members, at most its limit times the full cost.
    """
    if not len(offers.line):
        return unit_grants
    none = np.zeros_like(unit_grants[:, :1])
    padded = np.concatenate([unit_grants, none], axis=1)
    total = padded.take(offers.members[:, 0], axis=1)
    for slot in range(1, offers.members.shape[1]):
        total += padded.take(offers.members[:, slot], axis=1)
    paid = np.minimum(total, offers.limit[:, np.newaxis] * cost.take(offers.members[:, 0], axis=1))
    ranked = np.concatenate([paid, none], axis=1)
    best = ranked.take(offers.choices[:, 0], axis=1)
    chosen = np.zeros(best.shape, dtype=np.int8)
    for slot in range(1, offers.choices.shape[1]):
        other = ranked.take(offers.choices[:, slot], axis=1)
        better = other > best
        np.maximum(best, other, out=best)
        chosen[better] = slot
    wins = chosen.take(offers.part_group, axis=1) == offers.part_position[:, np.newaxis]
    paid /= np.maximum(total, TINY)
    parts = unit_grants.take(offers.part_offer, axis=1)
    parts *= paid.take(offers.part_candidate, axis=1)
    parts *= wins
    return _run_sums(parts, offers.part_starts)


def _within_pots(offers: Offers, asked: Array) -> Array:
    """Return grants cut in proportion where a programme's yearly pot for the city is used up."""
    grants = asked
    for i in np.flatnonzero((offers.pot < NO_LIMIT).any(axis=-1)).tolist():
        at = np.flatnonzero(offers.programme == i)
        total = asked[:, at].sum(axis=1)
        factor = np.minimum(1.0, offers.pot[i] / np.maximum(total, TINY))
        grants = grants.copy() if grants is asked else grants
        grants[:, at] *= factor[:, np.newaxis]
    return grants


def annuity_factor(rate: Array, years: Array) -> Array:
    """Return the present value of 1 euro a year, (1 - (1 + i)^-n) / i [a]; rate above 0."""
    return np.asarray((1.0 - (1.0 + rate) ** -years) / rate)


def _capacity(case: Case, investment: Investment, rest: Array) -> Array:
    """Return what each line's payer can carry, (year, line, draw) [EUR/a].

    Private: units x yearly saving x annuity factor x share kept. Public: the budget of the year
    shared over its lines in proportion to what they still need. Both also pay for growing demand.
    """
    book = investment.book
    worth = annuity_factor(case["interest_rate"], case["payback_horizon"]) * case["saving_share_kept"]
    out = np.maximum(investment.saving, 0.0).take(book.line_asset, axis=1)
    out *= investment.units
    out *= worth[book.line_payer]
    out += investment.growth
    for payer, budget in PUBLIC.items():
        at = np.flatnonzero(book.line_payer == DIMS["payer"].index(payer))
        growth = investment.growth.take(at, axis=1)
        needed = np.maximum(rest.take(at, axis=1) - growth, 0.0)
        share = np.minimum(1.0, case[budget] / np.maximum(needed.sum(axis=1), TINY))
        out[:, at] = needed * share[:, np.newaxis] + growth
    return out
