"""Tracking: counts beside the path, sums of the deviation, the way from here, on shipped files and on counted ones."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import counting
import numpy as np
import pytest
from conftest import computed_scenario
from counting import row

from klima2035 import levers, pipeline
from klima2035.charts import style, tracking
from klima2035.inputs import Row
from klima2035.palette import lightness
from klima2035.sectors import LEVERS
from klima2035.tracking import comparison, head, reprojection, states, told
from klima2035.tracking.split import State
from klima2035.variables import DIMS

PLAN = "klimaneutral-2035"
BARE = {"price_year": None, "low": None, "high": None, "distribution": "", "group": "", "datenguete": "", "note": ""}
S, C = {name: i for i, name in enumerate(DIMS["sector"])}, {name: i for i, name in enumerate(DIMS["carrier"])}


def count(indicator, value, unit, date="2026-12-31", **more) -> Row:
    """Return one counted row as the reader gives it."""
    index = {"indicator": indicator, "sector": "", "carrier": "", "date": date, "restated": "", **more}
    return Row("actual", index, value, unit=unit, year=int(date[:4]), quality="reported", source="own_assumption",
               file="t.csv", line=2, at={}, **BARE)  # fmt: skip


@cache
def tables():
    return pipeline.load_inputs("wuppertal")


def counted(*rows: Row):
    """Return the city's tables with more counts."""
    return replace(tables(), records={**tables().records, "actual": (*tables().records["actual"], *rows)})


def tracked(*rows: Row, name: str = PLAN, **changes):
    return comparison.track(counted(*rows), replace(pipeline.load_scenario(name), **changes))


def whole(state: State, year: int = 2026, skip: tuple[str, ...] = ()) -> list[Row]:
    """Return a state as a counted balance."""
    used = state.rest + state.heat
    return [
        count("final_energy", float(used[s, c]), "GWh/a", f"{year}-12-31", sector=sector, carrier=carrier)
        for sector, s in S.items() for carrier, c in C.items() if used[s, c] > 0.0 and sector not in skip
    ]  # fmt: skip


def plan(year: int = 2026) -> State:
    return states.of_model(computed_scenario(PLAN).model, year)


def sums(found, year: int) -> dict[str, float]:
    return told.effects([one for one in comparison.deviation(found).dicts() if one["year"] == year])


def check_sums(found) -> None:
    """Rows of each year after ``as_of`` sum to the re-projected less the planned total."""
    rows = comparison.deviation(found).dicts()
    assert {one["year"] for one in rows} == set(range(found.scenario.as_of + 1, found.latest + 1))
    ahead = {one["year"]: one for one in comparison.reprojection(found).dicts() if one["indicator"] == "total_co2e"}
    for year in range(found.scenario.as_of + 1, found.latest + 1):
        total = sum(one["value"] for one in rows if one["year"] == year)
        wanted = ahead[year]["reprojected"] - ahead[year]["path"]
        assert total == pytest.approx(wanted, abs=1e-6 * ahead[year]["path"] * 1e-3), year


# the shipped files


def test_the_programme_of_2021_beside_what_happened():
    found = tracked(name="programm-2021")
    assert (found.scenario.as_of, found.latest) == (2020, 2025)
    check_sums(found)
    compared = {(one["indicator"], one["date"]): one for one in comparison.compared(found).dicts()}
    assert compared["hydrogen_buses", "2024-12-31"]["actual"] == 52.0
    assert {one["evidence"] for one in comparison.deviation(found).dicts()} == {"modelled"}


def test_up_to_the_latest_year_levers_are_actual_and_stocks_go_on_from_there():
    scenario = pipeline.load_scenario("programm-2021")
    plan_, now = (one.assembled.case for one in (tracked(name="programm-2021").plan, tracked(name="programm-2021").now))
    years, at = now.years, int(np.flatnonzero(now.years == 2025)[0])
    actual = levers.base_paths(tables(), LEVERS, years, 2025)
    seen = set()
    for lever in LEVERS:
        assert reprojection.last_actual(tables(), lever.name, 2020, 2025) == 2025
        assert now.levers[lever.name][: at + 1, 0] == pytest.approx(actual[lever.name][: at + 1, 0], rel=1e-12)
        wanted, before = plan_.levers[lever.name][:, 0], plan_.levers[lever.name][:, 1]
        if lever.level and lever.combine == "highest" and wanted[-1] > wanted[at] and (wanted != before)[at:].all():
            low, high = levers.bounds(tables(), lever)
            built = np.clip(now.levers[lever.name][at, 0] + (wanted - wanted[at]), low, high)
            trend = actual[lever.name][:, 0]
            assert now.levers[lever.name][at:, 0] == pytest.approx(np.maximum(built, trend)[at:], rel=1e-9)
            seen.add(lever.name)
    assert seen, "no stock was tried"
    assert scenario.as_of == 2020


