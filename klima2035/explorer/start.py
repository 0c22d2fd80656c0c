"""What the page needs once: scenarios, choices, measures with their levers, words, and a base with its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from klima2035 import (
    __version__,
    activation,
    chain,
    editor,
    frames,
    hindcast,
    labels,
    pipeline,
    places,
    schemas,
    units,
    yamlfile,
)
from klima2035.errors import Fault, InputError
from klima2035.explorer.asked import Base
from klima2035.explorer.desk import LEVER, Desk, Known
from klima2035.explorer.view import ITEMS, MODES
from klima2035.facts.saying import framework_label
from klima2035.levers import Active, Lever
from klima2035.measures import Measure
from klima2035.pipeline import SCENARIO
from klima2035.stress import cases as stress_cases
from klima2035.variables import BASE_YEAR, DIMS, INPUTS

Record = dict[str, Any]
Text = dict[str, str]
LANGUAGES = ("de", "en")
CHOICES: Mapping[str, tuple[str, ...]] = {  # of accounting; what is not asked for on the page stays as the file has it
    name: get_args(schemas.Settings.model_fields[name].annotation)
    for name in ("adoption", "electricity", "waste_heat", "process_emissions")
}
OTHER = ("city", "city_company", "trend", "land", "bund", "eu", "owner", "firm", "buildings", "transport", "industry",
         "energy", "adaptation", "actual", "modelled", "decided", "derived", "proposed", "reached", "at_risk", "missed",
         "cannot_judge", "heat_pumps", "battery_cars", "pv_power", "final_energy", "process_emissions", "fossil_waste",
         "environmental_heat")  # fmt: skip


def said(code: str) -> Text:
    """Return the label of a code in both languages."""
    return {lang: labels.label(code, lang) for lang in LANGUAGES}


def start(desk: Desk, saving: str | None) -> Record:
    """Return what holds for all scenarios; saving: the folder into which the page may save, None where it may not."""
    known = desk.base(Base())
    return {
        "version": __version__,
        "city": {"name": known.inputs.city, "title": dict(known.inputs.title)},
        "default": desk.default,
        "scenarios": scenarios(known.inputs.city),
        "stress": stress(),
        "framework": _framework(known),
        "settings": [
            {"name": name, "title": said(name), "options": [_option(one) for one in options]}
            for name, options in CHOICES.items()
        ],
        "measures": [_measure(known, one) for one in known.beside.library.measures.values()],
        "words": words(known),
        "save": {"folder": saving} if saving is not None else None,
    }


def titled(paths: Iterable[tuple[str, Any]]) -> list[Record]:
    """Return name, title and text of files of scenarios or stress cases; those not to be read are left out."""
    out = []
    for name, path in paths:
        try:
            data = yamlfile.read(path).data
        except (InputError, OSError):
            continue
        if isinstance(data, dict) and isinstance(data.get("title"), dict):
            text = data.get("text") if isinstance(data.get("text"), dict) else {}
            out.append({"name": name, "title": _both(data["title"]), "text": _both(text or {})})
    return out


def _both(text: Mapping[str, Any]) -> Text:
    return {lang: str(text.get(lang) or "") for lang in LANGUAGES}


def scenarios(city: str) -> list[Record]:
    """Return the scenarios of a city to be had by name, the working folder's first."""
    found: dict[str, Any] = {}
    for root in places.roots("scenarios"):
        for name in places.names(root, "scenarios"):
            if places.is_name(name) and places.inside(root, root / f"{name}.yaml"):
                found.setdefault(name, root / f"{name}.yaml")
    return titled((name, path) for name, path in found.items() if chain.read(path).city == city)


def stress() -> list[Record]:
    """Return the stress cases to be had."""
    return titled((name, stress_cases.find(name)) for name in stress_cases.known_names())


def _option(name: str) -> Record:
    return {"name": name, "title": said(name)}


def _framework(known: Known) -> list[Record]:
    """Return each framework setting that has more than one variant in the city's tables."""
    variants: dict[str, dict[str, None]] = {}
    for name, points in known.inputs.points.items():
        if INPUTS[name].time == "framework":
            setting = name if INPUTS[name].choice == "reference" else INPUTS[name].choice
            variants.setdefault(setting, {}).update(dict.fromkeys(one for one in points if one != "actual"))
    words = {lang: labels.labels(lang) for lang in LANGUAGES}
    return [
        {
            "name": name,
            "title": {lang: framework_label(name, words[lang]) for lang in LANGUAGES},
            "options": [_option(one) for one in sorted(options)],
        }
        for name, options in variants.items() if len(options) > 1
    ]  # fmt: skip


def _measure(known: Known, one: Measure) -> Record:
    ramps = {move["ramp"] for move in one.levers.values()}
    return {
        "name": one.name, "title": dict(one.title), "text": dict(one.text), "sector": one.sector,
        "decider": one.decider, "office": dict(one.office), "requires": list(one.requires),
        "excludes": list(one.excludes), "has_end": bool(ramps & {"linear", "s-curve"}),
        "levers": [_lever(known, LEVER[name]) for name, move in one.levers.items() if move["ramp"] != "table"],
    }  # fmt: skip


