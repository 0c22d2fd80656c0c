"""A scenario file, its parents and shared framework files, merged; each value keeps its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from klima2035 import faults, places, yamlfile
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, nearest

MOST_PARENTS = 20
SHORT = 5  # letters of a name below which one letter is no slip
_OWN = ("name", "title", "text", "extends")


@dataclass
class Chain:
    """Documents from the scenario to its root, its merged values, and the faults found on the way."""

    data: dict[str, Any] = field(default_factory=dict)
    documents: list[yamlfile.Document] = field(default_factory=list)
    framework_files: list[yamlfile.Document] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    broken: bool = False  # a parent is not to be had: what it would state is unknown

    @property
    def city(self) -> str | None:
        """The city, where one is stated."""
        return self.data.get("city")

    @property
    def parents(self) -> tuple[str, ...]:
        """Names of the parents, nearest first."""
        return tuple(document.path.stem for document in self.documents[1:])

    def fault(
        self, path: Sequence[str | int], code: str, near: Sequence[str] = (), /, *, key: bool = False, **values: Any
    ) -> Fault:
        """Return a fault at the nearest document that states a path, or the scenario's part that leads to it."""
        for document in (*self.documents, *self.framework_files):
            if document.has(path):
                return document.fault(path, code, near, key=key, **values)
        return self.documents[0].fault(path, code, near, key=True, **values)

    def nearness(self, path: Sequence[str | int]) -> int:
        """Return how far up the chain a path is first stated, 0 for the scenario itself."""
        return next((i for i, document in enumerate(self.documents) if document.has(path)), len(self.documents))

    def states(self, path: Sequence[str | int]) -> bool:
        """Return whether any file of the chain states a path."""
        return any(document.has(path) for document in self.documents)


def read(path: Path, raw: bytes | None = None) -> Chain:
    """Read a scenario file with all its parents and framework files; faults are kept, not raised.

    raw: what the first file holds, where it is known already; the path then says where it would lie.
    """
    chain = Chain()
    checked: list[dict[str, Any]] = []
    here: Path | None = path
    while here is not None:
        if any(document.path.resolve() == here.resolve() for document in chain.documents):
            circle = " -> ".join(document.path.stem for document in (*chain.documents, chain.documents[0]))
            chain.faults.append(chain.documents[-1].fault(("extends",), "circle_of_parents", names=circle))
            chain.broken = True
            break
        if len(chain.documents) == MOST_PARENTS:
            chain.faults.append(chain.documents[-1].fault(("extends",), "too_many_parents", most=MOST_PARENTS))
            chain.broken = True
            break
        try:
            document = yamlfile.read(here) if raw is None else yamlfile.parse(here, raw)
        except InputError as error:
            chain.faults.extend(error.faults)
            chain.broken = True
            break
        raw = None
        data, wrong = faults.check(document, "scenario")
        chain.documents.append(document)
        wrong += _slip_of_name(document, data)
        chain.faults.extend(wrong)
        checked.append(_with_framework_file(chain, document, data))
        here = _parent(chain, document, data)
    for data in reversed(checked):
        merge(chain.data, data)
    return chain


def _slip_of_name(document: yamlfile.Document, data: Mapping[str, Any]) -> list[Fault]:
    """Return a fault where a scenario's name is one letter off the file's: free to differ, it then did not mean to."""
    name, stem = data.get("name"), document.path.stem
    if not isinstance(name, str) or name == stem or len(stem) < SHORT or stem not in nearest(name, [stem]):
        return []
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where something is wrong

    if OSA.distance(name, stem) > 1:
        return []
    return [document.fault(("name",), "file_name", (stem,), name=name, stem=stem)]


