"""Verdicts rule by rule, and what counts as invested in climate protection."""

from dataclasses import replace
from pathlib import Path

import counting
import money_example as example
import numpy as np
import pytest
from conftest import computed_scenario
from hypothesis import given, settings
from hypothesis import strategies as st
from money_example import row

from klima2035 import milestones, pipeline
from klima2035.milestone_files import Milestone, unit_of
from klima2035.milestone_files import read as read_milestones
from klima2035.milestones import Evidence, Modelled, derive, pace
from klima2035.tracking import states

YEARS = (2024, 2025, 2026, 2030)
GOAL = Milestone(
    "pv-2025", {"de": "PV 2025", "en": "PV 2025"}, 2025, "pv_power", "at_least", 100.0, 10.0, "MW", "100 MW",
    "decided", {"de": "Beschluss", "en": "Decision"},
)  # fmt: skip


def judge(goal=GOAL, actual=None, path=None, as_of=2025, unsure=(), scenario="plan"):
    actuals = {} if actual is None else {(milestones.name_of(goal), goal.year): actual}
    paths = {} if path is None else {milestones.name_of(goal): np.full(len(YEARS), path)}
    table = milestones.judge([goal], Evidence(YEARS, actuals, paths, unsure), scenario, as_of)
    return table.dicts()[0]


@pytest.mark.parametrize(
    ("actual", "path", "verdict"),
    [
        (100.0, 0.0, "reached"),  # an actual decides, whatever the path says
        (99.0, 500.0, "missed"),  # there is no tolerance for what was counted
        (None, 500.0, "at_risk"),  # a past year is never reached by the path alone
        (None, 95.0, "at_risk"),
        (None, 50.0, "missed"),
        (None, None, "cannot_judge"),
        (None, float("nan"), "cannot_judge"),
    ],
)
def test_past_year(actual, path, verdict):
    found = judge(actual=actual, path=path)
    assert found["verdict"] == verdict
    known = "" if path is None or np.isnan(path) else "modelled"
    assert found["evidence"] == ("actual" if actual is not None else known)


@pytest.mark.parametrize(
    ("path", "verdict"), [(100.0, "reached"), (90.1, "at_risk"), (90.0, "missed"), (10.0, "missed")]
)
def test_future_year(path, verdict):
    found = judge(replace(GOAL, year=2030), path=path)
    assert found["verdict"] == verdict
    assert found["evidence"] == "modelled"


def test_what_was_counted_after_as_of_is_not_known_yet():
    found = judge(actual=100.0, path=50.0, as_of=2020)
    assert (found["value"], found["evidence"], found["verdict"]) == (50.0, "modelled", "missed")


def test_at_most_turns_the_sense():
    goal = replace(GOAL, sense="at_most", year=2030)
    assert judge(goal, path=100.0)["verdict"] == "reached"
    assert judge(goal, path=105.0)["verdict"] == "at_risk"
    found = judge(goal, path=120.0)
    assert (found["verdict"], found["gap"]) == ("missed", 20.0)


def test_a_derived_limit_does_not_judge_the_path_of_its_own_scenario_but_a_count():
    goal = replace(GOAL, origin="derived", scenario="plan", hash="abc", document=None)
    assert judge(goal, path=200.0)["verdict"] == "cannot_judge"
    assert judge(goal, actual=200.0)["verdict"] == "reached"
    assert judge(goal, actual=1.0)["verdict"] == "missed"
    found = judge(goal, actual=200.0, scenario="other")
    assert (found["verdict"], found["source"]) == ("reached", "plan abc")


def test_money_on_assumed_grants_cannot_be_judged():
    assert judge(path=500.0, unsure={"pv_power"})["verdict"] == "cannot_judge"


def test_columns_are_those_of_the_contract():
    table = milestones.judge([GOAL], Evidence(YEARS, {}, {}), "plan", 2025, lang="en")
    assert table.columns == milestones.COLUMNS
    assert table.dicts()[0]["source"] == "Decision"


