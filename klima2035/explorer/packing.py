"""The numbers of every combination as one short text, exact at the digits shown; read back by ``page/packed.js``.

A number is kept as the half step in which it lies (a step is one unit of its last digit shown): enough to round it
to that digit and, without rounding twice, to any coarser one. Half steps are told by how groups of measures act
together: the coefficients of all sets of groups (Möbius transform), most of which are nothing, and what is left to
the half step itself, which is nearly always 0. Both as byte planes of zigzag integers, deflated, in base64.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from klima2035.groups import Group

Array = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Number = TypeVar("Number", np.float64, np.int64)

FORMAT = 1
SHIFTS = (0, 2, 4, 6)  # binary digits of coefficients beyond the half step: what packs best is taken
MOST_BITS = 31
UNSURE = 1e-6  # half steps so near a boundary that floating-point arithmetic might misplace them


class Step(NamedTuple):
    """One unit of the last digit shown, as a fraction: ``times`` / ``per``."""

    times: int
    per: int

    @property
    def size(self) -> float:
        """Return the step as a number, in the unit of its series."""
        return self.times / self.per


@dataclass(frozen=True, slots=True)
class Series:
    """A named series of the page and the step of its last digit."""

    key: str
    step: Step


TONNES, ENERGY, EURO, COUNT, POWER = Step(100, 1), Step(1, 10), Step(10_000, 1), Step(1, 1), Step(1, 10)
FUNDERS = ("bund", "land", "kommunal", "private", "gap")
TOTALS = ("need", "grants", "gap", "city")  # of the measures from the year after as_of to the focus year [EUR]
SERIES = (
    Series("co2e", TONNES),
    *(Series(f"end_use/{name}", TONNES) for name in ("households", "commerce", "industry", "transport", "municipal")),
    *(Series(f"conversion/{name}", TONNES) for name in ("energy", "buildings", "industry", "transport")),
    Series("final_energy", ENERGY),
    *(Series(f"additional/{name}", EURO) for name in FUNDERS),
    Series("city_need", EURO),
    Series("heat_pumps", COUNT),
    Series("battery_cars", COUNT),
    Series("pv_power", POWER),
)


@dataclass(frozen=True)
class Judged:
    """One milestone and the state of each combination.

    told: what is the same for all, with the states that occur (verdict, year met, evidence, value), and the series in
    which its values are, where they are no part of the states.
    """

    told: Mapping[str, Any]
    state: Integers


@dataclass(frozen=True)
class Combinations:
    """The results of every combination, a bit mask over groups in their order; digest: that of the whole scenario.

    years: all model years; values (combination, series, year after as_of); before (series, year up to as_of): what
    nothing moves; totals (combination, total) [EUR]. All unrounded, but on the side of each boundary of a digit on
    which the cents of the ledger are.
    """

    digest: str
    groups: tuple[Group, ...]
    years: tuple[int, ...]
    as_of: int
    focus: int
    price_year: int
    label: Mapping[str, str]
    values: Array
    before: Array
    totals: Array
    milestones: tuple[Judged, ...]


@dataclass(frozen=True)
class Unpacked:
    """A text read back: its header and the half steps of each block, (combination, column)."""

    header: Mapping[str, Any]
    blocks: tuple[Integers, ...]


def half_steps(values: Array, step: Step) -> Integers:
    """Return the half step in which each value lies, decided by its decimal digits; any shape."""
    half = np.asarray(values * (2.0 * step.per) / step.times)
    out = np.floor(half).astype(np.int64)
    unsure = np.abs(half - np.rint(half)) < UNSURE
    found, at = np.unique(values[unsure], return_inverse=True)
    exact = [math.floor(Decimal(repr(value)) * (2 * step.per) / step.times) for value in found.tolist()]
    out[unsure] = np.array(exact, dtype=np.int64)[at]
    return out


def shown(halves: Integers, step: Step) -> Array:
    """Return values as the page gets them: rounded to the step, half up.

    Where the last digit but zeros became a 5 by rounding up, a quarter of a step less: so a coarser digit is
    rounded by what the value was.
    """
    steps = (halves + 1) >> 1
    lowered = (halves & 1 == 1) & _ends_in_five(steps)
    return np.asarray((4 * steps - lowered) * step.times / (4 * step.per))


def _ends_in_five(steps: Integers) -> Flags:
    """Return whether the last digit that is not 0 is a 5."""
    left = np.abs(steps)
    while (more := (left != 0) & (left % 10 == 0)).any():
        left = np.where(more, left // 10, left)
    return np.asarray(left % 10 == 5)


def is_near(values: Array, step: Step, reach: Array | float) -> Flags:
    """Return where values lie within ``reach`` of a boundary at which their last digit, or a coarser one, changes."""
    halves = np.rint(values * (2.0 * step.per) / step.times).astype(np.int64)
    is_boundary = (halves & 1 == 1) | _ends_in_five(halves >> 1)
    return np.asarray(is_boundary & (np.abs(values - halves * (step.size / 2.0)) <= reach))


def packed(found: Combinations, start: Mapping[str, Any], base: Mapping[str, Any]) -> str:
    """Return all combinations with what the page asks for at its start, as base64 of deflated bytes (ASCII)."""
    matrices = [(found.values[:, i], one.step) for i, one in enumerate(SERIES)]
    matrices.append((found.totals, EURO))
    made = [_packed_block(half_steps(values, step), values * (2.0 * step.per) / step.times)
            for values, step in matrices]  # fmt: skip
    several = [one for one in found.milestones if len(one.told["states"]) > 1]
    if several:
        states = np.stack([one.state for one in several], axis=1)
        made.append(_packed_block(states, states.astype(np.float64)))
    header = _header(found, start, base) | {"blocks": [block for block, _ in made]}
    told = json.dumps(header, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    whole = len(told).to_bytes(4, "little") + told + b"".join(payload for _, payload in made)
    return base64.b64encode(zlib.compress(whole, 9)).decode("ascii")


def unpacked(text: str) -> Unpacked:
    """Return what ``packed`` made a text of, as ``page/packed.js`` reads it."""
    whole = zlib.decompress(base64.b64decode(text))
    end = 4 + int.from_bytes(whole[:4], "little")
    header, blocks = json.loads(whole[4:end]), []
    count = 1 << len(header["groups"])
    for block in header["blocks"]:
        parts = []
        for planes in block["planes"]:
            size = planes * block["columns"] * count
            parts.append(_integers(whole[end : end + size], planes).reshape(block["columns"], count).T)
            end += size
        blocks.append((_over_parts(parts[0], 1) >> block["shift"]) + parts[1])
    return Unpacked(header, tuple(blocks))


def _header(found: Combinations, start: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told once: names, steps, years up to ``as_of``, milestones, and what the page starts with."""
    before = [shown(half_steps(found.before[i], one.step), one.step).tolist() for i, one in enumerate(SERIES)]
    return {
        "format": FORMAT,
        "digest": found.digest,
        "groups": [group.name for group in found.groups],
        "years": list(found.years),
        "as_of": found.as_of,
        "horizon": found.years[-1],
        "focus": found.focus,
        "price_year": found.price_year,
        "label": dict(found.label),
        "series": [{"key": one.key, "times": one.step.times, "per": one.step.per} for one in SERIES],
        "before": before,
        "totals": {"keys": TOTALS, "times": EURO.times, "per": EURO.per},
        "milestones": [dict(one.told) for one in found.milestones],
        "start": start,
        "base": base,
    }


