"""YAML files as data with the line and column of every node.

A file is read fast first (``yamlplain``); only where that reader declines, or a fault must be
shown at its place, the full YAML 1.2 reader runs. Doubled keys, anchors, tags and several
documents in one file are faults.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from klima2035 import yamlplain
from klima2035.errors import Fault, InputError, shown

LARGEST = 200_000  # bytes of one file
DEEPEST = 50  # brackets within brackets
Path_ = tuple[str | int, ...]
Places = dict[Path_, tuple[int, int]]


@dataclass(frozen=True)
class Document:
    """One file: its data and, on demand, where each key and value stands."""

    path: Path
    text: str
    data: Any
    digest: str
    faults: tuple[Fault, ...] = ()
    _places: dict[str, Places] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The file as users know it."""
        return shown(self.path)

    def has(self, path: Sequence[str | int]) -> bool:
        """Return whether the data hold this path."""
        return self.existing(path) == tuple(path)

    def existing(self, path: Sequence[str | int]) -> Path_:
        """Return the part of a path that exists; parts that are not keys of the data are left out."""
        here: Any = self.data
        out: list[str | int] = []
        for part in path:
            is_key = isinstance(here, dict) and part in here
            if is_key or (isinstance(here, list) and isinstance(part, int) and 0 <= part < len(here)):
                here = here[part]
                out.append(part)
        return tuple(out)

    def place(self, path: Sequence[str | int], key: bool = False) -> tuple[int, int]:
        """Return line and column of the value (or, asked for, the key) at a path, counted from one."""
        if not self._places:
            walk = _read_slowly(self.path, self.text)[1]
            self._places.update(key=walk.keys, value=walk.values)
        places = self._places["key" if key else "value"]
        where = self.existing(path)
        while where and where not in places:
            where = where[:-1]
        return places.get(where, (1, 1))

    def fault(
        self, path: Sequence[str | int], what: str, allowed: str = "", todo: str = "", key: bool = False
    ) -> Fault:
        """Return a fault at the place of a path."""
        line, column = self.place(path, key)
        return Fault(self.name, line, column, what, allowed, todo)


def read(path: Path) -> Document:
    """Read one YAML file; InputError with line and column where it is not to be read."""
    name = shown(path)
    try:
        if path.stat().st_size > LARGEST:
            raise InputError([Fault(name, 1, 1, "the file is too large", f"at most {LARGEST // 1000} kB")])
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError([Fault(name, 1, 1, "the file does not exist")]) from None
    except (IsADirectoryError, NotADirectoryError, ValueError):
        raise InputError([Fault(name, 1, 1, "this is not a file")]) from None
    return parse(path, raw)


def parse(path: Path, raw: bytes) -> Document:
    """Read the bytes of a YAML file; InputError with line and column where they are not to be read.

    Doubled keys, anchors and tags do not stop the reading: they are the document's ``faults``.
    """
    text = _text(path, raw)
    data = yamlplain.read(text)
    digest = hashlib.sha256(raw).hexdigest()
    if data is not None:
        return Document(path, text, data, digest)
    data, walk = _read_slowly(path, text)
    if data is None and not walk.faults:
        raise InputError([Fault(shown(path), 1, 1, "the file is empty", "keys and values such as 'schema: 1'")])
    return Document(path, text, data, digest, tuple(walk.faults), {"key": walk.keys, "value": walk.values})


def _text(path: Path, raw: bytes) -> str:
    todo = "save it as UTF-8 without BOM"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError([Fault(shown(path), 1, 1, "the file is UTF-16", "UTF-8", todo)])
    if raw.startswith(b"\xef\xbb\xbf"):
        what = "the file starts with a byte order mark"
        raise InputError([Fault(shown(path), 1, 1, what, "UTF-8 without BOM", todo)])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        raise InputError([Fault(shown(path), line, column, "the file is not UTF-8", "UTF-8", todo)]) from None


def _read_slowly(path: Path, text: str) -> tuple[Any, _Walk]:
    """Return data and the walk over them with places and faults, by the full reader."""
    from ruamel.yaml import YAML  # noqa: PLC0415  (0.1 s; most runs never need it)
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    if _depth(text) > DEEPEST:
        raise InputError([Fault(shown(path), 1, 1, "the file is nested too deeply", f"at most {DEEPEST} brackets")])
    try:
        node = YAML(typ="safe", pure=True).compose(text)
        walk = _Walk(path, text)
        return None if node is None else walk.node(node, ()), walk
    except YAMLError as error:
        raise InputError(_syntax(path, text, error)) from None
    except RecursionError:
        raise InputError([Fault(shown(path), 1, 1, "the file is nested too deeply")]) from None
    except (ValueError, OverflowError, AttributeError, IndexError, AssertionError, TypeError, KeyError):
        # the reader itself trips over a few malformed texts
        raise InputError([Fault(shown(path), 1, 1, "this is not YAML")]) from None


def _depth(text: str) -> int:
    """Return how deep brackets stand within brackets: the full reader is slow on thousands of them."""
    depth = deepest = 0
    for sign in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if sign in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _syntax(path: Path, text: str, error: Any) -> list[Fault]:
    """Turn a reader's error into faults; tabs in the indentation are told one by one."""
    tabs = [
        Fault(shown(path), number, 1, "a tab in the indentation", "spaces", "replace each tab by two spaces")
        for number, line in enumerate(text.split("\n"), 1)
        if "\t" in line[: len(line) - len(line.lstrip())] and line.strip()
    ]
    if tabs:
        return tabs
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else _position(text, error)
    problem = getattr(error, "problem", None) or "a character that YAML does not allow"
    todo = "check indentation, colons and quotes"
    if "mapping values" in problem:
        todo = "put a text that holds ': ' in quotes"
    return [Fault(shown(path), line, column, f"this is not YAML: {problem}", todo=todo)]


def _position(text: str, error: Any) -> tuple[int, int]:
    at = getattr(error, "position", 0)
    before = text[:at] if isinstance(at, int) else ""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Walk:
    """Turns the reader's nodes into data and notes where each one stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.name, self.text = shown(path), text
        self.keys: Places = {}
        self.values: Places = {}
        self.faults: list[Fault] = []

    def fault(self, node: Any, what: str, allowed: str = "", todo: str = "") -> None:
        """Note a fault at the place of a node."""
        mark = node.start_mark
        self.faults.append(Fault(self.name, mark.line + 1, mark.column + 1, what, allowed, todo))

    def node(self, node: Any, path: Path_) -> Any:
        self.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if node.anchor is not None:
            self.fault(node, "anchors and aliases are not used here", todo="write the value out")
            return None
        if self.text[node.start_mark.index : node.start_mark.index + 1] == "!":
            self.fault(node, f"the tag '{node.tag}' is not used here", todo="leave it out")
            return None
        if node.id == "mapping":
            return self.mapping(node, path)
        if node.id == "sequence":
            return [self.node(child, (*path, i)) for i, child in enumerate(node.value)]
        return node.value if node.style else yamlplain.scalar(node.value)

    def mapping(self, node: Any, path: Path_) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, child in node.value:
            if key_node.id != "scalar" or key_node.anchor is not None:
                self.fault(key_node, "a key must be a plain word")
                continue
            key = key_node.value if key_node.style else yamlplain.scalar(key_node.value)
            if key is None or isinstance(key, float):
                key = key_node.value
            if key in found:
                first = self.keys[(*path, key)][0]
                self.fault(key_node, f"the key '{key}' is given twice", f"first in line {first}", "keep one")
                continue
            place = (*path, key)
            self.keys[place] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            found[key] = self.node(child, place)
        return found
