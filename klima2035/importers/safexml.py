"""XML as a stream of elements: no document type, no entities, nothing from outside, never the whole file at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol
from xml.parsers import expat

_CHUNK = 1 << 20
DEEPEST = 100


class Refused(Exception):  # noqa: N818 - what it says: the document is refused
    """The document names a document type or entities, or is no sound XML; ``line`` is where."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(code)
        self.code, self.line = code, line


class Handler(Protocol):
    """What is told of each element; names without their namespace."""

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, data: str) -> None:
        """Take a piece of text."""


class Readable(Protocol):
    """What gives bytes, block by block."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes; none at the end."""


def parse(stream: Readable, handler: Handler) -> None:
    """Tell a handler all elements of a document; Refused at the first thing that no table needs."""
    parser = expat.ParserCreate()
    depth = 0

    def refuse(*_: object) -> None:
        raise Refused("import_xml_doctype", parser.CurrentLineNumber)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("import_bad_xml", parser.CurrentLineNumber)
        handler.start(name.rsplit(":", 1)[-1], attributes, parser.CurrentLineNumber)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name.rsplit(":", 1)[-1])

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = handler.text
    _feed(stream, parser.Parse)


def _feed(stream: Readable, take: Callable[[bytes, bool], int]) -> None:
    try:
        while block := stream.read(_CHUNK):
            take(block, False)
        take(b"", True)
    except expat.ExpatError as error:
        raise Refused("import_bad_xml", error.lineno) from None
    except (LookupError, ValueError):  # a coding that there is not, or none that is read
        raise Refused("import_bad_xml", 1) from None
