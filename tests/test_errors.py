"""The tree of errors, and how faults are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from klima2035.errors import EnvironmentFault, Fault, InputError, KlimaError, nearest, shown
from klima2035.faults import render


def test_exit_codes() -> None:
    assert (KlimaError.exit_code, InputError.exit_code, EnvironmentFault.exit_code) == (2, 2, 3)
    assert issubclass(InputError, KlimaError)
    assert issubclass(EnvironmentFault, KlimaError)


def test_a_fault_says_place_matter_allowed_and_what_to_do() -> None:
    assert str(Fault("a.yaml", 3, 7, "wrong", "right", "do")) == "a.yaml:3:7: wrong; right; do"
    assert str(Fault("a.yaml", 1, 1, "wrong")) == "a.yaml:1:1: wrong"


def test_an_input_error_holds_all_faults() -> None:
    faults = [Fault("a", 1, 1, "one"), Fault("b", 2, 2, "two")]
    error = InputError(faults)
    assert error.faults == tuple(faults)
    assert str(error).count("\n") == 1
    assert InputError("plain").faults == ()


def test_nearest() -> None:
    assert nearest("gird", ["grid", "city"]) == "did you mean 'grid'?"
    assert nearest("xyz", ["grid"]) == ""


def test_paths_are_shown_as_users_know_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a" / "b.yaml") == "a/b.yaml"
    assert shown(Path("/elsewhere/b.yaml")).endswith("elsewhere/b.yaml")


def test_a_fault_is_printed_with_its_line_and_a_caret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text("a: 1\nbc: 2\n", encoding="utf-8")
    assert render(Fault("x.yaml", 2, 5, "wrong")) == "x.yaml:2:5: wrong\n    bc: 2\n        ^"


def test_a_caret_stands_under_a_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text('a,"b, c",d\n', encoding="utf-8")
    assert render(Fault("t.csv", 1, 3, "wrong")).splitlines()[1:] == ['    a,"b, c",d', "             ^"]


@pytest.mark.parametrize(("line", "column"), [(99, 1), (1, 999), (0, 1), (1, 0)])
def test_a_fault_without_its_line_still_prints(
    line: int, column: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text("a\t: 1\n", encoding="utf-8")
    assert "wrong" in render(Fault("x.yaml", line, column, "wrong"))
    assert render(Fault("none.yaml", 1, 1, "wrong")) == "none.yaml:1:1: wrong"


def test_a_long_line_is_cut_around_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text("a" * 500 + "!" + "b" * 500 + "\n", encoding="utf-8")
    _, line, caret = render(Fault("x.yaml", 1, 501, "wrong")).splitlines()
    assert len(line) <= 104
    assert line[caret.index("^")] == "!"
