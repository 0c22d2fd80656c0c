"""Charts of the council pack: the milestone board, the CO2 budget, what remains, and the numbers behind them."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import chart_example
import numpy as np
import pytest
from test_charts import check_no_text_is_cut_or_covers_another, written

from klima2035 import charts, phrases, pipeline
from klima2035.charts import budget, floor, goals, money, save, style
from klima2035.charts.hands import in_our_hands
from klima2035.charts.pathway import total
from klima2035.charts.series import series_of
from klima2035.numbers import number
from klima2035.result import Frame, Result, Table
from klima2035.stress import hands

SCENARIOS = ("klimaneutral-2035", "trend", "programm-2021", "klimaneutral-2045", "klimaneutral-2035-finanziert")
NEW = ("board", "carbon_budget", "remaining_floor")
LANGUAGES = ("de", "en")
ENGLISH = re.compile(
    r"\b(the|of|and|with|by|from|used|needed|path|met|reached|missed|counted|remain|remains|upstream|threshold|at|"
    r"milestones?|most|least|million|thousand|year|only|trend)\b"
)
GERMAN = re.compile(r"\b(der|die|das|und|mit|von|seit|noch|nicht|erreicht|verfehlt|mindestens|höchstens|Mio|Tausend)\b")


@cache
def shipped(name: str) -> Result:
    scenario = pipeline.load_scenario(name)
    return pipeline.run(scenario, pipeline.load_inputs(scenario.city))


@cache
def ours(name: str = "klimaneutral-2035") -> hands.Hands:
    return hands.run(pipeline.load_inputs("wuppertal"), pipeline.load_scenario(name))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def title(name: str, result: Result, lang: str = "de") -> str:
    return plain(charts.draw(name, result, lang)[1].title)


def changed(result: Result, table: str, change: Any) -> Result:
    """Return the result with each row of one table changed, or left out where the change gives none."""
    rows = [row for row in map(change, result.tables[table].dicts()) if row is not None]
    columns = result.tables[table].columns
    kept = tuple(tuple(row[column] for column in columns) for row in rows)
    return replace(result, tables={**result.tables, table: Table(table, columns, kept)})


def milestone(**given: Any) -> dict[str, Any]:
    row = {
        "id": "points", "title": "Ladepunkte", "year": 2030, "indicator": "charging_points", "sense": "at_least",
        "limit": 1390.0, "tolerance": 139.0, "value": 347.0, "evidence": "modelled", "unit": "points",
        "verdict": "missed", "gap": 1043.0, "origin": "decided", "source": "council_2021",
    }  # fmt: skip
    return {**row, **given}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_is_cut_or_covered_on_any_shipped_scenario(scenario: str, lang: str) -> None:
    for name in (*NEW, "pathway", "investment", "remaining_2035", "milestones"):
        check_no_text_is_cut_or_covers_another(name, charts.draw(name, shipped(scenario), lang)[0])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scenario", ["klimaneutral-2035", "programm-2021"])
def test_who_decides_is_neither_cut_nor_covered(scenario: str, lang: str) -> None:
    with style.context():
        figure, caption = in_our_hands(shipped(scenario), ours(scenario), lang)
    check_no_text_is_cut_or_covers_another("in_our_hands", figure)
    assert style.break_title(caption.title)[0].endswith(",")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_german_charts_carry_no_english_word_and_english_no_german(scenario: str) -> None:
    for lang, foreign in (("de", ENGLISH), ("en", GERMAN)):
        for name in NEW:
            figure, caption = charts.draw(name, shipped(scenario), lang)
            texts = [text.get_text() for text in written(figure)] + caption.alt.split("\n")
            found = [(text, match[0]) for text in texts if (match := foreign.search(text))]
            assert not found, (name, found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_matters_is_large_and_no_code_stands_where_a_label_should(lang: str) -> None:
    for name in NEW:
        figure, caption = charts.draw(name, shipped("klimaneutral-2035"), lang)
        footer = style.break_footer(caption.footer)
        for text in written(figure):
            small = text.get_text() == footer or text.get_text() in {"✔", "!", "✘", "?"}
            assert small or text.get_fontsize() >= 8.5, (name, text.get_text())
            assert not re.search(r"\b[a-z0-9]+_[a-z0-9_]+\b", text.get_text()), (name, text.get_text())
        assert not re.search(r"\b[a-z0-9]+_[a-z0-9_]+\b", caption.alt), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_svg_without_a_file_is_the_file_that_a_run_writes(tmp_path: Path, lang: str) -> None:
    result = shipped("klimaneutral-2035")
    for name in NEW:
        text, caption = charts.as_svg(name, lambda name=name: charts.draw(name, result, lang), lang)  # type: ignore[misc]
        with style.context():
            save.write(*(charts.CHARTS | charts.COUNCIL)[name](result, lang), tmp_path, name, lang)
        assert text.encode() == (tmp_path / f"{name}.svg").read_bytes(), name
        assert caption.alt == (tmp_path / f"{name}.txt").read_text(encoding="utf-8")
        assert caption.full_title in text.replace("&amp;", "&")
    hands_svg = [charts.as_svg("in_our_hands", lambda: in_our_hands(result, ours(), lang), lang)[0] for _ in range(2)]
    assert hands_svg[0] == hands_svg[1]
    with pytest.raises(KeyError):
        charts.draw("in_our_hands", result, lang)


def test_new_charts_are_written_by_a_run() -> None:
    assert set(NEW) <= {*charts.CHARTS, *charts.COUNCIL}


# the board


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_title_of_the_board_counts_what_the_table_says(scenario: str) -> None:
    result = shipped(scenario)
    said = title("board", result)
    assert said.startswith("Meilensteine ")
    groups: dict[Any, list[dict[str, Any]]] = {}
    for row in result.tables["milestones"].dicts():
        code, _, rule = row["indicator"].partition(":")
        groups.setdefault((code, row["year"]) if rule else row["id"], []).append(row)
    due = [{row["verdict"] for row in rows} for rows in groups.values() if rows[0]["year"] <= result.as_of]
    ahead = [{row["verdict"] for row in rows} for rows in groups.values() if rows[0]["year"] > result.as_of]
    assert f"bis {result.as_of}: {due.count({'reached'})} von {len(due)} erreicht" in said
    assert f"danach: {ahead.count({'reached'})} von {len(ahead)} auf Kurs" in said
    for verdicts, part in zip((due, ahead), said.split("; "), strict=True):
        missed = verdicts.count({"missed"})
        rest = len(verdicts) - missed - verdicts.count({"reached"})
        assert (f"{missed} verfehlt" in part) == (missed > 0)
        assert (f"{rest} offen" in part) == (rest > 0)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_words_of_the_board_hold_every_value_limit_and_verdict(scenario: str) -> None:
    result = shipped(scenario)
    told = plain(charts.draw("board", result, "de")[1].description)
    for row in result.tables["milestones"].dicts():
        assert row["title"] in told
        assert plain(goals.limit({**row, "value": None}, "de")) in told
        if row["value"] is not None:
            assert plain(goals.amount(row["value"], row["unit"], "de")) in told
    office = result.extra["milestone_offices"]["charging-points-2025"]["de"]
    assert not office or office in told


def test_every_milestone_stands_on_the_board_with_its_verdict_in_words() -> None:
    result = shipped("klimaneutral-2035")
    shown = [text.get_text() for text in written(charts.draw("board", result, "de")[0])]
    for row in result.tables["milestones"].dicts():
        if ":" not in row["indicator"]:
            assert any(goals.short_title(result, row, "de").startswith(text[:20]) for text in shown), row["id"]
    verdicts = [
        text for text in shown if text.split(" · ")[0] in {"erreicht", "verfehlt", "gefährdet", "nicht beurteilbar"}
    ]
    assert len(verdicts) == len(result.tables["milestones"].rows)
    assert {"fehlen 1.033 Ladepunkte (75 %)", "erst 2027 erreicht"} <= {plain(text) for text in shown}


def test_ways_of_counting_one_goal_stand_together_and_count_as_one() -> None:
    result = shipped("klimaneutral-2035")
    found, more = goals.entries(result)
    group = next(entry for entry in found if len(entry.rows) > 1)
    assert len(group.rows) == 5
    assert group.verdict == ""
    assert goals.common_title(result, group, "de")[0] == "20 Mio. Euro für Klimaschutz"
    assert more == 0
    agreed = goals.Entry(2025, tuple({**row, "verdict": "missed"} for row in group.rows))
    assert agreed.verdict == "missed"


def test_a_long_list_is_cut_and_the_note_says_so() -> None:
    result = shipped("klimaneutral-2035")
    rows = result.tables["milestones"]
    many = tuple((row[0], f"{row[1]}-{i}", *row[2:]) for i in range(3) for row in rows.rows)
    longer = replace(result, tables={**result.tables, "milestones": Table("milestones", rows.columns, many)})
    found, more = goals.entries(longer)
    assert len(found) == goals.MOST
    assert more == len(many) - sum(len(entry.rows) for entry in found)
    assert f"{more} weitere in milestones.csv" in charts.draw("board", longer, "de")[1].footer
    chosen, more = goals.entries(replace(result, extra={**result.extra, "board": ["neutral-2035", "pv-2025"]}))
    assert [entry.rows[0]["id"] for entry in chosen] == ["pv-2025", "neutral-2035"]
    assert more == len(rows.rows) - 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_board_lives_without_the_newer_columns_and_tables(lang: str) -> None:
    for result in (chart_example.example(), chart_example.bare()):
        figure, caption = charts.draw("board", result, lang)
        check_no_text_is_cut_or_covers_another("board", figure)
        assert caption.title
    assert title("board", chart_example.bare()) == "Dieses Szenario nennt keine Meilensteine"


def test_draws_say_on_the_board_how_likely_a_limit_holds() -> None:
    result = shipped("klimaneutral-2035")
    chances = {row["id"]: (0.31, 0.02) for row in result.tables["milestones"].dicts()}
    figure, caption = charts.draw("board", replace(result, extra={**result.extra, "probabilities": chances}), "de")
    check_no_text_is_cut_or_covers_another("board", figure)
    assert "Ziehungen: hält in 31 %" in plain(caption.alt)


def test_gaps_in_words() -> None:
    cases: dict[tuple[Any, ...], tuple[str, str]] = {
        ("points", "at_least", 1390.0, 347.0): ("fehlen 1.043 Ladepunkte (75 %)", "1,043 charging points short (75%)"),
        ("MW", "at_least", 75.5, 92.16): ("übertroffen um 16,7 MW (22 %)", "exceeded by 16.7 MW (22%)"),
        ("t/a", "at_most", 220000.0, 830957.9): ("0,61 Mio. t zu viel (278 %)", "0.61 million t too much (278%)"),
        ("t/a", "at_most", 2050000.0, 2078099.0): ("28 Tausend t zu viel (1 %)", "28 thousand t too much (1%)"),
        ("t/a", "at_most", 1650000.0, 1490903.0): (
            "0,16 Mio. t unter der Grenze (10 %)", "0.16 million t below the limit (10%)",
        ),
        ("1", "at_least", 0.08, 0.045): ("fehlen 3,5 Prozentpunkte (44 %)", "3.5 percentage points short (44%)"),
        ("km", "at_least", 20.4, 20.4): ("auf der Grenze (auf 1 % genau)", "on the limit (within 1%)"),
        ("systems", "at_least", 25.0, None): ("", ""),
        ("systems", "at_least", 0.0, 3.0): ("übertroffen um 3 Anlagen", "exceeded by 3 systems"),
    }  # fmt: skip
    for (unit, sense, limit, value), told in cases.items():
        row = milestone(unit=unit, sense=sense, limit=limit, value=value)
        assert tuple(plain(goals.gap(row, lang)) for lang in LANGUAGES) == told


def test_the_year_in_which_a_limit_is_met_in_words() -> None:
    result = shipped("klimaneutral-2035")
    path = goals.path(result, milestone())
    assert path is not None
    cases: dict[tuple[Any, ...], str] = {
        (2030, 347.0, 2034): "erst 2034 erreicht", (2030, 5000.0, 2028): "schon 2028 erreicht",
        (2030, 5000.0, 2030): "", (2025, 5000.0, 2024): "",
    }  # fmt: skip
    for (year, value, met_in), told in cases.items():
        assert goals.met(result, milestone(year=year, value=value, met_in=met_in), "de") == told
    never = milestone(limit=2.0 * float(path.max()), met_in=None)
    assert goals.met(result, never, "de") == "bis 2045 nicht erreicht"
    assert goals.met(result, milestone(value=5000.0, met_in=None), "en") == "not lasting on this path"
    assert goals.met(result, milestone(), "de") == ""  # an older result knows no such year
    assert goals.met(result, milestone(indicator="climate_investment:known_projects", met_in=None), "de") == ""
    assert goals.met(result, milestone(value=None, met_in=None), "de") == ""


def test_the_pace_in_words() -> None:
    told = goals.pace(milestone(unit="t/a", pace_needed=-186e3, pace_planned=-124.7e3), "de")
    assert plain(told) == "je Jahr nötig −186, Pfad −125 Tausend t"
    told = goals.pace(milestone(unit="1", pace_needed=0.012, pace_planned=-0.004), "en")
    assert told == "a year: needed +1.2, path −0.4 percentage points"
    assert goals.pace(milestone(), "de") == ""
    assert goals.pace(milestone(pace_needed=None, pace_planned=3.0), "de") == ""


def test_counts_up_to_as_of_are_dots_and_assumed_ones_are_not() -> None:
    result = shipped("klimaneutral-2035")
    columns = ("indicator", "sector", "year", "date", "value", "unit", "quality")
    rows = (
        ("charging_points", "", 2021, "2021-12-31", 177.0, "points", "reported"),
        ("charging_points", "", 2024, "2024-12-31", 340.0, "points", "reported"),
        ("charging_points", "", 2024, "2025-01-01", 347.0, "points", "derived"),
        ("charging_points", "", 2025, "2025-12-31", 400.0, "points", "assumed"),
        ("charging_points", "", 2026, "2026-12-31", 500.0, "points", "reported"),
        ("charging_points", "", 2023, "2023-12-31", 0.3, "MW", "reported"),
        ("pv_power", "", 2023, "2023-12-31", 57.2, "MW", "reported"),
    )
    counted = replace(result, tables={**result.tables, "actuals": Table("actuals", columns, rows)})
    assert goals.counts(counted, milestone()) == {2021: 177.0, 2024: 347.0}
    bare = replace(result, tables={name: one for name, one in result.tables.items() if name != "actuals"})
    deciding = milestone(evidence="actual", year=2025, value_date="2025-01-01")
    assert goals.counts(bare, deciding) == {2024: 347.0}
    assert goals.counts(bare, milestone()) == {}
    assert [goals.counted(deciding, lang) for lang in LANGUAGES] == ["gezählt 1.1.2025", "counted 2025-01-01"]
    assert goals.counted(milestone(value_date="2025-01-01"), "de") == ""


def test_titles_lose_the_year_that_stands_beside_them() -> None:
    result = chart_example.example()
    cases = {
        ("Photovoltaik 2025", 2025): "Photovoltaik", ("25 Dächer mit Solar im Jahr 2022", 2022): "25 Dächer mit Solar",
        ("Treibhausgase 2025 auf dem Pfad", 2025): "Treibhausgase 2025 auf dem Pfad", ("Ziel 2030", 2035): "Ziel 2030",
        ("2025", 2025): "2025",
    }  # fmt: skip
    for (long, year), short in cases.items():
        assert goals.short_title(result, milestone(title=long, year=year), "de") == short


def test_milestones_beyond_the_horizon_or_without_size_break_nothing() -> None:
    result = chart_example.example()
    odd = changed(result, "milestones", lambda row: {**row, "year": 2060, "limit": 0.0, "value": 0.0})
    check_no_text_is_cut_or_covers_another("board", charts.draw("board", odd, "de")[0])
    beyond = changed(result, "milestones", lambda row: {**row, "year": 2060, "value": None, "verdict": "cannot_judge"})
    check_no_text_is_cut_or_covers_another("board", charts.draw("board", beyond, "de")[0])


# the budget


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_budget_is_used_up_in_the_year_that_the_table_says(scenario: str) -> None:
    result = shipped(scenario)
    told = plain(charts.draw("carbon_budget", result, "de")[1].alt)
    rows = {(row["budget"], row["start"]): row for row in result.tables["carbon_budget"].dicts()}
    assert rows
    for one in budget.budgets(result):
        row = rows[one.code, one.start]
        years, sums = budget.used(result, one.start)
        assert sums[-1] == pytest.approx(row["used_by_end"])
        over = [year for year, amount in zip(years, sums, strict=True) if amount > one.share]
        assert (over[0] if over else None) == row["used_up_in"] == one.used_up
        assert f"{number(one.share / 1e6, 1)} Mio. t" in told
        assert str(row["used_up_in"]) in told
        if not one.superseded:
            assert str(row["used_up_in"]) in title("carbon_budget", result)
    assert "CO₂e" not in told


def test_the_trend_of_the_budget_is_the_trend_scenarios_own() -> None:
    own = {(row["budget"], row["start"]): row["used_up_in"] for row in shipped("trend").tables["carbon_budget"].dicts()}
    found = {(one.code, one.start): one.trend_used_up for one in budget.budgets(shipped("klimaneutral-2035"))}
    assert found == own


def test_a_budget_that_begins_later_stands_above_what_was_used_before() -> None:
    result = shipped("klimaneutral-2035")
    later = max(budget.budgets(result), key=lambda one: one.start)
    years, sums = budget.used(result, min(one.start for one in budget.budgets(result)))
    assert later.before == pytest.approx(sums[years.index(later.start - 1)])
    crossing = float(np.interp(later.before + later.share, sums, years))
    assert later.used_up is not None
    assert later.used_up - 1 < crossing <= later.used_up


def test_a_superseded_budget_is_dashed_and_the_newest_is_not() -> None:
    result = shipped("klimaneutral-2035")
    found = budget.budgets(result)
    assert [one.start for one in found if one.superseded] == [2022]
    axes = charts.draw("carbon_budget", result, "de")[0].axes[0]
    for one in found:
        level = one.before + one.share
        lines = [line for line in axes.lines if list(line.get_ydata()) == [level, level]]
        assert [line.get_linestyle() for line in lines] == ["--" if one.superseded else "-"]


def test_titles_of_the_budget_are_true_in_every_case() -> None:
    result = shipped("klimaneutral-2035")
    lasting = changed(result, "carbon_budget", lambda row: {**row, "city_budget": 3.7e7, "used_up_in": None})
    assert title("carbon_budget", lasting) == "Das CO₂-Budget für 1,5 °C und 1,75 °C reicht bis 2045"
    half = changed(
        result, "carbon_budget",
        lambda row: {**row, "city_budget": 3.7e7, "used_up_in": None} if "1p75" in row["budget"] else row,
    )  # fmt: skip
    assert title("carbon_budget", half).endswith("aufgebraucht: für 1,5 °C im Jahr 2028; für 1,75 °C reicht er")
    past = changed(result, "carbon_budget", lambda row: {**row, "used_up_in": 2024})
    assert "seit 2024" in title("carbon_budget", past)
    for made in (lasting, half, past):
        check_no_text_is_cut_or_covers_another("carbon_budget", charts.draw("carbon_budget", made, "de")[0])


def test_without_the_series_or_the_table_the_budget_says_so() -> None:
    result = shipped("klimaneutral-2035")
    frame = result.frames["indicators"]
    others = tuple(code for code in frame.coords["indicator"] if code != budget.SERIES)
    without = replace(result, frames={**result.frames, "indicators": frame.pick(indicator=others)})
    assert title("carbon_budget", without) == "Kein CO₂-Budget in diesem Ergebnis"
    assert title("carbon_budget", chart_example.example()) == "Kein CO₂-Budget in diesem Ergebnis"
    assert series_of("carbon_budget", without, "de") is None


# what remains against the threshold


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_parts_of_what_remains_add_up_to_the_table(scenario: str) -> None:
    result = shipped(scenario)
    found = floor.floor(result)
    assert found is not None
    items = {row["item"]: row["value"] for row in result.tables["neutrality"].dicts()}
    assert found.remaining == pytest.approx(items["remaining"])
    assert found.rest == pytest.approx(items["upstream_floor"])
    assert found.threshold == pytest.approx(items["threshold_share_of_1990"] * total(result)[0])
    told = plain(charts.draw("remaining_floor", result, "de")[1].alt)
    for value in (found.rest, *found.memo.values()):
        assert number(value / 1e3, 1) in told
    said = title("remaining_floor", result)
    assert ("liegen über der Schwelle" in said) == (found.threshold < found.rest < found.remaining)


def test_titles_of_what_remains_are_true_in_every_case() -> None:
    result = shipped("klimaneutral-2035")

    def with_share(share: float) -> Result:
        return changed(
            result, "neutrality",
            lambda row: {**row, "value": share} if row["item"] == "threshold_share_of_1990" else row,
        )  # fmt: skip

    assert title("remaining_floor", with_share(0.1)) == (
        "2035 bleiben 831 Tausend t; „klimaneutral“ hieße höchstens 440 Tausend t"
    )
    assert title("remaining_floor", with_share(0.2)) == (
        "2035 bleiben 831 Tausend t: nicht mehr, als „klimaneutral“ zulässt (880 Tausend t)"
    )
    for share in (0.0, 0.1, 0.18, 0.2, 0.4):
        for lang in LANGUAGES:
            figure = charts.draw("remaining_floor", with_share(share), lang)[0]
            check_no_text_is_cut_or_covers_another("remaining_floor", figure)


def test_process_co2_that_stands_in_the_balance_is_no_memo_item() -> None:
    result = shipped("klimaneutral-2035")
    inside = floor.floor(replace(result, settings={**result.settings, "process_emissions": "included"}))
    assert inside is not None
    assert list(inside.memo) == ["fossil_waste"]
    assert floor.floor(chart_example.example()) is None


# the main chart


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_main_title_calls_the_target_met_only_where_it_is(scenario: str) -> None:
    result = shipped(scenario)
    left = float(total(result)[result.frames["emissions"].at(2035)])
    assert left > 220e3
    assert "statt der beschlossenen 0,2" in title("pathway", result)
    low = changed(result, "milestones", lambda row: {**row, "limit": left} if row["id"] == "neutral-2035" else row)
    assert "das beschlossene Ziel ist erreicht" in title("pathway", low)
    none = changed(result, "milestones", lambda row: None if row["id"] == "neutral-2035" else row)
    assert "beschloss" not in title("pathway", none)
    near = changed(
        result, "milestones", lambda row: {**row, "limit": left - 2e3} if row["id"] == "neutral-2035" else row
    )
    figures = re.findall(r"[\d,]+", title("pathway", near))[1:3]
    assert float(figures[0].replace(",", ".")) > float(figures[1].replace(",", "."))


# the numbers behind the charts


def test_numbers_for_slides_are_those_of_the_charts() -> None:
    result = shipped("klimaneutral-2035")
    frame = result.frames["emissions"]
    data = series_of("sectors_end_use", result, "de")
    assert data is not None
    column = data.categories.index("2035")
    assert sum(one.values[column] or 0.0 for one in data.series) == pytest.approx(total(result)[frame.at(2035)] / 1e6)
    data = series_of("remaining_2035", result, "de")
    assert data is not None
    assert data.kind == "stacked_bar"
    assert sum(value or 0.0 for one in data.series for value in one.values) == pytest.approx(
        total(result)[frame.at(2035)] / 1e3
    )
    assert data.categories[0] == "Verkehr"
    data = series_of("investment", result, "de")
    assert data is not None
    assert data.categories[0] == "2026"
    parts = money.ledger(result, "additional")[1]
    assert {one.name: sum(one.values) for one in data.series}["Lücke"] == pytest.approx(parts["gap"].sum() / 1e6)


def test_lines_for_slides_part_past_and_future_and_carry_targets() -> None:
    result = shipped("klimaneutral-2035")
    data = series_of("pathway", result, "de")
    assert data is not None
    names = [one.name for one in data.series]
    assert names == ["bis 2025", "Klimaneutral 2035", "Trend", "Beschlossene Ziele", "Wegmarken"]
    now = data.categories.index("2025")
    past, ahead = data.series[0].values, data.series[1].values
    assert past[now] == ahead[now]
    assert all(value is None for value in (*past[now + 1 :], *ahead[:now]))
    targets = dict(zip(data.categories, data.series[3].values, strict=True))
    assert {year: value for year, value in targets.items() if value is not None} == {"2020": 2.64, "2035": 0.22}
    data = series_of("carbon_budget", result, "de")
    assert data is not None
    assert data.unit == "Mio. t CO₂"
    assert [len(one.values) for one in data.series] == [len(data.categories)] * len(data.series)
    later = next(one for one in data.series if "ab 2024" in one.name)
    assert later.values[0] is None
    assert later.values[-1] is not None


def test_who_decides_adds_up_to_the_trend_for_slides() -> None:
    found = ours()
    data = series_of("in_our_hands", shipped("klimaneutral-2035"), "de", found)
    assert data is not None
    for year in ("2030", "2035", "2045"):
        column = sum(one.values[data.categories.index(year)] or 0.0 for one in data.series)
        assert column == pytest.approx(found.co2e[0, found.years.index(int(year))] / 1e6)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_charts_without_numbers_for_slides_give_none(lang: str) -> None:
    for name in ("board", "milestones", "in_our_hands", "no-such-chart"):
        assert series_of(name, shipped("klimaneutral-2035"), lang) is None
    assert series_of("investment", shipped("trend"), lang) is None


def test_series_have_colours_names_and_no_code() -> None:
    for name, lang in itertools.product(("pathway", "investment", "carbon_budget", "remaining_2035"), LANGUAGES):
        data = series_of(name, shipped("klimaneutral-2035"), lang)
        assert data is not None
        for one in data.series:
            assert re.fullmatch(r"#[0-9a-f]{6}", one.colour)
            assert "_" not in one.name
            assert "\n" not in one.name


def test_empty_frames_give_no_numbers_but_no_fault() -> None:
    result = chart_example.example(with_trend=False)
    frame = result.frames["indicators"]
    bare = Frame("indicators", frame.years, dict.fromkeys(frame.coords, ()), (), np.zeros((56, 0)), frame.quality)
    assert series_of("carbon_budget", replace(result, frames={**result.frames, "indicators": bare}), "de") is None
    assert phrases.unit_name("points", "de") == "Ladepunkte"
