"""What a run writes: exact CSV, a workbook without surprises, NetCDF that xarray reads, equal bytes."""

import json
import math
import re
import time
import zipfile
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from examples import minimal_result, opulent_result
from folders import rows as read

from klima2035 import exports
from klima2035.exports import comparison, manifest, netcdf, tables, workbook
from klima2035.result import Frame, Table


def test_a_frame_becomes_the_rows_that_have_a_value():
    result = minimal_result()
    lines = tables.frame_text(result, result.frames["emissions"]).splitlines()
    assert lines[0] == "scenario,year,phase,view,sector,carrier,indicator,value,unit,quality"
    assert lines[1] == "example,2017,history,end_use,transport,diesel,co2e,100.0,tCO2e/a,modelled"
    assert lines[3] == "example,2035,projection,end_use,transport,diesel,co2e,60.0,tCO2e/a,modelled"
    households = [line for line in lines if ",households," in line]
    assert households == [
        "example,2017,history,end_use,households,natural_gas,co2e,0.30000000000000004,tCO2e/a,modelled",
        "example,2035,projection,end_use,households,natural_gas,co2e,0.0,tCO2e/a,modelled",
    ]


def test_the_other_frames_carry_their_own_coordinates():
    result = minimal_result()
    header = tables.frame_text(result, result.frames["energy"]).splitlines()[0]
    assert header == "scenario,year,phase,sector,use,carrier,value,unit,quality"


def test_csv_is_utf8_with_lf_and_reads_back_to_the_last_bit(tmp_path):
    result = opulent_result()
    written = tables.write(result, tmp_path)
    assert {path.stem for path in written} == {*result.frames, *result.tables}
    for path in written:
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\n")
        assert b"\r" not in data
    rows = read(tmp_path / "tables/emissions.csv")
    assert [float(row["value"]) for row in rows] == result.frames["emissions"].values.T.ravel().tolist()


def test_awkward_text_survives_csv(tmp_path):
    tables.write(minimal_result(), tmp_path)
    (row,) = read(tmp_path / "tables/measures.csv")
    assert row == {"scenario": "example", "measure": "bus-lanes", "note": 'say "hi", then\ngo'}


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (math.nan, ""), (1.0, "1.0"), (-0.0, "0.0"), (np.float64(0.1), "0.1"), (3, "3"), ("a,b", '"a,b"')],
)
def test_a_cell_has_one_form(cell, text):
    assert tables.cell_text(cell) == text


def test_an_infinite_value_is_a_bug():
    result = minimal_result()
    result.frames["energy"].values[0, 0] = np.inf
    with pytest.raises(ValueError, match="infinite"):
        tables.frame_text(result, result.frames["energy"])


def test_two_equal_runs_give_equal_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        exports.write_all(minimal_result(), tmp_path / name)
        time.sleep(1.1)  # file formats hold whole seconds
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert {"results.xlsx", "result.nc", "run.json"} <= {file.name for file in files}
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file


@pytest.mark.parametrize(("lang", "sheet", "word"), [("de", "Emissionen", "Verkehr"), ("en", "Emissions", "Transport")])
def test_the_workbook_has_labels_units_years_across_and_a_frozen_header(tmp_path, lang, sheet, word):
    (path,) = workbook.write(minimal_result(), tmp_path, lang)
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    assert [cell.value for cell in page[1]][-3:] == [2017, 2018, 2035]
    assert page.freeze_panes == "F2"
    assert [cell.value for cell in page[2]][1] == word
    assert [cell.value for cell in page[2]][-4:] == ["t CO₂e/a", 100, 90, 60]
    assert page.cell(2, 6).number_format == "#,##0"


def test_the_workbook_prints_on_a4_with_headers_repeated(tmp_path):
    (path,) = workbook.write(minimal_result(), tmp_path)
    for page in openpyxl.load_workbook(path):
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$1:$1"


