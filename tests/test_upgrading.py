"""Folders of format 0 become folders of the current one: all of it or nothing, the old files kept."""

import hashlib
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from klima2035 import cli, pipeline, schemas, upgrades, upgrading
from klima2035.errors import EnvironmentFault, InputError

ROOT = Path(__file__).parents[1]
FIRST_LINE = re.compile(r"(\$schema=(?:\.\./)+)(?:klima2035/)?schema/")
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")

# what was shipped before inputs had a version, made from what is shipped now: file, new text, old text
WAS = (
    ("scenarios/trend.yaml", "schema: 1\n", ""),
    ("inputs/wuppertal/milestones.yaml", "schema: 1\n", ""),
    ("scenarios/framework/late.yaml", "schema: 1\n", ""),
    ("inputs/wuppertal/measures/hydrogen-buses.yaml", "schema: 1\n", ""),
    (
        "inputs/wuppertal/measures/end-of-heating-oil.yaml",
        "{start: 2027, ramp: step",
        "{start: 2027, end: 2027, ramp: step",
    ),
    (
        "inputs/wuppertal/measures/hydrogen-buses.yaml",
        "{2027: 10 vehicles/a, 2028: 10 vehicles/a, 2029: 0 vehicles/a}",
        "{2029: 0 vehicles/a, 2027: 10 vehicles/a, 2028: 10 vehicles/a}",
    ),
    ("inputs/wuppertal/projects.csv", "counting_rule,,2021,2025,", "counting_rule,,,,"),
)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def digest(folder: Path) -> str:
    return hashlib.sha256(repr(sorted(contents(folder).items())).encode()).hexdigest()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is shipped, as it stands in a working folder."""
    folder = tmp_path_factory.mktemp("shipped")
    for name in upgrading.FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    for path in (folder / "scenarios").rglob("*.yaml"):
        text = path.read_bytes().decode()
        path.write_bytes(FIRST_LINE.sub(r"\1schema/", text).encode())
    return folder


@pytest.fixture
def old(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder as it was in format 0."""
    folder = tmp_path / "mine"
    shutil.copytree(shipped, folder)
    for path in folder.glob("inputs/*/inputs.yaml"):
        path.unlink()
    for path in (folder / "scenarios").rglob("*.yaml"):
        text = path.read_bytes().decode()
        if path.parent.name != "stress":  # there were none in format 0
            path.write_bytes(FIRST_LINE.sub(r"\1klima2035/schema/", text).encode())
    for name, now, before in WAS:
        text = (folder / name).read_bytes().decode()
        assert text.count(now) >= 1, name
        (folder / name).write_bytes(text.replace(now, before, 1).encode())
    table = folder / "inputs" / "wuppertal" / "framework.csv"
    lines = table.read_bytes().decode().split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("degree_days,reference"))
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    table.write_bytes("\n".join(lines).encode())
    monkeypatch.chdir(folder)
    return folder


