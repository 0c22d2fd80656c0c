"""The council pack: every sentence is reached, every number has its source, page one is one page, both languages."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from packs import altered, pack, without

from klima2035 import cli, messages
from klima2035.monitoring import COLUMNS
from klima2035.numbers import number
from klima2035.report import document, html, pdf, say
from klima2035.report.blocks import Bullets, Figure, KeyFigures, Notice, Pair, Paragraph, Table
from klima2035.report.pages import PAGES, changes, front, hands, measures, money, risks, sectors, where
from klima2035.tables import Row
from klima2035.tracking import states
from klima2035.tracking.published import Account, Entry
from klima2035.variables import DIMS
from klima2035.wording import chapters
from klima2035.wording import pack as page_one

SCENARIOS = ("klimaneutral-2035", "trend", "programm-2021")


@pytest.fixture(scope="module", params=SCENARIOS)
def made(request):
    return document.document(pack(request.param))


def every(found):
    return [one for block in found.blocks for one in (block.figures if isinstance(block, Pair) else (block,))]


def test_a_sentence_with_a_number_names_its_source(made):
    for one in document.claims(made.blocks):
        bare = re.sub(r"CO₂e?|klimaneutral-\d+|„[^“]*“", "", one.text)
        assert one.source or not re.search(r"\d", bare), one.text


def test_every_source_is_a_file_or_a_registered_source(made):
    known = pack().inputs.sources
    shown = [*document.evidence(made.blocks)]
    for one in shown:
        for word in re.split(r"[;,] ", one.source):
            file = re.fullmatch(r"[a-z_/*]+\.csv", word)
            scenario = re.fullmatch(r"[a-z0-9-]+ [0-9a-f]{12}", word)
            is_cell = one.text == ""
            assert file or scenario or word in known or word == "" or is_cell, word


def test_tables_and_key_figures_name_their_source(made):
    for block in every(made):
        if isinstance(block, Table | Figure):
            assert block.source
        if isinstance(block, KeyFigures):
            assert all(one.source and one.value for one in block.figures)


def test_every_figure_says_in_words_what_it_shows(made):
    for block in every(made):
        if isinstance(block, Figure):
            assert len(block.description) > 20
            assert block.title


def test_without_a_counted_balance_page_one_says_so(made):
    first = made.blocks[0]
    assert isinstance(first, Notice)
    assert "gerechnet, nicht gezählt" in first.claim.text


def test_german_is_german(made):
    english = re.compile(r"\b(the|of|and|with|without|are|from|year|additional|missing|needed|up to)\b")
    told = [one.text for one in document.claims(made.blocks)]
    told += [cell.text for block in every(made) if isinstance(block, Table) for row in block.rows for cell in row.cells]
    told += [block.caption for block in every(made) if isinstance(block, Table)]
    told += [column.head for block in every(made) if isinstance(block, Table) for column in block.columns]
    told += [one for block in every(made) if isinstance(block, Figure) for one in (block.title, block.description)]
    assert not [one for one in told if english.search(one)]
    codes = re.compile(r"\b[a-z]+_[a-z_]+\b")  # a code without a label
    sources = pack().inputs.sources
    assert not [one for one in told if any(word not in sources for word in codes.findall(one.replace(".csv", "")))]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_page_one_is_one_page(lang):
    from pypdf import PdfReader  # noqa: PLC0415

    for scenario in SCENARIOS[:1] if lang == "en" else SCENARIOS:
        found = document.document(pack(scenario, lang))
        pages = PdfReader(io.BytesIO(pdf.pdf(found))).pages
        words = " ".join(pages[0].extract_text().split())
        last = next(one for block in found.blocks if isinstance(block, Bullets) for one in block.claims)
        assert {"de": "Was der Rat entscheidet", "en": "What the council decides"}[lang] in words
        assert " ".join(last.text.split())[:30].replace("\u00a0", " ") in words.replace("\u00a0", " ")
        assert messages.text("report_contents", lang) in pages[1].extract_text()


def test_equal_packs_give_equal_bytes():
    found = document.document(pack())
    again = document.document(pack())
    assert pdf.pdf(found) == pdf.pdf(again)
    assert html.html(found) == html.html(again)


def spoken(monkeypatch):
    """Record the codes of all sentences that are said from here on."""
    codes: set[str] = set()
    usual = messages.text

    def text(key, lang, *values, **named):
        codes.add(key)
        return usual(key, lang, *values, **named)

    for module in (say, risks):
        monkeypatch.setattr(module, "text", text)
    return codes


def test_every_sentence_is_reached(monkeypatch):
    codes = spoken(monkeypatch)
    for scenario in SCENARIOS:
        document.document(pack(scenario))
    document.document(pack("klimaneutral-2035", "de", "trend"))
    document.document(pack("klimaneutral-2035-finanziert"))
    for case in (verdict_cases, money_cases, tracking_cases, other_cases, account_cases):
        case()
    wanted = {code for code in (page_one.TEXTS | chapters.TEXTS) if code.startswith("pack_")}
    assert wanted - codes == set()


def target(verdict, gap):
    def change(row):
        return {**row, "verdict": verdict, "gap": gap} if row["id"] == "neutral-2035" else row

    return altered(pack(), "milestones", change)


def verdict_cases():
    for verdict, gap in (("reached", -1.0), ("at_risk", 30000.0), ("cannot_judge", 1.0)):
        told = next(front.target(target(verdict, gap))).text
        word = {"reached": "wird erreicht", "at_risk": "ist gefährdet", "cannot_judge": "prüft ihn nicht"}[verdict]
        assert word in told
    none = without(pack(), "milestones")
    assert "ein beschlossenes Ziel dazu gibt es nicht" in next(front.target(none)).text
    assert "war kein Meilenstein fällig" in list(front.state(none))[1].text
    kept = altered(pack(), "leading", lambda row: {**row, "keeps_pace": "yes"})
    assert "halten das Tempo" in where.lead_claim(kept, kept.rows("leading")).text
    unknown = altered(pack(), "leading", lambda row: {**row, "keeps_pace": ""})
    assert "nicht bei allen bekannt" in where.lead_claim(unknown, unknown.rows("leading")).text
    one = altered(pack(), "milestones", lambda row: row if row["id"] in ("pv-2025", "neutral-2035") else None)
    assert list(front.state(one))[1].text == "Der eine Meilenstein bis 2025 ist erreicht."
    nobody = pack()
    extra = {**nobody.result.extra, "milestone_offices": {}}
    nobody = replace(nobody, result=replace(nobody.result, extra=extra))
    assert any("keine Stelle benannt" in one.text for one in front.decisions(nobody))


def money_cases():
    closed = altered(pack(), "finance_by_year", lambda row: None if row["funder"] == "gap" else row)
    assert "eine Lücke bleibt nicht" in next(front.cost(closed)).text
    assert [one for one in money.support(without(pack(), "support_requirements")) if isinstance(one, Paragraph)]
    enough = altered(pack(), "labour", lambda row: {**row, "needed": 0.0})
    assert "reicht in allen Gewerken" in next(money.crafts(enough)).text


def tracking_cases():
    found = pack("programm-2021")
    low = altered_track(found, 0.5)
    assert "unter dem Plan" in next(where.deviation(low)).claims[0].text
    told = next(where.deviation(low)).claims
    assert "Das Wetter allein" in next(where.weather(found)).text
    assert any("wie bisher" in one.text for one in next(where.deviation(level(found))).claims)
    lacks = replace(found, tracked=replace(found.tracked, lacking=("employees", "construction")))
    assert any(
        "Ohne Zahl für 2025, darum wie geplant: Beschäftigte" in one.text for one in next(where.deviation(lacks)).claims
    )
    forgot = counted(found, whole=True, without="heating_oil")
    assert any(
        "In der Bilanz 2025 fehlen: Haushalte, Heizöl" in one.text for one in next(where.deviation(forgot)).claims
    )
    assert told
    for share, word in ((1.0, "zum Teil gezählt"), (2.0, "gezählten Bilanz")):
        told = next(where.deviation(counted(found, whole=share > 1.0)))
        assert word in told.claims[1].text


def balance_rows(found, whole, year=2025):
    """Return counted rows of a balance, the model's own energies: of all sectors, or of households only."""
    state = states.of_model(found.tracked.now.model, year)
    used = state.rest + state.heat
    index = {"indicator": "final_energy", "date": f"{year}-12-31", "restated": ""}
    return tuple(
        Row("actual", {**index, "sector": sector, "carrier": carrier}, float(used[s, c]), None, None, "GWh/a", year,
            None, "", "", "reported", "A", "mastr", "", "balance.csv", 2)
        for s, sector in enumerate(DIMS["sector"]) if whole or sector == "households"
        for c, carrier in enumerate(DIMS["carrier"])
    )  # fmt: skip


