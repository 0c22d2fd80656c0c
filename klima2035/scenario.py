"""A scenario: files in, one frozen description of what a run computes out."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from klima2035 import activation, faults, grants, milestone_files, places, used_files
from klima2035 import chain as chains
from klima2035.case import Overlay, Settings
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, nearest
from klima2035.inputs import Inputs
from klima2035.levers import Active, Lever
from klima2035.measures import Library, Measure
from klima2035.milestone_files import Milestone
from klima2035.reading import load as load_inputs
from klima2035.surroundings import Around, Reader, around, city
from klima2035.variables import BASE_YEAR, INPUTS, LAST_YEAR


@dataclass(frozen=True, slots=True)
class Finding:
    """A measure that is on while another one it needs is off: no fault, but a reader must know."""

    code: str
    subject: str
    needed: str


@dataclass(frozen=True)
class Scenario:
    """One scenario, resolved: parents merged, measures in the library's order, canonical units.

    framework: chosen variants by setting, such as ``grid``. library: all
    measures of the city. funding: what it changes in programmes. files: every file used -> SHA-256. draw: number and
    seed where values are those of one draw. beside: files that judge the result but do not decide it. counted: values
    of the framework up to ``as_of`` that stand among the counts. file: its own name among the files; paths: where
    each was read.
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
    funding: tuple[Overlay, ...]
    files: Mapping[str, str]
    findings: tuple[Finding, ...]
    draw: tuple[int, int] | None = None
    beside: frozenset[str] = frozenset()
    counted: tuple[str, ...] = ()
    file: str = ""
    paths: Mapping[str, Path] = field(default_factory=dict, compare=False, repr=False)

    def used(self) -> dict[str, tuple[str, Path]]:
        """Return SHA-256 and place of every file used, by name."""
        return {name: (digest, self.paths[name]) for name, digest in self.files.items()}

    def digest(self) -> str:
        """Return a short hash of all files that decide the result; milestones and what was counted later do not."""
        lines = [f"{name} {sha}" for name, sha in sorted(self.files.items()) if name not in self.beside]
        lines += self.counted
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _variant(framework: Mapping[str, Any], variable: str) -> str:
    choice = INPUTS[variable].choice
    return str(framework.get(variable if choice == "reference" else choice) or "reference")


def load(
    reference: str | Path,
    levers: Sequence[Lever],
    inputs: Inputs | None = None,
    inputs_root: Path | None = None,
    read: Reader = load_inputs,
) -> Scenario:
    """Load a scenario by name or path with its parents, measures and milestones; InputError with all faults.

    ``inputs`` may be given where they are loaded already; else the city's tables are read by ``read``.
    """
    chain = chains.read(places.find(reference, "scenarios"))
    return resolve(chain, levers, inputs, inputs_root, read)


def resolve(
    chain: chains.Chain,
    levers: Sequence[Lever],
    inputs: Inputs | None = None,
    inputs_root: Path | None = None,
    read: Reader = load_inputs,
    beside: Around | None = None,
) -> Scenario:
    """Turn a merged chain of files into a scenario; InputError with the faults of all files at once.

    beside: the surroundings of the chain's city, where they are known already: nothing but the chain is read then.
    """
    found = list(chain.faults)
    if not chain.documents or not isinstance(chain.documents[0].data, dict):
        raise InputError(found)
    if beside is None:
        inputs, folder = city(chain, inputs, inputs_root, found, read)
        beside = around(inputs, folder, levers)
    inputs, folder, known = beside.inputs, beside.folder, beside.library
    found += beside.faults
    milestones = _milestones(chain, beside, found)
    found += _check_years(chain)
    found += [] if chain.broken else _check_framework(chain, inputs)
    found += [] if inputs is None else [*grants.check(chain, inputs), *_check_states(inputs, known)]
    active, findings, wrong = activation.resolve(chain, known, beside.judge) if folder else ((), (), [])
    found += wrong
    if found or inputs is None:
        raise InputError(dict.fromkeys(faults.suggest(found, _all_names(chain, known, milestones))))
    data = chain.data
    used = used_files.of_scenario(chain, known, beside.milestone_file, beside.tables)
    framework = {key: value for key, value in (data.get("framework") or {}).items() if key != "law_as_of" and value}
    return Scenario(
        data["name"], data["title"], data.get("text") or {"de": "", "en": ""}, data["city"], chain.parents,
        data["as_of"], data["horizon"], datetime.date.fromisoformat(data["framework"]["law_as_of"]), framework,
        active, known.measures, milestones, Settings(**(data.get("settings") or {})), grants.read(chain),
        {name: digest for name, (digest, _) in used.items()}, tuple(Finding(*finding) for finding in findings),
        beside=used_files.beside(inputs), counted=used_files.counted(inputs, data["as_of"]),
        file=chains.label(chain.documents[0], "scenarios"), paths={name: path for name, (_, path) in used.items()},
    )  # fmt: skip


