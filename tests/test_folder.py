"""An output folder is replaced as a whole or not at all, by one run at a time."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from klima2035 import disk, folder, lock
from klima2035.errors import EnvironmentFault, InputError

ROOT = Path(__file__).parents[1]


def fill(parent: Path, name: str = "trend", text: str = "old") -> Path:
    with folder.new_folder(parent, name) as target:
        (target / "run.json").write_text(text, encoding="utf-8")
    return parent / name / "run.json"


def child(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a Python that may use the folder module; it prints a line when it is ready."""
    head = "import sys, os, time\nfrom pathlib import Path\nfrom klima2035.folder import new_folder\n"
    process = subprocess.Popen(
        [sys.executable, "-c", head + textwrap.dedent(code), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


HOLD = """
with new_folder(Path(sys.argv[1]), "trend") as target:
    (target / "run.json").write_text("half")
    print("ready", flush=True)
    time.sleep(float(sys.argv[2]))
    (target / "run.json").write_text("whole")
"""


def hidden(parent: Path) -> list[str]:
    return sorted(path.name for path in parent.iterdir() if path.name.startswith("."))


def test_a_folder_is_replaced_as_a_whole(tmp_path):
    fill(tmp_path)
    (tmp_path / "trend" / "left.csv").write_text("of an older version", encoding="utf-8")
    written = fill(tmp_path, text="new")
    assert written.read_text(encoding="utf-8") == "new"
    assert [path.name for path in (tmp_path / "trend").iterdir()] == ["run.json"]
    assert hidden(tmp_path) == []


def test_the_parent_is_made(tmp_path):
    assert fill(tmp_path / "a" / "b").exists()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failure_in_the_middle_leaves_the_old_folder(tmp_path, error):
    old = fill(tmp_path)
    with pytest.raises(error), folder.new_folder(tmp_path, "trend") as target:  # noqa: PT012
        (target / "run.json").write_text("half", encoding="utf-8")
        raise error
    assert old.read_text(encoding="utf-8") == "old"
    assert hidden(tmp_path) == []


def test_a_run_killed_in_the_middle_leaves_the_old_folder_and_the_next_one_clears_up(tmp_path):
    old = fill(tmp_path)
    process = child(HOLD, str(tmp_path), "60")
    process.kill()
    process.communicate()
    assert old.read_text(encoding="utf-8") == "old"
    assert ".trend.new" in hidden(tmp_path)
    fill(tmp_path, text="new")
    assert old.read_text(encoding="utf-8") == "new"
    assert hidden(tmp_path) == []


def test_a_run_that_died_between_its_two_moves_is_put_right(tmp_path):
    fill(tmp_path)
    (tmp_path / "trend").rename(tmp_path / ".trend.old")
    with pytest.raises(ValueError, match="stop"), folder.new_folder(tmp_path, "trend"):
        raise ValueError("stop")
    assert (tmp_path / "trend" / "run.json").read_text(encoding="utf-8") == "old"


def test_a_second_run_waits_for_the_first(tmp_path):
    process = child(HOLD, str(tmp_path), "0.5")
    written = fill(tmp_path, text="second")
    process.communicate()
    assert process.returncode == 0
    assert written.read_text(encoding="utf-8") == "second"


def test_a_second_run_gives_up_with_the_name_of_the_first(tmp_path):
    process = child(HOLD, str(tmp_path), "60")
    try:
        given_up = pytest.raises(EnvironmentFault, match=f"Prozess {process.pid} auf ")
        with given_up, folder.new_folder(tmp_path, "trend", wait=0.2):
            pytest.fail("two runs at once")
    finally:
        process.kill()
        process.communicate()


def test_many_runs_at_once_leave_one_whole_folder(tmp_path):
    code = """
    print("ready", flush=True)
    for i in range(20):
        with new_folder(Path(sys.argv[1]), "trend") as target:
            for name in "ab":
                (target / name).write_text(f"{os.getpid()} {i}")
            (target / "run.json").write_text("{}")
    """
    processes = [child(code, str(tmp_path)) for _ in range(4)]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    texts = {(tmp_path / "trend" / name).read_text(encoding="utf-8") for name in "ab"}
    assert len(texts) == 1
    assert hidden(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
def test_an_interrupted_run_clears_up(tmp_path):
    process = child(HOLD, str(tmp_path), "60")
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert hidden(tmp_path) == []
    assert not (tmp_path / "trend").exists()


def test_a_full_disk_is_told_and_leaves_the_old_folder(tmp_path):
    old = fill(tmp_path)
    with pytest.raises(EnvironmentFault, match="kein Platz"), folder.new_folder(tmp_path, "trend"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert old.read_text(encoding="utf-8") == "old"
    assert hidden(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_device_without_space_is_an_environment_fault(tmp_path):
    with pytest.raises(EnvironmentFault, match="kein Platz"), folder.new_folder(tmp_path, "trend"):
        Path("/dev/full").write_text("x" * 100_000, encoding="utf-8")


def test_when_the_new_folder_cannot_move_in_the_old_one_comes_back(tmp_path, monkeypatch):
    old = fill(tmp_path)
    monkeypatch.setattr(disk, "exchange", lambda *_: False)
    true_rename = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == ".trend.new":
            raise PermissionError(errno.EACCES, "in use")
        return true_rename(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(EnvironmentFault, match="nicht ersetzen"):
        fill(tmp_path, text="new")
    assert old.read_text(encoding="utf-8") == "old"
    assert hidden(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_forbidden_folder_is_an_environment_fault(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(EnvironmentFault), folder.new_folder(tmp_path, "trend"):
        pytest.fail("written")


def test_a_file_in_the_way_is_an_environment_fault(tmp_path):
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentFault), folder.new_folder(tmp_path / "out", "trend"):
        pytest.fail("written")


@pytest.mark.parametrize("name", ["", "..", "a/b", "/x", "a\\b", ".x", "con", "lpt1", "compare", "ü", "A", "-a"])
def test_a_name_that_is_no_folder_is_refused(tmp_path, name):
    with pytest.raises(InputError), folder.new_folder(tmp_path, name):
        pytest.fail("written")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path):
    precious = tmp_path / "trend" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match="--out"), folder.new_folder(tmp_path, "trend"):
        pytest.fail("written")
    assert precious.read_text(encoding="utf-8") == "years of work"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_not_followed(tmp_path):
    fill(tmp_path, "real")
    (tmp_path / "trend").symlink_to(tmp_path / "real")
    with pytest.raises(InputError), folder.new_folder(tmp_path, "trend"):
        pytest.fail("written")


def test_a_file_system_without_locks_works_without_one(tmp_path, monkeypatch):
    def refuse(_: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(lock, "_LOCK", refuse)
    assert fill(tmp_path).exists()


def test_waiting_has_an_end(tmp_path, monkeypatch):
    def busy(_: int) -> None:
        raise OSError(errno.EAGAIN, "busy")

    monkeypatch.setattr(lock, "_LOCK", busy)
    begin = time.monotonic()
    with pytest.raises(EnvironmentFault), folder.new_folder(tmp_path, "trend", wait=0.2):
        pytest.fail("written")
    assert time.monotonic() - begin < 2.0


def part(parent: Path, name: str = "ensemble", text: str = "part") -> Path:
    with folder.part_folder(parent, "trend", name) as target:
        (target / "run.json").write_text(text, encoding="utf-8")
    return parent / "trend" / name / "run.json"


def test_a_run_keeps_what_other_commands_wrote(tmp_path):
    written = part(tmp_path)
    fill(tmp_path)
    assert written.read_text(encoding="utf-8") == "part"
    other = part(tmp_path, "credit")
    fill(tmp_path, text="new")
    assert {written.exists(), other.exists()} == {True}
    assert hidden(tmp_path) + hidden(tmp_path / "trend") == []


def test_a_part_that_fails_leaves_the_old_one(tmp_path):
    written = part(tmp_path)
    with pytest.raises(ValueError, match="stop"), folder.part_folder(tmp_path, "trend", "ensemble"):
        raise ValueError("stop")
    assert written.read_text(encoding="utf-8") == "part"


def test_parts_survive_a_run_that_died_between_its_moves(tmp_path):
    written = part(tmp_path)
    fill(tmp_path)
    (tmp_path / "trend").rename(tmp_path / ".trend.old")
    (tmp_path / "trend").mkdir()
    (tmp_path / "trend" / "run.json").write_text("new", encoding="utf-8")
    fill(tmp_path, text="newer")
    assert written.read_text(encoding="utf-8") == "part"


def test_a_folder_that_no_run_wrote_is_no_place_for_a_part(tmp_path):
    (tmp_path / "trend").mkdir()
    (tmp_path / "trend" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError):
        part(tmp_path)
