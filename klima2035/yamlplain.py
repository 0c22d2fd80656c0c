"""A fast reader for plainly written YAML: it either reads a text exactly as YAML 1.2 or declines.

The full reader (ruamel.yaml, in ``yamlfile``) takes about 4 ms a file, too slow for a library of
measures. This one takes the everyday forms: block mappings and lists, one-line scalars, flow
mappings and lists, quoted text without escapes, comments. Anything else (anchors, tags, block
text, tabs, doubled keys, doubtful characters) makes it decline with ``None``, never guess.
A test compares both readers on random texts.
"""

from __future__ import annotations

import re
from typing import Any

_ODD = re.compile("[^\n\x20-\x7e\xa1-\u1fff\u2010-\u2027\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
_KEY = re.compile(r"([A-Za-z0-9][A-Za-z0-9_.\-]{0,99}):(?: +(\S.*))?$")
_FLOW_PLAIN = re.compile(r"[^\s,\[\]{}:#&*!|>'\"%@`?\-][^,\[\]{}:#]*|-\d[^,\[\]{}:#]*")
_PLAIN = re.compile(r"[^\s,\[\]{}:#&*!|>'\"%@`?\-].*|-\d.*")
_QUOTED = re.compile(r"\"([^\"\\]*)\"|'([^']*)'")
_INT = re.compile(r"[-+]?[0-9]+$")
_OTHER_INT = re.compile(r"0o[0-7]+$|0x[0-9a-fA-F]+$")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WORDS |= {".nan": float("nan"), ".NaN": float("nan"), ".NAN": float("nan")}
_WORDS |= {sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")}


def scalar(text: str) -> Any:
    """Return the value of an unquoted scalar by the YAML 1.2 core schema: NO and on are text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if len(text) <= 300:
        if _INT.match(text):
            return int(text)
        if _OTHER_INT.match(text):
            return int(text, 0)
        if _FLOAT.match(text):
            return float(text)
    return text


class _DeclinedError(Exception):
    """The text holds a form that only the full reader takes."""


def read(text: str) -> Any:
    """Return the data of a plainly written YAML text, or None where the full reader is needed."""
    if _ODD.search(text):
        return None
    lines = []
    for raw in text.split("\n"):
        content = raw.strip(" ")
        if content and content[0] != "#":
            lines.append((len(raw) - len(raw.lstrip(" ")), content))
    if not lines or lines[0][0] != 0:
        return None
    try:
        reader = _Plain(lines)
        data = reader.block(0)
    except (_DeclinedError, RecursionError):
        return None
    return data if reader.at == len(lines) else None


class _Plain:
    """Walks over (indent, content) lines."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self.lines, self.at = lines, 0

    def block(self, indent: int) -> Any:
        """Read the mapping or list whose entries stand at ``indent``."""
        return self.items(indent) if self.lines[self.at][1].startswith("- ") else self.mapping(indent)

    def mapping(self, indent: int) -> dict[Any, Any]:
        """Read the mapping whose keys stand at ``indent``."""
        found: dict[Any, Any] = {}
        while self.at < len(self.lines) and self.lines[self.at][0] == indent:
            match = _KEY.match(self.lines[self.at][1])
            if match is None:
                raise _DeclinedError
            key = scalar(match.group(1))
            if isinstance(key, float) or key is None or key in found:
                raise _DeclinedError
            rest = match.group(2)
            found[key] = self.value(indent, rest) if rest and rest[0] != "#" else self.below(indent)
        self.check_end(indent)
        return found

    def items(self, indent: int) -> list[Any]:
        """Read the list whose entries stand at ``indent``."""
        found = []
        while self.at < len(self.lines) and self.lines[self.at][0] == indent:
            content = self.lines[self.at][1]
            if not content.startswith("- "):
                break
            rest = content[2:].lstrip(" ")
            if not rest or rest[0] in "-#":
                raise _DeclinedError
            if _KEY.match(rest):
                inner = indent + len(content) - len(rest)
                self.lines[self.at] = (inner, rest)
                found.append(self.mapping(inner))
            else:
                found.append(self.value(indent, rest))
        return found

    def check_end(self, indent: int) -> None:
        """Decline a text whose next line stands deeper than ``indent``."""
        if self.at < len(self.lines) and self.lines[self.at][0] > indent:
            raise _DeclinedError

    def below(self, indent: int) -> Any:
        """Read what stands under a key without a value of its own."""
        self.at += 1
        if self.at == len(self.lines):
            return None
        deeper, content = self.lines[self.at]
        if deeper > indent:
            return self.block(deeper)
        if deeper == indent and content.startswith("- "):
            return self.items(indent)
        return None

    def value(self, indent: int, text: str) -> Any:
        """Read a scalar or flow collection that begins on a line and may run on over deeper lines."""
        self.at += 1
        if text[0] not in "{['\"":
            text = text.split(" #", 1)[0].rstrip(" ")
            deeper = self.at < len(self.lines) and self.lines[self.at][0] > indent
            if deeper or not _PLAIN.match(text) or ": " in text or text.endswith(":"):
                raise _DeclinedError
            return scalar(text)
        while True:
            try:
                value, end = _flow(text, 0)
            except IndexError:
                text += " " + self.more(indent, text)
                continue
            rest = text[end:]
            if rest.strip(" ") and not (rest[0] == " " and rest.lstrip(" ")[0] == "#"):
                raise _DeclinedError
            self.check_end(indent)
            return value

    def more(self, indent: int, text: str) -> str:
        """Return the next line of a flow collection; comments inside it are left to the full reader."""
        if self.at == len(self.lines) or self.lines[self.at][0] <= indent or "#" in text or text[0] not in "{[":
            raise _DeclinedError
        self.at += 1
        return self.lines[self.at - 1][1]


def _flow(text: str, at: int) -> tuple[Any, int]:
    """Read one flow value; IndexError where the text ends too soon."""
    at = _skip(text, at)
    sign = text[at]
    if sign == "{":
        return _flow_mapping(text, at + 1)
    if sign == "[":
        return _flow_list(text, at + 1)
    if sign in "\"'":
        return _quoted(text, at)
    match = _FLOW_PLAIN.match(text, at)
    if match is None:
        raise _DeclinedError
    if match.end() == len(text):
        raise IndexError
    return scalar(match.group().rstrip(" ")), match.end()


def _skip(text: str, at: int) -> int:
    while text[at] == " ":
        at += 1
    return at


def _quoted(text: str, at: int) -> tuple[str, int]:
    match = _QUOTED.match(text, at)
    if match is None:
        if "\\" in text:
            raise _DeclinedError
        raise IndexError
    if text[match.end() : match.end() + 1] in ("'", '"'):
        raise _DeclinedError
    return match.group(1) if match.group(1) is not None else match.group(2), match.end()


def _flow_list(text: str, at: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    at = _skip(text, at)
    if text[at] == "]":
        return found, at + 1
    while True:
        value, at = _flow(text, at)
        found.append(value)
        at = _skip(text, at)
        if text[at] == "]":
            return found, at + 1
        if text[at] != ",":
            raise _DeclinedError
        at += 1


def _flow_mapping(text: str, at: int) -> tuple[dict[Any, Any], int]:
    found: dict[Any, Any] = {}
    at = _skip(text, at)
    if text[at] == "}":
        return found, at + 1
    while True:
        at = _skip(text, at)
        match = _FLOW_PLAIN.match(text, at)
        if match is None:
            raise _DeclinedError
        key, at = scalar(match.group()), match.end()
        if text[at] != ":" or text[at + 1] != " " or match.group()[-1] == " " or isinstance(key, float):
            raise _DeclinedError
        if key is None or key in found or key == "<<" or len(match.group()) > 100:
            raise _DeclinedError
        found[key], at = _flow(text, at + 1)
        at = _skip(text, at)
        if text[at] == "}":
            return found, at + 1
        if text[at] != ",":
            raise _DeclinedError
        at += 1
