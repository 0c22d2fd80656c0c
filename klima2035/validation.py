"""Checks a single file of any kind: scenario, measure, milestones, framework file or input table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, get_args

from klima2035 import (
    about,
    chain,
    faults,
    groups,
    mappings,
    measures,
    milestone_files,
    monitoring,
    places,
    references,
    scenario,
    yamlfile,
)
from klima2035.errors import Fault, InputError, fault, shown
from klima2035.inputs import Inputs
from klima2035.levers import Lever
from klima2035.places import names
from klima2035.reading import load
from klima2035.registers import WORD_TABLES, read_sources, word_rows
from klima2035.surroundings import Reader
from klima2035.tables import Table

Kind = Literal[
    "scenario",
    "measure",
    "milestones",
    "framework",
    "stress",
    "groups",
    "mapping",
    "inputs",
    "table",
    "counted",
    "sources",
    "words",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


MAY_BE_EMPTY = {"per"}
Stress = Callable[[Path, Sequence[Inputs]], list[Fault]]  # judges a stress case against the tables of the cities


def kind(path: Path) -> Kind | None:
    """Return what kind of file a path is, by its place, its name and its keys; None where it is none."""
    if path.suffix == ".csv" and path.parent.name == monitoring.FOLDER:
        return "counted"
    if path.suffix == ".csv":
        return "sources" if path.name == "sources.csv" else "words" if path.name in WORD_TABLES else "table"
    if path.suffix not in (".yaml", ".yml"):
        return None
    by_place: dict[str, Kind] = {
        "measures": "measure", "framework": "framework", "stress": "stress", "groups": "groups",
        mappings.FOLDER: "mapping",
    }  # fmt: skip
    if path.parent.name in by_place:
        return by_place[path.parent.name]
    by_name: dict[str, Kind] = {"milestones.yaml": "milestones", about.ABOUT: "inputs"}
    return by_name[path.name] if path.name in by_name else _kind_by_keys(path)


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
    if "groups" in keys and not {"name", "extends", "city"} & keys:
        return "groups"
    if "inputs" in keys or {"sectors", "carriers"} <= keys:
        return "stress" if "inputs" in keys else "mapping"
    return "framework" if keys and keys <= {"schema", "name", "title", "text", "framework"} else "scenario"


def validate(
    path: Path, levers: Sequence[Lever] = (), inputs_root: Path | None = None, read: Reader = load,
    stress: Stress = lambda _path, _tables: [],
) -> tuple[Fault, ...]:  # fmt: skip
    """Return every fault of one file, in order of lines; empty where it is sound."""
    try:
        if path.is_dir():
            return (fault(shown(path), 1, 1, "is_folder", name=shown(path)),)
        if not path.is_file():
            return (fault(shown(path), 1, 1, "not_a_file" if path.exists() else "no_file"),)
    except OSError:  # a name that is too long, a link that leads to itself
        return (fault(shown(path), 1, 1, "not_a_file"),)
    found: list[Fault] = []
    what = kind(path)
    if what is None:
        found.append(fault(shown(path), 1, 1, "unknown_kind"))
    elif what == "scenario":
        found += _scenario(path, levers, inputs_root, read)
    elif what == "measure":
        found += _measure(path, levers, read)
    elif what == "groups":
        found += groups.validate(path, levers)
    elif what == "stress":
        found += stress(path, _cities(read))
    elif what == "milestones":
        milestone_files.read(path, found, _inputs(path.resolve().parent, read))
    else:
        found += _alone(path, what, read)
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: (fault.file, fault.line, fault.column)))


def validate_folder(
    folder: Path, levers: Sequence[Lever] = (), read: Reader = load, stress: Stress = lambda _path, _tables: []
) -> tuple[Fault, ...]:
    """Return every fault of all scenarios and inputs in a folder, each once, in order of files and lines."""
    found: list[Fault] = []
    root = folder / "inputs"
    tables: list[Inputs] = []
    for city in names(root, "inputs") if root.is_dir() else ():
        inputs = None
        try:
            inputs = read(root, city)
            tables.append(inputs)
        except InputError as error:
            found += error.faults
        measures.library(root / city / "measures", measures.Judge(levers, inputs), found)
        if (root / city / "milestones.yaml").is_file():
            milestone_files.read(root / city / "milestones.yaml", found, inputs)
    for path in sorted(root.glob("*/*.csv")):
        found += _words(path) if path.name in WORD_TABLES else []
    for path in sorted((folder / "scenarios" / "framework").glob("*.yaml")):
        chain.read_framework(path, found)
    for path in sorted((folder / "scenarios" / "groups").glob("*.yaml")):
        found += groups.validate(path, levers)
    for path in sorted(root.glob(f"*/{mappings.FOLDER}/*.yaml")):
        found += mappings.validate(path)
    for path in sorted((folder / "scenarios" / "stress").glob("*.yaml")):
        found += stress(path, tables)
    for path in sorted((folder / "scenarios").glob("*.y*ml")):
        city = str(chain.read(path).city)
        found += _scenario(path, levers, root if (root / city).is_dir() else None, read)
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: (fault.file, fault.line, fault.column)))


def notes(path: Path) -> tuple[Fault, ...]:
    """Return what a reader of a sound scenario must know: measures that are on and need one that is off."""
    if kind(path) != "scenario":
        return ()
    whole = chain.read(path)
    folder = places.inputs_root(str(whole.city)) / str(whole.city) / "measures"
    on = [name for name, setting in (whole.data.get("measures") or {}).items() if setting not in (False, None)]
    out = []
    for name in on:
        needed = yamlfile.read(folder / f"{name}.yaml").data.get("requires") or ()
        out += [
            whole.fault(("measures", name), "requires_missing", key=True, name=name, other=other)
            for other in needed if other not in on
        ]  # fmt: skip
    return tuple(out)


def _alone(path: Path, what: Kind, read: Reader) -> list[Fault]:
    """Check a file that needs no levers."""
    found: list[Fault] = []
    if what == "framework":
        found += _framework(path, read)
    elif what == "inputs":
        about.read(path.parent, found)
    elif what == "mapping":
        found += mappings.validate(path)
    elif what == "sources":
        found += _sources(path)
    elif what == "words":
        found += _words(path)
    elif what == "counted":
        found += _counted(path, read)
    else:
        found += _table(path, read)
    return found


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
                known = references.lacking(path, lines) if column == "code" else ""
                found.append(fault(shown(path), line, i + 1, "cell_missing", column=column, known=known))
    references.words(path, found)
    return found


def _sources(path: Path) -> list[Fault]:
    """Check a register of sources by itself, then against those who name its sources."""
    found: list[Fault] = []
    own = read_sources([path.parent], found)
    if found:
        return found
    return references.sources(path, {**read_sources([path.parent.parent / "germany"]), **own})


def _cities(read: Reader) -> list[Inputs]:
    """Return the tables of every city to be had that have no faults of their own."""
    tables = [_inputs(root / city, read) for root in places.roots("inputs") for city in names(root, "inputs")]
    return [inputs for inputs in tables if inputs is not None]


def _framework(path: Path, read: Reader) -> list[Fault]:
    """Check a framework file; its variants must stand in the tables of some city."""
    found: list[Fault] = []
    document, values = chain.read_framework(path, found)
    known = _cities(read)
    if document is not None and known:
        wrong = [scenario.unknown_variants(values, inputs, document.fault) for inputs in known]
        stated: list[list[Fault]] = [
            [one for one in several if dict(one.values)["setting"] in values] for several in wrong
        ]
        fewest = min(len(several) for several in stated)
        found += next(several for several in stated if len(several) == fewest)
    return faults.suggest(found, [path.stem])


def _table(path: Path, read: Reader) -> list[Fault]:
    """Check each row, then the table among the others of its city: gaps, doubles, levers."""
    found: list[Fault] = []
    Table(path, read_sources([path.parent.parent / "germany", path.parent]), found).read()
    folder = path.resolve().parent
    city = folder.name if folder.name != "germany" else next(iter(names(folder.parent, "inputs")), "")
    try:
        found += references.rules(path, read(folder.parent, city))
    except InputError as error:
        mine = {shown(path), shown(path.parent / about.ABOUT)}  # the version of a table stands beside it
        found += [fault for fault in error.faults if fault.file in mine]
    return found


def _counted(path: Path, read: Reader) -> list[Fault]:
    """Check a table of counted figures among the tables of its city."""
    folder = path.resolve().parent.parent
    try:
        read(folder.parent, folder.name)
    except InputError as error:
        return [one for one in error.faults if one.file == shown(path)]
    return []


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
        return faults.suggest(found, [path.stem])
    library = measures.library(path.parent, judge, found)
    return faults.suggest([fault for fault in found if fault.file == shown(path)], library.names)
