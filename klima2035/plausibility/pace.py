"""Rules on speed: what is built after ``as_of`` beside the best year of the city and of Germany."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from klima2035.plausibility.facts import TINY, Array, Facts, Hit, scenario_column, span
from klima2035.tables import Row
from klima2035.variables import DIMS, FIRST_YEAR

_HOUSES = ("one_two_family", "multi_family", "nonresidential", "municipal")
_ROUTES = ("talachse", "langerfeld", "hatzfeld", "other")
SAME = 1e-3  # years that differ by less count as equally good: the first is told


@dataclass(frozen=True, slots=True)
class Pace:
    """One speed: the assets it adds up or the indicator it is, and the lever whose rows tell the past.

    counted: False where the model works out the past too, as no register counts it.
    """

    subject: str
    unit: str
    lever: str
    assets: tuple[str, ...] = ()
    indicator: str = ""
    counted: bool = True

    def series(self, facts: Facts) -> Array:
        """Return the speed in each year, (year,)."""
        if self.indicator:
            return facts.indicators[self.indicator]
        return np.asarray(sum(facts.installed(asset) for asset in self.assets))


PACES = (
    Pace("pv_additions", "MW", "pv_rooftop_additions", ("pv_rooftop", "pv_open_space")),
    Pace("new_heat_pumps", "systems", "heat_pump_share",
         tuple(f"heat_pump_{kind}_{house}" for kind in ("air", "ground") for house in _HOUSES), counted=False),
    Pace("new_charging_points", "points", "charging_points", ("charging_point",)),
    Pace("new_heat_connections", "systems", "district_heat_share",
         tuple(f"district_heat_connection_{house}" for house in _HOUSES), counted=False),
    Pace("new_clean_buses", "vehicles", "hydrogen_bus_additions", ("bus_battery", "bus_hydrogen")),
    Pace("new_cycle_routes", "km", "cycle_route_other", tuple(f"cycle_route_{route}" for route in _ROUTES)),
    *(Pace(f"renovation_rate_{group}", "1/a", f"renovation_rate_{group}",
           indicator=f"renovation_rate_achieved_{group}") for group in ("residential", "commerce", "municipal")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Best:
    """A best year: how much, when, from which source, and how it is known (code of a label, empty: counted)."""

    value: float
    year: int
    source: str
    how: str = ""


def _city(facts: Facts, pace: Pace, series: Array) -> _Best:
    """Return the city's best year: of the years to ``as_of`` as the model runs them, or an older one of the tables."""
    known = series[1 : facts.now + 1]
    best = _Best(0.0, facts.scenario.as_of, "")
    if len(known):
        place = int(np.argmax(known > known.max() * (1.0 - SAME)))
        year = facts.years[place + 1]
        actual = next((r for r in facts.rows(pace.lever) if r.index["role"] == "actual" and r.year == year), None)
        source = actual.source if actual is not None else ""
        assumed = actual is not None and actual.quality == "assumed"
        how = "by_assumption" if assumed and pace.counted else "" if pace.counted else "by_the_model"
        best = _Best(float(known.max()), year, source, how)
    row = facts.row("pace_record", pace=pace.subject)
    if row is not None and (row.year or 0) <= facts.scenario.as_of and row.value > best.value:
        return _Best(row.value, row.year or 0, row.source, "by_assumption" if row.quality == "assumed" else "")
    return best


def _nation(facts: Facts, pace: Pace) -> _Best | None:
    """Return Germany's best year up to ``as_of``, counts in proportion to inhabitants; None where no row tells it."""
    rows = [row for row in facts.rows("pace_national") if row.index["pace"] == pace.subject]
    found = [_Best(*_scaled(facts, row, pace.unit)) for row in rows if (row.year or 0) <= facts.scenario.as_of]
    return max(found, key=lambda one: one.value, default=None)


def _scaled(facts: Facts, row: Row, unit: str) -> tuple[float, int, str, str]:
    """Return a row of Germany for the city: value, year, source, how it is known."""
    year = row.year or 0
    if unit == "1/a":
        return row.value, year, row.source, ""
    nation = scenario_column(facts.case["national_population"])
    known = nation[: year - FIRST_YEAR + 1]
    people = float(known[np.isfinite(known)][-1])
    here = float(facts.people[min(max(year - facts.years[0], 0), facts.now)])
    return row.value * here / people, year, row.source, "scaled_to_inhabitants"


def _factor(facts: Facts, severity: str) -> float:
    row = facts.row("pace_factor", severity=severity)
    return float("inf") if row is None else row.value


def _fastest(facts: Facts, series: Array, limit: float) -> tuple[int, tuple[int, int]] | None:
    """Return the place of the fastest year after ``as_of`` and the years beyond a limit; None where none is."""
    later = series.copy()
    later[: facts.now + 1] = 0.0
    beyond = later > limit * _factor(facts, "note")
    return (int(np.argmax(later)), span(facts.years, beyond)) if beyond.any() else None


def pace_city(facts: Facts) -> Iterator[Hit]:
    """Yield what is built faster than in the city's best year, where Germany's best year does not tell more."""
    for pace in PACES:
        series = pace.series(facts)
        best, nation = _city(facts, pace, series), _nation(facts, pace)
        fastest = _fastest(facts, series, best.value)
        if fastest is None or _beyond_nation(facts, series, best, nation):
            continue
        place, years = fastest
        value = float(series[place])
        severity = "warning" if value > _factor(facts, "warning") * best.value else "note"
        yield Hit(severity, pace.subject, facts.years[place], value, best.value, pace.unit, best.source, *years,
                  codes={"how": best.how}, numbers={"record_year": best.year})  # fmt: skip


def _beyond_nation(facts: Facts, series: Array, best: _Best, nation: _Best | None) -> bool:
    """Return whether Germany's best year is the one to compare with: above the city's own, and passed."""
    return nation is not None and nation.value >= best.value and _fastest(facts, series, nation.value) is not None


def pace_national(facts: Facts) -> Iterator[Hit]:
    """Yield what is built faster than Germany did per head in its best year."""
    for pace in PACES:
        series = pace.series(facts)
        nation = _nation(facts, pace)
        if nation is None or not _beyond_nation(facts, series, _city(facts, pace, series), nation):
            continue
        fastest = _fastest(facts, series, nation.value)
        if fastest is None:
            continue
        place, years = fastest
        value = float(series[place])
        severity = "serious" if value > _factor(facts, "serious") * nation.value else "warning"
        yield Hit(severity, pace.subject, facts.years[place], value, nation.value, pace.unit, nation.source, *years,
                  codes={"how": nation.how}, numbers={"record_year": nation.year})  # fmt: skip


def new_cars_ahead(facts: Facts) -> Iterator[Hit]:
    """Yield where new cars in the city are electric long before those of Germany in the same year."""
    row = facts.row("new_car_margin")
    if row is None:
        return
    here = scenario_column(facts.case.levers["battery_car_share"])
    there = scenario_column(facts.case["new_car_share"])[:, DIMS["drive"].index("battery")]
    lead = here - there
    lead[: facts.now + 1] = -np.inf
    beyond = lead > row.value + TINY
    if beyond.any():
        place = int(np.argmax(lead))
        yield Hit("warning", "battery_car_share", facts.years[place], float(here[place]), float(there[place]), "1",
                  row.source, *span(facts.years, beyond))  # fmt: skip
