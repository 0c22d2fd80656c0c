"""A result that carries on what was counted: its emissions, energy and totals are those of the re-projected path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from klima2035 import frames
from klima2035.computing import SCENARIO
from klima2035.result import Cell, Frame, Result, Table
from klima2035.tracking import states
from klima2035.tracking.comparison import Tracked
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Key = tuple[str, ...]

UNITS = ("tCO2e/a", "tCO2/a")


def carried(result: Result, tracked: Tracked) -> Result:
    """Return a result whose frames and tables of totals follow the counts; as it is where nothing was counted."""
    made = dict(result.frames)
    made["emissions"] = _emissions(result.frames["emissions"], tracked)
    made["energy"] = _energy(result.frames["energy"], tracked)
    made["indicators"] = _indicators(result.frames["indicators"], tracked)
    now = replace(result, frames=made)
    tables = {**result.tables, "neutrality": _neutrality(now), "carbon_budget": _budgets(now)}
    return replace(now, tables=tables)


def _known_years(tracked: Tracked) -> list[int]:
    """Return the years of the model from the first one with counted energies on."""
    known = states.years_known(tracked.inputs, tracked.now.model, tracked.latest)
    years = tracked.now.model.case.years.tolist()
    return [year for year in years if known and year >= known[0]]


def _deltas(tracked: Tracked, year: int, indicator: int) -> tuple[Array, Array]:
    """Return by how much energy [GWh/a] and emissions [t/a] of a year differ from the model, (sector, carrier)."""
    model = tracked.now.model
    was = states.of_model(model, year, SCENARIO, indicator)
    now = states.known(model, tracked.inputs, year, tracked.latest, indicator)
    used, old = now.rest + now.heat, was.rest + was.heat
    return used - old, used * now.factor - old * was.factor


def _emissions(frame: Frame, tracked: Tracked) -> Frame:
    """Return both views with counted energies and factors, scaled to a total that was reported."""
    rows = _Rows(frame, ("view", "sector", "carrier", "indicator"))
    model = tracked.now.model
    for i, indicator in enumerate(DIMS["indicator"]):
        for year in _known_years(tracked):
            delta = _deltas(tracked, year, i)[1]
            for s, c in zip(*np.nonzero(delta), strict=True):
                sector, carrier, more = DIMS["sector"][s], DIMS["carrier"][c], float(delta[s, c])
                rows.add(("end_use", sector, carrier, indicator), UNITS[i], year, more)
                for (field, burnt), share in frames.fields(model, sector, carrier, SCENARIO):
                    rows.add(("conversion", field, burnt, indicator), UNITS[i], year, more * share)
    made = rows.frame()
    for name, indicator in (("total_co2e", "co2e"), ("total_co2", "co2")):
        made = _scaled(made, indicator, tracked.paths[name], tracked)
    return made


def _scaled(frame: Frame, indicator: str, total: Array, tracked: Tracked) -> Frame:
    """Return a frame whose two views sum to a total from the latest years on; what differs is shared in proportion."""
    values = frame.values.copy()
    later = np.array(frame.years) > tracked.scenario.as_of
    for view in ("end_use", "conversion"):
        at = [
            i for i, (one, what) in enumerate(zip(frame.coords["view"], frame.coords["indicator"], strict=True))
            if one == view and what == indicator
        ]  # fmt: skip
        sums = np.nansum(values[:, at], axis=1)
        ratio = np.divide(total, sums, out=np.ones_like(sums), where=later & (sums > 0.0))
        values[:, at] *= ratio[:, np.newaxis]
    return replace(frame, values=values)


def _energy(frame: Frame, tracked: Tracked) -> Frame:
    """Return final energy as counted and carried on; a difference is shared by use as the model has it."""
    rows = _Rows(frame, ("sector", "use", "carrier"))
    for year in _known_years(tracked):
        delta = _deltas(tracked, year, 0)[0]
        for s, c in zip(*np.nonzero(delta), strict=True):
            sector, carrier = DIMS["sector"][s], DIMS["carrier"][c]
            uses = {key: rows.value(key, year) for key in rows.keys_of(sector, carrier)}
            total = sum(uses.values())
            shares = {key: value / total for key, value in uses.items()} if total > 0.0 else {}
            for key, share in (shares or {(sector, "all", carrier): 1.0}).items():
                rows.add(key, "GWh/a", year, float(delta[s, c]) * share)
    return rows.frame()


class _Rows:
    """The rows of a frame, to be added to by key and year."""

    def __init__(self, frame: Frame, names: Key) -> None:
        self.base, self.names = frame, names
        keys = list(zip(*(frame.coords[name] for name in names), strict=True))
        self.units = dict(zip(keys, frame.units, strict=True))
        self.values = {key: frame.values[:, i].copy() for i, key in enumerate(keys)}

    def add(self, key: Key, unit: str, year: int, more: float) -> None:
        """Add to a row in a year; a row that is not there begins with nothing."""
        if key not in self.values:
            self.values[key], self.units[key] = np.zeros(len(self.base.years)), unit
        at = self.base.years.index(year)
        self.values[key][at] = np.nan_to_num(self.values[key][at]) + more

    def value(self, key: Key, year: int) -> float:
        """Return a row's value in a year, nothing where it has none."""
        return float(np.nan_to_num(self.values[key][self.base.years.index(year)]))

    def keys_of(self, sector: str, carrier: str) -> Iterator[Key]:
        """Yield the rows of a sector's carrier that tell of single uses."""
        return (key for key in list(self.values) if key[0] == sector and key[2] == carrier and key[1] != "all")

    def frame(self) -> Frame:
        """Return the rows as a frame."""
        keys = list(self.values)
        coords = {name: tuple(key[i] for key in keys) for i, name in enumerate(self.names)}
        values = np.stack([self.values[key] for key in keys], axis=1)
        return replace(self.base, coords=coords, units=tuple(self.units[key] for key in keys), values=values)


