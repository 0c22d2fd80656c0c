"""When a limit is really met, and at which pace: needed, planned, so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from klima2035.milestone_files import Milestone

Array = NDArray[np.float64]

LOOK_BACK = 5  # years over which the pace so far is measured at most


@dataclass(frozen=True)
class Series:
    """An indicator's path (year,), or none, and its counts by year up to ``as_of``."""

    years: tuple[int, ...]
    path: Array | None
    counts: Mapping[int, float]
    as_of: int

    def at(self, year: int) -> float | None:
        """Return the path's value in a year; None where it has none."""
        if self.path is None or year not in self.years:
            return None
        value = float(self.path[self.years.index(year)])
        return None if np.isnan(value) else value

    def now(self) -> float | None:
        """Return the state as of now: the count of the year or of the year before it, else the path's value."""
        for year in (self.as_of, self.as_of - 1):
            if year in self.counts:
                return self.counts[year]
        return self.at(self.as_of)


class Pace(NamedTuple):
    """Year from which a limit holds, and changes a year in the unit of the limit; None where not known or past."""

    met_in: int | None
    needed: float | None
    planned: float | None
    so_far: float | None


def of(series: Series, milestone: Milestone) -> Pace:
    """Return when one milestone's limit is met and at which pace."""
    if milestone.counting_rule:
        return Pace(None, None, None, None)
    ahead = milestone.year > series.as_of
    return Pace(
        met_in(series, milestone), needed(series, milestone) if ahead else None,
        planned(series, milestone.year) if ahead else None, so_far(series),
    )  # fmt: skip


def met_in(series: Series, milestone: Milestone) -> int | None:
    """Return the year from which a limit holds: up to its year where it holds then, else to the end of the path.

    Counts decide for their years and between them nothing does; before and after them the path does. None: not to
    the horizon.
    """
    first, kept = None, {}
    for year in range(min((*series.counts, *series.years)), max(series.years, default=series.as_of) + 1):
        value = _known(series, year)
        if value is None:
            continue
        first = (first or year) if _holds(milestone, value) else None
        kept[year] = first
    due = [year for year in kept if year <= milestone.year]
    met = kept[due[-1]] if due else None
    return met if met is not None else first


def _known(series: Series, year: int) -> float | None:
    """Return what is known of a year: its count, else the path's value where no counts enclose it."""
    if year in series.counts:
        return series.counts[year]
    between = bool(series.counts) and min(series.counts) < year < max(series.counts)
    return None if between else series.at(year)


def needed(series: Series, milestone: Milestone) -> float | None:
    """Return the change a year from ``as_of`` to the milestone's year that just meets its limit; 0 where it holds."""
    now = series.now()
    if now is None:
        return None
    return 0.0 if _holds(milestone, now) else (milestone.limit - now) / (milestone.year - series.as_of)


def planned(series: Series, year: int) -> float | None:
    """Return the change a year that the path makes from ``as_of`` to a later year."""
    then, now = series.at(year), series.at(series.as_of)
    return None if then is None or now is None else (then - now) / (year - series.as_of)


def so_far(series: Series) -> float | None:
    """Return the mean change a year over the last counted years, at most five; of the path where two counts lack."""
    known = [year for year in sorted(series.counts) if year >= series.as_of - LOOK_BACK]
    if len(known) >= 2:
        first, last = known[0], known[-1]
        return (series.counts[last] - series.counts[first]) / (last - first)
    then, now = series.at(series.as_of - LOOK_BACK), series.at(series.as_of)
    return None if then is None or now is None else (now - then) / LOOK_BACK


def _holds(milestone: Milestone, value: float) -> bool:
    return value >= milestone.limit if milestone.sense == "at_least" else value <= milestone.limit


KEPT = 0.9  # share of a pace that counts as keeping it: a count of one day is not that sharp


def keeps(was: float | None, then: float | None) -> str:
    """Return yes or no: whether the pace so far goes the planned way at nine tenths of it or more.

    Empty where one is not known or nothing is planned to change.
    """
    if was is None or then is None or then == 0.0:
        return ""
    return "yes" if was * then >= KEPT * then * then else "no"
