"""The chapters of the council pack: one function each, ``(pack) -> blocks``, in reading order in ``PAGES``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from klima2035.report.blocks import Block
from klima2035.report.pack import Pack
from klima2035.report.pages.basis import basis
from klima2035.report.pages.changes import changes
from klima2035.report.pages.front import front
from klima2035.report.pages.hands import in_hands
from klima2035.report.pages.measures import measures
from klima2035.report.pages.money import money
from klima2035.report.pages.risks import risks
from klima2035.report.pages.sectors import sectors
from klima2035.report.pages.where import where

Page = Callable[[Pack], Sequence[Block]]

PAGES: dict[str, Page] = {
    "front": front,
    "where": where,
    "sectors": sectors,
    "measures": measures,
    "money": money,
    "risks": risks,
    "hands": in_hands,
    "changes": changes,
    "basis": basis,
}
