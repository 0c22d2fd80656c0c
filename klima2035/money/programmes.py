"""Rows of grant programmes become offers: what a programme pays to a line in each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np
from numpy.typing import NDArray

from klima2035.inputs import Inputs, Row
from klima2035.money.costs import ALL, Book, Integers, Value, per_unit, plain
from klima2035.variables import DIMS

Array = NDArray[np.float64]

NO_LIMIT = 1e12  # stands for "no cap" where infinity times zero would be no number


@dataclass(frozen=True)
class Offers:
    """What each programme pays by line, sorted by line; an offer is (line, programme, funder).

    rate, suspended (year, offer, draw) [1]: rate while running, and rate lost while suspended.
    premium (offer, 1): True where only the excess over the reference is eligible; eligible (offer,
    draw) [1]; cap (year, offer, draw) [EUR/unit]; pot (programme, draw) [EUR/a]. A candidate is what
    an applicant may choose for a line: one programme, or two that may be combined within ``limit``
    (candidate,) [1 of full cost]. members (candidate, slot): offers of a candidate, -1 for none.
    choices (group, slot): candidates of a line, -1 for none. part_candidate, part_offer: each
    member of each candidate, sorted by offer; part_group, part_position: its line's group and its
    place among the choices. line_starts, part_starts: where the offers of a line and the parts of an
    offer begin.
    """

    programmes: tuple[str, ...]
    line: Integers
    programme: Integers
    funder: Integers
    rate: Array
    suspended: Array
    premium: NDArray[np.bool_]
    eligible: Array
    cap: Array
    pot: Array
    unconfirmed: NDArray[np.bool_]
    members: Integers
    limit: Array
    choices: Integers
    group_line: Integers
    part_candidate: Integers
    part_offer: Integers
    part_group: Integers
    part_position: Integers
    line_starts: Integers
    part_starts: Integers


def resolve(inputs: Inputs, book: Book, value: Value = plain) -> Offers:
    """Return every programme's offers to the lines of a book."""
    rows = list(inputs.records["programme_rate"])
    cells: dict[tuple[int, str, int], list[Row]] = defaultdict(list)
    for row in rows:
        funder = DIMS["funder"].index(row.index["funder"])
        for place in _lines_of(row, book):
            cells[place, row.index["programme"], funder].append(row)
    keys = sorted(cells)
    programmes = tuple(dict.fromkeys(sorted(row.index["programme"] for row in rows)))
    names = [key[1] for key in keys]
    active = _rates(inputs, book, [cells[key] for key in keys], names, "active", value)
    lost = _rates(inputs, book, [cells[key] for key in keys], names, "suspended", value)
    members, limit, choices, group_line = _candidates(inputs, keys)
    parts = sorted((o, c) for c, row in enumerate(members.tolist()) for o in row if o >= 0)
    of_offer = _integers(o for o, _ in parts)
    line = _integers(key[0] for key in keys)
    position = {c: slot for row in choices.tolist() for slot, c in enumerate(row) if c >= 0}
    return Offers(
        programmes, line,
        _integers(programmes.index(name) for name in names),
        _integers(key[2] for key in keys), active, lost,
        premium=np.array([cells[key][0].index["basis"] == "premium" for key in keys], dtype=np.bool_).reshape(-1, 1),
        eligible=_eligible(inputs, book, keys, value), cap=_caps(inputs, book, keys, value),
        pot=_pots(inputs, programmes, value), unconfirmed=_unconfirmed(book, [cells[key] for key in keys]),
        members=members, limit=limit, choices=choices, group_line=group_line,
        part_candidate=_integers(c for _, c in parts), part_offer=of_offer,
        part_group=np.searchsorted(group_line, line)[of_offer],
        part_position=_integers(position[c] for _, c in parts),
        line_starts=_starts(line), part_starts=_starts(of_offer),
    )  # fmt: skip


def covers(row: Row, name: str) -> bool:
    """Return whether a row's asset column (names or patterns joined by ``|``) takes in an asset."""
    return any(fnmatchcase(name, pattern) for pattern in row.index.get("asset", ALL).replace(ALL, "*").split("|"))


def runs(row: Row, years: Integers) -> NDArray[np.bool_]:
    """Return in which years a dated row holds; an empty ``to`` means until further notice."""
    first, last = int(row.index.get("from", "1900")), int(row.index.get("to", "9999"))
    return np.asarray((years >= first) & (years <= last))


def _lines_of(row: Row, book: Book) -> list[int]:
    payers = row.index.get("payer", ALL).split("|")
    return [
        i
        for i, (a, p) in enumerate(zip(book.line_asset.tolist(), book.line_payer.tolist(), strict=True))
        if covers(row, book.assets[a].name) and (ALL in payers or DIMS["payer"][p] in payers)
    ]


