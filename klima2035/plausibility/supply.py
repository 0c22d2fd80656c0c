"""Rules on supply: limits that competing uses share, heat and power that the networks lack."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from klima2035.plausibility.facts import Array, Facts, Hit, scenario_column, span
from klima2035.variables import DIMS

TINY = 1e-6


def _limits(facts: Facts) -> Iterator[tuple[str, str, Array, Array, str]]:
    """Yield (subject, unit, limit, used, source of the limit), the arrays (year,)."""
    for name, unit, limit, used in facts.model.supply.limits:
        yield f"limit_{name}", unit, scenario_column(limit), scenario_column(used), _source(facts, name)
    row = facts.row("ground_heat_share")
    if row is not None:
        area = scenario_column(facts.model.results["buildings"].stocks["heated_area"])
        ground = area[:, :, DIMS["heating_system"].index("heat_pump_ground")].sum(axis=1)
        yield "limit_ground_heat", "m2", row.value * area.sum(axis=(1, 2)), ground, row.source


_ROWS = {  # limit: the input that sets it
    "biomethane": "biomethane_limit", "hydrogen": "hydrogen_limit", "wood": "wood_trade_limit",
    "river_heat": "river_heat_limit", "roof_area": "pv_rooftop_potential", "open_space": "pv_open_space_potential",
    "waste_heat": "waste_heat_limit",
}  # fmt: skip


def _source(facts: Facts, name: str) -> str:
    return facts.inputs.rows(_ROWS[name])[0].source


def limit_exceeded(facts: Facts) -> Iterator[Hit]:
    """Yield the limits of which more is asked for than there is."""
    for subject, unit, limit, used, source in _limits(facts):
        beyond = used > limit * (1.0 + TINY) + TINY
        if beyond.any():
            place = int(np.argmax(used - limit))
            yield Hit("serious", subject, facts.years[place], float(used[place]), float(limit[place]), unit, source,
                      *span(facts.years, beyond))  # fmt: skip


def limit_near(facts: Facts) -> Iterator[Hit]:
    """Yield the limits that are nearly or wholly used up after ``as_of``, but not passed."""
    row = facts.row("limit_near_share")
    if row is None:
        return
    for subject, unit, limit, used, source in _limits(facts):
        share = used / np.maximum(limit, TINY)
        share[: facts.now + 1] = 0.0
        near = share > row.value
        if near.any() and not (used > limit * (1.0 + TINY) + TINY).any():
            place = int(np.argmax(share))
            yield Hit("note", subject, facts.years[place], float(used[place]), float(limit[place]), unit, source,
                      *span(facts.years, near), numbers={"share": float(share[place])})  # fmt: skip


def _unmet(facts: Facts, series: Array, unit: str, covered: Array) -> Iterator[Hit]:
    lacking = scenario_column(series)
    far = lacking > TINY
    if far.any():
        place = int(np.argmax(lacking))
        there = float(scenario_column(covered)[place])
        yield Hit("serious", "district_heat", facts.years[place], there + float(lacking[place]), there, unit, "",
                  *span(facts.years, far), numbers={"lacking": float(lacking[place])})  # fmt: skip


def unmet_heat(facts: Facts) -> Iterator[Hit]:
    """Yield where the networks need more heat than their plants give."""
    supply = facts.model.supply
    yield from _unmet(facts, supply.unmet_heat, "GWh/a", supply.fed_in)


def unmet_peak(facts: Facts) -> Iterator[Hit]:
    """Yield where the plants' power does not last on the coldest day."""
    made = facts.model.results["energy"].indicators
    yield from _unmet(facts, facts.model.supply.unmet_peak, "MW", made["district_heat_plant_power"])
