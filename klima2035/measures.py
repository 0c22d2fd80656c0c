"""The library of measures: one YAML file each, checked against levers, units and bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from klima2035 import faults, places, units, yamlfile
from klima2035.errors import Fault, InputError, nearest, shown
from klima2035.inputs import Inputs
from klima2035.levers import Lever, Shape, bounds

_LISTS = ("requires", "excludes", "assets", "funding", "sources")
FaultAt = Callable[..., Fault]  # (path, what, allowed, todo) -> Fault


@dataclass(frozen=True)
class Measure:
    """One measure of the library as its file states it."""

    name: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    sector: str
    decider: str
    office: Mapping[str, str]
    levers: Mapping[str, Mapping[str, Any]]
    requires: tuple[str, ...]
    excludes: tuple[str, ...]
    assets: tuple[str, ...]
    funding: tuple[str, ...]
    sources: tuple[str, ...]
    document: yamlfile.Document = field(repr=False, compare=False)


@dataclass(frozen=True)
class Library:
    """All measures of a city by name, in order of their names, and the names of faulty files."""

    measures: Mapping[str, Measure]
    broken: frozenset[str] = frozenset()

    @property
    def names(self) -> list[str]:
        """All names, those of faulty files included."""
        return sorted({*self.measures, *self.broken})


class Judge:
    """Knows levers and their bounds and turns quantities into canonical values."""

    def __init__(self, levers: Sequence[Lever], inputs: Inputs | None) -> None:
        self.levers = {lever.name: lever for lever in levers}
        self.inputs = inputs

    def value(self, lever: Lever, quantity: str) -> tuple[float, tuple[str, str, str] | None]:
        """Return a quantity in the lever's unit, and what is wrong with it (what, allowed, todo)."""
        number, unit = units.parse(quantity)
        wanted = "1" if lever.combine == "multiply" else lever.unit
        try:
            value = number * units.factor(unit, wanted)
        except ValueError:
            same = [known for known, (dim, _) in units.UNITS.items() if dim == units.dimension(wanted)]
            what = f"'{quantity}' is {units.dimension(unit)}, {lever.name} is {units.dimension(wanted)}"
            return 0.0, (what, "units " + ", ".join(same), "")
        return value, self._outside(lever, quantity, value, unit)

    def _outside(self, lever: Lever, quantity: str, value: float, unit: str) -> tuple[str, str, str] | None:
        if self.inputs is None or not self.inputs.records.get(lever.name):
            return None
        low, high = bounds(self.inputs, lever)
        if lever.combine == "add":
            low, high = low - high, high - low
        elif lever.combine == "multiply":
            base = [row.value for row in self.inputs.records[lever.name] if row.index["role"] == "base" and row.value]
            low, high = low / max(base, default=1.0), high / min(base, default=1.0)
        margin = 1e-9 * max(abs(low), abs(high))
        if low - margin <= value <= high + margin:
            return None
        scale = units.UNITS[unit][1] / units.UNITS["1" if lever.combine == "multiply" else lever.unit][1]
        allowed = f"{low / scale:.6g} {unit} to {high / scale:.6g} {unit}"
        return f"'{quantity}' lies outside the bounds of {lever.name}", allowed, lever.text


def read(path: Path, judge: Judge, found: list[Fault]) -> Measure | None:
    """Read one measure file; faults are appended to ``found``, and a faulty file gives None."""
    try:
        document = yamlfile.read(path)
    except InputError as error:
        found.extend(error.faults)
        return None
    data, wrong = faults.check(document, "measure")
    if data.get("name", path.stem) != path.stem:
        wrong.append(document.fault(("name",), f"the name is '{data['name']}'", f"the file's name, '{path.stem}'"))
    for lever, move in (data.get("levers") or {}).items():
        if isinstance(move, dict):
            wrong += check_move(judge, lever, move, ("levers", lever), document.fault)
            wrong += _check_form(document.data["levers"][lever], ("levers", lever), document.fault)
    wrong += _check_references(data, judge, document)
    found.extend(wrong)
    if wrong:
        return None
    requires, excludes, assets, funding, sources = (tuple(data.get(key) or ()) for key in _LISTS)
    return Measure(
        data["name"], data["title"], data["text"], data["sector"], data["decider"], data["office"],
        data.get("levers") or {}, requires, excludes, assets, funding, sources, document,
    )  # fmt: skip


