"""A scenario's path beside what was counted: figure by figure, why emissions differ, and where it leads from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035 import computing, frames, hindcast, milestones, quantities
from klima2035.computing import SCENARIO, Computed
from klima2035.inputs import Inputs, Row
from klima2035.judging import judged_paths
from klima2035.milestone_files import Milestone
from klima2035.milestones import Evidence, is_counted
from klima2035.result import Cell, Table
from klima2035.scenario import Scenario
from klima2035.sectors import SEGMENTS
from klima2035.tracking import ahead, states
from klima2035.tracking.reprojection import as_planned, lacking, reprojected
from klima2035.tracking.split import EFFECTS, State, split
from klima2035.variables import DIMS

Array = NDArray[np.float64]

UNSPLIT = "not_split"  # what a reported total says beyond the balance that could be split
NOTHING = 1e-9  # of a total: rounding
COMPARED = (
    "scenario", "indicator", "sector", "carrier", "year", "date", "actual", "path", "deviation", "deviation_share",
    "unit", "quality", "source",
)  # fmt: skip
DEVIATION = ("scenario", "year", "sector", "effect", "value", "unit", "evidence")
REPROJECTED = ("scenario", "year", "indicator", "path", "reprojected", "unit")


@dataclass(frozen=True)
class Tracked:
    """A scenario as planned and from its latest actual year on.

    plan, now: computations; latest: the last year with counts. paths: what milestones name, re-projected and carried
    on from the latest counts; lacking: framework values without an actual value for that year; as_planned: levers.
    """

    scenario: Scenario
    inputs: Inputs
    plan: Computed
    now: Computed
    latest: int
    years: tuple[int, ...]
    planned: Mapping[str, Array]
    paths: Mapping[str, Array]
    lacking: tuple[str, ...]
    as_planned: tuple[str, ...]


def track(inputs: Inputs, scenario: Scenario) -> Tracked:
    """Return a scenario compared with everything that was counted."""
    latest = latest_year(inputs, scenario)
    plan = computing.compute(computing.assemble(inputs, scenario))
    now = reprojected(inputs, scenario, latest) if latest > scenario.as_of else plan
    years, planned = judged_paths(plan)
    known = judged_paths(now)[1]
    paths = ahead.paths(now, inputs, years, known, latest) if now is not plan else known
    lacks = tuple(lacking(inputs, latest)), tuple(as_planned(inputs, scenario, latest))
    return Tracked(scenario, inputs, plan, now, latest, years, planned, paths, *lacks)


def latest_year(inputs: Inputs, scenario: Scenario) -> int:
    """Return the last year for which something was counted, at least ``as_of`` and before the horizon."""
    counted = [row.year or 0 for row in inputs.records["actual"] if is_counted(row)]
    counted += [year for name in ("population", "degree_days") for year in inputs.points[name]["actual"].years]
    return max(scenario.as_of, min(max(counted, default=0), scenario.horizon - 1))


def compared(found: Tracked) -> Table:
    """Return every counted figure that the path speaks of, and the path's value in its year."""
    rows: list[tuple[Cell, ...]] = []
    for row in found.inputs.records["actual"]:
        index = row.index
        if not is_counted(row) or row.year not in found.years:
            continue
        value = _path_value(found, row)
        if value is None:
            continue
        share = row.value / value - 1.0 if value else None
        rows.append((
            found.scenario.name, index["indicator"], index.get("sector", ""), index.get("carrier", ""), row.year,
            index.get("date", str(row.year)), row.value, value, row.value - value, share, row.unit, row.quality,
            row.source,
        ))  # fmt: skip
    return Table("track", COMPARED, tuple(sorted(rows, key=lambda row: tuple(str(cell) for cell in row[1:6]))))


def _path_value(found: Tracked, row: Row) -> float | None:
    """Return what the plan has for a counted figure in its year; None where it has nothing of the kind."""
    model, name, year = found.plan.model, row.index["indicator"], row.year or 0
    at = year - int(model.case.years[0])
    if name in found.planned and not row.index.get("sector"):
        value = float(found.planned[name][found.years.index(year)])
        return None if np.isnan(value) else value
    if at < 0 or row.index.get("sector"):
        return _of_sector(found, row, at)
    if name in hindcast.QUANTITIES:
        shares = {one.index["quantity"]: one.value for one in found.inputs.records["hindcast_share"]}
        return float(hindcast.QUANTITIES[name](model)[at, SCENARIO]) * shares.get(name, 1.0)
    if name == "district_heat_factor":
        return float(model.factors.of("co2e", "district_heat")[at, SCENARIO])
    return float(np.asarray(model.case[name][at]).flat[0]) if name in model.case.values else None