def money(known=None):
    def project(name, value, first, last, status="spent", climate="yes"):
        words = {"project": name, "from": first, "to": last, "status": status, "payer": "city", "climate": climate}
        return row("project_amount", value, **words)

    def rule(name, projects="spent", part="full", modelled="none", last="2025"):
        words = {"rule": name, "projects": projects, "part": part, "modelled": modelled, "from": "2021", "to": last}
        return row("counting_rule", 1.0, **words)

    tables = example.inputs(more=(
        project("buses", 25e6, "2024", "2025"), project("route", 8e6, "2018", "2021"),
        project("old", 45e6, "2016", "2018"),
        project("pipe", 30e6, "2021", "2030", "planned"), project("loans", 100e6, "2025", "2025", climate="no"),
        row("project_additional_share", 0.5, project="buses"),
        rule("known"), rule("planned", "spent_and_planned"), rule("additional", part="additional"),
        rule("private", modelled="private"), rule("grants", modelled="private_and_grants"),
        rule("longer", "spent_and_planned", last="2027"),
    ))  # fmt: skip
    model = (lambda first, last: known) if known is not None else None
    return {count.rule: count for count in milestones.count_investment(tables, model)}


def test_counting_rules_by_hand():
    found = money(Modelled(3e6, 4e6, assumed=True))
    assert found["known"].value == pytest.approx(25e6 + 2e6)
    assert found["planned"].value == pytest.approx(25e6 + 2e6 + 15e6)
    assert found["additional"].value == pytest.approx(12.5e6 + 2e6)
    assert found["longer"].value == pytest.approx(25e6 + 2e6 + 21e6)  # seven of the pipe's ten years
    assert {name: count.last for name, count in found.items() if count.last != 2025} == {"longer": 2027}
    assert found["private"].value == pytest.approx(27e6 + 3e6)
    assert found["grants"].value == pytest.approx(27e6 + 7e6)
    assert [found[name].evidence for name in ("known", "planned", "private")] == ["actual", "modelled", "modelled"]
    assert found["grants"].unsure
    assert not found["private"].unsure


def test_each_rule_has_its_own_verdict():
    evidence = milestones.investment_evidence(tuple(money(Modelled(3e6, 4e6, assumed=True)).values()), YEARS)
    goal = replace(GOAL, indicator="climate_investment", limit=20e6, tolerance=2e6, unit="EUR")
    goals = [
        replace(goal, id=name, counting_rule=name) for name in ("known", "additional", "private", "grants", "none")
    ]
    table = milestones.judge(goals, evidence, "plan", 2025)
    assert table.name == "milestones"
    assert [item["verdict"] for item in table.dicts()] == [
        "reached",
        "missed",
        "at_risk",
        "cannot_judge",
        "cannot_judge",
    ]


def test_without_a_model_the_modelled_rules_are_unknown():
    evidence = milestones.investment_evidence(tuple(money().values()), YEARS)
    goal = replace(GOAL, indicator="climate_investment", counting_rule="private")
    assert milestones.judge([goal], evidence, "plan", 2025).dicts()[0]["verdict"] == "cannot_judge"


def test_shipped_milestones_can_be_read():
    faults = []
    _, known = read_milestones(Path(__file__).parents[1] / "inputs" / "wuppertal" / "milestones.yaml", faults)
    assert not faults
    assert len({goal.indicator for goal in known.values() if goal.year == 2025}) >= 5


def test_actuals_leave_out_what_is_assumed():
    tables = example.inputs(more=(
        row("actual", 10.0, 2020, indicator="hydrogen_buses"),
        row("actual", 11.0, 2021, quality="assumed", indicator="hydrogen_buses"),
    ))  # fmt: skip
    assert milestones.actuals(tables) == {("hydrogen_buses", 2020): 10.0}


# when, and at which pace


def series(path=None, counts=None, years=range(2020, 2036), as_of=2025):
    values = None if path is None else np.array([path(year) for year in years], dtype=float)
    return pace.Series(tuple(years), values, counts or {}, as_of)


LATER = replace(GOAL, year=2030, limit=100.0)


