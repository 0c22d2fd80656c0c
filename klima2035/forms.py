"""Forms in JSON Schema, draft 7, made from the models: plain, explained in German, closed to what is known.

Draft 7 because the editors' YAML extensions know it best; each form stands in full at its place, as they show
the text beside a reference only in part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from klima2035 import guidance, units

Form = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
YEARS = "^(199[0-9]|20[0-4][0-9]|2050)$"
_NUMBER = r"^\s*[-+]?\d+(\.\d+)?([eE][-+]?\d+)?"
_KEPT = ("type", "required", "pattern", "enum", "const", "minimum", "maximum", "not", "minProperties")
_EMPTY = "leer: wie ohne diese Zeile"


def plain(form: Form, known: Mapping[str, Form]) -> Form:
    """Return a form with its references put in, without what only the models need."""
    if "$ref" in form:
        return plain(known[form["$ref"].rsplit("/", 1)[-1]], known)
    options = [plain(option, known) for option in form.get("anyOf") or form.get("oneOf") or ()]
    if options:
        real = [option for option in options if option != {"type": "null"}]
        return {"anyOf": options} if len(real) == len(options) else _or_null(real[0])
    out = {key: form[key] for key in _KEPT if key in form}
    if form.get("format") == "date":
        out |= {"format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if form.get("format") == "quantity":
        out |= quantity(units.UNITS)
    if "properties" in form:
        out["properties"] = {key: plain(child, known) for key, child in form["properties"].items()}
    if "items" in form:
        out["items"] = plain(form["items"], known)
    others = form.get("additionalProperties")
    if isinstance(others, dict) and form["x-keys"] == "year":
        out |= {"patternProperties": {YEARS: plain(others, known)}, "additionalProperties": False}
    elif others is not None:
        out["additionalProperties"] = plain(others, known) if isinstance(others, dict) else others
    return out


def _or_null(form: Form) -> Form:
    """Return a form that an empty value fits too."""
    out = {**form, "type": [form["type"], "null"]}
    if "const" in out:
        out["enum"] = [out.pop("const")]
    if "enum" in out:
        out["enum"] = [*out["enum"], None]
    return out


def explained(form: Form, path: tuple[str, ...]) -> Form:
    """Return a form with title and text at each of its keys and each of its words."""
    out = dict(form)
    for keyword in ("properties", "patternProperties"):
        children = {}
        for key, child in form.get(keyword, {}).items():
            way = (*path, key if keyword == "properties" else "*")
            title, text = guidance.told(way)
            children[key] = {"title": title, "description": text, **explained(child, way)}
        if children:
            out[keyword] = children
    for keyword in ("items", "additionalProperties"):
        if isinstance(form.get(keyword), dict):
            way = path if keyword == "items" else (*path, "*")
            out[keyword] = explained(form[keyword], way)
    if "anyOf" in form:
        out["anyOf"] = [explained(option, path) for option in form["anyOf"]]
    texts = [
        guidance.CHOICES.get(f"{path[-1]}.{word}", _EMPTY if word is None else "") for word in form.get("enum", ())
    ]
    return {**out, "enumDescriptions": texts} if any(texts) else out


def choose(form: Form, words: Mapping[str, str], left_empty: str = _EMPTY) -> None:
    """Close a form to some words, each with its text; where there is none at all it stays open."""
    if not words:
        return
    for keyword in ("pattern", "not", "const", "enumDescriptions"):
        form.pop(keyword, None)
    empty = "null" in form.get("type", ())
    form["enum"] = [*words, *([None] if empty else [])]
    form["enumDescriptions"] = [*words.values(), *([left_empty] if empty else [])]


def quantity(allowed: Iterable[str], example: str = "80 %") -> Form:
    """Return the form of a number with one of some units."""
    known = list(allowed)
    named = "|".join(("\\s* " if unit[0].isdigit() else "\\s*") + _escaped(unit) for unit in known)
    few = ", ".join(known[:4]) + (" ..." if len(known) > 4 else "")
    return {
        "pattern": rf"{_NUMBER}({named})\s*$",
        "patternErrorMessage": f"Zahl mit Einheit ({few}), Punkt als Dezimalzeichen, zum Beispiel {example}",
    }


def _escaped(unit: str) -> str:
    """Return a unit as it stands in a pattern of JSON Schema."""
    return "".join(f"\\{sign}" if sign in "/()*.+" else sign for sign in unit)


def same_dimension(unit: str) -> list[str]:
    """Return all units of one dimension, the one that people write first."""
    dimension = units.dimension(unit)
    return sorted((one for one in units.UNITS if units.dimension(one) == dimension), key=lambda one: one != unit)
