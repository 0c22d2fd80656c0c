"""What ``explain`` and ``show --resolved`` say is what the tables and files say."""

import csv
import json
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from conftest import SHIPPED, computed_scenario

from klima2035 import (
    cli,
    explaining,
    framework,
    guidance,
    levers,
    origins,
    pipeline,
    plausibility,
    schemas,
    units,
    yamlfile,
)
from klima2035.facts import KINDS
from klima2035.facts.world import World
from klima2035.measures import Judge
from klima2035.sectors import LEVERS
from klima2035.variables import INPUTS

ROOT = Path(__file__).parents[1]
AS_OF = 2025


@cache
def world(lang: str = "de") -> World:
    return World("wuppertal", lang, AS_OF)


def told(kind: str, name: str, lang: str = "de") -> dict[str, str]:
    """Return the facts of one thing by code, no-break spaces as plain ones."""
    facts = KINDS[kind].tell(world(lang), name)
    return {one.code: "\n".join(one.lines).replace("\u00a0", " ") for one in facts}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_everything_with_a_name_is_explained(kind, lang):
    names = list(KINDS[kind].names(world(lang)))
    assert names
    for name in names:
        facts = KINDS[kind].tell(world(lang), name)
        lines = explaining.lines([(kind, name, facts)], lang)
        assert name in lines[0]
        assert len(lines) > 2
        assert all(line.strip() for one in facts for line in one.lines), name
        assert not [
            line for line in lines if re.search("None(?! of )", line) or "nan" in line.split() or "{}" in line
        ], name
        long = [line for line in lines if len(line) > explaining.WIDTH and "://" not in line]
        assert not long, name


def test_a_lever_tells_bounds_actual_trend_rule_and_who_moves_it(inputs):
    facts, lever = told("lever", "charging_points"), next(one for one in LEVERS if one.name == "charging_points")
    low, high = levers.bounds(inputs, lever)
    assert facts["bounds"].startswith(f"{low:.0f} bis {high:,.0f}".replace(",", "."))
    actual = max(
        (row for row in inputs.records["charging_points"] if row.index["role"] == "actual"), key=lambda r: r.year
    )
    assert facts["actual"].startswith(f"{actual.year}: {actual.value:,.0f}".replace(",", "."))
    path = levers.base_paths(inputs, [lever], np.arange(2017, 2051), AS_OF)["charging_points"][:, 0]
    assert [int(year) for year in re.findall(r"(\d{4}): ", facts["trend"])] == [AS_OF, 2030, 2035, 2045]
    for year, value in re.findall(r"(\d{4}): ([\d.]+) ", facts["trend"]):
        assert float(value.replace(".", "")) == pytest.approx(path[int(year) - 2017], rel=1e-3)
    assert facts["operation"].startswith("erreicht")
    assert "charging-points" in facts["moved_by"]
    assert "7.000" in facts["moved_by"]
    assert "klimaneutral-2035" in facts["in_scenarios"]
    assert "trend" not in facts["in_scenarios"]


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_the_example_of_a_lever_may_stand_in_a_measure(lever, inputs):
    name, _, move = told("lever", lever.name)["example"].partition(": ")
    assert name == lever.name
    quantity = re.search(r"to: (.+)}", move).group(1)
    assert Judge(LEVERS, inputs).value(lever, quantity)[1] is None


def test_a_measure_tells_its_relations_in_both_directions_and_what_scenarios_change():
    assert "charging-points" in told("measure", "e-cars")["requires"]
    assert "e-cars" in told("measure", "charging-points")["required_by"]
    facts = told("measure", "rooftop-pv")
    assert "klimaneutral-2045: Ende 2035, umgesetzt zu 80 %" in facts["in_scenarios"].splitlines()
    assert "klimaneutral-2035: wie in der Bibliothek" in facts["in_scenarios"].splitlines()
    assert "25 MW/a" in facts["levers"]
    assert "rundschau_143081257" in facts["sources"]
    assert facts["files"] == origins.file_of(world().library["rooftop-pv"].document.path)


