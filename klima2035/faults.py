"""How faults are shown, and how a schema's refusals become faults."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klima2035.errors import Fault, nearest

if TYPE_CHECKING:
    from klima2035.yamlfile import Document

_WANTED = {
    "string_type": "text", "bool_type": "true or false", "int_type": "a whole number without a unit",
    "dict_type": "keys and values", "model_type": "keys and values", "model_attributes_type": "keys and values",
    "list_type": "a list", "tuple_type": "a list", "date_type": "a date such as 2026-11-01",
}  # fmt: skip


def render(fault: Fault) -> str:
    """Return a fault as printed: its sentence, the line of the file and a caret under the place."""
    try:
        text = Path(fault.file).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return str(fault)
    lines = text.split("\n")
    if not 1 <= fault.line <= len(lines):
        return str(fault)
    line = lines[fault.line - 1].rstrip("\r")
    if fault.file.endswith(".csv") and fault.column > 0:
        start = _cell_start(line, fault.column)
    else:
        start = min(fault.column - 1, len(line))
    left = max(0, start - 60)
    part = line[left : left + 100].replace("\t", " ")
    return f"{fault}\n    {part}\n    {' ' * (start - left)}^"


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
    from pydantic import ValidationError  # noqa: PLC0415  (only where a file was read)

    from klima2035 import schemas  # noqa: PLC0415

    if not isinstance(document.data, dict):
        what = "the file holds no keys and values"
        return {}, [*document.faults] or [document.fault((), what, "such as 'schema: 1'")]
    try:
        schemas.KINDS[kind].model_validate(document.data)
    except ValidationError as error:
        items = error.errors(include_url=False)
        faults = [_schema_fault(document, dict(item), kind) for item in items]
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
    where, kind, context = tuple(item["loc"]), item["type"], item.get("ctx") or {}
    name = next((part for part in reversed(where) if part in (document.existing(where) or where)), "the file")
    if kind == "missing":
        name = where[-1]
    if kind == "missing":
        return document.fault(where[:-1], f"the key '{name}' is missing", todo=f"add '{name}:'", key=True)
    if kind == "extra_forbidden":
        from klima2035 import schemas  # noqa: PLC0415

        known = schemas.keys_at(kind_of_file, document.existing(where)[:-1])
        return _unknown_key(document, where, item["input"], known)
    if kind == "literal_error":
        allowed = str(context["expected"]).replace(" or ", ", ")
        words = [word.strip("' ") for word in allowed.split(",")]
        hint = nearest(str(item["input"]), words)
        return document.fault(where, f"{name}: {_shown(item['input'])} is unknown", allowed, hint)
    if "fault" in context:
        return document.fault(where, f"{name}: {context['fault']}", context["allowed"], context["todo"])
    if kind in _WANTED:
        return document.fault(where, f"{name}: {_shown(item['input'])} is not {_WANTED[kind]}", _WANTED[kind])
    return document.fault(where, f"{name}: {_plain(item['msg'])}")


def _unknown_key(document: Document, where: tuple[str | int, ...], value: Any, known: tuple[str, ...]) -> Fault:
    name = str(where[-1])
    if value is None and name[:1].isdigit():
        todo = "use a decimal point, or put the text in quotes"
        return document.fault(where, f"'{name}' stands alone after a comma", "a number such as 0.5", todo, key=True)
    close = nearest(name, known)
    allowed = "" if close or not known else "known keys: " + ", ".join(known)
    return document.fault(where, f"unknown key '{name}'", allowed, close, key=True)


def _shown(value: Any) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _plain(message: str) -> str:
    return message.removeprefix("Input should be ").removeprefix("Value error, ")
