"""The chapters of the council pack: one module each, ``page(pack) -> blocks``, in reading order in ``PAGES``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from klima2035.report.blocks import Block
from klima2035.report.pack import Pack
from klima2035.report.pages import basis, changes, front, hands, measures, money, risks, sectors, where

Page = Callable[[Pack], Sequence[Block]]

PAGES: dict[str, Page] = {
    "front": front.page,
    "where": where.page,
    "sectors": sectors.page,
    "measures": measures.page,
    "money": money.page,
    "risks": risks.page,
    "hands": hands.page,
    "changes": changes.page,
    "basis": basis.page,
}
