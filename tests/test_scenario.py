"""Scenario files: merging, resolving, and every fault at its line and column."""

from __future__ import annotations

import copy
import datetime
import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from klima2035 import loading, places, scenario, schemas, validation, yamlfile, yamlplain
from klima2035.acceptance import accepts
from klima2035.errors import Fault, InputError
from klima2035.faults import render
from klima2035.inputs import Inputs
from klima2035.levers import Lever, Spread
from klima2035.sectors import LEVERS as ALL
from klima2035.tables import Row

LEVERS = (
    Lever("heat_pump_share", "1", "highest", "owner", "Share of heat pumps."),
    Lever("cycle_routes", "km/a", "add", "city", "Cycle routes built."),
    Lever("car_traffic", "1", "multiply", "city", "Car traffic over the trend."),
)
MEASURE = """schema: 1
name: {name}
title: {{de: Titel {name}, en: Title {name}}}
text: {{de: "Ein Satz.", en: "A sentence."}}
sector: buildings
decider: owner
office: {{de: Amt, en: Office}}
levers:
  {levers}
requires: [{requires}]
excludes: [{excludes}]
"""
BASE = """schema: 1
name: base
title: {de: Basis, en: Base}
city: testcity
as_of: 2025
horizon: 2045
framework: {law_as_of: 2026-11-01}
"""


