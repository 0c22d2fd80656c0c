"""The re-projected path carried on from the latest counts: totals by their balance, other indicators by their count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from klima2035 import frames
from klima2035.computing import SCENARIO, Computed
from klima2035.frames import TOTALS
from klima2035.inputs import Inputs
from klima2035.milestones import Counted, counts
from klima2035.tracking import states
from klima2035.tracking.split import State
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Years = tuple[int, ...]

AMBIENT = ("environmental_heat", "solar_thermal")


def paths(now: Computed, inputs: Inputs, years: Years, modelled: Mapping[str, Array], latest: int) -> dict[str, Array]:
    """Return every indicator that a milestone may name, (year,), as counted and from the latest count on."""
    found = counts(inputs)
    out = {**modelled, **_of_states(now, inputs, years, modelled, latest)}
    for code, name in TOTALS.items():
        whole = sorted(year for _, year in states.derived_totals(inputs, now.model, latest))
        out[code] = out[name] = _with_totals(out[name], years, _named(found, latest, code, name), whole)
    if not _named(found, latest, "per_head"):
        heads = np.divide(modelled["total_co2e"], modelled["per_head"])
        out["per_head"] = out["total_co2e"] / heads
    units = {name: unit for name, unit, _ in frames.indicator_paths(now.model)}
    for name in modelled:
        if name not in (*TOTALS, *TOTALS.values()):
            share = units.get(name) == "1"
            out[name] = _with_count(out[name], years, _named(found, latest, name), latest, share)
    return out


def _named(found: Mapping[tuple[str, int], Counted], latest: int, *names: str) -> dict[int, float]:
    """Return what was counted under any of the names by year, up to the latest year."""
    return {year: one.value for name in reversed(names) for (code, year), one in sorted(found.items())
            if code == name and year <= latest}  # fmt: skip


def _of_states(
    now: Computed, inputs: Inputs, years: Years, modelled: Mapping[str, Array], latest: int
) -> dict[str, Array]:
    """Return totals of emissions and energy with counted energies and factors, and as these carry on."""
    known = states.years_known(inputs, now.model, latest)
    names = ("total_co2e", "total_co2", "direct_co2_with_process", "final_energy",
             "final_energy_without_environmental_heat")  # fmt: skip
    out = {name: modelled[name].copy() for name in names if name in modelled}
    model, ambient = now.model, [DIMS["carrier"].index(carrier) for carrier in AMBIENT]

    def energy(state: State, without: bool) -> float:
        used = (state.rest + state.heat).sum(axis=0)
        return float(used.sum() - (used[ambient].sum() if without else 0.0))

    for year in (year for year in years if known and year >= known[0] and year in model.case.years):
        at = years.index(year)
        for i, name in enumerate(("total_co2e", "total_co2")):
            was = states.of_model(model, year, SCENARIO, i)
            state = states.known(model, inputs, year, latest, i)
            more = float(state.emissions().sum() - was.emissions().sum())
            for one in (name, "direct_co2_with_process") if name == "total_co2" else (name,):
                if one in out:
                    out[one][at] += more
        for name, without in zip(names[3:], (False, True), strict=True):
            if name in out:
                out[name][at] += energy(state, without) - energy(was, without)
    return out


def _with_totals(path: Array, years: Years, reported: Mapping[int, float], whole: Sequence[int]) -> Array:
    """Return a total as reported; later the path keeps its ratio to it, up to the next whole balance."""
    out = path.copy()
    for year, value in sorted(reported.items()):
        if year in years and path[years.index(year)] > 0.0:
            at = years.index(year)
            ends = next((years.index(one) for one in whole if one > year and one in years), len(years))
            out[at:ends] = path[at:ends] * (value / path[at])
    return out


def _with_count(path: Array, years: Years, counted: Mapping[int, float], latest: int, share: bool) -> Array:
    """Return a path that goes on from a count not older than a year: later years keep its distance to the path."""
    recent = [year for year in counted if latest - 1 <= year and year in years]
    if not recent or np.isnan(path[years.index(max(recent))]):
        return path
    last = max(recent)
    moved = np.maximum(path + (counted[last] - path[years.index(last)]), 0.0)
    if share:
        moved = np.where(path <= 1.0, np.minimum(moved, 1.0), moved)
    return np.asarray(np.where(np.array(years) >= last, moved, path))
