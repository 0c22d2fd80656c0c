"""Output folders: written beside the old one, then moved into its place, by one run at a time.

A run that is killed, fails or finds the disk full leaves the old folder as it was; what it left
half done is cleared by the next run. The folder belongs to the program: it is replaced as a whole.

The new folder is whole before it is seen: the parts that other commands wrote into the old one are linked into it, all
is handed to the disk, then both change places in one step. Windows and some network drives know no such step: there the
old folder goes aside and the new one comes in, and the next run puts right what was cut off in between.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from klima2035 import disk, windows
from klima2035.errors import EnvironmentFault, InputError, shown
from klima2035.lock import lock
from klima2035.messages import system, text
from klima2035.places import RESERVED
from klima2035.refusal import as_fault

MARKER = "run.json"  # by it a folder is known as one of ours
PARTS = ("credit", "ensemble", "milestones", "report", "stress", "track")  # within a scenario's folder
KEPT = ".new"  # behind the name of a result that could not take its place
LONGEST = 48  # letters of the longest path in a folder, parts included; a test measures it
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,130}")


@contextmanager
def new_folder(parent: Path, name: str, lang: str = "de", wait: float = 10.0) -> Iterator[Path]:
    """Give a fresh folder to fill; when the block ends well it becomes ``parent/name``.

    InputError for a name that cannot be a folder's and for a folder that is not ours;
    EnvironmentFault where the machine refuses or another run holds the folder for ``wait`` seconds [s].
    """
    with _held(parent, name, lang, wait) as target, _filled(target, lang) as fresh:
        yield fresh


@contextmanager
def part_folder(parent: Path, name: str, part: str, lang: str = "de", wait: float = 10.0) -> Iterator[Path]:
    """Give a fresh folder to fill; when the block ends well it becomes ``parent/name/part``, one of ``PARTS``.

    The rest of ``parent/name`` stays as it is; the scenario's lock is held. Errors as in ``new_folder``.
    """
    with _held(parent, name, lang, wait) as target:
        if target.is_dir():
            _check_ours(target / part, lang)
            with _filled(target / part, lang) as fresh:
                yield fresh
        else:  # the scenario's folder comes with its first part
            with _filled(target, lang, part) as fresh:
                yield fresh


@contextmanager
def _held(parent: Path, name: str, lang: str, wait: float) -> Iterator[Path]:
    """Give ``parent/name``, made sound and locked against other runs until the block ends."""
    _check_name(name, lang)
    target = parent / name
    windows.check(_beside(target)[0], LONGEST, lang)
    with as_fault(shown(parent), lang, target):
        parent.mkdir(parents=True, exist_ok=True)
    with lock(parent / f".{name}.lock", target, lang, wait), as_fault(shown(target), lang, target):
        _make_sound(target, lang)
        yield target


def _beside(target: Path) -> tuple[Path, Path]:
    """Return where the new folder is filled and where the old one waits while they change places."""
    return target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")


def _make_sound(target: Path, lang: str) -> None:
    """Clear what dead runs left of a folder and of its parts, and refuse one that is not ours."""
    _recover(target, lang)
    _check_ours(target, lang)
    for part in PARTS:
        _recover(target / part, lang)


@contextmanager
def _filled(target: Path, lang: str, part: str = "") -> Iterator[Path]:
    """Make and give the fresh folder, or a part in it; when the block ends well, move it into place."""
    fresh, aside = _beside(target)
    (fresh / part).mkdir(parents=True)
    try:
        yield fresh / part
        _carry_parts(target, fresh)
        disk.settle(fresh)
        _swap(target, fresh, aside, lang)
        with as_fault(shown(target), lang):  # what is seen is the new folder already
            disk.settle_entries([target.parent])
        _clear_kept(target, aside)
    finally:
        with contextlib.suppress(OSError):
            disk.remove(fresh)


def _check_name(name: str, lang: str) -> None:
    if not _NAME.fullmatch(name) or name in RESERVED:
        raise InputError(f"{text('reserved', lang, name)}; {text('reserved_allowed', lang)}")


def _check_ours(target: Path, lang: str) -> None:
    """Refuse to replace a folder that no run wrote."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise InputError(text("foreign", lang, shown(target)))
    if target.is_dir() and not (target / MARKER).exists() and any(not _is_part(path) for path in target.iterdir()):
        raise InputError(text("foreign", lang, shown(target)))