def _of_sector(found: Tracked, row: Row, at: int) -> float | None:
    """Return the plan's energy or emissions of a sector, of one carrier where the row names it."""
    if at < 0:
        return None
    model, sector, carrier = found.plan.model, row.index["sector"], row.index.get("carrier", "")
    if row.index["indicator"] == "final_energy":
        joins = sector == "commerce" and states.energies(found.inputs, row.year or 0).joins_municipal()
        sectors = ("commerce", "municipal") if joins else (sector,)
        chosen = [
            i for i, segment in enumerate(SEGMENTS)
            if segment.sector in sectors and carrier in ("", segment.carrier)
        ]  # fmt: skip
        return float(model.energy[at, chosen, SCENARIO].sum())
    which = DIMS["indicator"].index(row.index["indicator"])
    return float(model.end_use.of(sector, which)[at, SCENARIO])


def deviation(found: Tracked) -> Table:
    """Return why emissions of each year after ``as_of`` differ from the path, by sector and effect.

    The rows of a year sum to re-projected less planned emissions. evidence: actual where a whole balance was counted,
    partly where some of it was, modelled where the model runs on the actual framework and counts alone. What a
    reported total says beyond the energies, and process emissions where they are included, cannot be split.
    """
    rows: list[tuple[Cell, ...]] = []
    counted = milestones.counts(found.inputs)
    for year in range(found.scenario.as_of + 1, found.latest + 1):
        path, actual, evidence = year_states(found, year)
        effects = split(path, actual)
        for s, sector in enumerate(DIMS["sector"]):
            for e, effect in enumerate(EFFECTS):
                rows.append((found.scenario.name, year, sector, effect, float(effects[s, e]), "tCO2e/a", evidence))
        at, is_reported = found.years.index(year), any((name, year) in counted for name in ("co2e", "total_co2e"))
        left = float(found.paths["co2e"][at] - found.planned["co2e"][at] - effects.sum())
        if is_reported or abs(left) > NOTHING * found.planned["co2e"][at]:
            known = "actual" if is_reported else evidence
            rows.append((found.scenario.name, year, "all", UNSPLIT, left, "tCO2e/a", known))
    return Table("deviation", DEVIATION, tuple(rows))


def year_states(found: Tracked, year: int) -> tuple[State, State, str]:
    """Return a year as planned, as it was as far as is known, and how that is known.

    Where a balance counts municipal use within commerce, both states do.
    """
    inputs = found.inputs
    path = states.of_model(found.plan.model, year)
    actual = states.known(found.now.model, inputs, year, found.latest)
    if any(states.energies(inputs, one).joins_municipal() for one in states.years_of_energy(inputs)):
        path, actual = states.joined(path), states.joined(actual)
    energies, factors = states.energies(inputs, year), states.factors(inputs, year)
    complete = states.is_complete(states.of_model(found.now.model, year), energies)
    evidence = "actual" if complete else "partly" if energies.rows or factors else "modelled"
    return path, actual, evidence


def missing(found: Tracked) -> list[states.Place]:
    """Return what a whole balance of the latest year does not name, and would have to."""
    energies = states.energies(found.inputs, found.latest)
    return states.lacking(states.of_model(found.now.model, found.latest), energies) if energies.is_whole() else []


def reprojection(found: Tracked) -> Table:
    """Return each indicator as planned and from the latest counts on, year by year from ``as_of``."""
    units = {name: unit for name, unit, _ in frames.indicator_paths(found.plan.model)}
    rows: list[tuple[Cell, ...]] = []
    for name, unit in units.items():
        for i, year in enumerate(found.years):
            if year >= found.scenario.as_of and not np.isnan(found.planned[name][i]):
                values = float(found.planned[name][i]), float(found.paths[name][i])
                rows.append((found.scenario.name, year, name, *values, unit))
    return Table("reprojection", REPROJECTED, tuple(rows))


def judged(found: Tracked) -> Table:
    """Return the verdict on each milestone as of the latest year, on the re-projected path."""
    counted = {**states.derived_totals(found.inputs, found.now.model, found.latest), **milestones.counts(found.inputs)}
    actuals = {place: one.value for place, one in counted.items()}
    known = Evidence(
        found.years,
        actuals,
        {**_of_tables(found), **found.paths},
        days={place: one.date for place, one in counted.items()},
    )
    chosen: Sequence[Milestone] = [one for one in found.scenario.milestones if not one.counting_rule]
    return milestones.judge(chosen, known, found.scenario.name, found.latest, found.scenario.digest())


def _of_tables(found: Tracked) -> dict[str, Array]:
    """Return the re-projected path of each milestone on rows of a table that comes from the model's arrays."""
    wanted = {one.indicator: quantities.parse(one.indicator) for one in found.scenario.milestones
              if quantities.is_path(one.indicator)}  # fmt: skip
    if not wanted:
        return {}
    made = frames.all_frames(found.now.model, found.now.history, SCENARIO)
    return {
        name: quantities.path(one, found.years, made, {}) for name, one in wanted.items()
        if isinstance(one, quantities.Quantity) and one.table != "finance_by_year"
    }  # fmt: skip
