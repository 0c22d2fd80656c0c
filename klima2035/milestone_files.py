"""The milestones of a city and of scenarios: read, their names and units checked, limits in canonical units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klima2035 import faults, places, quantities, units, yamlfile
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.inputs import Inputs
from klima2035.measures import misfit
from klima2035.variables import RESULTS

COUNTED = {  # indicators that are totals of frames or counted outside the model
    "co2e": "t/a", "co2": "t/a", "final_energy": "GWh/a", "climate_investment": "EUR", "municipal_pv_roofs": "systems",
}  # fmt: skip


ALL = "all"  # in a scenario's milestones: those of the city


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
    leading: tuple[str, ...] = ()


def read(
    path: Path, found: list[Fault], inputs: Inputs | None = None
) -> tuple[yamlfile.Document | None, dict[str, Milestone]]:
    """Read a city's file of milestones; faults are appended to ``found``, references' where inputs are known."""
    if path.is_symlink() and not places.inside(path.parent, path):
        found.append(fault(shown(path), 1, 1, "link_leads_out", folder=shown(path.parent)))
        return None, {}
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
            if item.get("id") == ALL:
                found.append(document.fault(("milestones", i, "id"), "reserved_name", value=ALL))
            if item.get("id") in out:
                found.append(document.fault(("milestones", i, "id"), "given_twice", name=item["id"]))
            add_milestone(
                item, out, found, lambda p, *a, i=i, **v: document.fault(("milestones", i, *p), *a, **v), inputs,
                document.data["milestones"][i],
            )  # fmt: skip
    return document, out


def indicator_units() -> dict[str, str]:
    """Return every indicator that a milestone may name, with a unit of its dimension."""
    return {name: one.unit for name, one in RESULTS.items() if not one.dims and one.unit in units.UNITS} | COUNTED


def unit_of(indicator: str) -> str:
    """Return the unit of an indicator or of a quantity of a table that is known; empty where labels leave it open."""
    if not quantities.is_one(indicator):
        return indicator_units()[indicator]
    parsed = quantities.parse(indicator)
    return quantities.unit(parsed) if isinstance(parsed, quantities.Quantity) else ""


def _indicator_fault(indicator: str, fault: Any, where: tuple[str | int, ...]) -> Fault | None:
    """Return what is wrong with the name of an indicator or of a quantity of a table."""
    if quantities.is_one(indicator):
        parsed = quantities.parse(indicator)
        if isinstance(parsed, quantities.Unknown):
            at: Fault = fault(
                where, "unknown_quantity", parsed.meant(indicator), name=indicator, word=parsed.word, known=parsed.known
            )
            return at
        if not quantities.unit(parsed):
            open_: Fault = fault(where, "open_quantity", name=indicator)
            return open_
        return None
    known = indicator_units()
    if indicator in known:
        return None
    near, listed = quantities.respelt(indicator) or nearest(indicator, known), names(sorted(known), "indicators")
    unknown: Fault = fault(where, "unknown_indicator", near, name=indicator, known=listed)
    return unknown


def _limit_faults(item: Mapping[str, Any], fault: Any) -> list[Fault]:
    """Return what is wrong with a milestone's indicator and with the units of its limit and tolerance."""
    indicator = item["indicator"]
    wrong_names = [_indicator_fault(item["indicator"], fault, ("indicator",))]
    wrong_names += [_indicator_fault(one, fault, ("leading", i)) for i, one in enumerate(item.get("leading") or ())]
    told = [one for one in wrong_names if one is not None]
    if told:
        return told
    unit = unit_of(indicator)
    wrong = misfit(item["limit"], unit, indicator)
    if wrong is not None:
        return [fault(("limit",), wrong.code, wrong.near, **wrong.values)]
    tolerance = item.get("tolerance")
    if tolerance is None:
        return []
    wanted = "1" if units.UNITS.get(units.parse(tolerance)[1], ("",))[0] == "share" else unit
    wrong = misfit(tolerance, wanted, indicator, ("%",))
    return [] if wrong is None else [fault(("tolerance",), wrong.code, wrong.near, **wrong.values)]


def _canonical(quantity: str, unit: str) -> float:
    number, given = units.parse(quantity)
    return number * units.factor(given, unit)


def _reference_faults(item: Mapping[str, Any], fault: Any, inputs: Inputs | None) -> list[Fault]:
    """Return a fault for a source, a counting rule or a scenario that does not exist."""
    out, source, rule, name = [], item.get("source"), item.get("counting_rule"), item.get("scenario")
    if inputs is not None and inputs.sources and source is not None and source not in inputs.sources:
        out.append(fault(("source",), "unknown_source", nearest(source, inputs.sources), name=source))
    rows = inputs.records.get("counting_rule", ()) if inputs is not None else ()
    rules = [row.index["rule"] for row in rows]
    if rules and rule is not None and rule not in rules:
        values: dict[str, Any] = {"name": "counting_rule", "value": rule, "known": names(rules)}
        out.append(fault(("counting_rule",), "unknown_word", nearest(rule, rules), **values))
    known = sorted({one for folder in places.roots("scenarios") for one in places.names(folder, "scenarios")})
    asked = inputs is not None and inputs.sources and not places.is_confined()  # else who else there is, is unknown
    if asked and name is not None and name not in known:
        near, listed = nearest(name, known), names(known, "scenarios")
        out.append(fault(("scenario",), "unknown_scenario", near, name=name, known=listed))
    return out


def add_milestone(
    item: Mapping[str, Any], out: dict[str, Milestone], found: list[Fault], fault: Any, inputs: Inputs | None,
    stated: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Check a milestone and add it; ``stated`` is what its file says, with what the schema has refused."""
    stated = stated or item
    if not all(item.get(key) is not None for key in ("id", "year", "limit", "title", "indicator", "sense", "origin")):
        return
    if item["origin"] == "derived" and not stated.get("scenario"):
        found.append(fault((), "derived_scenario"))
    if item["origin"] == "decided" and not (stated.get("document") or stated.get("source")):
        found.append(fault((), "decided_document"))
    wrong = _limit_faults(item, fault)
    found.extend(_reference_faults(item, fault, inputs))
    if wrong:
        found.extend(wrong)
        return
    unit = units.CANONICAL[units.dimension(units.parse(item["limit"])[1])]
    limit, tolerance = _canonical(item["limit"], unit), 0.0
    if item.get("tolerance") is not None:
        of_limit = units.dimension(units.parse(item["tolerance"])[1]) == "share" and units.dimension(unit) != "share"
        width = _canonical(item["tolerance"], "1" if of_limit else unit)
        tolerance = abs(limit) * width if of_limit else width
    plain = {key: value for key, value in item.items() if key not in ("limit", "tolerance") and value is not None}
    plain["leading"] = tuple(plain.get("leading", ()))
    out[item["id"]] = Milestone(**plain, limit=limit, tolerance=tolerance, unit=unit, stated=item["limit"])