def _rates(
    inputs: Inputs, book: Book, cells: Sequence[Sequence[Row]], names: Sequence[str], status: str, value: Value
) -> Array:
    """Return the mean rate of each offer, (year, offer, draw): Σ part x share of applicants, within the maximum."""
    draws = max((value(row).shape[-1] for rows in cells for row in rows), default=1)
    out = np.zeros((len(book.years), len(cells), draws))
    for i, rows in enumerate(cells):
        for row in rows:
            if row.index["status"] == status:
                out[:, i] += value(row) * _applicants(inputs, row, book.years, value)
    for row in inputs.records["programme_own_maximum"]:
        when = runs(row, book.years)
        for i, name in enumerate(names):
            if name == row.index["programme"]:
                out[when, i] = np.minimum(out[when, i], value(row))
    return out


def _applicants(inputs: Inputs, part: Row, years: Integers, value: Value) -> Array:
    """Return the share of applicants that get a part of a rate, (year, draw); 0 while it does not run."""
    out = np.where(runs(part, years), 1.0, 0.0)[:, np.newaxis]
    for row in inputs.records["programme_part_share"]:
        if all(part.index.get(column) == row.index.get(column) for column in ("programme", "part")):
            out = np.where(runs(row, years)[:, np.newaxis], out * value(row), out)
    return out


def _eligible(inputs: Inputs, book: Book, keys: Sequence[tuple[int, str, int]], value: Value) -> Array:
    out = np.ones((len(keys), 1))
    for row in inputs.records["programme_eligible_share"]:
        for i in _offers_of(row, book, keys):
            out = np.broadcast_to(out, (len(keys), max(out.shape[-1], value(row).shape[-1]))).copy()
            out[i] = value(row)
    return out


def _caps(inputs: Inputs, book: Book, keys: Sequence[tuple[int, str, int]], value: Value) -> Array:
    out = np.full((len(book.years), len(keys), 1), NO_LIMIT)
    for row in inputs.records["programme_eligible_cap"]:
        for i in _offers_of(row, book, keys):
            draws = max(out.shape[-1], value(row).shape[-1])
            out = np.broadcast_to(out, (*out.shape[:2], draws)).copy() if draws > out.shape[-1] else out
            asset = book.assets[book.line_asset[keys[i][0]]]
            out[runs(row, book.years), i] = value(row) * per_unit(row, asset)
    return out


def _offers_of(row: Row, book: Book, keys: Sequence[tuple[int, str, int]]) -> list[int]:
    name = row.index["programme"]
    return [
        i
        for i, (line, programme, _) in enumerate(keys)
        if programme == name and covers(row, book.assets[book.line_asset[line]].name)
    ]


def _pots(inputs: Inputs, programmes: Sequence[str], value: Value) -> Array:
    rows = {row.index["programme"]: value(row) for row in inputs.records["programme_pot"]}
    draws = max((pot.shape[-1] for pot in rows.values()), default=1)
    pots = [np.broadcast_to(rows.get(name, np.full(1, NO_LIMIT)), (draws,)) for name in programmes]
    return np.stack(pots) if pots else np.zeros((0, draws))


def _unconfirmed(book: Book, cells: Sequence[Sequence[Row]]) -> NDArray[np.bool_]:
    """Return where an offer rests on an assumed or unconfirmed row, (year, offer)."""
    out = np.zeros((len(book.years), len(cells)), dtype=np.bool_)
    for i, rows in enumerate(cells):
        for row in rows:
            if row.quality == "assumed" or row.index["confirmed"] == "no":
                out[runs(row, book.years), i] = True
    return out


def _candidates(inputs: Inputs, keys: Sequence[tuple[int, str, int]]) -> tuple[Integers, Array, Integers, Integers]:
    """Return what an applicant may choose: members, limits, choices by line and the lines."""
    by_line: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, (line, programme, _) in enumerate(keys):
        by_line[line][programme].append(i)
    pairs = {(row.index["programme"], row.index["with"]): row.value for row in inputs.records["programme_combination"]}
    members: list[list[int]] = []
    limits: list[float] = []
    choices: list[list[int]] = []
    for offers in by_line.values():
        first = len(members)
        members += list(offers.values())
        limits += [NO_LIMIT] * len(offers)
        for (one, other), limit in pairs.items():
            if one in offers and other in offers:
                members.append([*offers[one], *offers[other]])
                limits.append(limit)
        choices.append(list(range(first, len(members))))
    return _padded(members), np.array(limits), _padded(choices), np.array(list(by_line), dtype=np.int64)


def _integers(values: Iterable[int]) -> Integers:
    return np.fromiter(values, dtype=np.int64)


def _starts(ordered: Integers) -> Integers:
    """Return where runs of equal numbers begin."""
    return np.asarray(np.flatnonzero(np.diff(ordered, prepend=-1)))


def _padded(rows: Sequence[Sequence[int]]) -> Integers:
    width = max((len(row) for row in rows), default=1)
    return np.array([[*row, *([-1] * (width - len(row)))] for row in rows], dtype=np.int64).reshape(len(rows), width)
