"""A share of what tools/break.py tries: commands cut off, disks full or gone, files held; locks and leftovers."""

from __future__ import annotations

import errno
import itertools
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from klima2035 import cli, disk, folder, lock, messages, wholefile, workspace
from klima2035.errors import EnvironmentFault
from klima2035.refusal import as_fault
from klima2035.wording import machine

if sys.platform == "win32":
    pytest.skip("copies of a process and mounted disks are of POSIX", allow_module_level=True)

import breaking
import breaking_disks
import errands_writing

WHAT = ("new", "import", "milestones", "init again")


@pytest.fixture(scope="module")
def memory() -> Iterator[breaking.Memory]:
    made = errands_writing.remember()
    yield made
    made.undo()


def errand(name: str) -> breaking.Errand:
    return next(one for one in errands_writing.errands() if one.name == name)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def bench(stack: ExitStack, memory: breaking.Memory, name: str, work: Path, place: Path, at: Path) -> breaking.Bench:
    return stack.enter_context(breaking.bench(errand(name), memory, work, at / "work", place / "kept"))


@pytest.mark.parametrize("name", WHAT)
def test_a_command_killed_at_any_moment_leaves_old_or_new(
    name: str, memory: breaking.Memory, untouched_work: Path, tmp_path: Path, stack: ExitStack
) -> None:
    made = bench(stack, memory, name, untouched_work, tmp_path, tmp_path)
    found = breaking.kills(made, 6, seed=35)
    assert found.wrong == []
    assert found.trials == 6


@pytest.mark.parametrize("name", ["new", "milestones"])
def test_a_refusal_as_of_windows_leaves_old_or_new(
    name: str, memory: breaking.Memory, untouched_work: Path, tmp_path: Path, stack: ExitStack
) -> None:
    made = bench(stack, memory, name, untouched_work, tmp_path, tmp_path)
    assert breaking_disks.each_in_turn(made, 2).wrong == []
    assert breaking_disks.held(made).wrong == []


@pytest.mark.parametrize("name", ["import", "milestones"])
def test_a_disk_that_is_full_or_protected_leaves_old_or_new(
    name: str, memory: breaking.Memory, untouched_work: Path, tmp_path: Path, stack: ExitStack
) -> None:
    if reason := breaking_disks.unable(tmp_path / "try"):
        pytest.skip(reason)
    mount = stack.enter_context(breaking_disks.small(tmp_path / "disk"))
    made = bench(stack, memory, name, untouched_work, tmp_path, mount)
    found = breaking_disks.full(made, mount, 4)
    assert found.wrong == []
    assert found.states["old"] >= 1
    assert breaking_disks.read_only(made, mount).wrong == []


def test_a_drive_that_goes_away_leaves_old_or_new(
    memory: breaking.Memory, untouched_work: Path, tmp_path: Path, stack: ExitStack
) -> None:
    if reason := breaking_disks.unable(tmp_path / "try"):
        pytest.skip(reason)
    mount = stack.enter_context(breaking_disks.image(tmp_path / "disk"))
    made = bench(stack, memory, "milestones", untouched_work, tmp_path, mount)
    assert breaking_disks.gone(made, mount, 2, seed=35).wrong == []


def test_the_harness_sees_a_mixture() -> None:
    old, new = {"a": b"1", "b": b"1"}, {"a": b"2", "b": b"2"}
    assert breaking.digest({"a": b"1", "b": b"2"}, old, new) == "a: old; b: new"
    assert breaking.digest({"a": b"1", "b": b""}, old, new) == "a: old; b: neither"


# leftovers of dead runs, in every state


def fill(parent: Path, text: str = "new") -> None:
    with folder.new_folder(parent, "trend") as target:
        (target / "run.json").write_text(text, encoding="utf-8")
        (target / "other.csv").write_text(text, encoding="utf-8")


def made(path: Path, text: str) -> None:
    path.mkdir(parents=True)
    for name in ("run.json", "other.csv"):
        (path / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("there", list(itertools.product([False, True], repeat=5)))
def test_whatever_dead_runs_left_the_next_one_stands_there_alone(tmp_path: Path, there: tuple[bool, ...]) -> None:
    target, half, aside, kept, part = there
    if target:
        made(tmp_path / "trend", "old")
    if half:
        (tmp_path / ".trend.new" / "tables").mkdir(parents=True)
    if aside:
        made(tmp_path / ".trend.old", "older")
    if kept:
        made(tmp_path / "trend.new", "kept")
    if part:
        made(tmp_path / "trend" / ".credit.old", "part")  # its command died between its two moves
    (tmp_path / ".trend.lock").write_text("999999 elsewhere 2026-01-01T00:00:00+00:00\n", encoding="utf-8")
    if part and not target and not aside:
        (tmp_path / "trend" / "run.json").write_text("old", encoding="utf-8")
    fill(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["trend"]
    assert (tmp_path / "trend" / "run.json").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "trend" / "credit" / "run.json").exists() == part
    assert not list(tmp_path.rglob(".*"))


def test_without_an_exchange_the_old_folder_goes_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "old")
    monkeypatch.setattr(disk, "exchange", lambda *_: False)
    fill(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["trend"]
    assert (tmp_path / "trend" / "run.json").read_text(encoding="utf-8") == "new"


def test_a_file_system_without_links_carries_parts_as_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links")

    with folder.part_folder(tmp_path, "trend", "credit") as target:
        (target / "run.json").write_text("part", encoding="utf-8")
    monkeypatch.setattr(os, "link", refuse)
    fill(tmp_path)
    assert (tmp_path / "trend" / "credit" / "run.json").read_text(encoding="utf-8") == "part"


def test_what_is_open_elsewhere_is_kept_beside_and_cleared_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, "old")
    with monkeypatch.context() as patch:
        patch.setattr(disk, "exchange", lambda *_: False)
        real = Path.rename

        def rename(self: Path, target: Path) -> Path:
            if self.name == "trend":
                raise breaking_disks.SharingViolationError(self)
            return real(self, target)

        patch.setattr(Path, "rename", rename)
        for text in ("new", "newer"):
            with pytest.raises(EnvironmentFault, match=r"vollständig in .*trend.new"):
                fill(tmp_path, text)
            assert (tmp_path / "trend" / "run.json").read_text(encoding="utf-8") == "old"
            assert (tmp_path / "trend.new" / "run.json").read_text(encoding="utf-8") == text
    fill(tmp_path, "newest")
    assert [path.name for path in tmp_path.iterdir()] == ["trend"]


