"""Who buys what in which size: an asset's units are parted over payers, sizes of case and groups of applicants.

A line is one asset bought by one payer for cases of one size by one group of applicants. Caps of
programmes bind for a case, so a mean case would get more than small and large ones together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Asset
from klima2035.errors import Fault
from klima2035.inputs import Row
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Integers = NDArray[np.int64]
Value = Callable[[Row], Array]

ALL = "all"
ONE = ("",)  # the only size or group of an asset whose cases are not told apart
PER_CASE = ("case_share", "case_cost", "case_dwellings", "case_area")


@dataclass(frozen=True)
class Lines:
    """The lines of a city, sorted by asset.

    asset, payer (line,): positions; size, applicant (line,): positions in ``sizes`` and ``applicants``;
    share (line, draw) [1] of the asset's units, summing to one; cost (line, draw) [1]: cost of a unit
    over the asset's mean; worth (line, draw) [1]: saving of a unit over the mean; dwellings, area,
    units (line,): dwellings, floor area [m2] and units of the asset in one case (0: not known).
    """

    asset: Integers
    payer: Integers
    size: Integers
    applicant: Integers
    share: Array
    cost: Array
    worth: Array
    dwellings: Array
    area: Array
    units: Array
    sizes: tuple[str, ...]
    applicants: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.asset)


def covers(row: Row, name: str) -> bool:
    """Return whether a row's asset column (names or patterns joined by ``|``) takes in an asset."""
    return _matches(row.index.get("asset", ALL), name)


@lru_cache(maxsize=32768)
def _matches(patterns: str, name: str) -> bool:
    return any(pattern in (ALL, "*") or fnmatchcase(name, pattern) for pattern in patterns.split("|"))


def open_to(row: Row, column: str, name: str) -> bool:
    """Return whether a row's column of joined words takes in a name; an empty cell or ``all`` takes in each."""
    words = (row.index.get(column) or ALL).split("|")
    return ALL in words or name in words


@dataclass(frozen=True)
class _Size:
    """One size of case of an asset: share and cost (draw,) [1], dwellings and floor area [m2] of a case."""

    name: str
    share: Array
    cost: Array
    dwellings: float
    area: float


def resolve(records: Mapping[str, Sequence[Row]], assets: Sequence[Asset], value: Value) -> Lines:
    """Return every line: payers x sizes x applicants of each asset; shares are brought to a sum of one."""
    payers: dict[str, list[Row]] = {asset.name: [] for asset in assets}
    for row in records["payer_share"]:
        payers[row.index["asset"]].append(row)
    rows: list[tuple[int, Row, _Size, str, Array]] = []
    for i, asset in enumerate(assets):
        sizes = _sizes(records, asset, value)
        for payer in payers[asset.name]:
            groups = _applicants(records, asset, payer.index["payer"], value)
            rows += [(i, payer, size, group, part) for size in sizes for group, part in groups]
    return _lines(rows, assets, value)


def _lines(rows: Sequence[tuple[int, Row, _Size, str, Array]], assets: Sequence[Asset], value: Value) -> Lines:
    asset = np.array([i for i, *_ in rows], dtype=np.int64)
    starts = np.flatnonzero(np.diff(asset, prepend=-1))
    share = stack(value(payer) * size.share * part for _, payer, size, _, part in rows)
    share = share / np.add.reduceat(share, starts, axis=0)[asset]
    by_area = np.array([assets[i].unit == "m2" for i in asset.tolist()])
    area = np.array([size.area for _, _, size, _, _ in rows])
    cost = stack(size.cost for _, _, size, _, _ in rows)
    size_of = np.where(by_area | (area == 0.0), 1.0, area)[:, np.newaxis] * np.ones_like(share)
    sizes = tuple(dict.fromkeys([*ONE, *(size.name for _, _, size, _, _ in rows)]))
    applicants = tuple(dict.fromkeys([*ONE, *(group for _, _, _, group, _ in rows)]))
    return Lines(
        asset, np.array([DIMS["payer"].index(payer.index["payer"]) for _, payer, *_ in rows], dtype=np.int64),
        np.array([sizes.index(size.name) for _, _, size, _, _ in rows], dtype=np.int64),
        np.array([applicants.index(group) for _, _, _, group, _ in rows], dtype=np.int64),
        share, _over_mean(cost, share, asset, starts), _over_mean(size_of, share, asset, starts),
        np.array([size.dwellings for _, _, size, _, _ in rows]), area,
        np.where(by_area, np.where(area > 0.0, area, 1.0), 1.0), sizes, applicants,
    )  # fmt: skip


def _over_mean(values: Array, share: Array, asset: Integers, starts: NDArray[np.intp]) -> Array:
    """Return values over the mean of their asset, weighted by the lines' shares, (line, draw) [1]."""
    mean = np.add.reduceat(values * share, starts, axis=0)
    return np.asarray(values / mean[asset])


def _sizes(records: Mapping[str, Sequence[Row]], asset: Asset, value: Value) -> list[_Size]:
    found = {key: {r.index["size"]: r for r in records.get(key, ()) if covers(r, asset.name)} for key in PER_CASE}
    one = np.ones(1)
    if not found["case_share"]:
        return [_Size("", one, one, 0.0, 0.0)]

    def of(key: str, size: str) -> float:
        return found[key][size].value if size in found[key] else 0.0

    return [
        _Size(
            size, value(row), value(found["case_cost"][size]) if size in found["case_cost"] else one,
            of("case_dwellings", size), of("case_area", size),
        )
        for size, row in found["case_share"].items()
    ]  # fmt: skip


def _applicants(
    records: Mapping[str, Sequence[Row]], asset: Asset, payer: str, value: Value
) -> list[tuple[str, Array]]:
    rows = [r for r in records.get("applicant_share", ()) if r.index["payer"] == payer and covers(r, asset.name)]
    return [(row.index["applicant"], value(row)) for row in rows] or [("", np.ones(1))]


def check(records: Mapping[str, Sequence[Row]]) -> list[Fault]:
    """Return a fault where shares of sizes or of applicants do not sum to one, at their first row."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for key in ("case_share", "applicant_share"):
        for row in records.get(key, ()):
            groups.setdefault((key, row.index.get("asset", ""), row.index.get("payer", "")), []).append(row)
    out = []
    for (key, asset, payer), rows in groups.items():
        total = sum(row.value for row in rows)
        if abs(total - 1.0) > 1e-9:
            name = f"{key} {asset} {payer}".rstrip()
            out.append(rows[0].fault("value", "shares_sum", name=name, total=f"{total:g}"))
    return out


def stack(parts: Iterable[Array]) -> Array:
    """Stack arrays (draw,) of 1 or N draws along a new first axis."""
    listed = list(parts)
    if not listed:
        return np.zeros((0, 1))
    draws = max((part.shape[-1] for part in listed), default=1)
    return np.stack([np.broadcast_to(part, (draws,)) for part in listed])
