"""The report as slides: one message each, with a chart or table that can be edited, and where the numbers are from."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from klima2035.charts.palette import ACCENT, INK, MUTED
from klima2035.report import slide_charts, slide_tables
from klima2035.report.blocks import Claim, Document, Slide, Table
from klima2035.report.plain import plain
from klima2035.report.setting import words, year
from klima2035.report.slide_words import SMALLEST, Box, Run, fitting, look, smaller, spoken, write

WIDTH, HEIGHT = 13.333, 7.5  # inches, 16:9
TITLE = Box(0.62, 0.42, 12.1, 1.12)
WHOLE = Box(0.62, 1.72, 12.1, 4.55)
PICTURE = Box(0.62, 1.72, 8.35, 4.55)
ASIDE = Box(9.3, 1.82, 3.42, 4.4)
SOURCE = Box(0.62, 6.36, 12.1, 0.46)
FOOT = Box(0.62, 6.98, 10.6, 0.26)
PAGE = Box(11.4, 6.98, 1.32, 0.26)
TITLE_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
_FOOTER, _NUMBER = "ftr", "sldNum"
_MADE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def slides(document: Document) -> bytes:
    """Return a document's title and slides as a presentation."""
    from pptx import Presentation  # noqa: PLC0415 - heavy

    clean = plain(document)
    deck = Presentation()
    _shaped(deck)
    _titled(deck, clean)
    for slide in clean.slides:
        for part, table, size in _parts(slide):
            _slide(deck, clean, part, (table, size))
    _told(deck, clean)
    made = io.BytesIO()
    deck.save(made)
    return _same(made.getvalue(), year(clean))


def _shaped(deck: Any) -> None:
    """Make the empty presentation 16:9, with our two layouts and a bar beside their titles."""
    from pptx.util import Inches  # noqa: PLC0415 - heavy

    wider = WIDTH * 914400 / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in {"Title Slide", "Title Only"}:
            deck.slide_layouts.remove(layout)
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.placeholders:
            shape.left, shape.width = int(shape.left * wider), int(shape.width * wider)
    for layout, bar in zip(deck.slide_layouts, (Box(0.62, 1.5, 0.09, 2.1), Box(0.34, 0.5, 0.07, 0.98)), strict=True):
        _bar(layout, bar)
    for relation in [key for key, each in deck.part.package._rels.items() if each.reltype.endswith("/thumbnail")]:
        deck.part.package._rels.pop(relation)


