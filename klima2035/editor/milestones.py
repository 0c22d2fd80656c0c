"""Forms of milestones: names closed, the unit of a limit tied to what is measured."""

from __future__ import annotations

from collections.abc import Mapping

from klima2035 import units
from klima2035.editor.base import base
from klima2035.editor.city import City
from klima2035.forms import Form, choose, quantity, same_dimension
from klima2035.milestone_files import indicator_units
from klima2035.quantities import vocabulary


def milestones(kind: str, city: City) -> Form:
    """Return the form of a city's milestones."""
    form = base(kind, city)
    draw_milestone(form["properties"]["milestones"]["items"], city)
    return form


def draw_milestone(form: Form, city: City) -> None:
    """Close the names in a milestone, and tie the unit of its limit to what is measured."""
    own, known = form["properties"], indicator_units()
    texts = {name: f"{city.word(name)} [{unit}]. {city.meaning(name)}".strip() for name, unit in known.items()}
    choose(own["indicator"], dict(sorted(texts.items())))
    tables = "|".join(vocabulary())
    words = {name: own["indicator"][name] for name in ("title", "description")}
    own["indicator"] = {**words, "anyOf": [own["indicator"], {"type": "string", "pattern": f"^({tables}):.+"}]}
    choose(own["source"], {key: source["title"] for key, source in sorted(city.inputs.sources.items())})
    choose(own["scenario"], city.scenarios)
    rules = [row.index["rule"] for row in city.inputs.records.get("counting_rule", ())]
    choose(own["counting_rule"], {name: city.word(name) for name in rules})
    form["allOf"] = [*_limits(known), *_origins()]


def _limits(known: Mapping[str, str]) -> list[Form]:
    """Return which units go with which indicator, one rule a dimension."""
    out = []
    for dimension in dict.fromkeys(units.dimension(unit) for unit in known.values()):
        named = sorted(name for name, unit in known.items() if units.dimension(unit) == dimension)
        unit = {"share": "%", "share per year": "%/a"}.get(dimension, known[named[0]])
        same = same_dimension(unit)
        tolerance = quantity(dict.fromkeys([*same, "%", "1"]), f"5 {unit}")
        out.append({
            "if": {"properties": {"indicator": {"enum": named}}, "required": ["indicator"]},
            "then": {"properties": {"limit": quantity(same, f"5 {unit}"), "tolerance": tolerance}},
        })  # fmt: skip
    return out


def _origins() -> list[Form]:
    """Return what a decided and a derived milestone need."""

    def when(origin: str, then: Form) -> Form:
        return {"if": {"properties": {"origin": {"const": origin}}, "required": ["origin"]}, "then": then}

    def filled(key: str, kind: str) -> Form:
        return {"required": [key], "properties": {key: {"type": kind}}}

    return [
        when("derived", filled("scenario", "string")),
        when("decided", {"anyOf": [filled("document", "object"), filled("source", "string")]}),
    ]
