"""The library of measures: one YAML file each, checked against levers, units and bounds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from klima2035 import faults, places, units, yamlfile
from klima2035.complaints import dimension, names
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.inputs import Inputs
from klima2035.levers import Lever, Shape, bounds

_LISTS = ("requires", "excludes", "assets", "funding", "sources")
FaultAt = Callable[..., Fault]  # (path, code, near, key, **values) -> Fault


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


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one value: a code of the catalogue, the nearest known words, what fills the sentence."""

    code: str
    near: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


def misfit(quantity: str, wanted: str, name: str, also: Sequence[str] = ()) -> Wrong | None:
    """Return what is wrong with the unit of a quantity where the dimension of ``wanted`` (a unit) is asked for.

    also: further units that may stand there.
    """
    unit, needed = units.parse(quantity)[1], units.dimension(wanted)
    if unit in units.UNITS and units.dimension(unit) == needed:
        return None
    same = units.alike(wanted)
    if unit not in units.UNITS:
        near = nearest(unit, [*same, *also]) or nearest(unit, units.UNITS)
        return Wrong("unknown_unit", near, {"value": quantity, "unit": unit, "known": names([*same, *also])})
    given = units.dimension(unit)
    values: dict[str, Any] = {"value": quantity, "name": name, "given": dimension(given), "wanted": dimension(needed)}
    return Wrong("wrong_dimension", nearest(unit, same), {**values, "known": names(same)})


class Judge:
    """Knows levers and their bounds and turns quantities into canonical values."""

    def __init__(self, levers: Sequence[Lever], inputs: Inputs | None) -> None:
        self.levers = {lever.name: lever for lever in levers}
        self.inputs = inputs
        self.assets = tuple(sorted(inputs.registries.get("asset", ()))) if inputs is not None else ()
        rows = inputs.records.get("programme_rate", ()) if inputs is not None else ()
        self.programmes = tuple(sorted({row.index["programme"] for row in rows}))

    def value(self, lever: Lever, quantity: str) -> tuple[float, Wrong | None]:
        """Return a quantity in the lever's unit, and what is wrong with it."""
        wanted = "1" if lever.combine == "multiply" else lever.unit
        wrong = misfit(quantity, wanted, lever.name)
        if wrong is not None:
            return 0.0, wrong
        number, unit = units.parse(quantity)
        value = number * units.factor(unit, wanted)
        return value, self._outside(lever, quantity, value, unit)

    def allowed(self, lever: Lever) -> tuple[float, float] | None:
        """Return what may stand as target of a lever, in its unit (for ``multiply`` as factor); None if not known."""
        if self.inputs is None or not self.inputs.records.get(lever.name):
            return None
        low, high = bounds(self.inputs, lever)
        if lever.combine == "add":
            return low - high, high - low
        if lever.combine == "multiply":
            base = [row.value for row in self.inputs.records[lever.name] if row.index["role"] == "base" and row.value]
            return low / max(base, default=1.0), high / min(base, default=1.0)
        return low, high

    def _outside(self, lever: Lever, quantity: str, value: float, unit: str) -> Wrong | None:
        found = self.allowed(lever)
        if found is None:
            return None
        low, high = found
        margin = 1e-9 * max(abs(low), abs(high))
        if low - margin <= value <= high + margin:
            return None
        scale = units.UNITS[unit][1] / units.UNITS["1" if lever.combine == "multiply" else lever.unit][1]
        values: dict[str, Any] = {"value": quantity, "name": lever.name, "low": f"{low / scale:.6g} {unit}"}
        values["high"] = f"{high / scale:.6g} {unit}"
        number, other = units.parse(quantity)[0], {"1": "%", "1/a": "%/a"}.get(unit)
        if other and low - margin <= value * units.UNITS[other][1] <= high + margin:
            return Wrong("percent_or_share", (), {**values, "better": f"{number:g} {other}"})
        if lever.combine == "add" and self.inputs is not None:
            own = [f"{bound / scale:.6g} {unit}" for bound in bounds(self.inputs, lever)]
            return Wrong("out_of_bounds_added", (), {**values, "low": own[0], "high": own[1]})
        return Wrong("out_of_bounds", (), values)


def read(path: Path, judge: Judge, found: list[Fault]) -> Measure | None:
    """Read one measure file; faults are appended to ``found``, and a faulty file gives None."""
    try:
        document = yamlfile.read(path)
    except InputError as error:
        found.extend(error.faults)
        return None
    data, wrong = faults.check(document, "measure")
    if data.get("name", path.stem) != path.stem:
        near = (path.stem,)
        wrong.append(document.fault(("name",), "file_name", near, name=data["name"], stem=path.stem))
    for lever, move in (data.get("levers") or {}).items():
        if isinstance(move, dict):
            wrong += check_move(judge, lever, move, ("levers", lever), document.fault)
            wrong += check_spread(judge, lever, move, ("levers", lever), document.fault)
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
    """Return a fault for each source, programme and asset that no table or sector knows."""
    sources = judge.inputs.sources if judge.inputs is not None else {}
    known: dict[str, tuple[str, Sequence[str], str]] = {
        "sources": ("unknown_source", tuple(sources), "sources"),
        "funding": ("unknown_programme", judge.programmes, "programmes"),
        "assets": ("unknown_asset", judge.assets, "assets"),
    }
    out = []
    for key, (code, allowed, listing) in known.items():
        for i, name in enumerate(data.get(key) or ()):
            if allowed and name is not None and name not in allowed:
                near, listed = nearest(name, allowed), names(allowed, listing)
                out.append(document.fault((key, i), code, near, name=name, known=listed))
    return out


