"""Disks that fill up, are read-only or go away under a command; files that another program holds as Windows lets it.

Real small file systems are mounted, for which one must be root on Linux: a tmpfs that is made as small as wanted, and
ext4 in a file, which is cut off as when a drive is pulled or the power fails: every later access is refused, and what
the command has not waited for is lost.
"""

from __future__ import annotations

import errno
import fcntl
import os
import random
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from breaking import NOT_COMPARED, Bench, Outcome

SHUT_DOWN, WITHOUT_JOURNAL = 0x8004587D, 2  # EXT4_IOC_SHUTDOWN, what is not on the disk yet is lost
PAGE = 4096
IMAGE = 96_000_000  # bytes of the file system in a file
HELD = "results.xlsx"


def _call(*words: str | Path) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True)


def unable(place: Path) -> str:
    """Return why no file system can be mounted here; nothing where it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "mounting a file system takes root on Linux"
    try:
        with small(place):
            return ""
    except (OSError, subprocess.CalledProcessError) as error:
        return f"no file system can be mounted here: {error}"


@contextmanager
def small(place: Path) -> Iterator[Path]:
    """Give a file system in memory of which the size can be changed."""
    place.mkdir(parents=True, exist_ok=True)
    _call("mount", "-t", "tmpfs", "-o", "size=400m", "klima2035", place)
    try:
        yield place
    finally:
        _call("umount", place)


@contextmanager
def image(place: Path) -> Iterator[Path]:
    """Give ext4 in a file."""
    place.mkdir(parents=True, exist_ok=True)
    file = place.with_name(f"{place.name}.image")
    with file.open("wb") as opened:
        opened.truncate(IMAGE)
    _call("mkfs.ext4", "-q", file)
    _call("mount", "-o", "loop", file, place)
    try:
        yield place
    finally:
        _call("umount", place)


def _judge(made: Bench, code: int, told: str) -> str:
    """Return what is wrong with how a command ended; nothing where it went well or told what to do."""
    if "Traceback" in told:
        return f"traceback: {told[-300:]}"
    if code == 3 and not (";" in told or "." in told):
        return f"does not say what to do: {told}"
    if code not in (0, 2, 3):
        return f"exit code {code}: {told[-300:]}"
    if code == 0 and made.state() != "new":
        return f"exit code 0, but {made.state()}"
    return ""


def full(made: Bench, mount: Path, sizes: int) -> Outcome:
    """Let the disk have room from nothing to enough for what the command writes, in so many steps."""
    out, begun = Outcome(), time.monotonic()
    need = sum((len(content or b"") // PAGE + 2) * PAGE for content in made.new.values())
    for i in range(sizes):
        made.restore()
        state = os.statvfs(mount)
        used = (state.f_blocks - state.f_bfree) * state.f_frsize
        _call("mount", "-o", f"remount,size={used + PAGE + need * i // (sizes - 1)}", mount)
        child = made.start()
        code = child.wait()
        problem, state_ = _judge(made, code, child.told()), made.state()
        _call("mount", "-o", "remount,size=400m", mount)
        out.add(f"room {need * i // (sizes - 1)} B, exit {code}", state_, problem or made.finish())
    out.seconds = time.monotonic() - begun
    return out


def read_only(made: Bench, mount: Path) -> Outcome:
    """Let the disk be protected against writing."""
    out = Outcome()
    made.restore()
    _call("mount", "-o", "remount,ro", mount)
    child = made.start()
    code = child.wait()
    problem = _judge(made, code, child.told()) or ("" if code == 3 else f"exit code {code}")
    state = made.state()
    _call("mount", "-o", "remount,rw", mount)
    out.add(f"read-only, exit {code}", state, problem or made.finish())
    return out


def gone(made: Bench, mount: Path, number: int, seed: int) -> Outcome:
    """Pull the drive at ``number`` moments; look at it again afterwards."""
    draw, out, begun = random.Random(f"{seed} {made.errand.name} gone"), Outcome(), time.monotonic()  # noqa: S311
    file = mount.with_name(f"{mount.name}.image")
    for i in range(number):
        made.restore()
        os.sync()
        child = made.start()
        if i % 4:
            os.read(child.changed, 1)
        moment = draw.uniform(0.0, 1.2 * (made.writing if i % 4 else made.seconds))
        time.sleep(moment)
        _pull(mount)
        code, told = child.wait(), child.told()
        _call("umount", mount)
        _call("mount", "-o", "loop", file, mount)
        out.add(f"gone after {moment:.3f} s, exit {code}", made.state(), _judge(made, code, told) or made.finish())
    out.seconds = time.monotonic() - begun
    return out


def _pull(mount: Path) -> None:
    opened = os.open(mount, os.O_RDONLY)
    try:
        fcntl.ioctl(opened, SHUT_DOWN, struct.pack("I", WITHOUT_JOURNAL))
    finally:
        os.close(opened)


# what Windows refuses


class SharingViolationError(PermissionError):
    """A refusal as Windows makes it."""

    winerror = 32

    def __init__(self, path: object) -> None:
        super().__init__(errno.EACCES, "used by another process", str(path))


CALLS = ("rename", "replace", "unlink", "rmdir", "link")


def refusing(call: Callable[[], int], wrong: Callable[[str, tuple[Any, ...]], bool]) -> Callable[[], int]:
    """Return a command under Windows's habits: no exchange, no free-names rename, refusals where ``wrong``."""

    def called() -> int:
        from klima2035 import disk  # noqa: PLC0415

        disk.exchange = lambda *_: False  # type: ignore[assignment]
        disk.take_name = _free_name  # type: ignore[assignment]
        for name in CALLS:
            setattr(os, name, _refused(getattr(os, name), name, wrong))
        return call()

    return called


