"""Energy balances: every cell becomes a figure, is ignored by name, or is told with its place."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import folders
import importing
import pytest

from klima2035 import cli, loading, mappings
from klima2035.errors import InputError
from klima2035.importers import balance
from klima2035.importers.figures import Ask, Reading

HEAD = "schema: 1\ntitle: {de: Probe, en: Sample}\nunit: MWh/a\ndatenguete: B\n"
WORDS = """sectors: {Haushalte: households, GHD: commerce, Industrie: industry, Verkehr: transport, Stadt: municipal}
carriers: {Strom: electricity, Erdgas: natural_gas, Steinkohle: coal, Braunkohle: coal, Diesel: diesel}
totals: [Summe]
ignore: ["Quelle*", Anteil]
"""
MATRIX = """Bilanz 2024 in MWh
Energieträger;Haushalte;GHD;Verkehr;Summe
Strom;1.000,5;2.000;30;3.030,5
Erdgas;5.000;-;;5.000
Steinkohle;7;;;7
Braunkohle;3,25;;;3,25
Summe;6.010,75;2.000;30;8.040,75
Quelle: erfunden
"""
LONG = """Jahr;Sektor;Energieträger;Wert
2023;Haushalte;Strom;900
2024;Haushalte;Strom;1000
2024;Summe;Strom;1000
2024;Verkehr;Diesel;12,5
"""


@pytest.fixture
def mapping(tmp_path: Path) -> mappings.Mapping:
    path = tmp_path / "own.yaml"
    path.write_text(HEAD + WORDS, encoding="utf-8")
    return mappings.load(path)


def read(folder: Path, content: str | bytes, mapping: mappings.Mapping, *years: int, name: str = "b.csv") -> Reading:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return balance.read(Ask((path,), "Wuppertal", years, "", mapping))


def found(reading: Reading) -> dict[tuple[str, str, int], Decimal]:
    return {(one.sector, one.carrier, one.day.year): one.value for one in reading.figures}


WANTED = {
    ("households", "electricity", 2024): Decimal("1000.5"), ("households", "natural_gas", 2024): Decimal(5000),
    ("households", "coal", 2024): Decimal("10.25"), ("commerce", "electricity", 2024): Decimal(2000),
    ("transport", "electricity", 2024): Decimal(30),
}  # fmt: skip


def codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.unread]


def refused(folder: Path, content: str | bytes, mapping: mappings.Mapping, *years: int) -> list[tuple[int, int, str]]:
    with pytest.raises(InputError) as error:
        read(folder, content, mapping, *years)
    return [(one.line, one.column, one.code) for one in error.value.faults]


def transposed(text: str) -> str:
    lines = [line.split(";") for line in text.splitlines()[1:-1]]
    return "\n".join(";".join(cells) for cells in zip(*lines, strict=True)) + "\n"


def test_both_ways_round_give_the_same_figures(tmp_path, mapping):
    across, down = read(tmp_path, MATRIX, mapping, 2024), read(tmp_path, transposed(MATRIX), mapping, 2024)
    assert found(across) == found(down) == WANTED
    assert across.unread == down.unread == []
    assert (across.rows, across.understood, across.left_out) == (6, 5, 1)
    note = next(one.note for one in across.figures if one.carrier == "coal")
    assert note == "Haushalte / Steinkohle + Haushalte / Braunkohle"
    assert {(one.unit, one.quality, one.datenguete) for one in across.figures} == {("MWh/a", "reported", "B")}


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_coding_changes_nothing_and_is_told(tmp_path, mapping, coding, ends):
    reading = read(tmp_path, MATRIX.replace("\n", ends).encode(coding), mapping, 2024)
    assert found(reading) == WANTED
    told = next(one.values for one in reading.said if one.key == "import_csv")
    names = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
    assert told == (names[coding], ";")


def test_commas_and_tabs_part_cells_as_well(tmp_path, mapping):
    english = 'x,Haushalte,GHD\nStrom,"1,000.5",2000\nErdgas,5000,\n'
    tabs = english.replace('"1,000.5"', "1000.5").replace(",", "\t")
    assert found(read(tmp_path, english, mapping, 2024)) == found(read(tmp_path, tabs, mapping, 2024))
    assert found(read(tmp_path, english, mapping, 2024))["households", "electricity", 2024] == Decimal("1000.5")


def test_a_workbook_gives_what_the_csv_gives(tmp_path, mapping):
    lines = [[_cell(cell) for cell in line.split(";")] for line in MATRIX.splitlines()]
    path = importing.workbook(tmp_path / "b.xlsx", Deckblatt=[["Titel"]], Endenergie=lines)
    reading = balance.read(Ask((path,), "Wuppertal", (2024,), "", mapping))
    assert found(reading) == WANTED
    assert any(one.values == ("Endenergie",) for one in reading.said)


def _cell(text: str) -> object:
    plain = text.replace(".", "").replace(",", ".")
    return float(plain) if plain.replace(".", "").isdigit() else text or None


def test_one_figure_a_line_with_years(tmp_path, mapping):
    both, one = read(tmp_path, LONG, mapping), read(tmp_path, LONG, mapping, 2024)
    assert found(both)["households", "electricity", 2023] == 900
    assert found(one) == {("households", "electricity", 2024): 1000, ("transport", "diesel", 2024): Decimal("12.5")}
    assert (one.rows, one.understood, one.left_out) == (4, 3, 1)


def test_a_line_may_have_its_own_unit(tmp_path, mapping):
    text = "Sektor;Energieträger;Wert;Einheit\nHaushalte;Strom;2;GWh\nVerkehr;Diesel;5;MWh/a\nIndustrie;Strom;1;Liter\n"
    reading = read(tmp_path, text, mapping, 2024)
    assert found(reading) == {("households", "electricity", 2024): 2000, ("transport", "diesel", 2024): 5}
    assert [(one.line, one.column, one.code) for one in reading.unread] == [(4, 4, "import_no_unit")]


def test_what_is_not_understood_is_told_with_its_place(tmp_path, mapping):
    text = MATRIX.replace("Steinkohle", "Steinkohl").replace("GHD", "Gewerbe").replace("5.000;-", "viel;-")
    reading = read(tmp_path, text, mapping, 2024)
    places = [(one.line, one.column, one.code) for one in reading.unread]
    assert places == [(2, 3, "import_unknown_word"), (4, 2, "import_no_number"), (5, 1, "import_unknown_word")]
    assert reading.unread[2].near == ("steinkohle",)


def test_a_column_of_figures_without_a_heading_is_told(tmp_path, mapping):
    reading = read(tmp_path, "x;Haushalte;GHD;\nStrom;1;2;3\nErdgas;1;2;\n", mapping, 2024)
    assert [(one.line, one.column, one.code) for one in reading.unread] == [(1, 4, "import_no_word")]


def test_the_words_down_the_side_stand_where_most_of_them_are(tmp_path, mapping):
    text = "Anteil;Energieträger;Haushalte;GHD\nStrom;Strom;1;2\n;Erdgas;3;4\n;Diesel;5;6\n"
    reading = read(tmp_path, text.replace("Energieträger", "Anteil", 1), mapping, 2024)
    assert sum(one.value for one in reading.figures) == 21
    assert len(reading.figures) == 6


def test_sums_are_checked_within_rounding_and_never_imported(tmp_path, mapping):
    reading = read(tmp_path, MATRIX.replace("8.040,75", "8.041"), mapping, 2024)
    assert [one.values for one in reading.said if one.key == "import_sums"] == [(8, 8)]
    wrong = read(tmp_path, MATRIX.replace("5.000;-;;5.000", "5.000;-;;5.020"), mapping, 2024)
    told = [one.values for one in wrong.said if one.key == "import_sum_differs"]
    assert told == [(4, 5, 5020, 5000, "MWh/a")]
    assert found(wrong) == WANTED


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("5.000;-", "-5.000;-", (4, 2, "import_negative")),
        ("5.000;-", "9999999999999,0;-", (4, 2, "import_huge")),
        ("Braunkohle", "Erdgas", (6, 1, "import_twice")),
        ("GHD", "HAUSHALTE ", (2, 3, "import_twice")),
        ("in MWh", "in kWh", (1, 1, "import_other_unit")),
        ("1.000,5", "1.000,5;", (7, 1, "x")),
        ("1.000,5", "1000.5", (3, 2, "import_numbers_mixed")),
    ],
)
def test_what_no_balance_can_say_is_refused(tmp_path, mapping, old, new, wanted):
    if wanted[2] == "x":
        assert len(codes(read(tmp_path, MATRIX.replace(old, new, 1), mapping, 2024))) == 1
    else:
        assert wanted in refused(tmp_path, MATRIX.replace(old, new, 1), mapping, 2024)


def test_a_number_that_may_be_read_two_ways_is_never_guessed(tmp_path, mapping):
    text = "x;Haushalte;GHD\nStrom;1.234;5\nErdgas;7;8\n"
    assert refused(tmp_path, text, mapping, 2024) == [(2, 2, "import_numbers_open")]
    for decimal, value in (("comma", Decimal(1234)), ("point", Decimal("1.234"))):
        path = tmp_path / "decimal.yaml"
        path.write_text(f"{HEAD}decimal: {decimal}\n{WORDS}", encoding="utf-8")
        assert found(read(tmp_path, text, mappings.load(path), 2024))["households", "electricity", 2024] == value


def test_a_matrix_needs_one_year(tmp_path, mapping):
    assert refused(tmp_path, MATRIX, mapping) == refused(tmp_path, MATRIX, mapping, 2023, 2024)
    assert refused(tmp_path, MATRIX, mapping) == [(2, 1, "import_needs_year")]


def test_a_table_without_known_words_tells_what_it_found(tmp_path, mapping):
    with pytest.raises(InputError) as error:
        read(tmp_path, "a;b\nc;1\n", mapping, 2024)
    assert "gefunden: a, b" in error.value.faults[0].told("de")


def test_formulas_stay_text_and_notes_are_no_formulas(tmp_path):
    path = tmp_path / "formulas.yaml"
    path.write_text(HEAD + WORDS.replace("Haushalte:", "'=1+1':").replace("Strom:", "'@sum':"), encoding="utf-8")
    text = MATRIX.replace("Haushalte", "=1+1").replace("Strom", "@sum").replace("5.000;-", "=5000;-")
    reading = read(tmp_path, text, mappings.load(path), 2024)
    assert codes(reading) == ["import_no_number"]
    assert all(not one.note.startswith(("=", "+", "-", "@")) for one in reading.figures)
    assert reading.figures[0].note == "'=1+1 / @sum"


@pytest.mark.parametrize("seed", range(20))
def test_any_table_comes_back_as_it_was(tmp_path, mapping, seed):
    """The sum over all figures is the sum over all cells, whatever the order of rows and columns."""
    chance = random.Random(seed)  # noqa: S311 - a table, no secret
    sectors = chance.sample(["Haushalte", "GHD", "Industrie", "Verkehr", "Stadt"], 3)
    carriers = chance.sample(["Strom", "Erdgas", "Steinkohle", "Braunkohle", "Diesel"], 4)
    values = {(s, c): chance.randrange(0, 10**9) for s in sectors for c in carriers}
    german = {place: f"{value / 100:,.2f}".translate(str.maketrans(",.", ".,")) for place, value in values.items()}
    lines = [";".join(["", *sectors])] + [";".join([c, *(german[s, c] for s in sectors)]) for c in carriers]
    reading = read(tmp_path, "\n".join(lines) + "\n", mapping, 2024)
    assert sum(one.value for one in reading.figures) * 100 == sum(values.values())
    assert reading.unread == []


TYPOS = [
    ("unit: MWh/a", "unit: MWh", "3:7", "MWh/a"),
    ("datenguete: B", "datengute: B", "4:1", "'datenguete'"),
    ("datenguete: B", "datenguete: E", "4:13", "A, B, C, D"),
    ("GHD: commerce", "GHD: comerce", "5:39", "'comerce' ist unbekannt"),
    ("Strom: electricity", "Strom: electrcity", "6:19", "'electricity'"),
    ("totals: [Summe]", "totals: [Summe, strom]", "7:17", "'strom' steht schon unter 'carriers'"),
    ("totals:", "total:", "7:1", "'totals'"),
    ("totals: [Summe]", "totals: [Summe]\nheader: drei", "8:9", "ganze Zahl"),
    ("totals: [Summe]", "totals: [Summe]\ndecimal: komma", "8:10", "'comma'"),
    ("totals: [Summe]", "totals: [Summe]\ncolumns: {sector: a, carrier: b}", "8:1", "value"),
    ("totals: [Summe]", "totals: [Summe]\ndatenguete_by_carrier: {oil: A}", "8:25", "oil"),
    ("schema: 1", "schema: 2", "1:9", "2"),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), TYPOS)
def test_each_typo_of_a_mapping_has_its_place(tmp_path, capsys, old, new, place, words):
    path = tmp_path / "mappings" / "own.yaml"
    path.parent.mkdir()
    path.write_text((HEAD + WORDS).replace(old, new, 1), encoding="utf-8")
    assert cli.main(["validate", str(path)]) == 2
    told = capsys.readouterr().err
    assert f"own.yaml:{place}: " in told
    assert words in told
    with pytest.raises(InputError):
        mappings.load(path)


def test_shipped_mappings_are_sound_and_found_by_name():
    for path in (importing.ROOT / "inputs" / "germany" / "mappings").glob("*.yaml"):
        assert mappings.validate(path) == []
        assert mappings.load(mappings.find(path.stem, "wuppertal")).unit == "MWh/a"
    with pytest.raises(InputError) as error:
        mappings.find("bisco", "wuppertal")
    assert error.value.faults[0].near == ("bisko",)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return importing.city(tmp_path)


def test_what_is_written_is_what_the_model_reads(here, capsys):
    Path("b.csv").write_text(MATRIX.replace("GHD", "Industrie"), encoding="cp1252")
    command = ["import", "balance", "b.csv", "--year", "2024", "--source", "mastr"]
    assert cli.main([*command, "--dry-run"]) == 0
    assert not here.exists()
    assert "final_energy,households,coal,10.25,MWh/a,2024-12-31,reported,D,mastr,," in capsys.readouterr().out
    assert cli.main(command) == 0
    told = capsys.readouterr().out
    assert "Windows-1252" in told
    assert "Werte: 5, davon neu 5" in told
    inputs = loading.read_inputs(Path("inputs"), "wuppertal")
    read_back = {
        (one.index["sector"], one.index["carrier"]): one.value
        for one in inputs.records["actual"] if one.index.get("date") == "2024-12-31"
    }  # fmt: skip
    assert read_back["households", "electricity"] == pytest.approx(1.0005)  # GWh/a
    assert len(read_back) == 5
    assert cli.main(["validate", "inputs/wuppertal/monitoring/balance-2024.csv"]) == 0


def test_a_file_with_unknown_lines_is_refused_unless_asked(here, capsys):
    Path("b.csv").write_text(MATRIX.replace("Braunkohle", "Flüssiggas"), encoding="utf-8")
    command = ["import", "balance", "b.csv", "--year", "2024", "--source", "mastr"]
    assert cli.main(command) == 2
    told = capsys.readouterr()
    assert "Nicht verstandene Stellen: 1." in told.out
    assert "b.csv:6:1: Energieträger 'Flüssiggas'" in told.err
    assert not here.exists()
    assert cli.main([*command, "--dry-run"]) == 1
    assert not here.exists()
    assert cli.main([*command, "--partial"]) == 0
    assert "Energieträger 'Flüssiggas'" in capsys.readouterr().out
    assert len(folders.rows(here / "balance-2024.csv")) == 5
