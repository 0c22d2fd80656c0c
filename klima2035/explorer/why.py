"""Why a number of the page is what it is: formula, the steps that lead to it, inputs with quality and source."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from klima2035 import phrases
from klima2035.ensemble.measured import GRANTING
from klima2035.errors import InputError, fault
from klima2035.explorer.asked import Asked
from klima2035.explorer.engine import Engine
from klima2035.explorer.start import LANGUAGES, said
from klima2035.facts.figures import input_
from klima2035.facts.world import World
from klima2035.messages import text
from klima2035.money import ledger
from klima2035.pipeline import SCENARIO, Computed
from klima2035.sectors import SEGMENTS
from klima2035.variables import BASE_YEAR, DIMS
from klima2035.wording.explorer import TEXTS
from klima2035.wording.reasons import FORMULAS

Record = dict[str, Any]
Text = dict[str, str]
Step = tuple[Text, float | None, str]
MOST_STEPS = 12


@dataclass(frozen=True)
class Reason:
    """How one kind of number comes about: its formula, the table it stands in, its unit, the inputs it rests on."""

    formula: str
    table: str
    unit: str
    inputs: tuple[str, ...] = ()


FACTORS = ("emission_factor_co2e", "grid_factor_co2e", "waste_convention_factor")
PRICES = ("unit_cost", "unit_cost_reference", "construction_price_index", "gdp_deflator", "programme_rate",
          "interest_rate", "payback_horizon")  # fmt: skip
PUBLIC = ("city_budget", "city_company_plan", "city_loan_rate", "staff_per_investment", "staff_cost",
          "gas_concession_fee")  # fmt: skip
OWN = {key.removeprefix("why_") for key in TEXTS if key.startswith("why_")} - {"more"}
REASONS: Mapping[str, Reason] = {
    "co2e": Reason("co2e", "emissions.csv", "t/a", FACTORS),
    "co2": Reason("co2", "emissions.csv", "tCO2/a", ("emission_factor_co2", "grid_factor_co2")),
    "trend": Reason("trend", "emissions.csv", "t/a", FACTORS),
    "end_use": Reason("end_use", "emissions.csv", "t/a", FACTORS),
    "conversion": Reason("conversion", "emissions.csv", "t/a", FACTORS),
    "energy": Reason(
        "energy",
        "energy.csv",
        "GWh/a",
        ("heat_demand_calculated", "heating_efficiency", "new_consumption", "process_heat_per_employee"),
    ),
    "final_energy": Reason("energy", "energy.csv", "GWh/a", ("heat_demand_calculated", "heating_efficiency")),
    "heating": Reason("heating", "stocks.csv", "m2", ("opening_heating_share", "heating_lifetime", "alternatives_mix")),
    "cars": Reason(
        "cars", "stocks.csv", "vehicles", ("fleet_2017", "vehicle_lifetime", "new_car_share", "motorisation")
    ),
    "modal": Reason(
        "modal", "indicators.csv", "1", ("modal_split", "bike_reach", "supply_elasticity", "parking_elasticity")
    ),
    "heat": Reason("heat", "supply.csv", "GWh/a", ("plant_heat_power", "plant_full_load_hours", "waste_heat_limit")),
    "heat_unmet": Reason("heat", "supply.csv", "GWh/a", ("plant_heat_power", "plant_full_load_hours")),
    "heat_factor": Reason("heat_factor", "supply.csv", "g/kWh", ("plant_efficiency", "waste_convention_factor")),
    "heat_pumps": Reason("stock", "indicators.csv", "systems", ("area_per_system", "heating_lifetime")),
    "battery_cars": Reason(
        "cars", "indicators.csv", "vehicles", ("new_car_share", "battery_retention", "vehicle_lifetime")
    ),
    "pv_power": Reason("stock", "indicators.csv", "MW", ("generator_power", "pv_lifetime", "pv_rooftop_potential")),
    "renovation_rate": Reason("stock", "indicators.csv", "1/a", ("full_equivalent", "residential_floor_area")),
    "additional": Reason("additional", "investment.csv", "EUR/a", PRICES),
    "full": Reason("full", "investment.csv", "EUR/a", PRICES),
    "city": Reason("city", "city_line.csv", "EUR/a", PUBLIC),
    "company": Reason("company", "city_line.csv", "EUR/a", PUBLIC),
    "remaining": Reason("remaining", "neutrality.csv", "t/a", ("neutrality_share_of_1990", *FACTORS)),
    "totals": Reason("totals", "investment.csv", "EUR", PRICES),
    "milestone": Reason("milestone", "milestones.csv", "", ("actual",)),
    "credit": Reason("credit", "credit.csv", "tCO2e", ("tonnes_floor", "discount_rate")),
    "band": Reason("band", "ensemble/bands.csv", "t/a"),
}


def why(engine: Engine, wanted: Asked) -> Record:
    """Return what is behind a number of a setting; InputError for a key or a year that the page does not show."""
    kind, _, part = wanted.key.replace("milestone:", "milestone/").replace("credit:", "credit/").partition("/")
    reason = REASONS.get(kind)
    shown = json.loads(engine.view(wanted.setting))
    if reason is None:
        raise _unknown(wanted.key)
    year = wanted.year or int(shown["focus"])
    value, unit, title, steps = _told(engine, wanted, kind, part, year, shown)
    city, as_of = engine.desk.base(wanted.setting).inputs.city, int(shown["as_of"])
    return {
        "title": title, "value": value, "unit": unit or reason.unit, "year": year,
        "unit_title": {lang: phrases.unit_name(unit or reason.unit, lang) for lang in LANGUAGES},
        "formula": {lang: FORMULAS[reason.formula][lang == "en"] for lang in LANGUAGES},
        "steps": [{"text": label, "value": amount, "unit": of} for label, amount, of in steps],
        "table": reason.table,
        "inputs": [_input(city, as_of, name) for name in reason.inputs],
        "more": {lang: text("why_more", lang, reason.table) for lang in LANGUAGES},
    }  # fmt: skip


def _unknown(key: str) -> InputError:
    return InputError([fault("why", 1, 1, "unknown_number", name=key)])


def _told(
    engine: Engine, wanted: Asked, kind: str, part: str, year: int, shown: Record
) -> tuple[float | None, str, Text, list[Step]]:
    """Return value, unit where it is not that of the kind, title and steps of a number."""
    if kind == "milestone":
        return _milestone(part, shown)
    if kind == "totals":
        return _total(part, shown)
    if kind == "remaining":
        return _remaining(part, shown)
    if kind in {"credit", "band"}:
        known = {one.name: one.title for one in engine.desk.base(wanted.setting).beside.library.measures.values()}
        if kind == "credit" and part not in known:
            raise _unknown(wanted.key)
        return None, "", dict(known[part]) if kind == "credit" else said("co2e"), []
    series = shown["series"].get(wanted.key)
    if series is None or year not in shown["years"]:
        raise _unknown(wanted.key)
    value = series[shown["years"].index(year)]
    _, computed = engine.computed(wanted.setting)
    return value, "", _title(kind, part), _steps(kind, part, year, computed, shown)


def _word(code: str) -> Text:
    """Return what the page calls a code: words of its own, else the label."""
    return {lang: text(f"why_{code}", lang) for lang in LANGUAGES} if code in OWN else said(code)


def _title(kind: str, part: str) -> Text:
    if not part:
        return _word(kind)
    name, head = said(f"modal_split_{part}" if kind == "modal" else part), _word(kind)
    return {lang: f"{head[lang]}: {name[lang]}" for lang in LANGUAGES}


def _milestone(part: str, shown: Record) -> tuple[float | None, str, Text, list[Step]]:
    one = next((row for row in shown["milestones"] if row["id"] == part), None)
    if one is None:
        raise _unknown(f"milestone:{part}")
    steps: list[Step] = [
        (_word("limit"), one["limit"], one["unit"]),
        (_word("missing"), one["gap"], one["unit"]),
    ]
    return one["value"], one["unit"], one["title"], steps


def _total(part: str, shown: Record) -> tuple[float | None, str, Text, list[Step]]:
    if part not in shown["totals"]:
        raise _unknown(f"totals/{part}")
    years = shown["years"]
    span = slice(years.index(shown["as_of"]) + 1, years.index(shown["focus"]) + 1)
    keys = {"gap": ("additional/gap",), "city": ("city/own", "city/gap"),
            "grants": tuple(f"additional/{name}" for name in GRANTING)}.get(part)  # fmt: skip
    keys = keys or tuple(key for key in shown["series"] if key.startswith("additional/"))
    steps = [(said(key.partition("/")[2]), sum(shown["series"][key][span]), "EUR") for key in keys]
    return shown["totals"][part], "EUR", {lang: text(f"why_total_{part}", lang) for lang in LANGUAGES}, steps


def _remaining(part: str, shown: Record) -> tuple[float | None, str, Text, list[Step]]:
    found = shown["remaining"]
    value = found.get(part or "total") if part not in {"direct", "memo"} else None
    value = found["direct"].get(part) if value is None else value
    if not isinstance(value, int | float):
        raise _unknown(f"remaining/{part}")
    steps: list[Step] = [(_word("upstream"), found["upstream"], "t/a")]
    steps += [
        (said(carrier), tonnes, "t/a") for carrier, tonnes in sorted(found["direct"].items(), key=lambda p: -p[1])
    ]
    steps.append((_word("threshold"), found["threshold"], "t/a"))
    return float(value), "t/a", _word(part or "total"), steps


def _steps(kind: str, part: str, year: int, computed: Computed, shown: Record) -> list[Step]:
    """Return the parts that a series' value of a year is the sum of, the largest first; none where there are none."""
    makers: dict[str, Callable[[], Iterable[Step]]] = {
        "co2e": lambda: _sum_of(shown, "end_use/", year, "t/a"),
        "end_use": lambda: _energy_times_factor(part, year, computed),
        "conversion": lambda: _of_field(part, year, computed),
        "energy": lambda: _by_sector(part, year, computed),
        "final_energy": lambda: _sum_of(shown, "energy/", year, "GWh/a"),
        "additional": lambda: _by_measure("additional", part, year, computed),
        "full": lambda: _by_measure("full", part, year, computed),
        "heat_factor": lambda: _sum_of(shown, "heat/", year, "GWh/a"),
    }
    found = sorted(makers.get(kind, list)(), key=lambda step: -abs(step[1] or 0.0))
    return found[:MOST_STEPS]


