"""Forms of levers and measures: targets with their units and bounds, what a measure does, its switch in a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from klima2035 import guidance, units
from klima2035.editor.city import City
from klima2035.forms import Form, quantity, same_dimension
from klima2035.levers import Lever
from klima2035.measures import Measure


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


def lever_form(form: Form, city: City, lever: Lever, examples: Iterable[str], own: str = "") -> Form:
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


def switch(form: Form, city: City, measure: Measure) -> Form:
    """Return the form of one measure in a scenario: switched, or changed in its own levers only."""
    setting = next(option for option in form["anyOf"] if "properties" in option)
    properties = {key: dict(child) for key, child in setting["properties"].items()}
    properties["ambition"] |= quantity(["%", "1"], "50 %")
    levers = {}
    for name, move in measure.levers.items():
        own = lever_form(
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


def ramp_rules() -> Form:
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
