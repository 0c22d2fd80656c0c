"""The report as one HTML file that loads nothing: no script, no font, no picture from outside, no style but its own."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from klima2035.report.blocks import Document
from klima2035.report.plain import plain
from klima2035.report.setting import COLOURS, MARK_COLOURS, MARKS, arranged

FOLDER = Path(__file__).parent


def html(document: Document) -> str:
    """Return a document as one page of HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    sheet = _sheet()
    engine = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    data = arranged(plain(document), _address)
    page = engine.get_template("page.html.j2").render(
        data, sheet=Markup(sheet), policy=_policy(sheet)  # noqa: S704 - our own style sheet, no words of others
    )  # fmt: skip
    return page.rstrip() + "\n"


def _sheet() -> str:
    """Return the style sheet with the palette's colours before it."""
    named = COLOURS | {f"mark-{mark.replace('_', '-')}": MARK_COLOURS[mark] for mark in MARKS}
    colours = "".join(f"  --{name}: {colour};\n" for name, colour in named.items())
    return f"\n:root {{\n{colours}}}\n" + (FOLDER / "page.css").read_text(encoding="utf-8")


def _policy(sheet: str) -> str:
    """Return what the page may load: its own style, known by its hash, and pictures that are part of it."""
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def _address(drawn: str) -> str:
    """Return a picture as an address that holds the picture itself."""
    drawn = drawn[max(drawn.find("<svg"), 0) :]
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()
