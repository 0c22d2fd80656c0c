"""What industry and process use in commerce need: energy of 2017, activity, efficiency, weather."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.sectors.industry_layout import CELL_OF, CELLS, COMMERCE, LIME, MANUFACTURING, SPACE, TECHNOLOGY_OF
from klima2035.variables import DIMS, index

Array = NDArray[np.float64]

GWH_PER_KWH = 1e-6
GWH_PER_MWH = 1e-3
TINY = 1e-300

_SERVES = np.zeros((len(CELLS), len(DIMS["process_technology"]), 1))
_SERVES[CELL_OF, TECHNOLOGY_OF] = 1.0
_BRANCH = [index("process_branch", cell.branch) for cell in CELLS]


def other_employees(case: Case) -> Array:
    """Return employees outside manufacturing in 2017, (draw); never below zero."""
    return np.asarray(np.maximum(case["employees"][0] - case["manufacturing_employees"], 0.0))


def heat_of_2017(case: Case) -> Array:
    """Return the final energy bought for heat in 2017 at mean degree days, (pair, draw) [GWh/a].

    Manufacturing and commerce: employees x kWh per employee x share of the temperature; lime: CaO x
    fuel need x share of the fuel. Shares are set to sum to one over what a technology can serve.
    """
    table = np.zeros((len(CELLS), len(DIMS["process_technology"]), case.draws))
    fuel = case["lime_fuel_share"] * _SERVES[LIME]
    need = case["lime_production"] * case["lime_fuel_need"] * GWH_PER_MWH  # 1 kWh/kg = 1 MWh/t
    table[LIME] = need * fuel / np.maximum(fuel.sum(axis=0), TINY)
    staff = case["manufacturing_employees"] * GWH_PER_KWH
    table[list(MANUFACTURING)] = _split(case["process_heat_share"], MANUFACTURING) * (
        staff * case["process_heat_per_employee"]
    )
    table[SPACE] = staff * case["industry_space_heat_per_employee"]
    table[list(COMMERCE)] = _split(case["commerce_process_share"], COMMERCE) * (
        other_employees(case) * GWH_PER_KWH * case["commerce_process_per_employee"]
    )
    return np.asarray(table[CELL_OF, TECHNOLOGY_OF])


def _split(share: Array, cells: tuple[int, ...]) -> Array:
    """Return shares by cell and technology that sum to one over the cells a technology serves."""
    uses = [index("process_use", CELLS[cell].use) for cell in cells]
    wanted = share[uses] * _SERVES[list(cells)]
    return np.asarray(wanted / np.maximum(wanted.sum(axis=0), TINY))


def power_of_2017(case: Case) -> Array:
    """Return electricity for drives, light, cold and machines in 2017 as (industry, lime, commerce), draw [GWh/a]."""
    lime = case["lime_production"] * case["lime_power_need"] * GWH_PER_MWH
    industry = case["manufacturing_employees"] * case["industry_power_per_employee"] * GWH_PER_KWH
    commerce = other_employees(case) * case["commerce_process_power_per_employee"] * GWH_PER_KWH
    return np.stack([np.broadcast_to(power, (case.draws,)) for power in (industry, lime, commerce)])


def weather(case: Case) -> Array:
    """Return space-heat need over its mean, degree days / long-term mean, (year, draw) [1]."""
    return np.asarray(case["degree_days"] / case["degree_days_mean"])


def activity(case: Case) -> Array:
    """Return the activity of each branch over 2017, (year, branch, draw) [1]."""
    path = case["industry_activity"]
    return np.asarray(path / path[:1])


def intensity(case: Case) -> Array:
    """Return demand per activity over 2017, (year, branch, draw) [1]: Π (1 - autonomous - further).

    The lever ``industry_efficiency`` acts on manufacturing; the fall begins in 2018.
    """
    years = len(case.years)
    fall = np.zeros((years, len(DIMS["process_branch"]), case.draws))
    fall[1:] = case["process_autonomous_efficiency"][1:]
    fall[1:, index("process_branch", "manufacturing")] += case.levers["industry_efficiency"][1:]
    return np.asarray(np.cumprod(1.0 - fall, axis=0), dtype=np.float64)


def heat_index(act: Array, need: Array) -> Array:
    """Return useful heat over 2017 without weather, (year, cell, draw) [1]; halls are heated whatever is made."""
    out = (act * need)[:, _BRANCH]
    out[:, SPACE] = need[:, _BRANCH[SPACE]]
    return out


def power_index(act: Array, need: Array) -> Array:
    """Return the demand of drives and machines over 2017 as (industry, lime, commerce), (year, 3, draw) [1]."""
    lime, manufacturing, commerce = (index("process_branch", name) for name in ("lime", "manufacturing", "commerce"))
    return np.asarray(act[:, [manufacturing, lime, commerce]] * need[:, [manufacturing, manufacturing, commerce]])
