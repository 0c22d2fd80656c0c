"""The fixed layout of industry: cells of heat demand, pairs of cell and technology, segments.

A *cell* is heat of one branch and use that one stock of equipment serves; a *pair* is one technology
in a cell. Pairs stand in two blocks, fossil first, each in cell order, so that sums over a cell are
runs of neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Segment
from klima2035.variables import DIMS, index

Array = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Cell:
    """Heat of one branch: use label of its segments, temperature use, technologies that may serve it."""

    sector: str
    branch: str
    label: str
    use: str
    fossil: tuple[str, ...]
    other: tuple[str, ...]


LOW, MIDDLE, HIGH = DIMS["process_use"]

CELLS: tuple[Cell, ...] = (
    Cell("industry", "lime", "lime_kiln", HIGH, ("gas", "coal"), ("biomass", "electric", "hydrogen")),
    Cell("industry", "manufacturing", LOW, LOW, ("gas", "oil"), ("biomass", "district_heat", "heat_pump", "electric")),
    Cell("industry", "manufacturing", MIDDLE, MIDDLE, ("gas", "oil"), ("biomass", "heat_pump", "electric")),
    Cell("industry", "manufacturing", HIGH, HIGH, ("gas", "coal"), ("electric", "hydrogen")),
    Cell("industry", "manufacturing", "space_heat", LOW, ("gas", "oil"), ("district_heat", "heat_pump", "electric")),
    Cell("commerce", "commerce", LOW, LOW, ("gas", "oil"), ("heat_pump", "electric")),
    Cell("commerce", "commerce", MIDDLE, MIDDLE, ("gas",), ("electric",)),
)
LIME, MANUFACTURING, SPACE, COMMERCE = 0, (1, 2, 3), 4, (5, 6)
"""Positions in CELLS: the kilns, process heat by temperature, space heat, commerce."""

FOSSIL_PAIRS: tuple[tuple[int, str], ...] = tuple((i, tech) for i, cell in enumerate(CELLS) for tech in cell.fossil)
OTHER_PAIRS: tuple[tuple[int, str], ...] = tuple((i, tech) for i, cell in enumerate(CELLS) for tech in cell.other)
PAIRS: tuple[tuple[int, str], ...] = (*FOSSIL_PAIRS, *OTHER_PAIRS)
FOSSIL = len(FOSSIL_PAIRS)

CELL_OF: Indices = np.array([cell for cell, _ in PAIRS], dtype=np.intp)
TECHNOLOGY_OF: Indices = np.array([index("process_technology", tech) for _, tech in PAIRS], dtype=np.intp)
USE_OF: Indices = np.array([index("process_use", CELLS[cell].use) for cell, _ in PAIRS], dtype=np.intp)
STARTS: Indices = np.array(
    [[cell for cell, _ in FOSSIL_PAIRS].index(i) for i in range(len(CELLS))]
    + [FOSSIL + [cell for cell, _ in OTHER_PAIRS].index(i) for i in range(len(CELLS))],
    dtype=np.intp,
)
"""First pair of each cell, fossil block then the other block: the places for ``np.add.reduceat``."""

CARRIER = {
    "gas": "natural_gas", "oil": "heating_oil", "coal": "coal", "biomass": "biomass", "hydrogen": "hydrogen",
    "district_heat": "district_heat", "heat_pump": "electricity", "electric": "electricity",
}  # fmt: skip

COMMERCE_GROUPS = {
    "natural_gas": "commerce process gas",
    "electricity": "commerce process electricity",
    "environmental_heat": "commerce process electricity",
    "heating_oil": "commerce process heating_oil",
}
INDUSTRY_GROUPS = {
    "environmental_heat": "industry electricity",
    "biomethane": "industry natural_gas",
    "hydrogen": "industry natural_gas",
}


def group(sector: str, carrier: str) -> str:
    """Return the reconciliation group of a carrier: carriers absent in 2017 follow the one they replace."""
    return COMMERCE_GROUPS[carrier] if sector == "commerce" else INDUSTRY_GROUPS.get(carrier, f"industry {carrier}")


def _carriers(cell: Cell) -> tuple[str, ...]:
    """Return the carriers of a cell in report order."""
    used = [CARRIER[tech] for tech in (*cell.fossil, *cell.other)]
    used += ["environmental_heat"] * ("heat_pump" in cell.other) + ["biomethane"] * (cell.sector == "industry")
    return tuple(carrier for carrier in DIMS["carrier"] if carrier in used)


HEAT_SEGMENTS: tuple[tuple[int, str], ...] = tuple(
    (i, carrier) for i, cell in enumerate(CELLS) for carrier in _carriers(cell)
)

POWER: tuple[tuple[str, str], ...] = (("industry", "mechanical_and_other"), ("commerce", "process_cold_and_machines"))

SEGMENTS: tuple[Segment, ...] = (
    *(
        Segment(CELLS[i].sector, "industry", CELLS[i].label, carrier, group(CELLS[i].sector, carrier))
        for i, carrier in HEAT_SEGMENTS
    ),
    *(Segment(sector, "industry", use, "electricity", group(sector, "electricity")) for sector, use in POWER),
)

LEAD: dict[str, int] = {
    segment.group: i
    for i, segment in reversed(tuple(enumerate(SEGMENTS)))
    if segment.carrier not in ("environmental_heat", "biomethane", "hydrogen")
}
"""The segment whose calibration a group follows."""

PAIR_LEAD: Indices = np.array([LEAD[group(CELLS[i].sector, CARRIER[tech])] for i, tech in PAIRS], dtype=np.intp)
POWER_LEAD: Indices = np.array([LEAD[group(sector, "electricity")] for sector, _ in POWER], dtype=np.intp)


def pair(cell: int, technology: str) -> int:
    """Return the position of a technology of a cell among the pairs; ValueError when it has none."""
    return PAIRS.index((cell, technology))


def segments_from(final: Array, power: Array, performance: Array, biomethane: Array) -> Array:
    """Return final energy by segment, (year, segment, draw) [GWh/a].

    final (year, pair, draw): energy bought; power (year, 2, draw): drives and machines; performance
    (pair, draw): useful over bought energy, which for heat pumps gives the environmental heat
    (performance - 1) x electricity; biomethane (year, draw): share of industrial gas asked so.
    """
    out = np.empty((final.shape[0], len(SEGMENTS), final.shape[2]))
    for k, (cell, carrier) in enumerate(HEAT_SEGMENTS):
        if carrier == "environmental_heat":
            place = pair(cell, "heat_pump")
            np.multiply(final[:, place], performance[place] - 1.0, out=out[:, k])
        elif carrier == "biomethane":
            np.multiply(final[:, pair(cell, "gas")], biomethane, out=out[:, k])
        elif carrier == "natural_gas" and CELLS[cell].sector == "industry":
            np.multiply(final[:, pair(cell, "gas")], 1.0 - biomethane, out=out[:, k])
        elif carrier == "electricity" and (cell, "heat_pump") in PAIRS:
            np.add(final[:, pair(cell, "heat_pump")], final[:, pair(cell, "electric")], out=out[:, k])
        else:
            tech = next(name for name, known in CARRIER.items() if known == carrier and (cell, name) in PAIRS)
            out[:, k] = final[:, pair(cell, tech)]
    out[:, len(HEAT_SEGMENTS) :] = power
    return out