def _bar(layout: Any, box: Box) -> None:
    """Draw the bar that stands beside titles; it says nothing and is read by nobody."""
    from pptx.oxml import parse_xml  # noqa: PLC0415 - heavy

    left, top, width, height = (int(each) for each in box.place)
    space = "http://schemas.openxmlformats.org/presentationml/2006/main"
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    layout.shapes._spTree.append(
        parse_xml(
            f'<p:sp xmlns:p="{space}" xmlns:a="{main}"><p:nvSpPr><p:cNvPr id="90" name="bar"/><p:cNvSpPr/><p:nvPr/>'
            f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{ACCENT[1:].upper()}"/>'
            f"</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        )
    )


def _titled(deck: Any, document: Document) -> None:
    """Add the title slide: title, subtitle, what city and scenario, how the balance may be called."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    title, below = slide.shapes.title, slide.placeholders[1]
    box, under = Box(1.0, 1.4, 11.3, 2.3), Box(1.0, 4.0, 11.3, 2.4)
    title.left, title.top, title.width, title.height = box.place
    below.left, below.top, below.width, below.height = under.place
    _anchored(title.text_frame, "ctr")
    size = fitting(document.title, box, (44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0))
    write(title.text_frame, [Run(document.title, size, INK, True)], document.lang)
    _anchored(below.text_frame, "t")
    runs = [
        Run(document.subtitle, 22.0, MUTED),
        Run(document.kicker, 18.0, ACCENT, True, 22.0),
        Run(document.label, 14.0, MUTED, False, 8.0),
    ]
    write(below.text_frame, smaller(runs, under), document.lang)


def _parts(slide: Slide) -> Iterator[tuple[Slide, Table | None, float]]:
    """Give a slide, or several where its table has more rows than one can hold."""
    table = slide.table or (slide.figure.table if slide.figure and not slide.figure.data else None)
    if table is None or (slide.figure and slide.figure.data):
        yield slide, None, 0.0
        return
    parts, size = slide_tables.parted(table, PICTURE if slide.claims else WHOLE)
    for number, part in enumerate(parts, start=1):
        title = f"{slide.title} ({number}/{len(parts)})" if len(parts) > 1 else slide.title
        yield Slide(title, slide.claims, slide.figure, part, slide.notes), part, size


def _slide(deck: Any, document: Document, slide: Slide, shown: tuple[Table | None, float]) -> None:
    """Add one slide: message, picture, claims beside it, sources beneath, words of the page."""
    table, size = shown
    page = deck.slides.add_slide(deck.slide_layouts[1])
    title = page.shapes.title
    title.left, title.top, title.width, title.height = TITLE.place
    _anchored(title.text_frame, "ctr")
    size_of_title = fitting(slide.title, TITLE, TITLE_SIZES)
    write(title.text_frame, [Run(slide.title, size_of_title, INK, True)], document.lang)
    box = PICTURE if slide.claims else WHOLE
    source, note = "", ""
    if slide.figure and slide.figure.data:
        slide_charts.place(page, slide.figure, slide.figure.data, box, document.lang)
        source = slide.figure.source
    elif table:
        slide_tables.place(page, table, box, size, document.lang)
        source, note = table.source, table.note
    alone = not (table or source)
    if slide.claims:
        _claims(page, slide.claims, WHOLE if alone else ASIDE, 22.0 if alone else 16.0, document.lang)
    _source(page, note, source, document.lang)
    _foot(page, document)
    if slide.notes:
        page.notes_slide.notes_text_frame.text = slide.notes


def _claims(page: Any, claims: Sequence[Claim], box: Box, size: float, lang: str) -> None:
    """Write the claims below each other, each with its source in small."""
    runs: list[Run] = []
    for claim in claims:
        runs.append(Run(claim.text, size, INK, False, 16.0 if runs else 0.0))
        if claim.source:
            runs.append(Run(claim.source, SMALLEST, MUTED, False, 2.0))
    _text(page, "claims", box, smaller(runs, box), lang)


def _source(page: Any, note: str, source: str, lang: str) -> None:
    """Write beneath a picture what to know of it and where its numbers are from."""
    runs = [Run(note, SMALLEST, MUTED)] if note else []
    runs += [Run(f"{words(lang)['source']}: {source}", SMALLEST, MUTED)] if source else []
    if runs:
        _text(page, "source", SOURCE, runs, lang)


def _text(page: Any, name: str, box: Box, runs: Sequence[Run], lang: str) -> None:
    shape = page.shapes.add_textbox(*box.place)
    shape.name = name
    write(shape.text_frame, runs, lang)


def _foot(page: Any, document: Document) -> None:
    """Write label and number of the slide into its own places for them."""
    for holder in page.slide_layout.placeholders:
        kind = holder._element.xpath(".//p:ph")[0].get("type")
        if kind not in {_FOOTER, _NUMBER}:
            continue
        page.shapes._spTree.append(copy.deepcopy(holder._element))
        shape = page.placeholders[holder.placeholder_format.idx]
        shape.left, shape.top, shape.width, shape.height = (FOOT if kind == _FOOTER else PAGE).place
        if kind == _FOOTER:
            run = Run(f"{document.kicker} · {document.label}", SMALLEST, MUTED)
            write(shape.text_frame, [run], document.lang)
        else:
            _numbered(shape.text_frame, document.lang)


def _numbered(frame: Any, lang: str) -> None:
    """Give the number of a slide the look of its footer."""
    from pptx.text.text import Font  # noqa: PLC0415 - heavy

    for field in frame._txBody.xpath(".//a:fld"):
        font = Font(field.get_or_add_rPr())
        look(font, SMALLEST, MUTED)
        spoken(font, lang)


def _anchored(frame: Any, where: str) -> None:
    frame._txBody.bodyPr.set("anchor", where)


def _told(deck: Any, document: Document) -> None:
    """Write title, language and a fixed date into the presentation's properties."""
    at = datetime(year(document), 1, 1, tzinfo=UTC).replace(tzinfo=None)
    known = deck.core_properties
    known.title, known.subject = document.title[:255], document.subtitle[:255]
    known.author = known.last_modified_by = "klima2035"
    known.keywords = words(document.lang)["keywords"][:255]
    known.language = "en-GB" if document.lang == "en" else "de-DE"
    known.created = known.modified = known.last_printed = at
    known.comments, known.revision = document.label[:255], 1


def _same(packed: bytes, as_of: int) -> bytes:
    """Return a package with fixed times in it and in the workbooks within, so that equal slides are equal bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = old.read(name)
            if name.endswith(".xlsx"):
                held = _same(held, as_of)
            if name == "docProps/core.xml":
                held = _MADE.sub(rb"\g<1>%d-01-01T00:00:00Z\g<3>" % as_of, held)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, held)
    return made.getvalue()
