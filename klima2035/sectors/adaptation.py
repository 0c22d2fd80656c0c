"""Adaptation to heat and heavy rain: activity and its money, no energy and no emissions.

Shade, evaporation and retention protect people and buildings. Their effect on energy use and on
carbon in soils is small and uncertain and is left out, so nothing here counts as climate protection.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Asset, Case, SectorResult, Segment
from klima2035.levers import Lever
from klima2035.variables.adaptation import INPUTS

Array = NDArray[np.float64]

SEGMENTS: tuple[Segment, ...] = ()

LEVERS: tuple[Lever, ...] = tuple(
    Lever(variable.name, variable.unit, "add", "city", variable.text) for variable in INPUTS
)

ASSETS: tuple[Asset, ...] = (
    Asset("unsealing_and_greening", "adaptation", "m2", ("unsealed_area",)),
    Asset("heavy_rain_retention", "adaptation", "m2", ("retention_area",)),
)


def base_year(case: Case) -> Array:
    """Return the final energy of 2017: none, dims (0 segments, draw) [GWh/a]."""
    return np.zeros((0, case.draws))


def project(case: Case, calibration: Array) -> SectorResult:
    """Return what is unsealed, planted and shaped to hold water; energy has no segment.

    calibration (0 segments, draw) is taken for the shared interface. installed (year, draw) [m2/a]
    from 2018 on; ``adaptation_area`` (year, draw) [m2]: sum since 2017.
    """
    installed: dict[str, Array] = {}
    for asset in ASSETS:
        area = np.zeros((len(case.years), case.draws))
        area[1:] = case.levers[asset.levers[0]][1:]
        installed[asset.name] = area
    nothing = np.zeros((len(case.years), case.draws))
    return SectorResult(
        energy=np.zeros((len(case.years), *calibration.shape)),
        installed=installed,
        like_for_like=dict.fromkeys(installed, nothing),
        unit_energy={name: {} for name in installed},
        indicators={"adaptation_area": np.cumsum(sum(installed.values()), axis=0)},
    )
