"""What lets a result be made again: call, versions, the files it was computed from, hashes of all that it holds.

``seal`` completes ``run.json`` when a folder is filled and puts the files beside it as ``inputs.zip``: a working
folder of its own, from which ``reproduce`` computes the same bytes whatever became of the files meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import platform
import zipfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klima2035 import __version__, digests
from klima2035.errors import EnvironmentFault, shown
from klima2035.exports.manifest import write_json
from klima2035.messages import text

if TYPE_CHECKING:
    import click

    from klima2035.scenario import Scenario

RUN, LOG, KEPT = "run.json", "log.jsonl", "inputs.zip"
LIBRARIES = ("h5netcdf", "h5py", "matplotlib", "numpy", "pillow", "scipy", "xlsxwriter")  # they shape what is written
OF_REPORTS = ("jinja2", "python-pptx", "typst")
REPEATED: dict[str, tuple[str, ...]] = {  # command -> options that decide what it writes
    "run": ("no_charts", "draw", "seed"),
    "compare": ("no_charts",),
    "diff": (),
    "ensemble": ("draws", "seed", "own_framework", "no_indices", "no_charts"),
    "credit": ("group_file", "seed", "no_charts"),
    "stress": ("cases", "no_pairs", "no_charts"),
    "milestones": ("derive", "indicator", "no_charts"),
    "track": ("no_charts",),
    "report": ("against", "kinds"),
}
OPTIONS = {"group_file": "--groups", "kinds": "--as"}  # whose name differs from that of their value
_EPOCH = (1980, 1, 1, 0, 0, 0)

Used = Mapping[str, tuple[str, Path]]  # name, such as inputs/city/energy.csv -> SHA-256, where it was read


def call(ctx: click.Context, *files: str, command: str = "", **instead: str | int | None) -> dict[str, Any]:
    """Return the call that writes a folder again: command, scenario files and options by name.

    files: the scenarios of this folder; command: that which writes it, where it is not the one that runs; instead:
    options in the words that hold in the folder of ``inputs.zip``. Where results go and who computes them is left out:
    it changes no byte.
    """
    name = command or str(ctx.info_name)
    given = {**ctx.params, **instead}
    options = {key: given[key] for key in REPEATED[name] if given.get(key) not in (None, False, "", ())}
    return {
        "command": name,
        "scenarios": list(files),
        "options": {key: list(value) if isinstance(value, tuple) else value for key, value in options.items()},
        "lang": ctx.obj.lang,
    }


def joined(*scenarios: Scenario) -> tuple[dict[str, tuple[str, Path]], list[str]]:
    """Return all files that scenarios use and the names of their own files.

    Where two different files bear one name, each scenario's files go into a folder called as theirs is.
    """
    every = [one.used() for one in scenarios]
    versions_of: dict[str, set[str]] = {}
    for used in every:
        for name, (digest, _) in used.items():
            versions_of.setdefault(name, set()).add(digest)
    if all(len(found) == 1 for found in versions_of.values()):
        return {name: one for used in every for name, one in used.items()}, [one.file for one in scenarios]
    out: dict[str, tuple[str, Path]] = {}
    own: list[str] = []
    for scenario, used in zip(scenarios, every, strict=True):
        there = scenario.paths[scenario.file].parent.name
        for name, one in used.items():
            out[_below(name, there)] = one
        own.append(_below(scenario.file, there))
    return out, own


def _below(name: str, folder: str) -> str:
    first, _, rest = name.partition("/")
    return f"{first}/{folder}/{rest}" if first == "scenarios" and folder != first else name


def versions(command: str) -> dict[str, str]:
    """Return the version of Python and of every library that shapes what a command writes; none that is missing."""
    found = {"python": platform.python_version()}
    for name in (*LIBRARIES, *(OF_REPORTS if command == "report" else ())):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def seal(folder: Path, said: Mapping[str, Any], used: Used, lang: str) -> None:
    """Complete the ``run.json`` of a filled folder and keep the files used; the log alone comes after.

    EnvironmentFault where a file was changed since it was read: its result would belong to no file that exists.
    """
    path = folder / RUN
    content = json.loads(path.read_text(encoding="utf-8"))
    _keep(folder / KEPT, used, lang)
    content |= {
        "version": __version__,
        "call": dict(said),
        "files": {name: digest for name, (digest, _) in sorted(used.items())},
        "libraries": versions(said["command"]),
        "outputs": hashes(folder),
    }
    write_json(content, path)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a written file, byte by byte."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a result by its path in the folder, but of ``run.json`` and the log."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: sha256(path) for name, path in names.items() if name not in (RUN, LOG)}


def _keep(path: Path, used: Used, lang: str) -> None:
    """Write the files used into an archive whose bytes depend on nothing else."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, (digest, source) in sorted(used.items()):
            raw = source.read_bytes()
            if digests.digest(raw) != digest:
                raise EnvironmentFault(text("changed_while_running", lang, shown(source)))
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), digests.plain(raw), zipfile.ZIP_DEFLATED, compresslevel=1)
