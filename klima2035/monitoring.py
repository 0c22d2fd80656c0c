"""What was counted in a city, year by year: ``inputs/<city>/monitoring/*.csv``.

One row a figure: indicator (for final energy by sector and carrier too), value, unit, day, quality, source, and why it
differs from what was reported before. Rows become ``actual`` records; values of the framework (population, degree
days) become its actual values, so that a scenario as of a later year runs on them.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from klima2035 import places, units
from klima2035.complaints import names
from klima2035.errors import Fault, fault, nearest, shown
from klima2035.tables import DATENGUETE, Registries, Row, Table
from klima2035.variables import DIMS, FIRST_YEAR, INPUTS, LAST_COUNTED

FOLDER = "monitoring"
REPORTED = "reported"  # within it: published accounts, see ``tracking.published``
COLUMNS = (
    "indicator", "sector", "carrier", "value", "unit", "date", "quality", "datenguete", "source", "restated", "note",
)  # fmt: skip
BY_SECTOR = ("final_energy", "co2e", "co2")  # indicators that a city may report by sector
BY_CARRIER = ("final_energy",)
QUALITIES = ("reported", "derived", "interpolated")  # what is assumed was not counted


def framework_indicators() -> dict[str, str]:
    """Return the values of the framework that a city may report, with their unit."""
    return {name: one.unit for name, one in INPUTS.items() if one.time == "framework" and not one.dims}


class CountedTable(Table):
    """Reads one table of counted figures; faults as in every input table."""

    columns = COLUMNS
    index_columns: frozenset[str] = frozenset()
    needs_last_newline = True

    def _row(self, line: int, cells: list[str]) -> Row | None:
        at, before = self.at, len(self.faults)
        unit, scale = self._unit(line, cells[at["indicator"]], cells[at["unit"]])
        self._check_place(line, cells)
        self._check_known(line, cells)
        value = self._number(line, cells, "value")
        if value is not None and value < 0.0:
            self.fault(line, "value", "counted_negative", value=cells[at["value"]])
        day = self._day(line, cells[at["date"]])
        if len(self.faults) > before or value is None or day is None:
            return None
        index = {name: cells[at[name]] for name in ("indicator", "sector", "carrier", "date", "restated")}
        return Row(
            "actual", index, value * scale, None, None, unit, year_of(day), None, "", "", cells[at["quality"]],
            cells[at["datenguete"]], cells[at["source"]], cells[at["note"]], self.name, line, at,
        )  # fmt: skip

    def _unit(self, line: int, indicator: str, unit: str) -> tuple[str, float]:
        """Return the canonical unit of an indicator and the factor that leads to it; faults are noted."""
        known = self.registries.get("counted")
        if known is not None and indicator not in known:
            self._unknown_cell(line, "indicator", indicator, sorted(known))
            return "", 1.0
        wanted = known[indicator] if isinstance(known, Mapping) else unit  # what is not given is not checked
        if wanted not in units.UNITS:
            wanted = "1"
        same = units.alike(wanted)
        if unit not in units.UNITS:
            code = "unknown_cell_unit" if unit else "unit_missing"
            self.fault(line, "unit", code, nearest(unit, same), unit=unit, known=names(same))
            return "", 1.0
        if unit not in same:
            self.fault(line, "unit", "counted_unit", unit=unit, name=indicator, known=names(same))
            return "", 1.0
        canonical = units.CANONICAL[units.dimension(wanted)]
        return canonical, units.factor(unit, canonical)

    def _check_place(self, line: int, cells: list[str]) -> None:
        """Sector and carrier stand where the indicator has them, and a carrier only beside its sector."""
        indicator = cells[self.at["indicator"]]
        for column, allowed in (("sector", BY_SECTOR), ("carrier", BY_CARRIER)):
            cell = cells[self.at[column]]
            if cell and indicator not in allowed:
                self.fault(line, column, "refuses_column", name=indicator, column=column)
            elif cell and cell not in DIMS[column]:
                self._unknown_cell(line, column, cell, DIMS[column])
        if cells[self.at["carrier"]] and not cells[self.at["sector"]]:
            self.fault(line, "sector", "cell_missing", column="sector", known=names(DIMS["sector"]))

    def _check_known(self, line: int, cells: list[str]) -> None:
        """Quality, data quality and source are words that are known."""
        for column, words in (("quality", QUALITIES), ("datenguete", DATENGUETE)):
            if cells[self.at[column]] not in words:
                self._unknown_cell(line, column, cells[self.at[column]], words)
        self._check_source(line, cells)

    def _day(self, line: int, cell: str) -> datetime.date | None:
        try:
            day = datetime.date.fromisoformat(cell) if len(cell) == 10 else None
        except ValueError:
            day = None
        if day is None or not FIRST_YEAR <= day.year <= LAST_COUNTED:
            code = "cell_no_date" if cell else "cell_missing"
            self.fault(line, "date", code, column="date", value=cell, known=names(["2026-12-31"]))
            return None
        return day


def is_counted(file: str) -> bool:
    """Return whether a table, by its path, is one of counted figures."""
    return Path(file).parent.name == FOLDER


def is_account(path: Path) -> bool:
    """Return whether a path is that of a published account."""
    return path.suffix == ".csv" and path.parent.name == REPORTED and path.parent.parent.name == FOLDER


def year_of(day: datetime.date) -> int:
    """Return the year that a count belongs to: one of 1 January is the state at the end of the year before."""
    return (day - datetime.timedelta(days=1)).year


def read(
    folder: Path, sources: Mapping[str, object], registries: Registries, faults: list[Fault]
) -> tuple[list[Row], list[Path]]:
    """Return the rows of every table of counted figures of a city and the files read; faults are noted."""
    rows: list[Row] = []
    files: list[Path] = []
    place = folder / FOLDER
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.suffix.lower() != ".csv":
            continue
        if not places.inside(folder, path):
            faults.append(fault(shown(path), 1, 1, "link_leads_out", folder=shown(folder)))
        elif not path.is_file():
            faults.append(fault(shown(path), 1, 1, "not_a_file"))
        else:
            files.append(path)
            rows += CountedTable(path, sources, faults, registries).read()
    check_doubles(rows, faults)
    return rows, files


def check_doubles(rows: Sequence[Row], faults: list[Fault]) -> None:
    """Note a fault where one figure of one day is given twice."""
    known: dict[tuple[str, ...], Row] = {}
    for row in rows:
        place = tuple(row.index[name] for name in ("indicator", "sector", "carrier", "date"))
        if place in known:
            name = " ".join(part for part in place if part)
            faults.append(
                row.fault("indicator", "row_twice", name=name, first=f"{known[place].file}:{known[place].line}")
            )
        known.setdefault(place, row)


GAP = 3  # years without any figure from which on a year is taken for a slip


def check_years(rows: Sequence[Row], known: Sequence[int], faults: list[Fault]) -> None:
    """Note a fault at counts far after everything else that is known; known: years with actual framework values."""
    years = sorted({*known, *(row.year or 0 for row in rows)})
    late = {after for before, after in pairwise(years) if after - before > GAP and after > max(known, default=after)}
    if late:
        last = max(year for year in years if year < min(late))
        faults += [
            row.fault("date", "counted_late", value=row.index["date"], last=last, latest=last + GAP)
            for row in rows
            if (row.year or 0) >= min(late)
        ]


def as_framework(rows: Sequence[Row]) -> list[Row]:
    """Return counted values of the framework as rows of its variables, the last day of each year."""
    wanted = framework_indicators()
    last: dict[tuple[str, int], Row] = {}
    for row in rows:
        if row.index["indicator"] in wanted:
            place = (row.index["indicator"], row.year or 0)
            if place not in last or last[place].index["date"] < row.index["date"]:
                last[place] = row
    return [
        row._replace(key=name, index={"variant": "actual"}, at={**row.at, "key": 0, "variant": 0})
        for (name, _), row in sorted(last.items())
    ]
