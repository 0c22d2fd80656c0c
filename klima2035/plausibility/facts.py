"""What a rule reads and what it returns: pure, one scenario, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from klima2035 import computing, levers
from klima2035.case import Case
from klima2035.computing import SCENARIO, Computed
from klima2035.inputs import Inputs
from klima2035.levers import Lever
from klima2035.model import Model
from klima2035.money import labour
from klima2035.scenario import Scenario
from klima2035.sectors import LEVERS
from klima2035.tables import Row

Array = NDArray[np.float64]
Severity = str  # note, warning or serious: see ``result.SEVERITIES``
TINY = 1e-9  # rounding


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: codes and numbers; ``texts`` makes the sentences.

    value and threshold in ``unit`` at ``year``; first, last: the years in which it holds; source: key of the
    threshold's source, empty where the model itself sets it; codes, numbers: further fields of the sentences.
    """

    severity: Severity
    subject: str
    year: int
    value: float
    threshold: float
    unit: str
    source: str = ""
    first: int = 0
    last: int = 0
    codes: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """One lever that measures move, all paths (year,): its path, the trend, what each measure adds; its bounds."""

    lever: Lever
    path: Array
    trend: Array
    added: Mapping[str, Array]
    bounds: tuple[float, float]

    def differs(self, one: Array, other: Array) -> NDArray[np.bool_]:
        """Return where two paths of the lever differ by more than rounding."""
        return np.asarray(np.abs(one - other) > TINY * np.maximum(np.abs(other), 1.0))


@dataclass(frozen=True, eq=False)
class Facts:
    """One computed scenario with the thresholds of its city."""

    scenario: Scenario
    inputs: Inputs
    computed: Computed

    @property
    def model(self) -> Model:
        """The arrays of the run."""
        return self.computed.model

    @property
    def case(self) -> Case:
        """The inputs of the run, resolved in time."""
        return self.computed.model.case

    @cached_property
    def years(self) -> tuple[int, ...]:
        """2017 to the horizon."""
        return tuple(self.case.years.tolist())

    @cached_property
    def now(self) -> int:
        """The place of ``as_of`` among the years; measures act after it."""
        return self.years.index(self.scenario.as_of)

    @cached_property
    def people(self) -> Array:
        """Inhabitants, (year,)."""
        return scenario_column(self.case["population"])

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the rows of one threshold, none where the city has none."""
        return self.inputs.records[name]

    def row(self, name: str, **index: str) -> Row | None:
        """Return the first row of a threshold with these labels, None where there is none."""
        return next((row for row in self.rows(name) if all(row.index.get(k) == v for k, v in index.items())), None)

    def installed(self, asset: str) -> Array:
        """Return what of an asset is built or bought in each year, (year,)."""
        return scenario_column(self._installed[asset])

    @cached_property
    def _installed(self) -> dict[str, Array]:
        return {name: series for made in self.model.results.values() for name, series in made.installed.items()}

    @cached_property
    def crafts(self) -> labour.Crafts:
        """What assets take of each craft and what is free of it."""
        return computing.crafts(self.inputs, self.scenario.horizon, self.scenario.as_of)

    @cached_property
    def craft_years(self) -> Array:
        """Working years of each craft that what is installed takes, (year, craft, draw)."""
        return self.crafts.needed(self.computed.investment.installed)

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """The levers that measures move, in the order of the sectors."""
        added: dict[str, dict[str, Array]] = {}
        for (measure, lever), path in self.computed.assembled.levers.contributions.items():
            added.setdefault(lever, {})[measure] = scenario_column(path)
        chosen, scenario = [lever for lever in LEVERS if lever.name in added], self.scenario
        registered = scenario.settings.registered_additions
        base = levers.base_paths(self.inputs, chosen, self.case.years, scenario.as_of, registered)
        paths, bounds = self.case.levers, levers.bounds
        return tuple(
            Moved(
                one, scenario_column(paths[one.name]), base[one.name][:, 0], added[one.name], bounds(self.inputs, one)
            )
            for one in chosen
        )

    @cached_property
    def indicators(self) -> dict[str, Array]:
        """Every indicator of the sectors, (year,) each."""
        made = self.model.results.values()
        return {name: scenario_column(series) for one in made for name, series in one.indicators.items()}


def scenario_column(series: Array) -> Array:
    """Return the scenario's own draw of an array with draws last."""
    return np.asarray(series[..., SCENARIO if series.shape[-1] > 1 else 0])


def low(row: Row) -> float:
    """Return the low end of a row, its value where none is given."""
    return row.value if row.low is None else row.low


def high(row: Row) -> float:
    """Return the high end of a row, its value where none is given."""
    return row.value if row.high is None else row.high


def span(years: tuple[int, ...], where: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the first and the last year in which something holds."""
    places = np.flatnonzero(where)
    return years[int(places[0])], years[int(places[-1])]
