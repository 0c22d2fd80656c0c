"""What the page shows of one computation: series by key, milestones, what remains, findings; codes and numbers.

The numbers are those of the tables that ``klima2035 run`` writes, taken from the arrays instead of from rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035 import judging, naming, neutrality, plausibility, projection, quantities, telling, variables
from klima2035.ensemble.measured import GRANTING
from klima2035.explorer.desk import Wanted
from klima2035.explorer.levels import levels
from klima2035.labels import label
from klima2035.model import Model
from klima2035.money import city, sums
from klima2035.money.capacity import PUBLIC
from klima2035.pipeline import SCENARIO, TREND, Computed
from klima2035.result import Finding
from klima2035.scenario import Scenario
from klima2035.sectors import SEGMENTS
from klima2035.variables import BASE_YEAR, DIMS

Array = NDArray[np.float64]
Record = dict[str, Any]

LINE = {"city": "city", "city_company": "company"}  # public payers by the prefix of their series
ITEMS = (
    "investment", "grants", "own", "gap", "budget", "operation", "depreciation", "interest", "staff",
    "concession_fee_lost", "profit_lost",
)  # fmt: skip
STATED = ("heat_pumps", "battery_cars", "pv_power")
RENOVATION = "renovation_rate_achieved_residential"
MODES = ("car", "public_transport", "foot", "bike")
CARS = "car_"
VERDICT = (
    "id", "year", "sense", "limit", "unit", "indicator", "value", "evidence", "verdict", "gap", "met_in", "origin",
)  # fmt: skip


def view(wanted: Wanted, computed: Computed) -> Record:
    """Return everything that follows a move at once; years are those of the model, 2017 to the horizon."""
    scenario, case = wanted.scenario, computed.model.case
    focus = variables.focus(scenario.horizon)
    grade = naming.data_quality(wanted.inputs, computed.model)
    money = _money(wanted, computed)
    return {
        "digest": scenario.digest(),
        "label": {lang: naming.label(scenario, grade, lang) for lang in ("de", "en")},
        "as_of": scenario.as_of,
        "horizon": scenario.horizon,
        "focus": focus,
        "price_year": computed.investment.price_year,
        "years": case.years.tolist(),
        "series": {**dict(_series(computed.model)), **{key: values.tolist() for key, values in money.items()}},
        "milestones": _milestones(wanted, computed),
        "remaining": _remaining(computed, focus),
        "budgets": _budgets(wanted, computed),
        "totals": totals(money, case.years, scenario.as_of, focus),
    }


def notes(wanted: Wanted, computed: Computed) -> Record:
    """Return what is told when the hand rests: findings, and what the level of each measure means."""
    scenario = wanted.scenario
    found = plausibility.findings(scenario, wanted.inputs, computed)
    return {"findings": [_finding(one, scenario) for one in found], "levels": levels(scenario, computed)}


def _series(made: Model) -> Iterator[tuple[str, list[float]]]:
    """Yield every series of emissions, energy and stocks with its key, a value a year."""
    both = made.end_use.values[..., [SCENARIO, TREND]].sum(axis=2)
    yield "co2e", both[0, :, 0].tolist()
    yield "co2", both[1, :, 0].tolist()
    yield "trend", both[0, :, 1].tolist()
    for key, emissions in (("end_use", made.end_use), ("conversion", made.conversion)):
        for name in emissions.names:
            yield f"{key}/{name}", emissions.of(name, 0)[:, SCENARIO].tolist()
    energy = projection.by_sector_and_carrier(made.energy[..., :1], SEGMENTS).sum(axis=1)[..., 0]
    yield from _parts("energy", energy, DIMS["carrier"])
    yield "final_energy", made.energy[..., SCENARIO].sum(axis=1).tolist()
    area = made.results["buildings"].stocks["heated_area"][..., SCENARIO].sum(axis=1)
    yield from _parts("heating", area, DIMS["heating_system"])
    vehicles = made.results["transport"].stocks["vehicles"][..., SCENARIO]
    cars = [i for i, name in enumerate(DIMS["vehicle"]) if name.startswith(CARS)]
    yield from _parts("cars", vehicles[:, cars], [DIMS["vehicle"][i].removeprefix(CARS) for i in cars])
    supply = made.supply
    yield from _parts("heat", supply.plant_heat[..., SCENARIO], DIMS["plant"])
    yield "heat_unmet", supply.unmet_heat[:, SCENARIO].tolist()
    yield "heat_factor", made.factors.of("co2e", "district_heat")[:, SCENARIO].tolist()
    known = {name: path for result in made.results.values() for name, path in result.indicators.items()}
    named = {**{f"modal/{mode}": f"modal_split_{mode}" for mode in MODES}, **dict(zip(STATED, STATED, strict=True))}
    for key, name in {**named, "renovation_rate": RENOVATION}.items():
        yield key, known[name][:, SCENARIO if known[name].shape[-1] > 1 else 0].tolist()


def _parts(key: str, values: Array, names: Iterable[str]) -> Iterator[tuple[str, list[float]]]:
    """Yield the series of parts (year, part); those that are zero in all years are left out."""
    for i, name in enumerate(names):
        if values[:, i].any():
            yield f"{key}/{name}", values[:, i].tolist()


def _money(wanted: Wanted, computed: Computed) -> dict[str, Array]:
    """Return the series of money in euro of the price year, (year,): measures by funder, the public payers' lines."""
    invested, paid = computed.investment, computed.funding
    case, deflator = computed.model.case, invested.deflator[:, 0]
    made = sums.of_measures(invested, paid, computed.assembled.levers.contributions)
    out = {
        f"{basis}/{funder}": values * deflator
        for basis, by in (("additional", made.additional), ("full", made.full))
        for funder, values in by.items()
    }
    later = case.years > case.as_of
    projects = wanted.inputs.records["project_amount"]
    for payer in PUBLIC:
        items = {**made.public[payer], **city.items(payer, case, invested, paid, computed.means, projects)}
        out |= {
            f"{LINE[payer]}/{item}": np.where(later, values * deflator, 0.0)
            for item, values in items.items()
            if item in ITEMS
        }
    return out


