"""The page's files as they are sent: script, style sheet and chart library, each under a name with its hash."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from klima2035 import palette

FOLDER = Path(__file__).parent / "page"
CHARTS = FOLDER / "vendor" / "echarts.common.min.js"
MAIN = "main.js"
STYLES, SCRIPTS = "<!-- styles -->", "<!-- scripts -->"
COLOURS = {
    "ink": palette.INK, "muted": palette.MUTED, "faint": palette.FAINT, "shade": palette.SHADE,
    "accent": palette.ACCENT, "alert": palette.ALERT, "paper": palette.PAPER,
    **{f"mark-{name.replace('_', '-')}": colour for name, colour in palette.VERDICTS.items()},
}  # fmt: skip
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """One file to be sent: its name, its kind, its bytes."""

    name: str
    kind: str
    content: bytes

    @cached_property
    def packed(self) -> bytes:
        """The same, compressed; always the same bytes."""
        return gzip.compress(self.content, 9, mtime=0)

    @property
    def digest(self) -> str:
        """The SHA-256 of the content as policies name it."""
        return base64.b64encode(hashlib.sha256(self.content).digest()).decode()


def script() -> str:
    """Return the page's modules as one script, each after those it imports; ValueError for a circle.

    Modules import by ``import {a} from "./b.js";`` and export declarations; their names are unique over all of
    them, so that leaving both words out joins them.
    """
    done: dict[str, str] = {}
    _join(MAIN, done, ())
    return '"use strict";\n(() => {\n' + "".join(done.values()) + "})();\n"


def _join(name: str, done: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"modules import each other: {' -> '.join((*above, name))}")
    if name in done:
        return
    text = (FOLDER / name).read_text(encoding="utf-8")
    for _, other in _IMPORT.findall(text):
        _join(other, done, (*above, name))
    done[name] = _EXPORT.sub("", _IMPORT.sub("", text))


def style() -> str:
    """Return the style sheet with the palette's colours before it."""
    colours = "".join(f"  --{name}: {colour};\n" for name, colour in COLOURS.items())
    return f":root {{\n{colours}}}\n" + (FOLDER / "page.css").read_text(encoding="utf-8")


def charts() -> str:
    """Return the chart library as it was published."""
    return CHARTS.read_text(encoding="utf-8")


def template() -> str:
    """Return the page without its styles and scripts."""
    return (FOLDER / "index.html").read_text(encoding="utf-8")


def site() -> Mapping[str, Asset]:
    """Return every file of the live page by its path; the page itself under ``/``."""
    named = [_named("page.css", "text/css", style()), _named("charts.js", "text/javascript", charts()),
             _named("page.js", "text/javascript", script())]  # fmt: skip
    page = template().replace(STYLES, f'<link rel="stylesheet" href="assets/{named[0].name}">')
    page = page.replace(SCRIPTS, "\n".join(_tags(named[1:])))
    return {"/": Asset("index.html", "text/html", page.encode()), **{f"/assets/{one.name}": one for one in named}}


def _tags(scripts: Iterable[Asset]) -> list[str]:
    return [f'<script src="assets/{one.name}" defer></script>' for one in scripts]


def _named(name: str, kind: str, text: str) -> Asset:
    content = text.encode()
    stem, ending = name.split(".")
    return Asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}", kind, content)
