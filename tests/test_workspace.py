"""Working folders: whole or not at all, renewed without touching a user's file, new files commented and sound."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from klima2035 import cli, editor, newfile, pipeline, places, workspace, yamlfile
from klima2035.errors import EnvironmentFault, InputError

ROOT = Path(__file__).parents[1]
PARENT = workspace.PARENT


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace.init(str(tmp_path_factory.mktemp("made") / "folder")).path


@pytest.fixture
def inside(untouched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of one's own with the process in it."""
    shutil.copytree(untouched, tmp_path / "mein ordner")
    monkeypatch.chdir(tmp_path / "mein ordner")
    return tmp_path / "mein ordner"


def emissions(name: str) -> list[float]:
    """Return the emissions of 2018..horizon of a scenario as ``klima2035 run`` computes them."""
    scenario = pipeline.load_scenario(name)
    made = pipeline.compute(pipeline.assemble(pipeline.load_inputs(scenario.city), scenario))
    return [float(year) for year in made.model.end_use.values[0, ..., 0].sum(axis=-1)]


def test_a_folder_holds_all_that_is_shipped(untouched: Path) -> None:
    found = tree(untouched)
    starters = {"LIESMICH.md", "handbuch.md", "klima2035.json", "scenarios/mein-szenario.yaml"}
    starters |= {f"schema/{name}" for name in editor.files(untouched, "wuppertal")}
    starters |= {".vscode/settings.json", ".vscode/extensions.json"}
    shipped = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for kind in ("inputs/germany", "inputs/wuppertal", "scenarios")
        for path in (ROOT / kind).rglob("*")
        if path.is_file() and path.suffix in {".csv", ".yaml", ".json"}
    }
    assert set(found) == starters | set(shipped)
    assert all((untouched / name).read_bytes() == content for name, content in shipped.items())
    assert (untouched / "handbuch.md").read_bytes() == (ROOT / "docs" / "handbuch.md").read_bytes()
    marker = json.loads((untouched / "klima2035.json").read_text(encoding="utf-8"))
    assert (marker["schema"], marker["city"], set(marker)) == (1, "wuppertal", {"schema", "version", "city"})


def test_the_same_package_makes_the_same_bytes(untouched: Path, tmp_path: Path) -> None:
    assert tree(workspace.init(str(tmp_path / "another")).path) == tree(untouched)


def test_every_yaml_file_names_a_schema_that_is_there(untouched: Path) -> None:
    for path in untouched.rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith(editor.FIRST_LINE), path
        assert (path.parent / first.removeprefix(editor.FIRST_LINE)).is_file(), path


def test_every_file_of_a_fresh_folder_is_valid(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = list(inside.rglob("*.yaml"))  # the tables are read with them, byte for byte those that are shipped
    assert len(files) > 40
    assert cli.main(["validate", *(path.relative_to(inside).as_posix() for path in files)]) == 0, capsys.readouterr()


def test_the_starter_differs_from_its_parent_by_what_it_says(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "mein-szenario", "--no-charts"]) == 0
    assert (inside / "outputs" / "mein-szenario" / "tables" / "emissions.csv").is_file()
    capsys.readouterr()
    data = yamlfile.read(Path("scenarios/mein-szenario.yaml")).data
    assert data["extends"] == PARENT
    assert set(data) == {"schema", "name", "title", "text", "extends", "measures"}
    parent, child = pipeline.load_scenario(PARENT), pipeline.load_scenario("mein-szenario")
    before, after = ({one.name: one for one in scenario.measures} for scenario in (parent, child))
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == set(data["measures"]) == {"end-of-heating-oil", "rooftop-pv", "hydrogen-electrolyser"}
    assert after["rooftop-pv"].ambition == 0.5
    assert "hydrogen-electrolyser" not in after
    for move, old in zip(after["end-of-heating-oil"].moves, before["end-of-heating-oil"].moves, strict=True):
        assert (move.start, move.value) == (2031, old.value)
    expected = Path("scenarios/by-hand.yaml")
    expected.write_text(
        "schema: 1\nname: by-hand\ntitle: {de: a, en: a}\nextends: klimaneutral-2035\nmeasures:\n"
        "  end-of-heating-oil: {start: 2031, end: 2035}\n  rooftop-pv: {ambition: 0.5 1}\n"
        "  hydrogen-electrolyser: false\n",
        encoding="utf-8",
    )
    assert emissions("mein-szenario") == emissions("by-hand")
    assert emissions("mein-szenario") != emissions(PARENT)
    starter = Path("scenarios/mein-szenario.yaml").read_text(encoding="utf-8")
    plain = re.sub(r"^  [a-z-]+: .*\n", "", starter[starter.index("measures:\n") :], flags=re.MULTILINE)
    Path("scenarios/unchanged.yaml").write_text(
        starter[: starter.index("measures:\n")].replace("name: mein-szenario", "name: unchanged") + plain, "utf-8"
    )
    assert emissions("unchanged") == emissions(PARENT)


