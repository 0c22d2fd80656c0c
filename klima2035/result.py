"""What a run gives: flat frames over years and plain tables, without draws.

A ``Frame`` is one flat dimension of rows with named coordinates and a value per year: the form of
every long CSV, of each wide sheet and of the NetCDF file. A ``Table`` is what is told row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Cell = str | int | float | None


@dataclass(frozen=True)
class Frame:
    """Rows with coordinates (``coords[name][row]``), a unit per row and ``values`` (year, row); NaN: no value.

    quality, one for each year: derived (1990, 2017), interpolated (between) or modelled (later).
    """

    name: str
    years: tuple[int, ...]
    coords: Mapping[str, tuple[str, ...]]
    units: tuple[str, ...]
    values: Array
    quality: tuple[str, ...]

    def pick(self, **wanted: str | tuple[str, ...]) -> Frame:
        """Return the rows whose coordinates equal (or lie among) those asked for."""
        keep = np.ones(len(self.units), dtype=bool)
        for name, labels in wanted.items():
            allowed = {labels} if isinstance(labels, str) else set(labels)
            keep &= np.array([label in allowed for label in self.coords[name]], dtype=bool)
        rows = np.flatnonzero(keep)
        coords = {name: tuple(labels[i] for i in rows) for name, labels in self.coords.items()}
        units = tuple(self.units[i] for i in rows)
        return Frame(self.name, self.years, coords, units, self.values[:, rows], self.quality)

    def total(self, **wanted: str | tuple[str, ...]) -> Array:
        """Return the sum over the rows asked for, (year,); NaN counts as nothing."""
        return np.asarray(np.nansum(self.pick(**wanted).values, axis=1))

    def by(self, coord: str, **wanted: str | tuple[str, ...]) -> dict[str, Array]:
        """Return sums over rows that share a label of ``coord``, in order of first appearance; each (year,)."""
        part = self.pick(**wanted)
        out: dict[str, Array] = {}
        for label in dict.fromkeys(part.coords[coord]):
            out[label] = part.total(**{coord: label})
        return out

    def at(self, year: int) -> int:
        """Return the position of a year."""
        return self.years.index(year)


@dataclass(frozen=True)
class Table:
    """Columns and rows in report order; codes, not labels; ``None`` is an empty cell."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of_columns(cls, name: str, columns: Mapping[str, Sequence[Cell]]) -> Table:
        """Return a table made of columns of one length."""
        table = cls(name, tuple(columns), tuple(zip(*columns.values(), strict=True)))
        table.__dict__["by_column"] = dict(columns)  # it is known already
        return table

    @cached_property
    def by_column(self) -> dict[str, Sequence[Cell]]:
        """The cells of each column, by its name."""
        cells: Iterable[Sequence[Cell]] = zip(*self.rows, strict=True) if self.rows else [()] * len(self.columns)
        return dict(zip(self.columns, cells, strict=True))

    def dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


SEVERITIES = ("serious", "warning", "note")  # worst first; notes ask for nothing


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reader must doubt or know of a run.

    subject: code of a lever, asset, limit, measure, craft or quantity; years: first and last in which it holds;
    year: where ``value`` and ``threshold`` [unit] are measured; source: key of the threshold's source, empty where
    the model itself sets it. sentence, reason and remedy by language.
    """

    code: str
    severity: str
    subject: str
    years: tuple[int, int]
    year: int
    value: float
    threshold: float
    unit: str
    source: str
    sentence: Mapping[str, str]
    reason: Mapping[str, str]
    remedy: Mapping[str, str]


@dataclass(frozen=True)
class Result:
    """One scenario's result.

    frames: emissions (view, sector, carrier, indicator), memo (item, indicator), energy (sector, use,
    carrier), supply (item, name), stocks (stock, part), activity (asset), levers (lever), indicators
    (indicator). tables: measures, balance_adjustments, pinning, hindcast, investment, milestones,
    running_cost, climate_investment, neutrality, carbon_budget, findings. found: what is doubtful, worst
    first. settings: framework variants and choices
    of accounting by name. extra: city_title, assumed_share of the cost, label_en, titles of measures, milestones,
    sources.
    trend: the same city without any measure, without tables.
    """

    name: str
    title: Mapping[str, str]
    city: str
    as_of: int
    years: tuple[int, ...]
    phase: tuple[str, ...]
    label: str  # "nach BISKO-Systematik" or "nicht BISKO", with the reason
    datenguete: float
    settings: Mapping[str, str]
    frames: Mapping[str, Frame]
    tables: Mapping[str, Table]
    files: Mapping[str, str]  # every file used -> SHA-256
    found: tuple[Finding, ...] = ()
    trend: Result | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def severities(self) -> dict[str, int]:
        """Return how many findings there are of each severity, worst first."""
        return {name: sum(one.severity == name for one in self.found) for name in SEVERITIES}
