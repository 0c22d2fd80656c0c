"""Parts of the offers: what some lines may ask for, without the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from klima2035.money.cases import Integers
from klima2035.money.programmes import Offers


def of_offers(offers: Offers, at: Integers) -> Offers:
    """Return some offers alone, without choices: enough to say what is asked of pots."""
    return replace(
        offers, line=offers.line[at], programme=offers.programme[at], funder=offers.funder[at],
        rate=offers.rate[:, at], lost=offers.lost[:, at], premium=offers.premium[at], net=offers.net[at],
        eligible=offers.eligible[at], held=offers.held[at], cap=offers.cap[:, at],
        unconfirmed=offers.unconfirmed[:, at],
    )  # fmt: skip


def of_lines(offers: Offers, lines: Integers) -> Offers:
    """Return the offers to some lines alone, with all their choices; lines keep their numbers."""
    kept = np.isin(offers.line, lines)
    cut = of_offers(offers, np.flatnonzero(kept))
    mine = np.unique(cut.line)
    choosing = np.isin(offers.lines[offers.choosing], lines)
    candidates = choosing[offers.of_candidate]
    member = np.append(np.cumsum(kept) - 1, -1)  # the last one stands for none
    candidate = np.append(np.cumsum(candidates) - 1, -1)
    return replace(
        cut, lines=mine, starts=np.asarray(np.flatnonzero(np.diff(cut.line, prepend=-1))),
        choosing=np.searchsorted(mine, offers.lines[offers.choosing[choosing]]),
        members=member[offers.members[candidates]], limit=offers.limit[candidates],
        choices=candidate[offers.choices[choosing]], place=offers.place[candidates],
        of_candidate=(np.cumsum(choosing) - 1)[offers.of_candidate[candidates]],
    )  # fmt: skip
