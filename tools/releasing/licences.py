"""What others' licences ask for: names of licences and their texts, read from the wheels themselves."""

from __future__ import annotations

import csv
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from pathlib import Path, PurePosixPath

from cyclonedx.spdx import is_expression, is_supported_id
from packaging.utils import canonicalize_name

from releasing import ReleaseError

_SIGNS = ("licen", "copying", "notice", "copyright", "authors")  # in the names of files that hold such texts
_LETTERS = {"", ".txt", ".md", ".rst", ".bsd", ".apache", ".external"}
_RULE = "=" * 100


@dataclass(frozen=True)
class Package:
    """One package as its wheels describe it; ``texts`` by text: where it stands, for every wheel that holds it."""

    name: str
    version: str
    licence: str
    metadata: Message
    wheels: tuple[Path, ...]
    texts: dict[str, tuple[str, ...]]


def read(wheels: list[Path], told: Path) -> list[Package]:
    """Return the packages of wheels, by name and version; ``told`` names licences that metadata leave unclear."""
    groups: dict[tuple[str, str], list[Path]] = defaultdict(list)
    found: dict[tuple[str, str], Message] = {}
    for path in sorted(wheels):
        metadata = _metadata(path)
        key = (canonicalize_name(metadata["Name"]), str(metadata["Version"]))
        groups[key].append(path)
        found[key] = metadata
    names = {row["package"]: row["licence"] for row in rows(told)}
    return [
        Package(*key, named(found[key], names), found[key], tuple(paths), _texts(paths))
        for key, paths in sorted(groups.items())
    ]


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a small table of licences."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _metadata(path: Path) -> Message:
    with zipfile.ZipFile(path) as wheel:
        (name,) = (one for one in wheel.namelist() if PurePosixPath(one).match("*.dist-info/METADATA"))
        return BytesParser().parsebytes(wheel.read(name), headersonly=True)


def named(metadata: Message, told: dict[str, str]) -> str:
    """Return a package's licence as SPDX; what was read by a person goes before metadata."""
    name = canonicalize_name(metadata["Name"])
    for word in (told.get(name, ""), metadata.get("License-Expression") or "", metadata.get("License") or ""):
        clean = word.strip()
        if clean and (is_supported_id(clean) or is_expression(clean)):
            return clean
    raise ReleaseError(f"{name}: its licence is not named in SPDX; read it and add a row to licences/packages.csv")


def _texts(paths: list[Path]) -> dict[str, tuple[str, ...]]:
    """Return every licence text in some wheels, with the places where it stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                place = PurePosixPath(name)
                inside = ".dist-info/licenses/" in name and not name.endswith("/")
                named = any(sign in place.name.lower() for sign in _SIGNS) and place.suffix.lower() in _LETTERS
                if (inside or named) and not name.endswith("/"):
                    text = wheel.read(name).decode("utf-8", errors="replace").replace("\r\n", "\n").strip()
                    found[text].add(name)
    order = sorted((text for text in found if text), key=lambda text: (min(found[text]), text))
    return {text: tuple(sorted(found[text])) for text in order}


def collected(packages: list[Package], others: list[tuple[str, str]]) -> str:
    """Return one text with every licence: the packages', then others as pairs of heading and text."""
    parts = ["Licence texts of what klima2035 is delivered with. THIRD_PARTY_NOTICES.md says what each part is for.\n"]
    for package in packages:
        if not package.texts:
            raise ReleaseError(f"{package.name} {package.version}: no licence text in its wheel")
        parts.append(f"{_RULE}\n{package.name} {package.version}: {package.licence}\n{_RULE}\n")
        parts += [f"--- {', '.join(places)}\n\n{text}\n" for text, places in package.texts.items()]
    for heading, text in others:
        parts.append(f"{_RULE}\n{heading}\n{_RULE}\n\n{text.strip()}\n")
    return "\n".join(parts)
