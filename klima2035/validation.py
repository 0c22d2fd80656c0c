"""Checks a single file of any kind: scenario, measure, milestones, framework file or input table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from klima2035 import chain, measures, scenario, yamlfile
from klima2035.errors import Fault, InputError, shown
from klima2035.inputs import Inputs, load, read_sources
from klima2035.levers import Lever
from klima2035.places import names
from klima2035.tables import Table

Kind = Literal["scenario", "measure", "milestones", "framework", "table", "sources"]
KINDS: tuple[Kind, ...] = ("scenario", "measure", "milestones", "framework", "table", "sources")


def kind(path: Path) -> Kind | None:
    """Return what kind of file a path is, by its place, its name and its keys; None where it is none."""
    if path.suffix == ".csv":
        return "sources" if path.name == "sources.csv" else "table"
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


def validate(path: Path, levers: Sequence[Lever] = (), inputs_root: Path | None = None) -> tuple[Fault, ...]:
    """Return every fault of one file, in order of lines; empty where it is sound."""
    if not path.is_file():
        return (Fault(shown(path), 1, 1, "the file does not exist"),)
    found: list[Fault] = []
    what = kind(path)
    if what is None:
        found.append(Fault(shown(path), 1, 1, "this kind of file is not known", ".yaml or .csv"))
    elif what == "scenario":
        found += _scenario(path, levers, inputs_root)
    elif what == "measure":
        found += _measure(path, levers)
    elif what == "milestones":
        scenario.read_milestones(path, found)
    elif what == "framework":
        chain.read_framework(path, found)
    elif what == "sources":
        read_sources([path.parent], found)
    else:
        found += _table(path)
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: (fault.file, fault.line, fault.column)))


def _table(path: Path) -> list[Fault]:
    """Check each row, then the table among the others of its city: gaps, doubles, levers."""
    found: list[Fault] = []
    Table(path, read_sources([path.parent.parent / "germany", path.parent]), found).read()
    folder = path.resolve().parent
    city = folder.name if folder.name != "germany" else next(iter(names(folder.parent, "inputs")), "")
    try:
        load(folder.parent, city)
    except InputError as error:
        found += [fault for fault in error.faults if fault.file == shown(path)]
    return found


def _scenario(path: Path, levers: Sequence[Lever], inputs_root: Path | None) -> tuple[Fault, ...]:
    try:
        scenario.load(path, levers, inputs_root=inputs_root)
    except InputError as error:
        return error.faults
    return ()


def _measure(path: Path, levers: Sequence[Lever]) -> list[Fault]:
    """Check a measure within its library; bounds need the city's tables and are left out where these fail."""
    found: list[Fault] = []
    city = path.resolve().parent.parent
    inputs: Inputs | None = None
    if path.parent.name == "measures":
        try:
            inputs = load(city.parent, city.name)
        except InputError:
            inputs = None
    judge = measures.Judge(levers, inputs)
    if path.parent.name != "measures":
        measures.read(path, judge, found)
        return found
    measures.library(path.parent, judge, found)
    return [fault for fault in found if fault.file == shown(path)]