@pytest.mark.parametrize("name", ["trend", PLAN])
def test_without_a_year_after_as_of_the_way_from_here_is_the_plan(name):
    found = tracked(name=name)
    assert found.latest == found.scenario.as_of
    assert comparison.deviation(found).rows == ()
    assert all(one["path"] == one["reprojected"] for one in comparison.reprojection(found).dicts())
    lines = told.lines(found, {key: made(found) for key, made in told.TABLES.items()} | {"restated": None}, (), "de")
    assert any("Nach 2025 ist nichts gezählt" in line for line in lines)


# counts after as_of


def test_a_year_with_one_count_alone_goes_as_planned():
    found = tracked(count("hydrogen_buses", 60.0, "vehicles"))
    assert found.latest == 2026
    check_sums(found)
    assert all(value == 0.0 for value in sums(found, 2026).values())
    assert found.paths["total_co2e"] == pytest.approx(found.planned["total_co2e"], rel=1e-12, nan_ok=True)
    at = found.years.index(2026)
    shift = 60.0 - found.planned["hydrogen_buses"][at]
    assert found.paths["hydrogen_buses"][at:] == pytest.approx(found.planned["hydrogen_buses"][at:] + shift)
    assert found.paths["hydrogen_buses"][at - 1] == found.planned["hydrogen_buses"][at - 1]
    assert "population" in found.lacking
    assert found.as_planned


def test_a_plan_with_another_price_path_is_not_changed_by_a_count():
    chosen = {**pipeline.load_scenario(PLAN).framework, "construction_price_index": "plus_30"}
    found = tracked(count("hydrogen_buses", 60.0, "vehicles"), framework=chosen)
    assert found.now.assembled.case["construction_price_index"] == pytest.approx(
        found.plan.assembled.case["construction_price_index"]
    )


def test_the_planned_balance_counted_is_no_deviation():
    found = tracked(*whole(plan()))
    check_sums(found)
    assert sums(found, 2026) == dict.fromkeys(
        ("activity", "structure", "factor", "weather"), pytest.approx(0.0, abs=1e-6)
    )
    assert {one["evidence"] for one in comparison.deviation(found).dicts()} == {"actual"}
    assert found.paths["total_co2e"] == pytest.approx(found.planned["total_co2e"], rel=1e-9)


def test_a_whole_balance_is_energies_times_factors():
    moved = replace(plan(), rest=plan().rest * 1.1, heat=plan().heat * 1.1)
    found = tracked(*whole(moved))
    check_sums(found)
    at = found.years.index(2026)
    assert found.paths["co2e"][at] == pytest.approx(float(moved.emissions().sum()), rel=1e-9)
    effects = sums(found, 2026)
    assert effects["activity"] == pytest.approx(0.1 * found.planned["co2e"][at], rel=1e-9)
    assert [effects[name] for name in ("structure", "factor", "weather")] == [0.0, 0.0, 0.0]
    totals = states.derived_totals(found.inputs, found.now.model, 2026)
    assert totals["co2e", 2026].value == pytest.approx(found.paths["co2e"][at], rel=1e-9)
    assert found.paths["final_energy"][at] == pytest.approx(1.1 * found.planned["final_energy"][at], rel=1e-9)
    heads = found.paths["co2e"] / found.paths["per_head"]
    assert heads == pytest.approx(found.planned["co2e"] / found.planned["per_head"], nan_ok=True)