def _check_references(data: Mapping[str, Any], judge: Judge, document: yamlfile.Document) -> list[Fault]:
    if judge.inputs is None:
        return []
    out = []
    for i, source in enumerate(data.get("sources") or ()):
        if source is not None and source not in judge.inputs.sources:
            what = f"source '{source}' is not in sources.csv"
            hint = nearest(source, judge.inputs.sources)
            out.append(document.fault(("sources", i), what, "a key of sources.csv", hint))
    return out


def _check_form(move: Mapping[str, Any], where: tuple[str, ...], fault: FaultAt) -> list[Fault]:
    """A ramp needs its target and years, a table its values."""
    wanted = {"table": ("table",), "step": ("to", "start")}.get(move.get("ramp", ""), ("to", "start", "end"))
    ramp = move.get("ramp")
    refused = ("to", "start", "end") if ramp == "table" else ("table",)
    missing = [fault(where, f"the key '{key}' is missing", todo=f"add '{key}:'") for key in wanted if key not in move]
    allowed, what = ", ".join(wanted), f"does not go with ramp: {ramp}"
    return missing + [fault((*where, key), f"'{key}' {what}", allowed) for key in refused if key in move]


def check_move(judge: Judge, name: str, move: Mapping[str, Any], where: tuple[str, ...], fault: FaultAt) -> list[Fault]:
    """Return the faults of what one measure does to one lever: name, units, bounds, order of years."""
    lever = judge.levers.get(name)
    if lever is None:
        return [fault(where, f"unknown lever '{name}'", todo=nearest(name, judge.levers), key=True)]
    out = []
    quantities = {("to",): move.get("to")} | {("table", year): text for year, text in (move.get("table") or {}).items()}
    for path, quantity in quantities.items():
        wrong = judge.value(lever, quantity)[1] if isinstance(quantity, str) else None
        if wrong is not None:
            out.append(fault((*where, *path), *wrong))
    start, end = move.get("start"), move.get("end")
    if start is not None and end is not None and end < start:
        out.append(fault((*where, "end"), f"end {end} lies before start {start}", f"{start} or later"))
    return out


def library(folder: Path, judge: Judge, found: list[Fault]) -> Library:
    """Read every measure file of a city's folder, in order of names; faults are appended to ``found``."""
    measures: dict[str, Measure] = {}
    broken = set()
    for path in sorted(folder.glob("*.yaml")):
        if not places.inside(folder, path):
            found.append(Fault(shown(path), 1, 1, "the link leads out of the folder", shown(folder)))
            continue
        measure = read(path, judge, found)
        if measure is None:
            broken.add(path.stem)
        else:
            measures[path.stem] = measure
    whole = Library(measures, frozenset(broken))
    for measure in measures.values():
        found.extend(_check_relations(measure, whole))
    return whole


def _check_relations(measure: Measure, whole: Library) -> list[Fault]:
    out = []
    for key in ("requires", "excludes"):
        for i, other in enumerate(getattr(measure, key)):
            if other not in whole.names or other == measure.name:
                what = f"unknown measure '{other}'" if other != measure.name else f"'{other}' names itself"
                out.append(measure.document.fault((key, i), what, todo=nearest(other, whole.names)))
    reached, todo = set(), list(measure.requires)
    while todo:
        name = todo.pop()
        if name not in reached and name in whole.measures:
            reached.add(name)
            todo += whole.measures[name].requires
    if measure.name in reached and measure.name not in measure.requires:
        out.append(measure.document.fault(("requires",), "the prerequisites go round in a circle"))
    return out


def shape(move: Mapping[str, Any]) -> Shape:
    """Return the shape of a move's ramp."""
    found: Shape = move["ramp"]
    return found
