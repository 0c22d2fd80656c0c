"""The report as PDF: tagged, for archives (PDF/A-2a) and for screen readers (PDF/UA-1).

The template is fixed; all words reach it as data, so that no word can be taken for markup. Nothing is loaded from
outside, and the same document gives the same bytes.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from klima2035.report.blocks import Document
from klima2035.report.plain import drawable, fonts, plain
from klima2035.report.setting import arranged, year

TEMPLATE = Path(__file__).with_name("report.typ")
STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
FONTS = ("DejaVuSans", "DejaVuSans-Bold")


def pdf(document: Document) -> bytes:
    """Return a document as PDF; RuntimeError where it cannot be set without a complaint."""
    clean = plain(document, glyphs=drawable(*FONTS), breaks=True)
    with tempfile.TemporaryDirectory(prefix="klima2035-") as made:
        folder = Path(made)
        _fill(folder, clean)
        return _compiled(folder, year(document))


def _fill(folder: Path, document: Document) -> None:
    """Write template, data and pictures into a folder."""
    pictures: list[str] = []

    def picture(drawn: str) -> str:
        pictures.append(drawn)
        return f"figure-{len(pictures)}.svg"

    data = arranged(document, picture)
    shutil.copyfile(TEMPLATE, folder / "report.typ")
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8", newline="\n")
    for position, drawn in enumerate(pictures, start=1):
        (folder / f"figure-{position}.svg").write_text(drawn, encoding="utf-8", newline="\n")


def _compiled(folder: Path, as_of: int) -> bytes:
    """Set the template in a folder; every warning is an error, with the folder's name left out."""
    import typst  # noqa: PLC0415 - heavy

    try:
        made, warnings = typst.compile_with_warnings(
            str(folder / "report.typ"),
            root=str(folder),
            format="pdf",
            pdf_standards=list(STANDARDS),
            timestamp=datetime(as_of, 1, 1, tzinfo=UTC),
            ignore_system_fonts=True,
            font_paths=[str(fonts())],
            package_path=str(folder),
            package_cache_path=str(folder),
        )
    except typst.TypstError as error:
        raise RuntimeError(f"PDF: {_told(error, folder)}") from error
    if warnings:
        raise RuntimeError("PDF: " + "; ".join(_told(each, folder) for each in warnings))
    return made


def _told(complaint: BaseException, folder: Path) -> str:
    """Return what typst complains of, without the name of the temporary folder."""
    said = str(getattr(complaint, "message", complaint))
    hints = [str(hint) for hint in getattr(complaint, "hints", [])]
    return " - ".join([said, *hints]).replace(str(folder), "").strip()
