"""JSON Schemas for editors: the form of each kind of file, with all that one city's files allow.

Made from the same models that judge the files, in draft 7, which the editors' YAML extensions know best.
Where the models leave a name open (a measure, a lever, a source), the city's files close it; every key has
a German title and text. What only several lines together decide (order of years, bounds) stays with ``validate``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from klima2035 import guidance, loading, measures, places, schemas, units, yamlfile
from klima2035.errors import Fault, InputError
from klima2035.forms import DRAFT, Form, choose, explained, plain, quantity, same_dimension
from klima2035.inputs import Inputs
from klima2035.levers import Lever
from klima2035.measures import Judge, Library, Measure
from klima2035.milestone_files import ALL, Milestone, indicator_units
from klima2035.milestone_files import read as read_milestones
from klima2035.quantities import vocabulary
from klima2035.sectors import LEVERS
from klima2035.stress.overlay import kind
from klima2035.variables import BASE_YEAR, INPUTS, LAST_YEAR, RESULTS

FOLDER = "schema"
FIRST_LINE = "# yaml-language-server: $schema="


@dataclass(frozen=True)
class City:
    """All that a city's files offer to an editor, read from one folder with ``inputs`` and ``scenarios``."""

    name: str
    inputs: Inputs
    library: Library
    milestones: Mapping[str, Milestone]
    scenarios: Mapping[str, str]  # name -> German title
    frameworks: Mapping[str, str]
    words: Mapping[str, str]  # code -> German label
    meanings: Mapping[str, str]  # code -> one German sentence

    @cached_property
    def judge(self) -> Judge:
        """Knows levers, their units and bounds, assets and programmes."""
        return Judge(LEVERS, self.inputs)

    def word(self, code: str) -> str:
        """Return the German label of a code; an unknown one stands for itself."""
        return self.words.get(code, code)

    def meaning(self, code: str) -> str:
        """Return what an input or a result means, in German where the glossary has it."""
        declared = INPUTS.get(code) or RESULTS.get(code)
        return self.meanings.get(code) or (declared.text if declared is not None else "")


def load(root: Path, city: str) -> City:
    """Read what a folder with ``inputs`` and ``scenarios`` offers; InputError where the city's tables are at fault.

    A faulty measure, milestone or scenario is no reason to refuse: its file is being written.
    """
    tables = root / "inputs"
    inputs = loading.read_inputs(tables, city)
    found: list[Fault] = []
    library = measures.library(tables / city / "measures", Judge(LEVERS, inputs), found)
    path = tables / city / "milestones.yaml"
    milestones = read_milestones(path, found, inputs)[1] if path.is_file() else {}
    scenarios = [*dict.fromkeys([root / "scenarios", places.roots("scenarios")[-1]])]
    return City(
        city, inputs, library, milestones, _titles(scenarios), _titles([one / "framework" for one in scenarios]),
        _column(tables / "germany" / "labels.csv"), _column(tables / "germany" / "glossary.csv"),
    )  # fmt: skip


def _titles(folders: Iterable[Path]) -> dict[str, str]:
    """Return the German titles of the files in some folders, by name; the first folder that has a name counts."""
    out: dict[str, str] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        if path.stem in out or not places.is_name(path.stem) or not places.inside(path.parent, path):
            continue
        try:
            data = yamlfile.read(path).data
        except InputError:
            data = None
        title = data.get("title") if isinstance(data, dict) else None
        out[path.stem] = str((title.get("de") if isinstance(title, dict) else "") or path.stem)
    return dict(sorted(out.items()))


def _column(path: Path) -> dict[str, str]:
    """Return the German column of a table of words, by code; nothing where there is no table."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["de"] for row in csv.DictReader(file) if row.get("de")}


def files(root: Path, city: str) -> dict[str, str]:
    """Return the schema of every kind of file for a folder's city, name -> JSON."""
    offered = load(root, city)
    made = {kind: _DRAWN.get(kind, _base)(kind, offered) for kind in schemas.KINDS}
    return {f"{kind}.json": json.dumps(form, indent=1, ensure_ascii=False) + "\n" for kind, form in made.items()}


