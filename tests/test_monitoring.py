"""Counted figures: each fault at its line and column, what becomes of sound rows, a faulty file changes nothing."""

from __future__ import annotations

import datetime
from pathlib import Path

import counting
import numpy as np
import openpyxl
import pytest
from counting import HEADER, row, table

from klima2035 import loading, monitoring, units
from klima2035.errors import InputError
from klima2035.faults import render

SOUND = row("pv_power", 92.16, "MW")
SOURCES = {"own_assumption": {}, "mastr": {}}


def read(tmp_path: Path, content: str | bytes, name: str = "t.csv"):
    folder = tmp_path / "monitoring"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    faults = []
    rows, _ = monitoring.read(tmp_path, SOURCES, {"counted": loading.counted_units()}, faults)
    return rows, faults


BAD_ROWS = {
    "unknown indicator": (row("pv_powr", 1, "MW"), "indicator", "unknown_cell", "pv_power"),
    "no indicator": (row("", 1, "MW"), "indicator", "cell_missing", "charging_points"),
    "unit of another kind": (row("pv_power", 1, "GWh/a"), "unit", "counted_unit", "'GWh/a' is no unit of 'pv_power'"),
    "unknown unit": (row("pv_power", 1, "Mw"), "unit", "unknown_cell_unit", "MW"),
    "no unit": (row("pv_power", 1, ""), "unit", "unit_missing", "MW"),
    "comma": (row("pv_power", '"92,16"', "MW"), "value", "number_comma", "92,16"),
    "thousands": (row("pv_power", "1 000", "MW"), "value", "no_number", "1 000"),
    "underscore": (row("pv_power", "1_000", "MW"), "value", "no_number", "1_000"),
    "infinite": (row("pv_power", "inf", "MW"), "value", "no_number", "inf"),
    "not a number": (row("pv_power", "nan", "MW"), "value", "no_number", "nan"),
    "no value": (row("pv_power", "", "MW"), "value", "cell_missing", "value"),
    "negative": (row("pv_power", -3, "MW"), "value", "counted_negative", "-3"),
    "German date": (row("pv_power", 1, "MW", "31.12.2025"), "date", "cell_no_date", "31.12.2025"),
    "a year alone": (row("pv_power", 1, "MW", "2025"), "date", "cell_no_date", "2025"),
    "no such day": (row("pv_power", 1, "MW", "2026-02-30"), "date", "cell_no_date", "2026-02-30"),
    "no date": (row("pv_power", 1, "MW", ""), "date", "cell_missing", "date"),
    "long ago": (row("pv_power", 1, "MW", "1899-12-31"), "date", "cell_no_date", "1899-12-31"),
    "assumed": (row("pv_power", 1, "MW", quality="assumed"), "quality", "unknown_cell", "assumed"),
    "no quality": (row("pv_power", 1, "MW", quality=""), "quality", "cell_missing", "quality"),
    "unknown grade": (row("pv_power", 1, "MW", datenguete="E"), "datenguete", "unknown_cell", "E"),
    "unknown source": (row("pv_power", 1, "MW", source="mastrr"), "source", "unknown_source", "mastr"),
    "no source": (row("pv_power", 1, "MW", source=""), "source", "source_missing", "source"),
    "sector where there is none": (row("pv_power", 1, "MW", sector="households"), "sector", "refuses_column", "sector"),
    "unknown sector": (row("co2e", 1, "t/a", sector="household"), "sector", "unknown_cell", "households"),
    "carrier without sector": (
        row("final_energy", 1, "GWh/a", carrier="natural_gas"), "sector", "cell_missing", "households",
    ),
    "carrier where there is none": (
        row("co2e", 1, "t/a", sector="households", carrier="natural_gas"), "carrier", "refuses_column", "carrier",
    ),
    "unknown carrier": (
        row("final_energy", 1, "GWh/a", sector="households", carrier="gas"), "carrier", "unknown_cell", "gas",
    ),
    "too many cells": (SOUND + ",", 1, "cells", "12"),
    "too few cells": ("pv_power,,,1,MW", 1, "cells", "5"),
    "header twice": (HEADER, "indicator", "unknown_cell", "indicator"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_wrong_row_is_told_at_its_cell(name: str, tmp_path: Path) -> None:
    bad, column, code, words = BAD_ROWS[name]
    place = monitoring.COLUMNS.index(column) + 1 if isinstance(column, str) else column
    rows, faults = read(tmp_path, table([SOUND, bad, row("pv_power", 80, "MW", "2024-12-31")]))
    assert [one.value for one in rows] == [92.16, 80.0]  # the others are read
    first = faults[0]
    assert (first.line, first.column, first.code) == (3, place, code)
    assert words in render(first, "en")
    if name != "header twice":  # a second header is wrong in every cell
        assert len(faults) == 1


BAD_FILES: dict[str, tuple[str | bytes, int, str]] = {
    "semicolons": (table([SOUND]).replace(",", ";"), 1, "no_commas"),
    "UTF-16": (table([SOUND]).encode("utf-16"), 1, "utf16"),
    "cp1252": (table([SOUND, row("pv_power", 1, "MW", "2024-12-31", note="gezählt")]).encode("cp1252"), 3, "not_utf8"),
    "byte order mark": (table([SOUND]).encode("utf-8-sig"), 1, "byte_order_mark"),
    "half-written last line": (table([SOUND, SOUND.replace("2026", "2025")])[:-9], 3, "cut_off"),
    "no line end": (table([SOUND]).rstrip("\n"), 2, "cut_off"),
    "NUL bytes": (table([SOUND]).replace("own", "o\0n"), 2, "not_csv"),
    "NUL bytes in a note": (table([SOUND + "x\0y"]), 2, "not_csv"),
    "NUL bytes at the end": (table([SOUND]) + "\0" * 64 + "\n", 3, "not_csv"),
    "open quote": (table([SOUND + '"half a note']), 3, "not_csv"),  # where the reader gives up
    "empty": ("", 1, "table_empty"),
    "header alone": (HEADER + "\n", 1, "no_rows"),
    "column missing": (table([SOUND]).replace(",restated", "", 1), 1, "columns_missing"),
    "column twice": (table([SOUND]).replace("restated", "note", 1), 1, "column_twice"),
    "unknown column": (table([SOUND]).replace("restated", "restate", 1), 1, "unknown_column"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_broken_file_is_told_at_its_line(name: str, tmp_path: Path) -> None:
    content, line, code = BAD_FILES[name]
    rows, faults = read(tmp_path, content)
    assert [(one.line, one.code) for one in faults] == [(line, code)]
    assert not [one for one in rows if one.note]
    for lang in ("de", "en"):
        assert render(faults[0], lang).strip()


def test_a_figure_of_one_day_stands_once_in_all_files(tmp_path: Path) -> None:
    read(tmp_path, table([SOUND]), "a.csv")
    _, faults = read(tmp_path, table([row("pv_power", 1, "MW", "2025-12-31"), SOUND]), "b.csv")
    assert [(Path(one.file).name, one.line, one.code) for one in faults] == [("b.csv", 3, "row_twice")]
    assert "a.csv:2" in render(faults[0], "en")


def test_the_same_indicator_of_another_sector_or_day_is_another_figure(tmp_path: Path) -> None:
    energy = [row("final_energy", 1, "GWh/a", sector=one) for one in ("households", "transport")]
    rows, faults = read(tmp_path, table([*energy, row("final_energy", 2, "GWh/a", "2025-12-31", sector="transport")]))
    assert not faults
    assert len(rows) == 3


def test_values_are_kept_in_their_canonical_unit(tmp_path: Path) -> None:
    rows, faults = read(tmp_path, table([row("pv_power", 92160, "kW"), row("co2e", 2.1, "Mt/a")]))
    assert not faults
    assert [(one.value, one.unit) for one in rows] == [(pytest.approx(92.16), "MW"), (pytest.approx(2.1e6), "t/a")]


@pytest.mark.parametrize(
    ("day", "year"), [("2026-12-31", 2026), ("2027-01-01", 2026), ("2027-01-02", 2027), ("2020-06-30", 2020)]
)
def test_a_count_of_1_january_is_the_state_at_the_end_of_the_year_before(day: str, year: int, tmp_path: Path) -> None:
    assert monitoring.year_of(datetime.date.fromisoformat(day)) == year
    (one,), _ = read(tmp_path, table([row("pv_power", 1, "MW", day)]))
    assert one.year == year


def test_a_file_with_the_ending_in_capitals_is_read_too(tmp_path: Path) -> None:
    rows, faults = read(tmp_path, table([SOUND]), "PV.CSV")
    assert not faults
    assert len(rows) == 1


def test_every_countable_quantity_has_a_unit_that_a_file_may_state() -> None:
    for name, unit in loading.counted_units().items():
        assert units.factor(unit, units.CANONICAL[units.dimension(unit)]) == 1.0, name


def test_counts_of_the_framework_become_its_actual_values(work: Path) -> None:
    counting.put(work, [row("degree_days", 2900, "K*d/a"), row("population", 361000, "persons", "2027-01-01")])
    found = counting.inputs(work)
    for name, value in (("degree_days", 2900.0), ("population", 361000.0)):
        actual = found.points[name]["actual"]
        assert (actual.years[-1], float(actual.values[-1])) == (2026, value)
    path = found.framework("degree_days", np.array([2025, 2026, 2027, 2045]), 2026, "reference")[:, 0]
    assert path.tolist() == [2900.0, 2900.0, 3020.0, 3020.0]  # a projection that ends before the count holds its value


def test_the_last_day_of_a_year_decides(work: Path) -> None:
    days = [("2026-06-30", 360000), ("2026-12-31", 362000), ("2027-01-01", 361000)]
    counting.put(work, [row("population", value, "persons", day) for day, value in days])
    assert float(counting.inputs(work).points["population"]["actual"].values[-1]) == 361000.0


def test_a_framework_value_that_the_tables_have_already_is_told(work: Path) -> None:
    counting.put(work, [row("population", 361000, "persons", "2025-12-31")])
    with pytest.raises(InputError) as caught:
        counting.inputs(work)
    assert [one.code for one in caught.value.faults] == ["row_twice"]


def test_a_gap_in_the_framework_is_told_where_it_opens(work: Path) -> None:
    path = counting.put(work, [row("population", 361000, "persons", "2027-12-31")])
    with pytest.raises(InputError) as caught:
        counting.inputs(work)
    (one,) = caught.value.faults
    assert (Path(one.file).name, one.line, one.code) == (path.name, 2, "gap")
    assert "2026" in render(one, "en")


@pytest.mark.parametrize("command", ["run", "track", "milestones"])
def test_a_faulty_file_stops_every_command_and_changes_nothing(
    command: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--no-charts"]
    counting.put(work, [SOUND.replace("2026", "2027")])
    assert counting.main("track", "trend", "--publish", "2027", *options) == 0
    assert counting.main(command, "trend", *options) == 0
    before = counting.contents(work)
    path = counting.put(work, [SOUND, row("pv_powr", 1, "MW")])
    capsys.readouterr()
    assert counting.main(command, "trend", *options) == 2
    told = capsys.readouterr().err
    assert "counts.csv:3:1" in told
    assert "pv_power" in told
    after = counting.contents(work)
    name = path.relative_to(work).as_posix()
    assert before.pop(name) != after.pop(name)
    assert after == before


def test_validate_checks_a_table_of_counts(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = counting.put(work, [SOUND, row("pv_power", "1,5", "MW", "2025-06-30")])
    assert counting.main("validate", str(path.relative_to(work))) == 2
    told = capsys.readouterr()
    assert "counts.csv:3:1: " in told.out + told.err


def test_what_looks_like_a_formula_stays_text_in_the_workbook(work: Path) -> None:
    counting.put(work, [row("pv_power", 100, "MW", "2025-06-30", restated='"=1+1"', note='"=HYPERLINK(""x"")"')])
    assert counting.main("run", "trend", "--no-charts") == 0
    book = openpyxl.load_workbook(work / "outputs" / "trend" / "results.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value in ("=1+1",)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_counts_leave_the_digest_of_a_scenario_alone(work: Path) -> None:
    def digest() -> str:
        counting.forget()
        return loading.load_scenario("klimaneutral-2035").digest()

    before = digest()
    counting.put(work, [SOUND])
    assert digest() == before
    counting.put(work, [SOUND, row("degree_days", 2900, "K*d/a")])
    assert digest() == before  # as of 2025, 2026 is not known yet


@pytest.mark.parametrize("more", [[], [SOUND], [row("degree_days", 2700, "K*d/a", "2027-12-31")]])
def test_only_the_framework_values_that_a_scenario_knows_are_in_its_digest(work: Path, more: list[str]) -> None:
    def digest(rows: list[str]) -> str:
        counting.put(work, rows)
        (work / "inputs" / "wuppertal" / "framework.csv").write_text(shorter, encoding="utf-8")
        counting.forget()
        return loading.load_scenario("klimaneutral-2035").digest()

    whole = (work / "inputs" / "wuppertal" / "framework.csv").read_text(encoding="utf-8")
    lines = whole.splitlines(keepends=True)
    shorter = "".join(line for line in lines if not line.startswith("degree_days,actual,2900,K*d/a,2025"))
    assert shorter != whole
    known = [row("degree_days", 2900, "K*d/a", "2025-12-31"), row("degree_days", 2800, "K*d/a", "2026-12-31")]
    first = digest(known)
    assert digest([*known, *more]) == first
    assert digest([known[0].replace("2900", "2901"), known[1]]) != first
