"""Credit of a scenario's measures: sums, null measures, the ways it must not depend on, tables, charts, command."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from folders import contents
from matplotlib.text import Text
from random_scenarios import random_scenario

from klima2035 import cli, groups, model, pipeline, telling
from klima2035.case import Overlay
from klima2035.charts import credit as charts
from klima2035.charts import style
from klima2035.credit import anyway, game, shapley, study
from klima2035.credit.game import TONNES, Game
from klima2035.credit.shapley import Known
from klima2035.executors import InProcess, Processes
from klima2035.exports import credit as export
from klima2035.exports import tables
from klima2035.groups import Group
from klima2035.money import capacity, funding

NAME = "klimaneutral-2035"
FEW = ("charging-points", "e-cars", "end-of-heating-oil", "envelope-renovation", "heat-pumps", "rooftop-pv", "freight")


@pytest.fixture(scope="module")
def scenario():
    return pipeline.load_scenario(NAME)


@pytest.fixture(scope="module")
def inputs(scenario):
    return pipeline.load_inputs(scenario.city)


@pytest.fixture(scope="module")
def small(scenario):
    """The scenario with few measures: 128 coalitions."""
    return replace(scenario, measures=tuple(one for one in scenario.measures if one.name in FEW))


@pytest.fixture(scope="module")
def few(small, inputs):
    return study.run(small, inputs, study.players(small, None), InProcess())


@pytest.fixture(scope="module")
def whole(scenario, inputs):
    """The shipped groups with their game: 4,096 coalitions."""
    given, _ = groups.load(groups.find("handlungsfelder"), scenario.library, scenario.measures)
    with Processes(2) as executor:
        played = Game(scenario, given, executor)
        known = Known(played, played.same)
        made = shapley.exact(len(given), known)
    return given, known, made


def text_of(result) -> str:
    return "".join(tables.table_text(table) for table in result.tables.values())


def rows(result, **wanted):
    found = result.tables["credit"].dicts()
    return [row for row in found if all(row[key] == value for key, value in wanted.items())]


def test_shipped_groups_sum_to_the_difference(scenario, inputs, whole):
    given, _, made = whole
    quantities = game.quantities(scenario, inputs)
    scale = np.maximum(np.abs(made.total), 1.0)
    assert (np.abs(made.value.sum(axis=0) - made.total) / scale).max() < 1e-9
    beside = anyway.split(scenario, inputs)
    later = beside.pair.case.years > scenario.as_of
    saved = float((beside.trend - beside.plan)[later].sum())
    assert made.value[:, quantities.at(TONNES)].sum() == pytest.approx(saved, rel=1e-9)
    assert len(given) == 12


def test_money_is_that_of_the_whole_computation(scenario, inputs, whole):
    _, _, made = whole
    quantities = game.quantities(scenario, inputs)
    computed = pipeline.compute(pipeline.assemble(inputs, scenario))
    invested, paid = computed.investment, computed.funding
    public = capacity.is_public(invested)
    found = (paid.own + paid.gap)[:, public].sum(axis=1)
    later = computed.model.case.years > scenario.as_of
    for item, values in (
        ("full", invested.full.sum(axis=1)), ("additional", invested.additional.sum(axis=1)), ("city", found),
    ):  # fmt: skip
        change = values[later, 0] - values[later, -1]
        shares = made.value[:, [quantities.at(item, year=year) for year in quantities.years]].sum(axis=0)
        assert shares == pytest.approx(change, rel=1e-9, abs=1e-3)
        assert made.value[:, quantities.at(item)].sum() == pytest.approx(change.sum(), rel=1e-9)


@pytest.mark.parametrize("pot", [2e4, 1e6])
def test_grants_to_some_lines_share_pots_with_all_others(scenario, inputs, pot):
    tight = replace(scenario, funding=(Overlay("all", pot=pot, from_year=2026),))
    on = np.random.default_rng(1).integers(0, 2, (len(scenario.measures), 6)).astype(np.float64)
    computed = pipeline.compute(pipeline.assemble(inputs, tight, on))
    invested, paid = computed.investment, computed.funding
    assert (paid.paid.pot_share < 1.0).any()
    for lines in (np.flatnonzero(capacity.is_public(invested)), np.array([0, 7, 40]), np.arange(paid.own.shape[1])):
        granted = funding.granted_to(paid.offers, invested, lines)
        assert granted == pytest.approx(paid.granted()[:, lines], rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_scenarios_sum_to_the_difference(inputs, seed):
    one = random_scenario(inputs, seed)
    names = [measure.name for measure in one.measures]
    given = tuple(Group(f"part-{k}", {"de": str(k), "en": str(k)}, tuple(names[k::5])) for k in range(5))
    played = Game(one, given, InProcess())
    made = shapley.exact(5, Known(played, played.same))
    assert (np.abs(made.value.sum(axis=0) - made.total) / np.maximum(np.abs(made.total), 1.0)).max() < 1e-9
    assembled = pipeline.assemble(inputs, game.slim(one))
    computed = model.run(assembled.case, assembled.reconciled)
    later = computed.case.years > one.as_of
    end_use = computed.end_use.values[0][later].sum(axis=(0, 1))
    at = game.quantities(one, inputs).at(TONNES)
    assert made.value[:, at].sum() == pytest.approx(end_use[1] - end_use[0], rel=1e-9)


@pytest.mark.parametrize("mode", ["exact", "sampled"])
def test_a_measure_that_only_generates_gets_exactly_nothing_and_says_why(small, inputs, few, mode, monkeypatch):
    if mode == "sampled":
        monkeypatch.setattr(shapley, "MOST_EXACT", 3)
        few = study.run(small, inputs, study.players(small, None), InProcess())
        assert few.extra["credit"]["mode"] == "sampled"
    total = rows(few, measure="rooftop-pv", item=TONNES, sector="all")
    assert [(row["value"], row["standard_error"], row["last_in"]) for row in total] == [(0.0, 0.0, 0.0)]
    assert total[0]["reason"] == "only_generates"
    assert rows(few, measure="rooftop-pv", item=TONNES) == total
    prices = rows(few, measure="rooftop-pv", item="eur_per_tonne")
    assert [(row["value"], row["reason"]) for row in prices] == [(None, "only_generates")] * 3
    assert rows(few, measure="rooftop-pv", item="full_real")[0]["value"] > 1e6


def test_measures_that_are_worth_nothing_alone_share_alike(few):
    """Cars need points and points without cars save nothing: in tonnes they are twins."""
    cars, points = (rows(few, measure=name, item=TONNES, sector="all")[0] for name in ("e-cars", "charging-points"))
    assert cars["value"] == points["value"] > 1e4
    assert cars["last_in"] == points["last_in"] == pytest.approx(2.0 * cars["value"], rel=1e-9)
    pair = [
        row
        for row in few.tables["interactions"].dicts()
        if {row["measure"], row["partner"]} == {"e-cars", "charging-points"}
    ]
    assert pair[0]["first_two"] == pytest.approx(cars["last_in"], rel=1e-9)


def test_the_last_in_column_is_that_of_measure_costs(small, inputs, few):
    floor = few.extra["credit"]["tonnes_floor"]
    for cost in telling._measure_costs(small, inputs, floor).dicts():
        head = {"measure": cost["measure"], "rate": cost["rate"]}
        for item in ("eur_per_tonne", "eur_per_tonne_payer"):
            mine = rows(few, item=item, **head)[0]
            assert mine["last_in"] == (None if cost[item] is None else pytest.approx(cost[item], rel=1e-9))
            assert mine["reason_last_in"] == cost["reason"]
        for item in ("present_value_cost", "present_value_saving", "present_value"):
            assert rows(few, item=item, **head)[0]["last_in"] == pytest.approx(cost[item], rel=1e-7, abs=1.0)


def test_euro_per_tonne_is_share_over_share(few):
    for price in rows(few, item="eur_per_tonne"):
        money = rows(few, measure=price["measure"], item="present_value", rate=price["rate"])[0]["value"]
        tonnes = rows(few, measure=price["measure"], item=TONNES, sector="all")[0]["value"]
        assert price["value"] == (None if tonnes < 1000.0 else pytest.approx(money / tonnes, rel=1e-12))


def test_years_and_sectors_add_up_to_the_total(few):
    for name in FEW:
        parts = [row["value"] for row in rows(few, measure=name, item=TONNES) if row["year"] is not None]
        total = rows(few, measure=name, item=TONNES, sector="all")[0]["value"]
        assert sum(parts) == pytest.approx(total, rel=1e-9, abs=1e-6)


def test_from_today_to_the_plan_nothing_is_missing(few):
    """Value of as_of - plan = turnover + Bund and EU + all credits, by year and sector."""
    level: dict[tuple, float] = {}
    for row in few.tables["path"].dicts():
        sign = {"level_as_of": 1.0, "plan": -1.0}.get(row["item"], 0.0)
        level[row["year"], row["sector"]] = level.get((row["year"], row["sector"]), 0.0) + sign * row["value"]
    brought: dict[tuple, float] = {}
    for row in rows(few, item=TONNES):
        if row["year"] is not None:
            brought[row["year"], row["sector"]] = brought.get((row["year"], row["sector"]), 0.0) + row["value"]
    for (year, sector), value in level.items():
        assert brought.get((year, sector), 0.0) == pytest.approx(value, rel=1e-9, abs=1e-4)
    assert rows(few, measure="bund_eu", item=TONNES, sector="all")[0]["value"] > 1e6


def test_what_bund_and_eu_decide_is_held_from_as_of_on(scenario, inputs):
    case = pipeline.assemble(inputs, scenario).case
    held = anyway.freeze(case)
    now = list(case.years).index(scenario.as_of)
    for name in [*anyway.FROZEN, "law_zero_emission_new_cars", "law_green_fuel_quota"]:
        assert np.array_equal(held[name][: now + 1], case[name][: now + 1])
        assert (held[name][now:] == case[name][now]).all()
    for name in anyway.FROZEN_LEVERS:
        assert (held.levers[name][now:] == case.levers[name][now]).all()
    assert held["law_green_fuel_from"][0] > case.years[-1]
    assert held["population"] is case["population"]


@pytest.mark.parametrize("block", [7, 100])
def test_blocks_and_workers_change_no_byte(small, inputs, few, block):
    players = study.players(small, None)
    assert text_of(study.run(small, inputs, players, InProcess(), block=block)) == text_of(few)
    with Processes(2) as executor:
        assert text_of(study.run(small, inputs, players, executor, block=block)) == text_of(few)


def test_blocks_change_no_byte_of_a_sample(small, inputs, monkeypatch):
    monkeypatch.setattr(shapley, "MOST_EXACT", 3)
    players = study.players(small, None)
    one, other, third = (
        study.run(small, inputs, players, InProcess(), seed, block) for seed, block in ((4, 9), (4, 50), (5, 50))
    )
    assert text_of(one) == text_of(other)
    assert text_of(one) != text_of(third)


def test_sampled_agrees_with_exact_within_its_error(scenario, inputs, whole):
    given, known, exact = whole
    at = game.quantities(scenario, inputs).at(TONNES)
    for seed in range(4):
        made = shapley.sampled(len(given), known, seed, at)
        far = np.abs(made.value - exact.value)[:, at]
        assert (far <= 4.0 * made.error[:, at] + 1e-6).all()
        bound = np.maximum(0.05 * np.abs(made.value[:, at]), 0.002 * abs(made.total[at]))
        assert (made.error[:, at] <= bound).all()
    assert known([0]).any() == np.False_


def test_a_group_whose_measures_lack_what_they_need_is_worked_out_once(scenario):
    names = ["e-cars", "charging-points", "decarbonise-district-heat", "elberfeld-2030"]
    measures = tuple(one for one in scenario.measures if one.name in names)
    one = replace(scenario, measures=measures)
    played = Game(one, study.players(one, None), InProcess())
    order = [group.name for group in played.groups]
    cars, points, heat = (1 << order.index(name) for name in ("e-cars", "charging-points", "decarbonise-district-heat"))
    assert played.same([cars, cars | points, heat, heat | points]) == [0, cars | points, 0, points]


def test_with_financed_adoption_measures_count_as_given(inputs):
    financed = pipeline.load_scenario("klimaneutral-2035-finanziert")
    assert financed.settings.adoption == "financed"
    few = replace(financed, measures=tuple(one for one in financed.measures if one.name in FEW[:3]))
    given = replace(few, settings=replace(few.settings, adoption="given"))
    one, other = (study.run(each, inputs, study.players(each, None), InProcess()) for each in (few, given))
    assert text_of(one) == text_of(other)
    assert one.extra["credit"]["scenario_adoption"] == "financed"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("mode", ["exact", "sampled"])
def test_charts_keep_their_words_on_the_sheet(small, inputs, few, lang, mode, monkeypatch):
    if mode == "sampled":
        monkeypatch.setattr(shapley, "MOST_EXACT", 3)
        few = study.run(small, inputs, study.players(small, None), InProcess())
    for name, chart in charts.CREDIT_CHARTS.items():
        with style.context():
            figure, caption = chart(few, lang)
            renderer = figure.canvas.get_renderer()
            width, height = figure.canvas.get_width_height()
            for text in figure.findobj(Text):
                if text.get_text().strip() and text.get_visible():
                    box = text.get_window_extent(renderer)
                    assert -1 <= box.x0 <= box.x1 <= width + 1, (name, text.get_text())
                    assert -1 <= box.y0 <= box.y1 <= height + 1, (name, text.get_text())
        assert caption.title
        assert len(caption.description) > 60
        assert ("Shapley-Anteile" if lang == "de" else "Shapley shares") in caption.footer


def test_charts_of_a_single_measure_say_that_nothing_acts_together(scenario, inputs, tmp_path):
    one = replace(scenario, measures=tuple(each for each in scenario.measures if each.name == "freight"))
    made = study.run(one, inputs, study.players(one, None), InProcess())
    assert len(charts.draw_all(made, tmp_path, "de")) == 9
    assert "Keine Maßnahme wirkt auf eine andere" in (tmp_path / "interactions.txt").read_text(encoding="utf-8")
    assert rows(made, measure="freight", item=TONNES, sector="all")[0]["value"] > 1e5


GROUPS = """schema: 1
groups:
  rest: {title: {de: Alles Übrige, en: All the rest}, measures: [MEASURES]}