def _base(kind: str, city: City) -> Form:
    """Return the form of a kind of file as its model has it, in draft 7, every key explained."""
    whole = schemas.KINDS[kind].model_json_schema(by_alias=True)
    title, text = guidance.KINDS[kind]
    form = explained(plain(whole, whole.get("$defs", {})), (kind,))
    return {"$schema": DRAFT, "title": f"{title} ({city.word(city.name)})", "description": text, **form}


def written_unit(lever: Lever) -> str:
    """Return the unit in which people write a target of a lever: shares and factors in per cent."""
    if lever.combine == "multiply":
        return "%"
    return {"1": "%", "1/a": "%/a"}.get(lever.unit, lever.unit)


def _target(city: City, lever: Lever, examples: Iterable[str]) -> Form:
    """Return the form of a lever's target: its units, bounds, rule and meaning."""
    unit = written_unit(lever)
    same, allowed = same_dimension(unit), city.judge.allowed(lever)
    scale = units.factor(unit, "1" if lever.combine == "multiply" else lever.unit)
    lines = [guidance.RULES[lever.combine]]
    if allowed is not None:
        low, high = (f"{value / scale:.6g} {unit}" for value in allowed)
        lines.insert(0, f"Erlaubt: {low} bis {high}.")
        examples = [*examples] or [high]
    others = [one for one in same[1:] if one != "1"]
    if others:
        lines.append(f"Auch in {', '.join(others)}.")
    shown = list(dict.fromkeys(examples))
    return {
        "type": "string", "title": f"Ziel in {unit}", "description": "\n".join(lines),
        **quantity(same, shown[0] if shown else f"1 {unit}"), "examples": shown,
    }  # fmt: skip


def _lever(form: Form, city: City, lever: Lever, examples: Iterable[str], own: str = "") -> Form:
    """Return the form of one lever of a measure, from the form that fits all of them."""
    target = _target(city, lever, examples)
    meaning = city.meaning(lever.name)
    properties = {key: dict(child) for key, child in form["properties"].items()}
    properties["to"] = target
    years = {key: {**target, "title": "Wert dieses Jahres"} for key in properties["table"]["patternProperties"]}
    properties["table"] = {**properties["table"], "patternProperties": years}
    ends = properties["range"]["properties"]
    ends = {**ends, **{key: {**target, "title": ends[key]["title"]} for key in ("low", "high")}}
    properties["range"] = {**properties["range"], "properties": ends}
    title = f"{city.word(lever.name)} [{written_unit(lever)}]"
    text = "\n".join(part for part in (f"{title}: {meaning}", target["description"], own) if part)
    return {
        **form,
        "title": title,
        "description": text,
        "properties": properties,
    }


def _moved(city: City, lever: str, move: Mapping[str, Any]) -> str:
    """Return in words what the library sets for one lever."""
    known = city.judge.levers[lever]
    verb = {"add": "um {} mehr", "multiply": "mal {}"}.get(known.combine, "auf {}")
    if move["ramp"] == "table":
        return f"{city.word(lever)}: " + ", ".join(f"{year} {verb.format(to)}" for year, to in move["table"].items())
    span = f"ab {move['start']}" if move["ramp"] == "step" else f"{move['start']}–{move['end']}"
    ends = move.get("range")
    width = f" (unsicher: {ends['low']} bis {ends['high']})" if ends else ""
    return f"{city.word(lever)}: {verb.format(move['to'])}{width}, {span}, {city.word(move['ramp'])}"


