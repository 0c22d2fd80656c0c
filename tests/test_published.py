"""Published accounts: written once, never lost, compared with what is counted now."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import counting
import pytest
from counting import row

from klima2035 import disk, loading, wholefile
from klima2035.errors import EnvironmentFault, InputError
from klima2035.phrases import NO_BREAK
from klima2035.tracking import published

PLAN = "trend"
COUNTS = [row("pv_power", 120, "MW"), row("hydrogen_buses", 60, "vehicles")]
ACCOUNT = ",".join(published.COLUMNS)


def publish(name: str, *more: str) -> int:
    return counting.main("track", PLAN, "--no-charts", "--publish", name, *more)


def account(work: Path, name: str) -> Path:
    return counting.folder(work) / "reported" / f"{name}.csv"


def restated(work: Path) -> list[dict[str, object]]:
    found = counting.inputs(work)
    return published.restated(published.read(found), found).dicts()


def test_an_account_holds_counts_verdicts_and_headlines(work: Path, capsys) -> None:
    counting.put(work, COUNTS)
    assert publish("2026") == 0
    assert "veröffentlicht: inputs/wuppertal/monitoring/reported/2026.csv" in capsys.readouterr().out
    (one,) = published.read(counting.inputs(work))
    assert one.name == "2026"
    known = {entry.place: entry for entry in one.entries}
    assert known["count", "", "pv_power", "", "", "2026-12-31"].value == 120.0
    assert any(entry.kind == "milestone" and entry.text in ("reached", "at_risk", "missed") for entry in one.entries)
    figures = {(entry.name, entry.date) for entry in one.entries if entry.kind == "figure"}
    assert {("co2e", "2026"), ("co2e", "2030"), ("co2e", "2035"), ("co2e", "2045")} <= figures
    assert published.text(one.entries) == account(work, "2026").read_text(encoding="utf-8")  # back and forth


def test_what_changed_is_told_with_its_reason_and_what_has_none_says_so(work: Path, capsys) -> None:
    counting.put(work, COUNTS)
    assert publish("2026") == 0
    assert restated(work) == []
    changed = [row("pv_power", 118, "MW", restated="Doppelte Anlagen entfernt"), row("hydrogen_buses", 58, "vehicles")]
    counting.put(work, changed)
    told = {one["indicator"]: one for one in restated(work)}
    assert set(told) == {"pv_power", "hydrogen_buses"}
    one = told["pv_power"]
    assert (one["account"], one["reported"], one["now"], one["change"]) == ("2026", 120.0, 118.0, -2.0)
    assert one["reason"] == "Doppelte Anlagen entfernt"
    assert told["hydrogen_buses"]["reason"] == ""
    capsys.readouterr()
    assert publish("2026-2") == 0
    said = capsys.readouterr().out.replace(NO_BREAK, " ")
    assert "120 MW → 118 MW (Veröffentlichung 2026); Grund: Doppelte Anlagen entfernt" in said
    assert "Grund: keiner angegeben (Spalte restated)" in said
    assert restated(work) == []  # the second account holds the new figures


def test_a_figure_that_is_gone_is_told(work: Path, capsys) -> None:
    counting.put(work, COUNTS)
    assert publish("2026") == 0
    counting.put(work, COUNTS[1:])
    (one,) = restated(work)
    assert (one["indicator"], one["reported"], one["now"], one["change"]) == ("pv_power", 120.0, None, None)
    capsys.readouterr()
    assert counting.main("track", PLAN, "--no-charts") == 0
    said = capsys.readouterr().out.replace(NO_BREAK, " ")
    assert "120 MW → nicht mehr da (Veröffentlichung 2026); Grund: keiner angegeben, die Zeile fehlt" in said


def test_a_new_figure_is_not_restated(work: Path) -> None:
    counting.put(work, COUNTS)
    assert publish("2026") == 0
    counting.put(work, [*COUNTS, row("charging_points", 500, "points")])
    assert restated(work) == []


def test_accounts_stand_in_the_order_of_their_numbers(work: Path) -> None:
    place = account(work, "x").parent
    place.mkdir()
    for i, name in enumerate(("2026", "2026-2", "2026-10", "2027")):
        one = published.Entry("count", "", "pv_power", "", "", "2026-12-31", float(i), "MW", "own_assumption")
        (place / f"{name}.csv").write_text(published.text([one]), encoding="utf-8")
    counting.put(work, COUNTS)
    found = counting.inputs(work)
    assert [one.name for one in published.read(found)] == ["2026", "2026-2", "2026-10", "2027"]
    assert [one["reported"] for one in restated(work)] == [3.0]


def test_the_same_state_twice_is_no_error_and_the_same_bytes(work: Path, capsys) -> None:
    counting.put(work, COUNTS)
    assert publish("2026") == 0
    first = account(work, "2026").read_bytes()
    capsys.readouterr()
    assert publish("2026") == 0
    assert "steht schon so da" in capsys.readouterr().out
    assert account(work, "2026").read_bytes() == first
    left = account(work, "again").with_name(".again.csv.lock")  # of a run that was killed after its last move
    left.write_text("1 nowhere 2026-01-01T00:00:00+00:00\n", encoding="utf-8")
    assert publish("again") == 0
    assert account(work, "again").read_bytes() == first
    assert not left.exists()


def test_another_state_under_the_same_name_is_refused_and_nothing_is_lost(work: Path, capsys) -> None:
    counting.put(work, COUNTS)
    assert publish("2026") == 0
    first = account(work, "2026").read_bytes()
    counting.put(work, [row("pv_power", 1, "MW")])
    capsys.readouterr()
    assert publish("2026") == 2
    told = capsys.readouterr().err
    assert "2026.csv" in told
    assert "2026-2" in told
    assert account(work, "2026").read_bytes() == first
    assert [path.name for path in account(work, "2026").parent.iterdir()] == ["2026.csv"]


BROKEN = {
    "half-written": (lambda raw: raw[: len(raw) * 2 // 3], "cut_off"),
    "cells lost": (lambda raw: raw.replace(b",,pv_power", b",pv_power", 1), "cells"),
    "a value that is none": (lambda raw: raw.replace(b"120.0", b"12O.0"), "no_number"),
    "a kind that is none": (lambda raw: raw.replace(b"\ncount,", b"\ncuont,", 1), "unknown_cell"),
    "marks of a merge": (lambda raw: raw.replace(b"\n", b"\n<<<<<<< HEAD\n", 1), "cells"),
    "a figure twice": (lambda raw: raw + b"count,,pv_power,,,2026-12-31,7.0,MW,own_assumption\n", "row_twice"),
    "cut off at the end of a line": (lambda raw: raw[: raw.rstrip(b"\n").rindex(b"\n") + 1], "account_cut"),
    "another figure": (lambda raw: raw.replace(b"120.0", b"121.0"), "account_changed"),
    "zeros": (lambda raw: raw + b"\0" * 20 + b"\n", "not_csv"),
    "emptied": (lambda raw: b"", "table_empty"),
    "saved as UTF-16": (lambda raw: raw.decode().encode("utf-16"), "utf16"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_account_is_refused_at_its_line_and_left_as_it_is(name: str, work: Path, capsys) -> None:
    counting.put(work, COUNTS)
    assert publish("2026") == 0
    path = account(work, "2026")
    change, code = BROKEN[name]
    whole = path.read_bytes()
    path.write_bytes(change(whole))
    assert path.read_bytes() != whole
    before = counting.contents(work)
    with pytest.raises(InputError) as caught:
        published.read(counting.inputs(work))
    assert caught.value.faults[0].code == code
    assert caught.value.faults[0].line >= 1
    capsys.readouterr()
    for arguments in (["--publish", "2026"], ["--publish", "2027"], []):
        assert counting.main("track", PLAN, "--no-charts", *arguments) == 2
        assert "reported/2026.csv:" in capsys.readouterr().err
    assert counting.contents(work) == before


def test_validate_reads_an_account_too(work: Path, capsys) -> None:
    counting.put(work, COUNTS)
    assert publish("2026") == 0
    path = account(work, "2026")
    capsys.readouterr()
    assert counting.main("validate", str(path.relative_to(work))) == 0
    assert loading.validate_folder(work) == ()
    path.write_bytes(path.read_bytes()[:-5])
    capsys.readouterr()
    assert counting.main("validate", str(path.relative_to(work))) == 2
    told = capsys.readouterr()
    assert "reported/2026.csv:" in told.out + told.err
    assert [one.code for one in loading.validate_folder(work)] == ["cut_off"]


@pytest.mark.parametrize("name", ["", "../2026", "a/b", "2026.csv", "Bericht", "con", "compare", "x" * 65, "-"])
def test_a_name_that_cannot_be_one_is_refused_before_anything_is_written(name: str, work: Path, capsys) -> None:
    before = counting.contents(work)
    assert publish(name) == 2
    assert "--publish" in capsys.readouterr().err
    assert counting.contents(work) == before


def test_outside_a_working_folder_it_says_what_to_do(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    counting.forget()
    assert publish("2026") == 2
    assert "klima2035 init" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_link_out_of_the_folder_is_no_account(work: Path, tmp_path: Path) -> None:
    counting.put(work, COUNTS)
    assert publish("2026") == 0
    (tmp_path / "far.csv").write_bytes(account(work, "2026").read_bytes())
    account(work, "2027").symlink_to(tmp_path / "far.csv")
    with pytest.raises(InputError):
        published.read(counting.inputs(work))


# the one move


def test_of_many_writers_of_one_name_one_wins_and_its_file_is_whole(tmp_path: Path) -> None:
    start, outcomes = threading.Barrier(8), []

    def write(i: int) -> None:
        start.wait()
        try:
            wholefile.write_new(tmp_path / "one.csv", f"{i}\n" * 5000, "en")
            outcomes.append(i)
        except EnvironmentFault:
            pass

    threads = [threading.Thread(target=write, args=(i,)) for i in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    (winner,) = outcomes
    assert (tmp_path / "one.csv").read_text() == f"{winner}\n" * 5000
    assert [path.name for path in tmp_path.iterdir()] == ["one.csv"]


@pytest.mark.parametrize("way", ["free names", "links", "neither"])
def test_what_is_there_stays_even_where_it_comes_at_the_last_moment(way: str, tmp_path: Path, monkeypatch) -> None:
    if way != "free names":
        monkeypatch.setattr(disk, "_call", lambda: None)
    if way == "neither":

        def refuse(self, target):
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))

        monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "one.csv"
    take = disk.take_name

    def late(fresh: Path, wanted: Path) -> None:
        path.write_text("first", encoding="utf-8")
        take(fresh, wanted)

    monkeypatch.setattr(disk, "take_name", late)
    with pytest.raises(EnvironmentFault):
        wholefile.write_new(path, "second", "de")
    assert path.read_text(encoding="utf-8") == "first"
    assert [one.name for one in tmp_path.iterdir()] == ["one.csv"]
    monkeypatch.setattr(disk, "take_name", take)
    wholefile.write_new(tmp_path / "two.csv", "zwei\n", "de")
    assert (tmp_path / "two.csv").read_bytes() == b"zwei\n"


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFault):
        wholefile.write_new(tmp_path / "one.csv", "x" * 10, "de")
    assert list(tmp_path.iterdir()) == []
