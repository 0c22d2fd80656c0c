"""The explorer in a real browser: journeys of the climate office, by role, name and keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import Tab, chromium, serving
from playwright.sync_api import expect

from klima2035 import loading, pipeline
from klima2035.numbers import money, number
from klima2035.result import Result

pytestmark = pytest.mark.needs_program
WIDTHS = (360, 1024, 1920)
OIL = "Ausstieg aus dem Heizöl"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


@pytest.fixture(scope="module")
def address(work: Path) -> Iterator[str]:
    with serving(work) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Tab]:
    found = Tab(browser, address)
    yield found
    found.close()


def run(reference: str | Path) -> Result:
    scenario = loading.load_scenario(reference)
    return pipeline.run(scenario, loading.load_inputs(scenario.city))


def co2e(result: Result, year: int) -> float:
    frame = result.frames["indicators"].pick(indicator="total_co2e")
    return float(frame.values[frame.at(year), 0])


def spent(result: Result, funder: str | None = None, until: int = 2035) -> float:
    """Return what measures cost beyond the trend up to a year, in prices of 2025 [EUR]; of one funder or all."""
    rows = [
        row
        for row in result.tables["finance_by_year"].dicts()
        if (row["basis"], row["origin"]) == ("additional", "measures") and 2025 < row["year"] <= until
    ]
    return float(sum(row["value_real"] for row in rows if funder in {None, row["funder"]}))


def of_city(result: Result, until: int = 2035) -> float:
    rows = [row for row in result.tables["city_line"].dicts()
            if row["payer"] == "city" and row["item"] in {"own", "gap"} and row["year"] <= until]  # fmt: skip
    return float(sum(row["value_real"] for row in rows))


def kilotonnes(value: float) -> str:
    return number(value / 1e3, 0, "de")


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f\s]+", " ", text).strip()


def figure(tab: Tab, name: str) -> str:
    """Return a key figure's value as the page shows it."""
    term = tab.page.locator("dl.keys > div", has_text=name)
    return plain(term.locator("dd").first.inner_text())


def save(tab: Tab, name: str) -> None:
    tab.page.get_by_role("button", name="Speichern", exact=True).click()
    dialog = tab.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name der Datei").fill(name)
    dialog.get_by_role("button", name="In „scenarios“ speichern").click()
    expect(dialog.get_by_text(f"klima2035 run {name}")).to_be_visible()
    tab.page.keyboard.press("Escape")