def test_what_was_counted_carries_on_and_nothing_explodes():
    moved = plan()
    rest = moved.rest.copy()
    rest[S["industry"], C["natural_gas"]] += 50.0
    rest[S["industry"], C["hydrogen"]] += 5.0
    rest[S["transport"], C["hydrogen"]] += 5.0
    rest[S["transport"], C["biofuel"]] = 0.0
    found = tracked(*whole(replace(moved, rest=rest)))
    check_sums(found)
    model = found.now.model
    for year in range(2026, found.years[-1] + 1):
        now, was = states.known(model, found.inputs, year, 2026), states.of_model(model, year)
        assert (now.rest >= 0.0).all()
        assert (now.heat >= 0.0).all()
        more = now.rest + now.heat - was.rest - was.heat
        assert more.max() <= 50.0 + 1e-6
        assert more[:, C["hydrogen"]].max() <= 5.0 + 1e-6  # five more of what will grow tenfold stay five
        assert now.factor.tolist() == was.factor.tolist()
    share = found.paths["co2e"] / found.planned["co2e"]
    assert (share[found.years.index(2026) :] < 1.2).all()


def test_a_carrier_that_the_model_does_not_have_counts():
    assert plan().rest[S["households"], C["coal"]] + plan().heat[S["households"], C["coal"]] == 0.0
    coal = count("final_energy", 10.0, "GWh/a", sector="households", carrier="coal")
    found = tracked(*whole(plan()), coal)
    check_sums(found)
    factor = plan().factor[S["households"], C["coal"]]
    assert sum(sums(found, 2026).values()) == pytest.approx(10.0 * factor, rel=1e-6)
    rows = [
        one for one in comparison.compared(found).dicts() if one["carrier"] == "coal" and one["sector"] == "households"
    ]
    assert (rows[0]["path"], rows[0]["deviation"], rows[0]["deviation_share"]) == (0.0, 10.0, None)


def test_in_a_whole_balance_a_small_carrier_that_is_not_named_is_not_used():
    named = [one for one in whole(plan()) if one.index["carrier"] != "biomass"]
    found = tracked(*named)
    _, actual, evidence = comparison.year_states(found, 2026)
    assert evidence == "actual"
    assert (actual.rest + actual.heat)[:, C["biomass"]].tolist() == [0.0] * len(S)


def test_a_large_carrier_that_a_balance_forgets_counts_as_modelled_and_makes_it_partly():
    named = [one for one in whole(plan()) if one.index["carrier"] != "heating_oil"]
    found = tracked(*named)
    path, actual, evidence = comparison.year_states(found, 2026)
    assert evidence == "partly"
    assert ("households", "heating_oil") in comparison.missing(found)
    oil = C["heating_oil"], S["households"]
    assert (actual.rest + actual.heat)[oil[1], oil[0]] == pytest.approx((path.rest + path.heat)[oil[1], oil[0]])
    zero = [one._replace(value=0.0) if one.index["carrier"] == "heating_oil" else one for one in whole(plan())]
    _, without, known = comparison.year_states(tracked(*zero), 2026)
    assert known == "actual"
    assert (without.rest + without.heat)[:, oil[0]].tolist() == [0.0] * len(S)


def test_a_reported_total_is_not_carried_into_a_year_with_a_balance_of_its_own():
    balance = whole(plan())
    without = tracked(*balance)
    reported = tracked(*balance, count("co2e", 1.9e6, "t/a", date="2025-12-31"))
    at = without.years.index(2026)
    assert reported.paths["co2e"][at] == pytest.approx(without.paths["co2e"][at])


def test_a_result_that_carries_counts_on_has_one_total_everywhere():
    from klima2035.report.pack import from_here  # noqa: PLC0415

    more = [one._replace(value=1.1 * one.value) for one in whole(plan())]
    found = tracked(*more)
    result = from_here(found)
    frame, total = result.frames["emissions"], found.paths["co2e"]
    indicators = result.frames["indicators"]
    for year in (2026, 2030, 2035, 2045):
        at = result.years.index(year)
        for view in ("end_use", "conversion"):
            assert frame.total(view=view, indicator="co2e")[at] == pytest.approx(total[at])
        assert indicators.total(indicator="total_co2e")[at] == pytest.approx(total[at])
    before = frame.total(view="end_use", indicator="co2e")[result.years.index(2025)]
    assert before == pytest.approx(found.planned["co2e"][found.years.index(2025)])
    energy = result.frames["energy"].total()[result.years.index(2026)]
    assert energy == pytest.approx(sum(one.value for one in more))
    remaining = {row["item"]: row["value"] for row in result.tables["neutrality"].dicts()}
    assert remaining["remaining"] == pytest.approx(total[result.years.index(2035)])


