"""Stress cases: one YAML file each in ``scenarios/stress``, checked against the inputs of a city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klima2035 import faults, grants, places, yamlfile
from klima2035.case import Overlay
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.inputs import Inputs
from klima2035.scenario import unknown_variants
from klima2035.stress import judging
from klima2035.stress.change import Change

FOLDER = "stress"


@dataclass(frozen=True, slots=True)
class Case:
    """One stress case, or two of them at once: what comes otherwise than the scenario assumes.

    financed: money or labour is the stress, so that only what is paid and built happens. file, digest: where it was
    read, and its SHA-256.
    """

    name: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    financed: bool
    framework: Mapping[str, str]
    funding: tuple[Overlay, ...]
    changes: tuple[Change, ...]
    file: str = ""
    digest: str = ""
    path: Path = Path()


@dataclass(frozen=True)
class _Stated:
    """A file as the checks of funding want it: its data with ``as_of``, and a fault at a place."""

    document: yamlfile.Document
    data: Mapping[str, Any]

    def fault(
        self, path: Sequence[str | int], code: str, near: Sequence[str] = (), /, *, key: bool = False, **values: Any
    ) -> Fault:
        """Return a fault at the place of a path."""
        return self.document.fault(path, code, near, key=key, **values)

    def states(self, path: Sequence[str | int]) -> bool:
        """Return whether the file states a path."""
        return self.document.has(path)


def folders() -> list[Path]:
    """Return the folders with stress cases, the working folder's first."""
    return [folder for root in places.roots("scenarios") if (folder := root / FOLDER).is_dir()]


def known_names() -> list[str]:
    """Return the names of all stress cases to be had, in order of the alphabet."""
    return sorted({name for folder in folders() for name in places.names(folder, "scenarios") if places.is_name(name)})


def find(name: str) -> Path:
    """Return the file of a stress case by name or path; InputError with the nearest name where there is none."""
    if name.endswith((".yaml", ".yml")):
        return Path(name)
    for folder in folders() if places.is_name(name) else ():
        path = folder / f"{name}.yaml"
        if path.is_file():
            if not places.inside(folder, path):
                raise InputError([fault(shown(path), 1, 1, "link_leads_out", folder=shown(folder))])
            return path
    known = known_names()
    raise InputError([fault("--cases", 1, 1, "unknown_stress", nearest(name, known), name=name, known=names(known))])


def load(chosen: Sequence[str], inputs: Inputs, as_of: int) -> tuple[Case, ...]:
    """Return stress cases by name or path, each once, in order of their names; InputError with all faults."""
    found: list[Fault] = []
    cases: dict[str, Case] = {}
    for name in dict.fromkeys(chosen):
        try:
            case = read(find(name), inputs, as_of, found)
        except InputError as error:
            found.extend(error.faults)
            continue
        if case is not None:
            if case.name in cases:
                found.append(fault("--cases", 1, 1, "given_twice", name=case.name))
            cases[case.name] = case
    if found:
        raise InputError(dict.fromkeys(found))
    return tuple(cases[name] for name in sorted(cases))


def read(path: Path, inputs: Inputs, as_of: int, found: list[Fault]) -> Case | None:
    """Read one stress case; faults are appended to ``found``, None where there are any."""
    try:
        document = yamlfile.read(path)
    except InputError as error:
        found.extend(error.faults)
        return None
    data, wrong = faults.check(document, "stress")
    if data.get("name", path.stem) != path.stem:
        wrong.append(document.fault(("name",), "file_name", name=data["name"], stem=path.stem))
    stated = _Stated(document, {**data, "as_of": as_of})
    framework = {key: value for key, value in (data.get("framework") or {}).items() if value is not None}
    settings = set(framework)
    wrong += [
        one for one in unknown_variants(framework, inputs, document.fault) if dict(one.values)["setting"] in settings
    ]
    wrong += grants.check(stated, inputs)
    wrong += _sources(document, data, inputs)
    changes = judging.changes(document, data.get("inputs") or {}, inputs, as_of, wrong)
    if not wrong and not (framework or data.get("funding") or changes):
        wrong.append(document.fault((), "stress_nothing", key=True))
    found.extend(wrong)
    if wrong:
        return None
    return Case(
        data["name"], data["title"], data["text"], data.get("adoption") == "financed", framework, grants.read(stated),
        tuple(changes), f"scenarios/{FOLDER}/{path.name}", document.digest, path.absolute(),
    )  # fmt: skip


def _sources(document: yamlfile.Document, data: Mapping[str, Any], inputs: Inputs) -> list[Fault]:
    return [
        document.fault(("sources", i), "unknown_source", nearest(key, inputs.sources), name=key)
        for i, key in enumerate(data.get("sources") or ())
        if isinstance(key, str) and key not in inputs.sources
    ]


def together(one: Case, other: Case) -> Case | None:
    """Return two cases at once, whichever is named first; None where they want different things of one setting.

    Changes act in the order of the cases' names.
    """
    first, second = sorted((one, other), key=lambda case: case.name)
    both = set(first.framework) & set(second.framework)
    if any(first.framework[key] != second.framework[key] for key in both):
        return None
    programmes = {change.programme: change for change in first.funding}
    if any(programmes.get(change.programme, change) != change for change in second.funding):
        return None
    funding = tuple(dict.fromkeys([*first.funding, *second.funding]))
    title = {lang: f"{first.title[lang]} + {second.title[lang]}" for lang in ("de", "en")}
    return Case(
        f"{first.name}+{second.name}", title, title, first.financed or second.financed,
        {**first.framework, **second.framework}, tuple(sorted(funding, key=lambda one: one.programme != grants.ALL)),
        first.changes + second.changes,
    )  # fmt: skip


def validate(path: Path, tables: Sequence[Inputs]) -> list[Fault]:
    """Return the faults of a stress file, judged against the city that leaves the fewest, as of its newest year."""
    best: list[Fault] | None = None
    for inputs in tables:
        found: list[Fault] = []
        read(path, inputs, newest(inputs), found)
        if best is None or len(found) < len(best):
            best = found
    return faults.suggest(best or [], [path.stem])


def newest(inputs: Inputs) -> int:
    """Return the last year for which every framework value is known."""
    return min(max(points["actual"].years) for points in inputs.points.values() if "actual" in points)
