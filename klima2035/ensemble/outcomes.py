"""What each draw means for the milestones, the CO2 budgets and the city's money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035 import milestones, neutrality
from klima2035.ensemble.block import Block
from klima2035.frames import TOTALS
from klima2035.inputs import Inputs
from klima2035.milestone_files import Milestone
from klima2035.scenario import Scenario
from klima2035.variables import TARGET_YEAR, focus

Array = NDArray[np.float64]

VERDICTS = ("reached", "at_risk", "missed")
NEVER = 0  # instead of a year
EURO = 0.5  # what the city may lack in a year and still be within its means [EUR/a]


@dataclass(frozen=True)
class Outcomes:
    """What milestones, budgets and money come to, by draw.

    verdict (milestone, draw): place in VERDICTS; holds (milestone, draw): whether the limit is kept; met (milestone,
    draw): first year from which it holds to the end, 0 never; within (budget and span, draw); used_up (budget, draw):
    year, 0 not; means (payer, draw): whether the city and its companies find all they must until 2035.
    """

    verdict: NDArray[np.int8]
    holds: NDArray[np.bool_]
    met: NDArray[np.int16]
    within: NDArray[np.bool_]
    used_up: NDArray[np.int16]
    means: NDArray[np.bool_]


def judged(scenario: Scenario, inputs: Inputs, names: set[str], years: NDArray[np.int64]) -> list[Milestone]:
    """Return the milestones that a path decides: not counted yet, their year and indicator modelled.

    Not those that a rule counts (investment in climate protection), nor those derived from the scenario itself.
    """
    counted, digest = milestones.actuals(inputs), scenario.digest()
    known = milestones.Evidence(tuple(years.tolist()), counted, {})
    return [
        one for one in scenario.milestones
        if TOTALS.get(one.indicator, one.indicator) in names and not one.counting_rule
        and known.of(milestones.name_of(one), one.year, scenario.as_of)[1] != "actual"
        and years[0] <= one.year <= years[-1] and not milestones.is_own(one, scenario.name, digest)
    ]  # fmt: skip


def outcomes(block: Block, judging: Sequence[Milestone], inputs: Inputs, as_of: int) -> Outcomes:
    """Return the outcomes of a block; the inputs carry its draws."""
    draws = block.measured.direct.shape[1]
    verdict = np.empty((len(judging), draws), dtype=np.int8)
    holds = np.empty((len(judging), draws), dtype=np.bool_)
    met = np.empty((len(judging), draws), dtype=np.int16)
    place = {name: i for i, (name, part, _) in enumerate(block.measured.keys) if not part}
    for i, one in enumerate(judging):
        path = block.measured.paths[place[TOTALS.get(one.indicator, one.indicator)]]
        verdict[i], holds[i], met[i] = _judge(one, path, block.years, as_of)
    within, used_up = _budgets(block, inputs)
    spent = (block.years > as_of) & (block.years <= TARGET_YEAR)
    means = np.asarray((block.public_gap[spent] <= EURO).all(axis=0), dtype=np.bool_)
    return Outcomes(verdict, holds, met, within, used_up, means)


def _judge(
    one: Milestone, path: Array, years: NDArray[np.int64], as_of: int
) -> tuple[NDArray[np.int8], NDArray[np.bool_], NDArray[np.int16]]:
    """Return verdict, whether the limit holds and the year met of one milestone in every draw; path (year, draw)."""
    kept = np.asarray(milestones.margin(one, path))  # type: ignore[arg-type]  # elementwise over draws
    now = kept[one.year - int(years[0])]
    best = VERDICTS.index("at_risk" if one.year <= as_of else "reached")
    verdict = np.where(now >= 0.0, best, np.where(now > -one.tolerance, 1, 2)).astype(np.int8)
    lasts = np.flip(np.logical_and.accumulate(np.flip(kept >= 0.0, axis=0), axis=0), axis=0)
    met = np.where(lasts[-1], years[lasts.argmax(axis=0)], NEVER).astype(np.int16)
    return verdict, np.asarray(now >= 0.0), met


def _budgets(block: Block, inputs: Inputs) -> tuple[NDArray[np.bool_], NDArray[np.int16]]:
    years, draws = block.years, block.measured.direct.shape[1]
    within, used_up = [], []
    spans = [int(np.flatnonzero(years == year)[0]) for year in spans_of(years)]
    for _, start, share in neutrality.budgets(inputs):
        used = np.cumsum(np.where((years >= start)[:, np.newaxis], block.measured.direct, 0.0), axis=0)
        over = (used > share) & (years >= start)[:, np.newaxis]
        within += [~over[: at + 1].any(axis=0) for at in spans]
        used_up.append(np.where(over.any(axis=0), years[over.argmax(axis=0)], NEVER).astype(np.int16))
    if not used_up:
        return np.zeros((0, draws), dtype=bool), np.zeros((0, draws), dtype=np.int16)
    return np.stack(within), np.stack(used_up)


def spans_of(years: NDArray[np.int64]) -> tuple[int, ...]:
    """Return the years until which a budget is judged: 2035 and the last one."""
    return tuple(dict.fromkeys((focus(int(years[-1])), int(years[-1]))))
