"""What ``list`` and ``show`` print."""

import re

import pytest

from klima2035 import cli, explaining, listing, pipeline, telling
from klima2035.facts import KINDS
from klima2035.facts.world import World
from klima2035.sectors import LEVERS

KIND = {"inputs": "input", "indicators": "indicator", "programmes": "programme", "assets": "asset"}
KIND |= {"sources": "source", "units": "unit", "levers": "lever", "measures": "measure", "milestones": "milestone"}
KIND |= {"stress": "stress"}


def listed(capsys, *arguments: str) -> list[str]:
    assert cli.main(["list", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("kind", [kind for kind in cli.LISTS if kind != "scenarios"])
def test_what_is_listed_can_be_explained(kind, capsys):
    lines = listed(capsys, kind)
    names = {re.split(r"\s{2,}", line)[0] for line in lines} - {"Name"}
    assert names == set(KINDS[KIND[kind]].names(World("wuppertal", "de", 2025)))


def test_levers_are_listed_with_rule_unit_bounds_and_decider(capsys):
    rows = {line.split()[0]: re.split(r"\s{2,}", line) for line in listed(capsys, "levers")[1:]}
    assert rows["pv_rooftop_additions"][2:4] == ["kommt hinzu", "MW/a"]
    assert rows["heat_pump_share"][2:5] == ["erreicht", "%", "0 bis 100\u00a0%"]
    assert rows["parking_price"][2] == "vervielfacht"
    assert rows["parking_price"][5] == "Stadt"


def test_milestones_are_listed_with_german_numbers(capsys):
    told = "\n".join(listed(capsys, "milestones")).replace("\u00a0", " ")
    assert "mindestens 20,0 Mio. €" in told
    assert "mindestens 8.110 Anlagen" in told
    assert "höchstens 2.640.000 t CO₂e/a" in told
    assert " EUR" not in told
    assert "at least €20.0 million" in "\n".join(listed(capsys, "milestones", "--lang", "en"))


def test_a_scenario_that_cannot_be_read_is_listed_as_such(tmp_path, capsys, monkeypatch):
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "broken.yaml").write_bytes(b"a: [1\n")
    (folder / "dark.yaml").write_bytes(b"\xff\xfe")
    (folder / "odd.yaml").write_text("title: 3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    lines = {line.split("  ")[0].strip(): line for line in listed(capsys)}
    assert all(lines[name].endswith("nicht lesbar") for name in ("broken", "dark", "odd"))
    assert "Trend" in lines["trend"]
    found = explaining.explain("broken", "wuppertal", 2025, "de")
    assert "nicht lesbar" in "\n".join(explaining.lines(found, "de"))


def test_show_tells_limits_with_labels(capsys):
    assert cli.main(["show", "klimaneutral-2035"]) == 0
    told = capsys.readouterr().out.replace("\u00a0", " ")
    assert "mindestens 1.380 Punkte" in told
    assert "Strommix des Bundes: erneuerbar bis 2045" in told


def test_the_table_of_measures_has_unit_and_rule_of_each_lever():
    scenario = pipeline.load_scenario("klimaneutral-2045")
    table = telling.measures(scenario)
    assert table.columns[-2:] == ("unit", "operation")
    known = {lever.name: lever for lever in LEVERS}
    at = table.columns.index("lever")
    for row in table.rows:
        lever = known[row[at]]
        assert row[-1] == lever.combine
        assert row[-2] == ("1" if lever.combine == "multiply" else lever.unit)
    assert {row[-1] for row in table.rows} >= {"add", "multiply", "highest", "lowest"}


def test_columns_run_only_as_wide_as_needed():
    assert listing._columns([("a", "b"), ("aaa", "c")]) == ["a    b", "aaa  c"]