def level(found):
    """Return a pack whose plan leads where it was to lead."""
    return replace(found, tracked=replace(found.tracked, paths=found.tracked.planned))


def counted(found, whole, year=2025, without=""):
    """Return a pack whose city counted a balance, without a carrier that it forgot."""
    rows = [row for row in balance_rows(found, whole, year) if row.index["carrier"] != without]
    records = {**found.inputs.records, "actual": (*found.inputs.records["actual"], *rows)}
    inputs = replace(found.inputs, records=records)
    return replace(found, inputs=inputs, tracked=replace(found.tracked, inputs=inputs))


def altered_track(found, share):
    planned = {**found.tracked.planned, "co2e": found.tracked.planned["co2e"] / share}
    plan = found.tracked.now if share < 1.0 else found.tracked.plan
    model = replace(plan.model, energy=plan.model.energy / share)
    return replace(found, tracked=replace(found.tracked, planned=planned, plan=replace(plan, model=model)))


def other_cases():
    told = next(front.state(counted(pack(), whole=True))).text
    assert "nach eigener Bilanz" in told
    assert not list(front.notices(counted(pack(), whole=True)))
    part = altered(pack(), "actuals", lambda row: {**row, "sector": "transport", "year": 2025})
    assert "Endenergie (Verkehr)" in next(front.notices(part)).claim.text
    assert "und 3 weitere" in say.capped(pack(), list("abcdefgh"), 6)
    assert "Ohne gezählte Werte" in next(front.notices(without(pack(), "actuals"))).claim.text
    kept = altered(pack(), "carbon_budget", lambda row: {**row, "used_up_in": None})
    assert "reicht auf diesem Pfad" in next(sectors.budgets(kept)).text
    mine = pack("klimaneutral-2035", "de", "trend")
    turned = replace(mine, result=mine.against, against=mine.result)
    turned = replace(turned, result=replace(turned.result, extra={**mine.result.extra}))
    assert "höher als" in list(sectors.against(turned))[1].claims[0].text
    assert (
        "unterscheiden sich beide Wege nicht"
        in list(sectors.against(replace(mine, against=same(mine))))[1].claims[0].text
    )
    calm = replace(pack(), result=replace(pack().result, found=()))
    assert "nichts Unplausibles" in next(risks.findings(calm)).claims[0].text
    assert "bewirken Entscheidungen 2035 nichts" in hands.page(pack("trend"))[2].claims[0].text
    states = reported(pack())
    assert "Alle" in measures.page(states)[2].claims[0].text or "Für alle" in measures.page(states)[2].claims[0].text
    assert "läuft (40" in measures.page(states)[3].rows[0].cells[3].text


