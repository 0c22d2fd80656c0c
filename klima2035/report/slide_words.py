"""Words on slides: how large they may be so that nothing overflows, and how they are written into a frame."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from klima2035.palette import INK
from klima2035.report.plain import drawable, fonts

LINE = 1.2  # height of a line as a multiple of the letters' size
NAMES = {False: "DejaVuSans", True: "DejaVuSans-Bold"}
SMALLEST = 12.0  # points; nothing on a slide is smaller


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def place(self) -> tuple[Any, Any, Any, Any]:
        """Return left, top, width and height as the presentation counts them."""
        from pptx.util import Inches  # noqa: PLC0415 - heavy

        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one look: size in points, colour as #rrggbb, space before them in points."""

    text: str
    size: float
    colour: str = INK
    bold: bool = False
    before: float = 0.0


@cache
def _font(bold: bool) -> Any:
    """Return the widest font that may stand in for another, a hundred points large."""
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - only where a report is set

    font = FT2Font(str(fonts() / f"{NAMES[bold]}.ttf"))
    font.set_size(100.0, 72.0)
    return font


@cache
def _sign(sign: str, bold: bool) -> float:
    """Return the width of a sign as a multiple of its size; a square where the font does not have it."""
    if ord(sign) not in drawable(NAMES[bold]):
        return 1.0
    return float(_font(bold).load_char(ord(sign)).linearHoriAdvance) / 65536.0 / 100.0


def wide(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a text is in one line, in inches, at most."""
    return sum(_sign(sign, bold) for sign in text) * size / 72.0


def lines(text: str, size: float, width: float, bold: bool = False) -> int:
    """Return how many lines a text takes at most: size in points, width in inches."""
    count, used = 1, 0.0
    for word in re.split(r"(?<=[ \-])", text):
        if used > 0.0 and used + wide(word.rstrip(" "), size, bold) > width:
            count, used = count + 1, 0.0
        needed = wide(word, size, bold)
        if needed > width > 0.0:  # a word longer than a line is broken where it must be
            count += int(needed / (width * 0.9))
            needed %= width * 0.9
        used += needed
    return count


def tall(runs: Sequence[Run], width: float) -> float:
    """Return the height of paragraphs in inches, at most."""
    return sum(lines(run.text, run.size, width, run.bold) * LINE * run.size + run.before for run in runs) / 72.0


def fitting(text: str, box: Box, sizes: Sequence[float]) -> float:
    """Return the largest of some sizes at which a bold text fits its box, else the smallest."""
    fit = (size for size in sizes if tall([Run(text, size, bold=True)], box.width) <= box.height)
    return next(fit, sizes[-1])


def smaller(runs: Sequence[Run], box: Box) -> list[Run]:
    """Return paragraphs made smaller until they fit their box, never below what is readable."""
    found = list(runs)
    while tall(found, box.width) > box.height and any(run.size > SMALLEST for run in found):
        found = [
            Run(run.text, max(math.floor(run.size) - 1.0, SMALLEST), run.colour, run.bold, run.before * 0.8)
            for run in found
        ]
    return found


def write(frame: Any, runs: Sequence[Run], lang: str, right: bool = False) -> None:
    """Write paragraphs into a text frame, in their language, without letting the frame grow or shrink."""
    from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN  # noqa: PLC0415 - heavy
    from pptx.util import Pt  # noqa: PLC0415 - heavy

    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for position, run in enumerate(runs):
        paragraph = frame.paragraphs[0] if position == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(run.before)
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        piece = paragraph.add_run()
        piece.text = run.text
        look(piece.font, run.size, run.colour, run.bold)
        spoken(piece.font, lang)


def look(font: Any, size: float, colour: str = INK, bold: bool = False) -> None:
    """Give a font its size, colour and weight."""
    from pptx.util import Pt  # noqa: PLC0415 - heavy

    font.size = Pt(size)
    font.bold = bold
    font.color.rgb = rgb(colour)


def rgb(colour: str) -> Any:
    """Return a colour written #rrggbb as the presentation holds it."""
    from pptx.dml.color import RGBColor  # noqa: PLC0415 - heavy

    maker: Any = RGBColor  # its package names no types
    return maker(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


def spoken(font: Any, lang: str) -> None:
    """Say in which language a font's words are, for those who have them read aloud."""
    font._rPr.set("lang", speech(lang))


def speech(lang: str) -> str:
    """Return a language with its country, as presentations name it."""
    return "en-GB" if lang == "en" else "de-DE"


def described(shape: Any, name: str, words: str) -> None:
    """Give a shape its name and its words for those who do not see it."""
    known = shape._element.xpath(".//p:cNvPr")[0]
    known.set("name", name)
    known.set("descr", words)
