"""What a run writes beside its charts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from klima2035.exports import manifest, netcdf, tables, workbook
from klima2035.result import Result

Write = Callable[[Result, Path, str], list[Path]]


def write_all(result: Result, folder: Path, lang: str = "de") -> list[Path]:
    """Write every export of a result into ``folder``; return the files written."""
    return [path for write in EXPORTS.values() for path in write(result, folder, lang)]


EXPORTS: dict[str, Write] = {
    "tables": lambda result, folder, _: tables.write(result, folder),
    "workbook": workbook.write,
    "netcdf": lambda result, folder, _: netcdf.write(result, folder),
    "manifest": lambda result, folder, _: manifest.write(result, folder),
}
