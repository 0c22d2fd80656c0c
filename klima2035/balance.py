"""The balance of 2017: bottom-up estimates reconciled with the published figures by weighted least squares.

Reconciliation: bottom-up energies x of 2017, grouped, each group with a relative standard deviation,
are scaled by multipliers m = 1 + s z so that z'z + r'R⁻¹r is least, where r are the residuals of the
published figures with their own deviations R (total, shares, final energy). Two unknowns beside the
energies stand for the uncertainty of the electricity and the district-heat factor; their adjustment is
reported and not applied, because these factors come from elsewhere. Multipliers are not negative.
Reference: generalised least squares as in any data reconciliation, e.g. Narasimhan & Jordache (1999).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Segment
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

OBSERVATIONS = ("total", "households", "industry", "transport", "commerce_and_municipal", "municipal", "final_energy")
NETWORKS = ("electricity", "district_heat")  # their factors are unknowns beside the energies
SECTORS_OF = {
    "households": ("households",),
    "industry": ("industry",),
    "transport": ("transport",),
    "commerce_and_municipal": ("commerce", "municipal"),
    "municipal": ("municipal",),
}


@dataclass(frozen=True)
class Published:
    """The published figures of 2017 as observations, each (draw): value and standard deviation."""

    emissions: Array  # [t/a]
    emissions_deviation: Array
    shares: dict[str, Array]  # [1]
    shares_deviation: dict[str, Array]
    final_energy: Array  # [GWh/a]
    final_energy_deviation: Array


@dataclass(frozen=True)
class Reconciliation:
    """Outcome: multipliers by group (group, draw), how far each went over its deviation, chi-square (draw).

    ``groups`` includes the two factors at its end. ``degrees_of_freedom``: number of independent
    observations; chi-square near it means that bottom-up and published figures agree.
    """

    groups: tuple[str, ...]
    prior: Array  # (group, draw) [GWh/a], for the factors [1]
    deviation: Array  # (group, draw) [1]
    multiplier: Array  # (group, draw) [1]
    over_deviation: Array  # (group, draw) [1]: adjustment over the deviation of the adjustment
    chi_square: Array  # (draw)
    degrees_of_freedom: int
    calibration: Array  # (segment, draw) [1]


def reconcile(
    segments: Sequence[Segment], energy: Array, factor: Array, deviations: Mapping[str, Array], published: Published
) -> Reconciliation:
    """Return multipliers that reconcile bottom-up energies with the published figures of 2017.

    energy (segment, draw) [GWh/a]; factor (segment, draw) [g/kWh]; deviations by group and for the
    factors ``grid`` and ``district_heat`` (draw) [1].
    """
    names = tuple(dict.fromkeys(segment.group for segment in segments))
    groups = (*names, "factor grid", "factor district_heat")
    cells = _cells(tuple(segments), names)
    emissions = np.concatenate([cells.sums(energy * factor), np.zeros((2, len(DIMS["sector"]), energy.shape[1]))])
    for i, carrier in enumerate(NETWORKS):
        emissions[len(names) + i] = cells.sums(energy * factor * cells.of_carrier[carrier]).sum(axis=0)
    uses = np.zeros_like(emissions)
    uses[: len(names)] = cells.sums(energy)
    seen = _seen(emissions, uses, published)
    keys = [*names, "grid", "district_heat"]
    spread = np.empty((len(keys), energy.shape[1]))
    for i, key in enumerate(keys):
        spread[i] = deviations[key]
    wanted = np.zeros((len(OBSERVATIONS), energy.shape[1]))
    wanted[0], wanted[-1] = published.emissions, published.final_energy
    residual = wanted - seen[: len(names)].sum(axis=0)
    sensitivity = np.ascontiguousarray(seen.swapaxes(0, 1))  # (observation, unknown, draw)
    noise = _noise(published)
    shift, used, chi_square = _solve(sensitivity, spread, residual, noise)
    multiplier = 1.0 + shift
    calibration = multiplier[cells.group]
    prior = np.concatenate([uses[: len(names)].sum(axis=1), np.ones((2, energy.shape[1]))])
    over = np.divide(shift, used, out=np.zeros_like(shift), where=used > 0.0)
    return Reconciliation(groups, prior, spread, multiplier, over, chi_square, len(OBSERVATIONS) - 1, calibration)


@dataclass(frozen=True)
class _Cells:
    """Segments ordered by cell of group and sector; group: place of each segment's group.

    of_carrier by network (segment, 1): 1 where the segment draws from it.
    """

    group: Integers
    order: Integers
    starts: Integers
    used: Integers
    groups: int
    of_carrier: dict[str, Array]

    def sums(self, values: Array) -> Array:
        """Return sums by group and sector, (group, sector, draw), added up in the order of the segments."""
        out = np.zeros((self.groups * len(DIMS["sector"]), values.shape[-1]))
        out[self.used] = np.add.reduceat(values.take(self.order, axis=0), self.starts, axis=0)
        return out.reshape(self.groups, len(DIMS["sector"]), -1)


@lru_cache(maxsize=8)
def _cells(segments: tuple[Segment, ...], names: tuple[str, ...]) -> _Cells:
    """Return how segments fall into groups and sectors."""
    sector = np.array([DIMS["sector"].index(segment.sector) for segment in segments])
    group = np.array([names.index(segment.group) for segment in segments])
    cell = group * len(DIMS["sector"]) + sector
    order = np.argsort(cell, kind="stable")
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
    of_carrier = {name: np.array([[float(s.carrier == name)] for s in segments]) for name in NETWORKS}
    return _Cells(group, order, starts, cell[order][starts], len(names), of_carrier)


def _seen(emissions: Array, energy: Array, published: Published) -> Array:
    """Return what the observations see of each group, (group, observation, draw).

    total: Σ E; sector: E_sector - share x Σ E (zero when the share is met); final energy: Σ energy.
    """
    total = emissions.sum(axis=1)
    rows = [total]
    for name, sectors in SECTORS_OF.items():
        inside = sum(emissions[:, DIMS["sector"].index(sector)] for sector in sectors)
        rows.append(inside - published.shares[name] * total)
    rows.append(energy.sum(axis=1))
    return np.stack(rows, axis=1)


def _noise(published: Published) -> Array:
    """Return the standard deviation of each observation, (observation, draw)."""
    rows = [published.emissions_deviation]
    rows += [published.shares_deviation[name] * published.emissions for name in SECTORS_OF]
    rows.append(published.final_energy_deviation)
    return np.stack(np.broadcast_arrays(*rows))


def _solve(sensitivity: Array, spread: Array, residual: Array, noise: Array) -> tuple[Array, Array, Array]:
    """Return relative adjustments, their deviations and chi-square; multipliers are kept at or above zero.

    sensitivity (observation, unknown, draw), spread (unknown, draw), residual and noise (observation, draw).
    adjustment = P A'(A P A' + R)⁻¹ r with P = diag(spread²).
    """
    fixed = np.zeros(spread.shape, dtype=bool)
    shift = used = np.zeros_like(spread)
    chi_square = np.zeros(spread.shape[1])
    for _ in range(3):
        free = np.where(fixed, 0.0, spread)
        base = np.where(fixed, -1.0, 0.0)
        rest = residual - (sensitivity * base).sum(axis=1)
        scaled = sensitivity * free
        system = (scaled[:, np.newaxis] * scaled[np.newaxis]).sum(axis=2)
        for i in range(len(noise)):
            system[i, i] += noise[i] ** 2
        by_draw = np.moveaxis(system, -1, 0)
        weights = np.linalg.solve(by_draw, np.moveaxis(rest, -1, 0)[..., np.newaxis])[..., 0].T
        gain = np.linalg.solve(by_draw, np.moveaxis(scaled * free, -1, 0))
        shift = base + (scaled * free * weights[:, np.newaxis]).sum(axis=0)
        variance = (np.moveaxis(gain, 0, -1) * scaled * free).sum(axis=0)
        used = np.sqrt(np.maximum(variance, 0.0))
        chi_square = (rest * weights).sum(axis=0)
        negative = shift < -1.0
        if not (negative & ~fixed).any():
            break  # another pass would repeat this one, draw by draw
        fixed = fixed | negative
    return shift, used, chi_square
