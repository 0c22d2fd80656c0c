"""``compare/<A>--<B>/``: the differences between two scenarios by sector and year, B minus A."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from klima2035 import __version__
from klima2035.exports import manifest, tables
from klima2035.result import Cell, Frame, Result, Table

Array = NDArray[np.float64]
Key = tuple[str, ...]
FRAMES = {"emissions": ("view", "sector", "indicator"), "energy": ("sector", "carrier")}
MONEY = ("basis", "sector", "funder")


def sums(frame: Frame, coords: Sequence[str]) -> dict[Key, tuple[Array, str]]:
    """Return values summed over the rows that share ``coords``, (year,) with the unit; all NaN stays NaN."""
    rows: dict[Key, list[int]] = {}
    for row, key in enumerate(zip(*(frame.coords[coord] for coord in coords), strict=True)):
        rows.setdefault(key, []).append(row)
    out = {}
    for key, members in rows.items():
        values = frame.values[:, members]
        total = np.where(np.isfinite(values).any(axis=1), np.nansum(values, axis=1), np.nan)
        out[key] = (total, frame.units[members[0]])
    return out


def frame_differences(a: Result, b: Result, name: str) -> Table:
    """Return one frame of both results side by side for the years both have."""
    coords = FRAMES[name]
    sides = [sums(result.frames[name], coords) for result in (a, b)]
    years = [year for year in a.frames[name].years if year in b.frames[name].years]
    rows: list[tuple[Cell, ...]] = []
    for key in {**sides[0], **sides[1]}:
        unit = next(side[key][1] for side in sides if key in side)
        for year in years:
            values = [
                float(side[key][0][result.frames[name].at(year)]) if key in side else 0.0
                for side, result in zip(sides, (a, b), strict=True)
            ]
            if np.isfinite(values).all():
                rows.append((year, *key, *values, values[1] - values[0], unit))
    return Table(name, ("year", *coords, "value_a", "value_b", "difference", "unit"), tuple(rows))


def money(result: Result) -> Mapping[tuple[int, str, str, str], float]:
    """Return the nominal euro of a ledger by year, basis, sector and funder."""
    table = result.tables["investment"]
    place = [table.columns.index(name) for name in ("year", *MONEY, "value")]
    out: dict[tuple[int, str, str, str], float] = {}
    for row in table.rows:
        year, basis, sector, funder, value = (row[i] for i in place)
        key = (int(year or 0), str(basis), str(sector), str(funder))
        out[key] = out.get(key, 0.0) + float(value or 0.0)
    return out


def money_differences(a: Result, b: Result) -> Table:
    """Return both ledgers side by side, nominal euro by year, basis, sector and funder."""
    sides = [money(result) for result in (a, b)]
    rows: list[tuple[Cell, ...]] = []
    for key in sorted({**sides[0], **sides[1]}):
        values = [side.get(key, 0.0) for side in sides]
        rows.append((*key, *values, values[1] - values[0], "EUR"))
    return Table("investment", ("year", *MONEY, "value_a", "value_b", "difference", "unit"), tuple(rows))


def write(a: Result, b: Result, folder: Path) -> list[Path]:
    """Write the differences as tables and the manifest of both runs."""
    target = folder / "tables"
    target.mkdir(parents=True, exist_ok=True)
    made = [frame_differences(a, b, name) for name in FRAMES if name in a.frames and name in b.frames]
    if "investment" in a.tables and "investment" in b.tables:
        made.append(money_differences(a, b))
    content = {
        "version": __version__,
        "schema": manifest.SCHEMA,
        "a": manifest.manifest(a),
        "b": manifest.manifest(b),
    }
    return [*(tables.write_table(table, target) for table in made), manifest.write_json(content, folder / "run.json")]