def same(found):
    """Return an equal result that is another object."""
    return replace(found.result)


def reported(found):
    """Return a pack in which every measure has a reported state."""
    rows = tuple(
        Row("measure_status", {"measure": one.name, "status": "running", "date": "2026-06-30"}, 0.4, None, None, "1",
            None, None, "", "", "reported", "", "mastr", "", "progress.csv", 2)
        for one in found.scenario.measures
    )  # fmt: skip
    return replace(found, inputs=replace(found.inputs, records={**found.inputs.records, "measure_status": rows}))


def account_cases():
    found, name = pack(), "klimaneutral-2035"
    then = [
        Entry("milestone", name, "neutral-2035", "", "", "2035", 1.0, "t/a", "at_risk"),
        Entry("figure", name, "co2e", "", "", "2035", 900000.0, "tCO2e/a", ""),
        Entry("count", "", "pv_power", "", "", "2025-12-31", 90.0, "MW", "mastr"),
        Entry("count", "", "heat_pumps", "", "", "2025-12-31", 900.0, "systems", "mastr"),
    ]
    told = [one.text for one in changes.page(replace(found, accounts=(Account("2026", tuple(then)),)))[2].claims]
    assert any("gefährdet → verfehlt" in one for one in told)
    assert any("0,90" in one for one in told)
    assert any("Grund: keiner angegeben" in one and "92,2" in one for one in told)
    assert any("nicht mehr gemeldet" in one for one in told)
    quiet = replace(found, accounts=(Account("2026", ()),))
    assert "kein Urteil und kein berichteter Wert" in changes.page(quiet)[2].claims[0].text