def test_a_sheet_too_wide_for_a_page_repeats_its_first_columns(tmp_path):
    result = minimal_result()
    years = tuple(range(1990, 2046))
    emissions = result.frames["emissions"]
    values = np.ones((len(years), emissions.values.shape[1]))
    long = replace(emissions, years=years, values=values, quality=("derived",) * len(years))
    wide = replace(result, frames={**result.frames, "emissions": long})
    (path,) = workbook.write(wide, tmp_path)
    page = openpyxl.load_workbook(path)["Emissionen"]
    assert page.page_setup.fitToWidth > 1
    assert page.print_title_cols == "$A:$E"


def test_the_workbook_tells_sources_by_their_titles(tmp_path):
    result = minimal_result()
    keys = {str(cell) for table in result.tables.values() for cell in table.by_column.get("source", ())}
    titled = replace(result, extra={**result.extra, "source_titles": {key: f"Titel von {key}" for key in keys}})
    (path,) = workbook.write(titled, tmp_path)
    cells = {cell for page in openpyxl.load_workbook(path) for row in page.values for cell in row}
    assert {f"Titel von {key}" for key in keys} & cells
    assert not keys & cells


def test_a_text_never_becomes_a_formula(tmp_path):
    (path,) = workbook.write(minimal_result(), tmp_path)
    page = openpyxl.load_workbook(path)["Meilensteine"]
    cell = next(cell for row in page.iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_the_investment_sheet_adds_up_to_the_need(tmp_path):
    (path,) = workbook.write(minimal_result(), tmp_path)
    rows = list(openpyxl.load_workbook(path)["Investitionen"].iter_rows(values_only=True))
    need = next(row for row in rows if row[0] == "Vollkosten" and row[3] == "Bedarf (Summe)")
    assert need[-2:] == (1100, 0)


def test_floor_area_is_summed_over_age_classes_in_the_workbook():
    parts = ("school/before_1919/usual", "school/from_2018/usual", "school/from_2018/full", "gas_boiler")
    stocks = Frame(
        "stocks", (2016, 2017), {"stock": ("area", "area", "area", "heated"), "part": parts},
        ("m2",) * 4, np.array([[np.nan] * 4, [1.0, 2.0, 4.0, 8.0]]), ("derived",) * 2,
    )  # fmt: skip
    shown = workbook.plain.without_age(stocks)
    assert shown.coords["part"] == ("school/usual", "school/full", "gas_boiler")
    assert shown.values[1].tolist() == [3.0, 4.0, 8.0]
    assert np.isnan(shown.values[0]).all()


def test_running_cost_has_years_across(tmp_path):
    result = minimal_result()
    columns = ("year", "sector", "carrier", "item", "value", "value_real")
    rows = ((2017, "transport", "diesel", "energy", 2.0, 3.0), (2019, "transport", "diesel", "energy", 4.0, 5.0))
    result.tables["running_cost"] = Table("running_cost", columns, rows)
    (path,) = workbook.write(result, tmp_path)
    page = openpyxl.load_workbook(path)["Laufende Kosten"]
    assert [cell.value for cell in page[1]][-2:] == [2017, 2019]
    assert [cell.value for cell in page[2]][-2:] == [2, 4]


def test_a_table_made_of_columns_equals_one_made_of_rows():
    made = Table.of_columns("t", {"a": [1, 2], "b": ["x", None]})
    assert made == Table("t", ("a", "b"), ((1, "x"), (2, None)))
    assert {name: list(cells) for name, cells in Table("t", ("a",), ((1,), (2,))).by_column.items()} == {"a": [1, 2]}
    assert Table("t", ("a",), ()).by_column == {"a": ()}


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        ((1, 1.0, None), ["1", "1.0", ""]), ((-0.0, 0.0, math.nan, 2.5), ["0.0", "0.0", "", "2.5"]),
        (("a,b", None, "a,b"), ['"a,b"', "", '"a,b"']), ((2017, 2018), ["2017", "2018"]),
    ],
)  # fmt: skip
def test_a_column_is_told_cell_by_cell(cells, texts):
    table = Table("t", ("a", "b"), tuple((cell, "x") for cell in cells))
    assert tables.table_text(table).splitlines() == ["a,b", *(f"{text},x" for text in texts)]


