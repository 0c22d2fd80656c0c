"""The workbook's funding calculation: its formulas give what the model gives, also after a rate is changed."""

import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from examples import minimal_result

from klima2035 import labels, pipeline
from klima2035.exports import workbook
from klima2035.exports.workbook.reckoning import by_year, reckon
from klima2035.money.sheet import Line, Offer, Rate, Sheet
from klima2035.pipeline import SCENARIO
from klima2035.result import Table
from klima2035.variables import DIMS

SHIPPED, FINANCED = "klimaneutral-2035", "klimaneutral-2035-finanziert"
RATES, LINES, CHOICES, YEARS = "Fördersätze", "Förderrechnung", "Förderkombinationen", "Förderung je Jahr"
TOP = 5  # row of the header on these sheets
MONEY = {
    "finance_by_year", "city_line", "support_requirements", "support_options", "investment", "measure_costs",
    "benefits", "households", "labour", "gas_network", "adoption", "running_cost",
}  # fmt: skip
CODE = re.compile(r"[a-z0-9]+_[a-z0-9_]+|\b[a-z]+(?:-[a-z]+){2,}\b")
FUNDERS = {"Bund": "bund", "Land": "land", "EU": "eu"}


@cache
def computed(name=SHIPPED):
    scenario = pipeline.load_scenario(name)
    return pipeline.compute(pipeline.assemble(pipeline.load_inputs(scenario.city), scenario))


@cache
def result(name=SHIPPED):
    scenario = pipeline.load_scenario(name)
    return pipeline.run(scenario, pipeline.load_inputs(scenario.city))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return workbook.write(result(), tmp_path_factory.mktemp("shipped"))[0]


def modelled(of):
    """Return need, grants by funder, own money and gap of the model by row of the sheet, each by year of the sheet."""
    years = np.isin(of.assembled.case.years, result().extra["funding_sheet"].years)
    paid, offers = of.funding, of.funding.offers
    codes = {name: DIMS["funder"].index(code) for name, code in FUNDERS.items()}
    grants = {
        f"Zuschüsse: {name}": paid.grants[years][:, offers.funder == code, SCENARIO].sum(axis=1)
        for name, code in codes.items()
    }
    totals = {"Bedarf (Summe)": of.investment.additional, "eigenes Geld": paid.own, "Lücke": paid.gap}
    return grants | {name: values[years][..., SCENARIO].sum(axis=1) for name, values in totals.items()}


def office():
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed: formulas cannot be worked out anew")
    return program


def recalculated(book, folder):
    """Save a workbook without its known values and return it as LibreOffice works it out."""
    book.save(folder / "changed.xlsx")
    profile = (folder / "profile").as_uri()
    told = [office(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [*told, str(folder / "out"), str(folder / "changed.xlsx")], check=True, capture_output=True, timeout=180
    )
    return folder / "out" / "changed.xlsx"


def sums(path):
    """Return the first block of the sheet with the sums of each year: row label -> values by year."""
    page = openpyxl.load_workbook(path, data_only=True)[YEARS]
    rows = list(page.iter_rows(min_row=TOP + 1, max_row=TOP + 6, values_only=True))
    return {row[0]: np.array(row[3:], dtype=np.float64) for row in rows}


def same(found, wanted):
    assert set(found) == set(wanted)
    for name, values in wanted.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-9, atol=0.01, err_msg=name)


def row_of(page, *texts):
    """Return the number of the first row that begins with these texts; None stands for any."""
    for number, row in enumerate(page.iter_rows(values_only=True), start=1):
        if all(text is None or (row[i] or "").startswith(text) for i, text in enumerate(texts)):
            return number
    raise AssertionError(texts)


def column_of(page, year):
    return [cell.value for cell in page[TOP]].index(year) + 1


def changed(offers, year, mine, rate):
    """Return offers with another rate of some offers in one year."""
    new = {}
    for name in ("rate", "lost"):
        values = getattr(offers, name).copy()
        values[year, mine] = rate
        new[name] = values
    return replace(offers, **new)


def line(**values):
    known = {
        "year": 2026, "asset": "bus_lane", "payer": "firm", "size": "", "applicant": "", "units": 2.0, "need": 100.0,
        "growth": 0.0, "fixed": 30.0, "levy_rate": 0.0, "levy_cap": 0.0, "levy_worth": 0.0, "offers": (), "choices": (),
    }  # fmt: skip
    return Line(**known | values)


