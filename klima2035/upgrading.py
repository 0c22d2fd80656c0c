"""Brings a folder of scenarios and inputs of an earlier format to the current one: all of it or nothing.

``plan`` works out every change in memory, ``carry_out`` keeps the old files in ``.backup-1``, ``.backup-2`` ...
and writes each file beside the old one, then moves it into place; what fails on the way is undone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from klima2035 import disk, places, utf8, wholefile, yamlfile
from klima2035.errors import EnvironmentFault, InputError, fault, shown
from klima2035.lock import lock
from klima2035.messages import system, text
from klima2035.registers import NOT_TABLES
from klima2035.upgrades import CURRENT, STEPS, Change, Tree
from klima2035.upgrades.tree import Places, state

FOLDERS = ("scenarios", "inputs")  # by them a folder is known as one to upgrade
HALF = ".backup.new"  # a backup that is being made
WAIT = 10.0  # for another upgrade of the same folder [s]
PLACES = {  # where files of each kind lie
    "scenarios/*.yaml": "scenario", "scenarios/*.yml": "scenario", "scenarios/framework/*.yaml": "framework",
    "scenarios/groups/*.yaml": "groups",
    "scenarios/stress/*.yaml": "stress",
    "inputs/*/measures/*.yaml": "measure", "inputs/*/milestones.yaml": "milestones",
    "inputs/*/inputs.yaml": "inputs", "inputs/*/*.csv": "table",
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What an upgrade changes: new bytes by relative path, the old ones where there were any, and sentences."""

    root: Path
    new: Mapping[str, bytes]
    old: Mapping[str, bytes]
    changes: tuple[Change, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """Return the files that exist already and change."""
        return tuple(name for name in self.new if name in self.old)

    def told(self, lang: str) -> list[str]:
        """Return a line for each change: file and line of the old text, what changes."""
        return [f"{shown(self.root / one.file)}:{one.line}: {one.told(lang)}" for one in self.changes]


def plan(folder: Path, lang: str = "de") -> Plan:
    """Work out what brings a folder to the current format; nothing is written.

    InputError where it is no folder of scenarios and inputs, and with every fault that must be mended before.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{shown(folder)}: {text('is_file', lang)}")
    if not any((folder / name).is_dir() for name in FOLDERS):
        raise InputError(text("upgrade_no_folder", lang, shown(folder)))
    tree = Tree(folder.resolve())
    old = _gather(tree)
    if not tree.faults:
        _steps(tree)
    if tree.faults:
        raise InputError(dict.fromkeys(tree.faults))
    new = {name: content.encode() for name, content in tree.texts.items()}
    new = {name: content for name, content in sorted(new.items()) if old.get(name) != content}
    changes = sorted(dict.fromkeys(tree.changes), key=lambda change: (change.file, change.line))
    return Plan(tree.root, new, {name: content for name, content in old.items() if name in new}, tuple(changes))


def _gather(tree: Tree) -> dict[str, bytes]:
    """Read every file that has a format into the tree; return their bytes."""
    old: dict[str, bytes] = {}
    for pattern, kind in PLACES.items():
        for path in sorted(tree.root.glob(pattern)):
            if any(part.startswith(".") for part in path.relative_to(tree.root).parts):
                continue
            if not places.inside(tree.root, path):
                tree.faults.append(fault(shown(path), 1, 1, "link_leads_out", folder=shown(tree.root)))
            elif path.is_file():
                real = path.resolve()
                name = real.relative_to(tree.root).as_posix()
                old[name] = real.read_bytes()
                tree.kinds[name] = "register" if real.name in NOT_TABLES else kind
                tree.texts[name], tree.levels[name] = _read(tree, real, old[name])
    for name, kind in tree.kinds.items():
        if kind in ("table", "register"):
            tree.levels[name] = tree.levels.get(f"{name.rsplit('/', 1)[0]}/inputs.yaml", 0)
    return old


def _read(tree: Tree, path: Path, raw: bytes) -> tuple[str, int]:
    """Return a file's text and format; what is not to be read is a fault."""
    if path.suffix == ".csv":
        return _table(tree, path, raw), 0
    try:
        document = yamlfile.read(path)
    except InputError as error:
        tree.faults.extend(error.faults)
        return "", 0
    tree.faults.extend(document.faults)
    if not isinstance(document.data, dict):
        tree.faults.extend([] if document.faults else [document.fault((), "no_mapping")])
        return document.text, 0
    return document.text, _level(tree, document)


def _table(tree: Tree, path: Path, raw: bytes) -> str:
    try:
        return utf8.decoded(raw, shown(path))
    except InputError as error:
        tree.faults.extend(error.faults)
        return ""


def _level(tree: Tree, document: yamlfile.Document) -> int:
    """Return the format from which a file is upgraded; what was shipped as format 0 may say 1 already."""
    if "schema" not in document.data:
        return 0
    version = document.data["schema"]
    if type(version) is not int or version < 1:
        tree.faults.append(document.fault(("schema",), "schema_wrong", value=version, version=CURRENT))
        return 0
    if version > CURRENT:
        tree.faults.append(document.fault(("schema",), "schema_newer", found=version, version=CURRENT))
    return 0 if version == 1 else version


def _steps(tree: Tree) -> None:
    """Apply the steps in order, each to the files that have its format, and let these state the next one."""
    for level, step in sorted(STEPS.items()):
        step(tree)
        for name in [name for name in tree.texts if tree.levels.get(name, level) == level]:
            tree.levels[name] = level + 1
            if name.endswith((".yaml", ".yml")) and not tree.faults:
                _state(tree, name, level + 1)


def _state(tree: Tree, name: str, version: int) -> None:
    document = tree.document(name)
    stated = document.data.get("schema")
    if stated == version:
        return
    found = Places(document)
    if stated is None:
        line = found.line((next(iter(document.data)),))
        change = Change(name, line, "upgrade_stated", (("version", version),))
        wanted = {"schema": version, **document.data}
    else:
        change = Change(name, found.line(("schema",)), "upgrade_restated", (("before", stated), ("version", version)))
        wanted = {**document.data, "schema": version}
    tree.revise(name, [state(found, version, change)], wanted)


def editor_files(root: Path, lang: str = "de") -> bool:
    """Write the files in ``schema`` that help editors, where they are not current; return whether any was.

    They are those of the working folder's city, else of the only one; of several none is chosen. A checkout of
    the program has its own.
    """
    from klima2035 import editor, workspace  # noqa: PLC0415 - builds all models

    cities = places.names(root / "inputs", "inputs") if (root / "inputs").is_dir() else []
    if (root / workspace.MARKER).is_file():
        cities = [workspace.city_of(root, lang)]
    folder = root / editor.FOLDER
    if len(cities) != 1 or (root / "klima2035" / "schema").is_dir() or not places.inside(root, folder):
        return False
    made = {folder / name: content.encode() for name, content in editor.files(root, cities[0]).items()}
    stale = {path: new for path, new in made.items() if not path.is_file() or _plain(path.read_bytes()) != new}
    folder.mkdir(exist_ok=True)
    for path, new in stale.items():
        _replace(path, new)
    return bool(stale)


def _plain(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def report(planned: Plan, backup: Path | None, dry_run: bool, lang: str) -> list[str]:
    """Return what users read of an upgrade: a line for each change, how many files, where the old ones are."""
    if not planned.new:
        return [text("upgrade_nothing", lang, shown(planned.root), CURRENT)]
    count, message = len(planned.changed), "upgrade_would" if dry_run else "upgrade_done"
    out = [*planned.told(lang), text(message, lang, count, len(planned.new) - count)]
    return [*out, text("upgrade_backup", lang, shown(backup))] if backup is not None else out


def carry_out(planned: Plan, lang: str = "de") -> Path | None:
    """Write what was planned; return the folder with the old files, None where no file was changed.

    EnvironmentFault where the machine refuses: then everything is as it was.
    """
    with lock(planned.root / ".upgrade.lock", planned.root, lang, WAIT):
        _clear(planned.root, lang)
        return _carried_out(planned, lang)


def _clear(root: Path, lang: str) -> None:
    """Clear what runs that were cut off, or refused even the removal, left beside files; not what is being written."""
    for folder in FOLDERS:
        for path in (root / folder).rglob(".*.new"):
            written = path.with_name(path.name[1 : -len(".new")])
            if path.is_file() and written.is_file():
                wholefile.clear(written, lang)


def _carried_out(planned: Plan, lang: str) -> Path | None:
    backup = _backup(planned, lang) if planned.changed else None
    done: list[str] = []
    try:
        for name, content in planned.new.items():
            (planned.root / name).parent.mkdir(parents=True, exist_ok=True)
            done.append(name)
            _replace(planned.root / name, content)
        disk.settle_entries({(planned.root / name).parent for name in done})
    except BaseException as error:
        left = _undo(planned, done)
        if left:
            told = ", ".join(shown(planned.root / name) for name in left)
            raise EnvironmentFault(text("upgrade_half", lang, told, shown(backup) if backup else "")) from error
        if backup is not None:
            shutil.rmtree(backup, ignore_errors=True)
        if isinstance(error, OSError):
            where = shown(planned.root / done[-1]) if done else shown(planned.root)
            raise EnvironmentFault(text("upgrade_undone", lang, where, system(error, lang))) from error
        raise
    return backup


def _backup(planned: Plan, lang: str) -> Path:
    """Copy the files that change into a new folder; a file that changed since the plan was made is refused."""
    backup = next(one for i in count(1) if not (one := planned.root / f".backup-{i}").exists())
    fresh = planned.root / HALF
    shutil.rmtree(fresh, ignore_errors=True)  # of a run that was cut off
    fresh.mkdir()
    try:
        for name in planned.changed:
            source, target = planned.root / name, fresh / name
            _check_unmoved(source, planned.old[name], lang)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
        disk.settle(fresh)
        disk.move(fresh, backup)  # a backup that is seen is whole
        disk.settle_entries([planned.root])
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return backup


def _check_unmoved(path: Path, old: bytes, lang: str) -> None:
    if path.read_bytes() != old:
        raise EnvironmentFault(text("upgrade_moving", lang, shown(path)))


def _replace(path: Path, content: bytes) -> None:
    """Write a file beside the old one and move it into place; its rights stay."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _undo(planned: Plan, done: list[str]) -> list[str]:
    """Bring the old bytes back; return the files where that failed."""
    left = []
    for name in reversed(done):
        path = planned.root / name
        try:
            if name not in planned.old:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != planned.old[name]:
                _replace(path, planned.old[name])
        except OSError:
            left.append(name)
    return left
