"""A folder's files while steps revise them, in memory: texts are edited in place, never written anew.

After every edit the text is read again and must hold exactly what was meant, else the edit is refused:
comments, order, quotes and line ends stay as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from klima2035 import yamlfile
from klima2035.complaints import Pair
from klima2035.errors import Fault, InputError, fault, shown
from klima2035.messages import text

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_IN_FLOW = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s,{}\[\]#][^\n\r,{}\[\]#]*?(?=\s*[,}\]#\n\r])|")
_IN_BLOCK = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s#][^\n\r]*?(?=\s*(?:\s#|\n|\r|$))|")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes: file (relative to the folder), line of the old text and a message."""

    file: str
    line: int
    code: str
    values: tuple[tuple[str, object], ...] = ()

    def told(self, lang: str) -> str:
        """Return what changes as a sentence."""
        return text(self.code, lang, **dict(self.values))


class Edit(NamedTuple):
    """Text between two offsets replaced by another."""

    start: int
    stop: int
    new: str
    change: Change | None = None


@dataclass
class Tree:
    """Texts by relative path; ``levels`` is the format of each, ``kinds`` its kind of file."""

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def due(self, level: int, *kinds: str) -> list[str]:
        """Return the files of some kinds that have a format, in order of their names."""
        return sorted(name for name, kind in self.kinds.items() if kind in kinds and self.levels[name] == level)

    def document(self, name: str) -> yamlfile.Document:
        """Return a YAML file as it stands now."""
        return yamlfile.parse(self.root / name, self.texts[name].encode())

    def create(self, name: str, kind: str, content: str, change: Change) -> None:
        """Add a file."""
        self.texts[name], self.kinds[name] = content, kind
        self.changes.append(change)

    def put(self, name: str, content: str, changes: Iterable[Change]) -> None:
        """Give a file another text."""
        self.texts[name] = content
        self.changes.extend(changes)

    def revise(self, name: str, edits: Sequence[Edit], wanted: Any) -> None:
        """Edit a YAML file; what then does not read as ``wanted`` is refused, to be changed by hand."""
        old, new = self.texts[name], self.texts[name]
        for edit in sorted(edits, reverse=True):
            new = new[: edit.start] + edit.new + new[edit.stop :]
        changes = [edit.change for edit in edits if edit.change is not None]
        try:
            found = yamlfile.parse(self.root / name, new.encode())
            sound = repr(found.data) == repr(wanted) and not found.faults
        except InputError:
            sound = False
        if sound:
            self.put(name, new, changes)
        elif old != new:
            self.faults.extend(self._by_hand(change) for change in changes)

    def _by_hand(self, change: Change) -> Fault:
        what = Pair(change.told("de"), change.told("en"))
        return fault(shown(self.root / change.file), change.line, 1, "upgrade_by_hand", what=what)


class Places:
    """Where keys and values of a document stand, as offsets of its text."""

    def __init__(self, document: yamlfile.Document) -> None:
        self.document, self.text = document, document.text
        self.starts = [0, *(match.end() for match in _BREAK.finditer(self.text))]

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line of a key, counted from one."""
        return self.document.place(path, key=True)[0]

    def key(self, path: Sequence[str | int]) -> int:
        """Return where a key begins."""
        return self._offset(self.document.place(path, key=True))

    def value(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Return where a one-line value begins and ends."""
        start = self._offset(self.document.place(path))
        match = (_IN_FLOW if self.in_flow(path) else _IN_BLOCK).match(self.text, start)
        return start, match.end() if match else start

    def in_flow(self, path: Sequence[str | int]) -> bool:
        """Return whether a key stands within braces."""
        start = self._offset(self.document.place(path[:-1]))
        return self.text[start : start + 1] == "{"

    def line_span(self, line: int) -> tuple[int, int]:
        """Return where a line begins and where the next one does."""
        stop = self.starts[line] if line < len(self.starts) else len(self.text)
        return self.starts[line - 1], stop

    def _offset(self, place: tuple[int, int]) -> int:
        return self.starts[place[0] - 1] + place[1] - 1


def strike(places: Places, path: Sequence[str | int], change: Change) -> Edit:
    """Return the edit that takes a key with its one-line value out; a comment behind it stays."""
    whole, start = places.text, places.key(path)
    stop = places.value(path)[1]
    first, last = places.line_span(places.line(path))
    if places.in_flow(path):
        after, before = re.compile(r"\s*,[ ]*").match(whole, stop), re.search(r"\s*,\s*$", whole[:start])
        if after and not (whole[first:start] + whole[after.end() : last]).strip():
            return Edit(first, last, "", change)
        if after:
            return Edit(start, after.end(), "", change)
        return Edit(before.start() if before else start, stop, "", change)
    rest = _BREAK.sub("", whole[stop:last])
    if rest.strip():
        return Edit(start, stop + len(rest) - len(rest.lstrip()), "", change)
    return Edit(first, last, "", change)


def sort_keys(places: Places, path: Sequence[str | int], order: Sequence[str | int], change: Change) -> list[Edit]:
    """Return the edits that put the entries of a mapping of one-line values in order, comments above with them."""
    now = list(_at(places.document.data, path))
    if places.in_flow((*path, now[0])):
        spans = {key: (places.key((*path, key)), places.value((*path, key))[1]) for key in now}
        return [
            Edit(*spans[old], places.text[slice(*spans[new])], change if i == 0 else None)
            for i, (old, new) in enumerate(zip(now, order, strict=True))
        ]
    lines = [places.line((*path, key)) for key in now]
    firsts = [lines[0], *(line + 1 for line in lines[:-1])]
    parts = {
        key: _BREAK.sub("\n", places.text[places.line_span(first)[0] : places.line_span(last)[1]]).removesuffix("\n")
        for key, first, last in zip(now, firsts, lines, strict=True)
    }
    start, stop = places.line_span(lines[0])[0], places.line_span(lines[-1])[1]
    block = places.text[start:stop]
    ending = "\r\n" if "\r\n" in block else "\n"
    last_ending = block[len(block.rstrip("\r\n")) :]
    new = "\n".join(parts[key] for key in order).replace("\n", ending) + last_ending
    return [Edit(start, stop, new, change)]


def state(places: Places, version: int, change: Change) -> Edit:
    """Return the edit that states a version: a new first key, or another value of the one that is there."""
    data: Mapping[Any, Any] = places.document.data
    if "schema" in data:
        start, stop = places.value(("schema",))
        return Edit(start, stop, str(version), change)
    start = places.key((next(iter(data)),))
    if places.in_flow((next(iter(data)),)):
        return Edit(start, start, f"schema: {version}, ", change)
    indent = places.text[places.line_span(places.line((next(iter(data)),)))[0] : start]
    found = _BREAK.search(places.text)
    ending = found.group() if found else "\n"
    return Edit(start, start, f"schema: {version}{ending}{indent}", change)


def _at(data: Any, path: Sequence[str | int]) -> Any:
    for part in path:
        data = data[part]
    return data
