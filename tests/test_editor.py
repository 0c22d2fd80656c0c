"""What editors read: current, explained in German, and of one mind with ``validate``."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError

from klima2035 import editor, guidance, measures, pipeline, schemas, units, validation, workspace, yamlfile
from klima2035.sectors import LEVERS

ROOT = Path(__file__).parents[1]
CITY = "wuppertal"
SHIPPED = sorted([*(ROOT / "scenarios").rglob("*.yaml"), *(ROOT / "inputs").rglob("*.yaml")])
READ = lru_cache(maxsize=4)(pipeline.read_inputs)


@cache
def offered(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "schema" / f"{kind}.json").read_text(encoding="utf-8"))
    return found


@cache
def judge(kind: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(offered(kind))


def as_json(data: Any) -> Any:
    """Return YAML data as editors see them: every key is text."""
    if isinstance(data, dict):
        return {str(key): as_json(value) for key, value in data.items()}
    return [as_json(item) for item in data] if isinstance(data, list) else data


def refused(kind: str, path: Path) -> list[str]:
    return [error.message for error in judge(kind).iter_errors(as_json(yamlfile.read(path).data))]


def test_the_committed_files_are_current() -> None:
    made = workspace.for_editors(ROOT, CITY)
    assert {path.relative_to(ROOT).parts[0] for path in made} == {"schema", ".vscode"}
    for path, content in made.items():
        assert path.read_bytes() == content.encode(), f"{path.name}: run: python tools/refresh.py"
    assert {path.name for path in (ROOT / "schema").iterdir()} == {f"{kind}.json" for kind in schemas.KINDS}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_shipped_file_names_its_schema_and_fits_it(path: Path) -> None:
    kind = validation.kind(path)
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith(editor.FIRST_LINE)
    assert (path.parent / first.removeprefix(editor.FIRST_LINE)).resolve() == ROOT / "schema" / f"{kind}.json"
    assert refused(str(kind), path) == []


@pytest.mark.parametrize("kind", schemas.KINDS)
def test_the_schemas_are_draft_7(kind: str) -> None:
    assert offered(kind)["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(offered(kind))
    assert "$defs" not in json.dumps(offered(kind))


def forms(form: Any, way: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Return every form that stands at a key, with its way; conditions repeat keys and are left out."""
    if not isinstance(form, dict):
        return []
    out = []
    for keyword in ("properties", "patternProperties"):
        for key, child in form.get(keyword, {}).items():
            out += [(f"{way}.{key}", child), *forms(child, f"{way}.{key}")]
    for keyword in ("items", "additionalProperties"):
        out += forms(form.get(keyword), way)
    return out + [found for option in form.get("anyOf", ()) for found in forms(option, way)]


@pytest.mark.parametrize("kind", schemas.KINDS)
def test_every_key_is_explained_in_german(kind: str) -> None:
    found = forms(offered(kind))
    assert {way.split(".")[1] for way, _ in found} == set(offered(kind)["properties"])
    english = re.compile(r"\b(the|of|with|year of|measure|which|reached)\b")
    for way, form in found:
        assert form.get("title", "").strip(), way
        assert form.get("description", "").strip(), way
        assert not english.search(f"{form['title']} {form['description']}"), (way, form["description"])
        if "enum" in form and "enumDescriptions" in form:
            assert len(form["enum"]) == len(form["enumDescriptions"]), way
    words = [form for _, form in found if len(form.get("enum", ())) > 1]
    assert all(all(text.strip() for text in form["enumDescriptions"]) for form in words)


def test_every_key_of_every_model_has_a_text_of_its_own() -> None:
    with pytest.raises(KeyError):
        guidance.told(("scenario", "unheard-of"))
    assert guidance.told(("scenario", "measures", "*", "start")) != guidance.told(("measure", "levers", "*", "start"))
    assert guidance.told(("scenario", "framework", "law_as_of"))[0] == "Rechtsstand"