def test_an_input_tells_its_rows_and_values_as_the_table_has_them(inputs):
    rows = inputs.rows("population")
    facts = told("input", "population")
    assert facts["rows"].startswith(f"{len(rows)} (")
    assert sum(map(int, re.findall(r"(\d+) [a-z]", facts["rows"].partition("(")[2]))) == len(rows)
    assert {row.source for row in rows if not row.source.startswith("assumption")} <= set(
        re.findall(r"\[(\w+)\]", facts["sources"])
    )
    values = inputs.constant("heat_demand_calculated")
    told_values = told("input", "heat_demand_calculated")["values"]
    assert f"{values.min():.1f}".replace(".", ",") in told_values
    assert f"{values.max():.1f}".replace(".", ",") in told_values


def test_a_framework_setting_tells_what_a_run_takes(inputs):
    facts = told("framework", "grid")
    variants = set(inputs.points["grid_factor_co2e"]) - {"actual"}
    assert set(re.findall(r"\((\w+)\)", facts["variants"])) == variants
    path = inputs.framework("population", np.array([2030]), AS_OF, "reference")
    assert f"2030: {float(f'{path[0, 0]:.4g}'):,.0f}".replace(",", ".") in told("framework", "population")["values"]


def test_a_milestone_tells_its_limit_in_the_unit_stated():
    for name, one in world().milestones.items():
        number, unit = units.parse(one.stated)
        facts = told("milestone", name)
        assert facts["year"] == str(one.year)
        assert one.indicator in facts["indicator"]
        if unit not in ("EUR", "%"):
            assert f"{number:,.10g}".translate(str.maketrans(",.", ".,")) in facts["limit"], name


def test_a_programme_tells_every_rate_and_an_asset_every_payer(inputs):
    for name in KINDS["programme"].names(world()):
        rows = [row for row in inputs.records["programme_rate"] if row.index["programme"] == name]
        assert len(told("programme", name)["rates"].splitlines()) == len(rows)
    shares = re.findall(r": ([\d,]+) %", told("asset", "pv_rooftop")["payers"])
    assert sum(float(share.replace(",", ".")) for share in shares) == pytest.approx(100.0)


def test_a_source_counts_the_rows_that_cite_it():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "inputs").rglob("*.csv")]
    cited = sum(row.get("source") == "wsw_info_177" for text in texts for row in csv.DictReader(text.splitlines()))
    assert told("source", "wsw_info_177")["rows"] == str(cited)


def test_an_indicator_stands_in_the_file_that_is_told():
    made = computed_scenario("trend").model.results.values()
    stocks = {name for one in made for name in one.stocks}
    single = {name for one in made for name in one.indicators}
    memo = {name for one in made for name in one.memo}
    for name in KINDS["indicator"].names(world()):
        file = told("indicator", name)["stands_in"]
        assert (name in stocks) == (file == "tables/stocks.csv"), name
        assert (name in memo) == (file == "tables/memo.csv"), name
        assert (name in single) == (file == "tables/indicators.csv" and name != "final_energy"), name


def test_a_label_or_another_spelling_finds_the_thing_too():
    assert [(kind, name) for kind, name, _ in explaining.find(world(), "Zubau Dach-Photovoltaik")] == [
        ("lever", "pv_rooftop_additions")
    ]
    assert ("measure", "heat-pumps") in [(kind, name) for kind, name, _ in explaining.find(world(), "Heat-Pumps")]


def test_a_name_of_several_kinds_is_told_of_each():
    assert [kind for kind, _, _ in explaining.find(world(), "population")] == ["input", "framework"]


