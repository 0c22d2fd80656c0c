"""What passes from stage to stage: the case that a sector reads and the result that it gives.

Every array has year first and draw last. Year 0 is the base year 2017, year 1 is 2018.
A sector never knows how many draws there are: a random draw, a coalition of measures and the
trend beside a scenario are all entries of the last axis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from klima2035.variables import INPUTS

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of accounting that a scenario makes."""

    waste_heat: str = "convention"  # or "physical"
    process_emissions: str = "memo"  # or "included"
    electricity: str = "national"  # or "local_mix"
    adoption: str = "given"  # measures happen, money says who pays; "financed": flows shrink to what is paid
    registered_additions: bool = True  # False: registers of PV, battery cars and hydrogen buses end in 2017


@dataclass(frozen=True, slots=True)
class Overlay:
    """One change of a programme (``all``: of each).

    ends: last year in which it pays; resumes: first year in which what was suspended pays again;
    rate: factor on all of its rates [1]; pot: its yearly money for the city [EUR/a]; from_year: first year in
    which rate and pot hold.
    """

    programme: str
    ends: int | None = None
    resumes: int | None = None
    rate: float | None = None
    pot: float | None = None
    from_year: int = 0

    def __str__(self) -> str:
        """Return the change as keys and values, as it stands in ``run.json``."""
        stated = {name: getattr(self, name) for name in ("ends", "resumes", "rate", "pot")}
        if self.rate is not None or self.pot is not None:
            stated["from_year"] = self.from_year or None
        return ", ".join(f"{name} {value:g}" for name, value in stated.items() if value is not None)


def _has_years(name: str) -> bool:
    """Return whether a value runs over the model's years."""
    if name.startswith("law_"):
        return name != "law_green_fuel_from"
    return INPUTS[name].time in ("path", "framework")


@dataclass(frozen=True)
class Case:
    """One city under one or more scenarios: inputs resolved in time, levers resolved from measures.

    years (year,): 2017..horizon. values: every declared input in its canonical unit, time-varying
    ones (year, *dims, draw), constants (*dims, draw). levers: (year, draw). as_of: last year with
    actual framework values. trends: how many of the last draws are trends; with more than one, each stands for the
    draws at its place among those before it.
    """

    years: NDArray[np.int64]
    as_of: int
    values: Mapping[str, Array]
    levers: Mapping[str, Array]
    settings: Settings
    draws: int
    trends: int = 1

    def __getitem__(self, name: str) -> Array:
        return self.values[name]

    def stated(self) -> Case:
        """Return the case with the values of its first draw only, for what is told of the scenario alone."""
        return replace(self, values={name: value[..., :1] for name, value in self.values.items()})

    def between(self, first: int, last: int) -> Case:
        """Return the case for the years at places ``first`` to ``last`` - 1; levers as they are."""
        values = {name: value[first:last] if _has_years(name) else value for name, value in self.values.items()}
        return replace(self, years=self.years[first:last], values=values)

    def trend_of(self, values: Array) -> Array:
        """Return the trend's values for each draw, (..., 1 or draw), from (..., draw)."""
        last = values[..., -self.trends :]
        return last if self.trends == 1 else np.concatenate([last] * (self.draws // self.trends), axis=-1)


@dataclass(frozen=True, slots=True)
class Segment:
    """One cell of the final-energy balance: who uses what for which purpose.

    ``sector`` is the end-use sector, ``field`` the programme's field that direct fuels count in,
    ``group`` the row of the 2017 reconciliation that scales it.
    """

    sector: str
    field: str
    use: str
    carrier: str
    group: str


@dataclass(frozen=True, slots=True)
class Asset:
    """One kind of thing that is built or bought: unit of its activity and the levers that move it."""

    name: str
    sector: str
    unit: str
    levers: tuple[str, ...] = ()


@dataclass
class SectorResult:
    """What a sector hands on.

    energy (year, segment, draw) [GWh/a]; stocks by name (year, *dims, draw); installed and
    like_for_like by asset (year, draw) [asset unit per year]: what is built or bought, and how many
    of these units replace something whose life was over anyway (early exits count with the part of
    life used up); unit_energy by asset and carrier (year, draw) [MWh/(unit a)]: change of yearly
    final energy that one unit causes; indicators by name (year, draw); memo by name (year, draw).
    """

    energy: Array
    stocks: dict[str, Array] = field(default_factory=dict)
    installed: dict[str, Array] = field(default_factory=dict)
    like_for_like: dict[str, Array] = field(default_factory=dict)
    unit_energy: dict[str, dict[str, Array]] = field(default_factory=dict)
    indicators: dict[str, Array] = field(default_factory=dict)
    memo: dict[str, Array] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Demand:
    """What the demand sectors ask of energy supply, all (year, draw).

    district_heat, hydrogen_transport, hydrogen_industry, biomethane, biomass, electricity [GWh/a] at the
    consumer; district_heat_peak, electric_heating_peak, charging_peak [MW] on the design day;
    gas_heated_share [1] of the floor area.
    """

    district_heat: Array
    district_heat_peak: Array
    hydrogen_transport: Array
    hydrogen_industry: Array
    biomethane: Array
    biomass: Array
    electricity: Array
    electric_heating_peak: Array
    charging_peak: Array
    gas_heated_share: Array


@dataclass
class Supply:
    """What energy supply delivers and by which plants.

    plant_heat, plant_fuel, plant_power (year, plant, draw) [GWh/a]; heat_share (plant, draw) or
    (year, plant, draw) [1]: Carnot share of the fuel that the heat carries (1 for heat-only
    plants); plant_carrier: the carrier each plant burns, in plant order; fed_in, delivered, losses,
    process_steam, unexplained (year, draw) [GWh/a] with fed_in = delivered + losses +
    process_steam + unexplained; unmet_heat (year, draw) [GWh/a], unmet_peak (year, draw) [MW];
    generation (year, generator, draw) [GWh/a]; electrolysis (year, draw) [GWh/a electricity];
    hydrogen_bought (year, draw) [GWh/a]; biomethane_share (year, draw): share of the biomethane
    asked for that is to be had, the rest stays natural gas; hydrogen_for_industry (year, draw) [GWh/a]:
    what the bounded supply leaves to industry after the buses; limits: rows of (name, unit, limit, asked),
    the last two (year, draw).
    """

    plant_heat: Array
    plant_fuel: Array
    plant_power: Array
    heat_share: Array
    plant_carrier: tuple[str, ...]
    fed_in: Array
    delivered: Array
    losses: Array
    process_steam: Array
    unexplained: Array
    unmet_heat: Array
    unmet_peak: Array
    generation: Array
    electrolysis: Array
    hydrogen_bought: Array
    biomethane_share: Array
    hydrogen_for_industry: Array
    limits: tuple[tuple[str, str, Array, Array], ...]
    result: SectorResult
