"""Groups of measures (Maßnahmengruppen) that share one credit: a small file of their own, ``--groups FILE``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klima2035 import faults, measures, places, yamlfile
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest
from klima2035.levers import Active, Lever
from klima2035.measures import Judge, Library, Measure
from klima2035.yamlfile import Document

OTHERS = ("bund-eu", "trend", "turnover")  # wedges beside the groups: no group bears such a name


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that are switched together, in the library's order; a single measure is a group of its own."""

    name: str
    title: Mapping[str, str]
    measures: tuple[str, ...]


def find(name: str) -> Path:
    """Return a file of groups by path, or by name in ``scenarios/groups`` of the working folder, then the package."""
    folders = [root / "groups" for root in places.roots("scenarios")]
    if (path := places.in_folders(name, folders)) is not None:
        return path
    known = sorted({one for folder in folders for one in places.names(folder, "scenarios")})
    place = f"scenarios/groups/{name}"
    raise InputError([fault(place, 1, 1, "unknown_groups", nearest(name, known), name=name, known=names(known))])


def load(path: Path, library: Mapping[str, Measure], active: Sequence[Active]) -> tuple[tuple[Group, ...], str]:
    """Return the groups of a scenario's active measures by a file, and the file's SHA-256; InputError with all faults.

    Groups stand in the order of their first measure in the library, whatever the order in the file. Measures
    that no group names form groups of their own; groups without an active measure are left out.
    """
    document = yamlfile.read(path)
    found: list[Fault] = []
    data = read(document, Library(library), found)
    if found:
        raise InputError(dict.fromkeys(found))
    named = {name: (group["title"], set(group["measures"])) for name, group in data.items()}
    return grouped(library, active, named), document.digest


def grouped(
    library: Mapping[str, Measure], active: Sequence[Active], named: Mapping[str, tuple[Mapping[str, str], set[str]]]
) -> tuple[Group, ...]:
    """Return the groups of active measures: those that are named, and each other measure by itself."""
    of_measure = {measure: name for name, (_, members) in named.items() for measure in members}
    members: dict[str, list[str]] = {}
    for one in active:
        members.setdefault(of_measure.get(one.name, one.name), []).append(one.name)
    titles = {name: title for name, (title, _) in named.items()}
    return tuple(
        Group(name, titles[name] if name in titles else _title(library, name), tuple(own))
        for name, own in members.items()
    )


def _title(library: Mapping[str, Measure], name: str) -> Mapping[str, str]:
    return library[name].title if name in library else {"de": name, "en": name}


def read(document: Document, library: Library, found: list[Fault]) -> dict[str, Any]:
    """Return the groups of a file as data; what is wrong with it is appended to ``found``."""
    data, wrong = faults.check(document, "groups")
    found += faults.suggest(wrong, library.names)
    groups = {name: group for name, group in (data.get("groups") or {}).items() if isinstance(group, dict)}
    of_measure: dict[str, str] = {}
    for group, content in groups.items():
        for i, name in enumerate(content.get("measures") or ()):
            where = ("groups", group, "measures", i)
            if not isinstance(name, str):
                continue  # refused by the schema already
            if name not in library.names:
                near, known = nearest(name, library.names), names(library.names, "measures")
                found.append(document.fault(where, "unknown_measure", near, name=name, known=known))
            elif name in of_measure:
                found.append(document.fault(where, "group_twice", name=name, group=of_measure[name]))
            else:
                of_measure[name] = group
    found += _names(document, groups, library.names, of_measure)
    found += _exclusions(document, groups, library.measures, of_measure)
    return groups


def _names(
    document: Document, groups: Iterable[str], known: Iterable[str], of_measure: Mapping[str, str]
) -> list[Fault]:
    """Return a fault for each group whose name another wedge bears: a measure outside it, or what is no measure."""
    out = []
    for group in groups:
        if group in OTHERS:
            out.append(document.fault(("groups", group), "reserved_name", key=True, value=group))
        elif group in known and of_measure.get(group) != group:
            out.append(document.fault(("groups", group), "group_named_as_measure", key=True, name=group))
    return out


def _exclusions(
    document: Document, groups: Mapping[str, Any], library: Mapping[str, Measure], of_measure: Mapping[str, str]
) -> list[Fault]:
    """Return a fault for each pair of measures that exclude each other and stand in two groups."""
    out = []
    for group, content in groups.items():
        for i, name in enumerate(content.get("measures") or ()):
            for other in library[name].excludes if name in library else ():
                if of_measure.get(other, group) != group:
                    values = {"name": name, "other": other, "group": of_measure[other]}
                    out.append(document.fault(("groups", group, "measures", i), "group_splits", **values))
    return out


def validate(path: Path, levers: Sequence[Lever]) -> list[Fault]:
    """Return the faults of a file of groups; where several cities are at hand, by the one whose measures fit best."""
    try:
        document = yamlfile.read(path)
    except InputError as error:
        return list(error.faults)
    tried: list[list[Fault]] = []
    for library in _libraries(levers):
        found: list[Fault] = []
        read(document, library, found)
        tried.append(found)
    return min(tried, key=len, default=[])


def _libraries(levers: Sequence[Lever]) -> list[Library]:
    """Return the measures of every city whose inputs are at hand, whatever is wrong with their files."""
    roots = reversed(places.roots("inputs"))  # of two cities of one name the working folder's counts
    folders = {city: root / city / "measures" for root in roots for city in places.names(root, "inputs")}
    return [measures.library(folder, Judge(levers, None), []) for folder in folders.values()]