def test_a_limit_is_met_from_the_year_on_in_which_it_holds():
    assert pace.met_in(series(lambda year: 10.0 * (year - 2020)), LATER) == 2030
    assert pace.met_in(series(lambda year: 12.0 * (year - 2020)), LATER) == 2029
    assert pace.met_in(series(lambda year: 8.0 * (year - 2020)), LATER) == 2033  # too late, but met
    assert pace.met_in(series(lambda year: 5.0 * (year - 2020)), LATER) is None  # not to the horizon
    assert pace.met_in(series(lambda year: 100.0 * (year == 2035)), LATER) == 2035  # in the last year at last


def test_a_limit_that_is_lost_again_before_its_year_counts_from_the_second_time():
    values = {2021: 120.0, 2022: 120.0, 2029: 101.0, 2030: 105.0}
    assert pace.met_in(series(lambda year: values.get(year, 50.0)), LATER) == 2029


def test_counts_decide_before_the_path_and_between_them_nothing_does():
    climbing = series(lambda year: 20.0 * (year - 2020), {2022: 30.0, 2025: 60.0})
    assert pace.met_in(climbing, LATER) == 2026  # the path says 100 in 2025, the count of that year does not
    counted = series(lambda year: 0.0, {2022: 120.0, 2024: 130.0})
    assert pace.met_in(counted, replace(LATER, year=2024)) == 2022


def test_an_unknown_value_is_no_met_limit():
    assert pace.of(series(), LATER) == pace.Pace(None, None, None, None)
    assert pace.met_in(series(lambda year: float("nan")), LATER) is None
    assert judge(replace(GOAL, year=2030))["verdict"] == "cannot_judge"


def test_paces_by_hand():
    # 40 counted in 2025, 100 wanted in 2030: 12 a year; planned 10 a year; from 2021 to 2025: 5 a year
    known = series(lambda year: 10.0 * (year - 2020), {2021: 20.0, 2025: 40.0})
    assert pace.of(known, LATER) == pace.Pace(2030, 12.0, 10.0, 5.0)
    assert pace.needed(known, replace(LATER, limit=30.0)) == 0.0  # it holds already
    falling = replace(LATER, sense="at_most", limit=10.0)
    assert pace.needed(known, falling) == pytest.approx(-6.0)


def test_the_pace_so_far_looks_back_five_years_and_takes_the_path_without_two_counts():
    known = series(lambda year: 10.0 * (year - 2020), {2015: 0.0, 2025: 40.0})
    assert pace.so_far(known) == 10.0  # one count within five years is no pace: the path's
    assert pace.so_far(series(None, {2015: 0.0, 2025: 40.0})) is None
    assert pace.so_far(series(None, {2020: 0.0, 2025: 40.0})) == 8.0


def test_a_past_milestone_needs_no_pace():
    found = pace.of(series(lambda year: 10.0 * (year - 2020)), GOAL)
    assert (found.needed, found.planned) == (None, None)
    assert found.so_far == 10.0


@pytest.mark.parametrize(
    ("was", "then", "told"),
    [
        (9.0, 10.0, "yes"), (8.9, 10.0, "no"), (-9.0, -10.0, "yes"), (5.0, -10.0, "no"), (-5.0, 10.0, "no"),
        (None, 1.0, ""), (1.0, None, ""), (3.0, 0.0, ""), (0.0, 0.0, ""), (50.0, 10.0, "yes"),
    ],
)  # fmt: skip
def test_a_pace_is_kept_at_nine_tenths_in_its_direction(was, then, told):
    assert pace.keeps(was, then) == told


def test_leading_indicators_tell_state_and_pace():
    goal = replace(LATER, leading=("heat_pumps", "final_energy:heating_oil"))
    years = tuple(range(2020, 2031))
    paths = {"heat_pumps": np.linspace(0.0, 1000.0, 11), "final_energy:heating_oil": np.linspace(500.0, 400.0, 11)}
    known = Evidence(years, {("heat_pumps", 2021): 0.0, ("heat_pumps", 2025): 100.0}, paths)
    table = milestones.leading([goal, replace(goal, id="past", year=2025)], known, "plan", 2025, unit_of)
    pumps, oil = table.dicts()
    assert (pumps["now"], pumps["evidence"], pumps["path"], pumps["pace_so_far"], pumps["pace_planned"]) == (
        100.0, "actual", 1000.0, 25.0, 100.0,
    )  # fmt: skip
    assert (pumps["unit"], pumps["keeps_pace"]) == ("systems", "no")
    assert (oil["now"], oil["evidence"], oil["unit"], oil["keeps_pace"]) == (450.0, "modelled", "GWh/a", "yes")


