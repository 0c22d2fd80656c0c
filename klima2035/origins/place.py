"""Where a value stands: file and line, as users know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from klima2035.errors import shown
from klima2035.messages import text
from klima2035.origins.lines import line_of
from klima2035.yamlfile import Document

_ROOTS = ("inputs", "scenarios")


@dataclass(frozen=True, slots=True)
class Origin:
    """File and line in which a value stands; no file: the program's default. ``moved``: what shifts its years."""

    file: str = ""
    line: int = 0
    moved: Origin | None = None

    def told(self, lang: str) -> str:
        """Return ``file:line``, with what shifts the years behind it."""
        where = f"{self.file}:{self.line}" if self.file else text("origin_default", lang)
        return where if self.moved is None else text("origin_moved", lang, where, self.moved.told(lang))


def file_of(path: Path) -> str:
    """Return a file as users know it: relative, or from its folder ``inputs`` or ``scenarios`` on."""
    name, packaged = shown(path), Path(__file__).resolve().parents[1] in path.resolve().parents
    parts = Path(name).parts
    if not packaged and not Path(name).is_absolute():
        return name
    at = max((i for i, part in enumerate(parts) if part in _ROOTS), default=len(parts) - 1)
    return "/".join(parts[at:])


def at(document: Document, path: Sequence[str | int]) -> Origin:
    """Return the place of the key (in a list: of the item) at a path of a document."""
    line = line_of(document.text, path)
    if line is None:
        line = document.place(path, key=bool(path) and not isinstance(path[-1], int))[0]
    return Origin(file_of(document.path), line)