def test_a_balance_counted_after_the_plan_makes_its_year_the_state_of_the_report(tmp_path, monkeypatch):
    from klima2035 import workspace  # noqa: PLC0415

    workspace.init(str(tmp_path / "w"), None, "de")
    monkeypatch.chdir(tmp_path / "w")
    state = states.of_model(pack().tracked.now.model, 2026)
    used = 0.9 * (state.rest + state.heat)
    rows = [
        f"final_energy,{sector},{carrier},{used[s, c]!r},GWh/a,2026-12-31,reported,A,mastr,,made up".replace(
            "np.float64(", "").replace(")", "")
        for s, sector in enumerate(DIMS["sector"]) for c, carrier in enumerate(DIMS["carrier"])
    ]  # fmt: skip
    text = "\n".join([",".join(COLUMNS), *rows]) + "\n"
    (tmp_path / "w/inputs/wuppertal/monitoring/balance.csv").write_text(text, encoding="utf-8")
    found = pack.__wrapped__()
    made = document.document(found)
    assert found.result.as_of == 2026
    assert made.title.endswith("Stand 2026")
    lead = [one.text for block in made.blocks if isinstance(block, Paragraph) and block.lead for one in block.claims]
    assert "nach eigener Bilanz" in lead[0]
    assert any("unter dem Plan" in one for one in lead)
    keys = next(block for block in made.blocks if isinstance(block, KeyFigures)).figures
    assert keys[0].value in lead[0]
    frame = found.result.frames["emissions"]
    total = frame.total(view="conversion", indicator="co2e")[found.result.years.index(2026)]
    assert keys[0].value == number(float(total) / 1e6, 2)
    assert not any(isinstance(block, Notice) for block in made.blocks)
    next_years = [one.text for one in front.decisions(found) if "Beginn 2" in one.text]
    assert next_years[0].startswith("Beauftragen, Beginn 2027")


def test_slides_have_short_messages_and_whole_sentences():
    found = document.document(pack())
    assert len(found.slides) >= 12
    for slide in found.slides:
        assert slide.title
        assert slide.figure is None or slide.figure.data is not None, slide.title
        assert slide.notes


def test_pages_have_chapters_in_order():
    assert list(PAGES) == ["front", "where", "sectors", "measures", "money", "risks", "hands", "changes", "basis"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["report", "klimaneutral-2035", "--as", "docx"], "pdf, html, pptx"),
        (["report", "klimaneutral-2035", "--as", ","], "pdf, html, pptx"),
        (["report", "klimaneutral-2035", "--against", "klimaneutral-2035"], "dasselbe Szenario"),
        (["report", "klimaneutral-2036"], "klimaneutral-2035"),
        (["report", "klimaneutral-2035", "--against", "trnd"], "trend"),
    ],
)
def test_bad_wishes_cost_nothing(tmp_path, monkeypatch, capsys, arguments, told):
    monkeypatch.chdir(tmp_path)
    assert cli.main([*arguments, "--out", "outputs"]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "outputs").exists()


def test_the_command_writes_what_is_asked_for(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("klima2035.report.pack.DRAWS", 32)
    assert cli.main(["report", "programm-2021", "--as", "html", "--out", "outputs"]) == 0
    made = sorted(path.name for path in (tmp_path / "outputs/programm-2021/report").iterdir())
    assert made == ["inputs.zip", "log.jsonl", "report.html", "run.json", "tables"]
    assert "Aussagen mit Beleg" in capsys.readouterr().out


def test_a_row_of_counts_has_the_columns_of_its_file():
    assert COLUMNS[0] == "indicator"
