"""What an ensemble tells, as tables of codes: bands, probabilities, what decides, differences of scenarios."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from klima2035 import neutrality
from klima2035.ensemble.outcomes import NEVER, VERDICTS, spans_of
from klima2035.ensemble.run import Ensemble, used
from klima2035.ensemble.tally import SHARES, Tally, probability
from klima2035.inputs import Row
from klima2035.money.capacity import PUBLIC
from klima2035.result import Cell, Table

Array = NDArray[np.float64]

QUANTILES = tuple(f"p{round(100 * share):02d}" for share in SHARES)
BAND_COLUMNS = ("scenario", "framework", "year", "indicator", "part", "stated", *QUANTILES, "width", "unit")
PROBABILITY_COLUMNS = (
    "scenario", "framework", "kind", "id", "year", "outcome", "probability", "standard_error", "draws",
)  # fmt: skip
SENSITIVITY_COLUMNS = (
    "scenario", "outcome", "factor", "rank_correlation", "standard_error", "partial_correlation", "stands_out", "low",
    "high", "unit", "first_order", "first_order_error", "total_effect", "total_effect_error",
)  # fmt: skip
DIFFERENCE_COLUMNS = ("scenario", "against", "outcome", *QUANTILES, "lower_probability", "standard_error", "unit")
EVERYWHERE = ("total_co2e", "total_co2", "saved_co2e")  # bands told under each framework; all others under the own one
REST = "all_others"


def bands(found: Ensemble) -> Table:
    """Return quantiles by year of every path, the stated value beside them, and the width of their bins."""
    rows: list[tuple[Cell, ...]] = []
    for i, (framework, tally) in enumerate(found.tallies.items()):
        job, quantiles = tally.job, tally.bands()
        for at, (indicator, part, unit) in enumerate(job.keys):
            if i and indicator not in EVERYWHERE:
                continue
            for y, year in enumerate(job.years.tolist()):
                told = (float(job.stated[at, y]), *quantiles[at, y].tolist(), float(job.widths[at]))
                rows.append((found.plan.scenario.name, framework, year, indicator, part, *told, unit))
    return Table("bands", BAND_COLUMNS, tuple(rows))


def probabilities(found: Ensemble) -> Table:
    """Return the probability of each milestone, budget and of the city's means, by framework, with standard errors."""
    rows: list[tuple[Cell, ...]] = []
    for framework, tally in found.tallies.items():
        for kind, name, year, outcome, happens in _events(tally, found):
            share, error = probability(happens)
            told = (share, None if math.isnan(error) else error, found.plan.draws)
            rows.append((found.plan.scenario.name, framework, kind, name, year, outcome, *told))
    return Table("probabilities", PROBABILITY_COLUMNS, tuple(rows))


Event = tuple[str, str, int | None, str, NDArray[np.bool_]]


def _events(tally: Tally, found: Ensemble) -> Iterator[Event]:
    """Yield kind, id, year, outcome and the draws in which it happens."""
    job, outcomes = tally.job, tally.outcomes
    for i, one in enumerate(job.judging):
        for place, verdict in enumerate(VERDICTS):
            yield "milestone", one.id, one.year, verdict, outcomes.verdict[i] == place
        yield "milestone", one.id, one.year, "holds", outcomes.holds[i]
        yield from _years("met_in", one.id, outcomes.met[i])
    spans = spans_of(job.years)
    for i, (row, _, _) in enumerate(neutrality.budgets(found.plan.inputs)):
        for s, year in enumerate(spans):
            yield "carbon_budget", _budget(row), year, "within", outcomes.within[i * len(spans) + s]
        yield from _years("used_up_in", _budget(row), outcomes.used_up[i])
    for i, payer in enumerate(PUBLIC):
        yield "means", payer, spans[0], "within", outcomes.means[i]


def _budget(row: Row) -> str:
    """Return the name of a CO2 budget with the year from which it counts."""
    return f"{row.index['name']} {row.index['start']}"


def _years(kind: str, name: str, years: NDArray[np.int16]) -> Iterator[Event]:
    """Yield the distribution of a year over the draws; no year where it never comes."""
    for year in np.unique(years).tolist():
        outcome = "never" if year == NEVER else "in_year"
        yield kind, name, None if year == NEVER else int(year), outcome, years == year


def sensitivity(found: Ensemble) -> Table:
    """Return what moves each outcome, strongest first: ranks of all factors, Sobol indices of some."""
    job, ranked = found.own.job, found.influence.ranking
    known, names = used(job), job.uncertain.names
    rows: list[tuple[Cell, ...]] = []
    for o, outcome in enumerate(job.headlines):
        strength = np.abs(ranked.partial[:, o])
        order = sorted(known, key=lambda place: (-strength[place], names[place]))
        for place in order:
            parts = (ranked.correlation, ranked.error, ranked.partial, ranked.low, ranked.high)
            told: list[Cell] = [_number(part[place, o]) for part in parts]
            told.insert(3, "yes" if ranked.stands_out[place, o] else "no")
            rows.append((found.plan.scenario.name, outcome.code, names[place], *told, outcome.unit,
                         *_indices(found, names[place], o)))  # fmt: skip
        if found.influence.indices is not None:
            none: tuple[Cell, ...] = (None,) * 6
            rows.append((found.plan.scenario.name, outcome.code, REST, *none, outcome.unit, *_indices(found, REST, o)))
    return Table("sensitivity", SENSITIVITY_COLUMNS, tuple(rows))


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _indices(found: Ensemble, name: str, outcome: int) -> tuple[Cell, ...]:
    made, groups = found.influence.indices, (*found.influence.groups, REST)
    if made is None or name not in groups:
        return (None,) * 4
    at = groups.index(name)
    return tuple(float(part[at, outcome]) for part in (made.first, made.first_error, made.total, made.total_error))


def differences(found: Sequence[Ensemble]) -> Table:
    """Return how each scenario differs from the first one in the same draws: quantiles and how often it is lower."""
    base, rows = found[0], []
    codes = [one.code for one in base.own.job.headlines]
    for other in found[1:]:
        for o, outcome in enumerate(other.own.job.headlines):
            if outcome.code in codes:
                gap = other.own.figures[o] - base.own.figures[codes.index(outcome.code)]
                quantiles = np.quantile(gap, SHARES).tolist()
                share, error = probability(gap < 0.0)
                names = (other.plan.scenario.name, base.plan.scenario.name, outcome.code)
                rows.append((*names, *quantiles, share, None if math.isnan(error) else error, outcome.unit))
    return Table("differences", DIFFERENCE_COLUMNS, tuple(rows))


def every(found: Ensemble) -> Iterable[Table]:
    """Return the tables of one ensemble."""
    return bands(found), probabilities(found), sensitivity(found)
