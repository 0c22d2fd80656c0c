"""Where the plan leads from here: actual values up to the latest year, then what the scenario provides for later years.

Up to ``latest`` the framework is actual; a lever is up to the last year for which its tables have an actual value, and
goes on as planned from there: what nobody has looked up is no failure. Shares and yearly amounts go as the scenario
has them in these years; of a stock (power, length, points) what was to be built after that year is built, no backlog
is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from klima2035 import computing, levers
from klima2035.computing import Assembled, Computed
from klima2035.inputs import Inputs
from klima2035.scenario import Scenario
from klima2035.sectors import LEVERS

Array = NDArray[np.float64]


def reprojected(inputs: Inputs, scenario: Scenario, latest: int) -> Computed:
    """Return the scenario from its latest actual year on; the scenario itself where that is its ``as_of``."""
    plan = computing.assemble(inputs, scenario)
    if latest <= scenario.as_of:
        return computing.compute(plan)
    now = computing.assemble(inputs, replace(scenario, as_of=latest))
    trends, paths = _paths(inputs, scenario, plan, latest)
    kept = replace(now, case=replace(now.case, levers=paths), levers=replace(now.levers, paths=paths), trend=trends)
    return computing.compute(kept)


def last_actual(inputs: Inputs, name: str, first: int, latest: int) -> int:
    """Return the last year from ``first`` to ``latest`` for which a lever has an actual value; ``first`` if none."""
    years = [row.year or 0 for row in inputs.records[name] if row.index["role"] == "actual"]
    return max(first, min(max(years, default=first), latest))


def _paths(
    inputs: Inputs, scenario: Scenario, plan: Assembled, latest: int
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Return every lever without measures and with them: actual as far as known, then as the plan moves it."""
    trends, out, years = dict[str, Array](), dict[str, Array](), plan.case.years
    for lever in LEVERS:
        name = lever.name
        last = last_actual(inputs, name, scenario.as_of, latest)
        if last == scenario.as_of:
            trends[name], out[name] = plan.trend[name], plan.case.levers[name]
            continue
        registered = scenario.settings.registered_additions
        base = trends[name] = levers.base_paths(inputs, [lever], years, last, registered)[name]
        before, wanted = plan.trend[name], plan.case.levers[name]
        at = int(np.flatnonzero(years == last)[0])
        moved = (_level if lever.level else _amount)(lever.combine, base, before, wanted, at)
        low, high = levers.bounds(inputs, lever)
        moved = np.minimum(np.maximum(moved, low), high)
        out[name] = np.where((years > last)[:, np.newaxis], moved, np.broadcast_to(base, moved.shape))
    return trends, out


def _amount(rule: str, base: Array, before: Array, wanted: Array, at: int) -> Array:
    """Return a share or a yearly amount as the plan has it, on the base from here; (year, draw)."""
    if rule == "add":
        return np.asarray(base + (wanted - before))
    if rule == "multiply":
        return np.asarray(base * _ratio(wanted, before))
    best = {"highest": np.maximum, "lowest": np.minimum}.get(rule, lambda _, planned: planned)
    return np.asarray(np.where(wanted != before, best(base, wanted), base))


def _level(rule: str, base: Array, before: Array, wanted: Array, at: int) -> Array:
    """Return a stock that the plan goes on building from where it stands, (year, draw)."""
    if rule == "multiply":
        share = _ratio(wanted, before)
        return np.asarray(base * share / share[at])
    added = wanted - before
    if rule == "add":
        return np.asarray(base + (added - added[at]))
    built = base[at] + (wanted - wanted[at])
    return np.asarray(np.where(wanted != before, np.maximum(base, built), base))


def _ratio(wanted: Array, before: Array) -> Array:
    return np.divide(wanted, before, out=np.ones(np.broadcast(wanted, before).shape), where=before != 0.0)


def lacking(inputs: Inputs, latest: int) -> list[str]:
    """Return the framework values without an actual value for the latest year: a line to the next value stands in."""
    found: Mapping[str, object] = inputs.points
    return sorted(
        name for name in found
        if "actual" in inputs.points[name] and max(inputs.points[name]["actual"].years) < latest
    )  # fmt: skip


def as_planned(inputs: Inputs, scenario: Scenario, latest: int) -> list[str]:
    """Return the levers that the scenario moves and that have no actual value for the latest year: as planned."""
    moved = {move.lever for measure in scenario.measures for move in measure.moves}
    return sorted(
        lever.name for lever in LEVERS
        if lever.name in moved and last_actual(inputs, lever.name, scenario.as_of, latest) < latest
    )  # fmt: skip
