"""A past result is made again to the byte from what lies beside its run.json, or what differs is named."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from klima2035 import cli, record, reproducing
from klima2035.errors import InputError

NAME = "klimaneutral-2035"
CALLS = {  # arguments -> the folder they write
    "run": (["run", NAME, "--no-charts"], NAME),
    "draw": (["run", "trend", "--draw", "3", "--seed", "2", "--no-charts"], "trend-draw-3-2"),
    "compare": (["compare", "trend", NAME, "--no-charts"], f"compare/trend--{NAME}"),
    "diff": (["diff", "trend", NAME], f"diff/trend--{NAME}"),
    "ensemble": (["ensemble", "trend", "--draws", "32", "--no-indices", "--no-charts"], "trend/ensemble"),
    "credit": (["credit", NAME, "--groups", "handlungsfelder", "--workers", "1", "--no-charts"], f"{NAME}/credit"),
    "stress": (["stress", NAME, "--cases", "grid-late", "--no-charts"], f"{NAME}/stress"),
    "milestones": (["milestones", NAME, "--derive", "2030", "--no-charts"], f"{NAME}/milestones"),
    "track": (["track", "programm-2021", "--no-charts"], "programm-2021/track"),
    "report": (["report", NAME, "--as", "html"], f"{NAME}/report"),
}  # fmt: skip
OPENED: set[str] = set()


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str) and arguments[0].endswith((".csv", ".yaml")):
        OPENED.add(arguments[0])


sys.addaudithook(_watch)


@pytest.fixture
def made(work: Path) -> Path:
    """A folder of results written in a working folder of one's own."""
    assert cli.main(["run", NAME, "--no-charts"]) == 0
    return work / "outputs" / NAME


