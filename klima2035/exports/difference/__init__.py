"""A difference told: plain text, Markdown and JSON from the same facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from klima2035 import __version__
from klima2035.difference import Difference
from klima2035.exports import manifest
from klima2035.exports.difference.data import SCHEMA, as_json, content
from klima2035.exports.difference.markdown import as_markdown
from klima2035.exports.difference.plain import as_text
from klima2035.result import Result

__all__ = ["FORMS", "as_json", "as_markdown", "as_text", "content", "render", "write"]

FORMS: Mapping[str, tuple[str, Callable[[Difference, str], str]]] = {
    "text": ("difference.txt", as_text),
    "markdown": ("difference.md", as_markdown),
    "json": ("difference.json", as_json),
}


def render(found: Difference, form: str, lang: str) -> str:
    """Return the difference in one form: ``text``, ``markdown`` or ``json``."""
    return FORMS[form][1](found, lang)


def write(found: Difference, a: Result, b: Result, folder: Path, lang: str) -> list[Path]:
    """Write all three forms and the manifest of both runs."""
    written = []
    for name, form in FORMS.values():
        path = folder / name
        path.write_text(form(found, lang), encoding="utf-8", newline="")
        written.append(path)
    runs = {"version": __version__, "schema": SCHEMA, "a": manifest.manifest(a), "b": manifest.manifest(b)}
    return [*written, manifest.write_json(runs, folder / "run.json")]
