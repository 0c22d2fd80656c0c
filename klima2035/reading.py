"""Input tables: CSV files with provenance become checked values in canonical units.

Every row carries value, unit, year, range, quality and source. A table in the city's folder
replaces the national rows of the same key as a whole. All faults are collected and raised once,
each with file, line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from klima2035 import about, monitoring, places, row_laws
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.inputs import Inputs, Points
from klima2035.registers import NOT_TABLES, check_ranges, read_ranges, read_sources
from klima2035.tables import Registries, Row, Table
from klima2035.variables import INPUTS

Check = Callable[[Mapping[str, Sequence[Row]]], list[Fault]]


class _Any(dict[str, object]):
    """A register that holds whatever is asked for."""

    def __contains__(self, key: object) -> bool:
        return True


def _tell_once(lacking: Sequence[Path], faults: list[Fault]) -> None:
    """Replace the unknown sources of a folder that has no register by one fault: the file is missing."""
    for folder in lacking:
        own = shown(folder) + "/"
        echo = [one for one in faults if one.code == "unknown_source" and one.file.startswith(own)]
        if len(echo) > 1:
            faults[:] = [one for one in faults if one not in set(echo)]
            faults.append(fault(own + "sources.csv", 1, 1, "no_file"))


def _label_codes(folders: list[Path]) -> frozenset[str]:
    """Return the codes that have a label, here or shipped; programmes and their parts must have one."""
    codes: set[str] = set()
    shipped = [folder / "germany" for folder in (*places.roots("inputs"), places.shipped("inputs"))]
    for path in (folder / "labels.csv" for folder in dict.fromkeys([*folders, *shipped])):
        if path.is_file():
            codes.update(line.split(",", 1)[0] for line in path.read_text("utf-8", "replace").splitlines())
    return frozenset(codes)


def _read_tables(
    folders: list[Path], sources: Mapping[str, object], faults: list[Fault], registries: Registries
) -> _Found:
    """Read every table; a key in a later folder replaces all rows of that key from earlier ones."""
    found = _Found()
    for folder in folders:
        here: dict[str, list[Row]] = {}
        for path in sorted(folder.glob("*.csv")):
            if not places.inside(folder, path):
                faults.append(fault(shown(path), 1, 1, "link_leads_out", folder=shown(folder)))
                continue
            if not path.is_file():
                faults.append(fault(shown(path), 1, 1, "not_a_file"))
                continue
            found.files.append(path)
            if path.name not in NOT_TABLES:
                table = Table(path, sources, faults, registries)
                for row in table.read():
                    here.setdefault(row.key, []).append(row)
                found.seen |= table.seen
                found.faulty |= table.faulty
                found.broken |= table.broken
        found.rows.update(here)
    return found


def _add_counted(
    found: _Found, folder: Path, sources: Mapping[str, object], registries: Registries, faults: list[Fault]
) -> None:
    """Add what the city counted: as ``actual`` rows, and as actual values of the framework."""
    rows, files = monitoring.read(folder, sources, registries, faults)
    known = [row.year for row in found.rows.get("population", ()) if row.index.get("variant") == "actual" and row.year]
    monitoring.check_years(rows, known, faults)
    found.files += files
    found.rows.setdefault("actual", []).extend(rows)
    for row in monitoring.as_framework(rows):
        found.rows.setdefault(row.key, []).append(row)


@dataclass
class _Found:
    rows: dict[str, list[Row]] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)  # a row of theirs is refused: gaps they seem to have are its echo
    broken: bool = False  # a table as a whole is not to be read: what it would hold is unknown


def _check_city(root: Path, city: str) -> None:
    """Refuse a city that has no folder of its own below ``root``."""
    folder = root / city
    if not places.is_name(city) or city == "germany" or not folder.is_dir() or not places.inside(root, folder):
        known = places.names(root, "inputs") if root.is_dir() else []
        raise InputError(
            [fault(shown(root) + "/" + city, 1, 1, "unknown_city", nearest(city, known), name=city, known=names(known))]
        )


def _arranged(
    found: _Found, folder: Path, faults: list[Fault]
) -> tuple[dict[str, dict[str, Points]], dict[str, tuple[Row, ...]]]:
    """Return the arrays of every variable that has some, and the lists of rows of all others."""
    points: dict[str, dict[str, Points]] = {}
    records: dict[str, tuple[Row, ...]] = {}
    for name, variable in INPUTS.items():
        rows = found.rows.get(name, [])
        needed = variable.time != "records" or variable.dims == ("role",)
        if name not in found.seen and needed and not found.broken:
            faults.append(fault(shown(folder), 1, 1, "no_row", name=name, text=variable.text))
        if name in found.faulty:
            continue
        row_laws.check_order(rows, faults)
        if variable.time == "records":
            records[name] = tuple(rows)
            if rows and variable.dims == ("role",):
                row_laws.check_lever(name, rows, faults)
        elif rows:
            points[name] = row_laws.arranged(variable, rows, faults)
    return points, records


def load(root: Path, city: str, registries: Registries | None = None, checks: Sequence[Check] = ()) -> Inputs:
    """Load every table of ``root/germany`` and ``root/<city>``; InputError with all faults.

    registries: names that free columns may hold, by registry (``asset``, ``quantity``, ``indicator``,
    ``group``); what is not given is not checked. checks: further laws of the lists of rows.
    """
    folders = [root / "germany", root / city]
    _check_city(root, city)
    faults: list[Fault] = []
    said = [about.read(folder, faults) for folder in folders]
    before = len(faults)
    sources = read_sources(folders, faults)
    lacking = [folder for folder in folders if not (folder / "sources.csv").exists()]
    register = sources if len(faults) == before else _Any()  # an unreadable register is told once, not row by row
    registries = {**(registries or {}), "label": _label_codes(folders)}
    found = _read_tables(folders, register, faults, registries)
    _add_counted(found, folders[1], register, registries, faults)
    _tell_once(lacking, faults)
    points, records = _arranged(found, folders[1], faults)
    if not faults:
        row_laws.check_names(records, faults)
        check_ranges(points, records, read_ranges(folders, faults), faults)
        faults += [fault for check in checks for fault in check(records)]
    if faults:
        raise InputError(faults)
    files = (*found.files, *(folder / about.ABOUT for folder in folders))
    return Inputs(city, points, records, sources, files, root, registries, said[-1]["title"])