def _lever(known: Known, lever: Lever) -> Record:
    """Return a lever's name, unit and the bounds of a target, in the unit in which people write it."""
    unit, allowed = editor.written_unit(lever), known.beside.judge.allowed(lever)
    low, high = (_neat(value / _scale(lever)) for value in allowed) if allowed else (None, None)
    return {
        "name": lever.name, "title": said(lever.name), "unit": unit, "unit_title": said(unit),
        "low": low, "high": high, "combine": lever.combine,
    }  # fmt: skip


def _scale(lever: Lever) -> float:
    """Return the written unit of a lever's target in its canonical one."""
    return units.factor(editor.written_unit(lever), "1" if lever.combine == "multiply" else lever.unit)


def words(known: Known) -> dict[str, Text]:
    """Return the label of every code that the page may show."""
    codes = [
        *DIMS["sector"], *DIMS["carrier"], *DIMS["heating_system"], *DIMS["drive"], *DIMS["plant"], *DIMS["funder"],
        *DIMS["payer"], *ITEMS, *OTHER, *MODES, *(name for options in CHOICES.values() for name in options),
    ]  # fmt: skip
    codes += [one.decider for one in known.beside.library.measures.values()]
    return {code: said(code) for code in dict.fromkeys(codes)}


def base(known: Known) -> Record:
    """Return one base: its years, its history, what each measure is set to in it, targets and hindcast."""
    scenario = known.scenario
    computed = pipeline.compute(pipeline.assemble(known.inputs, scenario))
    blind = pipeline.without_registers(scenario, known.inputs)
    told = hindcast.table(known.inputs, scenario.as_of, computed.model, blind, SCENARIO)
    settings = scenario.settings
    return {
        "name": scenario.name,
        "title": dict(scenario.title),
        "text": _both(scenario.text),
        "as_of": scenario.as_of,
        "horizon": scenario.horizon,
        "years": computed.history.years[:-1].tolist(),
        "history": _history(computed),
        "measures": states(known),
        "framework": {one["name"]: scenario.framework.get(one["name"], "reference") for one in _framework(known)},
        "settings": {name: getattr(settings, name) for name in CHOICES},
        "targets": [
            {"id": one.id, "year": one.year, "value": one.limit, "title": dict(one.title), "origin": one.origin}
            for one in scenario.milestones
            if one.indicator in {"co2e", "total_co2e"} and one.sense == "at_most"
        ],
        "hindcast": [_checked(known, row) for row in told.dicts()],
    }


def _checked(known: Known, row: Mapping[str, Any]) -> Record:
    source = known.inputs.sources.get(row["source"], {}).get("title", row["source"])
    kept = {key: row[key] for key in ("year", "model", "actual", "deviation", "unit", "run")}
    return {**kept, "quantity": said(row["quantity"]), "source": source}


def _history(computed: pipeline.Computed) -> dict[str, list[float]]:
    """Return the years before 2017 by the keys of the series."""
    made = frames.all_frames(computed.model, computed.history, SCENARIO)
    emissions, energy, first = made["emissions"], made["energy"], BASE_YEAR
    cut = slice(0, emissions.years.index(first))
    out = {
        "co2e": emissions.total(view="end_use", indicator="co2e")[cut],
        "co2": emissions.total(view="end_use", indicator="co2")[cut],
        **{
            f"{view}/{name}": values[cut]
            for view in ("end_use", "conversion")
            for name, values in emissions.by("sector", view=view, indicator="co2e").items()
        },
        **{f"energy/{name}": values[cut] for name, values in energy.by("carrier").items() if values[cut].any()},
        "final_energy": energy.total()[cut],
    }
    return {key: values.tolist() for key, values in out.items()}


def states(known: Known) -> dict[str, Record]:
    """Return what each measure of the library is set to: by the base where it is on, else by the library."""
    chosen = known.chain.data.get("measures") or {}
    active = {one.name: one for one in known.scenario.measures}
    out = {}
    for name, measure in known.beside.library.measures.items():
        faults: list[Fault] = []
        setting = chosen.get(name)
        asked = setting if isinstance(setting, dict) else {}
        one = active.get(name) or activation.working(known.chain, known.beside.judge, measure, asked, faults)
        out[name] = _state(known, one, name in active)
    return out


def _state(known: Known, one: Active, on: bool) -> Record:
    starts, ends = [move.start for move in one.moves], [move.end for move in one.moves]
    goals = {move.lever: _neat(move.value / _scale(LEVER[move.lever])) for move in one.moves}
    return {
        "on": on,
        "start": min(starts, default=None),
        "end": max(ends, default=None),
        "ambition": _neat(one.ambition * 100.0),
        "levers": goals,
    }


def _neat(value: float) -> float:
    """Return a number without the noise of a unit's factor."""
    return float(f"{value:.10g}")
