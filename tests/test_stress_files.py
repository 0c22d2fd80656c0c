"""Files of stress cases: the shipped ones are sound, bad ones tell line, column and what to do."""

from pathlib import Path

import pytest

from klima2035 import acceptance, cli, faults, framework, pipeline, schemas, validation
from klima2035.errors import InputError
from klima2035.stress import cases

ROOT = Path(__file__).parents[1]
HEAD = "schema: 1\nname: probe\ntitle: {de: Probe, en: Probe}\ntext: {de: Probe, en: Probe}\n"


def written(tmp_path: Path, body: str, name: str = "probe") -> Path:
    folder = tmp_path / "scenarios" / "stress"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(HEAD.replace("name: probe", f"name: {name}") + body, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", cases.known_names())
def test_the_shipped_cases_are_valid_and_state_their_assumption(name, capsys):
    path = ROOT / "scenarios" / "stress" / f"{name}.yaml"
    assert cli.main(["validate", str(path)]) == 0
    assert "in Ordnung" in capsys.readouterr().out
    data = faults.check(cases.yamlfile.read(path), "stress")[0]
    assert "Annahme" in data["text"]["de"]
    assert "assumption" in data["text"]["en"]
    assert acceptance.accepts("stress", data)
    schemas.StressFile.model_validate(data)


def test_all_that_was_asked_for_is_there():
    wanted = {"grid-late", "bund-cut", "land-cut", "building-cost", "crafts-short", "cold-winters", "population-growth",
              "e-car-slump", "waste-half"}  # fmt: skip
    assert set(cases.known_names()) == wanted


BAD = (  # body, line and column, code, a word of the hint
    ("inputs:\n  degree_day: {factor: 110 %}\n", (6, 3), "stress_input", "degree_days"),
    ("inputs:\n  heating_lifetime: {factor: 110 %}\n", (6, 3), "stress_input", ""),
    ("inputs:\n  degree_days: {factors: 110 %}\n", (6, 17), "unknown_key", "factor"),
    ("inputs:\n  degree_days: {factor: 1.1}\n", (6, 25), "no_unit", ""),
    ("inputs:\n  degree_days: {factor: 110 K*d/a}\n", (6, 25), "wrong_dimension", ""),
    ("inputs:\n  degree_days: {add: 300 km}\n", (6, 22), "wrong_dimension", ""),
    ("inputs:\n  degree_days: {add: 300 K*d}\n", (6, 22), "unknown_unit", "K*d/a"),
    ("inputs:\n  degree_days: {from_year: 2030}\n", (6, 3), "stress_operation", ""),
    ("inputs:\n  degree_days: {factor: 110 %, add: 1 K*d/a}\n", (6, 3), "stress_operation", ""),
    ("inputs:\n  degree_days: {factor: 100 %}\n", (6, 3), "stress_no_effect", ""),
    ("inputs:\n  degree_days: {factor: 300 %}\n", (6, 25), "stress_bounds", ""),
    ("inputs:\n  degree_days: {factor: 110 %, from_year: 2024}\n", (6, 43), "stress_past", ""),
    ("inputs:\n  degree_days: {factor: 110 %, from_year: 2030, by_year: 2028}\n", (6, 58), "stress_years", ""),
    ("inputs:\n  grid_factor_co2e: {delay: 2.5 a}\n", (6, 29), "stress_delay", ""),
    ("inputs:\n  grid_factor_co2e: {delay: 10}\n", (6, 29), "stress_delay", ""),
    ("inputs:\n  grid_factor_co2e: {delay: 10 a, by_year: 2030}\n", (6, 35), "stress_key", ""),
    ("inputs:\n  new_car_share: {where: {driv: battery}, factor: 50 %}\n", (6, 27), "stress_label", "drive"),
    ("inputs:\n  new_car_share: {where: {drive: batery}, factor: 50 %}\n", (6, 34), "unknown_cell", "battery"),
    ("inputs:\n  new_car_share: {where: {drive: battery}, factor: 500 %}\n", (6, 52), "stress_bounds", ""),
    ("inputs:\n  new_car_share: {factor: 50 %}\n", (6, 3), "stress_whole", ""),
    ("inputs:\n  programme_rate: {where: {funder: bundd}, factor: 0 %}\n", (6, 36), "unknown_cell", "bund"),
    ("inputs:\n  programme_rate: {where: {funder: eu}, factor: 0 %}\n", (6, 3), "stress_no_effect", ""),
    ("inputs:\n  programme_rate: {delay: 3 a}\n", (6, 20), "stress_key", ""),
    ("inputs:\n  craft_workers: {factor: 70 %, from_year: 2030}\n", (6, 33), "stress_key", ""),
    ("inputs:\n  battery_car_share: {factor: 300 %}\n", (6, 31), "stress_bounds", ""),
    ("inputs:\n  unit_cost: {where: {asset: bus_battery}, add: 5 EUR/m2}\n", (6, 49), "wrong_dimension", ""),
    ("inputs:\n  construction:\n    - {factor: 120 %}\n    - {ad: 5 m2/a}\n", (8, 8), "unknown_key", "add"),
    ("funding:\n  bund_beww: {ends: 2026}\n", (6, 3), "unknown_programme", "bund_bew"),
    ("funding:\n  bund_bew: {ends: 2020}\n", (6, 20), "funding_past", ""),
    ("framework: {grid: latte}\n", (5, 19), "unknown_variant", "late"),
    ("framework: {law_as_of: 2026-01-01}\n", (5, 13), "unknown_key", ""),
    ("adoption: given\ninputs:\n  waste_volume: {factor: 50 %}\n", (5, 11), "unknown_word", ""),
    ("sources: [kba]\ninputs:\n  waste_volume: {factor: 50 %}\n", (5, 11), "unknown_source", ""),
    ("", (1, 1), "stress_nothing", ""),
)


@pytest.mark.parametrize(("body", "place", "code", "hint"), BAD)
def test_a_bad_file_tells_line_column_and_the_nearest_word(tmp_path, capsys, body, place, code, hint):
    path = written(tmp_path, body)
    found = pipeline.validate(path)
    assert [(one.line, one.column, one.code) for one in found] == [(*place, code)]
    for lang in ("de", "en"):
        told = found[0].told(lang)
        assert hint in told
        assert "{" not in told.replace("{funder: bund}", "")
    assert cli.main(["validate", str(path)]) == 2
    assert f":{place[0]}:{place[1]}: " in capsys.readouterr().err


def test_a_file_of_another_name_than_its_own_is_refused(tmp_path):
    path = written(tmp_path, "inputs:\n  waste_volume: {factor: 50 %}\n")
    other = path.rename(path.with_name("other.yaml"))
    assert [one.code for one in pipeline.validate(other)] == ["file_name"]


def test_the_kind_is_known_by_place_and_by_keys(tmp_path):
    path = written(tmp_path, "inputs:\n  waste_volume: {factor: 50 %}\n")
    assert validation.kind(path) == "stress"
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert validation.kind(elsewhere) == "stress"


def test_the_order_of_keys_in_a_file_changes_nothing(tmp_path):
    inputs = pipeline.load_inputs("wuppertal")
    body = "inputs:\n  waste_volume: {factor: 50 %}\n  degree_days: {factor: 110 %, from_year: 2030}\n"
    turned = "inputs:\n  degree_days: {from_year: 2030, factor: 110 %}\n  waste_volume: {factor: 50 %}\n"
    both = []
    for text in (body, turned):
        (case,) = cases.load((str(written(tmp_path, text)),), inputs, 2025)
        both.append(cases.together(case, case))
        made = framework.resolve(
            __import__("klima2035.stress.overlay", fromlist=["changed"]).changed(inputs, case.changes, 2025),
            framework.model_years(2045), 2025, {"grid": "renewable_2045"}, "2026-11-01",
        )  # fmt: skip
        both.append({name: value.tobytes() for name, value in made.items()})
    assert both[1] == both[3]


def test_an_unknown_case_is_told_with_the_nearest_name(capsys):
    assert cli.main(["stress", "trend", "--cases", "grid-lat,waste-half"]) == 2
    told = capsys.readouterr().err
    assert "grid-late" in told
    assert told.count("\n") == 1


def test_all_faults_of_several_cases_are_told_at_once(tmp_path):
    files = [
        written(tmp_path, "inputs:\n  degree_day: {factor: 110 %}\n", "one"),
        written(tmp_path, "inputs:\n  degree_days: {factor: 1.1}\n", "two"),
    ]
    with pytest.raises(InputError) as error:
        cases.load([str(file) for file in files], pipeline.load_inputs("wuppertal"), 2025)
    assert [one.code for one in error.value.faults] == ["stress_input", "no_unit"]


def test_a_case_twice_is_refused(tmp_path):
    path = written(tmp_path, "inputs:\n  waste_volume: {factor: 50 %}\n", "waste-half")
    with pytest.raises(InputError) as error:
        cases.load(["waste-half", str(path)], pipeline.load_inputs("wuppertal"), 2025)
    assert [one.code for one in error.value.faults] == ["given_twice"]
