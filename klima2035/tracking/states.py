"""States of a year: as the model has it, and with what the city counted laid over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from klima2035 import projection
from klima2035.inputs import Inputs, Row
from klima2035.milestones import Counted, counts, is_counted
from klima2035.model import Model
from klima2035.sectors import SEGMENTS
from klima2035.tracking.split import State
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Place = tuple[str, str]

_HEAT = np.array([segment.use.startswith("space_heat") for segment in SEGMENTS])
FACTORS = {"district_heat_factor": "district_heat"}  # counted factors of the state; the grid's is framework
LARGE = 0.02  # share of a sector's emissions from which on a carrier must be named in its balance
NEEDED = ("households", "commerce", "industry", "transport")  # a balance without one of these is not whole


@dataclass(frozen=True)
class Energies:
    """Final energy that the city counted in one year, (sector, carrier) -> row in GWh/a."""

    year: int
    rows: Mapping[Place, Row]

    def is_whole(self) -> bool:
        """Return whether every sector is counted; municipal use may be part of commerce."""
        return set(NEEDED) <= {sector for sector, _ in self.rows}

    def joins_municipal(self) -> bool:
        """Return whether this is a whole balance that counts municipal use within commerce: no row names it."""
        return self.is_whole() and "municipal" not in {sector for sector, _ in self.rows}


def energies(inputs: Inputs, year: int) -> Energies:
    """Return the final energy by sector and carrier counted for a year, the latest day of each."""
    found: dict[Place, Row] = {}
    for row in inputs.records["actual"]:
        index = row.index
        if index["indicator"] != "final_energy" or not index.get("carrier") or row.year != year or not is_counted(row):
            continue
        place = index["sector"], index["carrier"]
        if place not in found or found[place].index["date"] <= index["date"]:
            found[place] = row
    return Energies(year, found)


def years_of_energy(inputs: Inputs) -> tuple[int, ...]:
    """Return the years for which final energy by sector and carrier was counted."""
    rows: Sequence[Row] = inputs.records["actual"]
    return tuple(sorted({row.year or 0 for row in rows if row.index.get("carrier") and is_counted(row)}))


def of_model(model: Model, year: int, column: int = 0, indicator: int = 0) -> State:
    """Return one year of the model's run as a state, co2e (indicator 0) or direct CO2 (1)."""
    at = year - int(model.case.years[0])
    energy = model.energy[at, :, column]
    rest, heat = (
        projection.by_sector_and_carrier(np.where(keep, energy, 0.0)[:, np.newaxis], SEGMENTS)[..., 0]
        for keep in (~_HEAT, _HEAT)
    )
    factor = np.broadcast_to(model.factors.values[indicator, at, :, column], rest.shape)
    weather = model.case["degree_days"][at] / model.case["degree_days_mean"]
    return State(rest, heat, float(np.asarray(weather).flat[0]), np.array(factor))


def counted(state: State, energies: Energies, factors: Mapping[str, float] | None = None) -> State:
    """Return a state with counted energy in place of the model's, and counted factors by carrier [g/kWh].

    What is space heat within a counted figure is not counted: its share is the model's of that sector and carrier, of
    the sector where the model has none of that carrier. In a whole balance a carrier that is not named is not used,
    unless it is one that ``lacking`` misses.
    """
    rest, heat, factor = state.rest.copy(), state.heat.copy(), state.factor.copy()
    if energies.is_whole():
        sectors = {sector for sector, _ in energies.rows} | ({"municipal"} if energies.joins_municipal() else set())
        missed = lacking(state, energies)
        for sector in sectors:
            for carrier in DIMS["carrier"]:
                if (sector, carrier) not in missed:
                    place = DIMS["sector"].index(sector), DIMS["carrier"].index(carrier)
                    rest[place] = heat[place] = 0.0
    for (sector, carrier), row in energies.rows.items():
        s, c = DIMS["sector"].index(sector), DIMS["carrier"].index(carrier)
        share = _heat_share(state, s, c)
        rest[s, c], heat[s, c] = row.value * (1.0 - share), row.value * share
    for carrier, value in (factors or {}).items():
        factor[:, DIMS["carrier"].index(carrier)] = value
    return replace(state, rest=rest, heat=heat, factor=factor)