def test_an_example_by_hand():
    """Asked 40 and 60 of pots of 20 and none; together at most 70: 60 first, then 10 of 20; the firm carries 30."""
    offers = (Offer(0, "one", 40.0, 1.0, None, 1.0), Offer(1, "two", 100.0, 0.5, 30.0, 1.0))
    rates = (Rate("one", "bund", "", ("bus_lane",), (0.5,)), Rate("two", "land", "", ("bus_lane",), (1.0,)))
    choices = (((0,), None), ((1,), None), ((1, 0), 70.0))
    sheet = Sheet(
        (2026,), rates, (line(offers=offers, choices=choices),), {"one": (20.0,)}, {"city": (5.0,)}, {"city": (10.0,)},
        (12.0,), (2.0,),
    )  # fmt: skip
    made = reckon(sheet, financed=False)
    (one,) = made.lines
    assert one.eligible == (40.0, 30.0)
    assert one.asked == (40.0, 60.0)
    assert one.paid == (20.0, 60.0)
    assert one.granted == (10.0, 60.0)
    assert (one.chosen, one.needed, one.own, one.gap) == (2, 30.0, 30.0, 0.0)
    assert made.money_share == {"city": [0.5]}
    totals = by_year(sheet, made)
    assert (totals.need, totals.grants, totals.gap, totals.own) == (
        [112.0],
        {"bund": [10.0], "land": [60.0]},
        [7.0],
        [35.0],
    )


def test_equal_choices_go_to_the_first():
    offers = (Offer(0, "one", 40.0, 1.0, None, 1.0), Offer(1, "two", 40.0, 1.0, None, 1.0))
    rates = tuple(Rate(name, "bund", "", (), (0.5,)) for name in ("one", "two"))
    sheet = Sheet(
        (2026,), rates, (line(offers=offers, choices=(((0,), None), ((1,), None))),), {}, {}, {}, (0.0,), (0.0,)
    )
    assert reckon(sheet, financed=False).lines[0].granted == (40.0, 0.0)


@pytest.mark.parametrize(
    ("values", "own"),
    [
        ({"fixed": 30.0}, 30.0),
        ({"fixed": 130.0}, 100.0),
        ({"payer": "landlord", "fixed": 10.0, "levy_rate": 0.1, "levy_cap": 50.0, "levy_worth": 5.0}, 60.0),
        ({"payer": "landlord", "fixed": 10.0, "levy_rate": 0.1, "levy_cap": 4.0, "levy_worth": 5.0}, 30.0),
        ({"payer": "landlord", "fixed": 10.0, "levy_rate": 0.5, "levy_cap": 90.0, "levy_worth": 5.0}, 100.0),
        ({"payer": "city", "growth": 20.0}, 60.0),
    ],
)
def test_what_a_payer_carries(values, own):
    sheet = Sheet((2026,), (), (line(**values),), {}, {"city": (50.0,)}, {"city": (20.0,)}, (0.0,), (0.0,))
    assert reckon(sheet, financed=False).lines[0].own == pytest.approx(own)


@pytest.mark.parametrize("name", [SHIPPED, FINANCED])
def test_the_numbers_beside_the_formulas_are_the_models(name, tmp_path):
    (path,) = workbook.write(result(name), tmp_path)
    same(sums(path), modelled(computed(name)))
    page = openpyxl.load_workbook(path, data_only=True)[YEARS]
    start = row_of(page, "Unterschied zum Modell")
    shown = [row[2:] for row in page.iter_rows(min_row=start + 2, values_only=True)]
    assert len(shown) == 6
    assert not np.array(shown, dtype=np.float64).any()


