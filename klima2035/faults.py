"""How faults are shown, and how a schema's refusals become faults.

Sound files are accepted at once by the committed JSON Schema (``accepts``): importing pydantic and
building the models takes 0.2 s, ten times as long as reading a whole scenario. What is not accepted
beyond doubt, the models judge and explain; a test holds that they accept whatever is accepted here.
"""

from __future__ import annotations

import copy
import datetime
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klima2035 import units
from klima2035.complaints import Pair, names
from klima2035.errors import Fault, nearest
from klima2035.places import DEVICES

if TYPE_CHECKING:
    from klima2035.yamlfile import Document

_MAPPING = Pair("Schlüssel mit Werten", "keys and values")
_WANTED = {
    "string_type": Pair("Text", "text"), "bool_type": Pair("true oder false", "true or false"),
    "int_type": Pair("eine ganze Zahl ohne Einheit", "a whole number without a unit"),
    "dict_type": _MAPPING, "too_short": _MAPPING, "model_type": _MAPPING, "model_attributes_type": _MAPPING,
    "list_type": Pair("eine Liste [..., ...]", "a list"), "tuple_type": Pair("eine Liste [..., ...]", "a list"),
    "date_type": Pair("ein Datum wie 2026-11-01", "a date such as 2026-11-01"),
}  # fmt: skip
_NOTES = {"$schema", "$defs", "title", "description", "default", "x-keys"}
MOST = 400  # refusals of one file that are explained: more than are printed, and no endless work
LARGEST_SHOWN = 20_000_000  # bytes; no file that is read is larger
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None),
}  # fmt: skip


def render(fault: Fault, lang: str = "de") -> str:
    """Return a fault as printed: its sentence, the line of the file and a caret under the place."""
    told = fault.told(lang)
    try:
        text = _read(fault.file)
    except (OSError, ValueError):
        return told
    lines = text.split("\n")
    if not 1 <= fault.line <= len(lines):
        return told
    line = lines[fault.line - 1].rstrip("\r")
    if fault.file.endswith(".csv") and fault.column > 0:
        start = _cell_start(line, fault.column)
    else:
        start = min(fault.column - 1, len(line))
    left = max(0, start - 60)
    part = "".join(sign if sign.isprintable() else " " for sign in line[left : left + 100])
    return f"{told}\n    {part}\n    {' ' * (start - left)}^"


def _read(file: str) -> str:
    """Return the text of a file whose faults are shown, without what no editor shows."""
    if not Path(file).is_file():
        raise OSError  # a pipe or a device: opening it might never end
    with Path(file).open("rb") as raw:
        return raw.read(LARGEST_SHOWN).decode("utf-8", errors="replace").removeprefix("\ufeff")


def _cell_start(line: str, column: int) -> int:
    """Return where the cell with a number begins in a line of a table."""
    quoted, cells = False, 1
    for at, sign in enumerate(line):
        if cells == column:
            return at
        if sign == '"':
            quoted = not quoted
        elif sign == "," and not quoted:
            cells += 1
    return len(line) if cells == column else 0


def check(document: Document, kind: str) -> tuple[dict[str, Any], list[Fault]]:
    """Check a document against the schema of its kind.

    Returns the data without their refused parts, so that checking can go on, and a fault with line
    and column for each refusal.
    """
    if isinstance(document.data, dict) and accepts(kind, document.data):
        return document.data, [*document.faults]
    from pydantic import ValidationError  # noqa: PLC0415  (only where a file was read)

    from klima2035 import schemas  # noqa: PLC0415

    if not isinstance(document.data, dict):
        return {}, [*document.faults] or [document.fault((), "no_mapping")]
    try:
        schemas.KINDS[kind].model_validate(document.data)
    except ValidationError as error:
        items = error.errors(include_url=False)
        told = {(one.line, one.column) for one in document.faults}  # what an anchor or a tag stands at is no value
        first = [item for item in items[:MOST] if document.place(item["loc"]) not in told]
        faults = _without_echo([(item["loc"], _schema_fault(document, dict(item), kind)) for item in first])
        return _pruned(document, [tuple(item["loc"]) for item in items]), [*document.faults, *faults]
    return document.data, [*document.faults]


def _pruned(document: Document, refused: list[tuple[str | int, ...]]) -> dict[str, Any]:
    data = copy.deepcopy(document.data)
    for path in sorted({document.existing(where) for where in refused}, key=len, reverse=True):
        here = data
        for part in path[:-1]:
            here = here[part]
        if path and isinstance(here, dict):
            del here[path[-1]]
        elif path:
            here[int(path[-1])] = None  # keeps the places of the items after it
    return dict(data)


