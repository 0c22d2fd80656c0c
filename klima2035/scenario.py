"""A scenario: files in, one frozen description of what a run computes out."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klima2035 import activation, faults, places, units, yamlfile
from klima2035 import chain as chains
from klima2035.case import Settings
from klima2035.errors import Fault, InputError, nearest
from klima2035.inputs import Inputs
from klima2035.levers import Active, Lever
from klima2035.measures import Judge, Library, Measure, library
from klima2035.variables import BASE_YEAR, INPUTS, LAST_YEAR, RESULTS

find = places.find

COUNTED = {  # indicators that are totals of frames or counted outside the model
    "co2e": "t/a", "co2": "t/a", "final_energy": "GWh/a", "climate_investment": "EUR", "municipal_pv_roofs": "systems",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader must know that is no fault, in both languages."""

    code: str
    de: str
    en: str

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone; ``limit`` and ``tolerance`` in the canonical ``unit`` of their dimension."""

    id: str
    title: Mapping[str, str]
    year: int
    indicator: str
    sense: str
    limit: float
    tolerance: float
    unit: str
    stated: str
    origin: str
    document: Mapping[str, str] | None = None
    source: str = ""
    scenario: str = ""
    hash: str = ""
    office: Mapping[str, str] | None = None
    text: Mapping[str, str] | None = None
    counting_rule: str = ""


@dataclass(frozen=True)
class Scenario:
    """One scenario, resolved: parents merged, measures in the library's order, canonical units.

    framework: chosen variants by setting, such as ``grid``. library: all
    measures of the city. files: every file used -> SHA-256.
    """

    name: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    city: str
    parents: tuple[str, ...]
    as_of: int
    horizon: int
    law_as_of: datetime.date
    framework: Mapping[str, str]
    measures: tuple[Active, ...]
    library: Mapping[str, Measure]
    milestones: tuple[Milestone, ...]
    settings: Settings
    files: Mapping[str, str]
    findings: tuple[Finding, ...]

    def digest(self) -> str:
        """Return a short hash of all files that decide the result; the milestones themselves do not."""
        lines = [f"{name} {sha}" for name, sha in sorted(self.files.items()) if not name.endswith("/milestones.yaml")]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _variant(framework: Mapping[str, Any], variable: str) -> str:
    choice = INPUTS[variable].choice
    return str(framework.get(variable if choice == "reference" else choice) or "reference")


def load(
    reference: str | Path, levers: Sequence[Lever], inputs: Inputs | None = None, inputs_root: Path | None = None
) -> Scenario:
    """Load a scenario by name or path with its parents, measures and milestones; InputError with all faults.

    ``inputs`` may be given where they are loaded already; else the city's tables are read here.
    """
    chain = chains.read(find(reference, "scenarios"))
    return resolve(chain, levers, inputs, inputs_root)


def resolve(
    chain: chains.Chain, levers: Sequence[Lever], inputs: Inputs | None = None, inputs_root: Path | None = None
) -> Scenario:
    """Turn a merged chain of files into a scenario; InputError with the faults of all files at once."""
    found = list(chain.faults)
    if not chain.documents or not isinstance(chain.documents[0].data, dict):
        raise InputError(found)
    inputs, folder = _city(chain, inputs, inputs_root, found)
    judge = Judge(levers, inputs)
    known = library(folder / "measures", judge, found) if folder else Library({})
    milestones, milestone_file = _milestones(chain, folder, found)
    found += _check_years(chain)
    found += _check_framework(chain, inputs)
    active, findings, wrong = activation.resolve(chain, known, judge) if folder else ((), (), [])
    found += wrong
    if found or inputs is None:
        raise InputError(dict.fromkeys(found))
    data = chain.data
    framework = {key: value for key, value in (data.get("framework") or {}).items() if key != "law_as_of" and value}
    return Scenario(
        data["name"], data["title"], data.get("text") or {"de": "", "en": ""}, data["city"], chain.parents,
        data["as_of"], data["horizon"], datetime.date.fromisoformat(data["framework"]["law_as_of"]), framework,
        active, known.measures, milestones, Settings(**(data.get("settings") or {})),
        _files(chain, inputs, known, milestone_file), tuple(Finding(*finding) for finding in findings),
    )  # fmt: skip


def _city(
    chain: chains.Chain, inputs: Inputs | None, root: Path | None, found: list[Fault]
) -> tuple[Inputs | None, Path | None]:
    """Return the city's inputs and its folder; faults of the tables join the others."""
    from klima2035.inputs import load as load_inputs  # noqa: PLC0415

    city = chain.city
    if city is None:
        return inputs, None
    try:
        root = root or (inputs.root if inputs is not None and inputs.root.name else places.inputs_root(city))
    except InputError as error:
        fault = error.faults[0]
        found.append(chain.fault(("city",), fault.what, fault.allowed, fault.todo))
        return inputs, None
    if inputs is None:
        try:
            inputs = load_inputs(root, city)
        except InputError as error:
            found.extend(error.faults)
    return inputs, root / city


