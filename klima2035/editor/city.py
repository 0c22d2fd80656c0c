"""All that a city's files offer to an editor."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from klima2035 import loading, measures, places, yamlfile
from klima2035.errors import Fault, InputError
from klima2035.inputs import Inputs
from klima2035.measures import Judge, Library
from klima2035.milestone_files import Milestone
from klima2035.milestone_files import read as read_milestones
from klima2035.sectors import LEVERS
from klima2035.variables import INPUTS, RESULTS


@dataclass(frozen=True)
class City:
    """All that a city's files offer to an editor, read from one folder with ``inputs`` and ``scenarios``."""

    name: str
    inputs: Inputs
    library: Library
    milestones: Mapping[str, Milestone]
    scenarios: Mapping[str, str]  # name -> German title
    frameworks: Mapping[str, str]
    words: Mapping[str, str]  # code -> German label
    meanings: Mapping[str, str]  # code -> one German sentence

    @cached_property
    def judge(self) -> Judge:
        """Knows levers, their units and bounds, assets and programmes."""
        return Judge(LEVERS, self.inputs)

    def word(self, code: str) -> str:
        """Return the German label of a code; an unknown one stands for itself."""
        return self.words.get(code, code)

    def meaning(self, code: str) -> str:
        """Return what an input or a result means, in German where the glossary has it."""
        declared = INPUTS.get(code) or RESULTS.get(code)
        return self.meanings.get(code) or (declared.text if declared is not None else "")


def load(root: Path, city: str) -> City:
    """Read what a folder with ``inputs`` and ``scenarios`` offers; InputError where the city's tables are at fault.

    A faulty measure, milestone or scenario is no reason to refuse: its file is being written.
    """
    tables = root / "inputs"
    inputs = loading.read_inputs(tables, city)
    found: list[Fault] = []
    library = measures.library(tables / city / "measures", Judge(LEVERS, inputs), found)
    path = tables / city / "milestones.yaml"
    milestones = read_milestones(path, found, inputs)[1] if path.is_file() else {}
    scenarios = [*dict.fromkeys([root / "scenarios", places.roots("scenarios")[-1]])]
    return City(
        city, inputs, library, milestones, _titles(scenarios), _titles([one / "framework" for one in scenarios]),
        _column(tables / "germany" / "labels.csv"), _column(tables / "germany" / "glossary.csv"),
    )  # fmt: skip


def _titles(folders: Iterable[Path]) -> dict[str, str]:
    """Return the German titles of the files in some folders, by name; the first folder that has a name counts."""
    out: dict[str, str] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        if path.stem in out or not places.is_name(path.stem) or not places.inside(path.parent, path):
            continue
        try:
            data = yamlfile.read(path).data
        except InputError:
            data = None
        title = data.get("title") if isinstance(data, dict) else None
        out[path.stem] = str((title.get("de") if isinstance(title, dict) else "") or path.stem)
    return dict(sorted(out.items()))


def _column(path: Path) -> dict[str, str]:
    """Return the German column of a table of words, by code; nothing where there is no table."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["de"] for row in csv.DictReader(file) if row.get("de")}
