"""The numbers that the formulas of the funding calculation give, worked out in the same order as there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from klima2035.money.capacity import PUBLIC, TINY
from klima2035.money.sheet import Line, Sheet

Series = list[float]
Parts = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One line: eligible cost, what is asked, paid after pots and granted by offer; what its choices pay.

    parts: what each member of each choice is paid; totals: their sums; chosen: the place of the best, -1 without.
    """

    eligible: tuple[float, ...]
    asked: tuple[float, ...]
    paid: tuple[float, ...]
    granted: tuple[float, ...]
    parts: Parts
    totals: tuple[float, ...]
    chosen: int
    needed: float
    open: float
    own: float

    @property
    def gap(self) -> float:
        """Return what nobody pays."""
        return self.needed - self.own


@dataclass(frozen=True)
class Reckoning:
    """All lines in their order; by year the part of a programme that its pot holds, and of open need that is paid."""

    lines: tuple[Reckoned, ...]
    pot_share: Mapping[str, Series]
    money_share: Mapping[str, Series]


def programmes(sheet: Sheet) -> list[str]:
    """Return the programmes in order of their rates."""
    return list(dict.fromkeys(rate.programme for rate in sheet.rates))


def reckon(sheet: Sheet, financed: bool) -> Reckoning:
    """Return every number of the funding calculation; financed: private payers build only what they pay for."""
    first = sheet.years[0] if sheet.years else 0
    eligible = [
        [min(offer.cost * offer.eligible, offer.cost * offer.eligible if offer.cap is None else offer.cap)
         for offer in line.offers]
        for line in sheet.lines
    ]  # fmt: skip
    asked = [
        [line.units * cost * offer.kept * sheet.rates[offer.rate].by_year[line.year - first]
         for cost, offer in zip(costs, line.offers, strict=True)]
        for costs, line in zip(eligible, sheet.lines, strict=True)
    ]  # fmt: skip
    pots = _pot_share(sheet, asked)
    chosen = [
        _choose(line, [amount * pots[offer.programme][line.year - first]
                       for amount, offer in zip(amounts, line.offers, strict=True)])
        for amounts, line in zip(asked, sheet.lines, strict=True)
    ]  # fmt: skip
    needed = [line.need - sum(one[1]) for line, one in zip(sheet.lines, chosen, strict=True)]
    open_ = [
        max(rest - line.growth, 0.0) if line.payer in PUBLIC else 0.0
        for rest, line in zip(needed, sheet.lines, strict=True)
    ]
    shares = _money_share(sheet, open_)
    lines = tuple(
        Reckoned(tuple(eligible[i]), tuple(asked[i]), *chosen[i], needed[i], open_[i],
                 _own(line, needed[i], open_[i], financed, lambda payer, year: shares[payer][year - first]))
        for i, line in enumerate(sheet.lines)
    )  # fmt: skip
    return Reckoning(lines, pots, shares)


def _pot_share(sheet: Sheet, asked: Sequence[Sequence[float]]) -> dict[str, Series]:
    total = {name: [0.0] * len(sheet.years) for name in programmes(sheet)}
    for amounts, line in zip(asked, sheet.lines, strict=True):
        for amount, offer in zip(amounts, line.offers, strict=True):
            total[offer.programme][line.year - sheet.years[0]] += amount
    return {
        name: [
            1.0 if pot is None else min(1.0, pot / max(one, TINY))
            for pot, one in zip(sheet.pots.get(name, [None] * len(sheet.years)), sums, strict=True)
        ]
        for name, sums in total.items()
    }


def _money_share(sheet: Sheet, open_: Sequence[float]) -> dict[str, Series]:
    out = {}
    for payer, money in sheet.money.items():
        total = list(sheet.elsewhere[payer])
        for amount, line in zip(open_, sheet.lines, strict=True):
            if line.payer == payer:
                total[line.year - sheet.years[0]] += amount
        out[payer] = [min(1.0, own / max(one, TINY)) for own, one in zip(money, total, strict=True)]
    return out


def _choose(
    line: Line, paid: Sequence[float]
) -> tuple[tuple[float, ...], tuple[float, ...], Parts, tuple[float, ...], int]:
    """Return paid and granted by offer, the parts and totals of each choice and the place of the best."""
    if not line.choices:
        return tuple(paid), tuple(paid), (), (), -1
    parts = tuple(_served([paid[i] for i in members], limit) for members, limit in line.choices)
    totals = tuple(map(sum, parts))
    best = totals.index(max(totals))
    granted = dict(zip(line.choices[best][0], parts[best], strict=True))
    return tuple(paid), tuple(granted.get(i, 0.0) for i in range(len(paid))), parts, totals, best


def _served(amounts: Sequence[float], limit: float | None) -> tuple[float, ...]:
    """Return what members are paid in their order until the limit is reached."""
    if limit is None:
        return tuple(amounts)
    left = accumulate(amounts, lambda rest, amount: rest - min(rest, amount), initial=limit)
    return tuple(min(amount, rest) for amount, rest in zip(amounts, left, strict=False))


def _own(line: Line, needed: float, open_: float, financed: bool, share: Callable[[str, int], float]) -> float:
    if line.payer in PUBLIC:
        return min(needed, line.growth + open_ * share(line.payer, line.year))
    if financed:
        return needed
    cost = max(needed, 0.0)
    levy = min(min(line.levy_rate * cost, line.levy_cap) * line.levy_worth, cost)
    return min(needed, line.fixed + levy)


@dataclass(frozen=True)
class Years:
    """Sums by year: need and own money of all lines, grants by funder, gap."""

    need: Series
    grants: Mapping[str, Series]
    own: Series
    gap: Series


def by_year(sheet: Sheet, made: Reckoning) -> Years:
    """Return the sums of all lines, those without a programme among them."""
    gap = [
        private + sum(sheet.elsewhere[payer][i] * (1.0 - made.money_share[payer][i]) for payer in sheet.money)
        for i, private in enumerate(sheet.rest_gap_private)
    ]
    need = list(sheet.rest_need)
    own = [whole - part for whole, part in zip(need, gap, strict=True)]
    grants = {rate.funder: [0.0] * len(sheet.years) for rate in sheet.rates}
    for one, line in zip(made.lines, sheet.lines, strict=True):
        at = line.year - sheet.years[0]
        need[at] += line.need
        own[at] += one.own
        gap[at] += one.gap
        for amount, offer in zip(one.granted, line.offers, strict=True):
            grants[sheet.rates[offer.rate].funder][at] += amount
    return Years(need, grants, own, gap)