def test_what_the_city_saves_and_pays_if_heating_oil_ends_five_years_later(
    tab: Tab, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tab.page
    page.get_by_role("searchbox", name="Maßnahme suchen").focus()
    page.keyboard.type("heizöl")
    start, end = (page.get_by_role("spinbutton", name=f"{OIL}: {what}") for what in ("Beginn", "Ende"))
    first, last = int(start.input_value()), int(end.input_value())
    for field, year in ((end, last + 5), (start, first + 5)):
        with tab.a_move():
            field.focus()
            page.keyboard.press("Control+A")
            page.keyboard.type(str(year))
    with tab.a_move():
        page.get_by_role("combobox", name="Vergleichen mit").select_option("klimaneutral-2035")
    table = page.get_by_role("table", name="Unterschiede zu „Klimaneutral 2035“")
    shown = {
        plain(row.get_by_role("rowheader").inner_text()): [
            plain(one) for one in row.get_by_role("cell").all_inner_texts()
        ]
        for row in table.get_by_role("row").all()[1:]
    }
    save(tab, "oel-spaeter")
    monkeypatch.chdir(work)
    assert f"start: {first + 5}, end: {last + 5}" in Path("scenarios/oel-spaeter.yaml").read_text(encoding="utf-8")
    later, plan = run("oel-spaeter"), run("klimaneutral-2035")
    for year in (2030, 2035):
        cells = shown[f"Treibhausgase {year}"]
        assert cells[0] == f"{kilotonnes(co2e(later, year))} Tsd. t"
        assert cells[1] == f"{kilotonnes(co2e(plan, year))} Tsd. t"
    assert co2e(later, 2030) > co2e(plan, 2030)  # oil that burns longer
    needs = next(cells for name, cells in shown.items() if name.startswith("Mehrkosten"))
    gaps = next(cells for name, cells in shown.items() if name.startswith(("Lücke", "ungedeckt")))
    city = next(cells for name, cells in shown.items() if name.startswith("Stadt"))
    for cells, of in ((needs, spent), (gaps, lambda one: spent(one, "gap")), (city, of_city)):
        assert [cells[0], cells[1]] == [amount(of(later)), amount(of(plan))]
    assert figure(tab, "CO₂e").startswith(kilotonnes(co2e(later, 2035)))


def amount(value: float) -> str:
    """Return money as the page shows it."""
    return plain(money(value, "de"))


def test_a_slider_moves_path_money_and_milestones_and_can_be_undone(tab: Tab) -> None:
    page = tab.page
    before = [figure(tab, name) for name in ("CO₂e", "Mehrkosten", "Lücke")]
    slider = page.get_by_role("slider", name="Ausstieg aus dem Erdgas in der Heizung: Umfang")
    slider.focus()
    for _ in range(3):
        with tab.a_move():
            page.keyboard.press("PageDown")
    after = [figure(tab, name) for name in ("CO₂e", "Mehrkosten", "Lücke")]
    assert all(one != other for one, other in zip(before, after, strict=True))
    page.locator("h1").click()
    while page.get_by_role("button", name="Rückgängig").get_attribute("aria-disabled") == "false":
        with tab.a_move():
            page.keyboard.press("Control+z")
    assert [figure(tab, name) for name in ("CO₂e", "Mehrkosten", "Lücke")] == before
    with tab.a_move():
        page.keyboard.press("Control+y")
    assert [figure(tab, name) for name in ("CO₂e", "Mehrkosten", "Lücke")] != before


def test_a_link_holds_the_whole_setting(tab: Tab, browser: Any) -> None:
    page = tab.page
    page.get_by_text("Rahmen", exact=True).click()
    with tab.a_move():
        page.get_by_role("combobox", name="Strommix des Bundes").select_option("late")
    with tab.a_move():
        page.get_by_role("checkbox", name=OIL).uncheck()
    with tab.a_move():
        page.get_by_role("combobox", name="Vergleichen mit").select_option("trend")
    page.wait_for_timeout(900)  # the address follows when the hand rests
    link = page.url
    assert "#" in link
    other = Tab(browser, link)
    assert figure(other, "CO₂e") == figure(tab, "CO₂e")
    assert figure(other, "Stadt selbst") == figure(tab, "Stadt selbst")
    expect(other.page.get_by_role("combobox", name="Vergleichen mit")).to_have_value("trend")
    expect(other.page.get_by_role("checkbox", name=OIL)).not_to_be_checked()
    assert all("#" not in url and "setting" not in url for url in other.asked if "/api/" in url)
    other.close()


@pytest.mark.parametrize("hash_", ["z.%%%", "j.e30", "z." + "A" * 3000, "j." + "<script>alert(1)</script>", "x"])
def test_a_broken_link_shows_the_plan(browser: Any, address: str, hash_: str) -> None:
    tab = Tab(browser, f"{address}#{hash_}")
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("Klimaneutral 2035")
    tab.close()


def test_a_faulty_file_is_shown_at_its_lines_and_a_sound_one_opens(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(
        "schema: 1\nname: probe\ntitle: {de: Probe, en: Trial}\nextends: klimaneutral-2035\nmeasures:\n"
        "  heat-pump: false\n  e-cars: {ambition: 140 %}\n", encoding="utf-8",
    )  # fmt: skip
    page.locator("input[type=file]").set_input_files(faulty)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("heat-pumps")
    expect(dialog).to_contain_text("6")
    expect(dialog).to_contain_text("100 %")
    page.keyboard.press("Escape")
    sound = tmp_path / "sound.yaml"
    sound.write_text(
        faulty.read_text(encoding="utf-8").replace("heat-pump:", "heat-pumps:").replace("140", "40"), encoding="utf-8"
    )
    with tab.a_move():
        page.locator("input[type=file]").set_input_files(sound)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Probe")
    expect(page.get_by_role("checkbox", name="Wärmepumpen statt Kessel")).not_to_be_checked()
    assert figure(tab, "CO₂e").startswith(kilotonnes(co2e(run(sound), 2035)))


def test_a_file_is_dropped_onto_the_page(tab: Tab) -> None:
    text = "schema: 1\nname: probe\ntitle: {de: Hineingezogen, en: Dropped}\nextends: trend\n"
    with tab.a_move():
        tab.page.evaluate(
            "text => { const held = new DataTransfer(); held.items.add(new File([text], 'probe.yaml'));"
            " for (const kind of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent("
            "new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: held})); }", text,
        )  # fmt: skip
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("Hineingezogen")


def test_a_stress_case_is_named_and_has_no_band(tab: Tab) -> None:
    page = tab.page
    before = figure(tab, "CO₂e")
    page.locator("summary", has_text="Stressfälle").click()
    with tab.a_move():
        page.get_by_role("checkbox", name="Kalte Winter").check()
    assert figure(tab, "CO₂e") != before
    expect(page.get_by_text("Gerechnet unter Stress: Kalte Winter.")).to_be_visible()
    expect(page.get_by_text("unter Stress gibt es weder Band noch Anrechnung").first).to_be_attached()


def test_bad_years_are_told_in_place_and_the_last_sound_setting_stays(tab: Tab) -> None:
    page = tab.page
    before = figure(tab, "CO₂e")
    field = page.get_by_role("spinbutton", name=f"{OIL}: Beginn")
    field.fill("2099")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = page.locator(f"#{field.get_attribute('aria-describedby')}")
    expect(described).to_contain_text("2045")
    assert figure(tab, "CO₂e") == before


def test_findings_stand_beside_their_measure_and_in_a_list(tab: Tab) -> None:
    page = tab.page
    findings = page.get_by_role("article").filter(has=page.get_by_role("heading", name="Befunde", exact=True))
    expect(findings).to_contain_text("Heizungshandwerk")
    expect(findings).to_contain_text("Vollzeitkräfte")


def test_each_number_says_why(tab: Tab) -> None:
    page = tab.page
    page.get_by_role("button", name="Warum? CO₂e im Jahr 2035").click()
    dialog = page.get_by_role("dialog")
    for word in ("Emissionsfaktor", "Verkehr", "berichtet", "emissions.csv"):
        expect(dialog).to_contain_text(word)
    dialog.get_by_role("combobox", name="Jahr").select_option("2030")
    expect(dialog.locator(".why-value")).to_contain_text(kilotonnes(co2e(run("klimaneutral-2035"), 2030)))
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Warum? CO₂e im Jahr 2035")).to_be_focused()


def test_band_and_credit_are_grey_until_they_come(tab: Tab) -> None:
    page = tab.page
    with tab.a_move():
        page.get_by_role("checkbox", name=OIL).uncheck()
    expect(page.locator("[aria-busy=true]").first).to_be_attached()
    expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=90_000)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_page_is_accessible_at_any_width(browser: Any, address: str, width: int, lang: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only with a browser

    tab = Tab(browser, address, width, bypass_csp=True, reduced_motion="reduce")
    page = tab.page
    if lang == "en":
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Climate neutral 2035")
    expect(page.locator("#f-findings")).to_be_visible()  # what comes a moment later is looked at too
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
    tab.close()


def test_the_page_can_be_used_without_a_mouse(tab: Tab) -> None:
    page = tab.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zu den Ergebnissen springen")).to_be_focused()
    names = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(() => { const one = document.activeElement, look = getComputedStyle(one);"
            " return [one.tagName, one.getAttribute('aria-label') || one.textContent || one.id,"
            " look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2]; })()"
        )
        assert told[2], f"no visible focus on {told}"
        names.add(told[0])
    assert {"BUTTON", "SELECT", "INPUT", "SUMMARY"} <= names


def test_every_chart_has_a_sentence_and_a_table(tab: Tab) -> None:
    page = tab.page
    charts = page.get_by_role("article").filter(has=page.locator(".chart"))
    assert charts.count() >= 10
    for chart in charts.all():
        assert len(plain(chart.locator("p").first.inner_text())) > 3
        if chart.locator("summary", has_text="Tabelle").count():
            chart.locator("summary", has_text="Tabelle").first.press("Enter")
            expect(chart.get_by_role("table").first).to_be_visible()
        assert chart.get_by_role("table").count() >= 1, plain(chart.inner_text())[:80]


def test_the_table_says_what_the_command_line_says(tab: Tab) -> None:
    page = tab.page
    result = run("klimaneutral-2035")
    article = page.get_by_role("article").filter(has=page.get_by_role("heading", name="Endenergie nach Energieträgern"))
    article.locator("summary", has_text="Tabelle").click()
    row = article.get_by_role("row").filter(has=page.get_by_role("rowheader", name="2035", exact=True))
    heads = [plain(one) for one in article.get_by_role("columnheader").all_inner_texts()]
    cells = [plain(one) for one in row.get_by_role("cell").all_inner_texts()]
    energy = result.frames["energy"]
    at = energy.at(2035)
    by = {name: float(values[at]) for name, values in energy.by("carrier").items()}
    shown = dict(zip(heads[1:], cells, strict=True))
    assert shown["Strom"].startswith(number(by["electricity"], 0, "de"))
    assert shown["Erdgas"].startswith(number(by["natural_gas"], 0, "de"))


def test_printing_shows_results_with_their_tables(tab: Tab) -> None:
    tab.page.emulate_media(media="print")
    expect(tab.page.get_by_role("heading", name="Der Weg bis 2045")).to_be_visible()
    expect(tab.page.get_by_role("searchbox", name="Maßnahme suchen")).to_be_hidden()


def test_the_server_gone_is_told_calmly_and_nothing_is_lost(browser: Any, tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        tab = Tab(browser, address)
        tab.page.route("**/api/view", lambda route: route.abort())
        tab.page.get_by_role("checkbox", name=OIL).uncheck()
        again = tab.page.get_by_role("button", name="Erneut versuchen")
        expect(again).to_be_visible()
        expect(tab.page.get_by_role("checkbox", name=OIL)).not_to_be_checked()
        tab.page.unroute("**/api/view")
        with tab.a_move():
            again.click()
        expect(again).to_be_hidden()
        tab.complaints = [one for one in tab.complaints if "net::ERR_FAILED" not in one]
        tab.close()
