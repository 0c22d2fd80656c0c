"""What is told of milestones, framework settings and their variants, settings of accounting and units."""

from __future__ import annotations

import numpy as np

from klima2035 import acceptance, milestones, quantities, units
from klima2035.case import Settings
from klima2035.facts.actions import ASKED
from klima2035.facts.saying import framework_label, limit, plain_number, years
from klima2035.facts.world import Fact, World, fact
from klima2035.milestone_files import Milestone
from klima2035.origins import at, settings
from klima2035.variables import INPUTS, RESULTS, Variable

BOOLEANS = ("true", "false")
SETTINGS = tuple(Settings.__dataclass_fields__)


def milestone(world: World, name: str) -> list[Fact]:
    """Return what is told of a milestone: limit, year, where it comes from, what it measures."""
    one, file, scenario = world.milestone(name), world.milestone_file, ""
    if name in world.milestones:
        place = list(world.milestones).index(name)
    else:
        scenario, place, _ = world.added[name]
        file = world.chains[scenario].documents[0]
    measured = _measured(world, one.indicator)
    return [
        *fact("label", one.title[world.lang]),
        *fact("meaning", (one.text or {}).get(world.lang)),
        *fact("year", str(one.year)),
        *fact("limit", limit(one, world.words)),
        *fact("tolerance", world.say("tolerance_is", world.value(one.tolerance, one.unit)) if one.tolerance else None),
        *fact("indicator", measured),
        *fact("leading", ", ".join(world.named(name) for name in one.leading) or None),
        *fact("counting_rule", _rule(world, one)),
        *fact("origin", world.words(one.origin)),
        *fact("document", (one.document or {}).get(world.lang)),
        *fact("derived_from", world.say("derived_from", one.scenario, one.hash) if one.scenario else None),
        *fact("office", (one.office or {}).get(world.lang)),
        *fact("sources", world.source(one.source) if one.source else None),
        *fact("in_scenarios", world.say("added_by", scenario) if scenario else None),
        *fact("files", at(file, ("milestones", place)).told(world.lang) if file is not None else None),
    ]


def _measured(world: World, indicator: str) -> str:
    """Return what a milestone measures: an indicator with its meaning, or rows of a table by their labels."""
    if quantities.is_one(indicator):
        return world.words(indicator)
    meaning = RESULTS[indicator].text if indicator in RESULTS else world.say(f"counted_{indicator}")
    return f"{world.named(indicator)}: {world.meaning(indicator, meaning)}"


def _rule(world: World, one: Milestone) -> str:
    rows = (row for row in world.inputs.records["counting_rule"] if row.index["rule"] == one.counting_rule)
    told = (f"{row.index[f'label_{world.lang}']} ({years(*milestones.span(row))})" for row in rows)
    return next(told, one.counting_rule)


def framework_names() -> tuple[str, ...]:
    """Return the framework settings, the day of the law among them."""
    return ("law_as_of", *settings())


def _of_setting(name: str) -> list[Variable]:
    every = (one for one in INPUTS.values() if one.time == "framework")
    return [one for one in every if (one.name if one.choice == "reference" else one.choice) == name]


def framework(world: World, name: str) -> list[Fact]:
    """Return what is told of a framework setting: what it decides, its variants and their values."""
    if name == "law_as_of":
        rows = world.inputs.records["law"]
        known = [f"{row.index['known_from']}: {world.words('law_' + row.index['rule'])}" for row in rows]
        return [
            *fact("label", framework_label(name, world.words)),
            *fact("meaning", world.say("law_as_of")),
            *fact("example", "law_as_of: 2026-11-01"),
            *fact("laws", dict.fromkeys(known)),
            *fact("sources", world.sources(rows)),
        ]
    found = _of_setting(name)
    variants = list(dict.fromkeys(v for one in found for v in world.inputs.points[one.name] if v != "actual"))
    every = [row for one in found for row in world.inputs.rows(one.name)]
    default = "reference" if "reference" in variants else variants[0]
    return [
        *fact("label", framework_label(name, world.words)),
        *fact("decides", [f"{world.words(one.name)}: {world.meaning(one.name, one.text)}" for one in found]),
        *fact("variants", [world.named(variant) for variant in variants]),
        *fact("example", f"framework: {{{name}: {default}}}"),
        *fact("values", [_path(world, one, variant) for one in found for variant in variants]),
        *fact("in_scenarios", [told for scenario in world.chains if (told := _chosen(world, scenario, name))]),
        *fact("sources", world.sources(every)),
        *fact("files", world.files(every)),
    ]


