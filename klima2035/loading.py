"""From files to checked inputs and scenarios: what every command needs before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from klima2035 import chain, milestone_files, monitoring, places
from klima2035 import reading as tables
from klima2035 import scenario as scenarios
from klima2035 import validation as checks
from klima2035.complaints import names
from klima2035.errors import Fault, nearest
from klima2035.inputs import Inputs, Row
from klima2035.money import checks as money_checks
from klima2035.scenario import Scenario
from klima2035.sectors import ASSETS, LEVERS, SEGMENTS
from klima2035.surroundings import Reader
from klima2035.variables.balance import HINDCAST_QUANTITIES


def load_inputs(city: str) -> Inputs:
    """Return a city's input tables, read once a process."""
    return _inputs(places.inputs_root(city).resolve(), city)


@lru_cache(maxsize=4)
def _inputs(root: Path, city: str) -> Inputs:
    return read_inputs(root, city)


def read_inputs(root: Path, city: str) -> Inputs:
    """Return a city's tables, checked against what sectors, money and milestones know; InputError with all faults."""
    registries = {
        "asset": frozenset(asset.name for asset in ASSETS),
        "quantity": frozenset(HINDCAST_QUANTITIES),
        "indicator": frozenset(milestone_files.indicator_units()),
        "counted": counted_units(),
    }
    return tables.load(root, city, registries, (_check_money, _check_groups))


def counted_units() -> dict[str, str]:
    """Return every indicator that a city may report, with a unit of its dimension."""
    known = {**milestone_files.indicator_units(), **HINDCAST_QUANTITIES, **monitoring.framework_indicators()}
    return {**known, "district_heat_factor": "g/kWh"}


def _check_money(records: Mapping[str, Sequence[Row]]) -> list[Fault]:
    return money_checks.check(records, ASSETS)


def _check_groups(records: Mapping[str, Sequence[Row]]) -> list[Fault]:
    """Each group of the 2017 balance has one deviation, and each deviation a group."""
    known = sorted({segment.group for segment in SEGMENTS})
    out = []
    for row in records["reconciliation_deviation"]:
        if row.group not in known:
            values: dict[str, Any] = {"column": "group", "value": row.group, "known": names(known)}
            out.append(row.fault("group", "unknown_cell", nearest(row.group, known), **values))
    return out


def load_scenario(reference: str | Path) -> Scenario:
    """Return a scenario by name or path; InputError with all faults of all files it uses."""
    files = chain.read(places.find(reference, "scenarios"))
    known = files.city is not None and places.is_name(files.city) and not files.faults
    inputs = load_inputs(files.city) if known and files.city else None
    return scenarios.resolve(files, LEVERS, inputs, read=read_inputs)


def validate(path: str | Path, read: Reader = read_inputs) -> tuple[Fault, ...]:
    """Return all faults of one file of any kind."""
    if monitoring.is_account(Path(path)):
        return _account(Path(path))
    return checks.validate(Path(path), LEVERS, read=read, stress=_stress)


def _account(path: Path) -> tuple[Fault, ...]:
    from klima2035.tracking import published  # noqa: PLC0415 - only where a published account is checked

    faults: list[Fault] = []
    published.read_file(path, faults)
    return tuple(faults)


def _stress(path: Path, tables: Sequence[Inputs]) -> list[Fault]:
    from klima2035.stress import cases  # noqa: PLC0415 - only where a stress case is checked

    return cases.validate(path, tables)


def validate_all(paths: Sequence[str | Path]) -> dict[str | Path, tuple[Fault, ...]]:
    """Return the faults of several files, by path; the tables of a city are read once."""
    read = lru_cache(maxsize=4)(read_inputs)
    return {path: validate(path, read) for path in paths}


def validate_folder(folder: Path) -> tuple[Fault, ...]:
    """Return all faults of a folder's scenarios and inputs; the tables of a city are read once."""
    accounts = sorted(folder.glob(f"inputs/*/{monitoring.FOLDER}/{monitoring.REPORTED}/*.csv"))
    found = checks.validate_folder(folder, LEVERS, lru_cache(maxsize=4)(read_inputs), _stress)
    return (*found, *(fault for path in accounts for fault in _account(path)))


def notes(path: str | Path) -> tuple[Fault, ...]:
    """Return what a reader of one sound file must know: measures without what they need, parts that do not fit."""
    if checks.kind(Path(path)) != "measure":
        return checks.notes(Path(path))
    from klima2035 import fit  # noqa: PLC0415 - only where a measure is checked

    return fit.notes(Path(path), _inputs)
