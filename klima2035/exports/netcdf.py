"""``result.nc``: the whole result in one NetCDF-4 file, every dimension and unit named.

A frame is a variable (year, <frame>_row) with its coordinates as text variables of that row
dimension; a table has one variable for each column. Texts are stored as UTF-8 characters, which
xarray reads back as strings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import h5py
import numpy as np
from h5py import h5ds
from numpy.typing import NDArray

from klima2035.exports.manifest import json_text, manifest
from klima2035.labels import Labels, labels, titles
from klima2035.result import Cell, Frame, Result, Table

if TYPE_CHECKING:
    import xarray as xr


_LARGE = 100_000  # bytes; larger texts are compressed
_NO_VARIABLE = "This is a netCDF dimension but not a netCDF variable. %10d"  # as the format's own library names it


def _characters(texts: Sequence[Cell]) -> NDArray[np.bytes_]:
    """Return texts as UTF-8 bytes, one character a cell, (row, character); widths 8, 16, 32 ... to share dimensions."""
    place = {value: i for i, value in enumerate(dict.fromkeys(texts))}
    distinct = ["" if value is None else str(value) for value in place]
    encoded = np.array([value.encode("utf-8") for value in distinct] or [b""], dtype=np.bytes_)
    width = max(8, 1 << (encoded.dtype.itemsize - 1).bit_length())
    letters = encoded.astype(f"S{width}")
    at = np.fromiter(map(place.__getitem__, texts), dtype=np.int64, count=len(texts))
    return letters[at].view("S1").reshape(len(texts), width)


class Writer:
    """Writes variables into an open HDF5 file the way NetCDF-4 lays them out, dimensions as they are needed.

    h5py and not h5netcdf: the latter looks up every dimension of the file again for every variable.
    """

    def __init__(self, file: h5py.File, words: Labels) -> None:
        self.file, self.words = file, words
        self.scales: dict[str, h5py.Dataset] = {}

    def dimension(self, name: str, size: int) -> str:
        """Make a dimension without a variable of its own unless it is there."""
        if name not in self.scales:
            self._scale(name, self.file.create_dataset(name, (size,), ">f4"), _NO_VARIABLE % size)
        return name

    def _scale(self, name: str, data: h5py.Dataset, title: str) -> None:
        data.make_scale(title)
        data.attrs["_Netcdf4Dimid"] = np.int32(len(self.scales))
        self.scales[name] = data

    def axis(self, name: str, values: NDArray[Any], long_name: str) -> None:
        """Write a dimension with its own values."""
        data = self.file.create_dataset(name, data=values)
        self._scale(name, data, name)
        say(data, "long_name", long_name)

    def _variable(self, name: str, dims: Sequence[str], values: NDArray[Any], **how: Any) -> h5py.Dataset:
        data = self.file.create_dataset(name, data=values, **how)
        for i, dim in enumerate(dims):
            h5ds.attach_scale(data.id, self.scales[dim].id, i)
        return data

    def texts(self, name: str, dim: str, values: Sequence[Cell], long_name: str) -> None:
        """Write one text for each row."""
        characters = _characters(values)
        width = self.dimension(f"string{characters.shape[1]}", characters.shape[1])
        large = {"compression": "gzip", "compression_opts": 1, "chunks": characters.shape}
        data = self._variable(name, (dim, width), characters, **(large if characters.nbytes > _LARGE else {}))
        say(data, "_Encoding", "utf-8")
        say(data, "long_name", long_name)

    def numbers(
        self, name: str, dims: tuple[str, ...], values: NDArray[Any], unit: str, long_name: str
    ) -> h5py.Dataset:
        """Write numbers with their unit (none where rows differ in unit)."""
        data = self._variable(name, dims, values)
        say(data, "long_name", long_name)
        if unit:
            say(data, "units", unit)
        return data

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
        data = self.numbers(name, ("year", row), frame.values, unit, words(name))
        say(data, "coordinates", " ".join([*coords, f"{name}_unit", f"{name}_quality"]))

    def table(self, table: Table) -> None:
        """Write one table, a variable for each column; an empty number is NaN, an empty text ''."""
        row = self.dimension(f"{table.name}_row", len(table.rows))
        for column, cells in table.by_column.items():
            name = f"{table.name}_{column}"
            if str in map(type, cells):
                self.texts(name, row, cells, self.words(column))
            else:
                self.numbers(name, (row,), np.array(cells, dtype=np.float64), "", self.words(column))


def say(data: h5py.Dataset | h5py.File, name: str, value: str) -> None:
    """Write one attribute."""
    data.attrs[name] = value


def write(result: Result, folder: Path) -> list[Path]:
    """Write ``result.nc``; equal results give equal bytes."""
    path = folder / "result.nc"
    with h5py.File(path, "w", track_order=True) as file:
        say(file, "title", result.title["en"])
        say(file, "Conventions", "CF-1.11")
        say(file, "run", json_text(manifest(result)))
        writer = Writer(file, labels("en", titles(result)))
        writer.axis("year", np.array(result.years, dtype=np.int32), "calendar year")
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