def test_a_second_init_clears_what_a_dead_one_left(inside: Path) -> None:
    before = tree(inside)
    (inside / ".klima2035.new").mkdir()
    (inside / ".klima2035.lock").write_text("1 nowhere 2026-01-01T00:00:00+00:00\n", encoding="utf-8")
    (inside / "schema" / ".groups.json.lock").write_text("1 nowhere 2026-01-01T00:00:00+00:00\n", encoding="utf-8")
    assert cli.main(["init", "."]) == 0
    assert tree(inside) == before
    assert not (inside / "schema" / ".groups.json.lock").exists()
    assert not (inside / ".klima2035.new").exists()
    assert not (inside / ".klima2035.lock").exists()


def test_a_second_init_renews_only_what_editors_read(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    starter = Path("scenarios/mein-szenario.yaml")
    starter.write_text(starter.read_text(encoding="utf-8").replace("rooftop-pv", "heat-pumps"), encoding="utf-8")
    Path("scenarios/trend.yaml").unlink()
    Path("notizen.txt").write_text("von Hand", encoding="utf-8")
    Path(".vscode/tasks.json").write_text("{}", encoding="utf-8")
    before = tree(inside)
    Path("schema/scenario.json").write_text("{}", encoding="utf-8")
    Path("schema/measure.json").unlink()
    assert cli.main(["init", "."]) == 0
    assert capsys.readouterr().out.startswith(". ist schon ein Arbeitsordner")
    assert tree(inside) == before
    assert cli.main(["init", ".", "--lang", "en"]) == 0
    assert "working folder already" in capsys.readouterr().out
    library = Path("inputs/wuppertal/measures")
    text = (library / "rooftop-pv.yaml").read_text(encoding="utf-8").replace("name: rooftop-pv", "name: solar")
    (library / "solar.yaml").write_text(text, encoding="utf-8")
    (library / "halb-fertig.yaml").write_text("schema: 1\nname: halb-fertig\n", encoding="utf-8")
    assert cli.main(["init", "."]) == 0
    now = tree(inside)
    assert {name for name in now if now[name] != before.get(name)} == {
        "inputs/wuppertal/measures/solar.yaml", "inputs/wuppertal/measures/halb-fertig.yaml",
        "schema/scenario.json", "schema/measure.json", "schema/groups.json",
    }  # fmt: skip
    known = json.loads(Path("schema/scenario.json").read_text(encoding="utf-8"))["properties"]["measures"]["properties"]
    assert known["solar"]["title"] == known["rooftop-pv"]["title"]
    assert "Fehler" in known["halb-fertig"]["description"]


def test_an_empty_folder_is_filled_and_stays_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    number = tmp_path.stat().st_ino
    assert workspace.init(".").is_new
    assert tmp_path.stat().st_ino == number
    assert (Path.cwd() / workspace.MARKER).is_file()
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".new")]


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize(
    ("error", "step"), [(KeyboardInterrupt(), "write_text"), (OSError(errno.ENOSPC, "full"), "rename")]
)
def test_an_interrupted_init_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool, error: BaseException, step: str
) -> None:
    target = tmp_path / "deep" / "folder"
    if exists:
        target.mkdir(parents=True)
    calls = iter(range(100))
    real = getattr(Path, step)
    at = 0 if step == "rename" and not exists else 3

    def failing(self: Path, *arguments: object, **named: object) -> object:
        if next(calls) == at:
            raise error
        return real(self, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, failing)
        with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else EnvironmentFault):
            workspace.init(str(target))
    assert list(tmp_path.rglob("*")) == ([tmp_path / "deep", target] if exists else [])
    assert workspace.init(str(target)).is_new