@pytest.mark.needs_program
def test_every_formula_gives_the_number_beside_it(shipped, tmp_path):
    formulas = openpyxl.load_workbook(shipped)
    anew = openpyxl.load_workbook(recalculated(formulas, tmp_path), data_only=True)
    known = openpyxl.load_workbook(shipped, data_only=True)
    count = 0
    for page in formulas.worksheets:
        where = [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"]
        for place in where:
            now, before = anew[page.title][place].value, known[page.title][place].value
            assert isinstance(now, int | float), f"{page.title} {place}: {now}"
            assert now == pytest.approx(before, rel=1e-9, abs=0.01), f"{page.title} {place}"
        count += len(where)
        assert not any(cell.data_type == "e" for row in anew[page.title].iter_rows() for cell in row)
    assert count > 20_000
    same(sums(tmp_path / "out" / "changed.xlsx"), modelled(computed()))


@pytest.mark.needs_program
@pytest.mark.parametrize(
    ("programme", "asset", "applicant", "rate"),
    [
        ("bund_bew", "large_heat_pump", "", 0.5),
        ("bund_beg_heating", "heat_pump_ground_one_two_family", "income_to_40k", 0.7),
        ("bund_beg_heating", "district_heat_connection_one_two_family", "income_above_50k", 0.0),
        ("nrw_infrastructure", "street_lighting", "", 0.01),  # asks for less than its pot holds
        ("bund_charging", "charging_point", "", 0.4),  # had ended
    ],
)
def test_a_changed_rate_gives_what_the_model_gives_with_it(shipped, tmp_path, programme, asset, applicant, rate):
    assembled, year, sheet = computed().assembled, 2030, result().extra["funding_sheet"]
    offers, book = assembled.offers, assembled.book
    known = next(
        one for one in sheet.rates if (one.programme, one.applicant) == (programme, applicant) and asset in one.assets
    )
    place = sheet.rates.index(known)
    applicants = [book.lines.applicants[i] for i in book.lines.applicant[offers.line]]
    assets = [book.assets[i].name for i in book.lines.asset[offers.line]]
    at = int(np.flatnonzero(assembled.case.years == year)[0])
    mine = [
        i
        for i, (who, what) in enumerate(zip(applicants, assets, strict=True))
        if offers.programmes[offers.programme[i]] == programme and who == applicant and what in known.assets
        and DIMS["funder"][offers.funder[i]] == known.funder
    ]  # fmt: skip
    wanted = modelled(pipeline.compute(replace(assembled, offers=changed(offers, at, mine, rate))))

    book_ = openpyxl.load_workbook(shipped)
    page = book_[RATES]
    cell = page.cell(TOP + 1 + place, column_of(page, year))
    assert page.cell(TOP + 1 + place, 1).value == labels.label(programme, "de")
    assert cell.value == pytest.approx(float(offers.rate[at, mine[0], SCENARIO]))
    cell.value = rate
    found = sums(recalculated(book_, tmp_path))
    same(found, wanted)
    before = modelled(computed())
    assert max(abs(found[name] - before[name]).max() for name in before) > 1.0  # it does make a difference


@pytest.mark.needs_program
def test_changed_pots_and_money_give_what_the_model_gives_with_them(shipped, tmp_path):
    """Twice the state's lump sum in 2031, a pot for heating in 2030, ten million more for the city in 2032."""
    assembled = computed().assembled
    at = {year: int(np.flatnonzero(assembled.case.years == year)[0]) for year in (2030, 2031, 2032)}
    pot = assembled.offers.pot.copy()
    budget = assembled.case.values["city_budget"].copy()
    names = assembled.offers.programmes
    pot[at[2031], names.index("nrw_infrastructure")] = 6_600_000.0
    pot[at[2030], names.index("bund_beg_heating")] = 20_000_000.0
    budget[at[2032]] += 1e7
    case = replace(assembled.case, values={**assembled.case.values, "city_budget": budget})
    wanted = modelled(pipeline.compute(replace(assembled, case=case, offers=replace(assembled.offers, pot=pot))))

    book = openpyxl.load_workbook(shipped)
    page = book[RATES]
    pots, money = row_of(page, "Töpfe"), row_of(page, "Eigenes Geld")

    def row(start, label):
        return next(i for i in range(start, start + 30) if page.cell(i, 1).value == label)

    page.cell(row(pots, labels.label("nrw_infrastructure", "de")), column_of(page, 2031)).value = 6_600_000
    page.cell(row(pots, labels.label("bund_beg_heating", "de")), column_of(page, 2030)).value = 20_000_000
    page.cell(row(money, "Stadt"), column_of(page, 2032)).value += 1e7
    same(sums(recalculated(book, tmp_path)), wanted)


def test_only_inputs_are_coloured_and_they_hold_no_formula(shipped):
    page = openpyxl.load_workbook(shipped)[RATES]
    coloured = [cell for row in page.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFF2CC"]
    sheet = result().extra["funding_sheet"]
    programmes = {rate.programme for rate in sheet.rates}
    assert len(coloured) == (len(sheet.rates) + len(programmes) + len(sheet.money)) * len(sheet.years)
    assert not any(cell.data_type == "f" for cell in coloured)
    assert len(page.data_validations.dataValidation) == 3


def test_german_sheets_hold_no_code_words(shipped):
    book = openpyxl.load_workbook(shipped)
    words = labels.labels("de")
    names = [RATES, LINES, CHOICES, YEARS, "Deckblatt"]
    names += [words(name) for name in result().tables if name in MONEY and result().tables[name].rows]
    for name in names:
        texts = {cell for row in book[name].iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
        found = {text for text in texts if CODE.search(text)} - {SHIPPED}
        assert not found, name
    assert words("funding") not in book.sheetnames


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_money_table_has_its_sheet(tmp_path, lang):
    (path,) = workbook.write(result(), tmp_path, lang)
    names = openpyxl.load_workbook(path).sheetnames
    words = labels.labels(lang)
    wanted = [words(name)[:31] for name in MONEY if result().tables[name].rows]
    assert set(wanted) <= set(names)
    told = {"de": [RATES, LINES, CHOICES, YEARS], "en": ["Funding rates", "Funding calculation"]}[lang]
    assert set(told) <= set(names)


def test_the_gap_of_each_level_adds_up(shipped):
    page = openpyxl.load_workbook(shipped)["Unterstützungsbedarf"]
    rows = list(page.iter_rows(min_row=2, values_only=True))
    totals = {row[0]: row[6] for row in rows if row[1] == "Summe"}
    parts = {}
    table = result().tables["support_requirements"].by_column
    for level, year, value in zip(table["level"], table["year"], table["value"], strict=True):
        if year == 2026:
            parts[labels.label(level, "de")] = parts.get(labels.label(level, "de"), 0.0) + value
    assert totals.pop("alle Ebenen") == pytest.approx(sum(parts.values()))
    assert totals == pytest.approx(parts)


def test_the_central_rate_comes_first(shipped):
    page = openpyxl.load_workbook(shipped)["Kosten je Maßnahme"]
    place = next(
        i for i, cell in enumerate(page[1]) if any("Zinssatz" in str(row[i].value) for row in page.iter_rows())
    )
    shown = list(dict.fromkeys(row[place] for row in page.iter_rows(min_row=2, values_only=True) if row[place]))
    assert shown[0] == "Zinssatz 3 %"
    assert len(shown) == 3


def test_a_title_that_looks_like_a_formula_stays_text(tmp_path):
    known = result()
    titles = {name: {"de": "=1+1", "en": "=1+1"} for name in known.extra["measure_titles"]}
    (path,) = workbook.write(replace(known, extra={**known.extra, "measure_titles": titles}), tmp_path)
    book = openpyxl.load_workbook(path)
    for name in ("Unterstützungsbedarf", "Kosten je Maßnahme"):
        cells = [cell for row in book[name].iter_rows() for cell in row if cell.value == "=1+1"]
        assert cells
        assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.data_type == "f" for row in book["Unterstützungsbedarf"].iter_rows() for cell in row)


@pytest.mark.parametrize("text", ["<r><t>x</t></r>", " a & b <c> ", 'say "so"'])
def test_awkward_text_reads_back(tmp_path, text):
    known = minimal_result()
    known.tables["measures"] = Table("measures", ("scenario", "note"), ((known.name, text),))
    (path,) = workbook.write(known, tmp_path)
    shown = [cell for page in openpyxl.load_workbook(path).worksheets for row in page.values for cell in row]
    assert any(isinstance(cell, str) and cell.strip() == text.strip() for cell in shown)


def test_an_infinite_value_is_a_bug(tmp_path):
    known = minimal_result()
    known.frames["energy"].values[0, 0] = np.inf
    with pytest.raises(ValueError, match="infinite"):
        workbook.write(known, tmp_path)


def test_equal_results_give_equal_bytes(shipped, tmp_path):
    (path,) = workbook.write(result(), tmp_path)
    assert path.read_bytes() == Path(shipped).read_bytes()
