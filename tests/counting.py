"""A working folder in which a city counts: its files, its commands, the counts that a test puts in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from klima2035 import cli, loading, pipeline
from klima2035.monitoring import COLUMNS
from klima2035.tracking.split import State
from klima2035.variables import DIMS

HEADER = ",".join(COLUMNS)
CITY = "wuppertal"


def row(indicator: str, value: object, unit: str, date: str = "2026-12-31", **more: str) -> str:
    cells = {
        "indicator": indicator, "value": str(value), "unit": unit, "date": date, "quality": "reported",
        "source": "own_assumption", **more,
    }  # fmt: skip
    return ",".join(cells.get(column, "") for column in COLUMNS)


def table(rows: Iterable[str]) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def folder(work: Path) -> Path:
    """Return where the counts of a working folder lie."""
    return work / "inputs" / CITY / "monitoring"


def put(work: Path, rows: Iterable[str] | str | bytes, name: str = "counts.csv") -> Path:
    """Write a table of counts and forget what was read before."""
    path = folder(work) / name
    content = rows if isinstance(rows, str | bytes) else table(rows)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    forget()
    return path


def forget() -> None:
    """Forget tables that were read: a process reads them once."""
    loading._inputs.cache_clear()


def main(*arguments: str) -> int:
    forget()
    return cli.main(list(arguments))


def inputs(work: Path):
    forget()
    return pipeline.load_inputs(CITY)


def contents(root: Path) -> dict[str, bytes]:
    """Return every file below a folder but logs."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != "log.jsonl"
    }  # fmt: skip


def balance(state: State, year: int, skip: Iterable[str] = ()) -> list[str]:
    """Return a state as a counted balance: a row for each sector and carrier that uses anything."""
    used = state.rest + state.heat
    places = [(s, c) for s, c in zip(*np.nonzero(used), strict=True) if DIMS["sector"][s] not in skip]
    return [
        row("final_energy", repr(float(used[s, c])), "GWh/a", f"{year}-12-31",
            sector=DIMS["sector"][s], carrier=DIMS["carrier"][c])
        for s, c in places
    ]  # fmt: skip
