"""Forms of measures, groups of measures and mappings."""

from __future__ import annotations

from klima2035 import guidance
from klima2035.editor.base import base
from klima2035.editor.city import City
from klima2035.editor.levers import lever_form, ramp_rules
from klima2035.forms import Form, choose
from klima2035.sectors import LEVERS


def measure(kind: str, city: City) -> Form:
    """Return the form of a measure: closed to the levers, measures, assets and programmes that the city has."""
    form = base(kind, city)
    own = form["properties"]
    for key in ("sector", "decider"):
        choose(own[key], {word: city.word(word) for word in own[key]["enum"]})
    any_lever = own["levers"].pop("additionalProperties")
    examples: dict[str, list[str]] = {lever.name: [] for lever in LEVERS}
    for measure in city.library.measures.values():
        for name, move in measure.levers.items():
            examples[name] += [move["to"]] if "to" in move else list(move["table"].values())
    levers = {lever.name: lever_form(any_lever, city, lever, examples[lever.name]) for lever in LEVERS}
    ramp = {"allOf": [{"$ref": "#/definitions/ramp"}]}
    own["levers"] |= {"properties": {name: {**one, **ramp} for name, one in levers.items()}}
    own["levers"]["additionalProperties"] = False
    names = {
        name: city.library.measures[name].title["de"] if name in city.library.measures else name
        for name in city.library.names
    }
    for key, words in (
        ("requires", names), ("excludes", names),
        ("assets", {name: city.word(name) for name in city.judge.assets}),
        ("funding", {name: city.word(name) for name in city.judge.programmes}),
        ("sources", {key: source["title"] for key, source in sorted(city.inputs.sources.items())}),
    ):  # fmt: skip
        choose(own[key]["items"], words)
    return {**form, "definitions": {"ramp": ramp_rules()}}


def groups(kind: str, city: City) -> Form:
    """Return the form of groups of measures."""
    form = base(kind, city)
    members = form["properties"]["groups"]["additionalProperties"]["properties"]["measures"]
    choose(members["items"], {name: one.title["de"] for name, one in city.library.measures.items()})
    return form


def mapping(kind: str, city: City) -> Form:
    """Return the form of a mapping: its codes with their names."""
    form = base(kind, city)
    own = form["properties"]
    for name in ("sectors", "carriers"):
        codes = own[name]["additionalProperties"]
        choose(codes, {code: city.word(code) for code in codes["enum"]})
    choose(own["unit"], {unit: city.word(unit) for unit in own["unit"]["enum"]})
    for grades in (own["datenguete"], own["datenguete_by_carrier"]["additionalProperties"]):
        choose(grades, {grade: guidance.CHOICES[f"datenguete.{grade}"] for grade in grades["enum"]})
    return form
