"""Names that one file defines and others use: a slip is told in the defining file, not only where it is missed."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from klima2035 import tables, yamlfile
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.inputs import Inputs
from klima2035.milestone_files import COUNTED
from klima2035.registers import NOT_TABLES, read_ranges, word_rows
from klima2035.variables import INPUTS, RESULTS

Uses = dict[str, str]  # a name -> where it is first used, as file:line


def slips(file: str, free: Mapping[str, tuple[int, int]], missing: Uses) -> list[Fault]:
    """Return a fault for each name that nobody uses and that is nearly one that is missing.

    free: names that nothing uses -> line and column where they are defined.
    """
    out = []
    for name, place in free.items() if missing else ():
        near = nearest(name, missing)
        if near:
            out.append(fault(file, *place, "name_lost", near, name=name, other=near[0], where=missing[near[0]]))
    return out


def sources(path: Path, register: Mapping[str, object]) -> list[Fault]:
    """Return the faults of a register of sources that its users show: a key misspelt or missing.

    register: every source that may be named in the folder.
    """
    national = path.parent.name == "germany"
    folders = [one for one in path.parent.parent.iterdir() if one.is_dir()] if national else [path.parent]
    used: Uses = {}
    for folder in sorted(folders):
        for name, where in _sources_used(folder).items():
            used.setdefault(name, where)
    known = {*register, *(key for folder in folders for key in _keys(folder / "sources.csv"))}
    missing = {name: where for name, where in used.items() if name not in known}
    free = {record["key"]: (line, 1) for line, record in _records(path) if record.get("key") not in {*used, None, ""}}
    out = slips(shown(path), free, missing)
    told = {near for one in out for near in one.near}
    own = shown(path.parent) + "/"
    return out + [
        fault(shown(path), 1, 1, "name_missing", name=name, where=where)
        for name, where in missing.items() if name not in told and where.startswith(own)
    ]  # fmt: skip


def _keys(path: Path) -> list[str]:
    return [record.get("key") or "" for _, record in _records(path)]


def _records(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Return line and cells of each record of a table, as far as it can be read: its own check tells its faults."""
    text = tables.text_of(path, []) if path.is_file() else None
    try:
        lines = csv.DictReader((text or "").split("\n"))
        return [(lines.line_num, dict(record)) for record in lines]
    except csv.Error:
        return []


def _sources_used(folder: Path) -> Uses:
    """Return every source that the tables, measures and milestones of a folder name."""
    used: Uses = {}
    for path in [*sorted(folder.glob("*.csv")), *sorted(folder.glob("monitoring/*.csv"))]:
        if path.name not in NOT_TABLES:
            for number, record in _records(path):
                used.setdefault(str(record.get("source") or ""), f"{shown(path)}:{number}")
    for path in [*sorted(folder.glob("measures/*.yaml")), folder / "milestones.yaml"]:
        for where in _named(path, "sources") + _named(path, "source"):
            used.setdefault(where, shown(path))
    used.pop("", None)
    return used


def _named(path: Path, key: str) -> list[str]:
    """Return the words that stand under a key anywhere in a YAML file; none where it cannot be read."""
    try:
        return list(_under(yamlfile.read(path).data, key)) if path.is_file() else []
    except InputError:
        return []


def _under(data: Any, key: str) -> Iterable[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name == key:
                yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))
            else:
                yield from _under(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _under(value, key)


def rules(path: Path, inputs: Inputs) -> list[Fault]:
    """Return a fault for each rule of counting in a table that no milestone names, where one it names is missing."""
    milestones = path.parent / "milestones.yaml"
    used = {name: shown(milestones) for name in _named(milestones, "counting_rule")}
    rows = [row for row in inputs.records.get("counting_rule", ()) if row.file == shown(path)]
    defined = {row.index["rule"]: (row.line, row.at.get("rule", 0) + 1) for row in rows}
    missing = {name: where for name, where in used.items() if name not in defined} if defined else {}
    return slips(shown(path), {name: place for name, place in defined.items() if name not in used}, missing)


def words(path: Path, found: list[Fault]) -> None:
    """Check the codes of a table of words against what the program knows; faults are appended."""
    before = len(found)
    rows = [(line, cells) for line, cells in word_rows(path, []) if cells and cells[0]]
    if path.name == "glossary.csv":
        known = {*INPUTS, *RESULTS, *COUNTED}
        for line, cells in rows:
            if cells[0] not in known:
                near, listed = nearest(cells[0], known), names(sorted(known), "inputs")
                found.append(fault(shown(path), line, 1, "unknown_input", near, name=cells[0], known=listed))
    elif path.name == "labels.csv":
        here = {cells[0]: (line, 1) for line, cells in rows}
        missing = {code: "klima2035" for code in labelled() if code not in here}
        found += slips(shown(path), {code: place for code, place in here.items() if code not in labelled()}, missing)
    elif len(found) == before:
        read_ranges([path.parent], found)


def lacking(path: Path, rows: Iterable[tuple[int, list[str]]]) -> object:
    """Return the codes that a table of labels lacks, as a value of a fault; empty for other tables."""
    return names(sorted({*labelled()} - {cells[0] for _, cells in rows if cells})) if path.name == "labels.csv" else ""


@cache
def labelled() -> Collection[str]:
    """Return the codes that the shipped table of labels explains, as ``tools/refresh.py`` wrote them down."""
    path = Path(__file__).parent / "schema" / "labels.txt"
    return frozenset(path.read_text(encoding="utf-8").split("\n")[:-1])
