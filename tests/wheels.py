"""Small wheels for tests of a release: a package with a licence, a text of it, and what it asks for."""

from __future__ import annotations

import zipfile
from pathlib import Path


def wheel(folder: Path, name: str, version: str = "1.0", **parts: str) -> Path:
    """Write a wheel; parts: ``tags``, ``licence`` (SPDX), ``text`` (of it), ``needs`` (a requirement)."""
    inside = f"{name.replace('-', '_')}-{version}.dist-info"
    metadata = [f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\nSummary: a {name}"]
    metadata += [f"License-Expression: {parts['licence']}"] if parts.get("licence") else []
    metadata += [f"Requires-Dist: {parts['needs']}"] if "needs" in parts else []
    path = folder / f"{name.replace('-', '_')}-{version}-{parts.get('tags', 'py3-none-any')}.whl"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(f"{inside}/METADATA", "\n".join(metadata) + "\n")
        packed.writestr(f"{inside}/WHEEL", f"Wheel-Version: 1.0\nTag: {parts.get('tags', 'py3-none-any')}\n")
        if parts.get("text", "free"):
            packed.writestr(f"{inside}/licenses/LICENSE", parts.get("text", "free"))
    return path
