"""What stands around the scenarios of a city, the same for all of them: tables, measures, milestones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klima2035 import milestone_files, places, used_files
from klima2035.chain import Chain
from klima2035.errors import Fault, InputError
from klima2035.inputs import Inputs
from klima2035.levers import Lever
from klima2035.measures import Judge, Library, library
from klima2035.milestone_files import Milestone
from klima2035.used_files import Used
from klima2035.yamlfile import Document

Reader = Callable[[Path, str], Inputs]


@dataclass(frozen=True)
class Around:
    """What stands around the scenarios of a city, the same for all of them, and the faults of its files.

    tables: every table used; milestones: all of the city's, by id.
    """

    inputs: Inputs | None
    folder: Path | None
    judge: Judge
    library: Library
    milestones: Mapping[str, Milestone]
    milestone_file: Document | None
    tables: Used
    faults: tuple[Fault, ...] = ()


def around(inputs: Inputs | None, folder: Path | None, levers: Sequence[Lever]) -> Around:
    """Return a city's measures, milestones and hashes; ``folder`` holds its files, None where the city is unknown."""
    found: list[Fault] = []
    judge = Judge(levers, inputs)
    known = library(folder / "measures", judge, found) if folder else Library({})
    path = folder / "milestones.yaml" if folder else None
    document, milestones = milestone_files.read(path, found, inputs) if path and path.exists() else (None, {})
    tables = used_files.of_tables(inputs) if inputs else {}
    return Around(inputs, folder, judge, known, milestones, document, tables, tuple(found))


def city(
    chain: Chain, inputs: Inputs | None, root: Path | None, found: list[Fault], read: Reader
) -> tuple[Inputs | None, Path | None]:
    """Return the city's inputs and its folder; faults of the tables join the others."""
    name = chain.city
    if name is None:
        return inputs, None
    try:
        root = root or (inputs.root if inputs is not None and inputs.root.name else places.inputs_root(name))
    except InputError as error:
        first = error.faults[0]
        values: dict[str, Any] = dict(first.values)
        found.append(chain.fault(("city",), first.code, first.near, **values))
        return inputs, None
    if inputs is None:
        try:
            inputs = read(root, name)
        except InputError as error:
            found.extend(error.faults)
    return inputs, root / name
