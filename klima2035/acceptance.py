"""What is sound beyond doubt, by the committed JSON Schemas alone: quick, and without building a model.

Importing pydantic and building the models takes 0.2 s, ten times as long as reading a whole scenario. What is not
accepted here, the models judge and explain (``faults``); a test holds that they accept whatever is accepted here.
"""

from __future__ import annotations

import datetime
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from klima2035 import units
from klima2035.places import DEVICES, is_name
from klima2035.variables import FIRST_YEAR, LAST_YEAR

_NOTES = {"$schema", "$defs", "title", "description", "default", "x-keys"}
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None),
}  # fmt: skip


@cache
def schema(kind: str) -> dict[str, Any]:
    """Return the committed JSON Schema of a kind of file."""
    path = Path(__file__).parent / "schema" / f"{kind}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def accepts(kind: str, data: Any) -> bool:
    """Return whether the data are sound beyond doubt; False means: ask the models."""
    return _accepts(schema(kind), data, schema(kind))


def _accepts(form: dict[str, Any], data: Any, whole: dict[str, Any]) -> bool:
    for keyword, wanted in form.items():
        if keyword in _NOTES or (keyword in ("properties", "additionalProperties") and not isinstance(data, dict)):
            continue
        if keyword in ("anyOf", "oneOf"):
            sound = any(_accepts(option, data, whole) for option in wanted)
        elif keyword == "$ref":
            sound = _accepts(whole["$defs"][wanted.rsplit("/", 1)[-1]], data, whole)
        elif keyword == "not":
            sound = not _accepts(wanted, data, whole)
        elif keyword == "items":
            sound = isinstance(data, list) and all(_accepts(wanted, item, whole) for item in data)
        elif keyword == "properties":
            sound = all(_accepts(wanted[key], value, whole) for key, value in data.items() if key in wanted)
        elif keyword == "additionalProperties":
            sound = _others(form, wanted, data, whole)
        else:
            sound = _keyword(keyword, wanted, data)
        if not sound:
            return False
    return True


def _others(form: dict[str, Any], wanted: Any, data: dict[Any, Any], whole: dict[str, Any]) -> bool:
    others = [key for key in data if key not in form.get("properties", {})]
    if wanted is False:
        return not others
    keys = form.get("x-keys")
    if keys == "year":
        sound = all(type(key) is int and FIRST_YEAR <= key <= LAST_YEAR for key in others)
    else:
        sound = all(isinstance(key, str) and (keys == "text" or _is_name(key)) for key in others)
    return sound and keys is not None and all(_accepts(wanted, data[key], whole) for key in others)


def _is_name(key: str) -> bool:
    return is_name(key) and key not in DEVICES


def _keyword(keyword: str, wanted: Any, data: Any) -> bool:  # noqa: PLR0911  (one line a keyword)
    if keyword == "type":
        return isinstance(data, _TYPES[wanted]) and (wanted == "boolean" or not isinstance(data, bool))
    if keyword == "enum":
        return isinstance(data, str) and data in wanted
    if keyword == "const":
        return type(data) is type(wanted) and data == wanted
    if keyword in ("minimum", "maximum"):
        return isinstance(data, int) and (data >= wanted if keyword == "minimum" else data <= wanted)
    if keyword == "pattern":
        return isinstance(data, str) and "\n" not in data and re.search(wanted, data) is not None
    if keyword == "required":
        return isinstance(data, dict) and all(key in data for key in wanted)
    if keyword == "minProperties":
        return isinstance(data, dict) and len(data) >= wanted
    if keyword == "minItems":
        return isinstance(data, list) and len(data) >= wanted
    return keyword == "format" and isinstance(data, str) and _is(wanted, data)


def _is(form: str, text: str) -> bool:
    try:
        if form == "date":
            return len(text) == 10 and bool(datetime.date.fromisoformat(text)) and text.isascii()
        number, unit = units.parse(text)
    except ValueError:
        return False
    return form == "quantity" and unit in units.UNITS and abs(number) < 1e300


def keys_at(kind: str, path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the keys that a mapping at ``path`` of a kind of file may hold; empty where they are free names."""
    return tuple(_walk(schema(kind), path))


def _walk(whole: dict[str, Any], path: tuple[str | int, ...]) -> list[str]:
    here = [whole]
    for part in path:
        here = [child for form in here for child in _children(whole, form, part)]
    return [key for form in here for key in form.get("properties", {})]


def _open(whole: dict[str, Any], form: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in form:
        return _open(whole, whole["$defs"][form["$ref"].rsplit("/", 1)[-1]])
    options = [*form.get("anyOf", []), *form.get("oneOf", [])]
    return [form] if not options else [found for option in options for found in _open(whole, option)]


def _children(whole: dict[str, Any], form: dict[str, Any], part: str | int) -> list[dict[str, Any]]:
    if isinstance(part, int) and "items" in form:
        return _open(whole, form["items"])
    known = form.get("properties", {}).get(part)
    other = form.get("additionalProperties")
    child = known if known is not None else other
    return _open(whole, child) if isinstance(child, dict) else []