def _sum_of(shown: Record, prefix: str, year: int, unit: str) -> Iterable[Step]:
    at = shown["years"].index(year)
    for key, values in shown["series"].items():
        if key.startswith(prefix) and values[at]:
            yield said(key.removeprefix(prefix)), values[at], unit


def _energy_times_factor(sector: str, year: int, computed: Computed) -> Iterable[Step]:
    """Yield each carrier of a sector: energy x factor, the product being its emissions."""
    made, at = computed.model, year - BASE_YEAR
    emissions = made.end_use
    for carrier in DIMS["carrier"]:
        if (sector, carrier) not in emissions.rows:
            continue
        mine = [i for i, one in enumerate(SEGMENTS) if (one.sector, one.carrier) == (sector, carrier)]
        energy = float(made.energy[at, mine, SCENARIO].sum())
        tonnes = float(emissions.values[0, at, emissions.rows.index((sector, carrier)), SCENARIO])
        if tonnes:
            factor = tonnes / energy if energy else 0.0
            yield {
                lang: f"{name}: {phrases.quantity(energy, 'GWh/a', lang)} × {phrases.quantity(factor, 'g/kWh', lang)}"
                for lang, name in said(carrier).items()
            }, tonnes, "t/a"  # fmt: skip


def _of_field(field: str, year: int, computed: Computed) -> Iterable[Step]:
    emissions, at = computed.model.conversion, year - BASE_YEAR
    for i, (sector, carrier) in enumerate(emissions.rows):
        if sector == field and emissions.values[0, at, i, SCENARIO]:
            yield said(carrier), float(emissions.values[0, at, i, SCENARIO]), "t/a"