def _check_years(chain: chains.Chain) -> list[Fault]:
    data = chain.data
    absent = [key for key in ("city", "as_of", "horizon") if data.get(key) is None and not chain.states((key,))]
    told = "here or in a parent"
    out = [chain.fault((), f"the key '{key}' is missing", told, f"add '{key}:'") for key in absent]
    if not (data.get("framework") or {}).get("law_as_of") and not chain.states(("framework", "law_as_of")):
        todo = "add 'framework: {law_as_of: 2026-11-01}'"
        out.append(chain.fault(("framework",), "the key 'law_as_of' is missing", told, todo))
    as_of, horizon = data.get("as_of"), data.get("horizon")
    if as_of is not None and as_of < BASE_YEAR:
        out.append(chain.fault(("as_of",), f"as_of {as_of} lies before {BASE_YEAR}", f"{BASE_YEAR} to {LAST_YEAR - 1}"))
    if as_of is not None and horizon is not None and horizon <= as_of:
        out.append(chain.fault(("horizon",), f"horizon {horizon} does not lie after as_of {as_of}", f"to {LAST_YEAR}"))
    return out


def _check_framework(chain: chains.Chain, inputs: Inputs | None) -> list[Fault]:
    """Each variant chosen must be in the tables, and each framework value known up to ``as_of``."""
    if inputs is None:
        return []
    framework, as_of, out = chain.data.get("framework") or {}, chain.data.get("as_of"), []
    for name, variable in INPUTS.items():
        if variable.time != "framework" or name not in inputs.points:
            continue
        points, setting = inputs.points[name], name if variable.choice == "reference" else variable.choice
        known = sorted(variant for variant in points if variant != "actual")
        wanted = _variant(framework, name)
        if wanted not in known:
            what = f"{setting}: no variant '{wanted}' of {name}"
            out.append(chain.fault(("framework", setting), what, ", ".join(known), nearest(wanted, known)))
        years = points["actual"].years if "actual" in points else ()
        if as_of is not None and as_of not in years and years:
            what = f"as_of {as_of}: no actual value of {name}"
            out.append(chain.fault(("as_of",), what, f"{max(years[0], BASE_YEAR)} to {years[-1]}"))
    return out


def _milestones(
    chain: chains.Chain, folder: Path | None, found: list[Fault]
) -> tuple[tuple[Milestone, ...], yamlfile.Document | None]:
    """Return the milestones that the scenario chooses or adds; all of the city's where it names none."""
    path = folder / "milestones.yaml" if folder else None
    document, known = read_milestones(path, found) if path is not None and path.is_file() else (None, {})
    chosen = chain.data.get("milestones")
    if chosen is None:
        return tuple(known.values()), document
    out: dict[str, Milestone] = {}
    for i, item in enumerate(chosen):
        if item is None:
            continue  # refused by the schema already
        name = item.get("id", "") if isinstance(item, dict) else item
        where: tuple[str | int, ...] = ("milestones", i)
        if name in out:
            found.append(chain.fault(where, f"the milestone '{name}' is given twice", todo="keep one"))
        elif isinstance(item, dict):
            _add_milestone(item, out, found, lambda p, *a, where=where: chain.fault((*where, *p), *a))
        elif name not in known:
            found.append(chain.fault(where, f"unknown milestone '{name}'", ", ".join(known), nearest(name, known)))
        else:
            out[name] = known[name]
    return tuple(out.values()), document