def test_a_scenario_is_offered_each_measure_with_its_own_levers() -> None:
    library = measures.library(ROOT / "inputs" / CITY / "measures", measures.Judge(LEVERS, None), []).measures
    shown = offered("scenario")["properties"]["measures"]
    assert list(shown["properties"]) == sorted(library)
    assert shown["additionalProperties"] is False
    for name, measure in library.items():
        own = shown["properties"][name]
        assert own["title"] == measure.title["de"]
        assert measure.text["de"] in own["description"]
        assert measure.office["de"] in own["description"]
        assert list(own["properties"]["levers"]["properties"]) == list(measure.levers)
        assert own["properties"]["levers"]["additionalProperties"] is False
    heat = shown["properties"]["rooftop-pv"]["properties"]["levers"]["properties"]["pv_rooftop_additions"]
    assert heat["title"] == "Zubau Dach-Photovoltaik [MW/a]"
    assert heat["properties"]["to"]["title"] == "Ziel in MW/a"
    assert library["rooftop-pv"].levers["pv_rooftop_additions"]["to"] in heat["properties"]["to"]["examples"]


def test_bounds_stand_in_the_unit_that_people_write() -> None:
    levers = offered("measure")["properties"]["levers"]["properties"]
    assert list(levers) == [lever.name for lever in LEVERS]
    known = measures.Judge(LEVERS, READ(ROOT / "inputs", CITY))
    for lever in LEVERS:
        unit = editor.written_unit(lever)
        text = levers[lever.name]["properties"]["to"]["description"]
        match = re.search(r"Erlaubt: (-?[\d.e+]+) (\S+) bis (-?[\d.e+]+) ", text)
        assert match is not None, text
        assert match[2] == unit
        for shown, inside in ((match[1], -1.0), (match[3], 1.0)):
            assert known.value(lever, f"{shown} {unit}")[1] is None
            beyond = float(shown) + inside * (abs(float(shown)) * 0.01 + 0.01)
            wrong = known.value(lever, f"{beyond:.10g} {unit}")[1]
            assert wrong is not None, (lever.name, beyond)


