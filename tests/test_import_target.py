"""The monitoring file: written whole or not at all, merged without loss, changed only with a reason."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import folders
import importing
import pytest
from importing import unit, units_file

from klima2035 import cli
from klima2035.commands.importing import KINDS
from klima2035.importers import IMPORTERS, target
from klima2035.monitoring import COLUMNS

HEADER = ",".join(COLUMNS)
COMMAND = ["import", "mastr", "m.csv", "--name", "solar"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = importing.city(tmp_path)
    units_file(Path("m.csv"), unit("SEE1", "10000", "1.1.2020"), unit("SEE2", "5000", "1.1.2024"))
    return folder


def run(*arguments: str) -> int:
    return cli.main([*COMMAND, *arguments])


def test_every_kind_is_offered():
    assert tuple(IMPORTERS) == KINDS


def test_an_existing_file_is_only_added_to_when_asked(here, capsys):
    assert run("--year", "2023") == 0
    before = (here / "solar.csv").read_bytes()
    assert run("--year", "2024") == 2
    assert "--replace" in capsys.readouterr().err
    assert (here / "solar.csv").read_bytes() == before
    assert run("--year", "2024", "--replace") == 0
    assert "neu 1, geändert 0, unverändert 0, schon da und nicht betroffen 1" in capsys.readouterr().out
    assert [row["date"] for row in folders.rows(here / "solar.csv")] == ["2023-12-31", "2024-12-31"]


def test_rows_of_others_stay_byte_for_byte(here):
    here.mkdir()
    own = [
        'cycle_routes,,,12.50,km,2024-12-31,reported,,mastr,because,"a, b"',
        "hydrogen_buses,,,3,vehicles,2023-12-31,reported,,mastr,,",
    ]
    (here / "solar.csv").write_text("\n".join([HEADER, *own]) + "\n", encoding="utf-8")
    assert run("--year", "2024", "--replace") == 0
    lines = (here / "solar.csv").read_text(encoding="utf-8").splitlines()
    assert set(own) < set(lines)
    assert len(lines) == 4


def test_a_changed_figure_needs_a_reason_and_keeps_it(here, capsys):
    assert run("--year", "2023,2024") == 0
    before = (here / "solar.csv").read_bytes()
    units_file(Path("m.csv"), unit("SEE1", "10000", "1.1.2020"), unit("SEE2", "6000", "1.1.2024"))
    assert run("--year", "2023,2024", "--replace") == 2
    told = capsys.readouterr().err
    assert "solar.csv:3:4: pv_power 2024-12-31 stand hier mit 15 MW, neu ist 16 MW" in told
    assert run("--year", "2023,2024", "--replace", "--reason", "  ") == 2
    assert (here / "solar.csv").read_bytes() == before
    assert run("--year", "2023,2024", "--replace", "--reason", "=Nachmeldung, SEE2") == 0
    first, second = folders.rows(here / "solar.csv")
    assert (first["value"], first["restated"]) == ("10", "")
    assert (second["value"], second["restated"]) == ("16", "'=Nachmeldung, SEE2")
    assert run("--year", "2023,2024", "--replace") == 0
    assert folders.rows(here / "solar.csv")[1]["restated"] == "'=Nachmeldung, SEE2"
    assert "unverändert 2" in capsys.readouterr().out


def test_the_same_amount_in_another_unit_is_no_change(here):
    here.mkdir()
    line = "pv_power,,,15000,kW,2024-12-31,reported,,mastr,,by hand"
    (here / "solar.csv").write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
    assert run("--year", "2024", "--replace") == 0
    (row,) = folders.rows(here / "solar.csv")
    assert (row["value"], row["unit"], row["restated"]) == ("15", "MW", "")


def test_a_figure_of_another_file_is_refused(here, capsys):
    assert run("--year", "2024") == 0
    assert cli.main([*COMMAND[:3], "--name", "other", "--year", "2024"]) == 2
    assert "solar.csv:2:1: pv_power 2024-12-31 steht schon hier" in capsys.readouterr().err
    assert not (here / "other.csv").exists()


@pytest.mark.parametrize(
    "content",
    ["", "a,b\n1,2\n", f"{HEADER}\n1,2\n", f'{HEADER}\npv_power,"\n', "\ufeff" + HEADER + "\n",
     HEADER.replace(",", ";") + "\n", f"{HEADER}\n" + 2 * "pv_power,,,15,MW,2024-12-31,reported,,mastr,,\n"],
)  # fmt: skip
def test_a_file_that_is_not_understood_is_never_replaced(here, content):
    here.mkdir()
    path = here / "solar.csv"
    path.write_text(content, encoding="utf-8")
    before = path.read_bytes()
    assert run("--year", "2024", "--replace", "--reason", "x") == 2
    assert path.read_bytes() == before
    assert [one.name for one in here.iterdir()] == ["solar.csv"]


def test_a_dry_run_writes_nothing(here, capsys):
    assert run("--year", "2024", "--dry-run") == 0
    assert "pv_power,,,15,MW,2024-12-31" in capsys.readouterr().out
    assert not here.exists()
    assert run("--year", "2024") == 0
    before = (here / "solar.csv").read_bytes(), (here / "solar.csv").stat().st_mtime_ns
    assert run("--year", "2023,2024", "--replace", "--dry-run") == 0
    assert ((here / "solar.csv").read_bytes(), (here / "solar.csv").stat().st_mtime_ns) == before


DIES = """
import os, sys
from pathlib import Path
from klima2035 import cli
Path.replace = lambda self, target: os._exit(9)
sys.exit(cli.main(sys.argv[1:]))
"""


def test_a_run_that_dies_before_the_move_leaves_the_old_file(here):
    assert run("--year", "2023") == 0
    before = (here / "solar.csv").read_bytes()
    arguments = [*COMMAND, "--year", "2024", "--replace"]
    environment = {**os.environ, "PYTHONPATH": str(importing.ROOT)}
    died = subprocess.run([sys.executable, "-c", DIES, *arguments], check=False, env=environment)
    assert died.returncode == 9
    assert (here / "solar.csv").read_bytes() == before
    assert cli.main(["validate", str(here / "solar.csv")]) == 0
    assert cli.main(arguments) == 0  # what was left half done is in nobody's way
    assert [one.name for one in here.iterdir()] == ["solar.csv"]


def test_a_full_disk_leaves_the_old_file(here, monkeypatch):
    assert run("--year", "2023") == 0
    before = (here / "solar.csv").read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run("--year", "2024", "--replace") == 3
    assert (here / "solar.csv").read_bytes() == before
    assert [one.name for one in here.iterdir()] == ["solar.csv"]


def test_without_inputs_here_the_way_to_a_working_folder_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    units_file(Path("m.csv"), unit("SEE1", "10", "1.1.2020"))
    assert run("--year", "2024") == 2
    assert "klima2035 init" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["m.csv"]


@pytest.mark.parametrize("city", ["germany/..", "..", "Wuppertal", "nowhere"])
def test_a_city_is_a_folder_of_the_inputs(here, city):
    assert run("--year", "2024", "--city", city) == 2
    assert not here.exists()


@pytest.mark.parametrize("name", ["../x", "Solar", "con", "a/b", "", "x" * 65])
def test_names_that_no_system_bears_are_refused(here, name):
    assert cli.main([*COMMAND[:3], "--year", "2024", "--name", name]) == 2
    assert not here.exists()


def test_a_link_that_leads_out_is_refused(here, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    here.symlink_to(outside)
    assert run("--year", "2024") == 2
    assert list(outside.iterdir()) == []


def test_the_source_must_be_known(here, capsys):
    assert run("--year", "2024", "--source", "mstr") == 2
    assert "'mastr'" in capsys.readouterr().err
    assert cli.main(["import", "kba", "m.csv"]) == 2
    assert "--source" in capsys.readouterr().err
    assert not here.exists()


def test_rows_stand_in_one_order_whatever_came_first(here):
    assert run("--year", "2024") == 0
    assert run("--year", "2020,2022", "--replace") == 0
    one = (here / "solar.csv").read_bytes()
    (here / "solar.csv").unlink()
    assert run("--year", "2020,2022,2024") == 0
    assert (here / "solar.csv").read_bytes() == one
    assert one.endswith(b"\n")
    assert b"\r" not in one
    assert target.content([]) == HEADER + "\n"
