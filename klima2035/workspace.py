"""Working folders: made from the installed package, renewed for editors.

A folder is made beside its place and moved there whole. What users have written is never replaced:
in a folder that exists already, ``init`` renews what editors read and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klima2035 import __version__, disk, editor, places, windows
from klima2035.complaints import names as known_names
from klima2035.errors import InputError, fault, nearest, shown
from klima2035.labels import labels
from klima2035.lock import lock
from klima2035.messages import text
from klima2035.refusal import as_fault
from klima2035.wholefile import clear, write_over

MARKER, VERSION = "klima2035.json", 1
STARTER, PARENT = "mein-szenario", places.DEFAULT_SCENARIO
_PACKAGE = Path(__file__).resolve().parent
_TEMPLATES = _PACKAGE / "starter"
_EDITOR_FILES = ("settings.json", "extensions.json")
_SUFFIXES = {".csv", ".json", ".yaml"}
_HALF, _LOCK = ".klima2035.new", ".klima2035.lock"
_OURS = {_HALF, _LOCK, ".DS_Store", "desktop.ini", "Thumbs.db"}  # what may lie in an empty folder
LONGEST = 72  # letters of the longest path in a working folder; a test measures it
WAIT = 10.0  # for another run that makes the same folder [s]


@dataclass(frozen=True, slots=True)
class Folder:
    """A working folder: where it is, its city, and whether it was made just now."""

    path: Path
    city: str
    is_new: bool


def init(folder: str, city: str | None = None, lang: str = "de") -> Folder:
    """Make a working folder, or renew ``schema`` and ``.vscode`` in one; InputError for any other folder.

    ``city``: of the installed package; by default Wuppertal, in a working folder the folder's own.
    """
    if not folder.strip():
        raise InputError(text("init_no_name", lang))
    target = Path(folder)
    if target.is_symlink():
        raise InputError(text("init_link", lang, shown(target)))
    if target.exists() and not target.is_dir():
        raise InputError(text("init_file", lang, shown(target)))
    with as_fault(shown(target), lang):
        there = sorted(path for path in target.iterdir() if path.name not in _OURS) if target.is_dir() else []
        cut_off = (target / _HALF / MARKER).is_file()
    if (target / MARKER).is_file():
        return _renewed(target, city, lang)
    if there and not cut_off:
        raise InputError(text("init_foreign", lang, shown(target), there[0].name))
    _check_names(target, lang)
    windows.check(target, LONGEST, lang)
    chosen = _shipped_city(city or places.DEFAULT_CITY)
    with as_fault(shown(target), lang):
        return _made(target, chosen, lang)


def _made(target: Path, city: str, lang: str) -> Folder:
    """Fill a folder under a hidden name and move it to its place, held against others that make the same."""
    with _place(target) as place:
        within = place == target
        fresh = place / (_HALF if within else f".{target.name}{_HALF}")
        with lock(place / (_LOCK if within else f".{target.name}.lock"), target, lang, WAIT):
            if (target / MARKER).is_file():  # another one was faster
                return Folder(target, city_of(target, lang), is_new=False)
            try:
                if not (within and (fresh / MARKER).is_file()):  # else: a run was cut off while it moved things in
                    _clear(fresh)
                    _fill(fresh, city)
                    disk.settle(fresh)
                    _mark(fresh, city)
                made = city_of(fresh, lang)
                _move(fresh, target)
            finally:
                _clear(fresh)
    return Folder(target, made, is_new=True)


def _check_names(target: Path, lang: str) -> None:
    """Refuse the name of a folder to be made that one of the usual systems cannot bear."""
    for part in (target, *target.parents):
        if part.exists():
            return
        if windows.is_refused(part.name):
            raise InputError(text("init_name", lang, part.name))


def _shipped_city(city: str) -> str:
    """Return a city that the package has inputs for; InputError with the nearest name."""
    known = places.names(places.shipped("inputs"), "inputs")
    if city not in known:
        listed = known_names(known)
        raise InputError([fault("--city", 1, 1, "unknown_city", nearest(city, known), name=city, known=listed)])
    return city


@contextmanager
def _place(target: Path) -> Iterator[Path]:
    """Give the folder in which a new one is filled, on the target's disk: the target where it exists, else its parent.

    Parents made for it are cleared if the block fails.
    """
    if target.is_dir():
        yield target
        return
    place = target.absolute().parent
    made = [part for part in (place, *place.parents) if not part.exists()]
    try:
        place.mkdir(parents=True, exist_ok=True)
        yield place
    except BaseException:
        for part in made:
            with contextlib.suppress(OSError):
                part.rmdir()
        raise


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _fill(folder: Path, city: str) -> None:
    """Write everything that a new working folder holds."""
    for name in ("germany", city):
        _copy(places.shipped("inputs") / name, folder / "inputs" / name)
    _copy(places.shipped("scenarios"), folder / "scenarios")
    handbook = next(
        path for path in (_PACKAGE / "data" / "handbuch.md", _PACKAGE.parent / "docs" / "handbuch.md") if path.is_file()
    )
    _write(folder / "handbuch.md", handbook.read_text(encoding="utf-8"))
    title = labels("de")(city)
    _write(folder / "LIESMICH.md", template("LIESMICH.md", city=title, folder=city, parent=PARENT))
    starter = first_line("scenario", 1) + template(f"{STARTER}.yaml", parent=PARENT)
    _write(folder / "scenarios" / f"{STARTER}.yaml", starter)
    for path, content in for_editors(folder, city).items():
        _write(path, content)


def _mark(folder: Path, city: str) -> None:
    """Add the marker by which a folder is known as whole: once the disk has all the rest, and whole itself."""
    marker = {"schema": VERSION, "version": __version__, "city": city}
    fresh = folder / f".{MARKER}.new"
    _write(fresh, json.dumps(marker, indent=2) + "\n")
    disk.settle_file(fresh)
    fresh.replace(folder / MARKER)
    disk.settle_entries([folder])


def _copy(source: Path, target: Path) -> None:
    """Copy the tables and files of a folder, without dates or hidden files."""
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.suffix in _SUFFIXES and not path.name.startswith("."):
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def template(file: str, **fields: str) -> str:
    """Return a template with its ``@fields@`` filled."""
    found = (_TEMPLATES / file).read_text(encoding="utf-8")
    return re.sub(r"@([a-z]+)@", lambda match: fields[match.group(1)], found)


def first_line(kind: str, depth: int) -> str:
    """Return the line that tells an editor the schema of a file, so many folders deep."""
    return f"{editor.FIRST_LINE}{'../' * depth}{editor.FOLDER}/{kind}.json\n"


def _move(fresh: Path, target: Path) -> None:
    """Move a filled folder to its place; into an empty folder its entries go one by one, or none of them.

    Whoever is killed in between leaves the rest under its hidden name, the marker among it: the next ``init`` goes on.
    """
    if not target.is_dir():
        fresh.chmod(0o777 & ~_umask())
        disk.move(fresh, target)
        disk.settle_entries([target.parent])
        return
    moved: list[Path] = []
    try:
        for path in sorted(fresh.iterdir(), key=lambda path: path.name == MARKER):  # the marker last
            if path.name == MARKER:
                disk.settle_entries([target])
            moved.append(target / path.name)
            path.rename(moved[-1])
        disk.settle_entries([target])
    except BaseException:
        for place in moved:
            if place.is_dir():
                shutil.rmtree(place, ignore_errors=True)
            else:
                place.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def for_editors(root: Path, city: str) -> dict[Path, str]:
    """Return all that editors read in a folder: the schemas of its city and the settings for VS Code, path -> text."""
    made = {root / editor.FOLDER / name: content for name, content in editor.files(root, city).items()}
    return made | {root / ".vscode" / name: template(name) for name in _EDITOR_FILES}


def _renewed(target: Path, city: str | None, lang: str) -> Folder:
    """Write anew what editors read in a working folder; nothing else is touched."""
    own = city_of(target, lang)
    if city is not None and city != own:
        raise InputError(text("init_other_city", lang, shown(target), own, city))
    if any((target / name).exists() for name in (_HALF, _LOCK)):  # a run was killed after its last move
        with as_fault(shown(target), lang), lock(target / _LOCK, target, lang, WAIT):
            _clear(target / _HALF)
    clear(target.resolve(), lang)  # the lock under which it was made
    renew(target, own, lang)
    return Folder(target, own, is_new=False)


def city_of(folder: Path, lang: str) -> str:
    """Return the city of a working folder, as its marker states it."""
    path = folder / MARKER
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or found.get("schema") != VERSION or not isinstance(found.get("city"), str):
        raise InputError(text("init_marker", lang, shown(path), VERSION))
    return str(found["city"])


def renew(root: Path, city: str, lang: str = "de") -> None:
    """Write what editors read in a folder, each file replaced at once and only where it differs."""
    for path, content in for_editors(root, city).items():
        if not places.inside(root, path):
            raise InputError([fault(shown(path), 1, 1, "link_leads_out", folder=shown(root))])
        if path.is_file() and path.read_bytes() == content.encode():
            clear(path, lang)
        else:
            write_over(path, content, lang)


if __name__ == "__main__":  # the folder of a city's inputs: makes anew what editors read in the folder above
    _given = Path(sys.argv[1])
    renew(_given.parents[1], _given.name)
