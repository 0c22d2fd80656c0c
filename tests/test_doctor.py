"""``doctor`` tells what a machine lacks; the log keeps what happened, and nothing of anybody."""

from __future__ import annotations

import getpass
import json
import socket
from pathlib import Path

import pytest

from klima2035 import checkup, cli, console, logbook
from klima2035.errors import EnvironmentFault


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_sound_machine_is_told_so(lang: str, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(work.iterdir())
    assert cli.main(["doctor", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert ("Alles da." if lang == "de" else "All is well.") in told
    assert str(work) in told
    assert sorted(work.iterdir()) == before  # nothing is left of what was tried


def test_what_keeps_commands_from_working_gives_three(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "file").write_text("in the way", encoding="utf-8")
    assert cli.main(["doctor", "--out", "file/outputs", "--as", "json"]) == 3
    rows = {(row["topic"], row["state"]): row for row in json.loads(capsys.readouterr().out)}
    assert rows["writing", "bad"]["remedy"]


def test_a_missing_library_is_bad_and_a_missing_extra_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    known = checkup._version  # what is installed
    monkeypatch.setattr(checkup, "_version", lambda name: None if name == "numpy" else known(name))
    monkeypatch.setattr(checkup, "find_spec", lambda name: None if name == "typst" else object())
    found = {(one.topic, one.state): one for one in checkup.checks(Path("outputs"), "en")}
    assert found["libraries", "bad"].found == "numpy"
    assert "typst" in found["extra_report", "note"].found


def test_too_little_room_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "LEAST_ROOM", 10**18)
    assert ("room", "bad") in {(one.topic, one.state) for one in checkup.checks(Path("outputs"), "de")}


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "logs" / "klima2035.jsonl"
    monkeypatch.setenv(logbook.VARIABLE, str(place))
    return place


def lines(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_every_command_leaves_a_line(log: Path) -> None:
    assert cli.main(["list"]) == 0
    assert cli.main(["run", "nobody", "--out", "somewhere"]) == 2
    first, second = lines(log)
    assert (first["command"], first["exit"]) == ("list", 0)
    assert (second["command"], second["exit"], second["options"]) == ("run", 2, ["--out"])
    assert second["error"]["faults"] == {"unknown_scenario": 1}  # type: ignore[index]


def test_a_mistake_of_the_program_is_kept_with_its_place(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = Path.home() / "Müller" / "plan.yaml"

    def broken(*_: object) -> None:
        raise ZeroDivisionError(f"in {secret} of {getpass.getuser()} on {socket.gethostname()}")

    monkeypatch.setattr("klima2035.listing.lines", broken)
    with pytest.raises(ZeroDivisionError):
        cli.main(["list"])
    assert str(log) in capsys.readouterr().err
    (line,) = lines(log)
    assert line["exit"] is None
    assert line["error"]["kind"] == "ZeroDivisionError"  # type: ignore[index]
    whole = log.read_text(encoding="utf-8")
    for word in ("Müller", "plan.yaml", str(Path.home()), socket.gethostname()):
        assert word not in whole
    assert any(frame.startswith("klima2035/cli.py:") for frame in line["error"]["trace"])  # type: ignore[index]


def test_what_the_machine_refuses_is_kept_by_its_code() -> None:
    fault = EnvironmentFault("outputs: no")
    fault.__cause__ = OSError(28, "No space left on device", "/home/somebody/outputs")
    told = logbook.told(fault)
    assert told["system"] == "ENOSPC"
    assert "somebody" not in json.dumps(told)


def test_the_log_stays_small(log: Path) -> None:
    log.parent.mkdir()
    log.write_text('{"old": 1}\n' * 120_000, encoding="utf-8")
    assert cli.main(["list"]) == 0
    assert log.stat().st_size <= logbook.KEPT + 1_000
    assert lines(log)[-1]["command"] == "list"


def test_no_command_fails_for_want_of_a_log(log: Path) -> None:
    log.parent.write_text("a file where the folder should be", encoding="utf-8")
    assert cli.main(["list"]) == 0


def test_an_empty_variable_means_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(logbook.VARIABLE, "")
    assert logbook.path() is None
    monkeypatch.delenv(logbook.VARIABLE)
    place = logbook.path()
    assert place is not None
    assert place.name == "klima2035.jsonl"


def test_verbose_tells_each_stage_with_its_seconds(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "trend", "--no-charts", "--verbose"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert [line.split("  ")[-1] for line in told[:2]] == ["trend: rechnet", "trend: schreibt Tabellen"]
    assert all(line.split()[1] == "s" for line in told)


def test_without_verbose_nothing_is_told_where_nobody_looks(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "trend", "--no-charts"]) == 0
    assert capsys.readouterr().err == ""


def test_verbose_shows_what_lies_behind_a_refusal(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "nobody", "--verbose"]) == console.BAD_INPUT
    assert "Traceback" in capsys.readouterr().err
