"""YAML files as data with the line and column of every node.

A file is read fast first (``yamlplain``); only where that reader declines, or a fault must be
shown at its place, the full YAML 1.2 reader runs. Doubled keys, anchors, tags and several
documents in one file are faults.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from klima2035 import digests, utf8, yamlplain
from klima2035.complaints import Pair
from klima2035.errors import Fault, InputError, fault, shown

LARGEST = 100_000  # bytes of one file; the full reader takes seconds for some of them
MOST_PARTS = 6_000  # lines, commas and colons: the full reader takes up to 0.3 ms for each
DEEPEST = 50  # brackets within brackets
UNREADABLE = Pair("ein Zeichen, das YAML nicht erlaubt", "a character that YAML does not allow")
PROBLEMS = {  # beginnings of what the full reader says
    "could not find expected ':'": "nach dem Schlüssel fehlt der Doppelpunkt",
    "found character '\\t'": "ein Tabulator",
    "found character": "ein Zeichen, mit dem kein Wert beginnen kann; Text in Anführungszeichen setzen",
    "expected ',' or '}'": "Komma oder schließende Klammer } fehlt",
    "expected ',' or ']'": "Komma oder schließende Klammer ] fehlt",
    "expected <block end>": "die Einrückung passt nicht zur Zeile darüber",
    "expected a single document": "mehrere Dokumente in einer Datei (---)",
    "expected the node content": "hier fehlt ein Wert",
    "did not find expected": "ein Zeichen an falscher Stelle",
    "found unexpected end of stream": "das Anführungszeichen wird nicht geschlossen",
    "found undefined alias": "ein Verweis (*) ohne Anker (&)",
    "found duplicate anchor": "ein Anker (&) steht zweimal da",
    "found unknown escape": "ein unbekanntes Zeichen nach dem Rückstrich; einfache Anführungszeichen nehmen",
    "while scanning": "ein unvollständiger Ausdruck",
    "sequence entries are not allowed": "ein Listenpunkt (-) an falscher Stelle",
    "block sequence entries are not allowed": "ein Listenpunkt (-) an falscher Stelle",
    "mapping keys are not allowed": "ein Schlüssel an falscher Stelle",
}
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
        here: Any = self.data
        for part in path:
            is_key = isinstance(here, dict) and part in here
            if not is_key and not (isinstance(here, list) and isinstance(part, int) and 0 <= part < len(here)):
                return False
            here = here[part]
        return True

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

    def at(self, line: int, column: int) -> Path_:
        """Return the path whose value or, failing that, key stands at a line and column; empty where none does."""
        self.place(())
        for kind in ("value", "key"):
            found = [path for path, where in self._places[kind].items() if where == (line, column)]
            if found:
                return max(found, key=len)
        return ()

    def fault(
        self, path: Sequence[str | int], code: str, near: Sequence[str] = (), /, *, key: bool = False, **values: Any
    ) -> Fault:
        """Return a fault of the catalogue at the place of a path."""
        line, column = self.place(path, key)
        return fault(self.name, line, column, code, near, **values)


def read(path: Path) -> Document:
    """Read one YAML file; InputError with line and column where it is not to be read."""
    name = shown(path)
    try:
        if path.exists() and not path.is_file():  # a folder, or a pipe or device, whose reading might never end
            raise InputError([fault(name, 1, 1, "not_a_file")])
        if path.stat().st_size > LARGEST:
            raise InputError([fault(name, 1, 1, "too_large", most=f"{LARGEST // 1000} kB")])
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError([fault(name, 1, 1, "no_file")]) from None
    except (IsADirectoryError, NotADirectoryError, ValueError):
        raise InputError([fault(name, 1, 1, "not_a_file")]) from None
    return parse(path, raw)


def parse(path: Path, raw: bytes) -> Document:
    """Read the bytes of a YAML file; InputError with line and column where they are not to be read.

    Doubled keys, anchors and tags do not stop the reading: they are the document's ``faults``.
    """
    text = utf8.decoded(raw, shown(path))
    if sum(map(text.count, "\n,:?-[{")) > MOST_PARTS and len(re.findall(r"\n|[-,:?](?=\s)|[\[{]", text)) > MOST_PARTS:
        raise InputError([fault(shown(path), 1, 1, "too_many_parts", most=MOST_PARTS)])
    data = yamlplain.read(text)
    digest = digests.digest(raw)
    if data is not None:
        return Document(path, text, data, digest)
    data, walk = _read_slowly(path, text)
    if data is None and not walk.faults:
        raise InputError([fault(shown(path), 1, 1, "empty")])
    return Document(path, text, data, digest, tuple(walk.faults), {"key": walk.keys, "value": walk.values})


def _read_slowly(path: Path, text: str) -> tuple[Any, _Walk]:
    """Return data and the walk over them with places and faults, by the full reader."""
    from ruamel.yaml import YAML  # noqa: PLC0415  (0.1 s; most runs never need it)
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    if _depth(text) > DEEPEST:
        raise InputError([fault(shown(path), 1, 1, "too_deep", most=DEEPEST)])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of anchors given twice: any anchor is a fault
            node = YAML(typ="safe", pure=True).compose(text)
        walk = _Walk(path, text)
        return None if node is None else walk.node(node, ()), walk
    except YAMLError as error:
        raise InputError(_syntax(path, text, error)) from None
    except RecursionError:
        raise InputError([fault(shown(path), 1, 1, "too_deep", most=DEEPEST)]) from None
    except (ValueError, OverflowError, AttributeError, IndexError, AssertionError, TypeError, KeyError):
        # the reader itself trips over a few malformed texts
        raise InputError([fault(shown(path), 1, 1, "not_yaml", problem=UNREADABLE)]) from None


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
        fault(shown(path), number, 1, "tab")
        for number, line in enumerate(text.split("\n"), 1)
        if "\t" in line[: len(line) - len(line.lstrip())] and line.strip()
    ]
    if tabs:
        return tabs
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else _position(text, error)
    problem = getattr(error, "problem", None) or ""
    if "mapping values" in problem:
        return [fault(shown(path), line, column, "colon_in_text")]
    return [fault(shown(path), line, column, "not_yaml", problem=_problem(problem))]


def _problem(words: str) -> Pair:
    """Return the reader's words in both languages; what is not listed is told as it is."""
    for start, german in PROBLEMS.items():
        if words.startswith(start):
            return Pair(german, words)
    return UNREADABLE if not words else Pair(words, words)


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

    def fault(self, node: Any, code: str, **values: Any) -> None:
        """Note a fault at the place of a node."""
        mark = node.start_mark
        self.faults.append(fault(self.name, mark.line + 1, mark.column + 1, code, **values))

    def node(self, node: Any, path: Path_) -> Any:
        self.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if node.anchor is not None:
            self.fault(node, "anchor")
            return None
        if self.text[node.start_mark.index : node.start_mark.index + 1] == "!":
            self.fault(node, "tag", tag=node.tag)
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
                self.fault(key_node, "key_no_word")
                continue
            key = key_node.value if key_node.style else yamlplain.scalar(key_node.value)
            if key is None or isinstance(key, float):
                key = key_node.value
            if key == "<<":
                self.fault(key_node, "merge_key")
                continue
            if key in found:
                first = self.keys[(*path, key)][0]
                self.fault(key_node, "key_twice", name=key, first=first)
                continue
            place = (*path, key)
            self.keys[place] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            found[key] = self.node(child, place)
        return found