def make(kind: str, place: Path) -> None:
    if kind == "full":
        (place / "etwas").mkdir(parents=True)
    elif kind == "file":
        place.write_text("x", encoding="utf-8")
    elif kind == "link":
        (place.parent / "elsewhere").mkdir()
        place.symlink_to(place.parent / "elsewhere", target_is_directory=True)
    elif kind == "marker":
        place.mkdir()
        (place / workspace.MARKER).write_text('{"schema": 99, "city": "wuppertal"}', encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "name", "german", "english"),
    [
        ("full", "x", "weder leer noch ein Arbeitsordner (darin liegt etwas)", "neither empty nor a working folder"),
        ("file", "x", "ist eine Datei", "is a file"),
        ("link", "x", "ist eine Verknüpfung", "is a symbolic link"),
        ("marker", "x", "beschädigt oder von einer neueren Version", "damaged or of a newer version"),
        ("", "con", "geht nicht als Ordnername", "cannot name a folder"),
        ("", "LPT1.txt/x", "geht nicht als Ordnername", "cannot name a folder"),
        ("", "was?", "geht nicht als Ordnername", "cannot name a folder"),
        ("", "punkt.", "geht nicht als Ordnername", "cannot name a folder"),
        ("", " ", "es fehlt der Name", "name is missing"),
    ],
)
def test_what_is_no_place_for_a_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    kind: str, name: str, german: str, english: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    make(kind, tmp_path / name)
    before = sorted(tmp_path.rglob("*"))
    for lang, words in (("de", german), ("en", english)):
        assert cli.main(["init", name, "--lang", lang]) == 2
        told = capsys.readouterr().err
        assert words in told
        assert len(told.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_an_unknown_city_is_refused_with_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["init", str(tmp_path / "x"), "--city", "wupertal"]) == 2
    assert "gemeint ist vielleicht 'wuppertal'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_keeps_its_city(untouched: Path) -> None:
    with pytest.raises(InputError, match="'hagen'"):
        workspace.init(str(untouched), "hagen")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_without_permission_is_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmp_path.chmod(0o500)
    try:
        assert cli.main(["init", str(tmp_path / "x")]) == 3
    finally:
        tmp_path.chmod(0o700)
    assert "keine Berechtigung" in capsys.readouterr().err


def test_a_refusal_of_the_disk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(workspace, "_fill", refuse)
    assert cli.main(["init", str(tmp_path / "a" / "b")]) == 3
    assert "keine Berechtigung" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("parent", [PARENT, "programm-2021", "trend"])
def test_a_new_scenario_changes_nothing_until_somebody_does(
    inside: Path, capsys: pytest.CaptureFixture[str], parent: str
) -> None:
    title = 'Später: "mehr" # {Öl}, & 50 %'
    assert cli.main(["new", "probe", "--from", parent, "--title", title]) == 0
    assert "scenarios/probe.yaml" in capsys.readouterr().out
    assert cli.main(["validate", "scenarios/probe.yaml"]) == 0
    made, above = pipeline.load_scenario("probe"), pipeline.load_scenario(parent)
    assert made.title == {"de": title, "en": title}
    assert made.parents[0] == parent
    assert made.measures == above.measures
    path = Path("scenarios/probe.yaml")
    text = path.read_text(encoding="utf-8")
    for name in [one.name for one in above.measures] or above.library:
        assert re.search(rf"^  # {name}:", text, re.MULTILINE), name
    stated = re.findall(r"^  #   ambition: (\d+) %$", text, re.MULTILINE)
    assert [int(share) / 100 for share in stated] == [one.ambition for one in above.measures if one.ambition != 1.0]
    head, rows = text.split("measures:\n")
    freed = re.sub(r"^  # ", "  ", rows, flags=re.MULTILINE)
    path.write_text(f"{head}measures:\n{freed}", encoding="utf-8")
    again = pipeline.load_scenario("probe")
    if above.measures:
        assert again.measures == above.measures
        assert len(yamlfile.read(path).data["measures"]) == len(above.measures)
    else:
        assert [one.name for one in again.measures] == list(above.library)
    known = json.loads(Path("schema/scenario.json").read_text(encoding="utf-8"))
    assert "probe" in known["properties"]["extends"]["enum"], "the editor knows the new scenario"
    assert inside == Path.cwd()