def _switch(form: Form, city: City, measure: Measure) -> Form:
    """Return the form of one measure in a scenario: switched, or changed in its own levers only."""
    setting = next(option for option in form["anyOf"] if "properties" in option)
    properties = {key: dict(child) for key, child in setting["properties"].items()}
    properties["ambition"] |= quantity(["%", "1"], "50 %")
    levers = {}
    for name, move in measure.levers.items():
        own = _lever(
            properties["levers"]["additionalProperties"], city, city.judge.levers[name],
            [move["to"]] if "to" in move else list(move["table"].values()),
            f"In der Bibliothek: {_moved(city, name, move)}.",
        )  # fmt: skip
        if move["ramp"] == "table":
            for key in ("to", "range"):  # such a lever follows its table
                del own["properties"][key]
        levers[name] = own
    properties["levers"] |= {"properties": levers, "additionalProperties": False}
    lines = [
        f"{measure.title['de']}. {measure.text['de']}",
        f"Entscheidet: {city.word(measure.decider)}; zuständig: {measure.office['de']}.",
        *(_moved(city, name, move) for name, move in measure.levers.items()),
    ]
    both = {"type": ["boolean", "object"], "properties": properties, "additionalProperties": False}
    return {"title": measure.title["de"], "description": "\n".join(lines), **both}


def _scenario(kind: str, city: City) -> Form:
    form = _base(kind, city)
    own = form["properties"]
    choose(own["city"], {name: city.word(name) for name in places.names(city.inputs.root, "inputs")})
    choose(own["extends"], city.scenarios)
    first, last = _actual_years(city.inputs)
    own["as_of"] |= {"minimum": first, "maximum": last}
    own["as_of"]["description"] += f" Zahlen liegen vor für {first} bis {last}."
    own["horizon"] |= {"minimum": first + 1, "maximum": LAST_YEAR}
    own["horizon"]["description"] += f" Höchstens {LAST_YEAR}."
    _choose_variants(own["framework"], city)
    choose(own["framework"]["properties"]["file"], city.frameworks)
    any_measure = own["measures"].pop("additionalProperties")
    broken = {
        "type": ["boolean", "object"],
        "description": "Die Datei dieser Maßnahme hat Fehler (klima2035 validate).",
    }
    switches = {
        name: _switch(any_measure, city, city.library.measures[name])
        if name in city.library.measures else {"title": name, **broken}
        for name in city.library.names
    }  # fmt: skip
    own["measures"] |= {"properties": switches, "additionalProperties": False}
    _close_funding(own["funding"], city)
    chosen, added = own["milestones"]["items"]["anyOf"]
    words = {name: f"{one.year}: {one.title['de']}" for name, one in city.milestones.items()}
    choose(chosen, {ALL: "alle Meilensteine der Stadt", **words})
    _draw_milestone(added, city)
    return form


def _close_funding(form: Form, city: City, who: str = "dieses Szenario") -> None:
    """Close the changes of funding to the programmes of the tables and their quantities to units that fit."""
    change = form.pop("additionalProperties")
    properties = {key: dict(child) for key, child in change["properties"].items()}
    properties["rate"] |= quantity(["%", "1"], "50 %")
    properties["pot"] |= quantity(same_dimension("EUR/a"), "3 MEUR/a")
    rows = city.inputs.records["programme_rate"]
    known = {"all": "alle Förderprogramme"} | {row.index["programme"]: "" for row in rows}
    form |= {
        "properties": {
            name: {
                **change,
                "properties": properties,
                "title": text or city.word(name),
                "description": f"{text or city.word(name)}: was {who} daran ändert.",
            }
            for name, text in known.items()
        },
        "additionalProperties": False,
    }


def _actual_years(inputs: Inputs) -> tuple[int, int]:
    """Return the first and the last year for which every framework value is known."""
    every = [inputs.points[name]["actual"].years for name, one in INPUTS.items() if one.time == "framework"]
    return max(BASE_YEAR, *(min(years) for years in every)), min(LAST_YEAR - 1, *(max(years) for years in every))