def _refused(real: Any, name: str, wrong: Callable[[str, tuple[Any, ...]], bool]) -> Any:
    def refused(*arguments: Any, **named: Any) -> Any:
        if wrong(name, arguments):
            raise SharingViolationError(arguments[0])
        return real(*arguments, **named)

    return refused


def each_in_turn(made: Bench, most: int) -> Outcome:
    """Refuse the first, the second, the third ... such call once, and then that one and all later ones."""
    out, begun = Outcome(), time.monotonic()
    for at in range(most):
        for for_good in (False, True):
            made.restore()
            count = iter(range(1_000_000))

            def wrong(_name: str, _arguments: Any, at: int = at, for_good: bool = for_good, count: Any = count) -> bool:
                now = next(count)
                return now >= at if for_good else now == at

            child = made.start(call=refusing(made.errand.call, wrong))
            code = child.wait()
            problem = _judge(made, code, child.told())
            state = made.state()
            if state.startswith("MIXED") and for_good and code == 3:
                state = "aside"  # put right by the next run, as is looked at now
            out.add(f"call {at} {'and later' if for_good else 'once'}, exit {code}", state, problem or made.finish())
    out.seconds = time.monotonic() - begun
    return out


def held(made: Bench) -> Outcome:
    """Hold one file of the old results after another, as Excel does: it and its folders cannot be moved."""
    out = Outcome()
    files = [name for name, content in made.old.items() if content is not None]
    for file in [name for name in files if name.endswith(HELD)] + files[:: max(1, len(files) // 4)]:
        made.restore()
        number = (made.folder / file).stat().st_ino

        def wrong(name: str, arguments: Any, number: int = number) -> bool:
            return name != "link" and any(_holds(one, number) for one in arguments if not isinstance(one, int))

        child = made.start(call=refusing(made.errand.call, wrong))
        code = child.wait()
        told = child.told()
        problem = _judge(made, code, told) or _kept(made, told)
        out.add(f"{file} held, exit {code}", made.state(), problem or made.finish())
    return out


def _kept(made: Bench, told: str) -> str:
    """Return what is wrong with a result that was kept beside the old one; nothing where it is whole."""
    found = [path for place in made.errand.places for path in (made.folder / place).rglob("*.new") if path.is_dir()]
    found = [path for path in found if not path.name.startswith(".")]
    for path in found:
        place = path.with_suffix("").relative_to(made.folder).as_posix()
        wanted = {name.removeprefix(place): one for name, one in made.new.items() if f"{name}/".startswith(f"{place}/")}
        left_out = {*NOT_COMPARED, *made.errand.ignored}
        inside = {f"/{one.relative_to(path).as_posix()}": one.read_bytes() if one.is_file() else None
                  for one in path.rglob("*") if one.name not in left_out}  # fmt: skip
        if {**inside, "": None} != wanted:
            return f"kept in {path.name}, but not whole"
        if path.name not in told:
            return f"kept in {path.name}, but not told"
    return ""


def _free_name(fresh: Path, path: Path) -> None:
    """Rename as Windows does: never over a file."""
    if path.exists():
        raise FileExistsError(errno.EEXIST, "exists", str(path))
    fresh.rename(path)


def _holds(path: Any, number: int) -> bool:
    """Return whether a path is the held file or a folder with it."""
    try:
        if Path(path).is_file():
            return Path(path).stat().st_ino == number
        return any(entry.inode() == number for root, _, _ in os.walk(path) for entry in os.scandir(root))
    except OSError:
        return False
