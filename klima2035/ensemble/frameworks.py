"""The frameworks under which a scenario is drawn: its own, and every shared one that differs from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from klima2035 import chain, places
from klima2035.errors import Fault
from klima2035.scenario import Scenario
from klima2035.yamlfile import Document

OWN = "own"
FOLDER = "scenarios/framework"


def of(scenario: Scenario, alone: bool = False) -> dict[str, Mapping[str, str]]:
    """Return variants by the name of their framework, the scenario's own first, the others by name.

    A shared file with a fault is left out here: ``validate`` names it. ``alone``: only the scenario's own.
    """
    shared = {name: {**scenario.framework, **_choices(values)} for name, values in _files().items()}
    name = next((name for name, choices in shared.items() if choices == dict(scenario.framework)), OWN)
    out: dict[str, Mapping[str, str]] = {name: scenario.framework}
    if not alone:
        out |= {other: choices for other, choices in sorted(shared.items()) if other != name}
    return out


def titles() -> dict[str, Mapping[str, str]]:
    """Return the titles of the shared frameworks by name."""
    return {name: document.data.get("title") or {} for name, (document, _) in _documents().items()}


def used() -> dict[str, tuple[str, Path]]:
    """Return SHA-256 and place of every shared framework file, by the name that files have in ``run.json``."""
    return {
        f"{FOLDER}/{document.path.name}": (document.digest, document.path.absolute())
        for document, _ in _documents().values()
    }


def _files() -> dict[str, dict[str, Any]]:
    return {name: values for name, (_, values) in _documents().items()}


def _documents() -> dict[str, tuple[Document, dict[str, Any]]]:
    out: dict[str, tuple[Document, dict[str, Any]]] = {}
    for root in places.roots("scenarios"):
        for path in sorted((root / "framework").glob("*.yaml")) if (root / "framework").is_dir() else ():
            found: list[Fault] = []
            document, values = chain.read_framework(path, found)
            if document is not None and not found and path.stem not in out:
                out[path.stem] = document, values
    return dict(sorted(out.items()))


def _choices(values: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in values.items() if key != "law_as_of" and value}
