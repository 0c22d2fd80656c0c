"""Every door under hostile input: all kept cases, a share of random ones, and what once came through."""

from __future__ import annotations

import asyncio
import socket
import sys
import time
from pathlib import Path

import browsing
import fuzzing
import pytest
from fuzzing import calls, texts
from fuzzing.watch import Watch
from test_explorer_api import Client, server

from klima2035 import cli
from klima2035.explorer import connection
from klima2035.exports import tables
from klima2035.importers import cells

SHARE = {"yaml": 150, "csv": 200, "xlsx": 200, "http": 250, "names": 90, "text": 120, "json": 200}
FIRST = 500_000  # other cases than those of the long runs
NOTES = (fuzzing.CORPUS / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHARE)
def test_a_door_holds(name: str) -> None:
    if sys.platform == "win32" and name == "names":
        pytest.skip("the sandbox of names is made of paths as Linux and macOS have them")
    door = fuzzing.DOORS[name]
    kept = fuzzing.run_corpus(door)
    assert kept.broken == []
    assert kept.cases >= 8
    found = fuzzing.run(door, range(FIRST, FIRST + SHARE[name]))
    assert found.broken == []
    assert found.cases == SHARE[name]
    assert len(found.outcomes) > 1  # neither all refused nor all let in


@pytest.mark.needs_program
def test_links_are_read_without_harm() -> None:
    door = fuzzing.DOORS["link"]
    cases = [*fuzzing.corpus(door), *((str(i), door.content(i)) for i in range(FIRST, FIRST + 150))]
    found = fuzzing.run_cases(door, cases)
    assert found.broken == []
    assert {"live fits", "file fits", "live refused", "file refused"} <= set(found.outcomes)


def test_every_kept_case_is_told() -> None:
    kept = {f"{path.parent.name}/{path.name}" for path in fuzzing.CORPUS.glob("*/*") if path.is_file()}
    assert {name for name in kept if f"`{name}`" not in NOTES} == set()


def test_a_case_is_drawn_from_its_number_alone() -> None:
    for door in fuzzing.DOORS.values():
        assert [door.content(n) for n in (7, 8, 9)] == [door.content(n) for n in (7, 8, 9)], door.name


def test_the_watch_sees_what_a_case_does(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    watch = Watch(tmp_path / "in")
    with watch:
        (tmp_path / "in" / "a").write_text("x", encoding="utf-8")
    with pytest.raises(AssertionError, match="wrote"), watch:
        (tmp_path / "b").write_text("x", encoding="utf-8")
    with pytest.raises(AssertionError, match="wrote"), watch:
        (tmp_path / "in" / "a").rename(tmp_path / "c")
    with pytest.raises(AssertionError, match="socket"), watch, socket.socket() as link:
        link.connect_ex(("127.0.0.1", 9))


def test_titles_of_every_kind_go_through_a_whole_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept = [case.raw.decode() for _, case in fuzzing.corpus(fuzzing.DOORS["text"])]
    sound = [word for word in kept if texts.is_allowed(word)]
    assert len(sound) > 10
    texts.check_run(sound, tmp_path)


@pytest.mark.parametrize("word", ["=1+1", "http://x.example", "@SUM(A1)", "+1"])
def test_the_numbers_of_a_slide_hold_no_formula_and_no_link(word: str) -> None:
    texts.check_slides([word])


def test_a_text_in_a_table_is_no_formula_and_a_number_stays_one() -> None:
    for word, wanted in {
        "=1+1": "'=1+1",
        "@x": "'@x",
        "-2+3": "'-2+3",
        "-0.5": "-0.5",
        "+5": "+5",
        "a=1": "a=1",
    }.items():
        assert tables.cell_text(word) == wanted


def test_a_terminal_gets_no_sign_that_steers_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["validate", "a\x1b[31m\u202eb.yaml"]) == 2
    assert cli.main(["\x1b]0;x\x07"]) == 2
    told = capsys.readouterr().err
    assert "\\u001b" in told
    assert all(line.isprintable() for line in told.split("\n"))


@pytest.mark.parametrize(("lang", "words"), [("de", "eine Angabe zu viel"), ("en", "one argument too many")])
def test_one_argument_too_many_is_told(lang: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "units", "x", "--lang", lang]) == 2
    assert words in capsys.readouterr().err


def test_a_workbook_is_read_in_bounded_time_whatever_its_texts(tmp_path: Path) -> None:
    (case,) = [case for name, case in fuzzing.corpus(fuzzing.DOORS["xlsx"]) if "shared-text" in name]
    (tmp_path / "b.xlsx").write_bytes(case.raw)
    began = time.process_time()
    with pytest.raises(cells.InputError):
        cells.read(tmp_path / "b.xlsx")
    assert time.process_time() - began < 30


def test_a_request_that_does_not_arrive_ends_its_connection(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(connection, "SLOWEST", 0.05)
    served = calls.configuration(server(tmp_path))

    async def ended(raw: bytes) -> bool:
        wire, made = calls.connected(served)
        if raw:
            made.data_received(raw)
        for _ in range(400):
            if wire.closed:
                break
            await asyncio.sleep(0.01)
        made.connection_lost(None)
        return wire.closed

    head = b"POST /api/view HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    for raw in (b"", b"GET / HTTP/1.1\r\nhost:", head + b"content-length: 50\r\n\r\n{"):
        assert asyncio.run(ended(raw)), raw


def test_what_is_no_http_is_refused_with_the_policy(tmp_path: Path) -> None:
    with browsing.serving(tmp_path) as address:
        assert calls.real(address, b"\x00\x01\r\n\r\n") == [400]
        assert calls.real(address, calls.SOUND, calls.PATIENCE) == [200]


def test_a_title_with_signs_that_hide_is_not_saved(tmp_path: Path) -> None:
    ask = Client(server(tmp_path))
    for title in ("\u202ex", "a\x1b[31m", "\ufeff"):
        answer = ask("POST", "/api/save", json={"setting": {"base": "trend"}, "name": "own", "title": title})
        assert answer.status_code == 422, title
    assert not list(tmp_path.rglob("*.yaml"))