def _path(world: World, one: Variable, variant: str) -> str:
    """Return a variable's values in a few years under a variant, actual ones up to ``as_of`` before it."""
    if variant not in world.inputs.points[one.name]:
        return ""
    paths = world.inputs.framework(one.name, np.array(ASKED), world.as_of, variant)
    spans = [world.span(float(values.min()), float(values.max()), one.unit) for values in paths]
    told = ", ".join(f"{year}:\u00a0{span}" for year, span in zip(ASKED, spans, strict=True))
    return f"{world.words(one.name)}, {world.words(variant)}: {told}"


def _chosen(world: World, scenario: str, name: str) -> str:
    value = (world.chains[scenario].data.get("framework") or {}).get(name)
    return f"{scenario}: {world.words(str(value))}" if value else ""


def variant_names(world: World) -> list[str]:
    """Return the variants of all framework paths."""
    return list(dict.fromkeys(v for points in world.inputs.points.values() for v in points if v not in ("", "actual")))


def variant(world: World, name: str) -> list[Fact]:
    """Return what is told of a variant: the settings that know it and its values."""
    found = [one for one in INPUTS.values() if one.time == "framework" and name in world.inputs.points[one.name]]
    known = dict.fromkeys(one.name if one.choice == "reference" else one.choice for one in found)
    return [
        *fact("label", world.words(name)),
        *fact("settings", [world.setting(setting) for setting in known]),
        *fact("example", [f"framework: {{{setting}: {name}}}" for setting in list(known)[:1]]),
        *fact("values", [_path(world, one, name) for one in found]),
    ]


def setting_names() -> tuple[str, ...]:
    """Return the settings of accounting."""
    return SETTINGS


def setting(world: World, name: str) -> list[Fact]:
    """Return what is told of a setting of accounting: meaning, words allowed, default, who uses another."""
    default = getattr(Settings(), name)
    return [
        *fact("label", world.words(name)),
        *fact("meaning", world.say(f"setting_{name}")),
        *fact(
            "allowed",
            [f"{word}: {world.words(word.capitalize() if word in BOOLEANS else word)}" for word in _words(name)],
        ),
        *fact("default", world.words(str(default))),
        *fact("example", f"settings: {{{name}: {str(default).lower()}}}"),
        *fact("in_scenarios", [told for scenario in world.chains if (told := _set(world, scenario, name))]),
    ]


def _words(name: str) -> list[str]:
    """Return the words that a setting allows, by the schema of scenario files."""
    return _schema_words(name) or list(BOOLEANS)


def _set(world: World, scenario: str, name: str) -> str:
    value = (world.chains[scenario].data.get("settings") or {}).get(name)
    return "" if value is None else f"{scenario}: {world.words(str(value))}"


def unit_names() -> tuple[str, ...]:
    """Return every unit that may stand in a file."""
    return tuple(units.UNITS)


def unit(world: World, name: str) -> list[Fact]:
    """Return what is told of a unit: its name, its like with their factors, the levers that use it."""
    dimension = units.dimension(name)
    like = [other for other, (of, _) in units.UNITS.items() if of == dimension and other != name]
    levers = [lever for lever, one in world.levers.items() if units.dimension(one.unit) == dimension]
    inputs = [one.name for one in INPUTS.values() if one.unit == name and one.name not in world.levers]
    return [
        *fact("label", world.words(name) if units.dimension(name) == "money per unit" else world.unit(name)),
        *fact("like", [_equation(world, name, other) for other in like]),
        *fact("levers", [world.named(lever) for lever in levers]),
        *fact("used_for", ", ".join(inputs)),
    ]


def _equation(world: World, one: str, other: str) -> str:
    return f"1 {one} = {plain_number(units.factor(one, other), world.lang)} {other}"


def _schema_words(setting: str) -> list[str]:
    """Return the words that a setting of accounting allows, by the schema of scenario files; none for yes or no."""
    form = acceptance.schema("scenario")["$defs"]["Settings"]["properties"][setting]
    branches = form.get("anyOf", [form])
    return [str(word) for one in branches for word in (one.get("enum") or ([one["const"]] if "const" in one else []))]