def _parent(chain: Chain, document: yamlfile.Document, data: Mapping[str, Any]) -> Path | None:
    name = data.get("extends")
    if not isinstance(name, str):
        chain.broken |= isinstance(document.data, dict) and document.data.get("extends") is not None
        return None
    beside = document.path.parent / f"{name}.yaml"
    if beside.is_file() and places.inside(document.path.parent, beside):
        return beside
    try:
        return places.find(name)
    except InputError as error:
        folders = [document.path.parent, *places.roots("scenarios")]
        known = sorted(
            {known for folder in folders for known in places.names(folder, "scenarios")} - {document.path.stem}
        )
        link: dict[str, Any] | None = next(
            (dict(one.values) for one in error.faults if one.code == "link_leads_out"), None
        )
        if link is not None:
            chain.faults.append(document.fault(("extends",), "link_leads_out", **link))
        else:
            near, listed = nearest(name, known), names(known, "scenarios")
            chain.faults.append(document.fault(("extends",), "unknown_parent", near, name=name, known=listed))
        chain.broken = True
        return None


def _with_framework_file(chain: Chain, document: yamlfile.Document, data: dict[str, Any]) -> dict[str, Any]:
    """Return a scenario's data with the values of its framework file under its own."""
    own = data.get("framework") or {}
    name = own.get("file")
    if not isinstance(name, str):
        return data
    folders = [document.path.parent / "framework", *(root / "framework" for root in places.roots("scenarios"))]
    files = [folder / f"{name}.yaml" for folder in folders]
    found = next((file for file in files if file.is_file() and places.inside(file.parent, file)), None)
    if found is None:
        known = sorted({file.stem for folder in folders if folder.is_dir() for file in folder.glob("*.yaml")})
        near = nearest(name, known)
        where = ("framework", "file")
        chain.faults.append(document.fault(where, "unknown_framework_file", near, name=name, known=names(known)))
        chain.broken = True
        return data
    shared, values = read_framework(found, chain.faults)
    if shared is None:
        return data
    chain.framework_files.append(shared)
    own = {key: value for key, value in own.items() if key != "file"}
    return {**data, "framework": {**values, **own}}


def read_framework(path: Path, found: list[Fault]) -> tuple[yamlfile.Document | None, dict[str, Any]]:
    """Read a shared framework file; faults are appended to ``found``."""
    try:
        document = yamlfile.read(path)
    except InputError as error:
        found.extend(error.faults)
        return None, {}
    data, wrong = faults.check(document, "framework")
    if data.get("name", path.stem) != path.stem:
        wrong.append(document.fault(("name",), "file_name", name=data["name"], stem=path.stem))
    found.extend(wrong)
    return document, dict(data.get("framework") or {})


def merge(into: dict[str, Any], data: Mapping[str, Any]) -> None:
    """Lay a child's values over its parent's, in place: keys replace, measures and their levers merge."""
    for key in _OWN:
        into.pop(key, None)
    for key, value in data.items():
        if value is None:
            continue
        if key == "measures":
            _merge_measures(into.setdefault("measures", {}), value)
        elif key in ("framework", "settings", "funding"):
            into[key] = {**into.get(key, {}), **{name: one for name, one in value.items() if one is not None}}
        else:
            into[key] = value


def _merge_measures(into: dict[str, Any], data: Mapping[str, Any]) -> None:
    """``true`` means the library's setting, ``false`` off; keys are laid over those of the parent."""
    for name, setting in data.items():
        before = into.get(name)
        if isinstance(setting, dict) and isinstance(before, dict):
            levers = {**(before.get("levers") or {})}
            for lever, change in (setting.get("levers") or {}).items():
                levers[lever] = {**_without_old_range(levers.get(lever, {}), change), **change}
            into[name] = {**before, **setting, "levers": levers}
        else:
            into[name] = setting


def _without_old_range(before: Mapping[str, Any], change: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a parent sets for a lever; a new target takes its range away: it was that of the old one."""
    renewed = change.get("to") is not None or change.get("table")
    return {key: value for key, value in before.items() if key != "range"} if renewed else before


def label(document: yamlfile.Document, folder: str) -> str:
    """Return the name under which a file stands in ``run.json``: never a path of the machine."""
    return f"{folder}/{document.path.name}"
