"""Input tables as a city's run sees them: support points and rows in canonical units, plain or by draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from klima2035.tables import Registries, Row
from klima2035.variables import FIRST_YEAR, LAST_YEAR

Array = NDArray[np.float64]
Kept = TypeVar("Kept", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Points:
    """Support points of one variable: ``values`` (point, *dims) at ``years`` (empty for constants).

    drawn: whether values differ by draw; draws are then their last axis.
    """

    years: tuple[int, ...]
    values: Array
    rows: tuple[Row, ...]
    drawn: bool = False

    @property
    def by_draw(self) -> Array:
        """Return the values with their draws, (point, *dims, draw)."""
        return self.values if self.drawn else self.values[..., np.newaxis]


@dataclass(frozen=True, eq=False)
class Inputs:
    """All input tables of one city: ``points`` by variable and variant, ``records`` by variable.

    drawn: stated value and values by draw of rows that are not points, by file and line; empty but in an ensemble.
    """

    city: str
    points: Mapping[str, Mapping[str, Points]]
    records: Mapping[str, tuple[Row, ...]]
    sources: Mapping[str, Mapping[str, str]]
    files: tuple[Path, ...] = field(default=())
    root: Path = field(default=Path())
    registries: Registries = field(default_factory=dict)
    title: Mapping[str, str] = field(default_factory=dict)
    drawn: Mapping[tuple[str, int], tuple[float, Array]] = field(default_factory=dict)

    def value(self, row: Row) -> Array:
        """Return the value of a row in every draw, (draw); (1,) where it does not differ.

        What changed a row after it was read (a scenario's funding) changes its draws in the same proportion.
        """
        stated, values = self.drawn.get((row.file, row.line), (0.0, None))
        if values is None:
            return np.array([row.value])
        return values if row.value == stated else np.asarray(values * (row.value / stated))

    def for_draws(self, draws: int) -> Inputs:
        """Return inputs of one draw with its values in ``draws`` equal draws; any others as they are.

        Sums over an axis round a lone draw otherwise than one among others.
        """
        if not self.drawn or draws == 1 or next(iter(self.drawn.values()))[1].shape[-1] != 1:
            return self
        points = {
            name: {
                variant: replace(one, values=np.repeat(one.values, draws, axis=-1)) if one.drawn else one
                for variant, one in variants.items()
            }
            for name, variants in self.points.items()
        }
        drawn = {place: (stated, np.repeat(values, draws)) for place, (stated, values) in self.drawn.items()}
        return replace(self, points=points, drawn=drawn)

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return every row of one variable, in file order."""
        if name in self.records:
            return self.records[name]
        return tuple(row for points in self.points[name].values() for row in points.rows)

    def constant(self, name: str) -> Array:
        """Return a constant variable, dims (*dims, draw)."""
        return np.asarray(self.points[name][""].by_draw[0])

    def path(self, name: str, years: NDArray[np.int64]) -> Array:
        """Return support points interpolated linearly, flat outside; dims (year, *dims, draw)."""
        points = self.points[name][""]
        return interpolate(points.years, points.by_draw, years)

    def series(self, name: str) -> Array:
        """Return a reported series, dims (year 1990..2050, *dims, draw), NaN where there is no row."""
        points = self.points[name][""]
        out = np.full((LAST_YEAR - FIRST_YEAR + 1, *points.by_draw.shape[1:]), np.nan)
        for year, value in zip(points.years, points.by_draw, strict=True):
            out[year - FIRST_YEAR] = value
        return out

    def framework(self, name: str, years: NDArray[np.int64], as_of: int, variant: str) -> Array:
        """Return actual values up to ``as_of``, then a line to the variant's support points.

        dims (year, *dims, draw). Actual values that end before ``as_of`` are carried on as the variant has them; a
        variant that ends before the last actual value holds its last one from the year after it on.
        """
        actual = self.points[name]["actual"]
        projected = self.points[name][variant]
        known = [i for i, year in enumerate(actual.years) if year <= as_of]
        last = actual.years[known[-1]]
        later = [i for i, year in enumerate(projected.years) if year > last]
        points = [projected.years[i] for i in later] or [last + 1]
        all_years = [actual.years[i] for i in known] + points
        before, after = actual.by_draw[known], projected.by_draw[later or [-1]]
        draws = max(before.shape[-1], after.shape[-1])
        values = np.concatenate([np.broadcast_to(part, (*part.shape[:-1], draws)) for part in (before, after)])
        return interpolate(tuple(all_years), values, years)


def remembered(most: int) -> Callable[[Kept], Kept]:
    """Return a decorator that keeps the last ``most`` answers to plain inputs; those to drawn ones are not kept."""

    def decorate(function: Kept) -> Kept:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def call(inputs: Inputs, *others: Any) -> Any:
            return function(inputs, *others) if inputs.drawn else kept(inputs, *others)

        return cast("Kept", call)

    return decorate


def interpolate(at: tuple[int, ...], values: Array, years: NDArray[np.int64]) -> Array:
    """Interpolate ``values`` (point, ...) given ``at`` the points' years linearly, flat outside."""
    points = np.asarray(at)
    right = np.minimum(np.maximum(np.searchsorted(points, years), 1), max(len(points) - 1, 1))
    left = right - 1
    if len(points) == 1:
        return np.broadcast_to(values[0], (len(years), *values.shape[1:])).copy()
    span = (points[right] - points[left]).astype(np.float64)
    weight = np.minimum(np.maximum((years - points[left]) / span, 0.0), 1.0).reshape(-1, *([1] * (values.ndim - 1)))
    return np.asarray(values[left] * (1.0 - weight) + values[right] * weight)


__all__ = ["Inputs", "Points", "Row", "interpolate", "remembered"]