def _by_sector(carrier: str, year: int, computed: Computed) -> Iterable[Step]:
    for sector in DIMS["sector"]:
        mine = [i for i, one in enumerate(SEGMENTS) if (one.sector, one.carrier) == (sector, carrier)]
        if mine and (energy := float(computed.model.energy[year - BASE_YEAR, mine, SCENARIO].sum())):
            yield said(sector), energy, "GWh/a"


def _by_measure(basis: str, funder: str, year: int, computed: Computed) -> Iterable[Step]:
    """Yield what each asset of the measures takes of a funder's money in a year, from the rows of the ledger."""
    contributions = computed.assembled.levers.contributions
    column = ledger.table("", computed.investment, computed.funding, contributions).by_column
    out: dict[str, float] = {}
    names = ("year", "basis", "funder", "measure", "asset", "value_real")
    for at, of, by, measure, asset, value in zip(*(column[name] for name in names), strict=True):
        if at == year and of == basis and by == funder and measure != ledger.TREND:
            out[str(asset)] = out.get(str(asset), 0.0) + float(value or 0.0)
    for asset, amount in out.items():
        yield said(asset), amount, "EUR/a"


@lru_cache(maxsize=8)
def _world(city: str, lang: str, as_of: int) -> World:
    return World(city, lang, as_of)


@lru_cache(maxsize=512)
def _input(city: str, as_of: int, name: str) -> Record:
    """Return what is told of an input: label, values, quality, sources."""
    told = {lang: {one.code: one.lines for one in input_(_world(city, lang, as_of), name)} for lang in LANGUAGES}

    def line(code: str) -> Text:
        return {lang: "; ".join(told[lang].get(code, ())) for lang in LANGUAGES}

    rows = _world(city, "de", as_of).inputs.rows(name)
    kinds = {lang: _world(city, lang, as_of).quality(rows) for lang in LANGUAGES}
    quality = {lang: text("why_rows", lang, count=len(rows), kinds=kinds[lang]) for lang in LANGUAGES}
    sources = _world(city, "de", as_of).inputs.sources
    cited = [sources[key] for key in dict.fromkeys(row.source for row in rows) if key in sources]
    meaning = line("meaning")
    title = {lang: label or meaning[lang].rstrip(".") or name for lang, label in line("label").items()}
    return {
        "name": name, "title": title,
        "meaning": meaning, "value": line("values"), "range": line("uncertainty"), "quality": quality,
        "sources": [{"title": one["title"], "url": one["url"]} for one in cited[:6]],
    }  # fmt: skip
