"""Financed adoption: flows shrink to what is paid for and what the crafts can build.

What measures add to the trend is built in the share for which money and hands are found. Private payers:
the share of the need that savings and levies repay. The city and its companies: what their climate money
holds; what the trend builds is paid by ordinary budgets, as it is built. Crafts: what is free after the
trend's work. What one lever moves is built together: the shares of its assets, weighted by their need, decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.levers import Lever
from klima2035.money import capacity
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.money.labour import Crafts
from klima2035.result import Table
from klima2035.variables import DIMS
from klima2035.variables.plausibility import CRAFTS

Array = NDArray[np.float64]

ROUNDS = 6  # passes of the model; crafts then hold to about a per cent, public money where its payer decides alone
SLOWEST = 0.3  # of a public share that one pass leaves at least
TINY = 1e-9
TREND = -1  # the last draw


@dataclass(frozen=True)
class Shares:
    """What of the wanted excess over the trend is built, all [1].

    private (year, line, draw): from the pass in which all happens as given; public (year, payer, draw);
    craft (year, craft, draw); financed, built (year, asset, draw): by money, and by money and crafts.
    """

    private: Array
    public: Array
    craft: Array
    financed: Array
    built: Array


def first(case: Case, investment: Investment, funding: Funding, crafts: Crafts) -> Shares:
    """Return the shares that follow from a pass in which every measure happens as given."""
    needed = investment.additional - funding.granted()
    private = np.clip(np.where(needed > TINY, funding.own / np.maximum(needed, TINY), 1.0), 0.0, 1.0)
    shape = (len(case.years), 1, case.draws)
    start = np.ones((shape[0], len(DIMS["payer"]), shape[2])), np.ones((shape[0], len(CRAFTS), shape[2]))
    return _joined(investment, crafts, private, *start, needed)


def again(
    case: Case, now: Investment, funding: Funding, crafts: Crafts, means: capacity.Means, before: Shares
) -> Shares:
    """Return the shares after one more pass: public money and crafts are tightened or loosened to what they hold."""
    need = now.additional - funding.granted()
    needed, lines = np.maximum(need - now.growth, 0.0), now.book.lines
    beyond = needed - case.trend_of(needed)
    starts = np.flatnonzero(np.diff(lines.asset, prepend=-1))
    weight = np.maximum(need, 0.0) + TINY
    whole = np.add.reduceat(weight, starts, axis=1)[:, lines.asset]
    public = before.public.copy()
    for payer in capacity.PUBLIC:
        code = DIMS["payer"].index(payer)
        mine = lines.payer == code
        part = np.add.reduceat(weight * mine[:, np.newaxis], starts, axis=1)[:, lines.asset] / whole
        asked, money = beyond[:, mine].sum(axis=1), capacity.money_of(case, payer, means)
        moved = (np.maximum(beyond, 0.0) * part)[:, mine].sum(axis=1)  # what the payer's own share decides
        less = np.clip(1.0 - (asked - money) / np.maximum(moved, TINY), SLOWEST, 1.0)
        ratio = np.where(asked > money, less, money / np.maximum(asked, TINY))
        public[:, code] = np.clip(before.public[:, code] * ratio, 0.0, 1.0)
    work = crafts.needed(now.installed)
    free = np.nan_to_num(crafts.available, nan=np.inf)[..., np.newaxis]
    ordinary = case.trend_of(work)
    ratio = np.maximum(free - ordinary, 0.0) / np.maximum(work - ordinary, TINY)
    craft = np.clip(before.craft * ratio, 0.0, 1.0)
    return _joined(now, crafts, before.private, public, craft, need)


def _joined(investment: Investment, crafts: Crafts, private: Array, public: Array, craft: Array, need: Array) -> Shares:
    """Return shares by asset: lines weighted by what they need, then the scarcest craft of each asset."""
    lines = investment.book.lines
    of_line = np.where(capacity.is_public(investment)[:, np.newaxis], public[:, lines.payer], private)
    weight = np.maximum(need, 0.0) + TINY * investment.units + TINY * TINY
    starts = np.flatnonzero(np.diff(lines.asset, prepend=-1))
    financed = np.add.reduceat(of_line * weight, starts, axis=1) / np.add.reduceat(weight, starts, axis=1)
    hands = np.ones_like(financed)
    for i, asset in np.argwhere(crafts.need > 0.0).tolist():
        hands[:, asset] = np.minimum(hands[:, asset], craft[:, i])
    return Shares(private, public, craft, financed, financed * hands)


def paths(
    case: Case, levers: Sequence[Lever], base: Mapping[str, Array], given: Investment, shares: Shares
) -> dict[str, Array]:
    """Return every lever of the case moved only as far as its assets are built, (year, draw).

    base: levers without any measure; given: the pass in which all happens, whose need beyond the trend weighs the
    assets of a lever. A rate or share of what is bought keeps its share of the year; a level that building raises
    keeps the share of each year's rise, so that what is not built is missing later too.
    """
    wanted = case.levers
    excess = np.maximum(given.installed - case.trend_of(given.installed), 0.0)
    lines = given.book.lines
    starts = np.flatnonzero(np.diff(lines.asset, prepend=-1))
    unit = np.add.reduceat(np.maximum(given.unit_premium, 0.0) * lines.share, starts, axis=1)
    need = excess * unit
    out = {}
    for lever in levers:
        at = [i for i, asset in enumerate(given.assets) if lever.name in asset.levers]
        path, trend = wanted[lever.name], base[lever.name]
        if not at or np.array_equal(path, np.broadcast_to(trend, path.shape)):
            out[lever.name] = path
            continue
        weight = need[:, at]
        total = weight.sum(axis=1)
        share = np.where(total > TINY, (weight * shares.built[:, at]).sum(axis=1) / np.maximum(total, TINY), 1.0)
        out[lever.name] = trend + (_levels(path - trend, share) if lever.level else share * (path - trend))
    return out


def _levels(beyond: Array, share: Array) -> Array:
    """Return a level's lead over the trend where each year's rise is built only in a share, (year, draw)."""
    out = np.zeros_like(beyond)
    for year in range(1, len(beyond)):
        before, now = beyond[year - 1], beyond[year]
        rise = np.where(np.abs(now) > np.abs(before), share[year] * (now - before), 0.0)
        kept = np.where(np.abs(now) < np.abs(before), now / np.where(before == 0.0, 1.0, before), 1.0)
        out[year] = (out[year - 1] + rise) * kept
    return out


def table(scenario: str, given: Investment, now: Investment, shares: Shares | None, as_of: int) -> Table:
    """Return ``adoption.csv``: what measures want and what is built of each asset, and what limits it."""
    columns = ("scenario", "year", "asset", "wanted", "built", "financed_share", "craft_share", "limit", "unit")
    rows: list[tuple[str | int | float | None, ...]] = []
    if shares is not None:
        excess = given.installed[..., 0] - given.installed[..., TREND]
        for i, asset in enumerate(given.assets):
            for y in np.flatnonzero((excess[:, i] > 1e-6) & (given.book.years > as_of)).tolist():
                money, built = float(shares.financed[y, i, 0]), float(shares.built[y, i, 0])
                hands = built / money if money > 0.0 else 1.0
                limit = "" if built > 1.0 - 1e-6 else "money" if money <= hands else "labour"
                both = (float(given.installed[y, i, 0]), float(now.installed[y, i, 0]))
                year = int(given.book.years[y])
                rows.append((scenario, year, asset.name, *both, money, hands, limit, f"{asset.unit}"))
    return Table("adoption", columns, tuple(rows))
