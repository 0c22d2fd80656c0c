# ruff: noqa: E501 - one line a case
"""Hostile and broken files: each is refused once, at its place, in both languages, in bounded time and memory."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from klima2035 import cli, pipeline
from klima2035.errors import Fault
from klima2035.faults import render
from klima2035.folder import new_folder
from klima2035.inputs import Inputs

ROOT = Path(__file__).resolve().parents[1]
HEAD = "schema: 1\nname: x\ntitle: {de: X, en: X}\nextends: trend\n"
SLOWEST = 30.0  # seconds: a guard against hanging, not a promise
Check = Callable[..., tuple[Fault, ...]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("scenarios", "inputs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(place: Path, inputs: Inputs) -> Check:
    """Return what validates a scenario that says something after its head, the shipped tables taken as read."""

    def found(text: str | bytes, head: str = HEAD, name: str = "scenarios/x.yaml") -> tuple[Fault, ...]:
        raw = text if isinstance(text, bytes) else text.encode()
        (place / name).write_bytes(head.encode() + raw)
        return timed(place / name, inputs)

    return found


def timed(path: Path | str, inputs: Inputs | None = None) -> tuple[Fault, ...]:
    start = time.perf_counter()
    faults = pipeline.validate(path, lambda _root, _city: inputs) if inputs is not None else pipeline.validate(path)
    for fault in faults[:200]:
        assert render(fault, "de") != render(fault, "en")
    assert time.perf_counter() - start < SLOWEST
    return faults


def only(faults: tuple[Fault, ...]) -> Fault:
    assert len(faults) == 1, [str(fault) for fault in faults[:5]]
    return faults[0]


LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 40))
BOMBS = {
    "brackets": ("measures: " + "[" * 10_000 + "]" * 10_000, "too_many_parts"),
    "braces": ("measures: " + "{a: " * 9_000, "too_many_parts"),
    "deep blocks": ("measures:\n" + "".join(" " * i + "a:\n" for i in range(1, 400)), "unknown_measure"),
    "brackets within brackets": ("measures: " + "[" * 2_000 + "]" * 2_000, "too_deep"),
    "ten thousand dashes": ("measures:\n  " + "- " * 10_000 + "x\n", "too_many_parts"),
    "many keys": ("".join(f"k{i}: 1\n" for i in range(8_000)), "too_many_parts"),
    "large file": ("#" * 200_000, "too_large"),
    "digits": ("horizon: " + "9" * 90_000 + "\n", "wrong_type"),
    "digits and unit": ("measures: {heat-pumps: {ambition: " + "9" * 90_000 + " %}}\n", "not_finite"),
    "long line": ("horizn: " + "x" * 90_000 + "\n", "unknown_key"),
    "NUL": ("horizon: 20\x0035\n", "not_yaml"),
    "python": ("text: !!python/object/apply:os.system [echo]\n", "tag"),
    "merge": ("measures: {<<: {heat-pumps: true}}\n", "merge_key"),
    "merge in a block": ("measures:\n  <<: x\n", "merge_key"),
    "anchor": ("horizon: &a 2040\n", "anchor"),
    "quotes": ("x: " + "'" * 90_000 + "\n", "unknown_key"),
    "open quote": ("text: {de: 'x, en: y}\n", "not_yaml"),
    "two documents": ("---\na: 1\n", "not_yaml"),
}


@pytest.mark.parametrize("case", BOMBS)
def test_a_bomb_is_refused_in_bounded_time(case: str, check: Check) -> None:
    text, code = BOMBS[case]
    assert code in {fault.code for fault in check(text)}


def test_aliases_are_never_expanded(check: Check) -> None:
    faults = check(LAUGHS)
    assert {fault.code for fault in faults} <= {"anchor", "unknown_key"}
    assert len(faults) <= 80


def test_signs_that_turn_or_hide_text_are_told_harmlessly(check: Check) -> None:
    told = only(check('measures: {"heat\\u202e\\x1b[31mpumps": true}\n')).told("de")
    assert told.isprintable()
    assert "heat\\u202e\\u001b[31mpumps" in told


BAD_NAMES = [
    "../x",
    "/etc/passwd",
    "..\\x",
    "C:\\x",
    "con",
    "nul.yaml",
    "lpt1",
    "trend.",
    "trend ",
    "a/b",
    "x" * 65,
    "Ü",
]
SPOTS = {
    "extends": ("extends: '{}'\n", HEAD.replace("extends: trend\n", ""), 10),
    "city": ("city: '{}'\n", HEAD, 7),
    "framework file": ("framework: {{file: '{}'}}\n", HEAD, 19),
    "measure": ("measures: {{'{}': true}}\n", HEAD, 12),
    "milestone": ("milestones: ['{}']\n", HEAD, 14),
    "name": ("name: '{}'\n", HEAD.replace("name: x\n", ""), 7),
}


@pytest.mark.parametrize("bad", BAD_NAMES)
@pytest.mark.parametrize("spot", SPOTS)
def test_a_path_is_no_name(spot: str, bad: str, check: Check) -> None:
    text, head, column = SPOTS[spot]
    fault = only(check(text.format(bad), head))
    assert fault.code in ("no_name", "reserved_name")
    assert (fault.line, fault.column) == (head.count("\n") + 1, column)


@pytest.mark.parametrize("bad", ["compare", "diff", "con", "com1"])
def test_a_scenario_cannot_bear_a_name_that_folders_need(bad: str, check: Check) -> None:
    assert only(check("", HEAD.replace("name: x", f"name: {bad}"))).code == "reserved_name"


@pytest.mark.parametrize("bad", ["../x", "/etc/passwd", "con"])
@pytest.mark.parametrize("key", ["requires", "excludes"])
def test_a_measure_names_no_path(key: str, bad: str, place: Path, inputs: Inputs) -> None:
    path = place / "inputs/wuppertal/measures/heat-pumps.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index(f"{key}: [")
    end = text.index("]", start)
    path.write_text(f"{text[:start]}{key}: [{bad}{text[end:]}", encoding="utf-8")
    fault = only(timed(path, inputs))
    assert fault.code in ("no_name", "reserved_name")
    assert fault.column == len(key) + 4


def test_a_milestone_names_no_path(place: Path, inputs: Inputs) -> None:
    path = place / "inputs/wuppertal/milestones.yaml"
    text = path.read_text(encoding="utf-8").replace("scenario: programm-2021", "scenario: ../x", 1)
    path.write_text(text, encoding="utf-8")
    fault = only(timed(path, inputs))
    assert (fault.code, fault.line) == ("no_name", text[: text.index("../x")].count("\n") + 1)


needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


@needs_pipes
@pytest.mark.parametrize("name", ["scenarios/pipe.yaml", "pipe.csv", "inputs/wuppertal/measures/pipe.yaml", "pipe"])
def test_a_pipe_is_refused_before_it_is_opened(name: str, place: Path) -> None:
    os.mkfifo(place / name)
    assert only(timed(Path(name))).code == "not_a_file"


@needs_pipes
@pytest.mark.parametrize(
    "name", ["wuppertal/pipe.csv", "germany/labels.csv", "germany/ranges.csv", "wuppertal/sources.csv", "wuppertal/milestones.yaml",
             "wuppertal/measures/pipe.yaml", "wuppertal/inputs.yaml"],
)  # fmt: skip
def test_a_pipe_among_the_inputs_does_not_stop_the_reading(name: str, place: Path) -> None:
    (place / "inputs" / name).unlink(missing_ok=True)
    os.mkfifo(place / "inputs" / name)
    fault = only(timed(Path("scenarios/trend.yaml")))
    assert fault.file == f"inputs/{name}"


@needs_pipes
@pytest.mark.parametrize("folder", ["scenarios", "scenarios/framework"])
def test_a_pipe_is_no_parent_and_no_framework_file(folder: str, place: Path, check: Check) -> None:
    os.mkfifo(place / folder / "pipe.yaml")
    faults = check("framework: {file: pipe}\n") if "/" in folder else check("", HEAD.replace("trend", "pipe"))
    assert only(faults).code in ("unknown_parent", "unknown_framework_file")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_refused_before_it_is_opened(place: Path) -> None:
    (place / "scenarios/zero.yaml").symlink_to("/dev/zero")
    assert only(timed("/dev/zero")).code == "not_a_file"
    assert only(timed("scenarios/zero.yaml")).code == "not_a_file"


@pytest.mark.parametrize("name", ["scenarios", "inputs/wuppertal", ""])
def test_a_folder_is_told(name: str, place: Path) -> None:
    assert only(timed(name)).code == "is_folder"


@pytest.mark.parametrize("name", ["x" * 5000 + ".yaml", "a\0b.yaml", "\u202e.yaml", "https://x.yaml"])
def test_a_path_that_cannot_be(name: str, place: Path) -> None:
    assert only(timed(name)).code in ("not_a_file", "no_file")


@pytest.mark.parametrize(
    ("link", "text", "code"),
    [
        ("scenarios/link.yaml", "", "link_leads_out"),
        ("scenarios/framework/link.yaml", "framework: {file: link}\n", "unknown_framework_file"),
        ("inputs/wuppertal/measures/link.yaml", "", "link_leads_out"),
        ("inputs/away", "city: away\n", "link_leads_out"),
        ("inputs/wuppertal/link.csv", "", "link_leads_out"),
        ("inputs/wuppertal/milestones.yaml", "", "link_leads_out"),
    ],
)
def test_links_out_of_the_folders_are_refused(
    link: str, text: str, code: str, place: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.yaml").write_text(HEAD, encoding="utf-8")
    (place / link).unlink(missing_ok=True)
    try:
        (place / link).symlink_to(outside if link.endswith("away") else outside / "x.yaml")
    except OSError:
        pytest.skip("no links here")
    head = HEAD.replace("trend", "link") if link.startswith("scenarios/link") else HEAD
    (place / "scenarios/x.yaml").write_text(head + text, encoding="utf-8")
    fault = only(timed(Path("scenarios/x.yaml")))
    assert fault.code == code
    assert not fault.file.startswith("/")


def test_a_link_to_itself(place: Path, check: Check) -> None:
    try:
        (place / "scenarios/loop.yaml").symlink_to("loop.yaml")
    except OSError:
        pytest.skip("no links here")
    assert only(timed(Path("scenarios/loop.yaml"))).code in ("no_file", "not_a_file")
    assert only(check("", HEAD.replace("trend", "loop"))).code == "unknown_parent"


def test_endless_parents(place: Path, inputs: Inputs) -> None:
    for i in range(100):
        text = f"schema: 1\nname: parent-{i}\ntitle: {{de: X, en: X}}\nextends: parent-{i + 1}\n"
        (place / f"scenarios/parent-{i}.yaml").write_text(text, encoding="utf-8")
    assert only(timed(Path("scenarios/parent-0.yaml"), inputs)).code == "too_many_parents"
    text = "schema: 1\nname: parent-1\ntitle: {de: X, en: X}\nextends: parent-0\n"
    (place / "scenarios/parent-1.yaml").write_text(text, encoding="utf-8")
    assert only(timed(Path("scenarios/parent-0.yaml"), inputs)).code == "circle_of_parents"


TABLE = "inputs/wuppertal/energy.csv"
GOOD = (ROOT / TABLE).read_bytes()
FIRST = GOOD.split(b"\n", 1)[0]
TABLES = {
    "huge line": (GOOD + b"x" * 500_000, "not_csv"),
    "huge file": (GOOD + b"x" * 5_000_000, "too_large"),
    "many columns": (FIRST + b"," + b",".join(b"c%d" % i for i in range(10_000)), "too_many_columns"),
    "commas": (b"," * 100_000, "too_many_columns"),
    "open quote": (GOOD + b'energy,"x\n' + b"y\n" * 100, "not_csv"),
    "byte order mark": (b"\xef\xbb\xbf" + GOOD, "byte_order_mark"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "utf16"),
    "latin-1": (GOOD + b"\xe4\n", "not_utf8"),
    "semicolons": (GOOD.replace(b",", b";"), "no_commas"),
    "tabs": (GOOD.replace(b",", b"\t"), "no_commas"),
    "empty": (b"", "table_empty"),
    "bad header": (GOOD.replace(b"value", b"valu", 1), "unknown_column"),
    "header only": (FIRST + b"\n", "no_rows"),
}


@pytest.mark.parametrize("case", TABLES)
def test_a_broken_table_is_told_once(case: str, place: Path) -> None:
    raw, code = TABLES[case]
    (place / TABLE).write_bytes(raw)
    assert code in {fault.code for fault in timed(Path(TABLE))}
    if code != "no_rows":
        assert only(timed(Path(TABLE))).code == code


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
def test_other_line_ends_are_no_fault(ends: bytes, place: Path, check: Check) -> None:
    (place / TABLE).write_bytes(GOOD.replace(b"\n", ends))
    assert timed(Path(TABLE)) == ()
    if ends == b"\r\n":
        assert check("horizon: 2040\n".replace("\n", "\r\n"), HEAD.replace("\n", "\r\n")) == ()


def test_a_missing_register_of_sources_is_told_once(place: Path) -> None:
    (place / "inputs/wuppertal/sources.csv").unlink()
    fault = only(timed(Path("scenarios/trend.yaml")))
    assert (fault.file, fault.code) == ("inputs/wuppertal/sources.csv", "no_file")


FAULTS = {  # what is wrong: text after the head, line, column, words in German and English
    "misspelt key": ("horizn: 2040\n", 5, 1, "unbekannter Schlüssel 'horizn'", "mean 'horizon'"),
    "misspelt key, deep": ("measures: {heat-pumps: {strat: 2027}}\n", 5, 25, "gemeint ist vielleicht 'start'", "unknown key"),
    "misspelt name": ("measures: {heat-pmps: true}\n", 5, 12, "unbekannte Maßnahme", "unknown measure"),
    "misspelt lever": (
        "measures: {heat-pumps: {levers: {heat_pmp_share: {to: 5 %}}}}\n", 5, 34, "bewegt die Stellgröße", "does not move the lever"),
    "wrong type": ("as_of: soon\n", 5, 8, "eine ganze Zahl ohne Einheit", "whole number"),
    "wrong unit": ("measures: {heat-pumps: {ambition: 5 km}}\n", 5, 35, "ist eine Länge", "is length"),
    "unknown unit": ("measures: {heat-pumps: {ambition: 5 pct}}\n", 5, 35, "unbekannte Einheit 'pct'", "unknown unit"),
    "missing unit": ("measures: {heat-pumps: {ambition: 80}}\n", 5, 35, "hat keine Einheit", "has no unit"),
    "out of bounds": ("measures: {charging-points: {levers: {charging_points: {to: 9e9 points}}}}\n", 5, 61,
                      "liegt außerhalb der Grenzen", "outside the bounds"),
    "percent or share": ("measures: {e-cars: {levers: {battery_car_share: {to: 95 1}}}}\n", 5, 54, "ist '95 %' gemeint", "is '95 %' meant"),
    "key twice": ("horizon: 2040\nhorizon: 2041\n", 6, 1, "steht zweimal da", "given twice"),
    "years unsorted": ("measures: {charging-points: {levers: {charging_points: {table: {2030: 5 points, 2028: 4 points}}}}}\n", 5, 81,
                       "steht nach 2030", "stands after 2030"),
    "year twice": ("measures: {charging-points: {levers: {charging_points: {table: {2030: 5 points, 2030: 4 points}}}}}\n", 5, 81,
                   "steht zweimal da", "given twice"),
    "tab": ("measures:\n\theat-pumps: true\n", 6, 1, "Tabulator", "a tab"),
    "decimal comma": ("measures: {heat-pumps: {ambition: '0,5 %'}}\n", 5, 35, "'0.5 %' schreiben", "write '0.5 %'"),
    "outside the horizon": ("horizon: 2030\nmeasures: {heat-pumps: {end: 2031}}\n", 6, 30, "nach dem Horizont 2030", "after the horizon"),
    "no year of the model": ("horizon: 2060\n", 5, 10, "1990 bis 2050", "1990 to 2050"),
    "end before start": ("measures: {charging-points: {start: 2033, end: 2030}}\n", 5, 48, "liegt vor dem Beginn 2033", "before start 2033"),
    "missing parent": ("", 4, 10, "unbekanntes Elternteil 'tredn'", "mean 'trend'"),
    "unknown variant": ("framework: {grid: renewable_2036}\n", 5, 19, "kein Pfad 'renewable_2036'", "no variant"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_of_a_scenario_in_both_languages(case: str, check: Check) -> None:
    text, line, column, german, english = FAULTS[case]
    head = HEAD.replace("extends: trend", "extends: tredn") if case == "missing parent" else HEAD
    faults = check(text, head)
    here = [fault for fault in faults if (fault.line, fault.column) == (line, column)]
    assert here, [str(fault) for fault in faults]
    assert german in here[0].told("de")
    assert english in here[0].told("en")
    assert len(faults) == 1, [str(fault) for fault in faults]


RAW = {
    "byte order mark": (b"\xef\xbb\xbf" + HEAD.encode(), 1, 1, "Byte-Reihenfolge-Marke", "byte order mark"),
    "UTF-16": (HEAD.encode("utf-16"), 1, 1, "UTF-16", "UTF-16"),
    "latin-1": (HEAD.encode() + "text: {de: Wärme, en: x}\n".encode("latin-1"), 5, 13, "nicht UTF-8", "not UTF-8"),
    "empty": (b"", 1, 1, "die Datei ist leer", "file is empty"),
    "blank": (b"\n\n", 1, 1, "die Datei ist leer", "file is empty"),
}


@pytest.mark.parametrize("case", RAW)
def test_each_fault_of_the_bytes_in_both_languages(case: str, place: Path, inputs: Inputs) -> None:
    raw, line, column, german, english = RAW[case]
    for name in (
        "scenarios/x.yaml",
        "inputs/wuppertal/measures/x.yaml",
        "inputs/wuppertal/milestones.yaml",
        "scenarios/framework/x.yaml",
    ):
        (place / name).write_bytes(raw)
        fault = only(timed(Path(name), inputs))
        assert (fault.line, fault.column) == (line, column)
        assert german in fault.told("de")
        assert english in fault.told("en")
        (place / name).unlink()


SHIFT = {  # what is wrong with a row: old, new, column, German, English
    "decimal comma": (",0.35,", ',"0,35",', "value", "Dezimalpunkt schreiben", "decimal point"),
    "misspelt key": (
        "steam_delivery_share,",
        "steam_delivry_share,",
        "key",
        "vielleicht 'steam_delivery_share'",
        "did you mean",
    ),
    "misspelt source": (
        "assumption_energy,",
        "assumption_enrgy,",
        "source",
        "vielleicht 'assumption_energy'",
        "did you mean",
    ),
    "wrong unit": (",0.35,1,", ",0.35,GWh,", "unit", "'GWh' ist Energie", "'GWh' is energy"),
    "missing unit": (",0.35,1,", ",0.35,,", "unit", "die Einheit fehlt", "unit is missing"),
    "no number": (",0.35,1,", ",viel,1,", "value", "ist keine Zahl", "is not a number"),
    "outside its range": (",0.35,1,", ",0.95,1,", "value", "außerhalb seiner Spanne", "outside its range"),
    "no year": (",0.35,1,2017,", ",0.35,1,217,", "year", "ist kein Jahr", "is not a year"),
}


@pytest.mark.parametrize("case", SHIFT)
def test_each_fault_of_a_row_in_both_languages(case: str, place: Path) -> None:
    old, new, column, german, english = SHIFT[case]
    lines = GOOD.decode().split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("steam_delivery_share"))
    assert old in lines[at]
    lines[at] = lines[at].replace(old, new, 1)
    (place / TABLE).write_text("\n".join(lines), encoding="utf-8")
    fault = only(timed(Path(TABLE)))
    assert (fault.line, fault.column) == (at + 1, lines[0].split(",").index(column) + 1)
    assert german in fault.told("de")
    assert english in fault.told("en")


@pytest.mark.parametrize(
    ("file", "old", "new", "column"),
    [
        ("germany/sources.csv", "ageb_2017,", "ageb_2071,", 1),
        ("germany/labels.csv", "\nbuildings,", "\nbildings,", 1),
        ("germany/glossary.csv", "\nadaptation_area,", "\nadaption_area,", 1),
        ("wuppertal/projects.csv", ",known_projects,", ",known_project,", 10),
        ("germany/sources.csv", "key,title,url", "key,titel,url", 2),
    ],
)
def test_a_slip_in_a_defining_file_is_told_there(file: str, old: str, new: str, column: int, place: Path) -> None:
    path = place / "inputs" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    fault = only(timed(Path("inputs") / file))
    assert (fault.line, fault.column) == (
        text[: text.index(old) + 1].count("\n") + 1 if old[0] == "\n" else fault.line,
        column,
    )
    assert old.strip("\n,").split(",")[0] in fault.near or "title" in fault.near


def test_a_slip_in_the_name_of_a_scenario(place: Path, check: Check) -> None:
    path = place / "scenarios/klimaneutral-2035.yaml"
    path.write_text(path.read_text("utf-8").replace("name: klimaneutral-2035", "name: klimaneutral-203"), "utf-8")
    assert only(timed(Path("scenarios/klimaneutral-2035.yaml"))).near == ("klimaneutral-2035",)
    assert check("", HEAD.replace("name: x", "name: another")) == ()


@pytest.mark.parametrize(("lang", "words"), [("de", "Hinweis: "), ("en", "Note: ")])
def test_validate_says_what_an_unmet_prerequisite_means(
    lang: str, words: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "scenarios/x.yaml").write_text(HEAD + "measures: {e-cars: true}\n", encoding="utf-8")
    assert cli.main(["validate", "scenarios/x.yaml", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert f"{words}scenarios/x.yaml:5:12: 'e-cars'" in told
    assert "charging-points" in told
    (place / "scenarios/x.yaml").write_text(HEAD + "measures: {e-cars: true, charging-points: true}\n", "utf-8")
    assert cli.main(["validate", "scenarios/x.yaml"]) == 0
    assert "e-cars" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["", "../x", "con", "nul", "compare", "diff", "a/b", "x.", "Ü"])
def test_an_output_folder_has_a_plain_name(name: str, tmp_path: Path) -> None:
    from klima2035.errors import InputError  # noqa: PLC0415

    with pytest.raises(InputError), new_folder(tmp_path, name):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command", [["run", "trend", "--no-charts"], ["compare", "trend", "programm-2021", "--no-charts"]]
)
def test_a_file_is_no_output_folder(command: list[str], place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "taken").write_text("mine", encoding="utf-8")
    assert cli.main([*command, "--out", "taken"]) in (2, 3)
    assert "Traceback" not in capsys.readouterr().err
    assert (place / "taken").read_text(encoding="utf-8") == "mine"


def test_a_value_of_any_kind_can_be_told(check: Check) -> None:
    faults = check("", HEAD.replace("schema: 1", "schema: [1, {a: 2}]"))
    assert "schema_wrong" in {fault.code for fault in faults}
    assert len({hash(fault) for fault in faults}) == len(faults)
