"""Rule on values per head and per square metre that are far from what comparable cities show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from klima2035.plausibility.facts import TINY, Array, Facts, Hit, high, low, scenario_column, span
from klima2035.sectors import SEGMENTS
from klima2035.variables import DIMS

_APPLIANCES = [i for i, s in enumerate(SEGMENTS) if (s.sector, s.use) == ("households", "appliances")]
_HEAT = [i for i, s in enumerate(SEGMENTS) if s.sector == "households" and s.use in {"space_heat", "hot_water"}]
_HOMES = [DIMS["building_type"].index(name) for name in ("one_two_family", "multi_family")]
_CARS = [i for i, name in enumerate(DIMS["vehicle"]) if name.startswith("car_")]


def _per_head_electricity(facts: Facts) -> Array:
    return np.asarray(scenario_column(facts.model.energy[:, _APPLIANCES]).sum(axis=1) * 1e6 / facts.people)


def _heat_per_area(facts: Facts) -> Array:
    heat = scenario_column(facts.model.energy[:, _HEAT]).sum(axis=1) * 1e6
    area = scenario_column(facts.model.results["buildings"].stocks["heated_area"])[:, _HOMES].sum(axis=(1, 2))
    return np.asarray(heat / area)


def _emissions(facts: Facts, sector: str = "") -> Array:
    rows = [i for i, row in enumerate(facts.model.end_use.rows) if sector in ("", row[0])]
    return np.asarray(scenario_column(facts.model.end_use.values[0][:, rows]).sum(axis=1) / facts.people)


def _cars(facts: Facts) -> Array:
    cars = scenario_column(facts.model.results["transport"].stocks["vehicles"])[:, _CARS].sum(axis=1)
    return np.asarray(cars * 1e3 / facts.people)


QUANTITIES: dict[str, tuple[str, Callable[[Facts], Array]]] = {
    # quantity: unit that is told, series (year,)
    "household_electricity": ("kWh/(person*a)", _per_head_electricity),
    "residential_heat": ("kWh/(m2*a)", _heat_per_area),
    "transport_per_head": ("t/person", lambda facts: _emissions(facts, "transport")),
    "total_per_head": ("t/person", _emissions),
    "car_ownership": ("vehicles/1000 persons", _cars),
}


def peer_value(facts: Facts) -> Iterator[Hit]:
    """Yield the values beyond the band of comparable cities, once for the past and once for the projection."""
    place = np.arange(len(facts.years))
    phases = {"hindcast": place <= facts.now, "projection": place > facts.now}
    made: dict[str, Array] = {}
    for row in facts.rows("peer_band"):
        quantity, phase = row.index["quantity"], phases[row.index["phase"]]
        unit, series = QUANTITIES[quantity]
        values = made.setdefault(quantity, series(facts))
        under, over = low(row) - values, values - high(row)
        away = np.where(phase, np.maximum(under, over), -np.inf)
        far = away > TINY
        if far.any():
            at = int(np.argmax(away))
            bound = high(row) if over[at] > 0.0 else low(row)
            yield Hit("warning", quantity, facts.years[at], float(values[at]), bound, unit, row.source,
                      *span(facts.years, far), codes={"side": "side_above" if over[at] > 0.0 else "side_below"},
                      numbers={"low": low(row), "high": high(row)})  # fmt: skip
