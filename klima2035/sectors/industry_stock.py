"""Turnover of process-heat equipment by vintage: what leaves, what replaces it, what leaves before its end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035 import stocks
from klima2035.case import Case
from klima2035.sectors.industry_layout import CELL_OF, CELLS, FOSSIL, PAIRS, STARTS, TECHNOLOGY_OF

Array = NDArray[np.float64]

AGES = 30  # equipment that reaches this age leaves
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Turnover:
    """Stocks and flows in useful heat, [GWh/a]; 2017 has no flows.

    stock, inflow, natural (year, pair, draw): year-end capacity, what is built, what reaches its end;
    early (year, fossil pair, draw): what leaves before its end; due (year, pair, draw): part of the
    inflow that replaces equipment at its end, early exits with the part of life used up.
    """

    stock: Array
    inflow: Array
    natural: Array
    early: Array
    due: Array


def turn_over(case: Case, opening: Array, target: Array, switch: Array, early: Array) -> Turnover:
    """Return how equipment turns over from the end of 2017 on.

    opening (pair, draw) and target (year, cell, draw): useful capacity [GWh/a]; switch (year, other
    pair, draw): share of a cell's fossil exits that turn to this technology [1]; early (year, cell,
    draw): share of fossil survivors that may switch before their end [1/a], below one.

    A cell builds need = max(exits + target - stock, 0); each exit is replaced in the proportion
    need / exits, like for like apart from the switching share of fossil exits. Early exits happen
    only to switch: early x switch share. Equipment lives by Weibull survival (``stocks.ageing``), in
    2017 with the age profile of a stock that has always been renewed evenly.
    """
    years = target.shape[0]
    flows = _Flows.empty(years, case.draws)
    shape = float(case["process_lifetime_shape"][0])
    age = stocks.ageing(stocks.survival(case["process_lifetime"], shape, AGES - 1), years)
    leave = np.empty_like(flows.natural)
    leave[:] = age.leave.take(TECHNOLOGY_OF, axis=1)
    flows.stock[0] = opening
    np.multiply(opening, age.opening_leave[:, TECHNOLOGY_OF], out=flows.natural)
    total = np.add.reduceat(switch, STARTS[len(CELLS) :] - FOSSIL, axis=1)
    leaving = (early * total)[:, _FOSSIL_CELLS]
    factor = np.asarray(np.cumprod(1.0 - leaving, axis=0), dtype=np.float64)
    drive = _Drive(leave, target, switch, early, total, 1.0 - total[:, _FOSSIL_CELLS], 1.0 - leaving, factor)
    of_cell = cell_sums(opening[np.newaxis])[0]
    for year in range(1, years):
        of_cell = _step(year, of_cell, drive, flows)
    saved_life = np.add.reduceat(flows.survivors - _worn(flows, age, factor), _FOSSIL_STARTS, axis=1)
    due = flows.inflow.copy()
    due[:, FOSSIL:] -= switch * (flows.scale * early * saved_life)[:, _OTHER_CELLS]
    return Turnover(flows.stock, flows.inflow, flows.natural, flows.survivors * leaving, due)


@dataclass(frozen=True, slots=True)
class _Drive:
    """What moves the stock: leave by age and pair; by year target, early and total by cell, the rest by pair.

    total: share of fossil exits that switch; kept = 1 - total; stay = 1 - early exits; factor: product of stay.
    """

    leave: Array
    target: Array
    switch: Array
    early: Array
    total: Array
    kept: Array
    stay: Array
    factor: Array


@dataclass(frozen=True, slots=True)
class _Flows:
    """What the loop over years notes down: by pair, by fossil pair (survivors), by cell (scale).

    natural holds the exits that are due of the vintages known so far, before the common factor;
    vintage is the inflow over that factor.
    """

    stock: Array
    inflow: Array
    natural: Array
    vintage: Array
    survivors: Array
    scale: Array

    @classmethod
    def empty(cls, years: int, draws: int) -> _Flows:
        """Return flows of nothing, to be filled year by year."""
        sizes = (len(PAIRS), len(PAIRS), len(PAIRS), len(PAIRS), FOSSIL, len(CELLS))
        return cls(*(np.zeros((years, size, draws)) for size in sizes))


_FOSSIL_CELLS, _OTHER_CELLS = CELL_OF[:FOSSIL], CELL_OF[FOSSIL:]
_FOSSIL_STARTS = STARTS[: len(CELLS)]


def _step(year: int, of_cell: Array, drive: _Drive, flows: _Flows) -> Array:
    """Turn the stock over by one year, last year's being known; return the stock of each cell.

    of_cell (cell, draw): stock of last year.
    """
    before, after, inflow = flows.stock[year - 1], flows.stock[year], flows.inflow[year]
    natural, survivors, vintage = flows.natural[year], flows.survivors[year], flows.vintage[year]
    natural[:FOSSIL] *= drive.factor[year - 1]
    np.minimum(natural, before, out=natural)
    np.subtract(before, natural, out=after)
    survivors[:] = after[:FOSSIL]
    ends = np.add.reduceat(natural, STARTS, axis=0)
    forced = drive.early[year] * np.add.reduceat(survivors, _FOSSIL_STARTS, axis=0)
    exits = ends[: len(CELLS)] + ends[len(CELLS) :] + drive.total[year] * forced
    left = of_cell - exits
    of_cell = np.maximum(left, drive.target[year])
    scale = np.divide(of_cell - left, np.maximum(exits, TINY), out=flows.scale[year])
    np.multiply(natural, scale.take(CELL_OF, axis=0), out=inflow)
    inflow[:FOSSIL] *= drive.kept[year]
    turned = (ends[: len(CELLS)] + forced) * scale
    inflow[FOSSIL:] += drive.switch[year] * turned.take(_OTHER_CELLS, axis=0)
    after[:FOSSIL] *= drive.stay[year]
    after += inflow
    np.divide(inflow[:FOSSIL], drive.factor[year], out=vintage[:FOSSIL])
    vintage[FOSSIL:] = inflow[FOSSIL:]
    stocks.schedule_exits(flows.natural, drive.leave, year, vintage)
    return of_cell


def _worn(flows: _Flows, age: stocks.Ageing, factor: Array) -> Array:
    """Return the used-up part of the life of each year's fossil survivors, (year, fossil pair, draw) [GWh/a].

    Survivors x their age over the mean age at exit, at most one; age counts full years of service before the year.
    """
    years, technology = len(factor), TECHNOLOGY_OF[:FOSSIL]
    aged = flows.stock[0, :FOSSIL] * (age.opening_age - age.opening_alive)[:, technology]
    served, vintage = np.empty_like(aged), flows.vintage[:, :FOSSIL].copy()
    served[:] = age.alive.take(technology, axis=1)
    served *= np.maximum(np.arange(years, dtype=np.float64) - 1.0, 0.0)[:, np.newaxis, np.newaxis]
    for year in range(1, years - 2):
        aged[year + 2 :] += vintage[year] * served[2 : years - year]
    aged[1:] *= factor[:-1]
    return np.minimum(aged / age.mean_life[technology], flows.survivors)


def cell_sums(values: Array) -> Array:
    """Return sums over the pairs of each cell, (year, cell, draw), from (year, pair, draw)."""
    blocks = np.add.reduceat(values, STARTS, axis=1)
    return np.asarray(blocks[:, : len(CELLS)] + blocks[:, len(CELLS) :])