# limits derived from a path


@pytest.mark.parametrize(
    ("value", "sense", "limit"),
    [
        (123456.0, "at_most", 124000.0), (123456.0, "at_least", 123000.0), (0.0012341, "at_most", 0.00124),
        (0.0012341, "at_least", 0.00123), (2.05, "at_most", 2.05), (0.0, "at_most", 0.0), (-5.678, "at_most", -5.67),
        (-5.678, "at_least", -5.68), (1e9 + 1, "at_most", 1.01e9), (999.9, "at_most", 1000.0),
    ],
)  # fmt: skip
def test_a_derived_limit_is_rounded_to_the_side_that_the_path_keeps(value, sense, limit):
    assert derive.rounded(value, sense) == limit
    kept = derive.rounded(value, sense)
    assert kept >= value if sense == "at_most" else kept <= value


@settings(max_examples=200, deadline=None)
@given(st.floats(-1e12, 1e12, allow_nan=False), st.sampled_from(["at_most", "at_least"]))
def test_rounding_never_crosses_the_path(value, sense):
    kept = derive.rounded(value, sense)
    assert kept >= value if sense == "at_most" else kept <= value
    assert abs(kept - value) <= 0.01 * abs(value) + 1e-300


PLAN = "klimaneutral-2035"
LONG = "final_energy:industry/process_heat_above_500/environmental_heat"
WANTED = ("co2e", "final_energy:households/natural_gas", "stocks:vehicles/car_battery", "emissions:buildings",
          "final_energy:households/space_heat/heating_oil", "finance_by_year:full", "heat_pumps")  # fmt: skip


def run(*arguments):
    return counting.main("milestones", PLAN, "--no-charts", *arguments)


def test_derived_limits_make_a_file_that_validates_and_is_not_judged_by_its_own_scenario(work, capsys):
    options = [word for name in WANTED for word in ("--indicator", name)]
    assert run("--derive", "2030, 2035,2030", *options) == 0
    path = work / "outputs" / PLAN / "milestones" / "milestones.yaml"
    text = path.read_text(encoding="utf-8")
    assert f"{2 * len(WANTED)} Schwellen" in capsys.readouterr().out
    target = work / "inputs" / "wuppertal" / "milestones.yaml"
    target.write_text(text, encoding="utf-8")
    assert counting.main("validate", str(target)) == 0
    counting.forget()
    loaded = pipeline.load_scenario(PLAN)
    assert len(loaded.milestones) == 2 * len(WANTED)
    assert {one.hash for one in loaded.milestones} == {loaded.digest()}  # milestones do not move the digest
    table = pipeline.run(loaded, pipeline.load_inputs("wuppertal")).tables["milestones"].dicts()
    assert {row["verdict"] for row in table} == {"cannot_judge"}
    assert all(row["gap"] <= 0.0 for row in table)  # each is kept by the path that it stems from
    assert {row["source"] for row in table} == {f"{PLAN} {loaded.digest()}"}
    other = pipeline.run(pipeline.load_scenario("trend"), pipeline.load_inputs("wuppertal")).tables["milestones"]
    assert {row["verdict"] for row in other.dicts()} & {"missed", "at_risk"}


def test_derived_files_read_back_whatever_names_and_titles_are(tmp_path):
    scenario = replace(pipeline.load_scenario(PLAN), name="2035", title={"de": "Zwei\nZeilen: ja", "en": "Two"})
    known = Evidence((2025, 2030), {}, {LONG: np.array([5.0, 3.0]), f"{LONG}x": np.array([5.0, 3.0])})
    made = derive.derive(scenario, known, [2030], [LONG])
    made = [replace(one, hash="1234567890e1") for one in made]
    path = tmp_path / "milestones.yaml"
    path.write_text(derive.render(made, scenario, ["Titel über\nzwei Zeilen: {nichts}"]), encoding="utf-8")
    faults = []
    _, back = read_milestones(path, faults)
    assert not faults
    (one,) = back.values()
    assert (one.hash, one.scenario, one.limit, one.sense) == ("1234567890e1", "2035", 3.0, "at_most")
    assert len(one.id) <= 64


