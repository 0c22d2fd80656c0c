"""The report as slides: one message each, with a chart or table that can be edited, and where the numbers are from."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from klima2035.palette import ACCENT, INK, MUTED
from klima2035.report import slide_charts, slide_pages, slide_tables
from klima2035.report.blocks import Claim, Document, Slide, Table
from klima2035.report.plain import plain
from klima2035.report.setting import words, year
from klima2035.report.slide_words import SMALLEST, Box, Run, fitting, smaller, speech, tall, write

TITLE = Box(0.62, 0.42, 12.1, 1.12)
WHOLE = Box(0.62, 1.72, 12.1, 4.6)
PICTURE = Box(0.62, 1.72, 8.35, 4.6)
ASIDE = Box(9.3, 1.82, 3.42, 4.4)
BOTTOM = 6.84  # end of what stands beneath a picture
TITLE_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>klima2035</Application></Properties>'
)
_MADE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def slides(document: Document) -> bytes:
    """Return a document's title and slides as a presentation."""
    from pptx import Presentation  # noqa: PLC0415 - heavy

    clean = plain(document)
    deck = Presentation()
    slide_pages.shaped(deck, clean.lang)
    _titled(deck, clean)
    for slide in clean.slides:
        for laid in _pages(slide, clean.lang):
            _slide(deck, clean, laid)
    _told(deck, clean)
    made = io.BytesIO()
    deck.save(made)
    return _same(made.getvalue(), year(clean))


def _titled(deck: Any, document: Document) -> None:
    """Add the title slide: title, subtitle, what city and scenario, how the balance may be called."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    title, below = slide.shapes.title, slide.placeholders[1]
    box, under = Box(1.0, 1.4, 11.3, 2.3), Box(1.0, 4.0, 11.3, 2.4)
    title.left, title.top, title.width, title.height = box.place
    title.name, below.name = words(document.lang)["slide_title"], words(document.lang)["slide_subtitle"]
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


@dataclass(frozen=True, slots=True)
class _Page:
    """One slide as it is laid out: what is shown, where, and what stands beneath it."""

    slide: Slide
    table: Table | None
    size: float
    box: Box
    beneath: Sequence[Run]
    under: Box


def _pages(slide: Slide, lang: str) -> Iterator[_Page]:
    """Give a slide laid out, or several where its table has more rows than one can hold."""
    drawn = slide.figure.data if slide.figure else None
    table = None if drawn else slide.table or (slide.figure.table if slide.figure else None)
    note, source = (table.note, table.source) if table else ("", slide.figure.source if slide.figure and drawn else "")
    runs = [Run(note, SMALLEST, MUTED)] if note else []
    runs += [Run(f"{words(lang)['source']}: {source}", SMALLEST, MUTED)] if source else []
    top = BOTTOM - tall(runs, WHOLE.width)
    under = Box(WHOLE.left, top, WHOLE.width, BOTTOM - top)
    within = PICTURE if slide.claims else WHOLE
    box = Box(within.left, within.top, within.width, max(top - 0.12 - within.top, 1.0))
    if table is None:
        yield _Page(slide, None, 0.0, box, runs, under)
        return
    parts, size = slide_tables.parted(table, box)
    for number, part in enumerate(parts, start=1):
        title = f"{slide.title} ({number}/{len(parts)})" if len(parts) > 1 else slide.title
        yield _Page(replace(slide, title=title), part, size, box, runs, under)


def _slide(deck: Any, document: Document, laid: _Page) -> None:
    """Add one slide: message, picture, claims beside it, sources beneath, words of the page."""
    slide, lang = laid.slide, document.lang
    page = deck.slides.add_slide(deck.slide_layouts[1])
    title = page.shapes.title
    title.left, title.top, title.width, title.height = TITLE.place
    title.name = words(lang)["slide_title"]
    _anchored(title.text_frame, "ctr")
    write(title.text_frame, [Run(slide.title, fitting(slide.title, TITLE, TITLE_SIZES), INK, True)], lang)
    shown = True
    if slide.figure and slide.figure.data:
        slide_charts.place(page, slide.figure, slide.figure.data, laid.box, lang)
    elif laid.table:
        slide_tables.place(page, laid.table, laid.box, laid.size, lang)
    else:
        shown = False
    if slide.claims:
        _claims(page, slide.claims, ASIDE if shown else WHOLE, 16.0 if shown else 22.0, lang)
    if laid.beneath:
        _text(page, words(lang)["source"], laid.under, laid.beneath, lang)
    slide_pages.foot(page, f"{document.kicker} · {document.label}", lang)
    if slide.notes:
        slide_pages.noted(page, slide.notes, lang)


def _claims(page: Any, claims: Sequence[Claim], box: Box, size: float, lang: str) -> None:
    """Write the claims below each other, each with its source in small."""
    runs: list[Run] = []
    for claim in claims:
        runs.append(Run(claim.text, size, INK, False, 16.0 if runs else 0.0))
        if claim.source:
            runs.append(Run(claim.source, SMALLEST, MUTED, False, 2.0))
    _text(page, words(lang)["slide_claims"], box, smaller(runs, box), lang)


def _text(page: Any, name: str, box: Box, runs: Sequence[Run], lang: str) -> None:
    shape = page.shapes.add_textbox(*box.place)
    shape.name = name
    write(shape.text_frame, runs, lang)


def _anchored(frame: Any, where: str) -> None:
    frame._txBody.bodyPr.set("anchor", where)


def _told(deck: Any, document: Document) -> None:
    """Write title, language and a fixed date into the presentation's properties."""
    at = datetime(year(document), 1, 1, tzinfo=UTC).replace(tzinfo=None)
    known = deck.core_properties
    known.title, known.subject = document.title[:255], document.subtitle[:255]
    known.author = known.last_modified_by = "klima2035"
    known.keywords = words(document.lang)["keywords"][:255]
    known.language = speech(document.lang)
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
            if name == "docProps/app.xml":
                held = _APP
            if name == "docProps/core.xml":
                held = _MADE.sub(rb"\g<1>%d-01-01T00:00:00Z\g<3>" % as_of, held)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, held)
    return made.getvalue()
