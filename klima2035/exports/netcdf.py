"""``result.nc``: the whole result in one NetCDF-4 file, every dimension and unit named.

A frame is a variable (year, <frame>_row) with its coordinates as text variables of that row
dimension; a table has one variable for each column. Texts are stored as UTF-8 characters, which
xarray reads back as strings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from klima2035.exports.manifest import json_text, manifest
from klima2035.labels import Labels, labels, titles
from klima2035.result import Cell, Frame, Result, Table

if TYPE_CHECKING:
    import xarray as xr


_LARGE = 100_000  # bytes; larger texts are compressed


def _characters(texts: Sequence[str]) -> NDArray[np.bytes_]:
    """Return texts as UTF-8 bytes, one character a cell, (row, character); widths 8, 16, 32 ... to share dimensions."""
    place = {value: i for i, value in enumerate(dict.fromkeys(texts))}
    encoded = np.array([value.encode("utf-8") for value in place] or [b""], dtype=np.bytes_)
    width = max(8, 1 << (encoded.dtype.itemsize - 1).bit_length())
    letters = encoded.astype(f"S{width}").view("S1").reshape(-1, width)
    return letters[np.array([place[value] for value in texts], dtype=np.int64)]


class _Writer:
    """Writes variables into an open file and makes the dimensions they need."""

    def __init__(self, file: Any, words: Labels) -> None:
        self.file, self.words = file, words

    def dimension(self, name: str, size: int) -> str:
        if name not in self.file.dimensions:
            self.file.dimensions[name] = size
        return name

    def texts(self, name: str, dim: str, values: Sequence[str], long_name: str) -> None:
        """Write one text for each row."""
        characters = _characters(values)
        width = self.dimension(f"string{characters.shape[1]}", characters.shape[1])
        how = {"compression": "gzip", "compression_opts": 1} if characters.nbytes > _LARGE else {}
        variable = self.file.create_variable(name, (dim, width), characters.dtype, data=characters, **how)
        variable.attrs["_Encoding"] = "utf-8"
        variable.attrs["long_name"] = long_name

    def numbers(self, name: str, dims: tuple[str, ...], values: NDArray[Any], unit: str, long_name: str) -> None:
        """Write numbers with their unit (none where rows differ in unit)."""
        variable = self.file.create_variable(name, dims, values.dtype, data=values)
        variable.attrs["long_name"] = long_name
        if unit:
            variable.attrs["units"] = unit

    def frame(self, frame: Frame) -> None:
        """Write one frame with coordinates, units and quality."""
        words, name = self.words, frame.name
        row = self.dimension(f"{name}_row", len(frame.units))
        coords = [f"{name}_{coord}" for coord in frame.coords]
        for variable, (coord, texts) in zip(coords, frame.coords.items(), strict=True):
            self.texts(variable, row, texts, words(coord))
        self.texts(f"{name}_unit", row, frame.units, words("unit"))
        self.texts(f"{name}_quality", "year", frame.quality, words("quality"))
        unit = frame.units[0] if len(set(frame.units)) == 1 else ""
        self.numbers(name, ("year", row), frame.values, unit, words(name))
        self.file[name].attrs["coordinates"] = " ".join([*coords, f"{name}_unit", f"{name}_quality"])

    def table(self, table: Table) -> None:
        """Write one table, a variable for each column; an empty number is NaN, an empty text ''."""
        row = self.dimension(f"{table.name}_row", len(table.rows))
        columns: list[tuple[Cell, ...]] = list(zip(*table.rows, strict=True)) if table.rows else []
        for column, cells in zip(table.columns, columns, strict=bool(columns)):
            name = f"{table.name}_{column}"
            if any(isinstance(cell, str) for cell in cells):
                self.texts(name, row, ["" if cell is None else str(cell) for cell in cells], self.words(column))
            else:
                values = np.array([np.nan if cell is None else float(cell) for cell in cells])
                self.numbers(name, (row,), values, "", self.words(column))


def write(result: Result, folder: Path) -> list[Path]:
    """Write ``result.nc``; equal results give equal bytes."""
    import h5netcdf  # noqa: PLC0415 - heavy

    path = folder / "result.nc"
    with h5netcdf.File(path, "w") as file:
        file.attrs["title"] = result.title["en"]
        file.attrs["Conventions"] = "CF-1.11"
        file.attrs["run"] = json_text(manifest(result))
        writer = _Writer(file, labels("en", titles(result)))
        writer.dimension("year", len(result.years))
        writer.numbers("year", ("year",), np.array(result.years, dtype=np.int32), "", "calendar year")
        writer.texts("phase", "year", result.phase, "phase of the run")
        for frame in result.frames.values():
            writer.frame(frame)
        for table in result.tables.values():
            writer.table(table)
    return [path]


def as_dataset(result: Result) -> xr.Dataset:
    """Return the frames of a result as an xarray Dataset for notebooks.

    Each frame is a variable (year, <frame>_row) with its coordinates on the rows, so that
    ``ds.emissions.groupby("emissions_sector").sum()`` works.
    """
    import xarray as xr  # noqa: PLC0415 - heavy

    data: dict[str, Any] = {}
    coords: dict[str, Any] = {}
    for name, frame in result.frames.items():
        row = f"{name}_row"
        data[name] = (("year", row), frame.values, {"long_name": name})
        coords |= {f"{name}_{coord}": (row, list(texts)) for coord, texts in frame.coords.items()}
        coords[f"{name}_unit"] = (row, list(frame.units))
    attrs = {"title": result.title["en"], "scenario": result.name, "label": result.label}
    return xr.Dataset(data, {"year": list(result.years), "phase": ("year", list(result.phase)), **coords}, attrs)
