"""The bill of materials (CycloneDX 1.6): every package, vendored file and font of a release, with licence and hash."""

from __future__ import annotations

import datetime
import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from releasing import ReleaseError
from releasing.licences import Package
from releasing.targets import Target
from releasing.wheelhouse import known_sha256

_LICENCES = LicenseFactory()


@dataclass(frozen=True)
class Vendored:
    """Something of others that no package manager knows of: a vendored file or a font."""

    name: str
    version: str
    licence: str
    purl: str
    sha256: str
    inside: str


def document(own: Package, packages: list[Package], vendored: list[Vendored], targets: list[Target], epoch: int) -> str:
    """Return the bill as JSON: no clock, no chance; ReleaseError where it breaks the schema of CycloneDX."""
    root = _package(own, ComponentType.APPLICATION)
    bom = Bom(serial_number=_serial(own, packages), components=[])
    bom.metadata.timestamp = datetime.datetime.fromtimestamp(epoch, datetime.UTC)
    bom.metadata.component = root
    parts = {(package.name, package.version): _package(package, ComponentType.LIBRARY) for package in packages}
    foreign = [_vendored(one) for one in vendored]
    for part in (*parts.values(), *foreign):
        bom.components.add(part)
    edges = _edges([own, *packages], targets)
    for package in packages:
        needed = [part for (name, _), part in parts.items() if name in edges.get(package.name, set())]
        bom.register_dependency(parts[package.name, package.version], needed)
    direct = [part for (name, _), part in parts.items() if name in edges[own.name]]
    bom.register_dependency(root, [*direct, *foreign])
    text = JsonV1Dot6(bom).output_as_string(indent=2) + "\n"
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        raise ReleaseError(f"the bill of materials breaks the schema of CycloneDX 1.6: {wrong.data.message}")
    return text


def _serial(own: Package, packages: list[Package]) -> uuid.UUID:
    content = json.dumps([[path.name, known_sha256(path)] for one in (own, *packages) for path in one.wheels])
    return uuid.uuid5(uuid.NAMESPACE_URL, f"pkg:pypi/{own.name}@{own.version}#{content}")


def _hash(value: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=value)


def _package(package: Package, kind: ComponentType) -> Component:
    """Return a package with each of its wheels as a file inside it."""
    purl = PackageURL("pypi", name=package.name, version=package.version)
    wheels = [_wheel(path) for path in package.wheels]
    return Component(
        name=package.name,
        version=package.version,
        type=kind,
        bom_ref=str(purl),
        purl=purl,
        description=package.metadata["Summary"],
        licenses=[_LICENCES.make_from_string(package.licence)],
        components=wheels,
    )


def _wheel(path: Path) -> Component:
    return Component(name=path.name, type=ComponentType.FILE, bom_ref=path.name, hashes=[_hash(known_sha256(path))])


def _vendored(one: Vendored) -> Component:
    return Component(
        name=one.name,
        version=one.version,
        type=ComponentType.LIBRARY if one.purl else ComponentType.FILE,
        bom_ref=one.purl or f"{one.name}@{one.version}",
        purl=PackageURL.from_string(one.purl) if one.purl else None,
        description=f"in {one.inside}",
        licenses=[_LICENCES.make_from_string(one.licence)],
        hashes=[_hash(one.sha256)] if one.sha256 else [],
    )


def _edges(packages: list[Package], targets: list[Target]) -> dict[str, set[str]]:
    """Return by package the packages it asks for on one of the targets, with the extras that were asked of it."""
    asked = {one.name: [Requirement(line) for line in one.metadata.get_all("Requires-Dist", [])] for one in packages}
    own = packages[0].name
    found: dict[str, set[str]] = {}
    waiting, seen = [(own, "report"), (own, "web"), (own, "")], set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen or name not in asked:
            continue
        seen.add((name, extra))
        for requirement in asked[name]:
            marker = requirement.marker
            if marker and not any(marker.evaluate({**target.environment, "extra": extra}) for target in targets):
                continue
            needed = canonicalize_name(requirement.name)
            found.setdefault(name, set()).add(needed)
            waiting += [(needed, one) for one in ("", *requirement.extras)]
    return found