def _indicators(frame: Frame, tracked: Tracked) -> Frame:
    """Return the indicators with the re-projected path after ``as_of``."""
    values = frame.values.copy()
    later = np.array(frame.years) > tracked.scenario.as_of
    for i, name in enumerate(frame.coords["indicator"]):
        if name in tracked.paths:
            values[:, i] = np.where(later, tracked.paths[name], values[:, i])
    return replace(frame, values=values)


def _series(result: Result, name: str) -> Array:
    frame = result.frames["indicators"]
    return np.asarray(frame.values[:, frame.coords["indicator"].index(name)])


def _neutrality(result: Result) -> Table:
    """Return what remains against neutrality on the carried path."""
    table = result.tables["neutrality"]
    rows: list[tuple[Cell, ...]] = []
    for row in table.dicts():
        at = result.years.index(int(row["year"]))
        total = float(_series(result, "total_co2e")[at])
        new = {
            "remaining": total, "remaining_share_of_1990": total / float(_series(result, "total_co2e")[0]),
            "remaining_per_head": float(_series(result, "per_head")[at]),
            "upstream_floor": total - float(_series(result, "total_co2")[at]),
        }  # fmt: skip
        rows.append(tuple({**row, "value": new.get(row["item"], row["value"])}.values()))
    return Table(table.name, table.columns, tuple(rows))


def _budgets(result: Result) -> Table:
    """Return how much of each CO2 budget is used on the carried path, and when it is used up."""
    table, years = result.tables["carbon_budget"], np.array(result.years)
    yearly = np.nan_to_num(_series(result, "direct_co2_with_process"))
    rows: list[tuple[Cell, ...]] = []
    for row in table.dicts():
        used = np.where(years >= row["start"], yearly, 0.0).cumsum()
        over = np.flatnonzero((used > row["city_budget"]) & (years >= row["start"]))
        new = {
            "used_by_as_of": float(used[result.years.index(result.as_of)]), "used_by_end": float(used[-1]),
            "used_up_in": int(years[over[0]]) if len(over) else None,
        }  # fmt: skip
        rows.append(tuple({**row, **new}.values()))
    return Table(table.name, table.columns, tuple(rows))