def _is_part(path: Path) -> bool:
    """Return whether a path is a part that another command wrote, or what is left of one."""
    return path.name.removeprefix(".").removesuffix(".new").removesuffix(".old") in PARTS


def _recover(target: Path, lang: str) -> None:
    """Clear what a dead run left; bring the old folder back if the run died between its two moves."""
    fresh, aside = _beside(target)
    if aside.exists() and not target.exists():
        disk.move(aside, target)
    elif aside.exists():
        _keep_parts(aside, target)
    for leftover in (fresh, aside):
        try:
            if leftover.exists():
                disk.remove(leftover)
        except PermissionError as error:
            raise EnvironmentFault(text("leftover", lang, shown(leftover), system(error, lang))) from error


def _keep_parts(aside: Path, target: Path) -> None:
    """Move the parts that other commands wrote from the old folder into the new one."""
    for part in PARTS:
        if (aside / part / MARKER).is_file() and not (target / part).exists():
            disk.move(aside / part, target / part)


def _carry_parts(target: Path, fresh: Path) -> None:
    """Let the parts that other commands wrote appear in the new folder too, before anybody sees it."""
    for name in (*PARTS, *(f"{part}{KEPT}" for part in PARTS)):
        if (target / name / MARKER).is_file() and not (fresh / name).exists():
            disk.share(target / name, fresh / name)


def _swap(target: Path, fresh: Path, aside: Path, lang: str) -> None:
    """Move the new folder in; the old one ends where the new one was. What is open elsewhere keeps its place."""
    try:
        if not target.exists():
            disk.move(fresh, target)
        elif not disk.exchange(fresh, target):
            _in_two_moves(target, fresh, aside)
    except PermissionError as error:
        raise EnvironmentFault(_refusal(target, fresh, lang)) from error


def _in_two_moves(target: Path, fresh: Path, aside: Path) -> None:
    """Move the old folder aside and the new one in; on failure the old one comes back."""
    disk.move(target, aside)
    try:
        disk.move(fresh, target)
    except BaseException:
        if not target.exists():
            disk.move(aside, target)
        raise
    with contextlib.suppress(OSError):
        disk.remove(aside)


def _refusal(target: Path, fresh: Path, lang: str) -> str:
    """Keep the new results beside the old ones, where that can be done; return what the user is told."""
    found = ", ".join(_open_elsewhere(target))
    told = {"target": shown(target), "files": f" ({found})" if found else ""}
    kept = target.with_name(f"{target.name}{KEPT}")
    try:
        _clear_kept(target, _beside(target)[1])
        disk.move(fresh, kept)
    except OSError:
        return text("in_use", lang, **told)
    return text("in_use_kept", lang, **told, kept=shown(kept))


def _clear_kept(target: Path, aside: Path) -> None:
    """Remove the results of a run that could not take their place; as a whole or, where one is open, not at all."""
    kept = target.with_name(f"{target.name}{KEPT}")
    if not (kept / MARKER).is_file() or aside.exists():
        return
    with contextlib.suppress(OSError):
        disk.move(kept, aside)
        disk.remove(aside)


def _open_elsewhere(target: Path) -> list[str]:
    """Return the files of a folder that other programs hold; only Windows lets that be seen."""
    if not windows.ON:
        return []
    found = []
    for path in sorted(target.rglob("*")):
        try:
            if path.is_file():
                path.open("r+b").close()
        except PermissionError:
            found.append(path.relative_to(target).as_posix())
        except OSError:
            continue
    return found[:4]
