"""The offline archive: wheels, requirements with hashes, an installer and what to read, in one zip."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from releasing import packing, wheelhouse
from releasing.targets import Target

_TEXTS = Path(__file__).with_name("offline")
_PLATFORMS = {
    "windows-x86_64": "Windows 10/11, x86-64",
    "macos-arm64": "macOS 12 +, Apple (arm64)",
    "macos-x86_64": "macOS 12 +, Intel (x86-64)",
    "linux-x86_64": "Linux, glibc 2.28 +, x86-64",
    "linux-aarch64": "Linux, glibc 2.28 +, arm64",
}


@dataclass(frozen=True)
class Contents:
    """What goes into an archive beside its own texts; ``others`` by name."""

    version: str
    own: Path
    lock: Path
    wheels: dict[Target, list[Path]]
    others: dict[str, bytes]


def files(contents: Contents) -> dict[str, Path | bytes]:
    """Return every file of the archive by its name below the archive's folder."""
    found: dict[str, Path | bytes] = dict(contents.others)
    every = sorted({path for paths in contents.wheels.values() for path in paths} | {contents.own})
    found |= {f"wheelhouse/{path.name}": path for path in every}
    found["requirements.lock"] = contents.lock.read_bytes()
    found["requirements.txt"] = _requirements(contents).encode()
    found["archive.json"] = _listed(contents).encode()
    found["install.py"] = (_TEXTS / "install.py").read_bytes()
    for name in ("LIESMICH.txt", "README.txt", "installieren.cmd"):
        text = _filled((_TEXTS / name).read_text(encoding="utf-8"), contents)
        found[name] = text.replace("\n", "\r\n").encode("ascii" if name.endswith(".cmd") else "utf-8-sig")
    sums = "".join(f"{_sum(found[name])}  {name}\n" for name in sorted(found))
    return {**found, "SHA256SUMS": sums.encode()}


def write(contents: Contents, path: Path, epoch: int) -> None:
    """Write the archive; its files lie in one folder named after it."""
    inside = {f"{path.stem}/{name}": content for name, content in files(contents).items()}
    packing.write(path, inside, epoch, frozenset({f"{path.stem}/install.py"}))


def _sum(content: Path | bytes) -> str:
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else wheelhouse.known_sha256(content)


def _requirements(contents: Contents) -> str:
    """Return the lock, markers kept, and klima2035 itself with the hash of its wheel."""
    own = f"klima2035=={contents.version} \\\n    --hash=sha256:{wheelhouse.known_sha256(contents.own)}\n"
    return contents.lock.read_text(encoding="utf-8") + own


def _listed(contents: Contents) -> str:
    """Return which wheels belong to which machine, as the installer reads it."""
    wheels = {
        f"{target.platform} {target.python}": sorted(path.name for path in [*paths, contents.own])
        for target, paths in contents.wheels.items()
    }
    return json.dumps({"version": contents.version, "wheels": wheels}, indent=1) + "\n"


def _filled(text: str, contents: Contents) -> str:
    pythons: dict[str, list[str]] = defaultdict(list)
    for target in contents.wheels:
        pythons[target.platform].append(target.python)
    held = "\n".join(f"  {_PLATFORMS[name]:<30} Python {', '.join(found)}" for name, found in pythons.items())
    every = sorted({target.python for target in contents.wheels}, key=lambda python: tuple(map(int, python.split("."))))
    for word, value in (("@VERSION@", contents.version), ("@HELD@", held), ("@PYTHONS@", " ".join(every))):
        text = text.replace(word, value)
    return text