def test_a_balance_that_counts_the_city_within_commerce_has_no_gap_in_either():
    found = tracked(*whole(states.joined(plan())))
    check_sums(found)
    rows = [one for one in comparison.deviation(found).dicts() if one["year"] == 2026]
    assert all(abs(one["value"]) < 1e-6 for one in rows)
    energy = [one for one in comparison.compared(found).dicts() if one["sector"] == "commerce"]
    assert energy
    assert all(one["deviation_share"] == pytest.approx(0.0, abs=1e-9) for one in energy)


def test_a_part_of_a_balance_is_partly():
    one = count("final_energy", 700.0, "GWh/a", sector="transport", carrier="diesel")
    found = tracked(one)
    check_sums(found)
    assert {row_["evidence"] for row_ in comparison.deviation(found).dicts()} == {"partly"}
    moved = [one for one in comparison.deviation(found).dicts() if one["value"] != 0.0]
    assert {one["sector"] for one in moved} == {"transport"}
    assert states.derived_totals(found.inputs, found.now.model, 2026) == {}  # no total from a part


def test_a_reported_total_is_the_total_and_what_the_balance_lacks_is_said():
    found = tracked(*whole(plan()), count("co2e", 2.2e6, "t/a"))
    check_sums(found)
    at = found.years.index(2026)
    assert found.paths["co2e"][at] == 2.2e6
    assert sums(found, 2026)["not_split"] == pytest.approx(2.2e6 - found.planned["co2e"][at])
    ratio = 2.2e6 / found.planned["co2e"][at]
    assert found.paths["co2e"][at:] == pytest.approx(found.planned["co2e"][at:] * ratio, rel=1e-9)
    alone = tracked(count("co2e", 2.2e6, "t/a"))
    check_sums(alone)
    lines = told.lines(alone, {key: made(alone) for key, made in told.TABLES.items()} | {"restated": None}, (), "de")
    assert "von der Stadt als Summe gemeldet" in lines[1]


def test_a_counted_factor_of_district_heat_is_factor_alone_and_keeps_its_ratio():
    model = computed_scenario(PLAN).model
    at = 2026 - int(model.case.years[0])
    here = float(model.factors.of("co2e", "district_heat")[at, 0])
    found = tracked(count("district_heat_factor", 1.5 * here, "g/kWh"))
    check_sums(found)
    effects = sums(found, 2026)
    used = float((plan().rest + plan().heat)[:, C["district_heat"]].sum())
    assert effects["factor"] == pytest.approx(0.5 * here * used, rel=1e-9)
    assert [effects[name] for name in ("activity", "structure", "weather")] == [0.0, 0.0, 0.0]
    later = states.known(found.now.model, found.inputs, 2030, 2026)
    model_2030 = states.of_model(found.now.model, 2030)
    assert later.factor[0, C["district_heat"]] == pytest.approx(1.5 * model_2030.factor[0, C["district_heat"]])


def test_process_emissions_in_the_balance_are_told_as_what_cannot_be_split():
    scenario = pipeline.load_scenario("programm-2021")
    found = tracked(name="programm-2021", settings=replace(scenario.settings, process_emissions="included"))
    check_sums(found)


def test_financed_adoption_can_be_tracked():
    scenario = pipeline.load_scenario(PLAN)
    found = tracked(count("hydrogen_buses", 60.0, "vehicles"), settings=replace(scenario.settings, adoption="financed"))
    check_sums(found)
    assert abs(sum(sums(found, 2026).values())) < 1e-6


def test_verdicts_are_those_of_the_latest_year():
    found = tracked(count("co2e", 1.6e6, "t/a", "2030-12-31"), count("co2e", 1.7e6, "t/a", "2029-12-31"))
    verdicts = {one["id"]: one for one in comparison.judged(found).dicts()}
    one = verdicts["co2e-2030"]
    assert (one["verdict"], one["evidence"], one["value"], one["value_date"]) == (
        "reached", "actual", 1.6e6, "2030-12-31",
    )  # fmt: skip
    later = verdicts["neutral-2035"]
    at = found.years.index(2035)
    assert (later["evidence"], later["value"]) == ("modelled", found.paths["co2e"][at])
    assert found.paths["co2e"][at] > found.planned["co2e"][at]
    assert not [name for name in verdicts if name.startswith("climate-investment")]