def read_milestones(path: Path, found: list[Fault]) -> tuple[yamlfile.Document | None, dict[str, Milestone]]:
    """Read a city's file of milestones; faults are appended to ``found``."""
    try:
        document = yamlfile.read(path)
    except InputError as error:
        found.extend(error.faults)
        return None, {}
    data, wrong = faults.check(document, "milestones")
    found.extend(wrong)
    out: dict[str, Milestone] = {}
    for i, item in enumerate(data.get("milestones") or ()):
        if isinstance(item, dict):
            if item.get("id") in out:
                found.append(document.fault(("milestones", i, "id"), f"'{item['id']}' is given twice", todo="keep one"))
            _add_milestone(item, out, found, lambda p, *a, i=i: document.fault(("milestones", i, *p), *a))
    return document, out


def indicator_units() -> dict[str, str]:
    """Return every indicator that a milestone may name, with a unit of its dimension."""
    return {name: one.unit for name, one in RESULTS.items() if not one.dims and one.unit in units.UNITS} | COUNTED


def _indicator_fault(indicator: str, unit: str) -> tuple[tuple[str], str, str, str] | None:
    """Return what is wrong with a milestone's indicator or with the unit of its limit, if anything is."""
    known = indicator_units()
    if indicator not in known:
        return ("indicator",), f"unknown indicator '{indicator}'", ", ".join(sorted(known)), nearest(indicator, known)
    wanted = units.dimension(known[indicator])
    if units.dimension(unit) == wanted:
        return None
    same = ", ".join(name for name, (dimension, _) in units.UNITS.items() if dimension == wanted)
    return ("limit",), f"'{unit}' is {units.dimension(unit)}, {indicator} is {wanted}", f"units {same}", ""


def _add_milestone(item: Mapping[str, Any], out: dict[str, Milestone], found: list[Fault], fault: Any) -> None:
    if not all(item.get(key) is not None for key in ("id", "year", "limit", "title", "indicator", "sense", "origin")):
        return
    number, unit = units.parse(item["limit"])
    wrong = _indicator_fault(item["indicator"], unit)
    if wrong:
        found.append(fault(*wrong))
    canonical = units.CANONICAL[units.dimension(unit)]
    tolerance = 0.0
    if item.get("tolerance") is not None:
        width, width_unit = units.parse(item["tolerance"])
        if units.dimension(width_unit) == units.dimension(unit):
            tolerance = width * units.factor(width_unit, canonical)
        elif units.dimension(width_unit) == "share":
            tolerance = abs(number) * units.factor(unit, canonical) * width * units.factor(width_unit, "1")
        else:
            found.append(fault(("tolerance",), f"'{item['tolerance']}' does not fit the limit '{item['limit']}'"))
    if item["origin"] == "derived" and not item.get("scenario"):
        found.append(fault((), "a derived milestone names its scenario", "scenario and hash", "add 'scenario:'"))
    if item["origin"] == "decided" and not (item.get("document") or item.get("source")):
        found.append(fault((), "a decided milestone names its document", "document or source", "add 'document:'"))
    plain = {key: value for key, value in item.items() if key not in ("limit", "tolerance") and value is not None}
    limit = number * units.factor(unit, canonical)
    out[item["id"]] = Milestone(**plain, limit=limit, tolerance=tolerance, unit=canonical, stated=item["limit"])


def _files(
    chain: chains.Chain, inputs: Inputs, library: Library, milestone_file: yamlfile.Document | None
) -> dict[str, str]:
    city = f"inputs/{chain.city}"
    files = {chains.label(document, "scenarios"): document.digest for document in chain.documents}
    files |= {chains.label(document, "scenarios/framework"): document.digest for document in chain.framework_files}
    files |= {f"{city}/measures/{name}.yaml": item.document.digest for name, item in library.measures.items()}
    if milestone_file is not None:
        files[f"{city}/milestones.yaml"] = milestone_file.digest
    for path in inputs.files:
        files[f"inputs/{path.parent.name}/{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return dict(sorted(files.items()))
