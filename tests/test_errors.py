"""The tree of errors, and how faults are shown."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from klima2035 import complaints
from klima2035.errors import EnvironmentFault, Fault, InputError, KlimaError, fault, nearest, shown
from klima2035.faults import render


def test_exit_codes() -> None:
    assert (KlimaError.exit_code, InputError.exit_code, EnvironmentFault.exit_code) == (2, 2, 3)
    assert issubclass(InputError, KlimaError)
    assert issubclass(EnvironmentFault, KlimaError)


def test_a_fault_says_place_matter_allowed_and_what_to_do() -> None:
    found = fault("a.yaml", 3, 7, "unknown_key", ["grid"], name="gird", known=complaints.names(["grid", "city"]))
    assert found.told("de") == (
        "a.yaml:3:7: unbekannter Schlüssel 'gird'; bekannt: grid, city; gemeint ist vielleicht 'grid'"
    )
    assert str(found) == "a.yaml:3:7: unknown key 'gird'; known keys: grid, city; did you mean 'grid'?"
    assert str(fault("a.yaml", 1, 1, "no_file")) == "a.yaml:1:1: the file does not exist"


def test_a_fault_without_an_entry_in_the_catalogue_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Fault("a", 1, 1, "no_such_code")


def test_no_complaint_stands_in_two_modules() -> None:
    codes = [code for part in complaints.PARTS for code in part.COMPLAINTS]
    assert not [code for code in codes if codes.count(code) > 1]


def test_each_complaint_is_raised_by_something() -> None:
    """Each code stands in the program as a word, or begins as a text that is put together does."""
    package, words, beginnings = Path(complaints.__file__).parents[1], set(), set()
    for path in package.rglob("*.py"):
        if path.parent != package / "complaints":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                    beginnings.add(node.values[0].value)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words.add(node.value)
    put_together = tuple(one for one in beginnings if len(one) > 3)
    assert [code for code in complaints.COMPLAINTS if code not in words and not code.startswith(put_together)] == []


@pytest.mark.parametrize("code", complaints.COMPLAINTS)
def test_each_complaint_says_the_same_in_both_languages(code: str) -> None:
    entry = complaints.COMPLAINTS[code]
    assert entry.what.de
    assert entry.what.en
    for part in entry:
        fields = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in part]
        assert fields[0] == fields[1], part
        assert bool(part.de) == bool(part.en)


def test_each_dimension_has_german_words() -> None:
    from klima2035.units import CANONICAL  # noqa: PLC0415

    assert set(complaints.DIMENSIONS) == set(CANONICAL)


def test_an_input_error_holds_all_faults() -> None:
    faults = [fault("a", 1, 1, "no_file"), fault("b", 2, 2, "no_file")]
    error = InputError(faults)
    assert error.faults == tuple(faults)
    assert str(error).count("\n") == 1
    assert InputError("plain").faults == ()


def test_nearest() -> None:
    assert nearest("gird", ["grid", "city"]) == ("grid",)
    assert nearest("xyz", ["grid"]) == ()
    assert nearest("Wh/a", ["GWh/a", "km", "kWh/a"]) == ("GWh/a", "kWh/a")
    assert nearest("GWH/A", ["GWh/a", "MWh/a"]) == ("GWh/a",)
    assert nearest("heat_pumps", ["heat-pumps", "heat-pump-share"]) == ("heat-pumps",)


def test_paths_are_shown_as_users_know_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a" / "b.yaml") == "a/b.yaml"
    assert shown(Path("/elsewhere/b.yaml")).endswith("elsewhere/b.yaml")


def test_a_fault_is_printed_with_its_line_and_a_caret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text("a: 1\nbc: 2\n", encoding="utf-8")
    assert render(fault("x.yaml", 2, 5, "no_file"), "en") == "x.yaml:2:5: the file does not exist\n    bc: 2\n        ^"


def test_a_caret_stands_under_a_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text('a,"b, c",d\n', encoding="utf-8")
    assert render(fault("t.csv", 1, 3, "no_file")).splitlines()[1:] == ['    a,"b, c",d', "             ^"]


@pytest.mark.parametrize(("line", "column"), [(99, 1), (1, 999), (0, 1), (1, 0)])
def test_a_fault_without_its_line_still_prints(
    line: int, column: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text("a\t: 1\n", encoding="utf-8")
    assert "does not exist" in render(fault("x.yaml", line, column, "no_file"), "en")
    assert render(fault("none.yaml", 1, 1, "no_file")) == "none.yaml:1:1: die Datei gibt es nicht"


def test_a_long_line_is_cut_around_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text("a" * 500 + "!" + "b" * 500 + "\n", encoding="utf-8")
    _, line, caret = render(fault("x.yaml", 1, 501, "no_file")).splitlines()
    assert len(line) <= 104
    assert line[caret.index("^")] == "!"
