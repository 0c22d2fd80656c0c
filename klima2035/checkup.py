"""What a command needs of its machine, tried one by one: versions, folders, write access, fonts, console."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from klima2035 import __version__, folder, logbook, places, record
from klima2035.errors import KlimaError, shown
from klima2035.messages import system, text

NEEDED = ("click", "numpy", "scipy", "pydantic", "ruamel.yaml", "h5py", "matplotlib", "xlsxwriter", "python-calamine")
EXTRAS = {
    "report": {"jinja2": "jinja2", "python-pptx": "pptx", "typst": "typst"},
    "web": {"fastapi": "fastapi", "uvicorn": "uvicorn"},
    "cluster": {"distributed": "distributed"},
}
LEAST_ROOM = 200_000_000  # bytes: an output folder with its charts takes some 15 million, beside the old one
LONG_PATH = 259  # letters of a path that Windows takes unless told otherwise
SIGNS = "CO₂ ≥ – ä"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its heading, what was found, and whether that is well; remedy: what to do where it is not.

    state: ``ok``, ``note`` (something is left out) or ``bad`` (commands will fail).
    """

    topic: str
    found: str
    state: str = "ok"
    remedy: str = ""


def checks(out: Path, lang: str) -> Iterator[Check]:
    """Yield what is found, in the order in which it is read; ``out``: the folder for results."""
    yield Check("program", f"klima2035 {__version__}, Python {platform.python_version()}, {_system()}")
    yield from _libraries(lang)
    yield from _extras(lang)
    yield from _folders(lang)
    yield from (_writing(place, lang) for place in dict.fromkeys([out, Path(tempfile.gettempdir())]))
    yield _room(out, lang)
    yield _log(lang)
    yield _fonts(lang)
    yield _console(lang)
    yield from _lengths(out, lang)


def _system() -> str:
    return f"{platform.system()} {platform.release()} ({platform.machine()})"


def _libraries(lang: str) -> Iterator[Check]:
    """Name what every command needs; a package that is missing is bad."""
    known = {name: _version(name) for name in NEEDED}
    missing = [name for name, version in known.items() if version is None]
    told = ", ".join(f"{name} {version}" for name, version in known.items() if version is not None)
    yield Check("libraries", told)
    if missing:
        yield Check("libraries", ", ".join(missing), "bad", text("doctor_install", lang))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _extras(lang: str) -> Iterator[Check]:
    for extra, packages in EXTRAS.items():
        missing = [name for name, module in packages.items() if find_spec(module) is None]
        if missing:
            what = text(f"doctor_without_{extra}", lang)
            yield Check(f"extra_{extra}", text("doctor_lacks", lang, ", ".join(missing)), "note", what)
        else:
            yield Check(f"extra_{extra}", ", ".join(f"{name} {_version(name)}" for name in packages))


def _folders(lang: str) -> Iterator[Check]:
    """Name the folders that scenarios and inputs are looked for in, in order."""
    yield Check("working_folder", str(Path.cwd()))
    kinds: tuple[places.Kind, ...] = ("scenarios", "inputs")
    for kind in kinds:
        found = ", ".join(str(root) for root in places.roots(kind))
        yield Check(kind, found) if found else Check(kind, "–", "bad", text("doctor_install", lang))


def _writing(place: Path, lang: str) -> Check:
    """Try what a command does with its folder: make, fill, lock, move, clear; nothing is left of it."""
    nearest = next(one for one in (place.absolute(), *place.absolute().parents) if one.exists())
    try:
        with tempfile.TemporaryDirectory(dir=nearest, prefix=".klima2035-") as scratch:
            for _ in range(2):  # the second time an old folder is replaced
                with folder.new_folder(Path(scratch), "probe", lang, wait=0.0) as fresh:
                    (fresh / record.RUN).write_text("{}", encoding="utf-8")
    except (OSError, KlimaError) as error:
        why = str(error) if isinstance(error, KlimaError) else system(error, lang)
        return Check("writing", f"{shown(place)}: {why}", "bad", text("doctor_no_write", lang))
    return Check("writing", shown(place))


def _room(out: Path, lang: str) -> Check:
    nearest = next(one for one in (out.absolute(), *out.absolute().parents) if one.exists())
    free = shutil.disk_usage(nearest).free
    told = text("doctor_free", lang, f"{free / 1e9:.1f}".replace(".", "," if lang == "de" else "."))
    return Check("room", told) if free >= LEAST_ROOM else Check("room", told, "bad", text("doctor_no_room", lang))


def _log(lang: str) -> Check:
    place = logbook.path()
    return Check("log", text("doctor_no_log", lang) if place is None else str(place))


def _fonts(lang: str) -> Check:
    """Find the font of the charts; PDF reports bring theirs along, pages take the reader's own."""
    from matplotlib import font_manager  # noqa: PLC0415 - heavy

    from klima2035.charts.style import FONT  # noqa: PLC0415

    try:
        font_manager.findfont(FONT, fallback_to_default=False)
    except ValueError:
        return Check("fonts", text("doctor_lacks", lang, FONT), "bad", text("doctor_install", lang))
    return Check("fonts", text("doctor_font", lang, FONT))


def _console(lang: str) -> Check:
    """Tell the console's encoding and whether it knows the signs that results are told with."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        SIGNS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Check("console", encoding, "note", text("doctor_signs", lang))
    return Check("console", encoding)


def _lengths(out: Path, lang: str) -> Iterator[Check]:
    """Tell how much of the length of a path is left, where Windows sets a limit."""
    if sys.platform != "win32":
        return
    length = len(str(out.absolute()))
    left = LONG_PATH - length
    state = "ok" if left >= folder.LONGEST else "note"
    yield Check("path_length", text("doctor_length", lang, length, left), state, text("doctor_shorter", lang))
