"""Verdicts rule by rule, and what counts as invested in climate protection."""

from dataclasses import replace
from pathlib import Path

import money_example as example
import numpy as np
import pytest
from money_example import row

from klima2035 import milestones
from klima2035.milestones import Evidence, Modelled
from klima2035.scenario import Milestone, read_milestones

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


def test_a_derived_limit_is_not_judged_against_its_own_scenario():
    goal = replace(GOAL, origin="derived", scenario="plan", hash="abc", document=None)
    assert judge(goal, actual=200.0)["verdict"] == "cannot_judge"
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

    def rule(name, projects="spent", part="full", modelled="none"):
        return row("counting_rule", 1.0, rule=name, projects=projects, part=part, modelled=modelled)

    tables = example.inputs(more=(
        project("buses", 25e6, "2024", "2025"), project("route", 8e6, "2018", "2021"),
        project("old", 45e6, "2016", "2018"),
        project("pipe", 30e6, "2021", "2030", "planned"), project("loans", 100e6, "2025", "2025", climate="no"),
        row("project_additional_share", 0.5, project="buses"),
        rule("known"), rule("planned", "spent_and_planned"), rule("additional", part="additional"),
        rule("private", modelled="private"), rule("grants", modelled="private_and_grants"),
    ))  # fmt: skip
    return {count.rule: count for count in milestones.count_investment(tables, 2021, 2025, known)}


def test_counting_rules_by_hand():
    found = money(Modelled(3e6, 4e6, assumed=True))
    assert found["known"].value == pytest.approx(25e6 + 2e6)
    assert found["planned"].value == pytest.approx(25e6 + 2e6 + 15e6)
    assert found["additional"].value == pytest.approx(12.5e6 + 2e6)
    assert found["private"].value == pytest.approx(27e6 + 3e6)
    assert found["grants"].value == pytest.approx(27e6 + 7e6)
    assert [found[name].evidence for name in ("known", "planned", "private")] == ["actual", "modelled", "modelled"]
    assert found["grants"].unsure
    assert not found["private"].unsure


def test_each_rule_has_its_own_verdict():
    evidence = milestones.investment_evidence(tuple(money(Modelled(3e6, 4e6, assumed=True)).values()), YEARS, 2025)
    goal = replace(GOAL, indicator="climate_investment", limit=20e6, tolerance=2e6, unit="EUR")
    goals = [
        replace(goal, id=name, counting_rule=name) for name in ("known", "additional", "private", "grants", "none")
    ]
    verdicts = [item["verdict"] for item in milestones.judge(goals, evidence, "plan", 2025).dicts()]
    assert verdicts == ["reached", "missed", "at_risk", "cannot_judge", "cannot_judge"]


def test_without_a_model_the_modelled_rules_are_unknown():
    evidence = milestones.investment_evidence(tuple(money().values()), YEARS, 2025)
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
