"""JSON Schemas for editors: the form of each kind of file, with all that one city's files allow.

Made from the same models that judge the files, in draft 7, which the editors' YAML extensions know best.
Where the models leave a name open (a measure, a lever, a source), the city's files close it; every key has
a German title and text. What only several lines together decide (order of years, bounds) stays with ``validate``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from klima2035 import schemas
from klima2035.editor import library, milestones, scenarios
from klima2035.editor.base import base
from klima2035.editor.city import City, load
from klima2035.editor.levers import written_unit
from klima2035.forms import Form

__all__ = ["FIRST_LINE", "FOLDER", "files", "written_unit"]

FOLDER = "schema"
FIRST_LINE = "# yaml-language-server: $schema="
_DRAWN: Mapping[str, Callable[[str, City], Form]] = {
    "scenario": scenarios.scenario, "measure": library.measure, "milestones": milestones.milestones,
    "framework": scenarios.framework, "groups": library.groups, "stress": scenarios.stress, "mapping": library.mapping,
}  # fmt: skip


def files(root: Path, city: str) -> dict[str, str]:
    """Return the schema of every kind of file for a folder's city, name -> JSON."""
    offered = load(root, city)
    made = {kind: _DRAWN.get(kind, base)(kind, offered) for kind in schemas.KINDS}
    return {f"{kind}.json": json.dumps(form, indent=1, ensure_ascii=False) + "\n" for kind, form in made.items()}
