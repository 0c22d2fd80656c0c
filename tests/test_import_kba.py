"""Cars by district: headings are found by their words, and what is not sure is refused."""

from __future__ import annotations

import datetime
from pathlib import Path

import folders
import importing
import pytest
from importing import TITLE, fz1, fz27

from klima2035 import cli, loading
from klima2035.errors import InputError
from klima2035.importers import kba
from klima2035.importers.figures import Ask, Reading


def read(path: Path, *years: int, place: str = "", city: str = "Wuppertal") -> Reading:
    return kba.read(Ask((path,), city, years, place, None))


def refused(path: Path, *years: int, place: str = "", city: str = "Wuppertal") -> str:
    with pytest.raises(InputError) as error:
        read(path, *years, place=place, city=city)
    assert len(error.value.faults) == 1
    return error.value.faults[0].code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cars.xlsx"


def only(reading: Reading) -> tuple[str, int, datetime.date]:
    (one,) = reading.figures
    return one.indicator, int(one.value), one.day


WANTED = ("battery_cars", 6500, datetime.date(2025, 1, 1))


def test_both_layouts_give_the_same_figure(path):
    importing.workbook(path, Titel=[["FZ 27"]], **{"FZ_27.15": fz27()})
    assert only(read(path)) == WANTED
    note = read(path).figures[0].note
    assert "Plug-in-Hybride 4500, Pkw insgesamt 170000" in note
    importing.workbook(path, **{"FZ1.2": fz1()})
    assert only(read(path)) == WANTED
    assert read(path).figures[0].note == note
    importing.workbook(path, Pkw=fz1())
    assert only(read(path)) == WANTED


def test_columns_may_move(path):
    sheet = [[None, None, *line] for line in fz27()]
    importing.workbook(path, **{"FZ_27.15": [[None]] * 3 + sheet})
    assert only(read(path)) == WANTED


def test_a_known_sheet_goes_before_others_and_others_are_never_guessed(path):
    importing.workbook(path, **{"FZ_27.99": fz27(), "FZ_27.15": fz27()})
    assert only(read(path)) == WANTED
    importing.workbook(path, A=fz27(), B=fz27())
    assert refused(path) == "import_many_tables"
    importing.workbook(path, A=fz27())
    assert only(read(path)) == WANTED


@pytest.mark.parametrize(
    ("place", "city", "wanted"),
    [("05911", "", 7500), ("05911000", "", 7500), ("Bochum", "", 7500), ("", "Bochum", 7500), ("09184", "", 3)],
)
def test_districts_are_found_by_key_and_name(path, place, city, wanted):
    importing.workbook(path, **{"FZ_27.15": fz27()})
    assert only(read(path, place=place, city=city))[1] == wanted


@pytest.mark.parametrize(
    ("place", "code"),
    [("Bochun", "import_no_district"), ("München", "import_many_districts"), ("05999", "import_no_district"),
     ("09162", "import_no_count")],
)  # fmt: skip
def test_districts_that_are_not_sure_are_refused(path, place, code):
    importing.workbook(path, **{"FZ_27.15": fz27()})
    assert refused(path, place=place) == code


def test_keys_that_a_spreadsheet_made_numbers_are_read(path):
    sheet = fz27()
    sheet[12][2] = 5124
    importing.workbook(path, **{"FZ_27.15": sheet})
    assert only(read(path, place="05124")) == WANTED


def test_the_day_is_the_table_s_own(path):
    importing.workbook(path, **{"FZ_27.15": fz27(title="Pkw nach Zulassungsbezirken")})
    assert refused(path) == "import_no_day"
    assert only(read(path, 2024)) == WANTED
    importing.workbook(path, **{"FZ_27.15": fz27()})
    assert only(read(path, 2024)) == WANTED
    assert refused(path, 2025) == "import_other_year"
    assert refused(path, 2023, 2024) == "import_one_year"
    importing.workbook(path, **{"FZ_27.15": fz27(title=f"{TITLE} und am 1. Juli 2025")})
    assert refused(path) == "import_many_days"


def test_new_registrations_are_no_stock(path):
    importing.workbook(path, **{"FZ_28.9": fz27(title="Neuzulassungen von Personenkraftwagen im Januar 2025")})
    assert refused(path) == "import_registrations"


def test_tables_without_the_words_are_refused(path):
    importing.workbook(path, A=[["Zulassungsbezirk", "Pkw"], ["05124 Wuppertal", 3]])
    assert refused(path) == "import_no_cars"
    importing.workbook(path, **{"FZ_27.15": fz27(electric="Strom")})
    assert refused(path) == "import_no_cars"


def test_more_plugs_than_cars_is_the_wrong_column(path):
    sheet = fz27()
    sheet[12][4] = 100
    importing.workbook(path, **{"FZ_27.15": sheet})
    assert refused(path) == "import_more_than_all"


@pytest.mark.parametrize("value", ["viele", -1, 3.5, "1,5"])
def test_counts_are_whole_numbers(path, value):
    sheet = fz27()
    sheet[12][9] = value
    importing.workbook(path, **{"FZ_27.15": sheet})
    assert refused(path) == "import_no_count"


def test_a_csv_of_the_sheet_is_read_as_well(tmp_path):
    lines = [";".join("" if cell is None else str(cell).replace("\n", " ") for cell in line) for line in fz27()]
    path = tmp_path / "cars.csv"
    path.write_text("\n".join(lines) + "\n", encoding="cp1252")
    assert only(read(path)) == WANTED


def test_the_stock_of_1_january_counts_for_the_year_before(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    here = importing.city(tmp_path)
    importing.workbook(tmp_path / "cars.xlsx", **{"FZ_27.15": fz27()})
    assert cli.main(["import", "kba", "cars.xlsx", "--source", "kba_stock_2025"]) == 0
    assert "Zulassungsbezirk 05124 WUPPERTAL,STADT, Stand 2025-01-01" in capsys.readouterr().out
    (row,) = folders.rows(here / "kba-2024.csv")
    assert (row["value"], row["unit"], row["date"], row["quality"]) == ("6500", "vehicles", "2025-01-01", "reported")
    inputs = loading.read_inputs(Path("inputs"), "wuppertal")
    assert (6500.0, 2024) in {(one.value, one.year) for one in inputs.records["actual"]}