def content(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def change(folder: Path, **values: Any) -> Path:
    path = folder / "run.json"
    path.write_text(json.dumps({**content(folder), **values}), encoding="utf-8")
    return path


@pytest.mark.parametrize("call", CALLS)
def test_every_command_keeps_all_it_read_and_comes_again(
    call: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, place = CALLS[call]
    OPENED.clear()
    assert cli.main([*arguments, "--out", "outputs"]) == 0
    read = {Path(name).resolve() for name in OPENED}
    named = {(work / name).resolve() for name in content(work / "outputs" / place)["files"]}
    roots = [(work / kind).resolve() for kind in ("inputs", "scenarios")]
    assert {path for path in read if any(path.is_relative_to(root) for root in roots)} <= named
    assert len(named) > 50
    for path in (work / "inputs").rglob("*.csv"):
        path.write_text("changed since", encoding="utf-8")
    shutil.rmtree(work / "scenarios")
    capsys.readouterr()
    assert cli.main(["reproduce", f"outputs/{place}/run.json", "--lang", "en"]) == 0, capsys.readouterr()
    told = capsys.readouterr().out
    assert "are there again, byte by byte." in told
    again = work / "reproduced" / place.replace("/", "-")
    assert (again / "run.json").read_bytes() == (work / "outputs" / place / "run.json").read_bytes()


def test_run_json_names_call_versions_and_every_file_written(made: Path) -> None:
    said = content(made)
    assert said["call"] == {
        "command": "run", "scenarios": [f"scenarios/{NAME}.yaml"], "options": {"no_charts": True}, "lang": "de",
    }  # fmt: skip
    assert said["libraries"]["numpy"]
    written = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert set(said["outputs"]) == written - {"run.json", "log.jsonl"}
    table = made / "tables" / "emissions.csv"
    assert said["outputs"]["tables/emissions.csv"] == hashlib.sha256(table.read_bytes()).hexdigest()


def test_without_the_archive_the_working_folder_counts(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    energy = work / "inputs" / "wuppertal" / "energy.csv"
    energy.write_text(energy.read_text(encoding="utf-8") + "\n", encoding="utf-8")  # not as shipped
    assert cli.main(["run", NAME, "--no-charts"]) == 0
    made = work / "outputs" / NAME
    (made / "inputs.zip").unlink()
    assert cli.main(["reproduce", str(made), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert f"No longer as it was written: outputs/{NAME}/inputs.zip" in told
    energy.write_text("changed since", encoding="utf-8")
    shutil.rmtree(work / "reproduced")
    assert cli.main(["reproduce", str(made), "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert "Another version: inputs/wuppertal/energy.csv" in told
    assert not (work / "reproduced").exists()


def test_an_edited_table_and_another_version_are_named(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made / "tables" / "emissions.csv").write_text("prettier", encoding="utf-8")
    change(made, libraries={**content(made)["libraries"], "numpy": "1.0.0"})
    assert cli.main(["reproduce", str(made), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert f"No longer as it was written: outputs/{NAME}/tables/emissions.csv" in told
    assert "Another version: numpy, then 1.0.0, now" in told


def test_what_comes_out_otherwise_is_named(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(made, outputs={**content(made)["outputs"], "tables/energy.csv": "0" * 64, "tables/gone.csv": "1" * 64})
    assert cli.main(["reproduce", str(made), "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert "Other content: tables/energy.csv" in told.out
    assert "No longer made: tables/gone.csv" in told.out
    assert "2 are not" in told.err


def test_a_version_that_refuses_the_files_says_why(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = f"scenarios/{NAME}.yaml"
    with zipfile.ZipFile(made / "inputs.zip") as old:
        files = {one: old.read(one) for one in old.namelist()}
    files[name] = files[name].replace(b"schema: 1", b"schema: 99")
    with zipfile.ZipFile(made / "inputs.zip", "w") as new:
        for one, raw in files.items():
            new.writestr(one, raw)
    change(made, files={**content(made)["files"], name: hashlib.sha256(files[name]).hexdigest()})
    assert cli.main(["reproduce", str(made), "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert f"scenarios/{NAME}.yaml:" in told
    assert "The version of that time does" in told


def test_a_file_changed_while_running_costs_nothing(
    made: Path, work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    keep = record._keep  # the moment between reading and keeping

    def late(path: Path, used: record.Used, lang: str) -> None:
        (work / "inputs" / "wuppertal" / "energy.csv").write_text("edited", encoding="utf-8")
        keep(path, used, lang)

    monkeypatch.setattr(record, "_keep", late)
    assert cli.main(["run", NAME, "--no-charts", "--lang", "en"]) == 3
    assert "energy.csv was changed while the run was going on" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before


def test_two_scenarios_of_one_file_name_are_kept_apart(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "old").mkdir()
    text = (work / "scenarios" / f"{NAME}.yaml").read_text(encoding="utf-8")
    (work / "old" / f"{NAME}.yaml").write_text(text.replace(f"name: {NAME}", "name: before"), encoding="utf-8")
    arguments = ["compare", f"old/{NAME}.yaml", f"scenarios/{NAME}.yaml", "--no-charts"]
    assert cli.main(arguments) == 0
    place = f"outputs/compare/before--{NAME}"
    assert content(work / place)["call"]["scenarios"] == [f"scenarios/old/{NAME}.yaml", f"scenarios/{NAME}.yaml"]
    assert cli.main(["reproduce", place, "--lang", "en"]) == 0, capsys.readouterr()


BAD = {
    "no json": "{",
    "a list": "[]",
    "of an earlier version": '{"version": "0.1.0", "files": {}}',
    "nan": '{"call": NaN}',
    "deep": "[" * 100_000,
}
SAID = {
    "call.command": ("command", "serve"),
    "call.options": ("options", {"out": "/etc"}),
    "call.options.seed": ("options", {"seed": {"a": 1}}),
    "call.lang": ("lang", "de --out /etc"),
    "call.scenarios": ("scenarios", ["../x.yaml"]),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_run_json_is_refused(case: str, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "run.json").write_text(BAD[case], encoding="utf-8")
    assert cli.main(["reproduce", "run.json"]) == 2
    assert capsys.readouterr().err.startswith("Fehler: run.json: ")
    assert not (work / "reproduced").exists()


@pytest.mark.parametrize("where", SAID)
def test_a_call_that_klima_does_not_write_is_refused(where: str, made: Path) -> None:
    key, value = SAID[where]
    path = change(made, call={**content(made)["call"], key: value})
    with pytest.raises(InputError, match=where.replace(".", r"\.")):
        reproducing.read(path, "en")


@pytest.mark.parametrize(
    "name",
    ["../x.csv", "inputs/../../x.csv", "/etc/passwd", "inputs//x.csv", "inputs\\x.csv", "inputs/c:x", "inputs",
     "inputs/x. ", "other/x.csv"],
)  # fmt: skip
def test_a_file_of_a_result_stays_in_its_folder(name: str, made: Path) -> None:
    path = change(made, files={**content(made)["files"], name: "0" * 64})
    with pytest.raises(InputError, match="files"):
        reproducing.read(path, "en")


def test_a_result_names_only_files_of_its_own_folder(made: Path) -> None:
    path = change(made, outputs={"../../../secret": "0" * 64})
    with pytest.raises(InputError, match="outputs"):
        reproducing.read(path, "en")


def test_no_file_beside_a_result_is_opened(made: Path) -> None:
    (made / "film.mp4").write_bytes(b"large")
    past = reproducing.read(made / "run.json", "en")
    assert reproducing.beside(past, made) == past.outputs


def test_an_archive_that_is_a_bomb_is_not_opened_up(made: Path, work: Path) -> None:
    past = reproducing.read(made / "run.json", "en")
    with zipfile.ZipFile(made / "inputs.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in past.files:
            bomb.writestr(name, bytes(reproducing.LARGEST_FILE + 1))
    kept = reproducing._kept(made / "inputs.zip", past.files)  # what is taken out of it
    assert kept == {}
    assert reproducing.collect(past, made, work / "scratch") == []  # the working folder still has them
