"""The pinned packages of a lock file, with their hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

_PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)\s*(?:;\s*(?P<marker>[^\\]+?))?\s*\\?$"
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """One package of a lock: name, version, where it holds and the SHA-256 of the files that may be taken."""

    name: str
    version: str
    marker: str
    hashes: frozenset[str]

    def holds(self, environment: dict[str, str]) -> bool:
        """Return whether the package is wanted in an environment (names and values of markers)."""
        return not self.marker or Marker(self.marker).evaluate({"extra": "", **environment})

    def line(self) -> str:
        """Return the pin as a requirement without marker, with all its hashes."""
        hashes = [f"--hash=sha256:{one}" for one in sorted(self.hashes)]
        return " \\\n    ".join([f"{self.name}=={self.version}", *hashes])


def read(path: Path) -> list[Pin]:
    """Return the pins of a lock in its order."""
    found: list[Pin] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        pin = _PIN.match(line)
        if pin:
            name = canonicalize_name(pin["name"])
            found.append(Pin(name, pin["version"], pin["marker"] or "", frozenset()))
        elif found:
            last = found[-1]
            found[-1] = Pin(last.name, last.version, last.marker, last.hashes | frozenset(_HASH.findall(line)))
    return found
