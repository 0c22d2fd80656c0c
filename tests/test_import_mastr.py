"""Photovoltaics from the register of units: which unit counts on which day, and what the files do not say."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import folders
import importing
import pytest
from importing import unit, units_file, units_xml, xml_unit

from klima2035 import cli, loading
from klima2035.errors import InputError
from klima2035.importers import mastr
from klima2035.importers.figures import Ask, Reading
from klima2035.importers.registers import day, days_in

STATUS, ENDED = "Betriebs-Status", "Datum der endgültigen Stilllegung"


def read(*paths: Path, years: tuple[int, ...] = (2024,), place: str = "") -> Reading:
    return mastr.read(Ask(paths, "Wuppertal", years, place, None))


def refused(*paths: Path, years: tuple[int, ...] = (2024,), place: str = "") -> list[str]:
    with pytest.raises(InputError) as error:
        read(*paths, years=years, place=place)
    return [one.code for one in error.value.faults]


def test_each_unit_counts_from_its_first_day_to_the_day_before_its_last(tmp_path):
    path = units_file(
        tmp_path / "m.csv", unit("SEE1", "10", "31.12.2019"), unit("SEE2", "1.000,5", "1.1.2021"),
        unit("SEE3", "100", "1.1.2010", **{STATUS: "Endgültig stillgelegt", ENDED: "31.12.2021"}),
        unit("SEE4", "7", "5.5.2020", **{STATUS: "Vorübergehend stillgelegt"}),
        unit("SEE5", "9999", "", **{STATUS: "In Planung"}),
        unit("SEE6", "50", "1.1.2015", Energieträger="Speicher"),
        unit("SEE7", "60", "1.1.2015", Energieträger="Wind"),
    )  # fmt: skip
    reading = read(path, years=(2018, 2019, 2020, 2021, 2024))
    powers = {one.day.year: one.value * 1000 for one in reading.figures}
    assert powers == {
        2018: 100, 2019: 110, 2020: 117, 2021: Decimal("1017.5"), 2024: Decimal("1017.5"),
    }  # fmt: skip
    assert {one.unit for one in reading.figures} == {"MW"}
    assert all(one.day == datetime.date(one.day.year, 12, 31) for one in reading.figures)
    assert (reading.rows, reading.understood, reading.left_out, reading.unread) == (7, 5, 2, [])
    assert any(one.key == "import_paused" for one in reading.said)


def test_the_xml_says_what_the_csv_says(tmp_path):
    table = units_file(
        tmp_path / "m.csv", unit("SEE1", "9,84", "31.7.2019"),
        unit("SEE2", "1.234,5", "1.1.2015", **{STATUS: "Endgültig stillgelegt", ENDED: "30.6.2023"}),
        unit("SEE3", "5", "1.1.2020", Gemeindeschlüssel="05158008"),
    )  # fmt: skip
    tree = [
        xml_unit("SEE1", "9.84", "2019-07-31"),
        xml_unit("SEE2", "1234.5", "2015-01-01", EinheitBetriebsstatus="38", DatumEndgueltigeStilllegung="2023-06-30"),
        xml_unit("SEE3", "5", "2020-01-01", Gemeindeschluessel="05158008"),
    ]
    years = (2018, 2019, 2022, 2023, 2024)
    tree[0]["EinheitMaStRNummer"] = tree[0].pop("EinheitMastrNummer")  # capitals differ from version to version
    csv = [one.value for one in read(table, years=years, place="05124000").figures]
    for coding in ("utf-16", "utf-8"):
        path = units_xml(tmp_path / f"{coding}.xml", *tree, coding=coding)
        assert [one.value for one in read(path, years=years, place="05124000").figures] == csv
    assert csv[1] == Decimal("1.24434")


def test_several_files_are_one_list(tmp_path):
    one = units_file(tmp_path / "a.csv", unit("SEE1", "10", "1.1.2020"))
    two = units_xml(tmp_path / "b.xml", xml_unit("SEE2", "20", "2020-01-01"))
    assert read(one, two).figures[0].value == Decimal("0.03")
    assert [one.code for one in read(one, one).unread] == ["import_unit_twice"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (unit("SEE9", "zehn", "1.1.2020"), "import_unit_power"),
        (unit("SEE9", "-3", "1.1.2020"), "import_unit_power"),
        (unit("SEE9", "99999999", "1.1.2020"), "import_unit_power"),
        (unit("SEE9", "10", "31.2.2020"), "import_unit_start"),
        (unit("SEE9", "10", ""), "import_unit_start"),
        (unit("SEE9", "10", "1.1.2020", **{ENDED: "bald"}), "import_unit_end"),
        (unit("SEE9", "10", "1.1.2020", **{STATUS: "Endgültig stillgelegt"}), "import_unit_end"),
        (unit("SEE9", "10", "1.1.2020", **{STATUS: "In Betireb"}), "import_unit_status"),
        (unit("SEE1", "10", "1.1.2020"), "import_unit_twice"),
        (unit("SEE9", "10", "1.1.2020") + ';"more"', "cells"),
    ],
)
def test_a_unit_that_is_not_understood_is_told_with_its_line(tmp_path, line, code):
    reading = read(units_file(tmp_path / "m.csv", unit("SEE1", "10", "1.1.2020"), line))
    assert [(one.line, one.code) for one in reading.unread] == [(3, code)]
    assert reading.figures[0].value == Decimal("0.01")


def test_municipalities_are_never_mixed(tmp_path):
    other = unit("SEE2", "20", "1.1.2020", Gemeindeschlüssel="05158008")
    path = units_file(tmp_path / "m.csv", unit("SEE1", "10", "1.1.2020"), other)
    assert refused(path) == ["import_needs_place"]
    assert refused(path, place="Wuppertal") == ["import_no_key"]
    assert refused(path, place="05124001") == ["import_place_not_there"]
    assert read(path, place="05158008").figures[0].value == Decimal("0.02")


def test_a_year_that_the_register_cannot_know_yet_is_refused(tmp_path):
    path = units_file(tmp_path / "m.csv", unit("SEE1", "10", "1.1.2020"))  # updated on 3 January 2025
    assert read(path, years=(2024,)).figures
    assert refused(path, years=(2024, 2025)) == ["import_year_not_over"]
    assert refused(path, years=()) == ["import_needs_years"]


def test_what_is_no_list_of_units_is_refused(tmp_path):
    path = units_file(tmp_path / "m.csv", unit("SEE1", "10", "1.1.2020"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Gemeindeschlüssel", "AGS").replace("Bruttoleistung der Einheit", "Leistung"), "utf-8")
    assert refused(path) == ["import_no_column", "import_no_column"]
    assert refused(units_file(tmp_path / "none.csv")) == ["import_no_units"]
    path.write_text(text.rstrip("\n")[:-20], "utf-8")  # a download that broke off
    assert refused(path) in (["not_csv"], ["import_cut_off"])
    assert refused(units_xml(tmp_path / "none.xml")) == ["import_no_units"]


def test_a_round_number_of_lines_is_doubted(tmp_path):
    lines = [unit(f"SEE{i}", "1", "1.1.2020") for i in range(1000)]
    assert any(one.key == "import_round_number" for one in read(units_file(tmp_path / "a.csv", *lines)).said)
    assert not any(one.key == "import_round_number" for one in read(units_file(tmp_path / "b.csv", *lines[1:])).said)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><EinheitenSolar><EinheitSolar>&c;</EinheitSolar></EinheitenSolar>'
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "import_xml_doctype"),
        ('<!DOCTYPE x SYSTEM "file:///etc/hostname"><EinheitenSolar/>', "import_xml_doctype"),
        ("<EinheitenSolar><EinheitSolar>", "import_bad_xml"),
        ("<EinheitenSolar><EinheitSolar>&nbsp;</EinheitSolar></EinheitenSolar>", "import_bad_xml"),
        ("<a>" * 200 + "</a>" * 200, "import_bad_xml"),
        ('<?xml version="1.0" encoding="utf-17"?><a/>', "import_bad_xml"),
        ('<?xml version="1.0" encoding="utf-7"?><a/>', "import_bad_xml"),
        ("<a/>", "import_no_units"),
    ],
)
def test_hostile_and_broken_xml_is_refused(tmp_path, content, code):
    path = tmp_path / "m.xml"
    path.write_text(content, encoding="utf-8")
    assert refused(path, place="05124000") == [code]


def test_days_are_read_as_registers_write_them():
    assert day("31.7.2009") == day("2009-07-31T10:19:00.38") == datetime.date(2009, 7, 31)
    assert [day(text) for text in ("31.2.2009", "7.2009", "", "2009-13-01", "1.1.1")] == [None] * 5
    assert days_in("Bestand am 1. Januar 2025 und am 01.07.2025") == [
        datetime.date(2025, 1, 1),
        datetime.date(2025, 7, 1),
    ]


def test_the_command_writes_what_the_model_reads(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    here = importing.city(tmp_path)
    units_file(tmp_path / "m.csv", unit("SEE1", "10000", "1.1.2020"), unit("SEE2", "5000", "1.1.2024"))
    assert cli.main(["import", "mastr", "m.csv", "--year", "2022-2024"]) == 0
    assert "Ende 2024: Solareinheiten in Betrieb: 2, zusammen 15 MW" in capsys.readouterr().out
    written = folders.rows(here / "mastr-2024.csv")
    assert [(row["value"], row["date"], row["source"]) for row in written] == [
        ("10", "2022-12-31", "mastr"), ("10", "2023-12-31", "mastr"), ("15", "2024-12-31", "mastr"),
    ]  # fmt: skip
    inputs = loading.read_inputs(Path("inputs"), "wuppertal")
    assert (15.0, 2024) in {
        (row.value, row.year) for row in inputs.records["actual"] if row.index["indicator"] == "pv_power"
    }
    assert cli.main(["import", "mastr", "m.csv", "--year", "2019-x"]) == 2
    assert cli.main(["import", "mastr", "m.csv", "--year", "2024", "--mapping", "bisko"]) == 2
    assert cli.main(["import", "mastr", "none.csv", "--year", "2024"]) == 2
