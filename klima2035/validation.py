"""Checks a single file of any kind: scenario, measure, milestones, framework file or input table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from klima2035 import chain, measures, scenario, yamlfile
from klima2035.errors import Fault, InputError, fault, shown
from klima2035.inputs import WORD_TABLES, Inputs, load, read_sources, word_rows
from klima2035.levers import Lever
from klima2035.places import names
from klima2035.scenario import Reader
from klima2035.tables import Table

Kind = Literal["scenario", "measure", "milestones", "framework", "table", "sources", "words"]
KINDS: tuple[Kind, ...] = ("scenario", "measure", "milestones", "framework", "table", "sources", "words")


MAY_BE_EMPTY = {"per"}


def kind(path: Path) -> Kind | None:
    """Return what kind of file a path is, by its place, its name and its keys; None where it is none."""
    if path.suffix == ".csv":
        return "sources" if path.name == "sources.csv" else "words" if path.name in WORD_TABLES else "table"
    if path.suffix not in (".yaml", ".yml"):
        return None
    by_place: dict[str, Kind] = {"measures": "measure", "framework": "framework"}
    if path.parent.name in by_place:
        return by_place[path.parent.name]
    return "milestones" if path.name == "milestones.yaml" else _kind_by_keys(path)


def _kind_by_keys(path: Path) -> Kind:
    try:
        data = yamlfile.read(path).data
    except InputError:
        return "scenario"
    keys = set(data) if isinstance(data, dict) else set()
    if {"levers", "decider"} & keys:
        return "measure"
    if "milestones" in keys and not {"name", "extends", "city"} & keys:
        return "milestones"
    return "framework" if keys and keys <= {"schema", "name", "title", "text", "framework"} else "scenario"


def validate(
    path: Path, levers: Sequence[Lever] = (), inputs_root: Path | None = None, read: Reader = load
) -> tuple[Fault, ...]:
    """Return every fault of one file, in order of lines; empty where it is sound."""
    if path.is_dir():
        return (fault(shown(path), 1, 1, "is_folder", name=shown(path)),)
    if not path.is_file():
        return (fault(shown(path), 1, 1, "no_file"),)
    found: list[Fault] = []
    what = kind(path)
    if what is None:
        found.append(fault(shown(path), 1, 1, "unknown_kind"))
    elif what == "scenario":
        found += _scenario(path, levers, inputs_root, read)
    elif what == "measure":
        found += _measure(path, levers, read)
    elif what == "milestones":
        scenario.read_milestones(path, found, _inputs(path.resolve().parent, read))
    elif what == "framework":
        chain.read_framework(path, found)
    elif what == "sources":
        read_sources([path.parent], found)
    elif what == "words":
        found += _words(path)
    else:
        found += _table(path, read)
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: (fault.file, fault.line, fault.column)))


def _words(path: Path) -> list[Fault]:
    """Check a table that is no input: its header, one row a code, no empty cell."""
    found: list[Fault] = []
    lines = word_rows(path, found)
    wanted = WORD_TABLES[path.name]
    here: dict[str, int] = {}
    for line, cells in lines:
        if len(cells) != len(wanted):
            found.append(fault(shown(path), line, 1, "cells", found=len(cells), wanted=len(wanted)))
            continue
        if cells[0] in here:
            first = f"{shown(path)}:{here[cells[0]]}"
            found.append(fault(shown(path), line, 1, "row_twice", name=cells[0], first=first))
        here[cells[0]] = line
        for i, column in enumerate(wanted):
            if not cells[i].strip() and column not in MAY_BE_EMPTY:
                found.append(fault(shown(path), line, i + 1, "cell_missing", column=column, known=""))
    return found


def _table(path: Path, read: Reader) -> list[Fault]:
    """Check each row, then the table among the others of its city: gaps, doubles, levers."""
    found: list[Fault] = []
    Table(path, read_sources([path.parent.parent / "germany", path.parent]), found).read()
    folder = path.resolve().parent
    city = folder.name if folder.name != "germany" else next(iter(names(folder.parent, "inputs")), "")
    try:
        read(folder.parent, city)
    except InputError as error:
        found += [fault for fault in error.faults if fault.file == shown(path)]
    return found


def _scenario(path: Path, levers: Sequence[Lever], inputs_root: Path | None, read: Reader) -> tuple[Fault, ...]:
    try:
        scenario.load(path, levers, inputs_root=inputs_root, read=read)
    except InputError as error:
        return error.faults
    return ()


def _inputs(folder: Path, read: Reader) -> Inputs | None:
    """Return the tables of a city's folder, or None where it is none or its tables have faults of their own."""
    try:
        return read(folder.parent, folder.name)
    except InputError:
        return None


def _measure(path: Path, levers: Sequence[Lever], read: Reader) -> list[Fault]:
    """Check a measure within its library; bounds need the city's tables and are left out where these fail."""
    found: list[Fault] = []
    city = path.resolve().parent.parent
    inputs = _inputs(city, read) if path.parent.name == "measures" else None
    judge = measures.Judge(levers, inputs)
    if path.parent.name != "measures":
        measures.read(path, judge, found)
        return found
    measures.library(path.parent, judge, found)
    return [fault for fault in found if fault.file == shown(path)]
