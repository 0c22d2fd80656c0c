"""What a folder of input tables says of itself in ``inputs.yaml``: version of the form, name, title."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from klima2035 import places, yamlfile, yamlplain
from klima2035.errors import Fault, InputError, fault, shown
from klima2035.faults import check

ABOUT = "inputs.yaml"


def lines(name: str) -> list[str]:
    """Return the lines of ``inputs.yaml`` for a folder of this name, where nobody has said more."""
    plain = name if yamlplain.scalar(name) == name else f"'{name}'"
    title = name.replace("-", " ").title()
    titles = ("Deutschland", "Germany") if name == "germany" else (title, title)
    german, english = (word if yamlplain.scalar(word) == word else f"'{word}'" for word in titles)
    return ["schema: 1", f"name: {plain}", f"title: {{de: {german}, en: {english}}}"]


def read(folder: Path, found: list[Fault]) -> dict[str, Any]:
    """Return what ``inputs.yaml`` says of a folder of tables, as far as it is sound; faults are appended."""
    path, name = folder / ABOUT, folder.resolve().name
    if not path.is_file():
        values: dict[str, Any] = {"lines": " | ".join(lines(name)), "folder": shown(folder.resolve().parent.parent)}
        found.append(fault(shown(path), 1, 1, "inputs_missing", **values))
        return {}
    if not places.inside(folder, path):
        found.append(fault(shown(path), 1, 1, "link_leads_out", folder=shown(folder)))
        return {}
    try:
        document = yamlfile.read(path)
    except InputError as error:
        found.extend(error.faults)
        return {}
    data, wrong = check(document, "inputs")
    if data.get("name", name) != name:
        wrong.append(document.fault(("name",), "folder_name", name=data["name"], folder=name))
    found.extend(wrong)
    return data