def _check_states(inputs: Inputs, known: Library) -> list[Fault]:
    """Return a fault for each reported state of a measure that the library does not have."""
    return [
        row.fault("measure", "unknown_cell", nearest(row.index["measure"], known.names), column="measure",
                  value=row.index["measure"], known=names(known.names, "measures"))
        for row in inputs.records.get("measure_status", ()) if row.index["measure"] not in known.names
    ]  # fmt: skip


def _all_names(chain: chains.Chain, known: Library, milestones: Sequence[Milestone]) -> list[str]:
    """Return every name that a scenario may have meant where what it states is no name."""
    roots = [document.path.parent for document in chain.documents] + places.roots("scenarios")
    folders = [folder for root in roots for folder in (root, root / "framework") if folder.is_dir()]
    files = [name for folder in folders for name in places.names(folder, "scenarios")]
    cities = [city for root in places.roots("inputs") for city in places.names(root, "inputs")]
    return [*dict.fromkeys([*files, *cities, *known.names, *(milestone.id for milestone in milestones)])]


def _check_years(chain: chains.Chain) -> list[Fault]:
    data, out = chain.data, []
    if not chain.broken:
        for key, example in (("city", "city: wuppertal"), ("as_of", "as_of: 2025"), ("horizon", "horizon: 2045")):
            if data.get(key) is None and not chain.states((key,)):
                out.append(chain.fault((), "missing_above", key=True, name=key, example=example))
        if not (data.get("framework") or {}).get("law_as_of") and not chain.states(("framework", "law_as_of")):
            example = "framework: {law_as_of: 2026-11-01}"
            out.append(chain.fault(("framework",), "missing_above", key=True, name="law_as_of", example=example))
    as_of, horizon = data.get("as_of"), data.get("horizon")
    if as_of is not None and as_of < BASE_YEAR:
        last = LAST_YEAR - 1
        out.append(chain.fault(("as_of",), "as_of_before_base", value=as_of, base=BASE_YEAR, last=last))
    if as_of is not None and horizon is not None and horizon <= as_of:
        years: dict[str, Any] = {"as_of": as_of, "first": as_of + 1, "last": LAST_YEAR}
        out.append(chain.fault(("horizon",), "horizon_before_as_of", value=horizon, **years))
    return out


def _check_framework(chain: chains.Chain, inputs: Inputs | None) -> list[Fault]:
    """Each variant chosen must be in the tables, and each framework value known up to ``as_of``."""
    if inputs is None:
        return []
    as_of = chain.data.get("as_of")
    out = unknown_variants(chain.data.get("framework") or {}, inputs, chain.fault)
    for name, variable in INPUTS.items():
        if variable.time != "framework" or name not in inputs.points:
            continue
        points = inputs.points[name]
        years = points["actual"].years if "actual" in points else ()
        if as_of is not None and as_of not in years and years:
            first = max(years[0], BASE_YEAR)
            out.append(chain.fault(("as_of",), "no_actual", value=as_of, name=name, first=first, last=years[-1]))
    return out


def unknown_variants(framework: Mapping[str, Any], inputs: Inputs, fault: Callable[..., Fault]) -> list[Fault]:
    """Return a fault for each chosen variant that the tables do not hold, at its setting."""
    out: list[Fault] = []
    told: set[str] = set()
    for name, points in inputs.points.items():
        if INPUTS[name].time != "framework":
            continue
        setting = name if INPUTS[name].choice == "reference" else INPUTS[name].choice
        known = sorted(variant for variant in points if variant != "actual")
        wanted = _variant(framework, name)
        if wanted not in known and setting not in told:
            told.add(setting)
            values: dict[str, Any] = {"setting": setting, "value": wanted, "name": name, "known": names(known)}
            out.append(fault(("framework", setting), "unknown_variant", nearest(wanted, known), **values))
    return out


def _milestones(chain: chains.Chain, beside: Around, found: list[Fault]) -> tuple[Milestone, ...]:
    """Return the milestones that the scenario chooses or adds; all of the city's where it names none."""
    known, inputs = beside.milestones, beside.inputs
    chosen = chain.data.get("milestones")
    if chosen is None or beside.folder is None:  # without a folder it is not known what the city has
        return tuple(known.values())
    out: dict[str, Milestone] = {}
    for i, item in enumerate(chosen):
        if item is None:
            continue  # refused by the schema already
        name = item.get("id", "") if isinstance(item, dict) else item
        where: tuple[str | int, ...] = ("milestones", i)
        if item == milestone_files.ALL:
            out = {**known, **out}
        elif name in out:
            found.append(chain.fault(where, "given_twice", name=name))
        elif isinstance(item, dict):
            milestone_files.add_milestone(
                item, out, found, lambda p, *a, where=where, **v: chain.fault((*where, *p), *a, **v), inputs
            )
        elif name not in known:
            listed = names([milestone_files.ALL, *known], "milestones")
            found.append(chain.fault(where, "unknown_milestone", nearest(name, known), name=name, known=listed))
        else:
            out[name] = known[name]
    return tuple(out.values())
