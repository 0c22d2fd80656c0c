"""The ground of all slides: 16:9, two layouts with a bar beside their titles, label and number at the foot."""

from __future__ import annotations

import copy
from typing import Any

from klima2035.palette import ACCENT, MUTED
from klima2035.report.setting import words
from klima2035.report.slide_words import SMALLEST, Box, Run, look, speech, spoken, write

WIDTH, HEIGHT = 13.333, 7.5  # inches, 16:9
FOOT = Box(0.62, 6.98, 10.6, 0.26)
PAGE = Box(11.4, 6.98, 1.32, 0.26)
_NUMBER = "sldNum"
_FOOTER = {"ftr": "slide_footer", _NUMBER: "slide_number"}
_LAYOUTS = {  # by their names in the empty presentation: our name, the bar
    "Title Slide": ("slide_first", Box(0.62, 1.5, 0.09, 2.1)),
    "Title Only": ("slide_other", Box(0.34, 0.5, 0.07, 0.98)),
}
_PROMPTS = {"title": "slide_title", "ctrTitle": "slide_title", "subTitle": "slide_subtitle", "body": "slide_text"}


def shaped(deck: Any, lang: str) -> None:
    """Make the empty presentation 16:9, with our two layouts in our words."""
    from pptx.util import Inches  # noqa: PLC0415 - heavy

    wider = WIDTH * 914400 / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in _LAYOUTS:
            deck.slide_layouts.remove(layout)
    for page in (*deck.slide_layouts, deck.slide_master):  # the master last: layouts take their places from it
        for shape in list(page.placeholders):
            shape.left, shape.width = int(shape.left * wider), int(shape.width * wider)
            _worded(shape, lang)
        _tongued(page, lang)
    for layout in deck.slide_layouts:
        name, bar = _LAYOUTS[layout.name]
        layout.name = words(lang)[name]
        _bar(layout, bar)
    _without(deck.part.package._rels, "/thumbnail")
    _without(deck.part._rels, "/printerSettings")


def _without(relations: Any, kind: str) -> None:
    """Leave out a part of the empty presentation that says nothing of ours."""
    for key in [key for key, each in relations.items() if each.reltype.endswith(kind)]:
        relations.pop(key)


def noted(page: Any, notes: str, lang: str) -> None:
    """Write what is said to a slide, in its language, onto its page of notes."""
    notes_page = page.notes_slide
    for shape in list(notes_page.part.notes_master.placeholders):
        _worded(shape, lang)
    _tongued(notes_page.part.notes_master, lang)
    frame = notes_page.notes_text_frame
    frame.text = notes
    for run in frame.paragraphs[0].runs:
        spoken(run.font, lang)


def _worded(shape: Any, lang: str) -> None:
    """Put our words into a place for words of a layout; a place for the date is taken out."""
    kind = _kind(shape)
    if kind == "dt":
        shape._element.getparent().remove(shape._element)
        return
    word = words(lang).get(_PROMPTS.get(kind) or _FOOTER.get(kind, ""), "")
    shape.name = word or shape.name
    for run in shape._element.xpath(".//a:r/a:t") if kind in _PROMPTS else ():
        run.text = word


def _kind(shape: Any) -> str:
    return str(shape._element.xpath(".//p:ph")[0].get("type", ""))


def _tongued(page: Any, lang: str) -> None:
    """Say of all words of a layout in which language they are."""
    for look_of_words in page._element.xpath(".//*[@lang]"):
        look_of_words.set("lang", speech(lang))


def _bar(layout: Any, box: Box) -> None:
    """Draw the bar that stands beside titles; it says nothing and is read by nobody."""
    from pptx.oxml import parse_xml  # noqa: PLC0415 - heavy

    left, top, width, height = (int(each) for each in box.place)
    space = "http://schemas.openxmlformats.org/presentationml/2006/main"
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    layout.shapes._spTree.append(
        parse_xml(
            f'<p:sp xmlns:p="{space}" xmlns:a="{main}"><p:nvSpPr><p:cNvPr id="90" name="-"/><p:cNvSpPr/><p:nvPr/>'
            f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{ACCENT[1:].upper()}"/>'
            f"</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        )
    )


def foot(page: Any, label: str, lang: str) -> None:
    """Write label and number of a slide into the layout's own places for them."""
    for holder in page.slide_layout.placeholders:
        kind = _kind(holder)
        if kind not in _FOOTER:
            continue
        page.shapes._spTree.append(copy.deepcopy(holder._element))
        shape = page.placeholders[holder.placeholder_format.idx]
        shape.left, shape.top, shape.width, shape.height = (PAGE if kind == _NUMBER else FOOT).place
        if kind == _NUMBER:
            _numbered(shape.text_frame, lang)
        else:
            write(shape.text_frame, [Run(label, SMALLEST, MUTED)], lang)


def _numbered(frame: Any, lang: str) -> None:
    """Give the number of a slide the look of its footer."""
    from pptx.text.text import Font  # noqa: PLC0415 - heavy

    for field in frame._txBody.xpath(".//a:fld"):
        font = Font(field.get_or_add_rPr())
        look(font, SMALLEST, MUTED)
        spoken(font, lang)