def _packed_block(halves: Integers, fine: Array) -> tuple[dict[str, Any], bytes]:
    """Return the header and the bytes of some columns: coefficients, then what they leave, both (combination, column).

    fine: the same numbers in half steps, not yet cut to whole ones.
    """
    acting, made = _over_parts(fine, -1), []
    for shift in SHIFTS:
        coefficients = np.rint(acting * float(1 << shift)).astype(np.int64)
        sums = _over_parts(coefficients, 1)
        if max(np.abs(sums).max(), 2 * np.abs(coefficients).max()) >= 1 << MOST_BITS:  # too large for the page
            coefficients = sums = np.zeros_like(halves)
        parts = [_planes(part) for part in (coefficients, halves - (sums >> shift))]
        planes = [len(part) // halves.size for part in parts]
        made.append(({"columns": halves.shape[1], "shift": shift, "planes": planes}, b"".join(parts)))
    return min(made, key=lambda one: len(zlib.compress(one[1], 9)))


def _over_parts(values: NDArray[Number], sign: int) -> NDArray[Number]:
    """Return for each combination the sum of what all its parts add (sign 1), or what it adds beyond its parts (-1).

    values (combination, column); each undoes the other.
    """
    out = np.array(values)
    for bit in range(len(values).bit_length() - 1):
        pairs = out.reshape(-1, 2, 1 << bit, out.shape[1])  # without the group, with it
        pairs[:, 1] += sign * pairs[:, 0]
    return out


def _planes(values: Integers) -> bytes:
    """Return integers (combination, column), small ones of either sign as small bytes, column by column: first all
    lowest bytes, then the next ones as far as any is needed.
    """
    zigzag = ((values << 1) ^ (values >> 63)).T
    count = max((int(zigzag.max(initial=0)).bit_length() + 7) // 8, 1)
    return b"".join((zigzag >> 8 * plane & 255).astype(np.uint8).tobytes() for plane in range(count))


def _integers(payload: bytes, planes: int) -> Integers:
    """Return the integers of byte planes, one after another."""
    each = np.frombuffer(payload, dtype=np.uint8).reshape(planes, -1).astype(np.int64)
    zigzag = (each << 8 * np.arange(planes)[:, np.newaxis]).sum(axis=0)
    return np.asarray((zigzag >> 1) ^ -(zigzag & 1))
