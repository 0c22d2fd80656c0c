"""Installs a release's offline archive without network and computes with it: python tools/check_offline.py ARCHIVE

1. pip accepts, from the archive alone, every file that each of its platforms and Pythons needs, with its hash.
2. The installer works with the index switched off, where the system lets us in a network namespace without network;
   the default run gives the same bytes as this checkout (all but log.jsonl).
3. A changed wheel is refused by the installer, and by pip where the archive's list is forged as well.

Exit code 1 where one of these fails. Needs the environment of requirements-dev.lock, on a machine that the archive
fits.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools")]

from releasing import lock, wheelhouse  # noqa: E402 - found by the line above
from releasing.targets import Target  # noqa: E402

NOWHERE = "http://127.0.0.1:9/simple"  # an index that nobody answers for
REFUSED = 3


class FailedError(Exception):
    """What the archive did not do, in one sentence."""


def main() -> int:
    """Check an archive step by step and print each with its time."""
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("archive", type=Path)
    wish.add_argument("--python", default=getattr(sys, "_base_executable", sys.executable), help="Python to install on")
    given = wish.parse_args()
    alone = _alone()
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        with zipfile.ZipFile(given.archive) as packed:
            packed.extractall(work)
        unpacked = work / given.archive.stem
        steps = (
            lambda: _accepted(unpacked, work),
            lambda: _installed(unpacked, work / "installed", given.python, alone),
            lambda: _same_results(work, alone),
            lambda: _tampered(unpacked, work / "never", given.python),
        )
        try:
            for step in steps:
                start = time.perf_counter()
                click.echo(f"{step()} ({time.perf_counter() - start:.0f} s)")
        except FailedError as failed:
            click.echo(f"failed: {failed}", err=True)
            return 1
    return 0


def _alone() -> list[str]:
    """Return the command that cuts what follows it off the network; nothing where the system has none."""
    for command in (["unshare", "-n"], ["unshare", "-rn"]):
        if shutil.which(command[0]):
            done = subprocess.run([*command, "true"], capture_output=True, check=False)  # noqa: S603
            if done.returncode == 0:
                return command
    return []


def _environment() -> dict[str, str]:
    off = {"PIP_NO_INDEX": "1", "PIP_INDEX_URL": NOWHERE, "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""}
    return {**os.environ, **off}


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603


def _accepted(unpacked: Path, work: Path) -> str:
    """Let pip resolve every machine of the archive from its wheelhouse."""
    held = json.loads((unpacked / "archive.json").read_text(encoding="utf-8"))
    pins, files = lock.read(unpacked / "requirements.txt"), 0
    for machine, wheels in held["wheels"].items():
        target = Target(*machine.split(" "))
        asked = work / "asked.txt"
        asked.write_text(wheelhouse.requirements(pins, target), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--no-deps", "--ignore-installed"]
        command += ["--no-index", "--find-links", str(unpacked / "wheelhouse"), "--require-hashes"]
        command += [*wheelhouse.pip_options(target), "--target", str(work / "nothing"), "-r", str(asked)]
        done = _run(command, work)
        if done.returncode:
            raise FailedError(f"pip does not accept the wheels for {target}: {done.stderr.strip()[-600:]}")
        files += len(wheels)
    return f"pip accepts every file by its hash: {files} files for machines and Pythons: {len(held['wheels'])}"


def _installed(unpacked: Path, into: Path, python: str, alone: list[str]) -> str:
    done = _run([*alone, python, str(unpacked / "install.py"), "--into", str(into)], unpacked)
    if done.returncode:
        raise FailedError(f"the installer: {done.stdout[-300:]} {done.stderr.strip()[-600:]}")
    how = "in a namespace without network" if alone else "with the index off (no network namespace here)"
    return f"installed {how}"


def _same_results(work: Path, alone: list[str]) -> str:
    """Compute with the installed program and with this checkout; every file must be equal."""
    program = work / "installed" / "env" / ("Scripts/klima2035.exe" if os.name == "nt" else "bin/klima2035")
    done = _run([*alone, str(program), "run"], _made(work / "as-installed"))
    if done.returncode:
        raise FailedError(f"klima2035 run, as installed: {done.stderr.strip()[-600:]}")
    source = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "klima2035", "run"]
    subprocess.run(command, cwd=_made(work / "as-source"), env=source, capture_output=True, check=True)  # noqa: S603
    first, second = work / "as-installed" / "outputs", work / "as-source" / "outputs"
    names = _names(first)
    if not names or names != _names(second):
        raise FailedError("the installed program wrote other files than this checkout")
    _, other, lost = filecmp.cmpfiles(first, second, names, shallow=False)
    if other or lost:
        raise FailedError(f"other bytes than this checkout: {', '.join([*other, *lost][:8])}")
    return f"klima2035 run gives the same bytes as this checkout: {len(names)} files"


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _names(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "log.jsonl")
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _tampered(unpacked: Path, into: Path, python: str) -> str:
    """Change one byte of a wheel that is needed here; the installer, then pip alone, must refuse it."""
    wheel = next((unpacked / "wheelhouse").glob("idna-*.whl"))
    content = bytearray(wheel.read_bytes())
    true, place = wheelhouse.sha256(wheel), len(content) // 2
    content[place] ^= 1
    wheel.write_bytes(content)
    command = [python, str(unpacked / "install.py"), "--into", str(into)]
    done = _run(command, unpacked)
    if done.returncode != REFUSED or wheel.name not in done.stderr or into.exists():
        raise FailedError(f"the installer took a changed wheel: {done.returncode} {done.stderr.strip()[-300:]}")
    sums = unpacked / "SHA256SUMS"
    sums.write_text(sums.read_text(encoding="utf-8").replace(true, wheelhouse.sha256(wheel)), encoding="utf-8")
    done = _run(command, unpacked)
    if done.returncode != REFUSED or "hash" not in done.stderr.lower():
        raise FailedError(f"pip took a changed wheel: {done.returncode} {done.stderr.strip()[-300:]}")
    return f"a changed byte in {wheel.name} is refused by the installer, and by pip where the list is forged too"


if __name__ == "__main__":
    sys.exit(main())