# two at once, and locks of the dead


def test_many_writers_of_one_file_leave_one_whole_file(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom klima2035 import wholefile\n"
        "for i in range(15): wholefile.write_over(Path(sys.argv[1]), sys.argv[2] * 20000, 'de')"
    )
    path = tmp_path / "one.html"
    command = [sys.executable, "-c", code, str(path)]
    processes = [subprocess.Popen([*command, sign], cwd=Path(__file__).parents[1]) for sign in "abc"]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert len(set(path.read_text(encoding="utf-8"))) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["one.html"]


def dead() -> int:
    """Return the number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.fixture
def lockless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that knows no locks."""

    def refuse(_: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(lock, "_LOCK", refuse)


@pytest.mark.usefixtures("lockless")
def test_without_locks_of_the_system_the_file_is_the_lock(tmp_path: Path) -> None:
    path = tmp_path / ".trend.lock"
    path.write_text(f"{os.getpid()} {socket.gethostname()} 2026-11-26T12:00:00+00:00\n", encoding="utf-8")
    with (
        pytest.raises(EnvironmentFault, match=f"Prozess {os.getpid()} auf"),
        folder.new_folder(tmp_path, "trend", wait=0.2),
    ):
        pytest.fail("two runs at once")
    path.write_text(f"{dead()} {socket.gethostname()} 2026-11-26T12:00:00+00:00\n", encoding="utf-8")
    fill(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["trend"]


@pytest.mark.usefixtures("lockless")
def test_a_lock_of_another_machine_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / ".trend.lock"
    path.write_text("4711 anderswo 2026-11-26T12:00:00+00:00\n", encoding="utf-8")
    told = r"Prozess 4711 auf anderswo, seit 2026-11-26 .*\.trend\.lock löschen"
    with pytest.raises(EnvironmentFault, match=told), folder.new_folder(tmp_path, "trend", wait=0.1):
        pytest.fail("two runs at once")
    path.unlink()
    fill(tmp_path)


@pytest.mark.usefixtures("lockless")
def test_a_lock_that_nobody_signed_is_cleared_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".trend.lock").touch()
    monkeypatch.setattr(lock, "UNNAMED", 0.0)
    fill(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["trend"]


# what is told


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("number", [
    errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.ENODEV,
    errno.ENAMETOOLONG, errno.EBUSY,
])  # fmt: skip
def test_each_refusal_says_what_it_is_and_what_to_do(tmp_path: Path, number: int, lang: str) -> None:
    with pytest.raises(EnvironmentFault) as found, as_fault("outputs/trend", lang, tmp_path):
        raise OSError(number, os.strerror(number))
    assert str(found.value).startswith("outputs/trend: ")
    assert ("bitte" in str(found.value)) if lang == "de" else ("; " in str(found.value))
    assert messages.text("machine_kept", lang, "").strip(". ") in str(found.value)


def test_what_windows_says_counts_before_its_translation() -> None:
    error = breaking_disks.SharingViolationError("results.xlsx")
    assert messages.system(error, "de") == machine.WINDOWS[32][0]


def test_the_exit_code_of_a_refused_machine_is_three(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    assert cli.main(["new", "neu", "--from", "trend"]) == 3
    assert "bitte Platz schaffen" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    wholefile.write_over(path, "old", "de")
    path.chmod(0o600)
    wholefile.write_over(path, "new", "de")
    assert path.stat().st_mode & 0o777 == 0o600


def test_init_goes_on_where_a_dead_one_stopped(tmp_path: Path, untouched_work: Path) -> None:
    whole = breaking.tree(untouched_work, (".",))
    target = tmp_path / "ordner"
    assert workspace.init(str(target)).is_new
    half = target / ".klima2035.new"
    half.mkdir()
    for name in ("inputs", workspace.MARKER):  # not moved yet
        (target / name).rename(half / name)
    assert workspace.init(str(target)).is_new
    assert breaking.tree(target, (".",)) == whole
    assert not half.exists()
