"""Who pays: the best admissible grants, what payers can carry, and the gap with its cause.

gap = additional cost - grants - what the payer carries, never negative. Everything is an array
over draws: caps, pots and choices are element-wise minima and selections.

A pot that does not suffice cuts all that may be asked of it in a year in the same proportion, whoever
takes another programme in the end. So each line's choice is its own: a programme more never lowers its
support, a programme less never lowers its gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.money import capacity, parts
from klima2035.money.choices import NO_LIMIT
from klima2035.money.investment import Investment
from klima2035.money.programmes import Offers

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

TINY = 1e-9  # euro; keeps a ratio of nothing to nothing finite


@dataclass(frozen=True)
class Grants:
    """What is granted, (year, offer, draw) [EUR/a] each: asked if alone, granted; pot (year, programme, draw) [1].

    suspended, exhausted (year, line, draw) [EUR/a]: what a suspended programme and an empty pot would have
    paid beyond that.
    """

    asked: Array
    granted: Array
    pot_share: Array
    suspended: Array
    exhausted: Array


@dataclass(frozen=True)
class Funding:
    """Sources of the additional cost by line, nominal euro, all (year, line, draw) but ``grants``.

    grants (year, offer, draw); own: what the payer carries (negative where grants exceed the
    additional cost); suspended, exhausted, rest: the gap by cause, ``rest`` being not_viable for
    private payers, and for public ones budget where a programme runs (``has_programme`` (year,
    line)), else no_programme. additional = Σ grants + own + suspended + exhausted + rest.
    """

    offers: Offers
    paid: Grants
    own: Array
    suspended: Array
    exhausted: Array
    rest: Array
    has_programme: NDArray[np.bool_]

    @property
    def grants(self) -> Array:
        """Return what is granted, (year, offer, draw) [EUR/a]."""
        return self.paid.granted

    @property
    def gap(self) -> Array:
        """Return the gap of all causes, (year, line, draw) [EUR/a]."""
        return self.suspended + self.exhausted + self.rest

    def granted(self) -> Array:
        """Return grants by line, (year, line, draw) [EUR/a]."""
        return by_line(self.offers, self.grants, self.own.shape[1])


def apply(case: Case, investment: Investment, offers: Offers, means: capacity.Means, causes: bool = True) -> Funding:
    """Return grants, own money and gap of every line; without ``causes`` all of the gap stands in ``rest``."""
    paid = grant(offers, investment.units, investment.unit_cost, investment.unit_premium, investment.taxed, causes)
    needed = investment.additional - by_line(offers, paid.granted, len(investment.book.lines))
    own = np.minimum(needed, capacity.carried(case, investment, needed, means))
    if case.settings.adoption == "financed":
        own = capacity.financed(case, investment, needed, means)
    rest = needed - own
    if not causes:
        none = np.zeros_like(rest)
        return Funding(offers, paid, own, none, none, rest, has_programme(offers, len(investment.book.lines)))
    suspended = np.minimum(rest, paid.suspended)
    rest = rest - suspended
    exhausted = np.minimum(rest, paid.exhausted)
    rest = rest - exhausted
    return Funding(offers, paid, own, suspended, exhausted, rest, has_programme(offers, len(investment.book.lines)))


def grant(
    offers: Offers, units: Array, unit_cost: Array, unit_premium: Array, taxed: Array, causes: bool = True
) -> Grants:
    """Return what every programme is asked for and pays, for units of lines at their cost.

    units [unit/a], unit_cost, unit_premium [EUR/unit] with tax, taxed [1]: tax part of the cost,
    all (year, line, draw). asked = units x min(cost x eligible, cap) x rate x part kept. Where nothing
    is offered, all is zero. Without ``causes`` what suspended programmes and empty pots would have paid is not
    worked out.
    """
    shape = np.broadcast_shapes(units.shape, unit_cost.shape, (1, 1, offers.rate.shape[-1]))
    if not len(offers.line):
        none = np.zeros((shape[0], 0, shape[2]))
        return Grants(none, none, none, np.zeros(shape), np.zeros(shape))
    base = _base(offers, units, unit_cost, unit_premium, taxed)
    cost = (units * unit_cost).take(offers.lines[offers.choosing], axis=1)
    asked = base * offers.rate
    share = _pot_share(offers, asked)
    scarce = bool((share < 1.0).any())
    paid = _best(offers, asked * share[:, offers.programme] if scarce else asked, cost)
    granted, best = _spread(offers, paid), paid.total
    suspended, exhausted = np.zeros(shape), np.zeros(shape)
    if scarce and causes:
        exhausted[:, offers.lines] = np.maximum(_best(offers, asked, cost).total - best, 0.0)
    if causes and offers.lost is not offers.rate:
        would = base * offers.lost
        full = _pot_share(offers, would)
        wished = _best(offers, would * full[:, offers.programme], cost).total
        suspended[:, offers.lines] = np.maximum(wished - best, 0.0)
    return Grants(asked, granted, share, suspended, exhausted)


def granted_to(offers: Offers, investment: Investment, lines: Integers) -> Array:
    """Return what programmes grant to some lines alone, (year, line, draw) [EUR/a]: ``apply`` without the rest.

    Pots are shared with every line that may ask them; what a suspended programme or an empty pot would have paid,
    and what payers carry, is left out: a coalition of measures needs neither.
    """
    book = investment.book
    mine = np.isin(offers.line, lines)
    potted = np.isin(offers.programme, np.flatnonzero((offers.pot < NO_LIMIT).any(axis=(0, 2))))
    shared = potted & np.isin(offers.programme, offers.programme[mine])
    some = parts.of_offers(offers, np.flatnonzero(mine | shared))
    every = (investment.units, investment.unit_cost, investment.unit_premium, investment.taxed)
    asked = _base(some, *every) * some.rate
    share = _pot_share(some, asked)
    own, kept = parts.of_lines(offers, lines), np.isin(some.line, lines)
    cost = (investment.units * investment.unit_cost).take(own.lines[own.choosing], axis=1)
    best = _best(own, asked[:, kept] * share[:, own.programme], cost).total
    out = np.zeros((best.shape[0], len(book.lines), best.shape[2]))
    out[:, own.lines] = best
    return out.take(lines, axis=1)


def _base(offers: Offers, units: Array, unit_cost: Array, unit_premium: Array, taxed: Array) -> Array:
    """Return the eligible cost of all units by offer, (year, offer, draw) [EUR/a]."""
    base = _eligible(offers, unit_cost, unit_premium, taxed)
    return np.asarray(base * (units.take(offers.line, axis=1) * offers.held))


def _eligible(offers: Offers, unit_cost: Array, unit_premium: Array, taxed: Array) -> Array:
    """Return the eligible cost of one unit by offer, (year, offer, draw) [EUR/unit]."""
    cost = unit_cost.take(offers.line, axis=1)
    if offers.premium.any():
        cost = np.where(offers.premium, unit_premium.take(offers.line, axis=1), cost)
    if offers.net.any():
        cost = np.where(offers.net, cost / taxed.take(offers.line, axis=1), cost)
    return np.asarray(np.minimum(cost * offers.eligible, offers.cap))


def _pot_share(offers: Offers, asked: Array) -> Array:
    """Return the part of what is asked of each programme that its pot of the year holds, (year, programme, draw)."""
    out = np.ones((asked.shape[0], len(offers.programmes), asked.shape[2]))
    for i in np.flatnonzero((offers.pot < NO_LIMIT).any(axis=(0, 2))).tolist():
        total = asked[:, offers.programme == i].sum(axis=1)
        out[:, i] = np.minimum(1.0, offers.pot[:, i] / np.maximum(total, TINY))
    return out


class _Best(NamedTuple):
    """The best choice of each line: what it pays, (year, line with offers, draw), and how it is made up.

    amounts (year, offer, draw): what was to choose from; parts: for each place in a combination what its
    member pays, (year, candidate, draw); chosen (year, choosing line, draw): the place of the best candidate.
    """

    total: Array
    amounts: Array
    parts: list[Array]
    chosen: NDArray[np.int8]


def _best(offers: Offers, amounts: Array, cost: Array) -> _Best:
    """Return the best choice of each line.

    amounts (year, offer, draw), cost (year, choosing line, draw) [EUR/a]. A combination pays the sum of its
    members, at most its limit times the full cost; its members are served in their order. Of equal choices
    the first counts.
    """
    total = np.add.reduceat(amounts, offers.starts, axis=1)
    if not len(offers.choosing):
        return _Best(total, amounts, [], np.zeros((*total.shape[:1], 0, total.shape[2]), dtype=np.int8))
    padded = np.concatenate([amounts, np.zeros_like(amounts[:, :1])], axis=1)
    left = offers.limit[:, np.newaxis] * cost.take(offers.of_candidate, axis=1)
    parts = []
    for slot in range(offers.members.shape[1]):
        part = np.minimum(padded.take(offers.members[:, slot], axis=1), left)
        left = left - part
        parts.append(part)
    paid = parts[0] + sum(parts[1:])
    ranked = np.concatenate([paid, np.full_like(paid[:, :1], -1.0)], axis=1)
    best, chosen = (
        ranked.take(offers.choices[:, 0], axis=1),
        np.zeros((*cost.shape[:2], amounts.shape[2]), dtype=np.int8),
    )
    for slot in range(1, offers.choices.shape[1]):
        other = ranked.take(offers.choices[:, slot], axis=1)
        better = other > best
        np.maximum(best, other, out=best)
        chosen[better] = slot
    total[:, offers.choosing] = best
    return _Best(total, amounts, parts, chosen)


def _spread(offers: Offers, best: _Best) -> Array:
    """Return amounts with those of lines that choose replaced by the parts of their choice, (year, offer, draw)."""
    if not best.parts:
        return best.amounts
    out = np.concatenate([best.amounts, np.zeros_like(best.amounts[:, :1])], axis=1)
    out[:, np.unique(offers.members)] = 0.0
    wins = best.chosen.take(offers.of_candidate, axis=1) == offers.place[:, np.newaxis]
    for slot, part in enumerate(best.parts):
        known = np.flatnonzero(offers.members[:, slot] >= 0)
        order = known[np.argsort(offers.members[known, slot], kind="stable")]
        member = offers.members[order, slot]
        starts = np.flatnonzero(np.diff(member, prepend=-1))
        won = (part * wins).take(order, axis=1)
        out[:, member[starts]] += np.add.reduceat(won, starts, axis=1)
    return out[:, :-1]


def by_line(offers: Offers, values: Array, lines: int) -> Array:
    """Sum values of offers (year, offer, draw) by line, (year, line, draw)."""
    out = np.zeros((values.shape[0], lines, values.shape[-1]))
    if len(offers.line):
        out[:, offers.lines] = np.add.reduceat(values, offers.starts, axis=1)
    return out


def has_programme(offers: Offers, lines: int) -> NDArray[np.bool_]:
    """Return where a running programme is open to a line, (year, line)."""
    running = by_line(offers, np.where((offers.rate > 0.0).any(axis=-1, keepdims=True), 1.0, 0.0), lines)
    return np.asarray(running[..., 0] > 0.0)
