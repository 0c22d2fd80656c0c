"""Write one chart three times: SVG, PNG and the alternative text beside them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import matplotlib as mpl
from matplotlib.figure import Figure

from klima2035.charts.style import DPI, Caption

_HEAD = re.compile(r"<svg\b[^>]*>")


def svg_text(figure: Figure, caption: Caption, name: str, lang: str) -> str:
    """Return the figure as SVG with role, title and description for readers who do not see it."""
    buffer = io.StringIO()
    metadata: dict[str, Any] = {"Date": None, "Creator": None, "Format": None, "Type": None}
    with mpl.rc_context({"svg.hashsalt": f"klima2035 {name}"}):
        figure.savefig(buffer, format="svg", metadata=metadata)
    text = buffer.getvalue()
    head = _HEAD.search(text)
    if head is None:
        raise ValueError("matplotlib wrote no <svg> element")
    title, desc = f"{name}-title", f"{name}-desc"
    opening = f'{head.group(0)[:-1]} role="img" xml:lang={quoteattr(lang)} aria-labelledby="{title} {desc}">'
    words = (
        f'\n <title id="{title}">{escape(caption.full_title)}</title>'
        f'\n <desc id="{desc}">{escape(f"{caption.subtitle}. {caption.description} {caption.footer}")}</desc>'
    )
    return text[: head.start()] + opening + words + text[head.end() :]


def write(figure: Figure, caption: Caption, folder: Path, name: str, lang: str) -> list[Path]:
    """Write ``name``.svg, .png and .txt into an existing folder and return their paths.

    The bytes depend on the figure alone: no date, no version, no host.
    """
    svg, png, txt = (folder / f"{name}.{suffix}" for suffix in ("svg", "png", "txt"))
    metadata: dict[str, Any] = {"Software": None, "Title": caption.full_title}
    figure.savefig(png, format="png", dpi=DPI, metadata=metadata, pil_kwargs={"compress_level": 2})
    svg.write_text(svg_text(figure, caption, name, lang), encoding="utf-8", newline="\n")
    txt.write_text(caption.alt, encoding="utf-8", newline="\n")
    return [svg, png, txt]