def test_a_milestone_on_rows_of_a_table_is_judged_too():
    scenario = pipeline.load_scenario(PLAN)
    oil = replace(scenario.milestones[-1], id="oil", indicator="final_energy:heating_oil", unit="GWh/a", limit=1.0)
    found = tracked(count("hydrogen_buses", 60.0, "vehicles"), milestones=(oil,))
    (one,) = comparison.judged(found).dicts()
    assert one["value"] is not None
    assert one["value"] > 1.0


# one cause alone, by files


def test_counted_by_file_only_weather_only_amount_only_mix(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def effects(*rows: str) -> dict[str, float]:
        counting.put(work, rows)
        assert counting.main("track", PLAN, "--no-charts") == 0
        capsys.readouterr()
        path = work / "outputs" / PLAN / "track" / "tables" / "deviation.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows_ = [one for one in csv.DictReader(file) if one["year"] == "2026"]
        return {name: sum(float(one["value"]) for one in rows_ if one["effect"] == name)
                for name in ("activity", "structure", "factor", "weather")}  # fmt: skip

    weather = row("degree_days", 2416, "K*d/a")  # a fifth below the mean of 3020
    found = effects(weather)
    assert found["weather"] < 0.0
    assert (found["activity"], found["structure"]) == (0.0, 0.0)
    assert abs(found["factor"]) < 0.2 * abs(found["weather"])  # district heat alone
    used = plan()
    mild = replace(used, heat=used.heat * 0.8, weather=0.8)
    found = effects(weather, *counting.balance(mild, 2026))
    assert found["weather"] < 0.0
    assert abs(found["activity"]) + abs(found["structure"]) < 1e-3
    found = effects(*counting.balance(replace(used, rest=used.rest * 1.2, heat=used.heat * 1.2), 2026))
    assert found["activity"] > 0.0
    assert [found[name] for name in ("structure", "factor", "weather")] == [0.0, 0.0, 0.0]
    rest = used.rest.copy()
    rest[S["transport"], [C["diesel"], C["electricity"]]] += [-100.0, 100.0]
    found = effects(*counting.balance(replace(used, rest=rest), 2026))
    assert found["structure"] != 0.0
    assert [found[name] for name in ("activity", "factor", "weather")] == [0.0, 0.0, 0.0]


# what is written


def test_the_folder_holds_tables_and_the_chart_only_where_there_is_a_year(work: Path, capsys) -> None:
    assert counting.main("track", PLAN) == 0
    folder = work / "outputs" / PLAN / "track"
    names = {path.name for path in (folder / "tables").iterdir()}
    assert names == {f"{name}.csv" for name in ("track", "deviation", "reprojection", "milestones", "restated")}
    assert not (folder / "charts").exists()
    counting.put(work, [row("degree_days", 2416, "K*d/a")])
    assert counting.main("track", PLAN) == 0
    assert {path.name for path in (folder / "charts").iterdir()} == {
        f"deviation.{end}" for end in ("svg", "png", "txt")
    }
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert about["latest"] == 2026
    capsys.readouterr()
    first = counting.contents(work / "outputs")
    assert counting.main("track", PLAN, "--lang", "en") == 0
    assert "Greenhouse gases 2026" in capsys.readouterr().out
    assert counting.main("track", PLAN) == 0
    assert counting.contents(work / "outputs") == first


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_chart_tells_every_number_in_words(lang):
    found = tracked(*whole(plan()), count("co2e", 2.2e6, "t/a"), name="programm-2021")
    table = comparison.deviation(found)
    planned = dict(zip(found.years, found.planned["co2e"].tolist(), strict=True))
    with style.context():
        figure, caption = tracking.deviation(head.head(found), table, planned, lang)
    assert "2026" in caption.title
    assert caption.title == tracking.deviation(head.head(found), table, planned, lang)[1].title
    for year in range(2021, 2027):
        assert f"{year}: " in caption.description
    words = ("Energiemenge", "Wetter", "nicht aufteilbar", "gezählt") if lang == "de" else (
        "amount of energy", "weather", "cannot be split", "counted")  # fmt: skip
    assert all(word in caption.description for word in words)
    shown = [text.get_text() for axes in figure.axes for text in axes.texts]
    for value in sums(found, 2026).values():
        assert any(tracking._thousand(value / 1e3, lang) == text for text in shown), value


def test_the_colours_of_the_effects_differ_on_a_grey_printer():
    steps = sorted(lightness(colour) for colour in tracking.COLOURS.values())
    assert min(np.diff(steps)) >= 10.0