def test_every_key_of_every_kind_of_file_is_explained():
    def keys(form, known):
        if isinstance(form, dict):
            yield from form.get("properties", ())
            for child in form.values():
                yield from keys(child, known)
        elif isinstance(form, list):
            for child in form:
                yield from keys(child, known)

    for kind, form in schemas.KINDS.items():
        names = set(keys(form.model_json_schema(by_alias=True), {}))
        assert len(names) > 3, kind
        for name in names:
            assert {"key", "setting", "framework"} & {one for one, _, _ in explaining.find(world(), name)}, name


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_key_tells_its_place_its_words_and_a_line_of_a_file(lang):
    facts = told("key", "ramp", lang)
    words = schemas.LeverMove.model_fields["ramp"].annotation.__args__
    assert tuple(line.partition(":")[0] for line in facts["allowed"].splitlines()) == words
    place = {
        "de": "Maßnahme: levers.<Stellgröße>.ramp (muss dastehen)",
        "en": "Measure: levers.<lever>.ramp (must be there)",
    }
    assert facts["key_places"] == place[lang]
    if lang == "de":
        assert facts["meaning"] == guidance.TEXTS["ramp"][1]
        assert guidance.CHOICES["ramp.step"] in facts["allowed"]
    for name in KINDS["key"].names(world(lang)):
        line, file, number = re.fullmatch(
            r"(.+)  \((.+):(\d+)\)", told("key", name, lang).get("example", "a  (b:0)")
        ).groups()
        if file != "b":
            assert name in line, name
            assert name in (ROOT / file).read_text(encoding="utf-8").splitlines()[int(number) - 1], name


def test_a_key_that_means_different_things_tells_each_with_its_place():
    meaning = told("key", "start")["meaning"].splitlines()
    assert len(meaning) == 2
    assert meaning[1].endswith("[Szenario: measures.<Maßnahme>.start]")
    assert "2026-11-01" not in told("key", "limit")["key_form"]
    files = [line.partition(":")[0] for line in told("key", "title")["key_places"].splitlines()]
    wanted = {"Szenario", "Maßnahme", "Meilensteine", "Rahmendatei", "Stressfall", "Eingabeordner", "Maßnahmengruppen"}
    wanted.add("Zuordnung")
    assert set(files) == wanted
    assert "Pfad" not in told("key", "schema")["label"] + told("key", "text")["label"]
    assert told("key", "schema")["allowed"] == "1"
    assert told("key", "horizon")["key_form"] == "ein Jahr von 1990 bis 2050"