def test_the_cover_states_title_date_and_label(tmp_path):
    (path,) = workbook.write(minimal_result(), tmp_path)
    words = [str(cell) for row in openpyxl.load_workbook(path).worksheets[0].values for cell in row if cell]
    for wanted in ("Klimaszenario: Beispiel", "Stand 2018", "nach BISKO-Systematik", "0,50", "etwas zu wissen"):
        assert wanted in words


def test_xarray_opens_the_netcdf_file(tmp_path):
    xarray = pytest.importorskip("xarray")
    (path,) = netcdf.write(minimal_result(), tmp_path)
    with xarray.open_dataset(path, engine="h5netcdf") as data:
        assert data.emissions.dims == ("year", "emissions_row")
        assert data.emissions.attrs["units"] == "tCO2e/a"
        assert data.year.values.tolist() == [2017, 2018, 2035]
        assert data.emissions_sector.values.tolist()[:2] == ["transport", "households"]
        assert data.phase.values.tolist() == ["history", "hindcast", "projection"]
        np.testing.assert_array_equal(data.emissions.values, minimal_result().frames["emissions"].values)
        assert data.investment_programme.values.tolist() == ["", "", "foerderung"]
        assert all(variable.attrs["long_name"] for variable in data.variables.values())
        assert json.loads(data.attrs["run"])["scenario"] == "example"


def test_an_empty_table_is_written_everywhere(tmp_path):
    result = minimal_result()
    result.tables["milestones"] = Table("milestones", ("scenario", "id"), ())
    exports.write_all(result, tmp_path)
    assert (tmp_path / "tables/milestones.csv").read_text(encoding="utf-8") == "scenario,id\n"


def test_a_dataset_for_notebooks():
    pytest.importorskip("xarray")
    data = netcdf.as_dataset(minimal_result())
    sums = data.emissions.groupby("emissions_view").sum()
    assert sums.sel(emissions_view="territorial").values.tolist() == [80.0, 70.0, 50.0]


def test_the_manifest_is_canonical_and_knows_no_machine(tmp_path):
    result = minimal_result()
    result.files["/home/somebody/inputs/germany/a.csv"] = "1" * 64
    result.files["C:\\Users\\me\\scenarios\\x.yaml"] = "2" * 64
    manifest.write(result, tmp_path)
    text = (tmp_path / "run.json").read_text(encoding="utf-8")
    content = json.loads(text)
    assert list(content) == sorted(content)
    assert content["schema"] == 1
    assert content["seed"] is None
    assert [(one["code"], one["severity"], one["sentence"]["de"]) for one in content["findings"]] == [
        ("limit_exceeded", "warning", "etwas zu wissen")
    ]
    assert set(content["files"]) == {"inputs/wuppertal/energy.csv", "inputs/germany/a.csv", "scenarios/x.yaml"}
    assert not re.search(r"home|Users|somebody|\d\d:\d\d", text)


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("inputs/wuppertal/x.csv", "inputs/wuppertal/x.csv"), ("../a/inputs/b/x.csv", "inputs/b/x.csv"),
        ("/opt/x/klima2035/data/scenarios/t.yaml", "scenarios/t.yaml"), ("/home/me/mine.yaml", "mine.yaml"),
    ],
)  # fmt: skip
def test_a_file_is_named_alike_wherever_it_lies(file, place):
    assert manifest.place(file) == place


def test_a_comparison_is_b_minus_a(tmp_path):
    comparison.write(minimal_result("a"), minimal_result("b", 0.5), tmp_path)
    rows = read(tmp_path / "tables/emissions.csv")
    row = next(
        row for row in rows if row["year"] == "2035" and row["view"] == "end_use" and row["sector"] == "transport"
    )
    assert (row["value_a"], row["value_b"], row["difference"]) == ("60.0", "30.0", "-30.0")
    assert not any(row["year"] == "2018" and row["sector"] == "households" for row in rows)
    money = read(tmp_path / "tables/investment.csv")
    assert {row["difference"] for row in money} == {"0.0"}
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["b"]["scenario"] == "b"
