"""Builds all files of a release into dist/: python tools/release.py

Wheel, source archive, bill of materials, licence texts, the offline archive, SHA256SUMS. Everything is built twice and
compared byte by byte; it stops where the tree is not committed or the changelog does not tell which numbers moved.
Needs the environment of requirements-dev.lock and, for wheels that it has not fetched yet, the package index.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools")]

from releasing import ReleaseError, archive, bom, changelog, licences, lock, package, wheelhouse  # noqa: E402
from releasing.targets import PLATFORMS, PYTHONS, USUAL, Target, here, pairs  # noqa: E402


@dataclass(frozen=True)
class Plan:
    """What is to be built."""

    targets: list[Target]
    version: str
    epoch: int
    wheels: Path


def main() -> int:
    """Build, compare, list; exit code 1 where something stands in the way."""
    given = _wish()
    try:
        plan = _plan(given)
        start = time.perf_counter()
        for target in plan.targets:
            wheelhouse.fetch(lock.read(ROOT / "requirements.lock"), target, plan.wheels)
            click.echo(f"{time.perf_counter() - start:6.0f} s  wheels for {target}")
        made = _twice(plan, given.out)
    except ReleaseError as refused:
        click.echo(f"refused: {refused}", err=True)
        return 1
    for path in made:
        click.echo(f"{wheelhouse.sha256(path)}  {path.stat().st_size / 1e6:9.1f} MB  {path.name}")
    click.echo(f"{time.perf_counter() - start:6.0f} s, built twice with the same bytes")
    return 0


def _wish() -> argparse.Namespace:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--out", type=Path, default=ROOT / "dist")
    wish.add_argument("--platform", action="append", choices=[*PLATFORMS, "all"], help=f"default: {', '.join(USUAL)}")
    wish.add_argument("--python", action="append", choices=PYTHONS, help=f"default: {', '.join(PYTHONS)}")
    wish.add_argument("--here", action="store_true", help="for this machine and this Python alone")
    wish.add_argument("--wheels", type=Path, default=ROOT / "build" / "wheels", help="where fetched wheels are kept")
    wish.add_argument("--draft", action="store_true", help="whatever state tree and changelog are in")
    return wish.parse_args()


def _plan(given: argparse.Namespace) -> Plan:
    version = package.version(ROOT)
    platforms = given.platform or list(USUAL)
    platforms = list(PLATFORMS) if "all" in platforms else platforms
    targets = [here()] if given.here else pairs(platforms, given.python or list(PYTHONS))
    if given.draft:
        return Plan(targets, version, 1_700_000_000, given.wheels)
    changed = package.changed(ROOT)
    if changed:
        raise ReleaseError(f"the tree differs from its commit: {', '.join(changed[:8])}")
    return Plan(targets, version, changelog.section(ROOT / "CHANGELOG.md", version).epoch, given.wheels)


def _twice(plan: Plan, out: Path) -> list[Path]:
    """Build into two folders, compare, and move the first to its place."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as first, tempfile.TemporaryDirectory(dir=out) as second:
        made, again = build(plan, Path(first)), build(plan, Path(second))
        different = [a.name for a, b in zip(made, again, strict=True) if wheelhouse.sha256(a) != wheelhouse.sha256(b)]
        if different:
            raise ReleaseError(f"not reproducible: {', '.join(different)}")
        return [path.replace(out / path.name) for path in made]


def build(plan: Plan, into: Path) -> list[Path]:
    """Build every file of a release once and return their paths, the list of hashes last."""
    own, source = package.build(ROOT, into, plan.epoch)
    pins = lock.read(ROOT / "requirements.lock")
    wheels = {target: wheelhouse.complete(pins, target, plan.wheels) for target in plan.targets}
    told = ROOT / "licences" / "packages.csv"
    packages = licences.read(sorted({path for paths in wheels.values() for path in paths}), told)
    (itself,) = licences.read([own], told)
    vendored = licences.rows(ROOT / "licences" / "vendored.csv")
    name = f"klima2035-{plan.version}"
    texts = {
        f"{name}.cdx.json": bom.document(itself, packages, _parts(vendored), plan.targets, plan.epoch).encode(),
        "THIRD_PARTY_LICENSES.txt": licences.collected(packages, _others(vendored)).encode(),
    }
    for file, content in texts.items():
        (into / file).write_bytes(content)
    others = {**texts, **{file: (ROOT / file).read_bytes() for file in ("LICENSE", "THIRD_PARTY_NOTICES.md")}}
    packed = into / f"{name}-offline.zip"
    contents = archive.Contents(plan.version, own, ROOT / "requirements.lock", wheels, others)
    archive.write(contents, packed, plan.epoch)
    made = sorted([own, source, packed, *(into / file for file in texts)])
    sums = into / "SHA256SUMS"
    sums.write_bytes("".join(f"{wheelhouse.sha256(path)}  {path.name}\n" for path in made).encode())
    return [*made, sums]


def _parts(rows: list[dict[str, str]]) -> list[bom.Vendored]:
    return [
        bom.Vendored(
            row["name"], row["version"], row["licence"], row["purl"],
            wheelhouse.sha256(ROOT / row["file"]) if row["file"] else "", row["inside"],
        )
        for row in rows
    ]  # fmt: skip


def _others(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Return the texts kept in this tree: those of vendored files and fonts, and of data."""
    found = [(f"{row['name']} {row['version']}: {row['licence']}", row["text"]) for row in rows if row["text"]]
    found += [("Data under dl-de/by-2-0", "licences/DL-DE-BY-2.0.txt")]
    found += [("Data from HiSim: MIT", "licences/HISIM-MIT.txt")]
    return [(heading, (ROOT / text).read_text(encoding="utf-8")) for heading, text in found]


if __name__ == "__main__":
    sys.exit(main())
