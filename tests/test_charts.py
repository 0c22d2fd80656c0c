"""Charts: drawn in both languages, told in words, the same bytes twice, and readable without colour."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import chart_example
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from klima2035 import charts, labels, palette, phrases
from klima2035.charts import measured, phases, sectors, stack, style, verdicts
from klima2035.charts.style import Caption
from klima2035.result import Frame, Result

YEARS = chart_example.YEARS

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("de", "en")


@pytest.fixture(scope="module")
def result() -> Result:
    return chart_example.example()


@pytest.fixture(scope="module")
def folder(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every chart in German and in English."""
    root = tmp_path_factory.mktemp("charts")
    other = chart_example.example("trend", 0.25)
    for lang in LANGUAGES:
        (root / lang).mkdir()
        charts.draw_all(result, root / lang, lang, [other])
        charts.compare(other, result, root / lang, lang)
    return root


def figures(result: Result, lang: str) -> list[tuple[str, Figure, Caption]]:
    return [(name, *charts.draw(name, result, lang)) for name in charts.CHARTS]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_is_written_as_svg_png_and_text(folder: Path, lang: str) -> None:
    # warnings are errors in tests, so a glyph missing from the font would fail here
    names = [*charts.CHARTS, "scenarios", "comparison"]
    assert {path.name for path in (folder / lang).iterdir()} == {
        f"{name}.{suffix}" for name in names for suffix in ("svg", "png", "txt")
    }
    assert all((folder / lang / f"{name}.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n" for name in names)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_svg_tells_its_message_to_those_who_do_not_see_it(folder: Path, lang: str) -> None:
    for path in sorted((folder / lang).glob("*.svg")):
        root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert root.get("role") == "img"
        assert title is not None
        assert desc is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert title.text
        assert title.text in path.with_suffix(".txt").read_text(encoding="utf-8")
        assert len(desc.text or "") > 60


def test_text_of_the_main_chart_carries_the_headline_number(folder: Path, result: Result) -> None:
    frame = result.frames["emissions"]
    left = frame.total(view="end_use", indicator="co2e")[frame.at(2035)]
    told = (folder / "de" / "pathway.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert f"{left / 1e6:.1f} Mio. t".replace(".", ",", 1) in told
    assert "2035 bleiben" in told
    assert "Datengüte 0,42" in told
    english = (folder / "en" / "pathway.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert f"{left / 1e6:.1f} million t remain in 2035" in english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_runs_give_the_same_bytes(folder: Path, result: Result, tmp_path: Path, lang: str) -> None:
    for path in charts.draw_all(result, tmp_path, lang):
        assert path.read_bytes() == (folder / lang / path.name).read_bytes(), path.name


def test_files_hold_no_clock_and_no_folder(folder: Path) -> None:
    for path in folder.rglob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "dc:date" not in text
        assert str(folder) not in text
        assert "Matplotlib v" not in text


def written(figure: Figure) -> list[Text]:
    """Return the texts that are seen, each drawn."""
    figure.draw_without_rendering()
    found = [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_visible()]
    hidden = {tick for axes in figure.axes if not axes.axison for tick in axes.findobj(Text)} - {
        text for axes in figure.axes for text in axes.texts
    }
    return [text for text in found if text.get_text().strip() and text not in hidden]


def check_no_text_is_cut_or_covers_another(name: str, figure: Figure) -> None:
    """Fail where a text leaves the sheet or two texts share ground."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in written(figure)]
    for text, box in boxes:
        assert box.x0 >= 0, (name, text)
        assert box.y0 >= 0, (name, text)
        assert box.x1 <= figure.bbox.width, (name, text)
        assert box.y1 <= figure.bbox.height, (name, text)
    for (one, a), (two, b) in itertools.combinations(boxes, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide < 2 or high < 3.5, (name, one, two, wide, high)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("made", ["whole", "bare"])
def test_no_text_is_cut_or_covers_another(result: Result, lang: str, made: str) -> None:
    example = result if made == "whole" else chart_example.bare()
    for name, figure, _ in figures(example, lang):
        check_no_text_is_cut_or_covers_another(name, figure)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_code_stands_where_a_label_should(result: Result, lang: str) -> None:
    for name, figure, caption in figures(result, lang):
        shown = [text.get_text() for text in written(figure)] + [caption.alt]
        codes = [code for text in shown for code in re.findall(r"\b[a-z0-9]+_[a-z0-9_]+\b", text)]
        assert not codes, (name, codes)


def test_every_palette_code_has_a_label() -> None:
    codes = {*palette.SECTORS, *palette.CARRIERS, *palette.HEATING, *palette.DRIVES, *palette.PLANTS,
             *palette.FUNDERS, *palette.MODES, *palette.VERDICTS}  # fmt: skip
    assert codes <= set(labels.table())


@pytest.mark.parametrize("name", palette.STACKS)
def test_neighbours_in_a_stack_differ_in_lightness(name: str) -> None:
    steps = [palette.lightness(colour) for colour in palette.STACKS[name]]
    assert min(abs(a - b) for a, b in itertools.pairwise(steps)) >= 10


@pytest.mark.parametrize("name", palette.STACKS)
def test_projected_colours_are_lighter_and_still_apart(name: str) -> None:
    plain, light = ([palette.lightness(f(c)) for c in palette.STACKS[name]] for f in (str, palette.projected))
    assert all(b - a > 3 or a > 85 for a, b in zip(plain, light, strict=True))
    assert min(abs(a - b) for a, b in itertools.pairwise(light)) >= 6


def test_lightness_is_that_of_cie() -> None:
    assert palette.lightness("#000000") == pytest.approx(0.0, abs=1e-6)
    assert palette.lightness("#ffffff") == pytest.approx(100.0, abs=1e-3)
    assert palette.lightness("#777777") == pytest.approx(50.03, abs=0.05)


def test_words_on_colours_can_be_read() -> None:
    plain = {c for colours in palette.STACKS.values() for c in colours}
    for colour in plain | {palette.projected(c) for c in plain}:
        light, dark = sorted((palette.lightness(colour), palette.lightness(palette.on(colour))), reverse=True)
        ratio = (((light + 16) / 116) ** 3 + 0.05) / ((((dark + 16) / 116) ** 3) + 0.05)
        assert ratio > 3.0, colour


def test_a_result_outside_bisko_says_so_in_every_title() -> None:
    for name, _, caption in figures(chart_example.bare(), "de"):
        assert caption.full_title.endswith("(nicht BISKO)"), name
        assert "nicht BISKO" in caption.footer


def test_money_chart_adds_up_to_the_ledger(result: Result) -> None:
    from klima2035.charts.money import ledger  # noqa: PLC0415

    rows = [row for row in result.tables["investment"].dicts() if row["basis"] == "additional"]
    years, parts = ledger(result, "additional")
    assert years[0] == result.as_of + 1
    assert sum(float(v.sum()) for v in parts.values()) == pytest.approx(sum(row["value_real"] for row in rows))


def test_difference_by_sector_adds_up_to_the_difference(result: Result) -> None:
    from klima2035.charts.comparison import difference_by_sector  # noqa: PLC0415
    from klima2035.charts.pathway import total  # noqa: PLC0415

    other = chart_example.example("trend", 0.25)
    at = result.frames["emissions"].at(2035)
    parts = difference_by_sector(other, result, 2035)
    assert sum(parts.values()) == pytest.approx(total(result)[at] - total(other)[at])


def test_labels_are_pushed_apart_in_order() -> None:
    heights = stack.spread([0.5, 0.51, 0.02], [0.1, 0.1, 0.1])
    assert heights[2] == pytest.approx(0.05)
    assert heights[1] - heights[0] >= 0.1 - 1e-12
    assert all(0.05 - 1e-12 <= height <= 0.95 + 1e-12 for height in heights)


def test_small_layers_are_joined_and_nothing_is_lost() -> None:
    values = {"natural_gas": np.array([100.0, 80.0]), "hydrogen": np.array([0.1, 0.2]), "coal": np.array([0.3, 0.0])}
    bands = stack.layers(values, palette.CARRIERS, "de")
    assert [band.code for band in bands] == ["natural_gas", "rest"]
    assert np.sum([band.values for band in bands], axis=0) == pytest.approx([100.4, 80.2])


def test_quantities_as_people_write_them() -> None:
    said = {
        ("1", 0.045): "4,5 %", ("MW", 96.2): "96,2 MW", ("tCO2e/a", 2.31e6): "2,31 Mio. t",
        ("vehicles", 49.0): "49 Fahrzeuge", ("vehicles", 12345.0): "12.345 Fahrzeuge",
    }  # fmt: skip
    for (unit, value), text in said.items():
        assert phrases.quantity(value, unit, "de").replace("\u00a0", " ") == text
    assert phrases.quantity(None, "MW", "de") == "–"
    assert phrases.spans([1990, 1992, 1993, 1994]) == "1990, 1992–1994"
    assert phrases.change(-0.8, "de").replace("\u00a0", " ") == "minus 80 %"


def test_long_titles_break_at_a_comma_near_the_middle() -> None:
    title = "Bis 2035 kosten die Maßnahmen 3,56 Mrd. € zusätzlich; davon sind 783 Mio. € (22 %) noch nicht gedeckt"
    assert style.break_title(title) == [
        "Bis 2035 kosten die Maßnahmen 3,56 Mrd. € zusätzlich;", "davon sind 783 Mio. € (22 %) noch nicht gedeckt",
    ]  # fmt: skip


def test_vehicles_and_heated_area_are_read_by_their_kind() -> None:
    from klima2035.charts.stocks import cars, heated_area  # noqa: PLC0415

    whole = chart_example.example(with_trend=False)
    stocks = whole.frames["stocks"]
    area = heated_area(whole)[1]
    assert set(area) == set(palette.HEATING)
    assert sum(values[-1] for values in area.values()) == pytest.approx(20e6)
    assert cars(whole)[1]["battery"][-1] == stocks.pick(stock="vehicles", part="car_battery").values[-1, 0]
    assert "bus_hydrogen" not in cars(whole)[1]


@pytest.mark.parametrize("kind", ["stocks", "indicators"])
def test_a_result_without_stocks_says_so_instead_of_failing(kind: str) -> None:
    whole = chart_example.example(with_trend=False)
    empty = Frame(kind, whole.years, dict.fromkeys(whole.frames[kind].coords, ()), (), np.zeros((56, 0)),
                  whole.frames[kind].quality)  # fmt: skip
    for name, _, caption in figures(replace(whole, frames={**whole.frames, kind: empty}), "de"):
        assert caption.title, name


def test_phases_part_the_years_at_the_base_year_and_the_newest_actual(result: Result) -> None:
    parts = phases.slices(result, YEARS)
    assert [(YEARS[part.start], YEARS[part.stop - 1]) for part in parts.values()] == [
        (1990, 2017), (2017, 2025), (2025, 2045),
    ]  # fmt: skip
    assert phases.shown(result, range(2017, 2046)) == ["hindcast", "projection"]
    assert phases.shown(result, range(2026, 2046)) == ["projection"]
    assert phases.shown(result, [2035]) == ["projection"]
    assert phases.pinned(result, result.frames["emissions"], YEARS) == {1990: "derived", 2017: "derived"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_phases_look_different_and_are_explained_where_years_are_drawn(result: Result, lang: str) -> None:
    for name, figure, _ in figures(result, lang):
        shown = {text.get_text() for text in written(figure)}
        explained = {code for code, told in phases.WORDS.items() if phrases.said(lang, *told) in shown}
        if name in {"sectors_end_use", "sectors_conversion", "final_energy", "pathway"}:
            assert explained == {"history", "hindcast", "projection"}, name
        elif name in {"heating_stock", "cars_and_modal_split", "district_heat_mix", "territorial"}:
            assert explained == {"hindcast", "projection"}, name
        elif name in {"investment", "remaining_2035"}:
            assert explained == {"projection"}, name
        if name in {"sectors_end_use", "sectors_conversion", "final_energy"}:
            assert phases.HATCH in {area.get_hatch() for area in figure.axes[0].collections}, name


def test_sector_titles_fit_any_name_and_do_not_call_a_rise_a_fall() -> None:
    def title(lang: str, **falls: float) -> str:
        return sectors._extremes(falls, "2017–2035", lang).replace("\u00a0", " ")

    assert title("de", households=-0.82, transport=-0.42) == (
        "Größter Rückgang 2017–2035: Haushalte (−82 %); kleinster: Verkehr (−42 %)"
    )
    assert title("en", households=-0.82, transport=0.05).endswith("rise: Transport (+5%)")
    assert title("de", households=0.02, transport=0.05) == "Kein Rückgang 2017–2035; größter Anstieg: Verkehr (+5 %)"
    assert title("en", households=-0.5) == "Fall 2017–2035: Households (−50%)"


def test_amounts_carry_no_idle_zeros_and_traces_are_not_nothing() -> None:
    told = [phrases.euro(value, "de").replace("\u00a0", " ") for value in (7e6, 20e6, 1.2e9, 312.29e6, 62.4e6)]
    assert told == ["7 Mio. €", "20 Mio. €", "1,2 Mrd. €", "312 Mio. €", "62,4 Mio. €"]
    assert [phrases.euro(value, "en") for value in (7e6, 1.25e9)] == ["€7 million", "€1.25 bn"]
    assert [phrases.small(value, 2, "de") for value in (0.0, 0.004, 0.11)] == ["0,00", "<0,01", "0,11"]
    assert phrases.share(0.001, "en") == "<1%"


def test_hindcast_names_the_median_of_either_run(result: Result) -> None:
    rows = result.tables["hindcast"].dicts()
    caption = charts.draw("hindcast", result, "en")[1]
    main = np.median(np.abs(measured.deviations([row for row in rows if row["run"] == "main"])))
    assert f"median deviation {100 * main:.0f}% with registers" in caption.title


def test_verdicts_that_are_not_plain_carry_their_reason(result: Result) -> None:
    row = {"value": 30.0, "limit": 20.0, "sense": "at_least", "verdict": "at_risk", "origin": "decided", "year": 2025}
    assert verdicts.reason(row, result, "de") == "nur gerechnet"
    assert verdicts.reason({**row, "value": 19.5}, result, "en") == "within the tolerance"
    assert verdicts.reason({**row, "value": None}, result, "en") == "no value known"
    assert (
        verdicts.reason({**row, "verdict": "cannot_judge", "origin": "derived"}, result, "en") == "limit from this path"
    )
    assert verdicts.reason({**row, "verdict": "reached"}, result, "en") == ""
    assert verdicts.reason({**row, "verdict": "reached", "year": 2030}, result, "en") == "on this path"


def test_milestones_of_the_future_say_from_when_they_are_seen(result: Result) -> None:
    early = replace(result, as_of=2020)
    assert "2025, seen from 2020:" in charts.draw("milestones", early, "en")[1].title
    assert "2025:" in charts.draw("milestones", result, "en")[1].title