def test_a_derived_limit_keeps_the_office_of_its_indicator_and_a_tenth_of_tolerance(tmp_path):
    scenario = pipeline.load_scenario(PLAN)
    goal = next(one for one in scenario.milestones if one.office and not one.counting_rule)
    known = Evidence((2030, 2035), {}, {goal.indicator: np.array([5.0, 4.0])})
    (one,) = derive.derive(scenario, known, [2035], [goal.indicator])
    assert (one.office, one.scenario, one.hash, one.origin) == (goal.office, PLAN, scenario.digest(), "derived")
    assert (one.year, one.limit, one.tolerance) == (2035, 4.0, pytest.approx(0.4))
    path, faults = tmp_path / "milestones.yaml", []
    path.write_text(derive.render([replace(one, hash="1234567890e1")], scenario, []), encoding="utf-8")
    (back,) = read_milestones(path, faults)[1].values()
    assert not faults
    assert (back.office, back.tolerance) == (goal.office, one.tolerance)


def test_long_names_keep_ids_of_their_own():
    scenario = replace(pipeline.load_scenario(PLAN), name="x" * 40)
    names = (
        "final_energy:industry/process_heat_above_500/natural_gas",
        "final_energy:industry/process_heat_above_500/coal",
    )
    ids = {derive._milestone(scenario, name, year, "at_most", 1.0).id for name in names for year in (2030, 2035)}
    assert len(ids) == 4
    assert all(len(one) <= 64 for one in ids)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--derive", "2017"], ["2018", "2045"]), (["--derive", "2046"], ["2018", "2045"]),
        (["--derive", ""], ["--derive"]), (["--derive", "2030,"], ["2030,"]), (["--derive", "bald"], ["bald"]),
        (["--derive", "2030-2035"], ["2030-2035"]),
        (["--indicator", "co2e"], ["--derive"]), (["--derive", "2030", "--indicator", "pv_powr"], ["pv_power"]),
        (["--derive", "2030", "--indicator", "final_energy:houshold"], ["households"]),
        (["--derive", "2030", "--indicator", "stocks:car_battery"], ["stocks:car_battery", "Bestand"]),
        (["--require", "neutral-2036"], ["neutral-2035"]),
    ],
)  # fmt: skip
def test_wrong_wishes_are_one_line_and_exit_code_2(arguments, words, work, capsys):
    before = counting.contents(work)
    assert run(*arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert all(word in told.err for word in words), told.err
    assert counting.contents(work) == before


def test_require_turns_the_verdict_into_the_exit_code(work, capsys):
    counting.put(work, [counting.row("co2e", 1.7e6, "t/a", "2025-12-31")])
    assert run() == 0
    assert run("--require", "hydrogen-buses-2025") == 0
    capsys.readouterr()
    assert run("--require", "neutral-2035", "--require", "hydrogen-buses-2025") == 1
    told = capsys.readouterr()
    assert told.err == "Nicht erreicht: neutral-2035\n"
    assert "Klimaneutral" in told.out  # what was computed is told and written all the same
    assert (work / "outputs" / PLAN / "milestones" / "tables" / "milestones.csv").is_file()
    assert run("--require", "all") == 1
    assert run("--require", "co2e-2025", "--lang", "en") == 0  # counted: within the limit


def test_a_whole_balance_counts_as_the_total_of_its_year(work, capsys):
    used = states.of_model(computed_scenario(PLAN).model, 2025)
    counting.put(work, counting.balance(used, 2025))
    assert run() == 0
    capsys.readouterr()
    table = pipeline.run(pipeline.load_scenario(PLAN), counting.inputs(work)).tables["milestones"].dicts()
    (row,) = [row for row in table if row["id"] == "co2e-2025"]
    assert (row["evidence"], row["value_date"]) == ("actual", "2025-12-31")
    assert row["value"] == pytest.approx(float(used.emissions().sum()), rel=1e-9)
    assert row["verdict"] in ("reached", "missed")
