"""Rows of grant programmes become offers: what a programme pays to a line in each year."""

from __future__ import annotations

import itertools
import operator
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Overlay
from klima2035.inputs import Row
from klima2035.money import choices
from klima2035.money.cases import Integers, Value, covers, open_to, stack
from klima2035.money.choices import NO_LIMIT, Key, integers
from klima2035.money.costs import Book, per_unit, plain
from klima2035.money.overlays import changed
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Records = Mapping[str, Sequence[Row]]


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
    terms = _Terms(records, book, value, keys, [cells[key] for key in keys])
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


def runs(row: Row, years: Integers) -> NDArray[np.bool_]:
    """Return in which years a dated row holds; an empty ``to`` means until further notice."""
    return _between(row.index.get("from", "1900"), row.index.get("to", "9999"), int(years[0]), len(years))


@lru_cache(maxsize=1024)
def _between(first: str, last: str, start: int, count: int) -> NDArray[np.bool_]:
    years = np.arange(start, start + count)
    found = (years >= int(first)) & (years <= int(last))
    found.setflags(write=False)
    return found


def _lines_of(row: Row, book: Book) -> list[int]:
    """Return the lines to which a row is open."""
    lines = book.lines
    assets = np.array([covers(row, asset.name) for asset in book.assets])
    payers = np.array([open_to(row, "payer", code) for code in DIMS["payer"]])
    applicants = np.array([open_to(row, "applicant", name) for name in lines.applicants])
    found = assets[lines.asset] & payers[lines.payer] & applicants[lines.applicant]
    return [int(i) for i in np.flatnonzero(found)]


