"""Input tables: each fault once, at its line and column; arrays; the data package."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klima2035 import datapackage, reading, registers, row_laws, tables
from klima2035.errors import InputError
from klima2035.faults import render
from klima2035.inputs import Inputs
from klima2035.reading import load
from klima2035.tables import COLUMNS
from klima2035.variables import Variable

ROOT = Path(__file__).parent.parent / "inputs"
VARIABLES = {
    variable.name: variable
    for variable in (
        Variable("lifetime", (), "a", "Life."),
        Variable("mix", ("rail",), "1", "Mix of two.", "path"),
        Variable("past", (), "GWh/a", "History.", "series"),
        Variable("persons", (), "persons", "People.", "framework"),
        Variable("lever", ("role",), "1", "A lever.", "records"),
        Variable("free", (), "1", "Free records.", "records"),
    )
}
HEADER = "rail,variant,role," + ",".join(COLUMNS)


def row(key: str, value: str = "1", unit: str = "1", year: str = "", **more: str) -> str:
    cells = {"key": key, "value": value, "unit": unit, "year": year, "quality": "reported", "source": "own", **more}
    return ",".join(cells.get(column, "") for column in HEADER.split(","))


SOUND = [
    row("lifetime", "20", "a"),
    *[
        row("mix", "0.5", "1", year, rail=rail)
        for year in ("2017", "2030")
        for rail in ("schwebebahn", "regional_rail")
    ],
    *[row("past", "3", "TWh/a", str(year)) for year in (1990, 1991)],
    *[row("persons", "100", "persons", str(year), variant="actual") for year in range(2017, 2026)],
    row("persons", "110", "persons", "2035", variant="reference"),
    row("lever", "0", "%", role="minimum"),
    row("lever", "90", "%", role="maximum"),
    *[row("lever", "5", "%", str(year), role="actual") for year in range(2017, 2026)],
    row("lever", "10", "%", "2045", role="base"),
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tables.table, "INPUTS", VARIABLES)
    for module in (reading, registers, row_laws):
        monkeypatch.setattr(module, "INPUTS", VARIABLES)
    for place in ("germany", "town"):
        (tmp_path / "inputs" / place).mkdir(parents=True)
        about = f"schema: 1\nname: {place}\ntitle: {{de: {place.title()}, en: {place.title()}}}\n"
        (tmp_path / "inputs" / place / "inputs.yaml").write_text(about, encoding="utf-8")
    register = "key,title,url,licence,retrieved\nown,Own assumption,,MIT,2026-11-23\n"
    (tmp_path / "inputs" / "germany" / "sources.csv").write_text(register, encoding="utf-8")
    return tmp_path / "inputs"


def put(root: Path, rows: list[str], place: str = "germany", header: str = HEADER) -> None:
    (root / place / "t.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def test_sound_tables_become_arrays(root: Path) -> None:
    put(root, SOUND)
    found = load(root, "town")
    assert found.constant("lifetime") == 20.0
    assert found.path("mix", np.array([2017, 2045])).shape == (2, 2, 1)
    past = found.series("past")
    assert past[0, 0] == 3000.0
    assert np.isnan(past[2, 0])
    people = found.framework("persons", np.array([2024, 2025, 2030, 2040]), 2025, "reference")
    assert people[:, 0].tolist() == [100.0, 100.0, 105.0, 110.0]
    assert found.root == root
    assert [item.value for item in found.records["lever"][:2]] == [0.0, 0.9]


def test_a_fixed_row_needs_no_range_and_an_assumed_row_may_be_fixed(root: Path) -> None:
    put(root, [row("lifetime", "20", "a", quality="assumed", distribution="fixed"), *SOUND[1:]])
    (found,) = load(root, "town").rows("lifetime")
    assert (found.distribution, found.low, found.high) == ("fixed", None, None)


@pytest.mark.parametrize("distribution", ["", "uniform", "triangular", "normal", "lognormal"])
def test_a_range_is_kept_with_its_shape(distribution: str, root: Path) -> None:
    put(root, [row("lifetime", "20", "a", low="15", high="30", distribution=distribution), *SOUND[1:]])
    (found,) = load(root, "town").rows("lifetime")
    assert (found.distribution, found.low, found.high) == (distribution, 15.0, 30.0)


def test_inputs_know_their_title_and_list_the_files_that_say_so(root: Path) -> None:
    put(root, SOUND)
    found = load(root, "town")
    assert found.title == {"de": "Town", "en": "Town"}
    assert {root / place / "inputs.yaml" for place in ("germany", "town")} <= set(found.files)


def test_a_city_row_replaces_the_national_rows_of_its_key(root: Path) -> None:
    put(root, SOUND)
    put(root, [row("lifetime", "25", "a")], "town")
    assert load(root, "town").constant("lifetime") == 25.0


BAD = {
    "unknown key": (row("lifetim", "1", "a"), "key", "did you mean 'lifetime'"),
    "no number": (row("lifetime", "many", "a"), "value", "not a number"),
    "decimal comma": (row("lifetime", '"0,5"', "a"), "value", "use a decimal point"),
    "not finite": (row("lifetime", "inf", "a"), "value", "not a number"),
    "underscore": (row("lifetime", "1_0", "a"), "value", "not a number"),
    "no value": (row("lifetime", "", "a"), "value", "value is missing"),
    "unknown unit": (row("lifetime", "1", "yr"), "unit", "unknown unit 'yr'"),
    "no unit": (row("lifetime", "1", ""), "unit", "unit is missing"),
    "wrong dimension": (row("lifetime", "1", "GWh"), "unit", "is energy"),
    "bad year": (row("past", "1", "GWh/a", "199"), "year", "not a year"),
    "no year": (row("past", "1", "GWh/a"), "year", "needs a year"),
    "bad price year": (row("lifetime", "1", "a", price_year="new"), "price_year", "not a year"),
    "assumed, no range": (row("lifetime", "1", "a", quality="assumed"), "low", "needs a range"),
    "half a range": (row("lifetime", "1", "a", quality="assumed", low="0.5"), "high", "needs a range"),
    "outside its range": (row("lifetime", "5", "a", low="1", high="2"), "value", "outside its range"),
    "bad low": (row("lifetime", "5", "a", low="x", high="9"), "low", "not a number"),
    "fixed, with low": (row("lifetime", "5", "a", low="1", high="9", distribution="fixed"), "low", "is not drawn"),
    "fixed, with high": (row("lifetime", "5", "a", high="9", distribution="fixed"), "high", "is not drawn"),
    "no width": (row("lifetime", "5", "a", low="5", high="5", quality="assumed"), "low", "no width: low and high are"),
    "no high": (row("lifetime", "5", "a", low="1"), "high", "the range lacks high"),
    "no low": (row("lifetime", "5", "a", high="9"), "low", "the range lacks low"),
    "shape, no range": (row("lifetime", "5", "a", distribution="normal"), "distribution", "'normal' needs a range"),
    "lognormal of zero": (row("lifetime", "5", "a", low="0", high="9", distribution="lognormal"), "low", "begin at 0"),
    "below its range": (row("lifetime", "0.5", "a", low="1", high="2"), "value", "outside its range"),
    "no quality": (row("lifetime", "5", "a", quality=""), "quality", "quality is missing"),
    "unknown quality": (row("lifetime", "5", "a", quality="asumed", low="1", high="9"), "quality", "'assumed'"),
    "unknown datenguete": (row("lifetime", "5", "a", datenguete="E"), "datenguete", "is unknown"),
    "unknown distribution": (row("lifetime", "5", "a", distribution="gauss"), "distribution", "is unknown"),
    "unknown source": (row("lifetime", "5", "a", source="onw"), "source", "did you mean 'own'"),
    "no source": (row("lifetime", "5", "a", source=""), "source", "source is missing"),
    "unknown label": (row("mix", "1", "1", "2018", rail="schwebebhn"), "rail", "did you mean 'schwebebahn'"),
    "no label": (row("mix", "1", "1", "2018"), "rail", "needs the column rail"),
    "label too many": (row("lifetime", "5", "a", rail="schwebebahn"), "rail", "has no rail"),
    "no variant": (row("persons", "5", "persons", "2040"), "variant", "needs the column variant"),
    "cell too many": (row("lifetime", "5", "a") + ",,", 1, "cells where the header has"),
}


@pytest.mark.parametrize("case", BAD)
def test_each_fault_of_a_row_fires_once_at_its_place(case: str, root: Path) -> None:
    text, column, words = BAD[case]
    put(root, [*SOUND, text])
    with pytest.raises(InputError) as caught:
        load(root, "town")
    (fault,) = caught.value.faults
    place = HEADER.split(",").index(column) + 1 if isinstance(column, str) else column
    assert (fault.file, fault.line, fault.column) == ("inputs/germany/t.csv", len(SOUND) + 2, place), fault
    assert words in str(fault)
    assert render(fault).endswith("^")


WHOLE = {
    "given twice": ([*SOUND, SOUND[0]], "'lifetime' is given twice"),
    "gap in a series": ([*SOUND, row("past", "1", "GWh/a", "1993")], "has a gap: 1992"),
    "lacking combination": (
        [*SOUND, row("mix", "1", "1", "2040", rail="schwebebahn")],
        "'mix 2040' lacks regional_rail",
    ),
    "no actual value": (
        [line for line in SOUND if ",2017" not in line or "persons" not in line],
        "no actual value for",
    ),
    "variant too short": ([*SOUND, row("persons", "1", "persons", "2020", variant="late")], "ends before the last"),
    "no projection": ([line for line in SOUND if "reference" not in line], "has no projection"),
    "lever without bound": ([line for line in SOUND if "maximum" not in line], "has no row for maximum"),
    "lever with a gap": ([line for line in SOUND if "actual,lever" not in line or ",2020," not in line], "a gap: 2020"),
    "lever without trend": ([line.replace("2045", "2024") for line in SOUND], "no trend after 2025"),
    "lever range out of bounds": (
        [*SOUND, row("lever", "10", "%", "2046", role="base", low="5", high="95")],
        "0.95 lies outside its bounds",
    ),
    "lever out of bounds": ([line.replace(",lever,10,", ",lever,95,") for line in SOUND], "outside its bounds"),
    "unknown role": ([*SOUND, row("lever", "1", "%", role="actul")], "did you mean 'actual'"),
    "no row": (SOUND[1:], "no row for 'lifetime'"),
}


@pytest.mark.parametrize("case", WHOLE)
def test_faults_of_a_whole_table(case: str, root: Path) -> None:
    rows, words = WHOLE[case]
    put(root, rows)
    with pytest.raises(InputError) as caught:
        load(root, "town")
    assert len(caught.value.faults) == 1, caught.value
    assert words in str(caught.value)


def test_all_faults_of_all_tables_are_told_at_once(root: Path) -> None:
    put(root, [BAD["no number"][0], BAD["no unit"][0]])
    put(root, [BAD["no source"][0]], "town")
    with pytest.raises(InputError) as caught:
        load(root, "town")
    told = str(caught.value)
    for words in ("not a number", "unit is missing", "source is missing", "no row for 'mix'", "no row for 'lever'"):
        assert words in told


HEADS = {
    "empty": ("", "the table is empty"),
    "semicolons": (HEADER.replace(",", ";"), "not separated by commas"),
    "missing column": (HEADER.replace(",note", ""), "columns missing: note"),
    "column twice": (HEADER + ",note", "columns twice: note"),
    "open quotes": (HEADER + '\nlifetime,"open', "this is not CSV"),
}


@pytest.mark.parametrize("case", HEADS)
def test_faults_of_a_header(case: str, root: Path) -> None:
    text, words = HEADS[case]
    put(root, SOUND)
    (root / "town" / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words) as caught:
        load(root, "town")
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbfkey", b"\xff\xfek\x00", b"key,\xe4"])
def test_encodings_are_told(raw: bytes, root: Path) -> None:
    put(root, SOUND)
    (root / "town" / "t.csv").write_bytes(raw)
    with pytest.raises(InputError, match=r"UTF-8"):
        load(root, "town")


@pytest.mark.parametrize("name", ["../germany", "germany", "nosuch", "/etc", "", "a/b", "TOWN"])
def test_cities_that_are_none(name: str, root: Path) -> None:
    put(root, SOUND)
    with pytest.raises(InputError, match="no inputs for city"):
        load(root, name)


def test_a_city_that_links_away_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    try:
        (root / "away").symlink_to(tmp_path / "elsewhere")
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(InputError, match="no inputs for city"):
        load(root, "away")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("own,Again,,MIT,2026-11-23", "given twice"),
        ("nc,T,https://example.org,CC BY-NC-SA 4.0,2026-11-23", "forbids commercial use"),
        ("none,T,,,2026-11-23", "licence is missing"),
        ("short,T", "cells are missing"),
    ],
)
def test_faults_of_the_register_of_sources(line: str, words: str, root: Path) -> None:
    put(root, SOUND)
    with (root / "germany" / "sources.csv").open("a", encoding="utf-8") as register:
        register.write(line + "\n")
    with pytest.raises(InputError, match=words):
        load(root, "town")


@given(st.binary(max_size=120), st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_give_inputs_or_faults(root: Path, raw: bytes, headed: bool) -> None:
    put(root, SOUND)
    (root / "town" / "t.csv").write_bytes((HEADER.encode() + b"\n" if headed else b"") + raw)
    faults = ()
    try:
        assert isinstance(load(root, "town"), Inputs)
    except InputError as error:
        faults = error.faults
    assert all(fault.line >= 1 and fault.column >= 1 for fault in faults)


def test_what_a_draw_needs_stands_in_the_shipped_tables() -> None:
    from klima2035 import pipeline  # noqa: PLC0415

    found = pipeline.read_inputs(ROOT, "wuppertal")
    rows = [item for name in (*found.points, *found.records) for item in found.rows(name)]
    drawn = [item for item in rows if item.low is not None and item.high is not None]
    assert len(drawn) > 2800
    assert all(item.low < item.high and item.distribution != "fixed" for item in drawn)
    open_rows = [item for item in rows if item.quality == "assumed" and item.low is None]
    assert {item.distribution for item in open_rows} == {"fixed"}
    bounds = [item for item in rows if item.index.get("role") in ("minimum", "maximum")]
    assert all(item.low is None and item.high is None for item in bounds)
    normal = [item for item in rows if item.distribution == "normal"]
    assert {item.key for item in normal} == {"published_emissions", "published_final_energy", "published_share"}
    assert all(item.value == pytest.approx((item.low + item.high) / 2.0) for item in normal)


@pytest.mark.parametrize("place", ["germany", "wuppertal"])
def test_the_committed_data_package_is_current(place: str) -> None:
    path = ROOT / place / "datapackage.json"
    told = f"python -m klima2035.datapackage inputs/{place}"
    assert path.read_text(encoding="utf-8") == datapackage.text(ROOT / place), told
    assert json.loads(path.read_text(encoding="utf-8"))["resources"]


LISTS = {  # rows of free columns: one wrong cell each
    "unknown asset": ("costs.csv", "unit_cost,heat_pump_air_one_two_family,", "unit_cost,heat_pump_air_one_two_famly,",
                      "asset", "did you mean 'heat_pump_air_one_two_family'"),
    "unknown tax": ("costs.csv", ",gross,", ",gros,", "tax", "did you mean 'gross'"),
    "unknown rule": ("framework.csv", "green_fuel_quota", "gren_fuel_quota", "rule", "mean 'green_fuel_quota'"),
    "no date": ("framework.csv", ",2023-04-25,", ",2023-04-31,", "known_from", "is not a date"),
    "pattern of nothing": ("programmes.csv", "heat_pump_air_*|heat_pump_gr", "heat_pmp_air_*|heat_pump_gr",
                           "asset", "asset 'heat_pmp_air_*' is unknown"),
    "unknown programme": ("programmes.csv", "_pot,bund_climate_adaptation", "_pot,bund_climat_adaptation",
                          "programme", "did you mean 'bund_climate_adaptation'"),
    "unknown column": ("programmes.csv", ",confirmed,", ",confirmd,", "confirmd", "did you mean 'confirmed'"),
    "unsorted years": ("prices.csv", None, None, "year", "stands after"),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_a_wrong_cell_of_a_list_is_refused_at_its_place(case: str, tmp_path: Path) -> None:
    import shutil  # noqa: PLC0415

    from klima2035 import pipeline  # noqa: PLC0415

    name, old, new, column, words = LISTS[case]
    shutil.copytree(ROOT, tmp_path / "inputs")
    path = tmp_path / "inputs" / "germany" / name
    text = path.read_text(encoding="utf-8")
    if old is None:  # swap two years of one series
        lines = text.split("\n")
        at = next(i for i, line in enumerate(lines) if line.startswith("construction_price_index,actual"))
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
        line, text = at + 2, "\n".join(lines)
    else:
        assert old in text
        line = text[: text.index(old)].count("\n") + 1
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        pipeline.read_inputs(tmp_path / "inputs", "wuppertal")
    (fault,) = caught.value.faults
    header = text.split("\n", 1)[0].split(",")
    assert (Path(fault.file).name, fault.line, fault.column) == (name, line, header.index(column) + 1), str(fault)
    assert words in str(fault)


@pytest.mark.parametrize("system", ["gas_boiler", "gas_floor_heating", "oil_boiler"])
@pytest.mark.parametrize(
    ("column", "cells", "heat_pump"),
    [
        ("value", {"value": "0.05"}, "0.83"),
        ("high", {"low": "0", "high": "0.02", "distribution": "uniform"}, "0.88"),
    ],
)
def test_what_is_never_installed_has_no_share_that_would_be_lost(
    system: str, column: str, cells: dict[str, str], heat_pump: str, tmp_path: Path
) -> None:
    import shutil  # noqa: PLC0415

    shutil.copytree(ROOT, tmp_path / "inputs")
    path = tmp_path / "inputs" / "wuppertal" / "buildings.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].split(",")

    def change(of: str, new: dict[str, str]) -> int:
        start = f"alternatives_mix,one_two_family,,{of},"
        at = next(i for i, line in enumerate(lines) if line.startswith(start))
        old = lines[at].split(",")
        lines[at] = ",".join(new.get(header[i], cell) if i < len(header) else cell for i, cell in enumerate(old))
        return at + 1

    at = change(system, cells)
    change("heat_pump_air", {"value": heat_pump})  # the shares still sum to one
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(tmp_path / "inputs", "wuppertal")
    (found,) = caught.value.faults
    place = (Path(found.file).name, found.line, found.column, found.code)
    assert place == ("buildings.csv", at, header.index(column) + 1, "share_unused")
    assert system in found.told("de")


def test_shares_of_one_whole_must_sum_to_one(tmp_path: Path) -> None:
    import shutil  # noqa: PLC0415

    from klima2035 import pipeline  # noqa: PLC0415

    shutil.copytree(ROOT, tmp_path / "inputs")
    path = tmp_path / "inputs" / "wuppertal" / "buildings.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].split(",")
    at = next(i for i, line in enumerate(lines) if line.startswith("opening_heating_share"))
    cells = lines[at].split(",")
    cells[header.index("value")] = str(float(cells[header.index("value")]) + 0.001)
    cells[header.index("high")] = "1"
    lines[at] = ",".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")
    faults = [str(fault) for fault in pipeline.validate(path)]
    assert len(faults) == 1, faults
    assert f":{at + 1}:" in faults[0] or "sum to 1.001" in faults[0]
