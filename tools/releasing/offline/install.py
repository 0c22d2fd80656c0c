"""Installs klima2035 from this folder, without network: python3 install.py (Windows: py install.py).

Standard library only. What is installed stands with its hash in requirements.txt; nothing else is taken.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
ENVIRONMENT = 3  # exit code where the machine refuses
SYSTEMS = {"Windows": "windows", "Darwin": "macos", "Linux": "linux"}
MACHINES = {"amd64": "x86_64", "x86_64": "x86_64", "arm64": "arm64", "aarch64": "aarch64"}
SENTENCES = {
    "other_machine": (
        (
            "Dieses Archiv passt nicht zu {found}. Es enthält: {held}. "
            "Nehmen Sie ein solches Python (64 Bit) oder ein Archiv, das Ihres enthält."
        ),
        (
            "This archive does not fit {found}. It holds: {held}. "
            "Take such a Python (64 bit), or an archive that holds yours."
        ),
    ),
    "checking": ("{count} Dateien werden geprüft ...", "Checking {count} files ..."),
    "damaged": (
        (
            "Beschädigt oder verändert: {names}. Es wird nichts installiert. "
            "Entpacken Sie das Archiv neu und vergleichen Sie seine SHA-256-Summe."
        ),
        "Damaged or changed: {names}. Nothing is installed. Unpack the archive again and compare its SHA-256.",
    ),
    "making": ("Umgebung wird angelegt: {folder}", "Making the environment: {folder}"),
    "no_venv": (
        (
            "Die Umgebung lässt sich nicht anlegen: {error}. "
            "Unter Debian und Ubuntu fehlt vielleicht das Paket python3-venv."
        ),
        "The environment cannot be made: {error}. On Debian and Ubuntu the package python3-venv may be missing.",
    ),
    "foreign": (
        "{folder} enthält schon etwas anderes. Geben Sie mit --into einen anderen Ordner an.",
        "{folder} holds something else already. Name another folder with --into.",
    ),
    "refused": ("Die Pakete wurden nicht installiert (siehe oben).", "The packages were not installed (see above)."),
    "done": (
        (
            "klima2035 {version} ist installiert. So wird es gestartet:"
            "\n  {start} doctor\n  {start} run\n  {start} init klima"
        ),
        (
            "klima2035 {version} is installed. Start it with:"
            "\n  {start} doctor --lang en\n  {start} run --lang en\n  {start} init klima --lang en"
        ),
    ),
}


class InstallError(Exception):
    """What ends the installation, as a sentence for its user."""


def tell(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201


def say(lang: str, key: str, **values: object) -> str:
    """Return a sentence in the user's language."""
    return SENTENCES[key][lang == "en"].format(**values)


def fitting(held: dict[str, list[str]], lang: str) -> list[str]:
    """Return the wheels for this Python; InstallError where the archive has none."""
    bits = "64" if sys.maxsize > 2**32 else "32"
    machine = MACHINES.get(platform.machine().lower(), platform.machine())
    system = SYSTEMS.get(platform.system(), platform.system())
    own = f"{system}-{machine} {sys.version_info.major}.{sys.version_info.minor}"
    if own not in held or bits != "64" or platform.python_implementation() != "CPython":
        found = f"{own} ({platform.python_implementation()}, {bits} bit)"
        raise InstallError(say(lang, "other_machine", found=found, held=", ".join(held)))
    return held[own]


def check(names: list[str], lang: str) -> None:
    """InstallError where a file is not what the archive's list says."""
    listed = (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: value for value, name in (line.split("  ", 1) for line in listed)}
    tell(say(lang, "checking", count=len(names)))
    wrong = [name for name in names if not (HERE / name).is_file() or _sum(HERE / name) != sums.get(name)]
    if wrong:
        raise InstallError(say(lang, "damaged", names=", ".join(wrong)))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make(folder: Path, lang: str) -> Path:
    """Make an empty environment and return its Python; an older one of ours is replaced."""
    import venv  # noqa: PLC0415 - only after the files were found sound

    inside = folder / "env"
    if folder.exists() and any(folder.iterdir()) and not (inside / "pyvenv.cfg").is_file():
        raise InstallError(say(lang, "foreign", folder=folder))
    tell(say(lang, "making", folder=folder))
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=not WINDOWS).create(inside)
    except (OSError, subprocess.CalledProcessError) as error:
        raise InstallError(say(lang, "no_venv", error=error)) from None
    return inside / ("Scripts/python.exe" if WINDOWS else "bin/python")


def install(python: Path, lang: str) -> None:
    """Install what requirements.txt pins from the wheelhouse alone, whatever pip is set up with on this machine."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))}
    environment.update(PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull, PIP_DISABLE_PIP_VERSION_CHECK="1")
    command = [str(python), "-m", "pip", "install", "-q", "--no-index", "--find-links", str(HERE / "wheelhouse")]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement", str(HERE / "requirements.txt")]
    if subprocess.call(command, env=environment):  # noqa: S603
        raise InstallError(say(lang, "refused"))


def starter(folder: Path, version: str, lang: str) -> None:
    """Say how the program is started."""
    start = folder / "env" / ("Scripts/klima2035.exe" if WINDOWS else "bin/klima2035")
    tell(say(lang, "done", version=version, start=f'"{start}"' if " " in str(start) else start))


def main() -> int:
    """Check this archive's files, make an environment, install into it."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--into", type=Path, help="folder of the installation (default: klima2035 in your own folder)")
    wish.add_argument("--lang", choices=("de", "en"), default="de")
    given = wish.parse_args()
    try:
        held = json.loads((HERE / "archive.json").read_text(encoding="utf-8"))
        folder = (given.into or Path.home() / f"klima2035-{held['version']}").absolute()
        check(["requirements.txt", *(f"wheelhouse/{name}" for name in fitting(held["wheels"], given.lang))], given.lang)
        install(make(folder, given.lang), given.lang)
        starter(folder, held["version"], given.lang)
    except KeyboardInterrupt:
        return 130
    except (InstallError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return ENVIRONMENT
    return 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts it may have an older one
        sys.stderr.write("klima2035 braucht Python 3.11 oder neuer; dies ist " + sys.version.split()[0] + ".\n")
        sys.exit(ENVIRONMENT)
    sys.exit(main())
