"""The flat scenario as YAML with origins as comments, and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from klima2035 import yamlplain
from klima2035.labels import Labels, labels
from klima2035.messages import text
from klima2035.origins.values import Entry
from klima2035.yamlfile import Path_

_COLUMN = 56  # where the origins begin in the flat text


def as_yaml(found: Sequence[Entry], lang: str, titles: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the flat scenario as lines of YAML: a scenario file without parents, origins as comments.

    ``titles`` of measures by name and language stand beside their names.
    """
    words = labels(lang, titles)
    out = [f"# {text('resolved_head', lang)}"]
    before: Path_ = ()
    for entry in found:
        held = _parents(entry.path, before)
        for way in held:
            mark = "" if entry.written or way[-1] != "table" else "# "
            out.append(f"{'  ' * (len(way) - 1)}{mark}{way[-1]}:")
        before = entry.path
        out.append(_line(entry, words))
    return _without_empty(out)


def _parents(path: Path_, before: Path_) -> list[Path_]:
    """Return the mappings on the way to a path that are not open yet."""
    ways = [path[:i] for i in range(1, len(path))]
    return [way for way in ways if before[: len(way)] != way]


def _line(entry: Entry, words: Labels) -> str:
    part, indent = entry.path[-1], "  " * (len(entry.path) - 1)
    if isinstance(part, int) and entry.path[0] == "milestones":
        line = f"{indent}- {flow(entry.value)}"
    else:
        line = f"{indent}{part}:" + ("" if entry.value is None else f" {flow(entry.value)}")
    origin = entry.origin.told(words.lang)
    if entry.note:
        origin = text(entry.note[0], words.lang, words(entry.note[1]), origin)
    return f"{line if entry.written else indent + '# ' + line.strip()}".ljust(_COLUMN) + f"  # {origin}"


def _without_empty(lines: Sequence[str]) -> list[str]:
    """Return the lines with '{}' behind keys under which nothing but comments stands."""
    out = []
    for i, line in enumerate(lines):
        content, depth = line.split("#", 1)[0].rstrip(), len(line) - len(line.lstrip(" "))
        later = (one for one in lines[i + 1 :] if not one.lstrip(" ").startswith("#"))
        following = next(later, "")
        if content.endswith(":") and len(following) - len(following.lstrip(" ")) <= depth:
            out.append(line.replace(content, content + " {}", 1))
        else:
            out.append(line)
    return out


def flow(value: Any) -> str:
    """Return a value on one line of YAML; text in quotes wherever it could be read as anything else."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(one)}" for key, one in value.items() if one is not None) + "}"
    if isinstance(value, str):
        plain = (
            re.fullmatch(r"(?:[A-Za-z0-9]|[+-][0-9.])[A-Za-z0-9 ./%()*+_-]*", value)
            and yamlplain.scalar(value) == value
        )
        return value if plain and not value.endswith(" ") else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return json.dumps(value)


def as_json(found: Sequence[Entry]) -> str:
    """Return the flat scenario as JSON: a list of path, value, file and line; null where it is the default."""
    rows = []
    for entry in found:
        value, path = entry.value, entry.path
        if entry.note:  # a mapping: what is told of it as a whole
            is_ramp = entry.note[0] == "origin_ramp"
            value, path = (entry.note[1], (*path, "ramp")) if is_ramp else (True, path)
        origin = entry.origin
        row = {"path": ".".join(map(str, path)), "value": value, "file": origin.file or None}
        row["line"] = origin.line or None
        if origin.moved is not None:
            row |= {"moved_by_file": origin.moved.file, "moved_by_line": origin.moved.line}
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False, indent=1)
