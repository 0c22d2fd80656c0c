"""What is uncertain: rows of inputs and goals of measures, and the factors that move them.

A factor is one random number of a draw. Rows of one ``group`` share it, unit costs without a group share one
(references and sizes of cases one each), and so do the rows of one series (same key and labels, other years). Every
move of a measure has a factor of its own, whether it carries a range or not, so that the design is one for all
scenarios of a city.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.draws.distributions import DEFAULT, KINDS
from klima2035.inputs import Inputs, Row
from klima2035.levers import Active
from klima2035.measures import Measure

Array = NDArray[np.float64]

SHARED = ("unit_cost", "unit_cost_reference", "case_cost")  # keys whose rows share a factor by default
BOUNDS = ("minimum", "maximum")  # roles of a lever's rows that are definitions

NOT_DRAWN: Mapping[str, str] = {  # key of inputs -> why its ranges are not drawn
    # decisions of the city and law: variants and stress cases, not chance
    **dict.fromkeys(("city_budget", "city_company_plan", "law", "levy_cap", "levy_rate"), "decision"),
    **dict.fromkeys(("programme_combination", "neutrality_share_of_1990", "neutrality_per_person"), "decision"),
    # thresholds by which findings are told
    **dict.fromkeys(("adjustment_warning", "pinning_warning", "limit_near_share", "peer_band"), "threshold"),
    **dict.fromkeys(("pace_factor", "pace_national", "pace_record", "hindcast_share", "tonnes_floor"), "threshold"),
    **dict.fromkeys(("new_car_margin", "early_replacement_share", "ground_heat_share"), "threshold"),
    # spreads of the reconciliation: they are uncertainty themselves
    **dict.fromkeys(("reconciliation_deviation", "factor_deviation"), "spread"),
    # whole years, classes of cases, shapes of survival: read as one number
    **dict.fromkeys(("service_life", "case_area", "case_dwellings"), "class"),
    **dict.fromkeys(("heating_lifetime_shape", "building_lifetime_shape", "vehicle_survival_shape"), "class"),
    **dict.fromkeys(("process_lifetime_shape", "plant_lifetime_shape", "report_price_year"), "class"),
    # hands of the crafts: a stress case
    **dict.fromkeys(("craft_need", "craft_workers", "craft_share", "craft_growth"), "stress"),
    # told beside at alternatives, no indicator of an ensemble rests on them
    **dict.fromkeys(("damage_cost", "discount_rate", "energy_tax", "regional_share"), "beside"),
    **dict.fromkeys(("project_amount", "project_additional_share", "actual", "measure_status"), "beside"),
}

REASONS: Mapping[str, str] = {
    "decision": "a decision of the city, a law or a threshold of neutrality: variants and stress cases, not chance",
    "threshold": "a threshold by which findings are told",
    "spread": "an uncertainty of the reconciliation itself",
    "class": "a whole number of years, a class of cases or a shape that is read as one number",
    "stress": "hands of the crafts: varied by a stress case",
    "beside": "told beside the result, no figure of an ensemble rests on it",
}


@dataclass(frozen=True)
class Spread:
    """Uncertain values as arrays: the factor of each and its distribution, all (value,)."""

    factor: NDArray[np.int64]
    kind: NDArray[np.int64]  # place in KINDS
    low: Array
    value: Array
    high: Array


def is_drawn(row: Row) -> bool:
    """Return whether a row takes another value in each draw."""
    if row.low is None or row.high is None or row.low >= row.high:
        return False
    return row.key not in NOT_DRAWN and row.index.get("role") not in BOUNDS


def factor_of(row: Row) -> str:
    """Return the name of the factor that moves a row."""
    if row.group:
        return row.group
    if row.key in SHARED:
        return row.key
    return "/".join([row.key, *(label for label in row.index.values() if label)])


def rows_of(inputs: Inputs) -> list[Row]:
    """Return every row that is drawn, in an order that no file order decides."""
    tables = [points.rows for variants in inputs.points.values() for points in variants.values()]
    every = [row for rows in (*tables, *inputs.records.values()) for row in rows if is_drawn(row)]
    return sorted(every, key=_place)


def _place(row: Row) -> tuple[str, tuple[str, ...], int]:
    return row.key, tuple(row.index.values()), row.year or 0


def names_of(rows: Iterable[Row], library: Mapping[str, Measure], measures: Iterable[Active] = ()) -> tuple[str, ...]:
    """Return the names of all factors: of a city's rows and measures, sorted; then those of a scenario alone.

    Groups that only a scenario's measures name come last, so that they change no draw of any other factor.
    """
    moves = {f"{name}/{lever}" for name, measure in library.items() for lever in measure.levers}
    groups = {group for measure in library.values() for group in _groups(measure)}
    known = {factor_of(row) for row in rows} | moves | groups
    own = {move.spread.group for active in measures for move in active.moves if move.spread and move.spread.group}
    return (*sorted(known), *sorted(own - known))


def _groups(measure: Measure) -> Iterable[str]:
    stated = (move.get("range") or {} for move in measure.levers.values())
    return (str(one["group"]) for one in stated if one.get("group"))


def spread_of(rows: Iterable[Row], names: tuple[str, ...]) -> Spread:
    """Return the distributions of rows."""
    place = {name: i for i, name in enumerate(names)}
    cells = [
        (place[factor_of(row)], KINDS.index(row.distribution or DEFAULT), row.low or 0.0, row.value, row.high or 0.0)
        for row in rows
    ]
    return _spread(cells)


def goals_of(measures: Iterable[Active], names: tuple[str, ...]) -> tuple[list[tuple[str, str]], Spread]:
    """Return the moves that carry a range, as (measure, lever), and their distributions."""
    place = {name: i for i, name in enumerate(names)}
    moves, cells = [], []
    for active in measures:
        for move in active.moves:
            if move.spread is not None:
                factor = move.spread.group or f"{active.name}/{move.lever}"
                moves.append((active.name, move.lever))
                kind = KINDS.index(move.spread.distribution or DEFAULT)
                cells.append((place[factor], kind, move.spread.low, move.value, move.spread.high))
    return moves, _spread(cells)


def _spread(cells: list[tuple[int, int, float, float, float]]) -> Spread:
    factor, kind = (np.array([cell[i] for cell in cells], dtype=np.int64) for i in range(2))
    low, value, high = (np.array([cell[i] for cell in cells], dtype=np.float64) for i in range(2, 5))
    return Spread(factor, kind, low, value, high)
