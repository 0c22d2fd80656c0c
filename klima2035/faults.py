"""How faults are shown, and how a schema's refusals become faults.

Sound files are accepted at once (``acceptance``); what is not sound beyond doubt, the models judge and explain here.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klima2035.acceptance import accepts, keys_at
from klima2035.complaints import HIDDEN, Pair, names
from klima2035.errors import Fault, nearest

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
MOST = 400  # refusals of one file that are explained: more than are printed, and no endless work
LARGEST_SHOWN = 20_000_000  # bytes; no file that is read is larger


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
    if isinstance(document.data, dict) and accepts(kind, document.data) and not _hides(document.data):
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


def _hides(value: Any) -> bool:
    """Return whether a text anywhere in a value holds a sign that nobody sees: the models tell which and where."""
    if isinstance(value, str):
        return HIDDEN.search(value) is not None
    if isinstance(value, dict):
        return any(map(_hides, value.values()))
    return isinstance(value, list) and any(map(_hides, value))


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
