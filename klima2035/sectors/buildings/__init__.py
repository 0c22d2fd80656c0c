"""Buildings: floor area turns over, heat demand follows, heating systems age and are replaced.

One pass, top to bottom: floor area -> useful heat -> heating systems -> final energy by segment;
electricity beside it; activity and indicators from the same flows.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from klima2035.case import Case, SectorResult
from klima2035.sectors.buildings import activity, electricity, final_energy
from klima2035.sectors.buildings.common import Array
from klima2035.sectors.buildings.indicators import indicators
from klima2035.sectors.buildings.registry import ASSETS, LEVERS, SEGMENTS

__all__ = ["ASSETS", "LEVERS", "SEGMENTS", "base_year", "project"]


def base_year(case: Case) -> Array:
    """Return the bottom-up estimate of 2017 before reconciliation, (segment, draw) [GWh/a]."""
    first = replace(case, years=case.years[:1])
    ones = np.ones((len(SEGMENTS), 1))
    energy = np.zeros((1, len(SEGMENTS), case.draws))
    final_energy.write(final_energy.project_heat(first, ones), energy)
    electricity.write(first, ones, energy)
    return np.asarray(energy[0])


def project(case: Case, calibration: Array) -> SectorResult:
    """Return energy, stocks and activity of all buildings; calibration (segment, draw), balance over bottom-up [1].

    Energy of 2017 is ``base_year`` x calibration. Limits: one renovation mix and one replacement mix
    per building type; renovation does not choose buildings by their heating; no moving of people.
    """
    energy = np.zeros((len(case.years), len(SEGMENTS), case.draws))
    heat = final_energy.project_heat(case, calibration)
    final_energy.write(heat, energy)
    electricity.write(case, calibration, energy)
    result = SectorResult(energy, stocks={"floor_area": heat.floor.area, "heated_area": heat.heating.area})
    activity.write(case, heat, result)
    result.indicators.update(indicators(case, heat))
    return result
