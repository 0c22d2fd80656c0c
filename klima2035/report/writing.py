"""Write the report into a folder, as PDF, as one HTML file and as slides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from klima2035.errors import EnvironmentFault
from klima2035.messages import text
from klima2035.report import KINDS
from klima2035.report.blocks import Document
from klima2035.report.html import html
from klima2035.report.pdf import pdf
from klima2035.report.slides import slides

PACKAGES = {"pdf": ("typst", "typst"), "html": ("jinja2", "jinja2"), "pptx": ("pptx", "python-pptx")}


def check(kinds: Sequence[str], lang: str) -> None:
    """Raise EnvironmentFault where the package for a kind is missing; ValueError for an unknown kind."""
    missing = []
    for kind in kinds:
        if kind not in KINDS:
            raise ValueError(f"no kind of report is called {kind!r}")
        module, package = PACKAGES[kind]
        if find_spec(module) is None:
            missing.append(text("report_missing", lang, kind=kind.upper(), package=package))
    if missing:
        raise EnvironmentFault("\n".join(missing))


def write(document: Document, folder: Path, kinds: Sequence[str]) -> list[Path]:
    """Write ``report.pdf``, ``report.html``, ``report.pptx`` into an existing folder; return the paths in order.

    kinds: some of ``KINDS``; EnvironmentFault, before anything is written, where a package for one is missing.
    """
    check(kinds, document.lang)
    makers: dict[str, Callable[[Document], bytes]] = {
        "pdf": pdf,
        "html": lambda found: html(found).encode(),
        "pptx": slides,
    }
    paths = []
    for kind in kinds:
        path = folder / f"report.{kind}"
        path.write_bytes(makers[kind](document))
        paths.append(path)
    return paths
