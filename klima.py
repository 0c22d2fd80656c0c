"""Starts klima2035 from a fresh checkout: makes ``.venv`` when it is missing or outdated, then runs.

    python3 klima.py run            (Windows: py klima.py run)
    python3 klima.py test           the project's tests

Standard library only. What is installed is pinned with hashes in requirements.lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "klima.json"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
ENVIRONMENT = 3  # exit code where the machine refuses


def say(text: str) -> None:
    """Print a line to the terminal's error stream, so that results can be piped."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def wanted(purpose: str) -> dict[str, str]:
    """Return what must be installed: the lock's hash and this Python's version."""
    return {
        purpose: hashlib.sha256(LOCKS[purpose].read_bytes()).hexdigest(),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }


def installed() -> dict[str, str]:
    """Return what is installed; nothing where the environment was never finished."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if PYTHON.exists() and isinstance(found, dict) else {}


def install(purpose: str) -> int:
    """Make the environment complete for a purpose; return 0 or an exit code."""
    want, have = wanted(purpose), installed()
    if want.items() <= have.items():
        return 0
    say("klima2035: Umgebung wird eingerichtet (einmalig, etwa eine halbe Minute) ...")
    STAMP.unlink(missing_ok=True)
    if have.get("python") != want["python"]:
        code = make()
        if code:
            return code
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if subprocess.call([*pip, "--no-deps", "--require-hashes", "--requirement", str(LOCKS[purpose])]):  # noqa: S603
        say("klima2035: Die Pakete konnten nicht installiert werden (siehe oben). Besteht eine Netzverbindung?")
        return ENVIRONMENT
    have = have if have.get("python") == want["python"] else {}
    # the test packages contain those of a run
    both = wanted("run") if purpose == "test" else {}
    STAMP.write_text(json.dumps({**have, **want, **both}), encoding="utf-8")
    return 0


def make() -> int:
    """Make an empty environment in ``.venv``; return 0 or an exit code."""
    import venv  # noqa: PLC0415 - slow, and rarely needed

    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"klima2035: {VENV} lässt sich nicht anlegen: {error}")
        say("Unter Debian und Ubuntu fehlt vielleicht das Paket python3-venv.")
        return ENVIRONMENT
    return 0


def start(arguments: list[str], folder: Path | None = None) -> int:
    """Run the environment's Python on this checkout's source; where the system can, in this process's place."""
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ.pop("PYTHONHOME", None)
    if folder is not None:
        os.chdir(folder)
    command = [str(PYTHON), *arguments]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606
    try:
        return subprocess.call(command)  # noqa: S603
    except KeyboardInterrupt:
        return 130


def main(arguments: list[str]) -> int:
    """Install what is missing, then run the tests or the command."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts it may have an older one
        say("klima2035 braucht Python 3.11 oder neuer; dies ist " + sys.version.split()[0] + ".")
        return ENVIRONMENT
    purpose = "test" if arguments[:1] == ["test"] else "run"
    try:
        code = install(purpose)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        say(f"klima2035: {error}")
        return ENVIRONMENT
    if code:
        return code
    if purpose == "test":
        return start(["-m", "pytest", "-n", "auto", "-rs", *arguments[1:]], ROOT)
    # -P: nothing in the working folder can be taken for a module
    return start(["-P", "-m", "klima2035", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
