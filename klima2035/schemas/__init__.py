"""What may stand in a YAML file: closed, strict, frozen schemas of every kind of file.

Values carry their unit as text (``80 %``, ``4 %/a``, ``12 GWh/a``); plain numbers are years and the
schema's version only. The JSON Schema files in ``klima2035/schema`` are written from here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from klima2035.schemas.framework import FrameworkFile, framework_choices
from klima2035.schemas.inputs import InputsFile, MappingFile
from klima2035.schemas.measures import GroupsFile, LeverMove, Measure
from klima2035.schemas.milestones import MilestonesFile
from klima2035.schemas.scenarios import ScenarioFile, Settings
from klima2035.schemas.stress import StressFile
from klima2035.schemas.values import VERSION, Form, Quantity

__all__ = [
    "KINDS", "VERSION", "Form", "LeverMove", "Quantity", "Settings", "StressFile", "framework_choices",
    "json_schema", "write",
]  # fmt: skip

KINDS: Mapping[str, type[Form]] = {
    "scenario": ScenarioFile,
    "measure": Measure,
    "milestones": MilestonesFile,
    "framework": FrameworkFile,
    "stress": StressFile,
    "inputs": InputsFile,
    "groups": GroupsFile,
    "mapping": MappingFile,
}


def json_schema(kind: str) -> str:
    """Return the JSON Schema of a kind of file, as committed for editors."""
    whole = KINDS[kind].model_json_schema(by_alias=True)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole}
    return json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def write(folder: Path) -> None:
    """Write the JSON Schema of every kind of file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.json").write_text(json_schema(kind), encoding="utf-8", newline="\n")