def lacking(state: State, energies: Energies) -> list[Place]:
    """Return carriers of counted sectors that no row names though they make 2 % or more of the sector's emissions.

    Whoever has none of it says so with a zero: what is forgotten must not look like what is saved.
    """
    emissions = (state.rest + state.heat) * state.factor
    counted_ = {sector for sector, _ in energies.rows} - {"municipal"}
    return [
        (sector, carrier) for s, sector in enumerate(DIMS["sector"]) if sector in counted_
        for c, carrier in enumerate(DIMS["carrier"])
        if (sector, carrier) not in energies.rows and emissions[s, c] >= LARGE * emissions[s].sum() > 0.0
    ]  # fmt: skip


def is_complete(state: State, energies: Energies) -> bool:
    """Return whether a balance counts every sector and every carrier that matters in it."""
    return energies.is_whole() and not lacking(state, energies)


def factors(inputs: Inputs, year: int) -> dict[str, float]:
    """Return the emission factors by carrier that the city counted for a year [g/kWh], the latest day of each."""
    found = counts(inputs)
    return {carrier: found[name, year].value for name, carrier in FACTORS.items() if (name, year) in found}


def years_known(inputs: Inputs, model: Model, last: int) -> list[int]:
    """Return the model's years up to ``last`` of which the city counted energies or factors."""
    years = {*years_of_energy(inputs), *(year for name, year in counts(inputs) if name in FACTORS)}
    return sorted(year for year in years if model.case.years[0] <= year <= min(last, model.case.years[-1]))


def known(model: Model, inputs: Inputs, year: int, last: int, indicator: int = 0) -> State:
    """Return a year as far as is known: as counted up to ``last``, later as the model has it from the last count on.

    Energies that are not counted in a year keep the distance of the last counted year, factors their ratio.
    """
    here = of_model(model, year, indicator=indicator)
    before = [one for one in years_known(inputs, model, last) if one < year]
    if before:
        were = of_model(model, before[-1], indicator=indicator)
        here = carried(here, were, known(model, inputs, before[-1], last, indicator))
    if year > last:
        return here
    return counted(here, energies(inputs, year), factors(inputs, year) if indicator == 0 else {})


def carried(here: State, were: State, are: State) -> State:
    """Return a state moved as another one was: from what the model had of it (were) to what was counted (are).

    The distance of an energy stays, and shrinks where the model uses less than it did: nothing becomes negative,
    nothing explodes that begins small. A factor keeps its ratio.
    """

    def moved(now: Array, then: Array, count: Array) -> Array:
        shrunk = np.divide(now, then, out=np.ones_like(now), where=then > 0.0)
        return np.maximum(now + (count - then) * np.minimum(shrunk, 1.0), 0.0)

    ratio = np.divide(are.factor, were.factor, out=np.ones_like(are.factor), where=were.factor > 0.0)
    weather = here.weather / were.weather
    heat = moved(here.heat, were.heat * weather, are.heat * weather)
    return replace(here, rest=moved(here.rest, were.rest, are.rest), heat=heat, factor=here.factor * ratio)


def derived_totals(inputs: Inputs, model: Model, last: int) -> dict[tuple[str, int], Counted]:
    """Return total CO2e of years up to ``last`` whose whole balance was counted: energies times factors of the year."""
    out = {}
    for year in years_of_energy(inputs):
        found = energies(inputs, year)
        within = year in model.case.years and year <= last
        if within and is_complete(of_model(model, year), found):
            total = float(known(model, inputs, year, last).emissions().sum())
            day = max(row.index["date"] for row in found.rows.values())
            source = next(iter(found.rows.values())).source
            out["co2e", year] = Counted(total, day, "derived", source)
    return out


def joined(state: State) -> State:
    """Return a state with municipal use as part of commerce, as a balance has it that does not name it."""
    own, other = DIMS["sector"].index("municipal"), DIMS["sector"].index("commerce")
    rest, heat = state.rest.copy(), state.heat.copy()
    for energy in (rest, heat):
        energy[other] += energy[own]
        energy[own] = 0.0
    return replace(state, rest=rest, heat=heat)


def _heat_share(state: State, sector: int, carrier: int) -> float:
    """Return the part of a sector's carrier that is space heat, of the whole sector where it uses none of it."""
    rest, heat = state.rest[sector, carrier], state.heat[sector, carrier]
    if rest + heat <= 0.0:
        rest, heat = state.rest[sector].sum(), state.heat[sector].sum()
    return float(heat / (rest + heat)) if rest + heat > 0.0 else 0.0
