"""Every value of a scenario with its origin, in the order in which a file would state them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from klima2035 import milestone_files, places
from klima2035.chain import Chain
from klima2035.levers import Active, Move
from klima2035.measures import Measure
from klima2035.origins.place import Origin, at
from klima2035.scenario import Scenario
from klima2035.variables import INPUTS
from klima2035.yamlfile import Document, Path_


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the flat scenario: its path, the value as YAML holds it, and its origin.

    ``note`` is a message's key and its fields, told beside the origin. An entry that is not ``written``
    is told as a comment only: it holds by the library, and a scenario file must not state it.
    """

    path: Path_
    value: Any
    origin: Origin
    note: tuple[str, ...] = ()
    written: bool = True


def entries(chain: Chain, whole: Scenario) -> list[Entry]:
    """Return every value of a scenario that is sound, in the order in which a file would state them."""
    own = chain.documents[0]
    out = [Entry((key,), own.data[key], at(own, (key,))) for key in ("schema", "name", "title")]
    if own.data.get("text"):
        out.append(Entry(("text",), own.data["text"], at(own, ("text",))))
    out += [Entry((key,), chain.data[key], _stated(chain, (key,))) for key in ("city", "as_of", "horizon")]
    out += _framework(chain, whole)
    for active in whole.measures:
        out += _measure(chain, whole.library[active.name], active)
    for name, setting in (chain.data.get("measures") or {}).items():
        if setting is False:
            out.append(Entry(("measures", name), False, _stated(chain, ("measures", name))))
    out += _milestones(chain, whole)
    for name in whole.settings.__dataclass_fields__:
        out.append(Entry(("settings", name), getattr(whole.settings, name), _stated(chain, ("settings", name))))
    for name, change in (chain.data.get("funding") or {}).items():
        for key, value in change.items():
            if value is not None:
                out.append(Entry(("funding", name, key), value, _stated(chain, ("funding", name, key))))
    return out


def _get(data: Any, path: Sequence[str | int]) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _stated(chain: Chain, path: Path_) -> Origin:
    """Return where the nearest document states a path; the program's default where none does."""
    found = next((one for one in chain.documents if _get(one.data, path) is not None), None)
    return Origin() if found is None else at(found, path)


def _framework(chain: Chain, whole: Scenario) -> Iterator[Entry]:
    """Each setting from the scenario, its framework file, the parent, the parent's framework file, or the default."""
    shared = iter(chain.framework_files)
    layers: list[Document] = []
    for document in chain.documents:
        layers.append(document)
        if isinstance(_get(document.data, ("framework", "file")), str):
            layers.append(next(shared))
    for name in ("law_as_of", *settings()):
        path = ("framework", name)
        stating = next((one for one in layers if name in (_get(one.data, ("framework",)) or {})), None)
        value = _get(stating.data, path) if stating is not None else None
        origin = at(stating, path) if stating is not None and value is not None else Origin()
        yield Entry(path, str(value or whole.framework.get(name, "reference")), origin)


def settings() -> tuple[str, ...]:
    """Return the framework settings that name a variant: shared choices such as ``grid``, else the variable."""
    named = [v.choice if v.choice != "reference" else v.name for v in INPUTS.values() if v.time == "framework"]
    return tuple(dict.fromkeys(named))


def _change(chain: Chain, measure: str, path: Path_) -> Origin | None:
    """Return where the chain overrides a measure; a file that says ``true`` or ``false`` hides those behind it."""
    for document in chain.documents:
        setting = _get(document.data, ("measures", measure))
        if setting is None:
            continue
        if not isinstance(setting, dict):
            return None
        parent = _get(setting, path[:-1])
        if isinstance(parent, dict) and path[-1] in parent:
            return None if parent[path[-1]] is None else at(document, ("measures", measure, *path))
    return None


