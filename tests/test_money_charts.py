"""Charts of money and work: messages, sums, cut bars, and results that carry no such tables."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import Any

import chart_example
import numpy as np
import pytest
from matplotlib.text import Text
from test_charts import written

from klima2035 import charts
from klima2035.charts import city, effect, labour, waterfall
from klima2035.result import Result, Table

NAMES = {
    "city_line": "city_line",
    "need_to_gap": "finance_by_year",
    "cost_and_effect": "measure_costs",
    "jobs": "labour",
}
ENGLISH = re.compile(r"\b(the|of|and|with|by|in prices|needed|available|others|costs|saves|open|planned|short|city)\b")


@pytest.fixture(scope="module")
def result() -> Result:
    return chart_example.example()


def title(name: str, result: Result, lang: str = "de") -> str:
    return charts.draw(name, result, lang)[1].title.replace("\u00a0", " ")


def changed(result: Result, table: str, change: Any) -> Result:
    """Return the result with each row of one table changed, or left out where the change gives none."""
    old = result.tables[table]
    rows = [change(row) for row in old.dicts()]
    kept = tuple(tuple(row[column] for column in old.columns) for row in rows if row is not None)
    return replace(result, tables={**result.tables, table: Table(table, old.columns, kept)})


def without(result: Result, table: str) -> Result:
    return replace(result, tables={name: one for name, one in result.tables.items() if name != table})


def texts(name: str, result: Result, lang: str) -> list[str]:
    figure = charts.draw(name, result, lang)[0]
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text)]


def test_they_stand_right_after_the_investment() -> None:
    order = list(charts.CHARTS)
    start = order.index("investment") + 1
    assert order[start : start + 4] == list(NAMES)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_result_without_the_table_says_so(result: Result, name: str, lang: str) -> None:
    table = NAMES[name]
    for less in (without(result, table), changed(result, table, lambda row: None)):
        figure, caption = charts.draw(name, less, lang)
        assert [text.get_text() for axes in figure.axes for text in axes.texts] == [caption.title]
        assert len(caption.alt) > 60
        unknown = caption.title in {"In diesem Ergebnis nicht gerechnet", "Not computed in this result"}
        assert unknown == (table not in less.tables)  # what was not computed must not be called none


@pytest.mark.parametrize("name", NAMES)
def test_german_charts_hold_no_english_word(result: Result, name: str) -> None:
    caption = charts.draw(name, result, "de")[1]
    for text in [*texts(name, result, "de"), caption.title, caption.subtitle, caption.description]:
        assert not ENGLISH.search(text), text


def test_the_peak_of_the_city_is_told_with_what_is_planned(result: Result) -> None:
    assert title("city_line", result) == "2031 müsste die Stadt selbst 48 Mio. € aufbringen; eingeplant sind 2,9 Mio. €"
    assert title("city_line", result, "en").startswith("In 2031 the city itself would have to find €48 million; €2.9")
    unplanned = changed(result, "city_line", lambda row: None if row["item"] == "budget" else row)
    assert title("city_line", unplanned).endswith("; eingeplant ist nichts")
    companies = changed(result, "city_line", lambda row: None if row["payer"] == "city" else row)
    assert title("city_line", companies).startswith("2033 müssten die städtischen Gesellschaften selbst 96 Mio. €")


def test_own_money_and_gap_add_up_and_past_years_are_left_out(result: Result) -> None:
    years, found = city.books(result)
    rows = [row for row in result.tables["city_line"].dicts() if row["payer"] == "city"]
    for item in ("own", "gap", "staff"):
        told = sum(row["value_real"] for row in rows if row["item"] == item)
        assert float(found["city"][item].sum()) == pytest.approx(told)
    assert years == list(range(2026, 2046))
    early = changed(result, "city_line", lambda row: {**row, "year": row["year"] - 10})
    assert float(city.need(city.books(early)[1]["city"], years).sum()) < float(city.need(found["city"], years).sum())


def test_both_payers_are_named_and_their_follow_up_cost_is_parted(result: Result) -> None:
    shown = "\n".join(texts("city_line", result, "de"))
    assert "Stadtwerke und städtische Gesellschaften" in shown
    assert "davon\nStadt 11,2\nGesellschaften 25,9" in shown
    years, found = city.books(result)
    parts = city.follow_up(found, years)
    assert sum(float(values[9]) for values in parts.values()) == pytest.approx(37.1, abs=0.05)


def test_from_need_to_gap_nothing_is_lost(result: Result) -> None:
    givers, causes = waterfall.sums(result)
    rows = [
        row
        for row in result.tables["finance_by_year"].dicts()
        if row["basis"] == "additional" and row["origin"] == "measures" and row["year"] <= 2035
    ]
    assert sum(givers.values()) == pytest.approx(sum(row["value_real"] for row in rows))
    assert sum(causes.values()) == pytest.approx(givers["gap"])
    assert list(causes) == ["not_viable", "budget", "programme_exhausted", "no_programme", "suspended"]
    assert title("need_to_gap", result) == (
        "Von 3,56 Mrd. € Mehrkosten bis 2035 bleiben 783 Mio. € offen; "
        "wichtigster Grund: nicht wirtschaftlich (41 %)"
    )  # fmt: skip


def test_a_need_that_is_met_has_no_causes(result: Result) -> None:
    met = changed(result, "finance_by_year", lambda row: None if row["funder"] == "gap" else row)
    assert title("need_to_gap", met) == "Von 2,78 Mrd. € Mehrkosten bis 2035 bleibt nichts offen"
    saved = changed(met, "finance_by_year", lambda row: {**row, "value_real": -0.1 * row["value_real"]}
                    if row["funder"] == "eu" else row)  # fmt: skip
    assert "−7,1" in texts("need_to_gap", saved, "de")


def test_measures_stand_cheapest_first_and_the_smallest_are_joined(result: Result) -> None:
    shown = effect.items(result, "de")
    assert len(shown) == effect.ROWS
    assert [item.cost for item in shown[:-1]] == sorted(item.cost for item in shown[:-1])
    assert shown[-1].title == "4 weitere"
    assert sum(item.tonnes for item in shown) == pytest.approx(
        1e3 * sum(thousand for _, _, thousand, cost in chart_example.MEASURES.values() if cost is not None)
    )
    small = [(70, 118), (31, 455), (9, 21), (7, -260)]
    assert shown[-1].cost == pytest.approx(sum(t * c for t, c in small) / sum(t for t, _ in small))
    assert next(item.cost for item in shown if item.title == "Wohngebäude dämmen") == pytest.approx(264)


def test_the_measure_that_saves_most_is_the_message(result: Result) -> None:
    assert title("cost_and_effect", result) == (
        "Am meisten bringt „Ausstieg aus dem Erdgas in der Heizung“: 3,12 Mio. t zu 142 € je t; "
        "5 von 21 Maßnahmen sparen auch Geld"
    )
    assert "Zins 3\u00a0%" in charts.draw("cost_and_effect", result, "de")[1].subtitle


def test_measures_without_a_cost_are_named_once_with_the_reason(result: Result) -> None:
    told = effect.unstated(result, "en")
    assert told.startswith("No cost per tonne: ")
    assert told.count("Protection from heat and heavy rain (") == 1
    assert told.count("Hatzfeld-Trasse cycle route, Langerfeld-Trasse cycle route (") == 1
    assert "5.380" in texts("cost_and_effect", result, "de")


def test_bars_are_cut_only_where_few_stand_far_above_the_rest() -> None:
    assert effect.limit([10, 20, 30, 40]) == 40
    assert effect.limit([0.0, 0.0]) == 0.0
    assert 40 < effect.limit([10, 20, 30, 40, 40, -4000]) < 60


def test_the_craft_with_the_largest_shortage_is_the_message(result: Result) -> None:
    assert title("jobs", result) == (
        "Heizungshandwerk: 2032 fehlen 446 Vollzeitkräfte; bis 2035 im Mittel 1.690 Stellen mehr als im Trend"
    )
    rows = [row for row in result.tables["labour"].dicts() if row["year"] <= 2035]
    assert labour.additional(result) == pytest.approx(sum(row["needed"] - row["trend"] for row in rows) / 10)


def test_enough_workers_are_told_and_unknown_ones_are_not_called_enough(result: Result) -> None:
    enough = changed(result, "labour", lambda row: {**row, "available": 5e3, "available_high": 6e3})
    assert title("jobs", enough).startswith("Die verfügbaren Kräfte reichen in jedem Gewerk; ")
    assert "2032: 692 gebraucht, reicht" in texts("jobs", enough, "de")
    unknown = changed(result, "labour", lambda row: {**row, "available": None, "available_high": None})
    assert title("jobs", unknown) == "Handwerk und Bau: bis 2035 im Mittel 1.690 Stellen mehr als im Trend"
    assert "2032: 692 gebraucht" in texts("jobs", unknown, "de")
    assert not np.any(labour.crafts(unknown)[1][0].missing)


@pytest.mark.parametrize("count", [1, 3, 5, 6])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_any_number_of_crafts_fits(result: Result, count: int, lang: str) -> None:
    codes = ["craft_heating", "craft_electric", "craft_envelope", "craft_civil", "transport", "energy"]
    old = result.tables["labour"]
    place = old.columns.index("craft")
    base = [row for row in old.rows if row[place] == "craft_heating"]
    rows = tuple((*row[:place], code, *row[place + 1 :]) for code in codes[:count] for row in base)
    figure = charts.draw("jobs", replace(result, tables={"labour": replace(old, rows=rows)}), lang)[0]
    figure.draw_without_rendering()
    assert len(figure.axes) == count
    assert all(text.get_window_extent().x1 <= figure.bbox.width for axes in figure.axes for text in axes.texts)


ODD: dict[str, tuple[str, str, Any]] = {  # table, chart, what is odd about its rows
    "two measures": ("measure_costs", "cost_and_effect",
                     lambda row: row if row["measure"] in {"e-cars", "end-of-gas"} else None),
    "many unstated": ("measure_costs", "cost_and_effect",
                      lambda row: {**row, "eur_per_tonne": None, "reason": "below_floor"}
                      if row["tonnes"] < 5e5 else row),
    "all save money": ("measure_costs", "cost_and_effect",
                       lambda row: {**row, "eur_per_tonne": -abs(row["eur_per_tonne"] or 1.0)}),
    "operation saves": ("city_line", "city_line",
                        lambda row: {**row, "value_real": -2e7} if row["item"] == "operation" else row),
    "companies only": ("city_line", "city_line", lambda row: None if row["payer"] == "city" else row),
    "no follow-up cost": ("city_line", "city_line", lambda row: row if row["item"] in {"own", "gap"} else None),
    "private saves": ("finance_by_year", "need_to_gap",
                      lambda row: {**row, "value_real": -row["value_real"]} if row["funder"] == "private" else row),
    "one cause": ("finance_by_year", "need_to_gap",
                  lambda row: {**row, "cause": "budget"} if row["funder"] == "gap" else row),
    "nine times the work": ("labour", "jobs", lambda row: {**row, "needed": 9 * row["needed"]}),
    "a tiny craft": ("labour", "jobs",
                     lambda row: {**row, "needed": 9.0, "trend": 2.0, "available": 5.0, "available_high": 7.0}
                     if row["craft"] == "craft_civil" else row),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("odd", ODD)
def test_no_text_is_cut_or_covered_whatever_the_rows(result: Result, odd: str, lang: str) -> None:
    table, name, change = ODD[odd]
    figure = charts.draw(name, changed(result, table, change), lang)[0]
    boxes = [(text.get_text(), text.get_window_extent()) for text in written(figure)]
    for text, box in boxes:
        assert min(box.x0, box.y0) >= 0, text
        assert box.x1 <= figure.bbox.width, text
        assert box.y1 <= figure.bbox.height, text
    for (one, a), (two, b) in itertools.combinations(boxes, 2):
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide < 2 or high < 3.5, (one, two)


def test_one_measure_saves_and_none_does() -> None:
    whole = chart_example.example(with_trend=False)
    one = changed(whole, "measure_costs", ODD["two measures"][2])
    assert title("cost_and_effect", one).endswith("; 1 von 2 Maßnahmen spart auch Geld")
    none = changed(one, "measure_costs", lambda row: {**row, "eur_per_tonne": 5.0})
    assert title("cost_and_effect", none, "en").endswith("; none of 2 measures save money too")
