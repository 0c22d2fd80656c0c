"""Rows of grant programmes become offers: what a programme pays to a line in each year."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Overlay
from klima2035.inputs import Row
from klima2035.money import choices
from klima2035.money.cases import Integers, Value, covers, open_to
from klima2035.money.choices import NO_LIMIT, Key, Records, integers
from klima2035.money.costs import Book, plain
from klima2035.money.overlays import changed
from klima2035.money.terms import Terms, runs
from klima2035.variables import DIMS

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Offers:
    """What each programme pays by line, sorted by line; an offer is (line, programme, funder).

    rate, lost (year, offer, draw) [1]: rate while running, and rate while running or suspended.
    premium (offer, 1): True where only the excess over the reference is eligible; net (offer, 1): True where
    value added tax is not; eligible (offer, draw) [1]; held (offer, draw) [1]: part kept where an asset leaves
    before its earmark ends; cap (year, offer, draw) [EUR/unit]; pot (year, programme, draw) [EUR/a]. unconfirmed
    (year, offer): True where it rests on an assumed or unconfirmed row.
    lines: the lines with offers; starts: where the offers of each begin. choosing: places among these lines of
    those with a choice between programmes; members (candidate, slot): offers of what they may choose, -1 for
    none: one programme, or several that may be combined within ``limit`` (candidate,) [1 of full cost];
    choices (choosing line, slot): candidates, -1 for none; of_candidate, place: the line of each and its place
    among the choices. kinds: where many draws are resolved at once, rate and cap hold each distinct path once,
    (year, kind, draw), and kinds say which of them each offer has, (2, offer); ``between`` lays them out.
    """

    programmes: tuple[str, ...]
    line: Integers
    programme: Integers
    funder: Integers
    rate: Array
    lost: Array
    premium: NDArray[np.bool_]
    net: NDArray[np.bool_]
    eligible: Array
    held: Array
    cap: Array
    pot: Array
    unconfirmed: NDArray[np.bool_]
    lines: Integers
    starts: Integers
    choosing: Integers
    members: Integers
    limit: Array
    choices: Integers
    of_candidate: Integers
    place: Integers
    kinds: Integers | None = None

    def between(self, first: int, last: int) -> Offers:
        """Return the offers of the years at places ``first`` to ``last`` - 1."""
        cut: dict[str, Any] = {name: getattr(self, name)[first:last] for name in ("rate", "cap", "pot", "unconfirmed")}
        lost = self.lost[first:last]
        if self.kinds is not None:
            cut["rate"], cut["cap"] = (cut[name].take(self.kinds[i], axis=1) for i, name in enumerate(("rate", "cap")))
        return replace(self, **cut, lost=cut["rate"] if self.lost is self.rate else lost, kinds=None)


def resolve(
    records: Records, book: Book, value: Value = plain, overlay: Sequence[Overlay] = (), by_kind: bool = False
) -> Offers:
    """Return every programme's offers to the lines of a book, as a scenario's overlays change them.

    by_kind: rates and caps once for each kind, for many draws whose lost rates nobody asks for.
    """
    records = changed(records, overlay)
    rows = list(records["programme_rate"])
    cells: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        funder = DIMS["funder"].index(row.index["funder"])
        for place in _lines_of(row, book):
            cells[place, row.index["programme"], funder].append(row)
    keys = sorted(cells)
    programmes = tuple(dict.fromkeys(sorted(row.index["programme"] for row in rows)))
    terms = Terms(records, book, value, keys, [cells[key] for key in keys])
    rates, lost = terms.rates()
    caps = terms.caps()
    years, kinds = len(book.years), None
    if by_kind:
        kinds = np.stack([_kinds(rates), _kinds(caps)])
        rates, caps = (list({id(part): part for part in parts}.values()) for parts in (rates, caps))
        lost = rates
    active = _joined(rates, years)
    line = integers(key[0] for key in keys)
    return Offers(
        programmes, line, integers(programmes.index(name) for _, name, _ in keys),
        integers(key[2] for key in keys), active,
        active if all(map(operator.is_, lost, rates)) else _joined(lost, years),
        premium=np.array([cells[key][0].index["basis"] == "premium" for key in keys], dtype=np.bool_).reshape(-1, 1),
        net=terms.named("programme_without_tax"), eligible=terms.eligible(), held=terms.held(),
        cap=_joined(caps, years), pot=_pots(records, programmes, book, value), unconfirmed=terms.unconfirmed(),
        lines=np.unique(line), starts=np.asarray(np.flatnonzero(np.diff(line, prepend=-1))),
        kinds=kinds, **choices.candidates(records, keys),
    )  # fmt: skip


def _lines_of(row: Row, book: Book) -> list[int]:
    """Return the lines to which a row is open."""
    lines = book.lines
    assets = np.array([covers(row, asset.name) for asset in book.assets])
    payers = np.array([open_to(row, "payer", code) for code in DIMS["payer"]])
    applicants = np.array([open_to(row, "applicant", name) for name in lines.applicants])
    found = assets[lines.asset] & payers[lines.payer] & applicants[lines.applicant]
    return [int(i) for i in np.flatnonzero(found)]


def _pots(records: Records, programmes: Sequence[str], book: Book, value: Value) -> Array:
    out = [np.full((len(book.years), 1), NO_LIMIT) for _ in programmes]
    for row in records["programme_pot"]:
        i = programmes.index(row.index["programme"])
        out[i] = np.where(runs(row, book.years)[:, np.newaxis], value(row), out[i])
    return _joined(out, len(book.years))


def _kinds(parts: Sequence[Array]) -> Integers:
    """Return which of the distinct arrays each one is, in order of first appearance."""
    place = {one: i for i, one in enumerate(dict.fromkeys(map(id, parts)))}
    return integers(place[id(part)] for part in parts)


def _joined(parts: Sequence[Array], years: int) -> Array:
    """Stack arrays (year, draw) of 1 or N draws along a new middle axis."""
    if not parts:
        return np.zeros((years, 0, 1))
    draws = max(part.shape[-1] for part in parts)
    return np.stack([np.broadcast_to(part, (years, draws)) for part in parts], axis=1)
