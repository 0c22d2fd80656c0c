"""The balance of 2017: bottom-up estimates reconciled with the published figures by weighted least squares.

Reconciliation: bottom-up energies x of 2017, grouped, each group with a relative standard deviation,
are scaled by multipliers m = 1 + s z so that z'z + r'R⁻¹r is least, where r are the residuals of the
published figures with their own deviations R (total, shares, final energy). Two unknowns beside the
energies stand for the uncertainty of the electricity and the district-heat factor; their adjustment is
reported and not applied, because these factors come from elsewhere. Multipliers are not negative.
Reference: generalised least squares as in any data reconciliation, e.g. Narasimhan & Jordache (1999).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Segment
from klima2035.variables import DIMS

Array = NDArray[np.float64]

OBSERVATIONS = ("total", "households", "industry", "transport", "commerce_and_municipal", "municipal", "final_energy")
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
    segments: Sequence[Segment], energy: Array, factor: Array, deviations: dict[str, Array], published: Published
) -> Reconciliation:
    """Return multipliers that reconcile bottom-up energies with the published figures of 2017.

    energy (segment, draw) [GWh/a]; factor (segment, draw) [g/kWh]; deviations by group and for the
    factors ``grid`` and ``district_heat`` (draw) [1].
    """
    names = tuple(dict.fromkeys(segment.group for segment in segments))
    groups = (*names, "factor grid", "factor district_heat")
    emissions = energy * factor
    sector, group = _places(tuple(segments), names)
    columns = list(
        _seen(_sums(emissions, group, sector, len(names)), _sums(energy, group, sector, len(names)), published)
    )
    for carrier in ("electricity", "district_heat"):
        members = np.array([segment.carrier == carrier for segment in segments])
        part = _sums(emissions[members], np.zeros(members.sum(), dtype=np.int64), sector[members], 1)
        columns += list(_seen(part, np.zeros_like(part), published))
    keys = [*names, "grid", "district_heat"]
    spread = np.stack([np.broadcast_to(deviations[key], energy.shape[1:]) for key in keys])
    wanted = np.zeros((len(OBSERVATIONS), energy.shape[1]))
    wanted[0], wanted[-1] = published.emissions, published.final_energy
    residual = wanted - sum(columns[: len(names)])
    sensitivity = np.stack(columns, axis=1)  # (observation, unknown, draw)
    noise = _noise(published)
    shift, used, chi_square = _solve(sensitivity, spread, residual, noise)
    multiplier = 1.0 + shift
    calibration = multiplier[group]
    prior = np.concatenate([_sums(energy, group, sector, len(names)).sum(axis=1), np.ones((2, energy.shape[1]))])
    over = np.divide(shift, used, out=np.zeros_like(shift), where=used > 0.0)
    return Reconciliation(groups, prior, spread, multiplier, over, chi_square, len(OBSERVATIONS) - 1, calibration)


@lru_cache(maxsize=8)
def _places(segments: tuple[Segment, ...], names: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the position of each segment's sector and group."""
    sector = np.array([DIMS["sector"].index(segment.sector) for segment in segments])
    return sector, np.array([names.index(segment.group) for segment in segments])


def _sums(values: Array, group: NDArray[np.int64], sector: NDArray[np.int64], groups: int) -> Array:
    """Return sums by group and sector, (group, sector, draw), added up in the order of the segments."""
    out = np.zeros((groups, len(DIMS["sector"]), values.shape[-1]))
    for i, value in enumerate(values):
        out[group[i], sector[i]] += value
    return out


def _seen(emissions: Array, energy: Array, published: Published) -> Array:
    """Return what the observations see of each group, (group, observation, draw).

    total: Σ E; sector: E_sector - share x Σ E (zero when the share is met); final energy: Σ energy.
    """
    total = emissions.sum(axis=1)
    rows = [total]
    for name, sectors in SECTORS_OF.items():
        inside = emissions[:, [DIMS["sector"].index(sector) for sector in sectors]].sum(axis=1)
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
        fixed = fixed | (shift < -1.0)
    return shift, used, chi_square