@dataclass(frozen=True)
class _Terms:
    """Turns the rows of programmes into arrays by offer."""

    records: Records
    book: Book
    value: Value
    keys: Sequence[Key]
    cells: Sequence[Sequence[Row]]

    def rates(self) -> tuple[list[Array], list[Array]]:
        """Return the expected rate of each offer, and that with what is suspended, (year, draw) each.

        Parts are summed within the own maximum. Parts that only some applicants get are independent of each
        other: the mean over who gets which. The second is the first itself where nothing is suspended.
        """
        made: dict[tuple[int, ...], tuple[Array, Array]] = {}
        out = []
        for key, rows in zip(self.keys, self.cells, strict=True):
            group = self.book.lines.applicant[key[0]]
            alike = (*map(id, rows), int(group))
            if alike not in made:
                applicant = self.book.lines.applicants[group]
                rate = self._rate(rows, applicant, ("active",))
                lost = any(row.index["status"] == "suspended" for row in rows)
                made[alike] = rate, self._rate(rows, applicant, ("active", "suspended")) if lost else rate
            out.append(made[alike])
        return [rate for rate, _ in out], [lost for _, lost in out]

    def _rate(self, rows: Sequence[Row], applicant: str, statuses: Sequence[str]) -> Array:
        years = self.book.years
        paths: dict[str, Array] = {}
        shares: dict[str, Array | None] = {}
        for row in rows:
            if row.index["status"] in statuses:
                part = row.index.get("part", "")
                path = np.where(runs(row, years), 1.0, 0.0)[:, np.newaxis] * self.value(row)
                paths[part] = paths[part] + path if part in paths else path
                shares[part] = self._share(row)
        certain = np.zeros((len(years), 1))
        for part, path in paths.items():
            certain = certain + path if shares[part] is None else certain
        uncertain = [(path, share) for part, path in paths.items() if (share := shares[part]) is not None]
        most = self._most(rows[0].index["programme"], applicant)
        mean = np.zeros((len(years), 1))
        for gets in itertools.product((True, False), repeat=len(uncertain)):
            total, weight = certain, np.ones((len(years), 1))
            for (path, share), got in zip(uncertain, gets, strict=True):
                total, weight = (total + path, weight * share) if got else (total, weight * (1.0 - share))
            mean = mean + np.minimum(total, most) * weight
        return mean

    def _share(self, part: Row) -> Array | None:
        """Return the share of applicants with a part of a rate, (year, draw); None where everybody gets it."""
        found = None
        for row in self.records["programme_part_share"]:
            if all(part.index.get(column) == row.index.get(column) for column in ("programme", "part")):
                before = np.ones((len(self.book.years), 1)) if found is None else found
                found = np.where(runs(row, self.book.years)[:, np.newaxis], self.value(row), before)
        return found

    def _most(self, programme: str, applicant: str) -> Array:
        most = np.full((len(self.book.years), 1), NO_LIMIT)
        for row in self.records["programme_own_maximum"]:
            if row.index["programme"] == programme and open_to(row, "applicant", applicant):
                most = np.where(runs(row, self.book.years)[:, np.newaxis], self.value(row), most)
        return most

    def named(self, key: str) -> NDArray[np.bool_]:
        """Return which offers belong to a programme that rows of a key name, (offer, 1)."""
        names = {row.index["programme"] for row in self.records[key] if row.value > 0.0}
        return np.array([[name in names] for _, name, _ in self.keys], dtype=np.bool_).reshape(-1, 1)

    def eligible(self) -> Array:
        """Return the part of the cost that is eligible, (offer, draw) [1]."""
        out = [np.ones(1)] * len(self.keys)
        for row in self.records["programme_eligible_share"]:
            for i in self._offers_of(row):
                out[i] = self.value(row)
        return stack(out)

    def held(self) -> Array:
        """Return the part of a grant that is kept, (offer, draw) [1]: life over earmark where it is shorter."""
        earmark = {row.index["programme"]: self.value(row) for row in self.records["programme_earmark"]}
        life = self.book.life[self.book.lines.asset]
        return stack(
            np.minimum(1.0, life[line] / earmark[name]) if name in earmark else np.ones(1)
            for line, name, _ in self.keys
        )

    def caps(self) -> list[Array]:
        """Return the highest eligible cost of one unit of each offer, (year, draw) each [EUR/unit].

        A cap per dwelling or per m2 adds up over its steps: each holds from ``above`` to the next one.
        """
        by_offer: dict[int, list[Row]] = defaultdict(list)
        for row in self.records["programme_eligible_cap"]:
            for i in self._offers_of(row):
                by_offer[i].append(row)
        made: dict[tuple[int, ...], Array] = {}
        out = []
        for i, (line, _, _) in enumerate(self.keys):
            alike = (*map(id, by_offer[i]), int(self.book.lines.asset[line]), int(self.book.lines.size[line]))
            if alike not in made:
                made[alike] = self._cap(by_offer[i], line)
            out.append(made[alike])
        return out

    def _cap(self, rows: Sequence[Row], line: int) -> Array:
        lines, years = self.book.lines, self.book.years
        asset = self.book.assets[lines.asset[line]]
        if not rows:
            return np.full((len(years), 1), NO_LIMIT)
        known, total = np.zeros((len(years), 1)), np.zeros((len(years), 1))
        for row in rows:
            per = row.index.get("per", "unit")
            when = np.where(runs(row, years), 1.0, 0.0)[:, np.newaxis]
            if per == "unit":
                one = self.value(row) * per_unit(row, asset)
            else:
                count = {"case": 1.0, "dwelling": lines.dwellings[line], "m2": lines.area[line]}[per]
                one = self.value(row) * (_within(row, rows, years, count) / lines.units[line])[:, np.newaxis]
            known, total = np.maximum(known, when), total + when * one
        return np.where(known > 0.0, total, NO_LIMIT)

    def unconfirmed(self) -> NDArray[np.bool_]:
        """Return where an offer rests on an assumed or unconfirmed row, (year, offer)."""
        out = np.zeros((len(self.book.years), len(self.keys)), dtype=np.bool_)
        for i, rows in enumerate(self.cells):
            for row in rows:
                if row.quality == "assumed" or row.index["confirmed"] == "no":
                    out[runs(row, self.book.years), i] = True
        return out

    def _offers_of(self, row: Row) -> list[int]:
        lines, name = self.book.lines, row.index["programme"]
        assets = {i for i, asset in enumerate(self.book.assets) if covers(row, asset.name)}
        return [i for i, (line, one, _) in enumerate(self.keys) if one == name and int(lines.asset[line]) in assets]


def _within(row: Row, rows: Sequence[Row], years: Integers, count: float) -> Array:
    """Return how many of ``count`` fall into a step of a cap in each year, (year,)."""
    first, last = float(row.index.get("above", 0.0)), np.full(len(years), NO_LIMIT)
    for other in rows:
        step = float(other.index.get("above", 0.0))
        if other.index.get("per") == row.index.get("per") and step > first:
            last = np.where(runs(other, years), np.minimum(last, step), last)
    return np.asarray(np.maximum(np.minimum(count, last) - first, 0.0))


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