def _schema_fault(document: Document, item: Mapping[str, Any], kind_of_file: str) -> Fault:
    """Turn one refusal of the models into a fault at its place."""
    where, kind, context = tuple(item["loc"]), item["type"], item.get("ctx") or {}
    existing = document.existing(where)
    name = next((part for part in reversed(where) if part in (existing or where)), "?")
    if kind == "missing":
        return _missing(document, where)
    if kind == "too_short" or (item["input"] is None and kind != "extra_forbidden" and existing[-1:] == where[-1:]):
        return document.fault(where, "nothing_in" if kind == "too_short" else "empty_value", key=True, name=name)
    if kind in ("extra_forbidden", "invalid_key"):
        return _unknown_key(document, where, item["input"], keys_at(kind_of_file, existing[:-1]))
    if kind == "literal_error":
        words = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        shown, near = _shown(item["input"]), nearest(str(item["input"]), words)
        return document.fault(where, "unknown_word", near, name=name, value=shown, known=names(words))
    if "code" in context:
        values = {"name": name, **{key: _hashable(value) for key, value in context["values"].items()}}
        return document.fault(where, context["code"], context["near"], key=where[-1] == "[key]", **values)
    wanted = _WANTED.get(kind, item["msg"])
    return document.fault(where, "wrong_type", name=name, value=_shown(item["input"]), wanted=wanted)


def _without_echo(found: Sequence[tuple[tuple[str | int, ...], Fault]]) -> list[Fault]:
    """Return faults without those that another one beside them explains.

    A missing key by a misspelt one, a number without unit by the comma after it.
    """
    meant = {(*where[:-1], word) for where, one in found if one.code == "unknown_key" for word in one.near}
    split = {(*where[:-1], dict(one.values)["before"]) for where, one in found if one.code == "after_comma"}
    missing = ("missing_key", "schema_missing")
    return [one for where, one in found if (one.code not in missing or where not in meant) and where not in split]


def suggest(found: Sequence[Fault], known: Iterable[str]) -> list[Fault]:
    """Return the faults; what is no name at all gets the nearest of the known names as suggestion."""
    names_ = list(known)
    return [
        replace(one, near=nearest(str(dict(one.values)["value"])[:80], names_) or one.near)
        if one.code == "no_name"
        else one
        for one in found
    ]


def _missing(document: Document, where: tuple[str | int, ...]) -> Fault:
    if where[-1] == "schema":
        return document.fault(where[:-1], "schema_missing", key=True, version=1)
    return document.fault(where[:-1], "missing_key", key=True, name=where[-1])


def _unknown_key(document: Document, where: tuple[str | int, ...], value: Any, known: tuple[str, ...]) -> Fault:
    name = str(where[-1])
    if value is None and name[:1].isdigit():
        before, number = _before(document.data, document.existing(where))
        return document.fault(where, "after_comma", key=True, name=name, before=before, better=f"{number}.{name}")
    return document.fault(where, "unknown_key", nearest(name, known), key=True, name=name, known=names(known))


def _hashable(value: Any) -> object:
    return value if isinstance(value, str | int | float) else _shown(value)


def _before(data: Any, where: tuple[str | int, ...]) -> tuple[str, object]:
    """Return the key that stands before one in its mapping, and its value."""
    for part in where[:-1]:
        data = data[part]
    keys = list(data)
    before = keys[max(keys.index(where[-1]) - 1, 0)]
    return str(before), data[before]


def _shown(value: Any) -> object:
    if value is None:
        return Pair("nichts", "nothing")
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


@cache
def _schema(kind: str) -> dict[str, Any]:
    path = Path(__file__).parent / "schema" / f"{kind}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def accepts(kind: str, data: Any) -> bool:
    """Return whether the data are sound beyond doubt; False means: ask the models."""
    return _accepts(_schema(kind), data, _schema(kind))


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
        sound = all(type(key) is int and 1990 <= key <= 2050 for key in others)
    else:
        sound = all(isinstance(key, str) and (keys == "text" or _is_name(key)) for key in others)
    return sound and keys is not None and all(_accepts(wanted, data[key], whole) for key in others)


def _is_name(key: str) -> bool:
    return _NAME.fullmatch(key) is not None and key not in DEVICES


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
    return tuple(_walk(_schema(kind), path))


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
