"""Pictures as they stand in a report: without the words on their sheet that the report says itself beside them.

A chart's sheet carries kicker, message, unit line and source line, so that it can be handed on alone. In a report the
same words stand beside the picture as text that can be read aloud, searched and copied. The picture is cut to what is
left, so that it is drawn as large as the page allows.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from klima2035.report.blocks import Figure

_GROUP = re.compile(r'^  <g id="text_\d+">\n.*?^  </g>\n', re.MULTILINE | re.DOTALL)  # texts of the sheet, not of axes
_LINE = re.compile(r"<!-- (.*?) -->\s*<g[^>]*transform=\"translate\([-\d.]+ ([-\d.]+)\) scale\(([\d.]+)", re.DOTALL)
_BOX = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt" viewBox="0 0 ([\d.]+) ([\d.]+)"')
_VIEW = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_GLYPHS = re.compile(r"^ +<defs>\n.*?^ +</defs>\n", re.MULTILINE | re.DOTALL)  # drawn by later texts, too
_UNITS = 100.0  # matplotlib draws glyphs a hundred units high and scales them


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of a sheet: where it stands in the file, its words, its first and last base line and size in points."""

    start: int
    end: int
    words: str
    first: float
    last: float
    size: float


def ratio(picture: str) -> float:
    """Return a picture's height as a multiple of its width."""
    box = _VIEW.search(picture)
    return float(box.group(2)) / float(box.group(1)) if box and float(box.group(1)) > 0.0 else 9.0 / 16.0


def bare(figure: Figure) -> str:
    """Return a figure's picture without the words that the figure says itself; unchanged where none are found."""
    texts = [_text(found) for found in _GROUP.finditer(figure.picture)]
    box = _BOX.search(figure.picture)
    unit = next((each for each in texts if each.words == _same(figure.subtitle)), None)
    if box is None or unit is None:
        return figure.picture
    above = [each for each in texts if each.last <= unit.last]
    said = _same(figure.title)
    if not any(each.words in said for each in above if each is not unit):
        return figure.picture
    kicker = min(above, key=lambda each: each.first)
    if any(each.words not in said for each in above if each not in (kicker, unit)):
        return figure.picture  # something stands there that would be lost, such as "not BISKO"
    top = unit.last + unit.size * 0.35
    source = next((each for each in texts if _told(each.words, figure.source)), None)
    bottom = source.first - source.size * 1.1 if source else float(box.group(4))
    dropped = [*above, *([source] if source else [])]
    return _cut(figure.picture, dropped, box, (top, bottom))


def _text(found: re.Match[str]) -> _Text:
    lines = _LINE.findall(found.group(0))
    if not lines:
        return _Text(found.start(), found.end(), "", 0.0, 0.0, 0.0)
    heights = [float(height) for _, height, _ in lines]
    words = _same(" ".join(html.unescape(words) for words, _, _ in lines))
    return _Text(found.start(), found.end(), words, min(heights), max(heights), float(lines[0][2]) * _UNITS)


def _same(words: str) -> str:
    """Return words with all spaces alike, for comparison."""
    return " ".join(words.split())


def _told(words: str, source: str) -> bool:
    """Return whether a source line stands in the figure's source; dots between its statements may be missing."""
    return bool(words) and words.replace(" · ", " ") in _same(source).replace(" · ", " ")


def _cut(picture: str, dropped: list[_Text], box: re.Match[str], between: tuple[float, float]) -> str:
    """Return a picture without some of its texts, cut to what stands between two heights."""
    top, bottom = between
    width, tall = box.group(3), f"{bottom - top:.6g}"
    for each in sorted(dropped, key=lambda each: each.start, reverse=True):
        glyphs = "".join(_GLYPHS.findall(picture[each.start : each.end]))
        picture = picture[: each.start] + glyphs + picture[each.end :]
    view = f'width="{width}pt" height="{tall}pt" viewBox="0 {top:.6g} {width} {tall}"'
    return picture.replace(box.group(0), view, 1)