def _measure(chain: Chain, measure: Measure, active: Active) -> Iterator[Entry]:
    where = ("measures", measure.name)
    yield Entry(where, None, _stated(chain, where), ("origin_on", measure.name))
    share, origin = _get(chain.data, (*where, "ambition")), _change(chain, measure.name, ("ambition",))
    yield Entry((*where, "ambition"), share or "100 %", origin or Origin())
    shifted = _shifted_beyond(chain, measure, active)
    if shifted is not None:
        yield Entry((*where, "start"), _get(chain.data, (*where, "start")), shifted)
    for move in active.moves:
        yield from _move(chain, measure, move)


def _shifted_beyond(chain: Chain, measure: Measure, active: Active) -> Origin | None:
    """Return the origin of a start that carries a library table past the horizon: only ``start`` may say so."""
    moved = _change(chain, measure.name, ("start",))
    for move in active.moves:
        own = _change(chain, measure.name, ("levers", move.lever, "table"))
        if moved and own is None and move.shape == "table" and move.end > chain.data["horizon"]:
            return moved
    return None


def _move(chain: Chain, measure: Measure, move: Move) -> Iterator[Entry]:
    where, library = ("measures", measure.name, "levers", move.lever), measure.levers[move.lever]
    tabled = _change(chain, measure.name, ("levers", move.lever, "table"))  # a table of the scenario is the ramp too
    ramp = tabled or at(measure.document, ("levers", move.lever, "ramp"))
    yield Entry(where, None, ramp, ("origin_ramp", move.shape))
    if move.shape == "table":
        yield from _table(chain, measure, move)
        return
    for key in ("start", "end") if move.shape != "step" else ("start",):
        value = getattr(move, key)
        change = _change(chain, measure.name, ("levers", move.lever, key)) or _change(chain, measure.name, (key,))
        origin = change or at(measure.document, ("levers", move.lever, key))
        yield Entry((*where, key), value, origin, written=change is not None or value <= chain.data["horizon"])
    change = _change(chain, measure.name, ("levers", move.lever, "to"))
    stated = _get(chain.data, (*where, "to")) if change else library["to"]
    yield Entry((*where, "to"), stated, change or at(measure.document, ("levers", move.lever, "to")))
    if move.spread is not None:
        yield from _range(chain, measure, move.lever)


def _range(chain: Chain, measure: Measure, lever: str) -> Iterator[Entry]:
    where, way = ("measures", measure.name, "levers", lever, "range"), ("levers", lever, "range")
    stated = _get(chain.data, where) or measure.levers[lever]["range"]
    for key, value in stated.items():
        if value is not None:
            origin = _change(chain, measure.name, (*way, key)) or at(measure.document, (*way, key))
            yield Entry((*where, key), value, origin)


def _table(chain: Chain, measure: Measure, move: Move) -> Iterator[Entry]:
    where, library = ("measures", measure.name, "levers", move.lever, "table"), measure.levers[move.lever]
    change = _change(chain, measure.name, ("levers", move.lever, "table"))
    if change is not None:
        stating = next(one for one in chain.documents if _get(one.data, where) is not None)
        for year, value in sorted(_get(chain.data, where).items()):
            yield Entry((*where, year), value, at(stating, (*where, year)))
        return
    moved = _change(chain, measure.name, ("start",))
    shift = move.start - min(library["table"])
    for year, value in sorted(library["table"].items()):
        found = at(measure.document, ("levers", move.lever, "table", year))
        origin = Origin(found.file, found.line, moved) if moved else found
        yield Entry((*where, year + shift), value, origin, written=move.end <= chain.data["horizon"])


def _milestones(chain: Chain, whole: Scenario) -> Iterator[Entry]:
    stating = next((one for one in chain.documents if one.data.get("milestones") is not None), None)
    if stating is not None:
        if not stating.data["milestones"]:
            yield Entry(("milestones",), [], at(stating, ("milestones",)))
        for i, item in enumerate(stating.data["milestones"]):
            yield Entry(("milestones", i), item, at(stating, ("milestones", i)))
        return
    path = places.inputs_root(whole.city) / whole.city / "milestones.yaml"
    document, known = milestone_files.read(path, []) if whole.milestones else (None, {})
    for i, name in enumerate(known):
        if document is not None:
            yield Entry(("milestones", i), name, at(document, ("milestones", i)))
    if not known:
        yield Entry(("milestones",), [], Origin())
