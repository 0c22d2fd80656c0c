"""Habits of Windows and macOS: names, lengths of paths, ends of lines, blanks and umlauts, simulated elsewhere."""

from __future__ import annotations

import ast
import shutil
import unicodedata
from pathlib import Path

import importing
import pytest

from klima2035 import charts, cli, digests, folder, loading, windows, workspace
from klima2035.ensemble.job import Task
from klima2035.errors import EnvironmentFault, InputError
from klima2035.exports import parts

PACKAGE = Path(folder.__file__).parent
Tree = dict[str, bytes]


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "ON", True)
    monkeypatch.setattr(windows, "has_long_paths", lambda: False)


@pytest.mark.parametrize("name", ["con", "NUL.txt", "com1", "was?", "punkt.", "blank ", "a:b"])
@pytest.mark.usefixtures("on_windows")
def test_a_name_that_windows_refuses_is_refused_before_anything_is_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["milestones", "trend", "--no-charts", "--out", f"out/{name}"]) == 2
    assert f"'{name}'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_elsewhere_such_a_name_is_as_good_as_any(tmp_path: Path) -> None:
    with folder.new_folder(tmp_path / "aux", "trend") as fresh:
        (fresh / "run.json").write_text("{}", encoding="utf-8")
    assert (tmp_path / "aux" / "trend").is_dir()


@pytest.mark.parametrize(("over", "code"), [(0, 0), (1, 3)])
@pytest.mark.usefixtures("on_windows")
def test_a_path_that_is_too_long_is_refused_early_with_what_to_do(
    over: int, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    fresh = tmp_path / "out" / ".trend.new"
    monkeypatch.setattr(windows, "MOST", len(str(fresh)) + 1 + folder.LONGEST - over)
    assert cli.main(["milestones", "trend", "--no-charts", "--out", "out"]) == code
    told = capsys.readouterr().err
    assert ("1 Zeichen kürzeren Pfad" in told and "LongPathsEnabled" in told) == bool(over)
    assert (tmp_path / "out").exists() == (not over)


def test_with_long_paths_switched_on_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "ON", True)
    monkeypatch.setattr(windows, "has_long_paths", lambda: True)
    windows.check(Path("x" * 300), 40, "de")
    monkeypatch.setattr(windows, "has_long_paths", lambda: False)
    with pytest.raises(EnvironmentFault):
        windows.check(Path("x" * 300), 40, "de")
    with pytest.raises(InputError):
        windows.check(Path("out/aux"), 40, "de")


def names_of_tables() -> set[str]:
    """Return every name that the package gives to a table or frame, as far as it stands there as text."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if called in {"Table", "Frame"} and node.args and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    return found


def test_the_longest_path_in_an_output_folder_is_known() -> None:
    tables, drawn = names_of_tables(), {*charts.CHARTS, *charts.COUNCIL}
    assert len(tables) > 20
    part = max(map(len, folder.PARTS))
    longest = max(part + len(f"/tables/{name}.csv") for name in tables)
    longest = max(longest, *(part + len(f"/charts/{name}.svg") for name in drawn))
    assert longest <= folder.LONGEST


def test_the_longest_name_of_a_part_is_known(tmp_path: Path) -> None:
    task = Task("0" * 16, 99_999_000, 99_999_999, 96, (1, 2))
    made = parts.Folder(tmp_path).file(task)
    assert len(f".{made.stem}.{'0' * 16}.new") <= parts.LONGEST


def test_the_longest_path_in_a_working_folder_is_known(untouched_work: Path) -> None:
    paths = [path.relative_to(untouched_work).as_posix() for path in untouched_work.rglob("*")]
    assert max(map(len, paths)) <= workspace.LONGEST


# ends of lines, blanks and umlauts: equal results to the byte


def results(place: Path) -> Tree:
    paths = [path for path in (place / "Ergebnisse ü").rglob("*") if path.is_file() and path.name != "log.jsonl"]
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in paths}


def at_work(place: Path) -> Tree:
    """Run the main commands in a working folder; return what they wrote."""
    loading._inputs.cache_clear()
    out = ("--no-charts", "--out", "Ergebnisse ü")
    assert cli.main(["validate", "scenarios/neu.yaml"]) == 0
    assert cli.main(["import", "mastr", "Einheiten März.csv", "--name", "solar", "--year", "2019"]) == 0
    loading._inputs.cache_clear()
    assert cli.main(["run", "scenarios/neu.yaml", *out]) == 0
    assert cli.main(["milestones", "neu", "--derive", "2030", *out]) == 0
    assert cli.main(["diff", "trend", "neu", "--out", "Ergebnisse ü"]) == 0
    return results(place) | {"solar": (place / "inputs/wuppertal/monitoring/solar.csv").read_bytes()}


def prepare(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a working folder of one's own with a scenario and a file to read in, and go there."""
    assert cli.main(["init", str(place)]) == 0
    monkeypatch.chdir(place)
    assert cli.main(["new", "neu", "--from", "trend", "--title", "Größer & schöner"]) == 0
    importing.units_file(place / "Einheiten März.csv", importing.unit("SEE1", "10000", "1.1.2018"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("plain") / "work"
        prepare(place, patch)
        return at_work(place)


def test_files_with_crlf_give_the_same_bytes(plain: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path / "work", monkeypatch)
    for path in (tmp_path / "work").rglob("*"):
        if path.suffix in {".yaml", ".csv", ".json"}:
            path.write_bytes(digests.plain(path.read_bytes()).replace(b"\n", b"\r\n"))
    found = at_work(tmp_path / "work")
    assert found.keys() == plain.keys()
    assert [name for name in plain if found[name] != plain[name]] == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_blanks_and_umlauts_in_every_path_change_nothing(
    form: str, plain: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / unicodedata.normalize(form, "Büro Müller & Söhne (2)") / "mein Ordner"
    prepare(place, monkeypatch)
    found = at_work(place)
    assert [name for name in plain if found[name] != plain[name]] == []
    shutil.rmtree(place)


def test_every_file_is_opened_with_its_encoding() -> None:
    """On Windows the encoding is cp1252 unless one is named."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
            if called not in {"read_text", "write_text"} or not isinstance(node, ast.Call):
                continue
            words = {keyword.arg for keyword in node.keywords}
            if isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") != "formatter":
                assert "encoding" in words or (called == "read_text" and node.args), f"{path.name}:{node.lineno}"
