"""What is in our hands: coalitions by decider, their money, the command that writes all of it."""

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from conftest import computed_scenario

from klima2035 import charts, cli, pipeline
from klima2035.charts.hands import in_our_hands
from klima2035.charts.stress import ordered
from klima2035.charts.stress import stress as heat_map
from klima2035.stress import cases, hands, run, tables

NAME = "klimaneutral-2035"


@cache
def scenario():
    return pipeline.load_scenario(NAME)


@cache
def found():
    return hands.run(pipeline.load_inputs("wuppertal"), scenario())


@cache
def stressed():
    chosen = cases.load(("cold-winters", "bund-cut"), pipeline.load_inputs("wuppertal"), 2025)
    return run.run(scenario(), chosen)


@pytest.mark.parametrize("name", [NAME, "klimaneutral-2035-finanziert", "programm-2021"])
def test_the_first_step_is_the_trend_and_the_last_the_scenario_bit_for_bit(name):
    told = hands.run(pipeline.load_inputs("wuppertal"), pipeline.load_scenario(name))
    tonnes = computed_scenario(name).model.end_use.values[0].sum(axis=1)
    assert np.array_equal(told.co2e[0], tonnes[:, 1])
    assert np.array_equal(told.co2e[-1], tonnes[:, 0])
    assert not told.additional_cost[0].any()


def test_every_measure_stands_in_exactly_one_step():
    told = [name for names in found().measures for name in names]
    assert sorted(told) == sorted(one.name for one in scenario().measures)


def test_each_step_adds_the_measures_of_its_deciders():
    on = hands.switches(scenario())
    for i, (_, deciders) in enumerate(hands.STEPS[1:], 1):
        added = on[:, i] - on[:, i - 1]
        wanted = [float(scenario().library[one.name].decider in deciders) for one in scenario().measures]
        assert added.tolist() == wanted
    assert on[:, -1].tolist() == [0.0] * len(scenario().measures)


def test_a_step_without_measures_changes_nothing_and_says_so():
    assert found().measures[3] == ()
    assert np.array_equal(found().co2e[3], found().co2e[2])
    assert found().waits == ((),) * len(hands.STEPS)


def test_what_needs_somebody_else_waits_for_them():
    turned = dict(scenario().library)
    turned["charging-points"] = replace(turned["charging-points"], decider="firm")
    turned["e-cars"] = replace(turned["e-cars"], decider="city")
    told = hands.run(pipeline.load_inputs("wuppertal"), replace(scenario(), library=turned))
    assert "e-cars" in told.waits[1]
    assert "e-cars" not in told.waits[-1]
    rows = {row["measure"]: row for row in hands.measures(told, replace(scenario(), library=turned)).dicts()}
    assert (rows["e-cars"]["step"], rows["e-cars"]["acts_from"]) == ("city", "owner_firm")
    assert rows["e-cars"]["decider_of_required"] == "firm"


def test_the_steps_add_up_and_the_money_is_that_of_the_run():
    year = 2035
    path = found().co2e[:, found().years.index(year)]
    assert sum(hands.taken_off(found(), year)) == pytest.approx(path[0] - path[-1])
    later = np.array(found().years) > 2025
    base = stressed().base("given")
    assert found().additional_cost[-1][later].sum() == pytest.approx(base.values["additional_cost", 0])
    assert found().gap[-1][later].sum() == pytest.approx(base.values["gap", 0])
    assert found().city_need[-1][later].sum() == pytest.approx(base.values["city_need", 0])


def test_the_table_holds_every_step_item_and_year_once():
    rows = hands.table(found()).dicts()
    keys = {(row["step"], row["item"], row["year"]) for row in rows}
    assert len(keys) == len(rows) == len(hands.STEPS) * 4 * len(found().years)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_charts_say_one_message_and_hold_every_case(lang):
    head = tables.head(stressed(), found())
    with charts.style.context():
        _, told = heat_map(head, stressed(), lang)
        _, ours = in_our_hands(head, found(), lang)
    for case in stressed().cases:
        assert case.title[lang] in told.description
    assert told.title.startswith("Am schwersten" if lang == "de" else "“")
    assert ordered(stressed(), 2035) == ["cold-winters", "bund-cut"]
    assert "9" in ours.title
    assert ("Land" if lang == "de" else "State") in ours.footer


def test_a_scenario_without_measures_is_drawn_and_told_too():
    trend = pipeline.load_scenario("trend")
    inputs = pipeline.load_inputs("wuppertal")
    none = hands.run(inputs, trend)
    made = run.run(trend, cases.load(("waste-half",), inputs, 2025))
    with charts.style.context():
        _, ours = in_our_hands(tables.head(made, none), none, "de")
        heat_map(tables.head(made, none), made, "de")
    assert ours.title == "Dieses Szenario hat keine Maßnahme, die wirkt"


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "log.jsonl"
    }  # fmt: skip


def test_the_command_writes_tables_charts_and_its_origin(tmp_path, capsys):
    words = ["stress", NAME, "--cases", "waste-half,bund-cut", "--out", str(tmp_path)]
    assert cli.main(words) == 0
    told = capsys.readouterr().out
    for part in ("Stressfälle: 2, Paare: 1", "Am schwersten allein", "In der Hand der Stadt", "Land"):
        assert part in told
    folder = tmp_path / NAME / "stress"
    first = content(folder)
    assert set(first) == {
        "run.json", "inputs.zip", "tables/stress.csv", "tables/stress_milestones.csv", "tables/in_our_hands.csv",
        "tables/in_our_hands_measures.csv",
        *(f"charts/{name}.{end}" for name in ("stress", "in_our_hands") for end in ("svg", "png", "txt")),
    }  # fmt: skip
    origin = json.loads(first["run.json"])
    assert origin["cases"] == ["bund-cut", "waste-half"]
    assert "scenarios/stress/bund-cut.yaml" in origin["files"]
    assert cli.main([*words, "--workers", "2"]) == 0
    assert content(folder) == first


def test_options_leave_out_pairs_and_charts(tmp_path, capsys):
    words = ["stress", "trend", "--cases", "waste-half,cold-winters", "--no-pairs", "--no-charts", "--lang", "en"]
    assert cli.main([*words, "--out", str(tmp_path)]) == 0
    assert "Stress cases: 2, pairs: 0" in capsys.readouterr().out
    assert not (tmp_path / "trend" / "stress" / "charts").exists()
    table = (tmp_path / "trend" / "stress" / "tables" / "stress.csv").read_text(encoding="utf-8")
    assert table.startswith("scenario,case,with,adoption,item,year,value,change,unit\n")
    assert ",cold-winters,waste-half," not in table


@pytest.mark.parametrize("words", [["--workers", "0"], ["--workers", "many"], ["--cases", "nothing"], ["--pairs"]])
def test_wrong_usage_is_exit_code_2(words, capsys):
    assert cli.main(["stress", "trend", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1
