"""Forms of scenarios, framework files and stress cases."""

from __future__ import annotations

from klima2035 import places
from klima2035.editor.base import base, choose_variants, close_funding
from klima2035.editor.city import City
from klima2035.editor.levers import switch
from klima2035.editor.milestones import draw_milestone
from klima2035.forms import Form, choose
from klima2035.inputs import Inputs
from klima2035.milestone_files import ALL
from klima2035.stress.overlay import kind
from klima2035.variables import BASE_YEAR, INPUTS, LAST_YEAR


def scenario(kind: str, city: City) -> Form:
    """Return the form of a scenario: closed to what the city has."""
    form = base(kind, city)
    own = form["properties"]
    choose(own["city"], {name: city.word(name) for name in places.names(city.inputs.root, "inputs")})
    choose(own["extends"], city.scenarios)
    first, last = _actual_years(city.inputs)
    own["as_of"] |= {"minimum": first, "maximum": last}
    own["as_of"]["description"] += f" Zahlen liegen vor für {first} bis {last}."
    own["horizon"] |= {"minimum": first + 1, "maximum": LAST_YEAR}
    own["horizon"]["description"] += f" Höchstens {LAST_YEAR}."
    choose_variants(own["framework"], city)
    choose(own["framework"]["properties"]["file"], city.frameworks)
    any_measure = own["measures"].pop("additionalProperties")
    broken = {
        "type": ["boolean", "object"],
        "description": "Die Datei dieser Maßnahme hat Fehler (klima2035 validate).",
    }
    switches = {
        name: switch(any_measure, city, city.library.measures[name])
        if name in city.library.measures else {"title": name, **broken}
        for name in city.library.names
    }  # fmt: skip
    own["measures"] |= {"properties": switches, "additionalProperties": False}
    close_funding(own["funding"], city)
    chosen, added = own["milestones"]["items"]["anyOf"]
    words = {name: f"{one.year}: {one.title['de']}" for name, one in city.milestones.items()}
    choose(chosen, {ALL: "alle Meilensteine der Stadt", **words})
    draw_milestone(added, city)
    return form


def _actual_years(inputs: Inputs) -> tuple[int, int]:
    """Return the first and the last year for which every framework value is known."""
    every = [inputs.points[name]["actual"].years for name, one in INPUTS.items() if one.time == "framework"]
    return max(BASE_YEAR, *(min(years) for years in every)), min(LAST_YEAR - 1, *(max(years) for years in every))


def framework(kind: str, city: City) -> Form:
    """Return the form of a framework file: closed to the variants of the tables."""
    form = base(kind, city)
    choose_variants(form["properties"]["framework"], city)
    return form


def stress(kind_: str, city: City) -> Form:
    """Return the form of a stress case: closed to the inputs that it can change, each with its meaning."""
    form = base(kind_, city)
    own = form["properties"]
    choose_variants(own["framework"], city)
    close_funding(own["funding"], city, "dieser Fall")
    choose(own["sources"]["items"], {key: source["title"] for key, source in sorted(city.inputs.sources.items())})
    change = own["inputs"].pop("additionalProperties")
    known = sorted(name for name in INPUTS if kind(name))
    own["inputs"] |= {
        "properties": {
            name: {
                "allOf": [{"$ref": "#/definitions/change"}], "title": city.word(name),
                "description": f"{city.word(name)}: {city.meaning(name)}",
            }
            for name in known
        },
        "additionalProperties": False,
    }  # fmt: skip
    return {**form, "definitions": {"change": change}}