def test_the_units_of_a_target_are_those_that_the_models_take() -> None:
    """Every unit of the table at every kind of lever, written in several ways: one verdict."""
    quantity = TypeAdapter(schemas.Quantity)
    levers = offered("measure")["properties"]["levers"]["properties"]
    kinds = {(lever.unit, lever.combine == "multiply"): lever for lever in LEVERS}
    ways = ("5 {}", "5{}", "+5.25  {}", "5e-1 {} ", "5,5 {}", "fünf {}", "{}", "5", "41{}")
    for lever in kinds.values():
        pattern = re.compile(levers[lever.name]["properties"]["to"]["pattern"])
        for text in {way.format(unit) for way in ways for unit in (*units.UNITS, "Parsec", "")}:
            try:
                quantity.validate_python(text)
                taken = measures.misfit(text, "1" if lever.combine == "multiply" else lever.unit, lever.name) is None
            except ValidationError:
                taken = False
            assert (pattern.search(text) is not None) == taken, (lever.name, text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace.init(str(tmp_path_factory.mktemp("editor") / "folder")).path


SCENARIO = """schema: 1
name: probe
title: {de: Probe, en: Probe}
extends: klimaneutral-2035
"""
MEASURE = """schema: 1
name: probe
title: {de: Probe, en: Probe}
text: {de: Probe, en: Probe}
sector: buildings
decider: owner
office: {de: Amt, en: Office}
levers:
  heat_pump_share: {start: 2027, end: 2030, ramp: linear, to: 80 %}
requires: []
excludes: []
assets: [heat_pump_air_one_two_family]
funding: [bund_beg_heating]
sources: [assumption_wuppertal]
"""
MILESTONE = """schema: 1
milestones:
  - id: probe
    title: {de: Probe, en: Probe}
    year: 2030
    indicator: pv_power
    sense: at_least
    limit: 100 MW
    tolerance: 5 %
    origin: decided
    source: fokus_wuppertal_2021
"""
FRAMEWORK = """schema: 1
name: probe
title: {de: Probe, en: Probe}
framework: {grid: late, law_as_of: 2026-11-01}
"""
STRESS = """schema: 1
name: probe
title: {de: Probe, en: Probe}
text: {de: Probe, en: Probe}
inputs:
  degree_days: {factor: 115 %}
"""
PLACES = {
    "scenario": (SCENARIO, "scenarios/probe.yaml"),
    "measure": (MEASURE, f"inputs/{CITY}/measures/probe.yaml"),
    "milestones": (MILESTONE, f"inputs/{CITY}/milestones.yaml"),
    "framework": (FRAMEWORK, "scenarios/framework/probe.yaml"),
    "stress": (STRESS, "scenarios/stress/probe.yaml"),
}
SOUND = (
    ("scenario", "", ""),
    ("scenario", "$", "measures: {rooftop-pv: {ambition: 50 %}, heat-pumps: false, freight: true}\n"),
    ("scenario", "$", "measures: {heat-pumps: {levers: {heat_pump_share: {to: 0.9 1, start: 2030, end: 2033}}}}\n"),
    (
        "scenario",
        "$",
        "measures: {hydrogen-buses: {levers: {hydrogen_bus_additions: {table: {2028: 3 vehicles/a}}}}}\n",
    ),
    ("scenario", "$", "framework: {file: late, grid: renewable_2035, co2_price: high, law_as_of: 2026-01-31}\n"),
    ("scenario", "$", "settings: {waste_heat: physical, registered_additions: false}\nas_of: 2024\nhorizon: 2050\n"),
    ("scenario", "$", "milestones: [climate-investment-2025-known]\nmeasures:\nsettings:\n"),
    ("measure", "", ""),
    ("scenario", "$", "measures: {heat-pumps: {levers: {heat_pump_share: {range: {low: 50 %, high: 0.8 1}}}}}\n"),
    ("measure", "80 %", "0.8 1"),
    ("measure", "80 %", "80 %, range: {low: 50 %, high: 85 %, distribution: normal, group: uptake}"),
    ("measure", "{start: 2027, end: 2030, ramp: linear, to: 80 %}", "{ramp: table, table: {2027: 10 %, 2030: 80%}}"),
    ("measure", "{start: 2027, end: 2030, ramp: linear, to: 80 %}", "{ramp: step, start: 2027, to: 80 %}"),
    ("milestones", "", ""),
    ("milestones", "100 MW", "100000 kWp"),
    ("framework", "", ""),
    ("stress", "", ""),
    ("stress", "$", "  construction:\n    - {where: {building_type: multi_family}, add: 1 ha/a, by_year: 2030}\n"),
    ("stress", "$", "funding: {bund_bew: {ends: 2026}}\nframework: {grid: late}\nadoption: financed\n"),
)
UNSOUND = (
    ("scenario", "extends:", "extend:"),
    ("scenario", "extends: klimaneutral-2035", "extends: klimaneutral-2036"),
    ("scenario", "schema: 1", "schema: 2"),
    ("scenario", "name: probe", "name: Probe"),
    ("scenario", "title: {de: Probe, en: Probe}", "title: {de: Probe}"),
    ("scenario", "$", "city: hagen\n"),
    ("scenario", "$", "measures: {roftop-pv: true}\n"),
    ("scenario", "$", "measures: {rooftop-pv: ja}\n"),
    ("scenario", "$", "measures: {rooftop-pv: {ambition: 5 MW}}\n"),
    ("scenario", "$", "measures: {rooftop-pv: {ambitions: 50 %}}\n"),
    ("scenario", "$", "measures: {rooftop-pv: {levers: {heat_pump_share: {to: 50 %}}}}\n"),
    ("scenario", "$", "measures: {rooftop-pv: {levers: {pv_rooftop_additions: {to: 50 %}}}}\n"),
    ("scenario", "$", "measures: {rooftop-pv: {levers: {pv_rooftop_additions: {to: 50}}}}\n"),
    ("scenario", "$", "measures: {rooftop-pv: {levers: {pv_rooftop_additions: {to: '2,5 MW/a'}}}}\n"),
    ("scenario", "$", "measures: {hydrogen-buses: {levers: {hydrogen_bus_additions: {to: 3 vehicles/a}}}}\n"),
    (
        "scenario",
        "$",
        "measures: {rooftop-pv: {levers: {pv_rooftop_additions: {table: {1089: 5 MW/a, 2030: 5 MW/a}}}}}\n",
    ),
    ("scenario", "$", "framework: {grid: renewable_2036}\n"),
    ("scenario", "$", "framework: {file: spaet}\n"),
    ("scenario", "$", "framework: {law_as_of: 01.11.2026}\n"),
    ("scenario", "$", "settings: {waste_heat: konvention}\n"),
    ("scenario", "$", "milestones: [climate-investment-2025]\n"),
    ("scenario", "$", "as_of: 2026\n"),
    ("scenario", "$", "horizon: 2051\n"),
    ("measure", "heat_pump_share:", "heat_pumpshare:"),
    ("scenario", "$", "measures: {heat-pumps: {levers: {heat_pump_share: {range: {low: 50 km, high: 80 %}}}}}\n"),
    ("scenario", "$", "measures: {heat-pumps: {levers: {heat_pump_share: {range: {low: 50 %}}}}}\n"),
    (
        "scenario",
        "$",
        "measures: {hydrogen-buses: {levers: {hydrogen_bus_additions: {range: {low: 1 km, high: 9 km}}}}}\n",
    ),
    ("measure", "80 %", "80 %, range: {low: 50 %, high: 85 %, distribution: gauss}"),
    ("measure", "80 %", "80 %, range: {low: 50 %, high: 85 %, mean: 80 %}"),
    (
        "measure",
        "{start: 2027, end: 2030, ramp: linear, to: 80 %}",
        "{ramp: table, table: {2027: 10 %}, range: {low: 5 %, high: 85 %}}",
    ),
    ("measure", "80 %", "80 %/a"),
    ("measure", "80 %", "80"),
    ("measure", "end: 2030, ", ""),
    ("measure", "ramp: linear", "ramp: step"),
    ("measure", "ramp: linear", "ramp: gerade"),
    ("measure", "sector: buildings", "sector: Gebäude"),
    ("measure", "decider: owner", "decider: owners"),
    ("measure", "requires: []", "requires: [heat-pump]"),
    ("measure", "heat_pump_air_one_two_family", "heat_pump_air"),
    ("measure", "bund_beg_heating", "bund_beg"),
    ("measure", "assumption_wuppertal", "assumption_wupertal"),
    ("milestones", "pv_power", "pv_powers"),
    ("milestones", "100 MW", "100 MW/a"),
    ("milestones", "5 %", "5 km"),
    ("milestones", "at_least", "mindestens"),
    ("milestones", "fokus_wuppertal_2021", "fokus_2021"),
    ("milestones", "    source: fokus_wuppertal_2021\n", ""),
    ("milestones", "origin: decided", "origin: derived"),
    ("framework", "grid: late", "grids: late"),
    ("stress", "degree_days:", "degree_day:"),
    ("stress", "degree_days:", "heating_lifetime:"),
    ("stress", "factor: 115 %", "factors: 115 %"),
    ("stress", "factor: 115 %", "factor: 1.15"),
    ("stress", "$", "adoption: given\n"),
    ("scenario", "$", "settings: {waste_heat: null}\n"),
    ("scenario", "$", "framework: {co2_price: null}\n"),
    ("scenario", "$", "as_of:\n"),
    ("scenario", "$", "text:\n"),
)


@pytest.mark.parametrize(("kind", "old", "new"), [*SOUND, *UNSOUND], ids=lambda part: part[:40])
def test_editors_and_validate_are_of_one_mind(folder: Path, kind: str, old: str, new: str) -> None:
    text, place = PLACES[kind]
    changed = text + new if old == "$" else text.replace(old, new, 1) if old else text
    assert changed != text or not old
    path = folder / place
    before = path.read_bytes() if path.exists() else None
    path.write_text(changed, encoding="utf-8")
    try:
        faults, told = pipeline.validate(path, READ), refused(kind, path)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    sound = (kind, old, new) in SOUND
    assert (faults == ()) == sound, faults
    assert (told == []) == sound, told


@pytest.mark.parametrize("name", ["settings.json", "extensions.json"])
def test_vs_code_is_set_up_by_opening_the_folder(name: str) -> None:
    found = json.loads((ROOT / ".vscode" / name).read_text(encoding="utf-8"))
    if name == "extensions.json":
        assert found["recommendations"] == ["redhat.vscode-yaml"]
        return
    assert found["yaml.schemaStore.enable"] is False
    assert found["redhat.telemetry.enabled"] is False
    for path in SHIPPED:
        inside = path.relative_to(ROOT)
        fitting = [schema for schema, pattern in found["yaml.schemas"].items() if inside.match(pattern)]
        assert fitting == [f"./schema/{validation.kind(path)}.json"], inside
