"""The plausibility guard: every rule is fired by a scenario, and none where it has no reason to."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from examples import FINDING, minimal_result

from klima2035 import levers, pipeline, plausibility, summary
from klima2035.commands import run as running
from klima2035.exports import manifest, workbook
from klima2035.inputs import Inputs
from klima2035.labels import labels
from klima2035.pipeline import Computed
from klima2035.plausibility import RULES, labour, measures, texts
from klima2035.plausibility.facts import Facts
from klima2035.result import SEVERITIES, Finding
from klima2035.scenario import Scenario
from klima2035.variables.plausibility import CRAFTS, INPUTS
from klima2035.wording.findings import TEXTS

FOLDER = Path(__file__).parent / "findings"
CITY = "wuppertal"


@dataclass(frozen=True)
class Try:
    """A scenario (shipped, or a file in ``findings``) with some values of the case and some rows multiplied."""

    scenario: str
    values: Mapping[str, float] = field(default_factory=dict)
    rows: Mapping[str, float] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.scenario, *sorted(self.values.items()), *sorted(self.rows.items())))


@cache
def loaded(name: str) -> Scenario:
    path = FOLDER / f"{name}.yaml"
    return pipeline.load_scenario(path if path.exists() else name)


@cache
def computed(name: str, values: tuple[tuple[str, float], ...] = ()) -> Computed:
    assembled = pipeline.assemble(pipeline.load_inputs(CITY), loaded(name))
    changed = {key: assembled.case[key] * factor for key, factor in values}
    case = replace(assembled.case, values={**assembled.case.values, **changed})
    return pipeline.compute(replace(assembled, case=case))


def thresholds(factors: Mapping[str, float]) -> Inputs:
    """Return the shipped inputs with the values and ranges of some thresholds multiplied."""
    inputs = pipeline.load_inputs(CITY)
    changed = {
        name: tuple(
            row._replace(value=row.value * by, low=(row.low or row.value) * by, high=(row.high or row.value) * by)
            for row in inputs.records[name]
        )
        for name, by in factors.items()
    }
    return replace(inputs, records={**inputs.records, **changed})


@cache
def found(one: Try) -> tuple[Finding, ...]:
    made = computed(one.scenario, tuple(sorted(one.values.items())))
    return plausibility.findings(loaded(one.scenario), thresholds(one.rows), made)


def subjects(one: Try, code: str) -> dict[str, Finding]:
    return {finding.subject: finding for finding in found(one) if finding.code == code}


PLAN, TREND = Try("klimaneutral-2035"), Try("trend")
HASTY, IDLE, QUIET = Try("hasty"), Try("idle"), Try("quiet")
LITTLE_HEAT = Try("trend", values={"waste_heat_limit": 0.3, "plant_full_load_hours": 0.3})
MANY_APPLIANCES = Try("trend", values={"appliance_electricity_per_person": 2.0})

CASES: dict[str, tuple[Try, str, str, Try]] = {
    # code: where it is found, of what, how bad, and where it is not
    "prerequisite_missing": (IDLE, "e-cars", "warning", PLAN),
    "measure_without_effect": (IDLE, "municipal-fleet", "warning", PLAN),
    "lever_clipped": (HASTY, "pv_rooftop_additions", "warning", PLAN),
    "claims_overlap": (HASTY, "heat_pump_share", "warning", PLAN),
    "unmet_heat": (LITTLE_HEAT, "district_heat", "serious", TREND),
    "unmet_peak": (TREND, "district_heat", "serious", PLAN),
    "limit_exceeded": (TREND, "limit_biomethane", "serious", PLAN),
    "craft_labour": (PLAN, "craft_heating", "serious", TREND),
    "pace_national": (PLAN, "new_heat_pumps", "serious", Try("programm-2021")),
    "early_replacement": (PLAN, "early_replacement_gas", "warning", TREND),
    "new_cars_ahead": (PLAN, "battery_car_share", "warning", TREND),
    "pace_city": (PLAN, "pv_additions", "warning", Try("quiet", rows={"pace_factor": 100.0})),
    "peer_value": (MANY_APPLIANCES, "household_electricity", "warning", PLAN),
    "balance_strain": (Try("trend", values={"adjustment_warning": 0.1}), "households electricity", "warning", PLAN),
    "limit_near": (PLAN, "limit_wood", "note", Try("trend", rows={"limit_near_share": 2.0})),
    "share_at_bound": (PLAN, "gas_heating_allowed", "note", TREND),
    "history_pinning": (TREND, "fuels", "note", Try("trend", values={"pinning_warning": 10.0})),
}  # fmt: skip


def test_every_rule_has_words_a_label_and_a_scenario_that_fires_it() -> None:
    assert set(RULES) == set(TEXTS) == set(CASES)
    assert set(RULES) <= set(labels("de").texts)


@pytest.mark.parametrize("code", CASES)
def test_a_rule_fires_where_it_should(code: str) -> None:
    where, subject, severity, _ = CASES[code]
    finding = subjects(where, code)[subject]
    assert finding.severity == severity
    assert finding.years[0] <= finding.year <= finding.years[1]


@pytest.mark.parametrize("code", CASES)
def test_a_rule_is_silent_where_it_has_no_reason(code: str) -> None:
    assert subjects(CASES[code][3], code) == {}


@pytest.mark.parametrize("code", CASES)
def test_a_finding_says_what_why_and_what_to_do_in_both_languages(code: str) -> None:
    for finding in subjects(CASES[code][0], code).values():
        for lang in ("de", "en"):
            for told in (finding.sentence[lang], finding.reason[lang], finding.remedy[lang]):
                assert told.strip() == told
                assert told.endswith(".")
                assert not set(told) & set("{}|")
                assert "nan" not in told
        assert finding.sentence["de"] != finding.sentence["en"]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_both_languages_tell_the_same_numbers(code: str) -> None:
    german, english = TEXTS[code].de, TEXTS[code].en
    for part in ("sentence", "reason", "remedy"):
        assert getattr(german, part), part
        assert fields(getattr(german, part)) == fields(getattr(english, part)), part


def test_what_the_shipped_plan_shows() -> None:
    told = [(finding.severity, finding.code, finding.subject) for finding in found(PLAN)]
    assert told == [
        ("serious", "craft_labour", "craft_heating"),
        ("serious", "craft_labour", "craft_envelope"),
        ("serious", "pace_national", "new_heat_pumps"),
        ("serious", "pace_national", "new_charging_points"),
        ("warning", "early_replacement", "early_replacement_gas"),
        ("warning", "new_cars_ahead", "battery_car_share"),
        ("warning", "pace_city", "pv_additions"),
        ("warning", "pace_city", "new_heat_connections"),
        ("warning", "pace_city", "new_cycle_routes"),
        ("warning", "pace_city", "renovation_rate_residential"),
        ("warning", "pace_city", "renovation_rate_commerce"),
        ("warning", "pace_city", "renovation_rate_municipal"),
        ("note", "pace_city", "new_clean_buses"),
        ("note", "limit_near", "limit_wood"),
        ("note", "limit_near", "limit_open_space"),
        ("note", "limit_near", "limit_waste_heat"),
        ("note", "share_at_bound", "oil_heating_allowed"),
        ("note", "share_at_bound", "gas_heating_allowed"),
        ("note", "share_at_bound", "street_lighting_led_share"),
        ("note", "share_at_bound", "battery_bus_share"),
        ("note", "share_at_bound", "municipal_fleet_battery_share"),
        ("note", "share_at_bound", "steam_network_conversion"),
        ("note", "share_at_bound", "chp_availability"),
        ("note", "history_pinning", "fuels"),
        ("note", "history_pinning", "electricity"),
    ]


@pytest.mark.parametrize("where", [PLAN, TREND, HASTY, IDLE])
def test_the_worst_comes_first_and_nothing_twice(where: Try) -> None:
    order = [SEVERITIES.index(finding.severity) for finding in found(where)]
    assert order == sorted(order)
    keys = [(finding.code, finding.subject, finding.years) for finding in found(where)]
    assert len(keys) == len(set(keys))


def test_a_small_plan_is_blamed_for_nothing_that_the_trend_is_not() -> None:
    known = {(finding.code, finding.subject) for finding in found(TREND)}
    assert {(finding.code, finding.subject) for finding in found(QUIET)} <= known


def test_numbers_are_those_of_the_run() -> None:
    made = computed("klimaneutral-2035").model
    pumps = sum(
        series[:, 0] for name, series in made.results["buildings"].installed.items() if name.startswith("heat_pump_")
    )
    finding = subjects(PLAN, "pace_national")["new_heat_pumps"]
    years = made.case.years.tolist()
    assert finding.value == pytest.approx(float(np.max(pumps[years.index(2026) :])))
    people = float(made.case["population"][years.index(2023), 0]) / 83.5e6
    assert finding.threshold == pytest.approx(356_000 * people, rel=0.01)
    assert finding.source == "bwp_bdh_2023"


def test_craft_labour_by_hand() -> None:
    """Years of work = what is installed x rows; free = people x share, growing 1 % a year."""
    facts = Facts(loaded("klimaneutral-2035"), pipeline.load_inputs(CITY), computed("klimaneutral-2035"))
    year = facts.years.index(2030)
    points, roofs = facts.installed("charging_point")[year], facts.installed("pv_rooftop")[year]
    ground, lights = facts.installed("pv_open_space")[year], facts.installed("street_lighting")[year]
    pumps = sum(series[year] for name, series in by_asset(facts).items() if name.startswith("heat_pump_"))
    wanted = points * 0.018 + roofs * 2.7 + ground * 1.0 + lights * 0.0045 + pumps * 0.009
    assert labour.need(facts, "craft_electric")[year] == pytest.approx(wanted)
    free = facts.crafts.available[:, CRAFTS.index("craft_electric")]
    assert free[year] == pytest.approx(2220 * 0.15 * 1.01**5)


def by_asset(facts: Facts) -> dict[str, np.ndarray]:
    return {name: series[:, 0] for one in facts.model.results.values() for name, series in one.installed.items()}


def test_thresholds_do_not_call_the_past_impossible() -> None:
    """What was built up to now fits into the crafts that there are."""
    facts = Facts(loaded("trend"), pipeline.load_inputs(CITY), computed("trend"))
    for i, craft in enumerate(CRAFTS):
        free = facts.crafts.available[:, i]
        past = labour.need(facts, craft)[1 : facts.now + 1]
        assert 0.0 < past.max() <= free[0], craft


@pytest.mark.parametrize(("factor", "severity"), [(1.0, "serious"), (2.0, "warning"), (4.0, None)])
def test_more_craftspeople_weigh_less(factor: float, severity: str | None) -> None:
    finding = subjects(Try("klimaneutral-2035", rows={"craft_workers": factor}), "craft_labour").get("craft_heating")
    assert (finding.severity if finding else None) == severity


@pytest.mark.parametrize(("factor", "severity"), [(0.9, "serious"), (1.3, "warning")])
def test_far_beyond_the_nation_is_serious(factor: float, severity: str) -> None:
    where = Try("klimaneutral-2035", rows={"pace_factor": factor})
    assert subjects(where, "pace_national")["new_heat_pumps"].severity == severity


def test_what_beats_the_nation_is_not_told_twice() -> None:
    assert not set(subjects(PLAN, "pace_national")) & set(subjects(PLAN, "pace_city"))


def test_one_record_of_the_tables_counts_where_it_is_higher_than_the_years_of_the_model() -> None:
    finding = subjects(PLAN, "pace_city")["new_cycle_routes"]
    assert (finding.threshold, finding.source) == (5.0, "assumption_wuppertal")
    assert "2014, angenommen" in finding.sentence["de"]
    assert subjects(Try("klimaneutral-2035", rows={"pace_record": 4.0}), "pace_city").get("new_cycle_routes") is None


def test_only_what_is_still_to_come_is_too_fast() -> None:
    """Even where every year counts as a record, the past is no finding."""
    where = Try("trend", rows={"pace_factor": 0.5})
    paces = [finding for finding in found(where) if finding.code.startswith("pace_")]
    assert paces
    assert all(finding.years[0] > loaded("trend").as_of for finding in paces)


def test_a_measure_without_its_prerequisite_is_told_once() -> None:
    assert set(subjects(IDLE, "measure_without_effect")) == {"municipal-fleet"}
    assert set(subjects(IDLE, "prerequisite_missing")) == {"e-cars"}


def test_ground_heat_has_a_limit_too() -> None:
    assert subjects(HASTY, "limit_exceeded")["limit_ground_heat"].source == "assumption_plausibility"


def test_a_clipped_lever_names_its_bound_and_its_measures() -> None:
    finding = subjects(HASTY, "lever_clipped")["pv_rooftop_additions"]
    assert finding.threshold == 80.0
    assert finding.value > 80.0
    assert "Dächern" in finding.reason["de"]


def test_claims_are_told_with_both_shares() -> None:
    finding = subjects(HASTY, "claims_overlap")["heat_pump_share"]
    assert finding.value == pytest.approx(1.07)
    assert "107\u00a0%" in finding.sentence["de"]
    assert "95\u00a0%" in finding.sentence["de"]
    assert "12\u00a0%" in finding.sentence["de"]


def test_paths_of_levers_are_put_together_as_in_the_run() -> None:
    facts = Facts(loaded("hasty"), pipeline.load_inputs(CITY), computed("hasty"))
    for moved in facts.moved:
        low, high = levers.bounds(facts.inputs, moved.lever)
        path = np.clip(measures._joined(moved, list(moved.added)), low, high)
        np.testing.assert_allclose(path, moved.path, rtol=1e-12, err_msg=moved.lever.name)


def test_the_table_holds_every_finding() -> None:
    table = plausibility.table("klimaneutral-2035", found(PLAN))
    assert table.columns == ("scenario", "code", "severity", "subject", "year", "value", "threshold", "unit", "source")
    assert len(table.rows) == len(found(PLAN))
    sources = pipeline.load_inputs(CITY).sources
    assert {row[-1] for row in table.rows} - {""} <= set(sources)


def test_the_summary_is_short_and_names_each_remedy_once() -> None:
    many = tuple(replace(FINDING, subject=f"subject {i}") for i in range(summary.MOST_FINDINGS + 3))
    told = list(summary._findings(replace(minimal_result(), found=many), "de"))
    assert told[0] == "  Befunde: 0 ernst, 11 Warnungen, 0 Hinweise"
    assert told.count("    → anders machen") == 1
    assert told[-1] == "  + 3 weitere: siehe results.xlsx, Blatt „Überblick“"
    assert len(told) == 1 + summary.MOST_FINDINGS + 1 + 1


@pytest.mark.parametrize(("severity", "code"), [("note", 0), ("warning", 1), ("serious", 1)])
def test_strict_counts_no_notes(severity: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    result = replace(minimal_result(), found=(replace(FINDING, severity=severity),))
    assert running._judged([result], "de") == code
    assert bool(capsys.readouterr().err) == bool(code)


def test_every_threshold_has_rows_with_a_source() -> None:
    inputs = pipeline.load_inputs(CITY)
    for variable in INPUTS:
        rows = inputs.records[variable.name]
        assert rows, variable.name
        assert all(row.source in inputs.sources for row in rows)


def test_a_city_without_thresholds_is_judged_by_the_rest() -> None:
    """Rows are optional: a rule whose rows a city lacks says nothing and breaks nothing."""
    inputs = pipeline.load_inputs(CITY)
    bare = replace(inputs, records={**inputs.records, **{variable.name: () for variable in INPUTS}})
    told = plausibility.findings(loaded("klimaneutral-2035"), bare, computed("klimaneutral-2035"))
    assert {finding.code for finding in told} == {"share_at_bound", "history_pinning"}


def test_the_workbook_shows_reason_and_remedy_below_the_overview(tmp_path: Path) -> None:
    (path,) = workbook.write(minimal_result(), tmp_path)
    book = openpyxl.load_workbook(path)
    rows = [row[:2] for row in book["Überblick"].values]
    start = rows.index(("Befunde", None))
    assert rows[start + 1 :] == [
        ("Warnung", "etwas zu wissen"),
        ("Grund", "weil es so ist"),
        ("Abhilfe", "anders machen"),
    ]


def test_run_json_holds_every_finding_in_both_languages() -> None:
    (told,) = manifest.manifest(minimal_result())["findings"]
    assert told["severity"] == "warning"
    assert told["years"] == [2018, 2035]
    assert (told["reason"]["de"], told["remedy"]["en"]) == ("weil es so ist", "do it otherwise")


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.0094, "1/a", "0,94\u00a0%"),
        (0.04, "1/a", "4\u00a0%"),
        (1.07, "1", "107\u00a0%"),
        (1.0, "1", "100\u00a0%"),
        (1059.8, "employees", "1.060"),
        (37.5, "vehicles", "38"),
        (60.0, "MW", "60\u00a0MW"),
        (45.618, "MW", "45,6\u00a0MW"),
        (1000.0, "GWh/a", "1.000\u00a0GWh/a"),
    ],
)
def test_numbers_are_told_as_people_say_them(value: float, unit: str, told: str) -> None:
    assert texts._quantity(value, unit, "de", labels("de")) == told