def lever_rows(name: str, unit: str, low: float, high: float, base: float) -> tuple[Row, ...]:
    def row(role: str, value: float, year: int | None = None) -> Row:
        return Row(
            name, {"role": role}, value, None, None, unit, year, None, "", "", "assumed", "", "own", "", "t.csv", 2
        )

    actual = tuple(row("actual", base, year) for year in range(2017, 2026))
    return (row("minimum", low), row("maximum", high), *actual, row("base", base, 2045))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    city = tmp_path / "inputs" / "testcity" / "measures"
    city.mkdir(parents=True)
    (tmp_path / "scenarios" / "framework").mkdir(parents=True)
    library = {
        "heat-pumps": ("heat_pump_share: {start: 2026, end: 2032, ramp: s-curve, to: 80 %}", "", ""),
        "routes": ("cycle_routes: {ramp: table, table: {2026: 3 km/a, 2028: 5 km/a}}", "", ""),
        "toll": ("car_traffic: {start: 2027, ramp: step, to: 90 %}", "routes", "ban"),
        "ban": ("car_traffic: {start: 2030, end: 2035, ramp: linear, to: 0.5 1}", "", ""),
    }
    for name, (levers, requires, excludes) in library.items():
        text = MEASURE.format(name=name, levers=levers, requires=requires, excludes=excludes)
        (city / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "scenarios" / "base.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def inputs(folder: Path) -> Inputs:
    records = {
        "heat_pump_share": lever_rows("heat_pump_share", "1", 0.0, 0.9, 0.05),
        "cycle_routes": lever_rows("cycle_routes", "km/a", 0.0, 20.0, 0.5),
        "car_traffic": lever_rows("car_traffic", "1", 0.4, 1.0, 1.0),
    }
    return Inputs("testcity", {}, records, {}, (), folder / "inputs")


def write(folder: Path, text: str, name: str = "x") -> Path:
    path = folder / "scenarios" / f"{name}.yaml"
    path.write_bytes(text.encode("utf-8"))
    return path


def load(folder: Path, inputs: Inputs, extra: str, head: str = "extends: base\n") -> scenario.Scenario:
    path = write(folder, "schema: 1\nname: x\ntitle: {de: X, en: X}\n" + head + extra)
    return scenario.load(path, LEVERS, inputs)


def refused(folder: Path, inputs: Inputs, extra: str, head: str = "extends: base\n") -> list[Fault]:
    with pytest.raises(InputError) as caught:
        load(folder, inputs, extra, head)
    return list(caught.value.faults)


def test_a_child_states_only_what_differs(folder: Path, inputs: Inputs) -> None:
    write(folder, BASE.replace("base", "mid") + "measures: {routes: true, heat-pumps: {ambition: 50 %}}\n", "mid")
    extra = "as_of: 2024\nmeasures:\n  routes: false\n  heat-pumps: {start: 2027}\n"
    found = load(folder, inputs, extra, "extends: mid\n")
    assert (found.name, found.as_of, found.horizon, found.parents) == ("x", 2024, 2045, ("mid",))
    assert found.law_as_of == datetime.date(2026, 11, 1)
    (heat_pumps,) = found.measures
    assert heat_pumps.ambition == 0.5
    (move,) = heat_pumps.moves
    assert (move.start, move.end, move.value, move.shape) == (2027, 2032, pytest.approx(0.8), "s-curve")
    assert "scenarios/mid.yaml" in found.files
    assert all(not name.startswith("/") for name in found.files)


def test_measures_come_in_the_order_of_the_library(folder: Path, inputs: Inputs) -> None:
    found = load(folder, inputs, "measures: {toll: true, routes: true, heat-pumps: true}\n")
    assert [active.name for active in found.measures] == ["heat-pumps", "routes", "toll"]


def test_a_table_moves_along_with_its_start(folder: Path, inputs: Inputs) -> None:
    found = load(folder, inputs, "measures: {routes: {start: 2030}}\n")
    assert found.measures[0].moves[0].table == {2030: 3.0, 2032: 5.0}


def spread_of(found: scenario.Scenario) -> Spread | None:
    return found.measures[0].moves[0].spread


def test_a_range_stands_beside_the_target_in_the_levers_unit(folder: Path, inputs: Inputs) -> None:
    assert spread_of(load(folder, inputs, "measures: {heat-pumps: true}\n")) is None
    stated = "range: {low: 60 %, high: 0.9 1, distribution: uniform, group: uptake}"
    found = load(folder, inputs, RANGED % stated)
    assert found.measures[0].moves[0].value == pytest.approx(0.8)
    assert spread_of(found) == Spread(pytest.approx(0.6), 0.9, "uniform", "uptake")
    assert spread_of(load(folder, inputs, RANGED % "range: {low: 60 %, high: 85 %}")) == Spread(0.6, 0.85)


def test_a_new_target_drops_the_old_range_and_keeps_its_own(folder: Path, inputs: Inputs) -> None:
    path = folder / "inputs" / "testcity" / "measures" / "heat-pumps.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("to: 80 %", "to: 80 %, range: {low: 70 %, high: 90 %}"), encoding="utf-8")
    library = Spread(pytest.approx(0.7), 0.9)
    assert spread_of(load(folder, inputs, "measures: {heat-pumps: {start: 2028, ambition: 50 %}}\n")) == library
    assert spread_of(load(folder, inputs, RANGED % "to: 60 %")) is None
    assert spread_of(load(folder, inputs, RANGED % "table: {2030: 60 %}")) is None
    assert spread_of(load(folder, inputs, RANGED % "to: 60 %, range: {low: 50 %, high: 65 %}")) == Spread(0.5, 0.65)


def test_a_childs_target_drops_its_parents_range(folder: Path, inputs: Inputs) -> None:
    parent = BASE.replace("base", "mid") + RANGED % "to: 60 %, range: {low: 50 %, high: 65 %}"
    write(folder, parent, "mid")
    head = "extends: mid\n"
    assert spread_of(load(folder, inputs, "", head)) == Spread(0.5, 0.65)
    assert spread_of(load(folder, inputs, RANGED % "end: 2035", head)) == Spread(0.5, 0.65)
    assert spread_of(load(folder, inputs, RANGED % "to: 40 %", head)) is None
    assert spread_of(load(folder, inputs, RANGED % "range: {low: 55 %, high: 90 %}", head)) == Spread(0.55, 0.9)


def test_a_missing_prerequisite_is_a_finding_and_no_fault(folder: Path, inputs: Inputs) -> None:
    found = load(folder, inputs, "measures: {toll: true}\n")
    assert [finding.code for finding in found.findings] == ["prerequisite_missing"]
    assert (found.findings[0].subject, found.findings[0].needed) == ("toll", "routes")
    assert load(folder, inputs, "measures: {toll: true, routes: true}\n").findings == ()


def test_a_scenario_is_frozen(folder: Path, inputs: Inputs) -> None:
    found = load(folder, inputs, "")
    with pytest.raises(AttributeError):
        found.as_of = 2030  # type: ignore[misc]


RANGED = "measures: {heat-pumps: {levers: {heat_pump_share: {%s}}}}\n"
FAULTS = {
    "unknown key": ("horizn: 2040\n", 5, 1, "unknown key 'horizn'"),
    "unknown key below": ("framework: {gird: late}\n", 5, 13, "did you mean 'grid'"),
    "unknown key of a measure": ("measures:\n  heat-pumps: {strat: 2027}\n", 6, 16, "did you mean 'start'"),
    "unknown key of a lever": ("measures: {heat-pumps: {levers: {heat_pump_share: {tp: 1 %}}}}\n", 5, 52, "key 'tp'"),
    "wrong type": ("as_of: soon\n", 5, 8, "whole number"),
    "text for a switch": ("measures: {heat-pumps: NO}\n", 5, 24, "true or false"),
    "missing unit": ("measures: {heat-pumps: {ambition: 80}}\n", 5, 35, "has no unit"),
    "unknown unit": ("measures: {heat-pumps: {ambition: 80 pct}}\n", 5, 35, "unknown unit 'pct'"),
    "wrong dimension": (
        "measures: {heat-pumps: {levers: {heat_pump_share: {to: 5 km}}}}\n", 5, 56, "'5 km' is length"),
    "out of bounds": ("measures: {heat-pumps: {levers: {heat_pump_share: {to: 99 %}}}}\n", 5, 56, "0 % to 90 %"),
    "factor out of bounds": ("measures: {ban: {levers: {car_traffic: {to: 10 %}}}}\n", 5, 45, "40 % to 100 %"),
    "amount out of bounds": (
        "measures: {routes: {levers: {cycle_routes: {table: {2026: 50 km/a}}}}}\n", 5, 59, "itself: 0 km/a to 20 km/a"),
    "ambition above all": ("measures: {heat-pumps: {ambition: 120 %}}\n", 5, 35, "0 % to 100 %"),
    "duplicate key": ("as_of: 2024\nas_of: 2025\n", 6, 1, "given twice; first in line 5"),
    "decimal comma in text": ("measures: {heat-pumps: {ambition: '0,5 %'}}\n", 5, 35, "write '0.5 %'"),
    "end before start": ("measures: {heat-pumps: {start: 2033}}\n", 5, 32, "end 2032 lies before start 2033"),
    "lever's end first": (
        "measures: {heat-pumps: {levers: {heat_pump_share: {start: 2030, end: 2028}}}}\n", 5, 70, "before start 2030"),
    "start not after as_of": ("measures: {heat-pumps: {start: 2025}}\n", 5, 32, "2026 or later"),
    "default start not after as_of": ("as_of: 2026\nmeasures:\n  heat-pumps: true\n", 7, 3, "set 'start: 2027'"),
    "year after the horizon": ("horizon: 2030\nmeasures: {heat-pumps: {end: 2031}}\n", 6, 30, "after the horizon 2030"),
    "year of no model": ("horizon: 2060\n", 5, 10, "1990 to 2050"),
    "horizon before as_of": ("horizon: 2020\n", 5, 10, "does not lie after as_of 2025"),
    "as_of before the base year": ("as_of: 2010\n", 5, 8, "before 2017"),
    "unknown measure": ("measures: {heat-pump: true}\n", 5, 12, "did you mean 'heat-pumps'"),
    "unknown lever": ("measures: {ban: {levers: {cars: {to: 5 %}}}}\n", 5, 27, "car_traffic"),
    "target for a table": ("measures: {routes: {levers: {cycle_routes: {to: 5 km/a}}}}\n", 5, 45, "follows a table"),
    "range above its target": (
        RANGED % "range: {low: 85 %, high: 90 %}", 5, 65,
        "begins with 85 % above the target 80 %; low at most 80 %; lower low"),
    "range below its target": (
        RANGED % "to: 60 %, range: {low: 40 %, high: 50 %}", 5, 87,
        "ends with 50 % below the target 60 %; high at least 60 %; raise high"),
    "range without width": (
        RANGED % "range: {low: 80 %, high: 80 %}", 5, 65, "no width"),
    "range of another dimension": (
        RANGED % "range: {low: 5 km, high: 90 %}", 5, 65, "is length"),
    "range out of bounds": (
        RANGED % "range: {low: 5 %, high: 95 %}", 5, 76,
        "0 % to 90 %"),
    "range from zero as lognormal": (
        RANGED % "range: {low: 0 %, high: 90 %, distribution: lognormal}", 5, 65, "cannot begin at 0 %"),
    "half a range": (RANGED % "range: {low: 5 %}", 5, 52, "'high'"),
    "unknown distribution": (
        RANGED % "range: {low: 5 %, high: 90 %, distribution: unifrm}",
        5, 96, "did you mean 'uniform'"),
    "range of a table": (
        "measures: {routes: {levers: {cycle_routes: {range: {low: 1 km/a, high: 9 km/a}}}}}\n", 5, 45,
        "'range' does not go with ramp: table"),
    "range beside a new table": (
        RANGED % "table: {2030: 70 %}, range: {low: 5 %, high: 90 %}", 5, 73, "'range' does not go with ramp: table"),
    "exclusive measures": ("measures: {toll: true, ban: true, routes: true}\n", 5, 12, "exclude each other"),
    "no date": ("framework: {law_as_of: 2026-02-30}\n", 5, 24, "no day of the calendar"),
    "unknown framework file": ("framework: {file: nosuch}\n", 5, 19, "unknown framework file"),
    "unknown setting": ("settings: {waste_heat: physcal}\n", 5, 24, "did you mean 'physical'"),
    "unknown milestone": ("milestones: [nosuch]\n", 5, 14, "unknown milestone 'nosuch'"),
    "name with a slash": ("city: ../etc\n", 5, 7, "is not a name"),
    "anchor": ("as_of: &x 2025\n", 5, 8, "anchors and aliases"),
    "tag": ("as_of: !!python/object 2025\n", 5, 8, "tag"),
    "empty text": ("text: {de: '', en: b}\n", 5, 12, "the text is empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_fires_once_at_its_place(case: str, folder: Path, inputs: Inputs) -> None:
    extra, line, column, words = FAULTS[case]
    faults = refused(folder, inputs, extra)
    assert len(faults) == 1, faults
    assert (faults[0].file, faults[0].line, faults[0].column) == ("scenarios/x.yaml", line, column), faults[0]
    assert words in str(faults[0])
    assert render(faults[0]).splitlines()[-1].strip() == "^"


def test_a_decimal_comma_inside_braces_is_named(folder: Path, inputs: Inputs) -> None:
    faults = refused(folder, inputs, "measures: {heat-pumps: {ambition: 50,5 %}}\n")
    assert [(fault.line, fault.column) for fault in faults] == [(5, 38)]
    assert "such as '50.5 %'" in str(faults[0])


def test_all_faults_are_told_at_once(folder: Path, inputs: Inputs) -> None:
    extra = (
        "horizn: 1\nas_of: 2025\nas_of: 2024\nmeasures: {heat-pump: true, routes: {ambition: 5}, ban: {end: 2049}}\n"
    )
    lines = sorted(fault.line for fault in refused(folder, inputs, extra))
    assert lines == [5, 7, 8, 8, 8]


def test_unknown_parent_and_circle(folder: Path, inputs: Inputs) -> None:
    (fault, *_) = refused(folder, inputs, "", "extends: bse\n")
    assert (fault.line, fault.column) == (4, 10)
    assert "did you mean 'base'" in str(fault)
    write(folder, BASE.replace("base", "other") + "extends: x\n", "other")
    (fault,) = refused(folder, inputs, "", "extends: other\n")
    assert (fault.file, fault.line, fault.column) == ("scenarios/other.yaml", 8, 10)
    assert "x -> other -> x" in str(fault)


def test_what_a_root_must_state(folder: Path, inputs: Inputs) -> None:
    told = "\n".join(map(str, refused(folder, inputs, "", "")))
    for key in ("city", "as_of", "horizon", "law_as_of"):
        assert f"the key '{key}' is missing" in told
    (fault,) = refused(folder, inputs, "", "extends: base\ntext: {de: nur Deutsch}\n")
    assert "the key 'en' is missing" in str(fault)
    assert (fault.line, fault.column) == (5, 1)


RAW = {
    "tab": (b"schema: 1\nname: x\ntitle:\n\tde: X\n\ten: X\n", [(4, 1), (5, 1)], "tab"),
    "byte order mark": (b"\xef\xbb\xbfschema: 1\n", [(1, 1)], "byte order mark"),
    "utf-16": ("schema: 1\n".encode("utf-16"), [(1, 1)], "UTF-16"),
    "latin-1": ("schema: 1\ntitle: {de: Wärme}\n".encode("latin-1"), [(2, 14)], "not UTF-8"),
    "empty": (b"", [(1, 1)], "empty"),
    "comment only": (b"# nothing\n", [(1, 1)], "empty"),
    "list": (b"- 1\n", [(1, 1)], "no keys and values"),
    "two documents": (b"a: 1\n---\nb: 1\n", [(2, 1)], "not YAML"),
    "colon in text": (b"schema: 1\nname: a: b\n", [(2, 8)], "in quotes"),
    "open bracket": (b"a: [1, 2\n", [(2, 1)], "not YAML"),
    "control sign": (b"a: 1\nb: \x01\n", [(2, 4)], "not YAML"),
    "too deep": (b"a: " + b"[" * 3000 + b"]" * 3000, [(1, 1)], "too deeply"),
    "too large": (b"#" * 200_001, [(1, 1)], "too large"),
}


@pytest.mark.parametrize("case", RAW)
def test_files_that_are_no_yaml(case: str, tmp_path: Path) -> None:
    raw, places_, words = RAW[case]
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    faults = validation.validate(path)
    assert [(fault.line, fault.column) for fault in faults] == places_, faults
    assert all(words in str(fault) for fault in faults)


def test_a_missing_file_and_a_missing_name(folder: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        scenario.load("scenarios/nosuch.yaml", LEVERS)
    with pytest.raises(InputError, match="did you mean 'base'"):
        places.find("bsae")
    for name in ("../base", "", "BASE", "a" * 80, "a b"):
        with pytest.raises(InputError):
            places.find(name, "inputs")


def test_links_out_of_the_folder_are_refused(folder: Path, inputs: Inputs) -> None:
    outside = folder / "outside.yaml"
    outside.write_text(BASE, encoding="utf-8")
    try:
        (folder / "scenarios" / "link.yaml").symlink_to(outside)
        (folder / "inputs" / "away").symlink_to(folder / "scenarios")
    except OSError:
        pytest.skip("no links here")
    for name, kind in (("link", "scenarios"),):
        with pytest.raises(InputError, match="leads out"):
            places.find(name, kind)
    (fault,) = refused(folder, inputs, "", "extends: link\n")
    assert (fault.code, fault.line, fault.column) == ("link_leads_out", 4, 10)


MILESTONE = """schema: 1
milestones:
  - id: pv-2030
    title: {de: PV, en: PV}
    year: 2030
    indicator: pv_power
    sense: at_least
    limit: 0.2 GW
    tolerance: 10 %
    origin: decided
    document: {de: Beschluss, en: Decision}
"""


def test_milestones_are_chosen_and_added(folder: Path, inputs: Inputs) -> None:
    (folder / "inputs" / "testcity" / "milestones.yaml").write_text(MILESTONE, encoding="utf-8")
    (only,) = load(folder, inputs, "").milestones
    assert (only.limit, only.unit, only.tolerance) == (pytest.approx(200.0), "MW", pytest.approx(20.0))
    added = "  - {id: own, title: {de: a, en: b}, year: 2035, indicator: co2e, sense: at_most, limit: 1 Mt/a,"
    added += " origin: derived, scenario: base}\n"
    found = load(folder, inputs, "milestones:\n  - pv-2030\n" + added).milestones
    assert [milestone.id for milestone in found] == ["pv-2030", "own"]
    assert load(folder, inputs, "milestones: []\n").milestones == ()


def test_framework_files_come_first_and_own_values_win(folder: Path, inputs: Inputs) -> None:
    text = "schema: 1\nname: late\ntitle: {de: a, en: b}\nframework: {law_as_of: 2024-01-01, grid: late}\n"
    (folder / "scenarios" / "framework" / "late.yaml").write_text(text, encoding="utf-8")
    found = load(folder, inputs, "framework: {file: late}\n")
    assert (found.framework, found.law_as_of) == ({"grid": "late"}, datetime.date(2024, 1, 1))
    found = load(folder, inputs, "framework: {file: late, grid: renewable_2035}\n")
    assert found.framework == {"grid": "renewable_2035"}
    assert validation.validate(folder / "scenarios" / "framework" / "late.yaml") == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("name: ban", "name: bann", "the file's name, 'ban'"),
        ("car_traffic", "car_trafic", "did you mean 'car_traffic'"),
        ("to: 0.5 1", "to: 5 km", "is length"),
        ("end: 2035", "end: 2029", "before start"),
        ("start: 2030, ", "", "the key 'start' is missing"),
        ("requires: []", "requires: [tol]", "did you mean 'toll'"),
        ("requires: []", "requires: [ban]", "names itself"),
        ("decider: owner", "decider: nobody", "is unknown"),
        ("ramp: linear", "ramp: curve", "is unknown"),
        ("to: 0.5 1", "to: 0.5 1, range: {low: 60 %, high: 70 %}", "begins with 60 % above the target 0.5 1"),
        ("to: 0.5 1", "to: 0.5 1, range: {low: 10 km, high: 70 %}", "is length"),
        ("to: 0.5 1", "to: 0.5 1, range: {high: 70 %}", "'low'"),
        (
            "start: 2030, end: 2035, ramp: linear, to: 0.5 1",
            "ramp: table, table: {2030: 0.5 1}, range: {low: 0.4 1, high: 0.6 1}",
            "'range' does not go with ramp: table",
        ),
    ],
)
def test_faults_of_measure_files(folder: Path, old: str, new: str, words: str) -> None:
    path = folder / "inputs" / "testcity" / "measures" / "ban.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    faults = validation.validate(path, LEVERS)
    assert len(faults) == 1, faults
    assert words in str(faults[0])
    line = path.read_text(encoding="utf-8").splitlines()[faults[0].line - 1]
    assert new.split(":", 1)[0] in line or "car_traffic" in line


def test_yaml_1_2_scalars() -> None:
    words = {"NO": "NO", "on": "on", "yes": "yes", "1:30": "1:30", "2026-11-01": "2026-11-01", "017": 17, "0o17": 15}
    words |= {"0x1F": 31, "1e3": 1000.0, ".5": 0.5, "-3": -3, "true": True, "~": None, "1_000": "1_000", "+1": 1}
    for text, value in words.items():
        found = yamlfile.parse(Path("x.yaml"), f"a: {text}\n".encode()).data["a"]
        assert found == value, text
        assert type(found) is type(value), text
    assert math.isnan(yamlplain.scalar(".nan"))
    assert yamlplain.scalar("-.inf") == -math.inf


PIECES = ["a", "b: ", "- ", "{", "}", "[", "]", ", ", ": ", "\n", "\n  ", "\n    ", '"', "'", "#", " # c", "NO", "1",
          "0.5 %", "~", "true", "&x", "*x", "!t", "|", ">", "---", "\t", "?", "%", "ä", "\\", ":", "a: 1\n",
          "k: {x: 1}\n", "- a\n", "\r", "\x00", "\ufeff", "<<: ", "2026"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def same(one: object, two: object) -> bool:
    return repr(one) == repr(two)


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_the_fast_reader_reads_as_the_full_one_or_declines(text: str) -> None:
    fast = yamlplain.read(text)
    if fast is not None:
        data, walk = yamlfile._read_slowly(Path("x.yaml"), text)
        assert same(fast, data)
        assert walk.faults == []


@given(st.one_of(st.binary(max_size=200), TEXTS.map(lambda text: text.encode("utf-8"))))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_give_data_or_faults(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    for fault in validation.validate(path, LEVERS):
        assert fault.line >= 1
        assert fault.column >= 1
        render(fault)


KEYS = ("name", "measures", "framework", "as_of", "extends", "city", "milestones", "settings", "title", "levers", 2026)
WORDS = ("80 %", "x", "base")
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 2100), st.text(max_size=8), st.sampled_from(WORDS)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_scenarios_give_a_scenario_or_faults(folder: Path, inputs: Inputs, data: dict[object, object]) -> None:
    path = folder / "scenarios" / "random.yaml"
    with path.open("w", encoding="utf-8") as target:
        YAML(typ="safe", pure=True).dump({"schema": 1, **data}, target)
    try:
        scenario.load(path, LEVERS, inputs)
    except InputError as error:
        told = len(error.faults)
    else:
        told = 1
    assert told
    validation.validate(path, LEVERS)


SOUND_MEASURE = yamlfile.parse(
    Path("m.yaml"),
    MEASURE.format(
        name="a", levers="x: {start: 2026, end: 2030, ramp: linear, to: 5 %}", requires="", excludes=""
    ).encode(),
).data
SOUND_SCENARIO = yamlfile.parse(
    Path("s.yaml"),
    (
        BASE + "settings: {adoption: given}\nmilestones: [a]\n"
        "measures: {a: true, b: {start: 2027, ambition: 5 %, levers: {x: {table: {2027: 1 km}}, "
        "y: {to: 5 km, range: {low: 1 km, high: 9 km, distribution: normal, group: g}}}}}\n"
    ).encode(),
).data
JUNK_TEXTS = ["", " ", "a", "A", "5 %", "5 pct", "0,5 %", "1e999 %", "2026-11-01", "2026-02-30", "x\n", "linear"]
JUNK_LISTS = [[], [1], ["a"], ["A"], ["a", ""]]
JUNK_MAPPINGS = [
    {}, {"de": "x", "en": "y"}, {"de": "x"}, {2030: "5 %"}, {"2030": "5 %"}, {2060: "5 %"}, {True: "5 %"},
    {"A": True}, {"a": None}, {"a": {"levers": {1: {}}}}, {"a": {"end": 2030.0}}, {"law_as_of": "2026-02-30"},
]  # fmt: skip
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(1980, 2060), st.floats(),
    st.sampled_from([*JUNK_TEXTS, *JUNK_LISTS, *JUNK_MAPPINGS]),
)  # fmt: skip


def paths(data: object, here: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [here] + [path for key, child in items for path in paths(child, (*here, key))]


@given(st.data())
@settings(max_examples=500, deadline=None)
def test_what_the_quick_check_accepts_the_models_accept(data: st.DataObject) -> None:
    kind, sound = data.draw(st.sampled_from([("measure", SOUND_MEASURE), ("scenario", SOUND_SCENARIO)]))
    changed = copy.deepcopy(sound)
    where = data.draw(st.sampled_from(paths(sound)[1:]))
    here = changed
    for part in where[:-1]:
        here = here[part]
    if data.draw(st.booleans()):
        here[where[-1]] = data.draw(JUNK)
    elif isinstance(here, dict):
        here[data.draw(st.sampled_from(["new", "start", 2030, "A"]))] = data.draw(JUNK)
    if accepts(kind, changed):
        schemas.KINDS[kind].model_validate(changed)


def test_the_quick_check_accepts_what_is_shipped() -> None:
    root = Path(schemas.__file__).parents[2]
    for folder, kind in ((root / "inputs/wuppertal/measures", "measure"), (root / "scenarios", "scenario"),
                         (root / "scenarios/framework", "framework")):  # fmt: skip
        for path in folder.glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            assert yamlplain.read(text) is not None, f"{path.name}: read slowly"
            assert accepts(kind, yamlplain.read(text)), path.name


SHIPPED = ("trend", "klimaneutral-2035", "klimaneutral-2045", "programm-2021")


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_load(name: str) -> None:
    found = scenario.load(name, ALL)
    assert found.name == name
    assert found.framework["grid"] == "renewable_2045"
    if name == "klimaneutral-2035":
        assert [active.name for active in found.measures] == list(found.library)
        assert found.findings == ()
        assert all(active.ambition == 1.0 for active in found.measures)
    assert found.as_of == (2020 if name == "programm-2021" else 2025)
    assert bool(found.measures) == (name != "trend")


@pytest.mark.parametrize("kind", schemas.KINDS)
def test_committed_schemas_are_current(kind: str) -> None:
    path = Path(schemas.__file__).parents[1] / "schema" / f"{kind}.json"
    assert path.read_text(encoding="utf-8") == schemas.json_schema(kind), "python -m klima2035.schemas klima2035/schema"


@pytest.mark.parametrize(("change", "refused", "known"), [
    ("{table: {2030: 40 %}, start: 2030}", "start", "table"), ("{table: {2030: 40 %}, end: 2030}", "end", "table"),
    ("{table: {2030: 40 %}, range: {low: 1 %, high: 2 %}}", "range", "table"),
])  # fmt: skip
def test_what_does_not_go_with_a_table_is_refused_at_its_key(
    tmp_path: Path, change: str, refused: str, known: str
) -> None:
    head = "schema: 1\nname: x\ntitle: {de: X, en: X}\nextends: trend\nmeasures:\n  heat-pumps:\n    levers:\n"
    path = tmp_path / "x.yaml"
    path.write_text(f"{head}      heat_pump_share: {change}\n", encoding="utf-8")
    fault = next(one for one in loading.validate(path) if one.code == "ramp_refuses")
    assert (fault.code, fault.line) == ("ramp_refuses", 8)
    assert fault.column == len("      heat_pump_share: ") + change.index(refused) + 1
    assert fault.told("en").endswith(f"'{refused}' does not go with ramp: table; {known}; strike it")