def _check_form(move: Mapping[str, Any], where: tuple[str, ...], fault: FaultAt) -> list[Fault]:
    """A ramp needs its target and years, a table its values."""
    ramp = move.get("ramp")
    if ramp not in ("linear", "s-curve", "step", "table"):
        return []
    wanted = {"table": ("table",), "step": ("to", "start")}.get(ramp, ("to", "start", "end"))
    refused = {"table": ("to", "range", "start", "end"), "step": ("table", "end")}.get(ramp, ("table",))
    missing = [
        fault(where, "ramp_needs", key=True, name=key, ramp=ramp, known=names(wanted))
        for key in wanted if key not in move
    ]  # fmt: skip
    return missing + [
        fault((*where, key), "ramp_refuses", key=True, name=key, ramp=ramp, known=names(wanted))
        for key in refused if key in move
    ]  # fmt: skip


def check_move(judge: Judge, name: str, move: Mapping[str, Any], where: tuple[str, ...], fault: FaultAt) -> list[Fault]:
    """Return the faults of what one measure does to one lever: name, units, bounds, order of years."""
    lever = judge.levers.get(name)
    if lever is None:
        known = names(judge.levers, "levers")
        return [fault(where, "unknown_lever", nearest(name, judge.levers), key=True, name=name, known=known)]
    out = []
    ends = move.get("range") or {}
    quantities = {("to",): move.get("to"), ("range", "low"): ends.get("low"), ("range", "high"): ends.get("high")}
    quantities |= {("table", year): text for year, text in (move.get("table") or {}).items()}
    for path, quantity in quantities.items():
        wrong = judge.value(lever, quantity)[1] if isinstance(quantity, str) else None
        if wrong is not None:
            out.append(fault((*where, *path), wrong.code, wrong.near, **wrong.values))
    years = [year for year in move.get("table") or {} if isinstance(year, int)]
    for before, year in itertools.pairwise(years):
        if year < before:
            out.append(fault((*where, "table", year), "years_unsorted", key=True, year=year, before=before))
    start, end = move.get("start"), move.get("end")
    if start is not None and end is not None and end < start:
        out.append(fault((*where, "end"), "end_before_start", name=name, end=end, start=start))
    return out


def check_spread(
    judge: Judge, name: str, move: Mapping[str, Any], where: tuple[str, ...], fault: FaultAt
) -> list[Fault]:
    """Return what is wrong with how the range of a target lies: around the target, with width; units are told apart."""
    lever, ends = judge.levers.get(name), move.get("range") or {}
    stated = {"low": ends.get("low"), "to": move.get("to"), "high": ends.get("high")}
    if lever is None or not all(isinstance(text, str) for text in stated.values()):
        return []
    judged = [judge.value(lever, str(text)) for text in stated.values()]
    if any(wrong is not None for _, wrong in judged):
        return []
    low, target, high = (value for value, _ in judged)
    code, column = _around(low, target, high, str(ends.get("distribution")))
    return [fault((*where, "range", column), code, **stated)] if code else []


def _around(low: float, target: float, high: float, distribution: str) -> tuple[str, str]:
    """Return what is wrong with a range around its target, and at which end; empty where it is sound."""
    if low > target:
        return "range_above_target", "low"
    if high < target:
        return "range_below_target", "high"
    if low == high:
        return "range_flat", "low"
    return ("lognormal_low" if distribution == "lognormal" and low <= 0.0 else ""), "low"


def library(folder: Path, judge: Judge, found: list[Fault]) -> Library:
    """Read every measure file of a city's folder, in order of names; faults are appended to ``found``."""
    measures: dict[str, Measure] = {}
    broken = set()
    for path in sorted(folder.glob("*.yaml")):
        if not places.inside(folder, path):
            found.append(fault(shown(path), 1, 1, "link_leads_out", folder=shown(folder)))
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
    out, fault = [], measure.document.fault
    for key in ("requires", "excludes"):
        for i, other in enumerate(getattr(measure, key)):
            if other == measure.name:
                out.append(fault((key, i), "names_itself", name=other))
            elif other not in whole.names:
                near, known = nearest(other, whole.names), names(whole.names, "measures")
                out.append(fault((key, i), "unknown_measure", near, name=other, known=known))
    reached, todo = set(), list(measure.requires)
    while todo:
        name = todo.pop()
        if name not in reached and name in whole.measures:
            reached.add(name)
            todo += whole.measures[name].requires
    if measure.name in reached and measure.name not in measure.requires:
        out.append(fault(("requires",), "circle_of_requires"))
    return out


def shape(move: Mapping[str, Any]) -> Shape:
    """Return the shape of a move's ramp."""
    found: Shape = move["ramp"]
    return found