def small(folder: Path, files: dict[str, str]) -> Path:
    """Write a folder of a few files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


MEASURE, ABOUT = "inputs/town/measures/m.yaml", "schema: 1\nname: town\ntitle: {de: Town, en: Town}\n"


def upgraded(folder: Path, text: str, name: str = MEASURE) -> str:
    """Return what becomes of one file, without writing it."""
    planned = upgrading.plan(small(folder, {"inputs/town/inputs.yaml": ABOUT, name: text}))
    return planned.new.get(name, text.encode()).decode()


def test_there_is_a_step_from_every_earlier_format():
    assert sorted(upgrades.STEPS) == list(range(schemas.VERSION)), "a new version needs a step in klima2035/upgrades"
    assert upgrades.CURRENT == schemas.VERSION


def test_a_preview_changes_nothing(old, capsys):
    before = digest(old)
    assert cli.main(["upgrade", str(old), "--dry-run"]) == 0
    told = capsys.readouterr().out
    name = "inputs/wuppertal/measures/end-of-heating-oil.yaml"
    text = (old / name).read_text(encoding="utf-8")
    line = text[: text.index("end: 2027")].count("\n") + 1
    assert f"{name}:{line}: 'end: 2027' bei oil_heating_allowed gestrichen" in told
    assert "inputs/germany/inputs.yaml:1: neue Datei" in told
    assert "Vorschau: 17 Dateien würden geändert, 2 kämen hinzu. Geschrieben wurde nichts." in told
    assert digest(old) == before


def test_an_old_folder_becomes_what_is_shipped_and_valid(old, shipped, capsys):
    before = contents(old)
    assert cli.main(["upgrade", ".", "--lang", "en"]) == 0
    told, wrong = capsys.readouterr()
    assert "scenarios/trend.yaml:1: the first line, which helps the editor, points to ../schema/scenario.json" in told
    assert "scenarios/trend.yaml:2: 'schema: 1' added" in told
    assert "inputs/wuppertal/framework.csv:" in told
    assert "rows of 'degree_days reference' put in order of years" in told
    assert "The old files are in .backup-1" in told
    assert wrong == ""
    now = contents(old)
    assert {name: raw for name, raw in now.items() if name.startswith(upgrading.FOLDERS)} == contents(shipped)
    backup = {name.removeprefix(".backup-1/"): raw for name, raw in now.items() if name.startswith(".backup-1/")}
    assert len(backup) == 17
    assert backup.items() <= before.items()
    assert before == {**{n: r for n, r in now.items() if n in before}, **backup}
    assert {f"schema/{kind}.json" for kind in schemas.KINDS} <= set(now)
    assert pipeline.validate_folder(old) == ()


def test_a_second_time_there_is_nothing_to_do(old, capsys):
    assert cli.main(["upgrade", "."]) == 0
    before = digest(old)
    capsys.readouterr()
    assert cli.main(["upgrade", "."]) == 0
    assert ".: nichts zu tun, alle Dateien haben das Format 1" in capsys.readouterr().out
    assert digest(old) == before


def test_each_upgrade_has_a_backup_of_its_own(old):
    for number in (1, 2):
        path = old / "scenarios" / "trend.yaml"
        path.write_bytes(path.read_bytes().replace(b"schema: 1\n", b"", 1))
        assert upgrading.carry_out(upgrading.plan(old)) == old / f".backup-{number}"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("arguments", [("run", "trend", "--no-charts"), ("validate", "inputs/wuppertal/energy.csv")])
def test_run_and_validate_name_the_way_out(old, capsys, arguments, lang):
    assert cli.main([*arguments, "--lang", lang]) == 2
    told = capsys.readouterr().err
    assert "inputs/wuppertal/inputs.yaml:1:1: " in told
    assert "'klima2035 upgrade .'" in told


LEVER = "schema: 1\nname: m\nlevers:\n"
SAME = (  # comments, order, quotes and line ends stay
    ("flow, last", "  a: {ramp: step, start: 2027, end: 2027}", "  a: {ramp: step, start: 2027}"),
    ("flow, first", "  a: {end: 2027 , ramp: step, start: 2027} # why", "  a: {ramp: step, start: 2027} # why"),
    ("flow over lines", "  a: {ramp: step,\n      end: 2027,\n      to: 0 %}", "  a: {ramp: step,\n      to: 0 %}"),
    ("block", "  a:\n    ramp: step\n    end: 2027\n    to: 0 %", "  a:\n    ramp: step\n    to: 0 %"),
    (
        "block, comment",
        "  a:\n    ramp: step\n    end: 2027   # why\n    to: 0 %",
        "  a:\n    ramp: step\n    # why\n    to: 0 %",
    ),
    (
        "quoted key",
        "  a:\n    \"ramp\": 'step'\n    'end': 2027\n    to: 0 %",
        "  a:\n    \"ramp\": 'step'\n    to: 0 %",
    ),
    ("last line", "  a:\n    to: 0 %\n    ramp: step\n    end: 2027", "  a:\n    to: 0 %\n    ramp: step\n"),
    ("no step", "  a: {ramp: linear, end: 2027}", "  a: {ramp: linear, end: 2027}"),
    (
        "table",
        "  a: {table: { 2030: '3 %', 2028: 10 %  ,2029: 2 % }}",
        "  a: {table: { 2028: 10 %, 2029: 2 %  ,2030: '3 %' }}",
    ),
    (
        "table in lines",
        "  a:\n    table:\n      # all\n      2030: 3 % # late\n\n      # early\n      2028: 1 %\n    ramp: table",
        "  a:\n    table:\n      # all\n\n      # early\n      2028: 1 %\n      2030: 3 % # late\n    ramp: table",
    ),
    (
        "table at the end",
        "  a:\n    ramp: table\n    table:\n      2030: 3 %\n      2028: 1 %",
        "  a:\n    ramp: table\n    table:\n      2028: 1 %\n      2030: 3 %",
    ),
)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "after"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_only_what_must_change_changes(tmp_path, before, after, ending):
    text, wanted = ((LEVER + part).replace("\n", ending) for part in (before, after))
    assert upgraded(tmp_path, text) == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: m\n", "schema: 1\nname: m\n"),
        ("# why\n\n# more\nname: m", "# why\n\n# more\nschema: 1\nname: m"),
        ("---\r\nname: m\r\n", "---\r\nschema: 1\r\nname: m\r\n"),
        ("{name: m, sector: x}\n", "{schema: 1, name: m, sector: x}\n"),
        ("  name: m\n  sector: x\n", "  schema: 1\n  name: m\n  sector: x\n"),
        ("name: m\nschema: 1\n", "name: m\nschema: 1\n"),
    ],
)
def test_a_missing_version_becomes_the_first_key(tmp_path, before, after):
    assert upgraded(tmp_path, before) == after


def test_tables_of_scenarios_are_put_in_order_too(tmp_path):
    text = "schema: 1\nmeasures:\n  x:\n    levers:\n      a: {table: {2030: 2 %, 2028: 1 %}}\n  y: true\n"
    wanted = text.replace("{2030: 2 %, 2028: 1 %}", "{2028: 1 %, 2030: 2 %}")
    assert upgraded(tmp_path, text, "scenarios/s.yaml") == wanted


HEADER = "key,variant,value,unit,year,price_year,low,high,distribution,group,quality,datenguete,source,note"


def row(key: str, variant: str, year: str, note: str = "") -> str:
    return f"{key},{variant},1,1,{year},,,,,,reported,,own,{note}"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_rows_of_one_series_are_put_in_order_in_their_places(tmp_path, ending):
    other, several = row("b", "x", "2050"), row("a", "x", "2019", f'"two{ending}lines, quoted"')
    first, second, constant = row("a", "x", "2018"), row("a", "x", "2019", "second"), row("a", "x", "")
    before = [HEADER, several, other, second, constant, first, "", row("a", "y", "2017")]
    after = [HEADER, first, other, several, constant, second, "", row("a", "y", "2017")]
    text = upgraded(tmp_path, ending.join(before), "inputs/town/t.csv")
    assert text == ending.join(after)


def refusal(folder: Path, lang: str = "de") -> list[str]:
    """Return the faults for which a folder is not upgraded; it stays as it was, to the byte."""
    before = digest(folder)
    assert cli.main(["upgrade", str(folder), "--lang", lang]) == 2
    assert digest(folder) == before
    with pytest.raises(InputError) as caught:
        upgrading.plan(folder)
    return [fault.told(lang) for fault in caught.value.faults]


def test_a_column_that_would_be_lost_is_refused_with_the_step_to_take(old, capsys):
    path = old / "inputs" / "wuppertal" / "energy.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_bytes("\n".join([lines[0] + ",remark", *(line + "," for line in lines[1:] if line)]).encode())
    (told,) = refusal(old)
    number = lines[0].count(",") + 2
    assert told.startswith(f"inputs/wuppertal/energy.csv:1:{number}: unbekannte Spalte 'remark'")
    assert "die Spalte umbenennen oder löschen, dann 'klima2035 upgrade .' noch einmal" in told
    assert f"{old}: nichts geändert. Zuerst ist zu beheben:" in capsys.readouterr().err
    assert "rename or delete the column" in refusal(old, "en")[0]


REFUSED = {
    "newer": (MEASURE, "schema: 2\nname: m\n", "Format 2, dieses Programm kennt Formate bis 1"),
    "no version": (MEASURE, "schema: '1'\nname: m\n", "keine Version des Formats"),
    "broken": (MEASURE, "name: [m\n", "kein YAML"),
    "empty": (MEASURE, "", "die Datei ist leer"),
    "a list": (MEASURE, "- m\n", "keine Schlüssel und Werte"),
    "anchors": (MEASURE, "a: &x 1\nb: *x\n", "Anker und Verweise"),
    "newer inputs": ("inputs/town/inputs.yaml", "schema: 2\nname: town\n", "eine neuere Version von klima2035"),
    "broken table": ("inputs/town/t.csv", HEADER + '\na,"b\n', "kein CSV"),
    "by hand": (MEASURE, LEVER + "  a:\n    ramp: step\n    ? end\n    : 2027\n", "nur von Hand: 'end: 2027' bei a"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_upgraded_is_refused_and_nothing_changes(tmp_path, case, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name, text, words = REFUSED[case]
    small(tmp_path, {"inputs/town/measures/other.yaml": "name: other\n", name: text})
    told = refusal(tmp_path)
    assert len(told) == 1, told
    assert told[0].startswith(f"{name}:")
    assert words in told[0]


@pytest.mark.parametrize(
    ("name", "words"), [("nowhere", "weder scenarios/ noch inputs/"), ("file", "das ist eine Datei")]
)
def test_what_is_no_such_folder_is_refused(tmp_path, monkeypatch, capsys, name, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert cli.main(["upgrade", name]) == 2
    assert words in capsys.readouterr().err


@needs_links
def test_a_link_that_leads_out_is_refused(tmp_path):
    outside = small(tmp_path / "outside", {"m.yaml": "name: m\n", "town/t.csv": HEADER})
    folder = small(tmp_path / "mine", {"inputs/town/measures/x.yaml": "name: x\n"})
    (folder / "inputs" / "town" / "measures" / "m.yaml").symlink_to(outside / "m.yaml")
    (folder / "inputs" / "village").symlink_to(outside / "town", target_is_directory=True)
    told = refusal(folder)
    assert [one for one in told if "führt aus dem Ordner hinaus" in one] == told
    assert len(told) == 2
    assert (outside / "m.yaml").read_text(encoding="utf-8") == "name: m\n"


@needs_links
def test_a_link_within_stays_a_link(tmp_path):
    folder = small(tmp_path, {"scenarios/a.yaml": "name: a\n"})
    (folder / "scenarios" / "b.yaml").symlink_to("a.yaml")
    upgrading.carry_out(upgrading.plan(folder))
    assert (folder / "scenarios" / "b.yaml").is_symlink()
    assert (folder / "scenarios" / "b.yaml").read_text(encoding="utf-8") == "schema: 1\nname: a\n"


def test_hidden_folders_are_left_alone(tmp_path):
    hidden = "inputs/.old/measures/m.yaml"
    planned = upgrading.plan(small(tmp_path, {hidden: "name: [broken\n", "scenarios/s.yaml": "name: s\n"}))
    assert list(planned.new) == ["scenarios/s.yaml"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("when", [0, 3, 12])
def test_a_failure_midway_leaves_all_as_it_was(old, monkeypatch, capsys, error, when):
    before, real, calls = digest(old), os.replace, []

    def replace(self: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == when + 1:
            raise error
        real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    code = cli.main(["upgrade", "."])
    assert len(calls) > when
    assert code == (3 if isinstance(error, OSError) else 130)
    told = capsys.readouterr().err
    assert ("Alle Dateien sind wieder, wie sie waren." in told) == (code == 3)
    assert digest(old) == before


def test_what_cannot_be_restored_is_named_with_its_old_version(old, monkeypatch, capsys):
    real, calls = os.replace, []

    def replace(self: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) > 5:
            raise OSError(5, "Input/output error")
        real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    assert cli.main(["upgrade", ".", "--lang", "en"]) == 3
    told = capsys.readouterr().err
    assert "could not be restored; the old version is in .backup-1" in told
    assert (old / ".backup-1").is_dir()


def test_a_file_that_changes_meanwhile_is_not_overwritten(old):
    planned = upgrading.plan(old)
    path = old / "scenarios" / "trend.yaml"
    path.write_bytes(path.read_bytes() + b"# mine\n")
    before = digest(old)
    with pytest.raises(EnvironmentFault, match=r"trend\.yaml"):
        upgrading.carry_out(planned)
    assert digest(old) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_rights_of_a_file_stay(old):
    path = old / "scenarios" / "trend.yaml"
    path.chmod(0o640)
    upgrading.carry_out(upgrading.plan(old))
    assert path.stat().st_mode & 0o777 == 0o640


def test_faults_that_remain_are_told_afterwards(old, capsys):
    path = old / "scenarios" / "trend.yaml"
    path.write_bytes(path.read_bytes().replace(b"horizon: 2045", b"horizn: 2045"))
    assert cli.main(["upgrade", "."]) == 2
    told, wrong = capsys.readouterr()
    assert "Die alten Dateien liegen in .backup-1" in told
    assert "Was noch bleibt, ist von Hand zu beheben" in wrong
    assert "unbekannter Schlüssel 'horizn'" in wrong
    assert not (old / "schema").exists()


@pytest.mark.parametrize("name", ["bad-homburg", "true", "2030", "germany"])
def test_every_name_of_a_folder_gives_sound_inputs(tmp_path, name):
    folder = small(tmp_path, {f"inputs/{name}/t.csv": HEADER})
    upgrading.carry_out(upgrading.plan(folder))
    assert pipeline.validate(folder / "inputs" / name / "inputs.yaml") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "schema: 1\nname: city\ntitle: {de: Town, en: Town}\n",
            ":2:7: der Name ist 'city'; der Name des Ordners, 'town'",
        ),
        ("schema: 2\nname: town\ntitle: {de: Town, en: Town}\n", ":1:9: die Datei hat das Format 2"),
        ("name: town\ntitle: {de: Town, en: Town}\n", ":1:1: der Schlüssel 'schema' fehlt"),
        ("schema: 1\nname: town\ntitle: Town\n", ":3:8: "),
    ],
)
def test_faults_of_inputs_yaml_have_their_place(tmp_path, text, words):
    folder = small(tmp_path, {"inputs/town/inputs.yaml": text})
    (fault,) = pipeline.validate(folder / "inputs" / "town" / "inputs.yaml")
    assert words in fault.told("de")