"""


@pytest.fixture
def grouped(tmp_path, scenario):
    """A file that leaves three measures alone and joins the others: 16 coalitions."""
    rest = [one.name for one in scenario.measures if one.name not in ("freight", "heat-pumps", "rooftop-pv")]
    path = tmp_path / "own.yaml"
    path.write_text(GROUPS.replace("MEASURES", ", ".join(rest)), encoding="utf-8")
    return path


def test_the_command_writes_its_part_and_tells_the_result(tmp_path, grouped, capsys):
    arguments = ["credit", NAME, "--groups", str(grouped)]
    assert cli.main([*arguments, "--out", str(tmp_path / "one")]) == 0
    told = capsys.readouterr().out
    for words in (
        "Exakt gerechnet aus 16 Kombinationen",
        "Alles Übrige",
        "€/t",
        "Bund und EU",
        "Zählt 0 t: Mehr Photovoltaik",
    ):
        assert words in told
    folder = tmp_path / "one" / NAME / "credit"
    assert {path.name for path in folder.iterdir()} == {"tables", "charts", "run.json", "inputs.zip", "log.jsonl"}
    assert len(list((folder / "charts").iterdir())) == 9
    content = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert (content["credit"]["mode"], content["credit"]["coalitions"], content["seed"]) == ("exact", 16, None)
    assert "scenarios/groups/own.yaml" in content["files"]
    assert str(tmp_path) not in (folder / "run.json").read_text(encoding="utf-8")
    assert cli.main([*arguments, "--out", str(tmp_path / "two"), "--workers", "2"]) == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    with (folder / "tables" / "credit.csv").open(encoding="utf-8", newline="") as file:
        assert {row["measure"] for row in csv.DictReader(file)} >= {"rest", "freight", "bund_eu", "turnover"}


def test_another_part_of_the_folder_stays(tmp_path, grouped, capsys):
    other = tmp_path / "out" / NAME / "stress"
    other.mkdir(parents=True)
    (other / "run.json").write_text("{}", encoding="utf-8")
    arguments = [
        "credit",
        NAME,
        "--groups",
        str(grouped),
        "--out",
        str(tmp_path / "out"),
        "--no-charts",
        "--lang",
        "en",
    ]
    assert cli.main(arguments) == 0
    assert "Exact, from 16 combinations" in capsys.readouterr().out
    assert (other / "run.json").exists()
    assert not (tmp_path / "out" / NAME / "credit" / "charts").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["credit", "trend"], ["trend hat keine Maßnahme"]), (["credit"], ["credit SZENARIO"]),
        (["credit", NAME, "--seed", "-1"], ["--seed", "ganze Zahl von 0"]),
        (["credit", NAME, "--workers", "0"], ["von 1 bis"]), (["credit", "klimaneutral"], ["klimaneutral"]),
        (["credit", NAME, "--groups", "none"], ["keine Gruppendatei 'none'", "handlungsfelder"]),
        (["credit", NAME, "--groups", "none.yaml"], ["none.yaml:1:1", "gibt es nicht"]),
    ],
)  # fmt: skip
def test_wrong_usage_has_exit_code_2(tmp_path, capsys, arguments, words):
    assert cli.main([*arguments, "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert all(word in told for word in words), told
    assert not (tmp_path / "out").exists()


def test_a_bad_group_file_names_line_and_column(tmp_path, grouped, capsys):
    grouped.write_text(grouped.read_text(encoding="utf-8").replace("[", "[heat-pump, ", 1), encoding="utf-8")
    assert cli.main(["credit", NAME, "--groups", str(grouped), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "own.yaml:3:" in told
    assert "'heat-pump'" in told


def test_every_code_in_the_tables_has_a_label(few):
    from klima2035.labels import table  # noqa: PLC0415

    codes = {"bund_eu", "turnover"}
    for name, told in few.tables.items():
        codes |= {name, *told.columns}
        shown = [i for i, column in enumerate(told.columns) if column not in ("scenario", "measure", "partner")]
        codes |= {row[i] for row in told.rows for i in shown if isinstance(row[i], str) and row[i]}
    assert codes - set(table()) == set()


def test_the_manifest_is_written_with_seed_and_groups(tmp_path, few):
    export.write(few, tmp_path)
    content = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert content["credit"]["groups"]["freight"] == ["freight"]
    assert content["credit"]["held_at_as_of"]["grid_factor_co2e"].startswith("national power mix")