def test_a_milestone_that_a_scenario_adds_is_known(tmp_path, capsys, monkeypatch):
    (tmp_path / "scenarios").mkdir()
    text = OWN.replace("PARENT", "trend").replace("HORIZON", "2040") + "  rooftop-pv: true\n"
    (tmp_path / "scenarios" / "own.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["explain", "mine"]) == 0
    said = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert "Meilenstein mine" in said
    assert "höchstens 500 Tsd. t/a" in said
    assert "own, das ihn hinzufügt" in said
    assert "scenarios/own.yaml:10" in said
    assert cli.main(["explain", "Mein: Ziel"]) == 0


def test_a_finding_tells_its_thresholds(inputs):
    assert set(KINDS["finding"].names(world())) == set(plausibility.RULES)
    facts = told("finding", "limit_near")
    share = inputs.rows("limit_near_share")[0].value
    assert facts["thresholds"].endswith(f"(limit_near_share): {share:.0%}".replace("%", " %"))
    for code in plausibility.RULES:
        assert not re.search(r"[{}]|……", "".join(told("finding", code).values())), code


def test_an_unknown_name_is_refused_with_the_nearest(capsys):
    assert cli.main(["explain", "heat_pump_shar"]) == 2
    assert "heat_pump_share (Stellgröße)" in capsys.readouterr().err
    assert cli.main(["explain", "zzzzzz"]) == 2
    assert "klima2035 list" in capsys.readouterr().err


def test_explain_as_json_holds_the_same_facts(capsys):
    assert cli.main(["explain", "rooftop-pv", "--as", "json", "--lang", "en"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["kind"], row["name"]) == ("measure", "rooftop-pv")
    assert row["facts"] == {one.code: list(one.lines) for one in KINDS["measure"].tell(world("en"), "rooftop-pv")}


def paths(data, before=()):
    """Return every path of nested data."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*before, key)
            yield from paths(value, (*before, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield (*before, i)
            yield from paths(value, (*before, i))


@pytest.mark.parametrize(
    "folder", ["inputs/wuppertal/measures", "scenarios", "scenarios/framework", "inputs/wuppertal"]
)
def test_the_quick_finder_of_lines_agrees_with_the_full_reader(folder):
    for file in sorted((ROOT / folder).glob("*.yaml")):
        document = yamlfile.read(file)
        for path in paths(document.data):
            line = origins.line_of(document.text, path)
            assert line is not None
            assert line == document.place(path, key=not isinstance(path[-1], int))[0], (file.name, path)


def test_the_quick_finder_leaves_what_runs_over_lines_to_the_full_reader(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("a: {b: 1,\n  c: 2}\nd:\n- e: 1\n  f: 2\n", encoding="utf-8")
    document = yamlfile.read(file)
    assert origins.line_of(document.text, ("a", "c")) is None
    assert origins.at(document, ("a", "c")).line == 2
    assert origins.line_of(document.text, ("d", 0, "f")) == 5


OWN = """schema: 1
name: own
title: {de: Eigenes, en: "Own: one"}
extends: PARENT
horizon: HORIZON
framework: {grid: late}
settings: {waste_heat: physical, registered_additions: false}
milestones:
  - pv-2025
  - {id: mine, title: {de: "Mein: Ziel", en: Mine}, year: 2034, indicator: co2e, sense: at_most, limit: 500 kt/a,
     origin: derived, scenario: trend}
measures:
"""


def own_scenario(folder: Path, seed: int) -> Path:
    """Write a scenario that changes the library at random: years, ambition, single levers, tables."""
    rng, lines = np.random.default_rng(seed), []
    horizon = int(rng.integers(2034, 2051))
    for name, measure in world().library.items():
        draw = int(rng.integers(8))
        start = int(rng.integers(2026, 2031))
        if draw == 0:
            lines.append(f"  {name}: false")
        elif draw == 1:
            lines.append(f"  {name}: true")
        elif draw == 2:
            lines.append(f"  {name}: {{ambition: {int(rng.integers(0, 101))} %}}")
        elif draw == 3:
            ends = any(move["ramp"] in ("linear", "s-curve") for move in measure.levers.values())
            end = f", end: {int(rng.integers(start, horizon + 1))}" if ends else ""
            lines.append(f"  {name}: {{start: {start}{end}}}")
        elif draw == 4 and measure.levers:
            lever, move = next(iter(measure.levers.items()))
            value = move["to"] if "to" in move else move["table"][max(move["table"])]
            table = f"{{{start}: {value}, {start + 3}: {value}}}"
            lines.append(f"  {name}:\n    levers:\n      {lever}: {{table: {table}}}")
        elif draw == 5 and any(move["ramp"] == "linear" for move in measure.levers.values()):
            lever = next(lever for lever, move in measure.levers.items() if move["ramp"] == "linear")
            lines.append(
                f"  {name}:\n    start: 2026\n    levers:\n      {lever}: {{start: {start}, end: {start + 2}}}"
            )
    file = folder / f"own-{seed}.yaml"
    parent = ("trend", "klimaneutral-2035", "klimaneutral-2045")[seed % 3]
    text = OWN.replace("PARENT", parent).replace("HORIZON", str(horizon))
    file.write_text(text + ("\n".join(lines) or "  rooftop-pv: true") + "\n", encoding="utf-8")
    return file


def same(a, b, inputs) -> None:
    """Hold that two scenarios run the same."""
    assert a.measures == b.measures
    assert (a.name, a.title, a.text, a.city, a.as_of, a.horizon) == (
        b.name,
        b.title,
        b.text,
        b.city,
        b.as_of,
        b.horizon,
    )
    assert (a.law_as_of, a.settings, a.milestones) == (b.law_as_of, b.settings, b.milestones)
    for name, one in INPUTS.items():
        if one.time == "framework":
            points = inputs.points[name]
            assert framework.variant_of(one, points, a.framework) == framework.variant_of(one, points, b.framework)


def resolved(capsys, reference: str) -> str:
    assert cli.main(["show", reference, "--resolved"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("reference", [*SHIPPED, 1, 2, 3, 4, 5, 6])
def test_the_flat_scenario_is_a_file_that_runs_the_same(reference, tmp_path, capsys, inputs):
    if isinstance(reference, int):
        reference = str(own_scenario(tmp_path, reference))
    flat = tmp_path / "flat.yaml"
    flat.write_text(resolved(capsys, reference), encoding="utf-8")
    assert "extends" not in yamlfile.read(flat).data
    assert pipeline.validate(flat) == ()
    same(pipeline.load_scenario(flat), pipeline.load_scenario(reference), inputs)


UNSURE = """schema: 1
name: unsure
title: {de: Unsicher, en: Unsure}
extends: klimaneutral-2035
measures:
  e-cars: {levers: {battery_car_share: {to: 90 %}}}
  heat-pumps:
    levers:
      heat_pump_share: {range: {low: 50 %, high: 80 %, group: uptake}}
"""


def test_ranges_of_targets_are_told_with_their_origin(tmp_path, capsys, inputs):
    unsure, flat = tmp_path / "unsure.yaml", tmp_path / "flat.yaml"
    told = resolved(capsys, "klimaneutral-2035")
    assert re.search(r"        range:\n          low: 75 % +# \S+e-cars.yaml:\d+\n          high: 98 % ", told)
    unsure.write_text(UNSURE, encoding="utf-8")
    told = resolved(capsys, str(unsure))
    flat.write_text(told, encoding="utf-8")
    same(pipeline.load_scenario(flat), pipeline.load_scenario(unsure), inputs)
    assert re.search(r"          high: 80 % +# \S*unsure.yaml:9\n          group: uptake +# \S*unsure.yaml:9\n", told)
    assert "75 %" not in told
    assert cli.main(["explain", "e-cars"]) == 0
    said = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert "(battery_car_share): auf 95 % (75 bis 98 %), 2026–2032" in said
    assert cli.main(["show", str(unsure)]) == 0
    said = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert "auf 70 % (50 % bis 80 %, Dreiecksverteilung, uptake), 2026–2031" in said


NEAR = """schema: 1
name: near
title: {de: Nah, en: Near}
extends: klimaneutral-2035
horizon: 2029
measures:
  cycle-route-talachse: {start: 2028}
  street-lighting: {end: 2029}
  freight: false
"""


def test_what_lies_beyond_the_horizon_is_told_but_not_stated(tmp_path, capsys, inputs):
    """A file may not state years after its horizon, while the library's own may lie there."""
    near, flat = tmp_path / "near.yaml", tmp_path / "flat.yaml"
    near.write_text(NEAR, encoding="utf-8")
    told = resolved(capsys, str(near))
    flat.write_text(told, encoding="utf-8")
    assert pipeline.validate(flat) == ()
    same(pipeline.load_scenario(flat), pipeline.load_scenario(near), inputs)
    data = yamlfile.read(flat).data["measures"]
    assert data["cycle-route-talachse"]["start"] == 2028
    assert "table" not in data["cycle-route-talachse"]["levers"]["cycle_route_talachse"]
    assert "end" not in data["heat-pumps"]["levers"]["heat_pump_share"]
    assert data["freight"] is False
    assert re.search(r"# 2034: 20 km +# \S+cycle-route-talachse.yaml:\d+; Jahre verschoben durch near.yaml:7", told)


def test_the_flat_scenario_computes_the_same_numbers(tmp_path, capsys):
    flat = tmp_path / "flat.yaml"
    flat.write_text(resolved(capsys, "klimaneutral-2045"), encoding="utf-8")
    made = pipeline.compute(pipeline.assemble(pipeline.load_inputs("wuppertal"), pipeline.load_scenario(flat)))
    assert np.array_equal(made.model.energy, computed_scenario("klimaneutral-2045").model.energy)
    assert np.array_equal(made.model.end_use.values, computed_scenario("klimaneutral-2045").model.end_use.values)


@pytest.mark.parametrize("reference", [*SHIPPED, 1, 2, 3, 4, 5, 6])
def test_each_origin_holds_the_value(reference, tmp_path, capsys, monkeypatch):
    if isinstance(reference, int):
        own_scenario(tmp_path, reference)
        monkeypatch.chdir(tmp_path)
        reference = f"./own-{reference}.yaml"
    assert cli.main(["show", reference, "--as", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    for row in rows:
        assert row["file"] is None or not row["file"].startswith(("/", ".."))
        if row["file"] is None:
            assert row["value"] in ("reference", "100 %", "convention", "memo", "national", "given", True), row
            continue
        file = Path(row["file"]) if Path(row["file"]).is_file() else ROOT / row["file"]
        line = file.read_text(encoding="utf-8").splitlines()[row["line"] - 1]
        last = row["path"].split(".")[-1]
        if isinstance(row["value"], (dict, list)):
            assert last in line or "- {" in line or row["value"] == []
        elif isinstance(row["value"], bool):
            assert last in line
        else:
            assert str(row["value"]) in line, row
    moved = [row for row in rows if "moved_by_file" in row]
    assert bool(moved) == (reference in ("klimaneutral-2045", "programm-2021")) or "own" in reference


def test_a_value_that_the_parent_states_comes_from_the_parent(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    head = "schema: 1\nname: {}\ntitle: {{de: x, en: x}}\nextends: {}\n"
    Path("one.yaml").write_text(
        head.format("one", "klimaneutral-2045") + "measures:\n  heat-pumps: {end: 2039}\n  freight: true\n",
        encoding="utf-8",
    )
    Path("two.yaml").write_text(
        head.format("two", "one") + "measures:\n  heat-pumps: {start: 2027}\n", encoding="utf-8"
    )
    assert cli.main(["show", "./two.yaml", "--as", "json"]) == 0
    rows = {row["path"]: row for row in json.loads(capsys.readouterr().out)}
    heat = "measures.heat-pumps.levers.heat_pump_share"
    assert (rows[f"{heat}.start"]["file"], rows[f"{heat}.start"]["line"]) == ("two.yaml", 6)
    assert (rows[f"{heat}.end"]["file"], rows[f"{heat}.end"]["line"]) == ("one.yaml", 6)
    assert rows["measures.heat-pumps.ambition"]["file"] == "scenarios/klimaneutral-2045.yaml"
    assert rows[f"{heat}.to"]["file"] == "inputs/wuppertal/measures/heat-pumps.yaml"
    assert rows["measures.freight.ambition"]["file"] is None  # 'true' drops what the parents change
    assert rows["measures.freight.ambition"]["value"] == "100 %"
    assert rows["framework.grid"]["file"] == "scenarios/framework/renewable-2045.yaml"


def test_a_range_is_told_as_its_table_has_it():
    text = (ROOT / "inputs/germany/ranges.csv").read_text(encoding="utf-8")
    rows = {row["code"]: row for row in csv.DictReader(text.splitlines())}
    for name in KINDS["input"].names(world()):
        assert ("range" in told("input", name)) == (name in rows), name
    assert told("input", "heating_lifetime")["range"].endswith(f"({rows['heating_lifetime']['reason']})")
    assert told("input", "heating_lifetime")["range"].startswith(f"{rows['heating_lifetime']['minimum']} bis")


def test_a_file_is_told_without_the_place_of_the_installation(monkeypatch, tmp_path):
    packaged = Path(cli.__file__).parent / "data" / "inputs" / "wuppertal" / "measures" / "x.yaml"
    for folder in (ROOT, tmp_path):
        monkeypatch.chdir(folder)
        assert origins.file_of(packaged) == "inputs/wuppertal/measures/x.yaml"
    assert origins.file_of(tmp_path / "mine" / "a.yaml") == "mine/a.yaml"
    assert origins.file_of(tmp_path.parent / "elsewhere.yaml") == "elsewhere.yaml"