def test_a_new_scenario_needs_no_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = newfile.scenario("mein-plan", PARENT)
    assert pipeline.validate(path) == ()
    assert not path.read_text(encoding="utf-8").startswith(editor.FIRST_LINE), "there is no schema to point to"
    assert pipeline.load_scenario("mein-plan").title["de"] == "mein plan"
    assert [one.name for one in tmp_path.iterdir()] == ["scenarios"]


def test_nothing_is_overwritten(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(inside)
    for name, arguments in (("trend", []), ("mein-szenario", ["--from", "trend"]), ("rooftop-pv", ["--measure"])):
        for lang, words in (("de", "gibt es schon"), ("en", "exists already")):
            assert cli.main(["new", name, *arguments, "--lang", lang]) == 2
            assert words in capsys.readouterr().err
    Path("scenarios/trend.yaml").unlink()
    assert cli.main(["new", "trend"]) == 2
    assert "mitgeliefertes Szenario" in capsys.readouterr().err
    del before["scenarios/trend.yaml"]
    assert tree(inside) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Mein Plan"], "geht nicht als Name"),
        (["../x"], "geht nicht als Name"),
        (["con"], "geht nicht als Name"),
        (["compare"], "geht nicht als Name"),
        (["x", "--from", "klimaneutral-2036"], "klimaneutral-2035"),
        (["x", "--from", "scenarios/trend.yaml"], "kein Name eines Szenarios"),
        (["x", "--title", "  "], "--title"),
        (["x", "--title", "a\nb"], "--title"),
        (["x", "--from", "trend", "--measure"], "gehen nicht zusammen"),
        (["x", "--measure"], "klima2035 init"),
    ],
)
def test_what_cannot_be_made_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], words: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_new_measure_is_valid_and_moves_nothing_by_itself(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = pipeline.load_scenario(PARENT).measures
    assert cli.main(["new", "eigene", "--measure", "--title", "Eigene Maßnahme"]) == 0
    path = "inputs/wuppertal/measures/eigene.yaml"
    assert path in capsys.readouterr().out
    assert cli.main(["validate", path]) == 0
    first = (inside / path).read_text(encoding="utf-8").split("\n", 1)[0]
    assert ((inside / path).parent / first.removeprefix(editor.FIRST_LINE)).is_file()
    assert pipeline.load_scenario(PARENT).measures == before
    offered = json.loads(Path("schema/scenario.json").read_text(encoding="utf-8"))["properties"]["measures"]
    assert offered["properties"]["eigene"]["title"] == "Eigene Maßnahme"
    Path("scenarios/probe.yaml").write_text(
        "schema: 1\nname: probe\ntitle: {de: a, en: a}\nextends: trend\nmeasures: {eigene: true}\n", encoding="utf-8"
    )
    assert [one.name for one in pipeline.load_scenario("probe").measures] == ["eigene"]


def test_a_half_written_file_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(EnvironmentFault):
            newfile.scenario("probe", "trend")
    assert list(tmp_path.iterdir()) == []


def test_the_wheel_takes_what_a_folder_is_made_of() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    forced = build["wheel"]["force-include"]
    assert {"inputs", "scenarios", "schema", "docs/handbuch.md"} <= set(forced)
    for source, place in forced.items():
        assert (ROOT / source).exists(), source
        assert place.startswith("klima2035/data/")
    assert {path.name for path in (ROOT / "klima2035" / "starter").iterdir()} == {
        "LIESMICH.md", "extensions.json", "massnahme.yaml", "mein-szenario.yaml", "settings.json", "szenario.yaml",
    }  # fmt: skip


def test_the_guide_names_commands_that_exist(untouched: Path) -> None:
    guide = (untouched / "LIESMICH.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"`klima2035 ([a-z]+)", guide))
    assert len(commands) >= 5
    assert commands <= set(cli.program.commands)
    assert "@" not in guide
    for name in re.findall(r"`([a-z./]+(?:/|\.md|\.json))`", guide):
        assert (untouched / name).exists() or name.startswith("outputs/"), name
    assert places.is_name(workspace.STARTER)
