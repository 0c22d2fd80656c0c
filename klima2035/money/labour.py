"""Craft labour: working years that the year's building takes, and those that are free in the region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Asset
from klima2035.inputs import Row
from klima2035.money.cases import covers
from klima2035.result import Table
from klima2035.variables.plausibility import CRAFTS

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Crafts:
    """Crafts of a city: need (craft, asset) [working years/unit]; available, most (year, craft) [working years/a].

    available as expected, most at the high end of every row; NaN where the city states no figure.
    source (craft,): key of the source of the number of employees.
    """

    need: Array
    available: Array
    most: Array
    source: tuple[str, ...]

    def needed(self, installed: Array) -> Array:
        """Return working years by craft (year, craft, draw) of what is installed (year, asset, draw)."""
        out = np.zeros((installed.shape[0], len(CRAFTS), installed.shape[2]))
        for craft, asset in np.argwhere(self.need > 0.0).tolist():
            out[:, craft] += installed[:, asset] * self.need[craft, asset]
        return out


def resolve(records: Mapping[str, Sequence[Row]], assets: Sequence[Asset], years: Sequence[int], as_of: int) -> Crafts:
    """Return what assets take of each craft and what is free of it: workers x share x growth since ``as_of``."""
    need = np.zeros((len(CRAFTS), len(assets)))
    for row in records.get("craft_need", ()):
        for i, asset in enumerate(assets):
            if covers(row, asset.name):
                need[CRAFTS.index(row.index["craft"]), i] += row.value
    ahead = np.maximum(np.array(years) - as_of, 0)
    free, most = np.full((len(years), len(CRAFTS)), np.nan), np.full((len(years), len(CRAFTS)), np.nan)
    sources = []
    for i, craft in enumerate(CRAFTS):
        rows = [_row(records, key, craft) for key in ("craft_workers", "craft_share", "craft_growth")]
        workers, share, growth = rows
        sources.append("" if workers is None else workers.source)
        if workers is not None and share is not None and growth is not None:
            free[:, i] = workers.value * share.value * (1.0 + growth.value) ** ahead
            most[:, i] = _high(workers) * _high(share) * (1.0 + _high(growth)) ** ahead
    return Crafts(need, free, most, tuple(sources))


def _row(records: Mapping[str, Sequence[Row]], key: str, craft: str) -> Row | None:
    return next((row for row in records.get(key, ()) if row.index["craft"] == craft), None)


def _high(row: Row) -> float:
    return row.value if row.high is None else row.high


def table(scenario: str, crafts: Crafts, installed: Array, years: Sequence[int]) -> Table:
    """Return ``labour.csv``: working years by craft and year in scenario and trend beside those that are free."""
    columns = ("scenario", "year", "craft", "needed", "trend", "available", "available_high", "unit")
    needed = crafts.needed(installed)
    rows = [
        (
            scenario, int(year), craft, float(needed[i, c, 0]), float(needed[i, c, -1]),
            _known(crafts.available[i, c]), _known(crafts.most[i, c]), "employees",
        )
        for c, craft in enumerate(CRAFTS)
        for i, year in enumerate(years)
    ]  # fmt: skip
    return Table("labour", columns, tuple(rows))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
