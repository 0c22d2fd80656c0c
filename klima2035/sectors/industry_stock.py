"""Turnover of process-heat equipment: what leaves, what replaces it, what is kept in advance of its end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035 import stocks
from klima2035.case import Case
from klima2035.sectors.industry_layout import CELL_OF, CELLS, FOSSIL, PAIRS, STARTS, TECHNOLOGY_OF

Array = NDArray[np.float64]

AGES = 30  # length of the age axis; equipment that reaches this age leaves
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
    draw): share of fossil survivors that may switch before their end [1/a].

    A cell builds need = max(exits + target - stock, 0); each exit is replaced in the proportion
    need / exits, like for like apart from the switching share of fossil exits. Early exits happen
    only to switch: early x switch share. Equipment lives by Weibull survival (``stocks.retire``).
    """
    lifetime = case["process_lifetime"]
    shape = float(case["process_lifetime_shape"][0])
    # one age profile for all cells: a stock that has always been renewed evenly
    rate = stocks.hazard(lifetime, shape, AGES)[TECHNOLOGY_OF]
    by_age = opening[:, np.newaxis, :] * stocks.age_profile(lifetime, shape, AGES)[TECHNOLOGY_OF]
    exit_age = stocks.survival(lifetime, shape, AGES)[..., :-1, :].sum(axis=-2)[TECHNOLOGY_OF[:FOSSIL]]
    flows = _Flows.empty(target.shape[0], case.draws)
    flows.stock[0] = opening
    total = np.add.reduceat(switch, STARTS[len(CELLS) :] - FOSSIL, axis=1)
    gone, kept = early * total, 1.0 - total
    drive = _Drive(rate, target, switch, early, gone, gone[:, _FOSSIL_CELLS], kept[:, _FOSSIL_CELLS])
    of_cell = cell_sums(opening[np.newaxis])[0]
    work = np.empty((FOSSIL, AGES, case.draws))
    for year in range(1, target.shape[0]):
        of_cell = _step(year, by_age, of_cell, drive, flows, work)
    used = np.minimum(flows.age_sum / exit_age, flows.survivors)
    saved_life = np.add.reduceat(flows.survivors - used, STARTS[: len(CELLS)], axis=1)
    due = flows.inflow.copy()
    due[:, FOSSIL:] -= switch * (flows.scale * early * saved_life)[:, _OTHER_CELLS]
    return Turnover(flows.stock, flows.inflow, flows.natural, flows.survivors * drive.leaving, due)


@dataclass(frozen=True, slots=True)
class _Drive:
    """What moves the stock: rate by pair and age; by year target, early and gone by cell, the rest by pair.

    gone = early x switch leaves before its end; leaving is the same by fossil pair; kept = 1 - switch.
    """

    rate: Array
    target: Array
    switch: Array
    early: Array
    gone: Array
    leaving: Array
    kept: Array


@dataclass(frozen=True, slots=True)
class _Flows:
    """What the loop over years notes down: by pair, by fossil pair (survivors, age_sum), by cell (scale)."""

    stock: Array
    inflow: Array
    natural: Array
    survivors: Array
    age_sum: Array
    scale: Array

    @classmethod
    def empty(cls, years: int, draws: int) -> _Flows:
        sizes = (len(PAIRS), len(PAIRS), len(PAIRS), FOSSIL, FOSSIL, len(CELLS))
        return cls(*(np.zeros((years, size, draws)) for size in sizes))


_WEIGHTS = (np.arange(AGES, dtype=np.float64) - 1.0)[:, np.newaxis]  # age at exit: the stock has moved on by a year
_FOSSIL_CELLS, _OTHER_CELLS = CELL_OF[:FOSSIL], CELL_OF[FOSSIL:]


def _step(year: int, by_age: Array, of_cell: Array, drive: _Drive, flows: _Flows, work: Array) -> Array:
    """Turn the stock ``by_age`` (pair, age, draw) over by one year in place; return the stock of each cell.

    of_cell (cell, draw): stock of last year; work (fossil pair, age, draw): room to calculate in.
    """
    before, after, inflow = flows.stock[year - 1], flows.stock[year], flows.inflow[year]
    natural, _, _ = stocks.retire(by_age, drive.rate)
    flows.natural[year] = natural
    survivors = np.subtract(before, natural, out=after)
    np.maximum(survivors, 0.0, out=survivors)
    flows.survivors[year] = survivors[:FOSSIL]
    fossil = by_age[:FOSSIL]
    np.multiply(fossil, _WEIGHTS, out=work).sum(axis=1, out=flows.age_sum[year])
    stay = 1.0 - drive.leaving[year]
    fossil *= stay[:, np.newaxis]
    ends = np.add.reduceat(natural, STARTS, axis=0)
    alive = np.add.reduceat(flows.survivors[year], STARTS[: len(CELLS)], axis=0)
    exits = ends[: len(CELLS)] + ends[len(CELLS) :] + drive.gone[year] * alive
    left = of_cell - exits
    of_cell = np.maximum(left, drive.target[year])
    scale = np.divide(of_cell - left, np.maximum(exits, TINY), out=flows.scale[year])
    np.multiply(natural, scale[CELL_OF], out=inflow)
    inflow[:FOSSIL] *= drive.kept[year]
    turned = (ends[: len(CELLS)] + drive.early[year] * alive) * scale
    inflow[FOSSIL:] += drive.switch[year] * turned[_OTHER_CELLS]
    by_age[:, 0] = inflow
    after[:FOSSIL] *= stay
    after += inflow
    return of_cell


def cell_sums(values: Array) -> Array:
    """Return sums over the pairs of each cell, (year, cell, draw), from (year, pair, draw)."""
    blocks = np.add.reduceat(values, STARTS, axis=1)
    return np.asarray(blocks[:, : len(CELLS)] + blocks[:, len(CELLS) :])