def totals(money: Mapping[str, Array], years: NDArray[np.int64], as_of: int, focus: int) -> Record:
    """Return sums of additional cost from ``as_of`` to the focus year [EUR of the price year]."""
    span = (years > as_of) & (years <= focus)
    of = {name: float(values[span].sum()) for name, values in money.items()}
    return {
        "need": sum(value for name, value in of.items() if name.startswith("additional/")),
        "grants": sum(of[f"additional/{name}"] for name in GRANTING),
        "gap": of["additional/gap"],
        "city": of["city/own"] + of["city/gap"],
    }


def _milestones(wanted: Wanted, computed: Computed) -> list[Record]:
    """Return every milestone with its verdict, as in ``milestones.csv``."""
    scenario = wanted.scenario
    wide = any(quantities.is_one(one.indicator) for one in scenario.milestones)
    judged = (telling.judged_wholly if wide else judging.judged)(scenario, wanted.inputs, computed)
    titles = {one.id: one for one in scenario.milestones}
    sources = wanted.inputs.sources
    out = []
    for row in judged.dicts():
        one, source = titles[row["id"]], row["source"]
        title = sources[source]["title"] if source in sources else source
        record = {key: row[key] for key in VERDICT}
        out.append({**record, "title": dict(one.title), "source": {"de": title, "en": title}})
    return out


def _remaining(computed: Computed, focus: int) -> Record:
    """Return what remains in the focus year: upstream, direct CO2 by carrier, beside them what is memo [t/a]."""
    made = computed.model
    indicators = judging.indicators_of(computed)
    rows = {row["item"]: row["value"] for row in neutrality.table("", made, indicators, focus).dicts()}
    start = float(indicators.values[0, indicators.coords["indicator"].index("total_co2e")])
    emissions, at = made.end_use, focus - BASE_YEAR
    direct: dict[str, float] = {}
    for i, (_, carrier) in enumerate(emissions.rows):
        value = float(emissions.values[DIMS["indicator"].index("co2"), at, i, SCENARIO])
        direct[carrier] = direct.get(carrier, 0.0) + value
    return {
        "year": focus,
        "total": rows["remaining"],
        "threshold": rows["threshold_share_of_1990"] * start,
        "start": start,
        "upstream": rows["upstream_floor"],
        "direct": {carrier: value for carrier, value in direct.items() if value},
        "memo": {name: rows[name] for name in ("process_emissions", "fossil_waste")},
    }


def _budgets(wanted: Wanted, computed: Computed) -> list[Record]:
    """Return each published CO2 budget with the city's share and when the path has used it up."""
    rows = neutrality.budget_table("", wanted.inputs, computed.model).dicts()
    return [
        {
            "name": _named(row["budget"]),
            **{key: row[key] for key in ("start", "city_budget", "used_by_as_of", "used_by_end", "used_up_in")},
        }
        for row in rows
    ]


@lru_cache(maxsize=64)
def _named(code: str) -> dict[str, str]:
    return {lang: label(code, lang) for lang in ("de", "en")}


def _finding(one: Finding, scenario: Scenario) -> Record:
    """Return a finding with the measures it concerns: the one it is about, or those that move the lever it is about."""
    return {
        "code": one.code, "severity": one.severity, "subject": one.subject,
        "measures": [
            active.name for active in scenario.measures
            if one.subject in {active.name, *(move.lever for move in active.moves)}
        ],
        "sentence": dict(one.sentence), "reason": dict(one.reason), "remedy": dict(one.remedy),
    }  # fmt: skip