def _choose_variants(form: Form, city: City) -> None:
    """Close each framework setting to the variants that all of its tables hold."""
    for setting in schemas.framework_choices():
        known: list[str] | None = None
        for name, one in INPUTS.items():
            if one.time == "framework" and setting in (name if one.choice == "reference" else one.choice, one.choice):
                here = [variant for variant in city.inputs.points[name] if variant != "actual"]
                known = here if known is None else [variant for variant in known if variant in here]
        own = form["properties"][setting]
        choose(own, {variant: city.word(variant) for variant in known or ()})
        own["title"] = city.word(setting)
        own["description"] = city.meanings.get(setting, "Gewählter Verlauf dieser Rahmengröße.")


def _measure(kind: str, city: City) -> Form:
    form = _base(kind, city)
    own = form["properties"]
    for key in ("sector", "decider"):
        choose(own[key], {word: city.word(word) for word in own[key]["enum"]})
    any_lever = own["levers"].pop("additionalProperties")
    examples: dict[str, list[str]] = {lever.name: [] for lever in LEVERS}
    for measure in city.library.measures.values():
        for name, move in measure.levers.items():
            examples[name] += [move["to"]] if "to" in move else list(move["table"].values())
    levers = {lever.name: _lever(any_lever, city, lever, examples[lever.name]) for lever in LEVERS}
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
    return {**form, "definitions": {"ramp": _ramp()}}


def _ramp() -> Form:
    """Return which keys go with which shape of a way."""
    keys = {"table": (("table",), ("to", "range", "start", "end")), "step": (("to", "start"), ("table", "end"))}
    usual = (("to", "start", "end"), ("table",))
    rules = []
    for shape in ("linear", "s-curve", "step", "table"):
        needed, refused = keys.get(shape, usual)
        rules.append({
            "if": {"properties": {"ramp": {"const": shape}}, "required": ["ramp"]},
            "then": {"required": list(needed), "properties": dict.fromkeys(refused, False)},
        })  # fmt: skip
    return {"allOf": rules}


def _milestones(kind: str, city: City) -> Form:
    form = _base(kind, city)
    _draw_milestone(form["properties"]["milestones"]["items"], city)
    return form


def _draw_milestone(form: Form, city: City) -> None:
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


def _framework(kind: str, city: City) -> Form:
    form = _base(kind, city)
    _choose_variants(form["properties"]["framework"], city)
    return form


def _groups(kind: str, city: City) -> Form:
    form = _base(kind, city)
    members = form["properties"]["groups"]["additionalProperties"]["properties"]["measures"]
    choose(members["items"], {name: one.title["de"] for name, one in city.library.measures.items()})
    return form


def _mapping(kind: str, city: City) -> Form:
    """Return the form of a mapping: its codes with their names."""
    form = _base(kind, city)
    own = form["properties"]
    for name in ("sectors", "carriers"):
        codes = own[name]["additionalProperties"]
        choose(codes, {code: city.word(code) for code in codes["enum"]})
    choose(own["unit"], {unit: city.word(unit) for unit in own["unit"]["enum"]})
    for grades in (own["datenguete"], own["datenguete_by_carrier"]["additionalProperties"]):
        choose(grades, {grade: guidance.CHOICES[f"datenguete.{grade}"] for grade in grades["enum"]})
    return form


def _stress(kind_: str, city: City) -> Form:
    """Return the form of a stress case: closed to the inputs that it can change, each with its meaning."""
    form = _base(kind_, city)
    own = form["properties"]
    _choose_variants(own["framework"], city)
    _close_funding(own["funding"], city, "dieser Fall")
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


_DRAWN: Mapping[str, Callable[[str, City], Form]] = {
    "scenario": _scenario, "measure": _measure, "milestones": _milestones, "framework": _framework,
    "groups": _groups,
    "stress": _stress, "mapping": _mapping,
}  # fmt: skip
