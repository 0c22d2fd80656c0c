"""Why emissions of a year differ from the path: activity, structure, factor and weather, exactly.

Emissions of a sector = N x Σ_c (r_c + h_c x w) x f_c with N the final energy in a mean winter (activity), r_c and h_c
the shares of carrier c in it outside and for space heat (structure), w the degree days over their mean (weather) and
f_c the emission factors (factor). The difference of two states is shared by the Shapley value over these four: it adds
up exactly, depends on no order, needs no logarithm (a carrier may start at zero), and a part that does not differ gets
exactly nothing; parts that agree to twelve digits do not differ, as energies of a mean winter are rounded.
Reference: Shapley decomposition of energy and emissions, Ang, Liu, Chew (2003), Energy Policy 31(14).
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EFFECTS = ("activity", "structure", "factor", "weather")
SAME = 1e-12  # of the largest value: parts that are as near as that do not differ


@dataclass(frozen=True)
class State:
    """One year of a city: final energy by sector and carrier, its weather, its factors.

    rest, heat (sector, carrier) [GWh/a]: outside and for space heat, as used in the year's weather; weather [1]:
    degree days over their mean; factor (sector, carrier) [g/kWh].
    """

    rest: Array
    heat: Array
    weather: float
    factor: Array

    def emissions(self) -> Array:
        """Return emissions by sector, (sector) [t/a]."""
        return np.asarray(((self.rest + self.heat) * self.factor).sum(axis=1))


@dataclass(frozen=True)
class _Sector:
    """One sector of a state: its energy in a mean winter, shares of it by carrier, weather, factors."""

    activity: float
    structure: tuple[Array, Array]
    factor: Array
    weather: float


def split(path: State, actual: State) -> Array:
    """Return the deviation actual - path by sector and effect, (sector, effect) [t/a]; a row sums to its deviation."""
    return np.stack([
        _shares(*_settled(_sector(path, i, actual), _sector(actual, i, path))) for i in range(path.rest.shape[0])
    ])  # fmt: skip


def _settled(path: _Sector, actual: _Sector) -> tuple[_Sector, _Sector]:
    """Return both sectors, the actual one with the path's parts where these are the same but for rounding."""
    same = {
        name: getattr(path, name) for name in EFFECTS if _is_same(getattr(path, name), getattr(actual, name))
    }  # fmt: skip
    return path, replace(actual, **same)


def _is_same(one: object, other: object) -> bool:
    a, b = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    largest = max(float(np.abs(a).max(initial=0.0)), float(np.abs(b).max(initial=0.0)))
    return bool(np.all(np.abs(a - b) <= SAME * largest))


def _sector(state: State, i: int, other: State) -> _Sector:
    """Return one sector of a state; where it uses nothing, its structure is that of the other state."""
    heat = state.heat[i] / state.weather
    activity = float(state.rest[i].sum() + heat.sum())
    if activity == 0.0:
        own = other.heat[i] / other.weather
        total = float(other.rest[i].sum() + own.sum())
        shares = (other.rest[i] / total, own / total) if total else (other.rest[i], own)
        return _Sector(0.0, shares, state.factor[i], state.weather)
    return _Sector(activity, (state.rest[i] / activity, heat / activity), state.factor[i], state.weather)


def _value(sectors: tuple[_Sector, _Sector], chosen: tuple[int, ...]) -> float:
    """Return the emissions with each of the four parts taken from the path (0) or from the actual state (1)."""
    activity, structure, factor, weather = (
        getattr(sectors[side], name) for name, side in zip(EFFECTS, chosen, strict=True)
    )
    rest, heat = structure
    return float(activity * ((rest + heat * weather) * factor).sum())


def _shares(path: _Sector, actual: _Sector) -> Array:
    """Return the Shapley share of each part in the difference of one sector; the shares sum to it."""
    count, out = len(EFFECTS), np.zeros(len(EFFECTS))
    values = {c: _value((path, actual), c) for c in itertools.product((0, 1), repeat=count)}
    for i in range(count):
        for chosen, value in values.items():
            if not chosen[i]:
                size = sum(chosen)
                weight = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
                out[i] += weight * (values[(*chosen[:i], 1, *chosen[i + 1 :])] - value)
    return out
