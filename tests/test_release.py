"""What a release is made of: locks, machines, wheels, archive, bill of materials, licences, changelog."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from releasing import ReleaseError, archive, bom, changelog, interpreters, licences, lock, package, packing, wheelhouse
from releasing.targets import PLATFORMS, PYTHONS, Target, here, pairs
from wheels import wheel

ROOT = Path(__file__).parents[1]
WINDOWS, MAC = Target("windows-x86_64", "3.13"), Target("macos-arm64", "3.11")
EPOCH = 1_700_000_000


def pin(path: Path, marker: str = "") -> lock.Pin:
    name, version = path.name.split("-")[:2]
    return lock.Pin(name.replace("_", "-"), version, marker, frozenset({wheelhouse.sha256(path)}))


def test_a_lock_is_read_with_markers_and_hashes(tmp_path: Path) -> None:
    one, two = "a" * 64, "b" * 64
    first = f"numpy==2.4 ; python_full_version < '3.12' \\\n    --hash=sha256:{one} \\\n    --hash=sha256:{two}\n"
    text = f"{first}idna==3 \\\n    --hash=sha256:{one}\n"
    (tmp_path / "x.lock").write_text(text)
    numpy, idna = lock.read(tmp_path / "x.lock")
    assert (numpy.name, numpy.version, numpy.hashes) == ("numpy", "2.4", {one, two})
    assert numpy.holds(MAC.environment)
    assert not numpy.holds(WINDOWS.environment)
    assert idna.holds(WINDOWS.environment)
    assert idna.line() == f"idna==3 \\\n    --hash=sha256:{one}"


@pytest.mark.parametrize("target", pairs(list(PLATFORMS), list(PYTHONS)), ids=str)
def test_each_package_of_the_lock_stands_once_for_every_machine(target: Target) -> None:
    names = [one.name for one in lock.read(ROOT / "requirements.lock") if one.holds(target.environment)]
    assert len(names) > 35
    assert len(names) == len(set(names))


def test_lower_bounds_are_what_the_oldest_lock_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    pins = {one.name: one.version for one in lock.read(ROOT / "requirements-oldest.lock")}
    for line in [*project["dependencies"], *extras["report"], *extras["web"]]:
        requirement = Requirement(line)
        (lowest,) = (part.version for part in requirement.specifier if part.operator == ">=")
        assert Version(pins[requirement.name.replace(".", "-")]) == Version(lowest), line


def test_the_best_wheel_with_a_hash_of_the_lock_is_chosen(tmp_path: Path) -> None:
    plain = wheel(tmp_path, "numpy", tags="cp311-cp311-macosx_10_9_x86_64")
    older = wheel(tmp_path, "numpy", tags="cp311-cp311-macosx_11_0_arm64", text="older")
    newer = wheel(tmp_path, "numpy", tags="cp311-cp311-macosx_14_0_arm64", text="newer")
    hashes = frozenset(wheelhouse.sha256(path) for path in (plain, older, newer))
    pins = [lock.Pin("numpy", "1.0", "", hashes)]
    assert wheelhouse.chosen(pins, MAC, tmp_path) == {"numpy": older}
    assert wheelhouse.chosen(pins, WINDOWS, tmp_path) == {"numpy": None}
    with pytest.raises(ReleaseError, match=r"windows-x86_64, Python 3.13: no wheel .* numpy"):
        wheelhouse.complete(pins, WINDOWS, tmp_path)


def test_a_changed_wheel_is_never_chosen(tmp_path: Path) -> None:
    path = wheel(tmp_path, "idna")
    pins = [pin(path)]
    assert wheelhouse.complete(pins, MAC, tmp_path) == [path]
    path.write_bytes(path.read_bytes() + b"x")
    assert wheelhouse.chosen(pins, MAC, tmp_path) == {"idna": None}


def test_the_changelog_must_have_a_day_and_tell_which_numbers_moved(tmp_path: Path) -> None:
    page = tmp_path / "CHANGELOG.md"
    moved = "### Numbers that moved\n\nNone.\n\n### Else\n"
    page.write_text(f"# Changes\n\n## 2.0.0 (2026-12-01)\n\n{moved}\n## 1.0.0 (unreleased)\n\n{moved}")
    assert changelog.section(page, "2.0.0").epoch == 1_796_126_400  # 1 December 2026, noon
    with pytest.raises(ReleaseError, match="no day but 'unreleased'"):
        changelog.section(page, "1.0.0")
    with pytest.raises(ReleaseError, match="no section"):
        changelog.section(page, "3.0.0")
    page.write_text("## 2.0.0 (2026-12-01)\n\n### Numbers that moved\n\n### Else\n\ntext\n")
    with pytest.raises(ReleaseError, match="which numbers moved"):
        changelog.section(page, "2.0.0")


def test_this_version_tells_which_numbers_moved() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    own = text.partition(f"## {package.version(ROOT)} (")[2].partition("\n## ")[0]
    assert changelog.MOVED in own


def test_an_archive_has_the_same_bytes_whatever_its_files_ages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a" * 5000)
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    packing.write(first, {"x/b": b"b", "x/a": tmp_path / "a.txt"}, EPOCH)
    os.utime(tmp_path / "a.txt", (1, 1))
    (tmp_path / "a.txt").chmod(0o600)
    packing.write(second, {"x/a": tmp_path / "a.txt", "x/b": b"b"}, EPOCH)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as packed:
        assert [(one.filename, one.date_time[:3]) for one in packed.infolist()] == [
            ("x/a", (2023, 11, 14)), ("x/b", (2023, 11, 14)),
        ]  # fmt: skip


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """An archive for this machine with one wheel, unpacked."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    own, needed = wheel(wheels, "klima2035", "9.0"), wheel(wheels, "idna")
    (tmp_path / "x.lock").write_text(pin(needed).line() + "\n")
    contents = archive.Contents(
        "9.0", own, tmp_path / "x.lock", {here(): [needed], WINDOWS: [needed]}, {"LICENSE": b"MIT"}
    )
    archive.write(contents, tmp_path / "klima2035-9.0-offline.zip", EPOCH)
    with zipfile.ZipFile(tmp_path / "klima2035-9.0-offline.zip") as packed:
        packed.extractall(tmp_path)
    return tmp_path / "klima2035-9.0-offline"


def installer(unpacked: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(unpacked / "install.py"), "--into", str(unpacked.parent / "into"), *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONUTF8": "1"}
    )


def test_the_archive_lists_every_file_with_its_hash_and_fits_windows(unpacked: Path) -> None:
    sums = dict(reversed(line.split("  ")) for line in (unpacked / "SHA256SUMS").read_text().splitlines())
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert set(sums) == names - {"SHA256SUMS"}
    assert all(wheelhouse.sha256(unpacked / name) == value for name, value in sums.items())
    double_click = (unpacked / "installieren.cmd").read_bytes()
    assert double_click.isascii()
    assert double_click.count(b"\r\n") == double_click.count(b"\n") > 10
    for name in ("LIESMICH.txt", "README.txt", "installieren.cmd"):
        text = (unpacked / name).read_text(encoding="utf-8-sig")
        assert "@" not in text.replace("@echo", "")
        assert "3.13" in text
    assert "klima2035==9.0" in (unpacked / "requirements.txt").read_text()


@pytest.mark.parametrize(("lang", "sentence"), [("de", "Beschädigt oder verändert"), ("en", "Damaged or changed")])
def test_the_installer_refuses_a_changed_file_before_it_makes_anything(
    unpacked: Path, lang: str, sentence: str
) -> None:
    (path,) = unpacked.glob("wheelhouse/idna-*.whl")
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    done = installer(unpacked, "--lang", lang)
    assert done.returncode == 3
    assert f"{sentence}: wheelhouse/{path.name}" in done.stderr
    assert not (unpacked.parent / "into").exists()


def test_the_installer_says_which_machines_the_archive_fits(unpacked: Path) -> None:
    held = json.loads((unpacked / "archive.json").read_text())
    held["wheels"] = {"windows-x86_64 3.99": held["wheels"]["windows-x86_64 3.13"]}
    (unpacked / "archive.json").write_text(json.dumps(held))
    done = installer(unpacked)
    assert done.returncode == 3
    assert "passt nicht zu" in done.stderr
    assert "windows-x86_64 3.99" in done.stderr


def test_the_installer_leaves_a_folder_of_others_alone(unpacked: Path) -> None:
    mine = unpacked.parent / "into" / "letter.txt"
    mine.parent.mkdir()
    mine.write_text("mine")
    done = installer(unpacked)
    assert done.returncode == 3
    assert "--into" in done.stderr
    assert [path.name for path in mine.parent.iterdir()] == ["letter.txt"]


def test_the_bill_names_packages_files_fonts_and_who_asks_for_what(tmp_path: Path) -> None:
    own = wheel(tmp_path, "klima2035", "9.0", licence="MIT", needs="fastapi; extra == 'web'")
    others = [wheel(tmp_path, "fastapi", licence="MIT", needs="idna"), wheel(tmp_path, "idna", licence="BSD-3-Clause")]
    told = ROOT / "licences" / "packages.csv"
    packages, (itself,) = licences.read(others, told), licences.read([own], told)
    font = bom.Vendored("Font", "7", "OFL-1.1", "", "", "typst")
    text = bom.document(itself, packages, [font], [WINDOWS], EPOCH)
    assert text == bom.document(itself, packages, [font], [WINDOWS], EPOCH)
    bill = json.loads(text)
    assert bill["metadata"]["timestamp"].startswith("2023-11-14T")
    parts = {part["name"]: part for part in bill["components"]}
    assert set(parts) == {"fastapi", "idna", "Font"}
    assert parts["idna"]["purl"] == "pkg:pypi/idna@1.0"
    (file,) = parts["idna"]["components"]
    assert file["hashes"] == [{"alg": "SHA-256", "content": wheelhouse.sha256(others[1])}]
    asked = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    assert asked["pkg:pypi/fastapi@1.0"] == ["pkg:pypi/idna@1.0"]
    assert asked["pkg:pypi/klima2035@9.0"] == ["Font@7", "pkg:pypi/fastapi@1.0"]


def test_a_licence_that_is_not_named_or_has_no_text_is_refused(tmp_path: Path) -> None:
    told = ROOT / "licences" / "packages.csv"
    with pytest.raises(ReleaseError, match=r"unclear: .*licences/packages.csv"):
        licences.read([wheel(tmp_path, "unclear")], told)
    (package_,) = licences.read([wheel(tmp_path, "silent", licence="MIT", text="")], told)
    with pytest.raises(ReleaseError, match=r"silent 1\.0: no licence text"):
        licences.collected([package_], [])


def test_every_package_of_the_lock_has_a_named_licence() -> None:
    told = {row["package"]: row["licence"] for row in licences.rows(ROOT / "licences" / "packages.csv")}
    pins = [one for one in lock.read(ROOT / "requirements.lock") if one.holds(here().environment)]
    assert all(licences.named(metadata(one.name), told) for one in pins)


def test_licence_texts_stand_with_package_and_place(tmp_path: Path) -> None:
    paths = [
        wheel(tmp_path, "scipy", tags=tags, text=text)
        for tags, text in (("py3-none-any", "one"), ("cp311-abi3-win_amd64", "two"))
    ]
    text = licences.collected(licences.read(paths, ROOT / "licences" / "packages.csv"), [("Fonts", "free")])
    assert "scipy 1.0: BSD-3-Clause" in text
    assert text.index("one") < text.index("two") < text.index("Fonts")


def test_only_pythons_that_start_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("a program of a few lines of shell")
    shims, real = tmp_path / "shims", tmp_path / "real"
    for folder, body in ((shims, "exit 127"), (real, "echo cpython 3 12 9")):
        folder.mkdir()
        (folder / "python3.12").write_text(f"#!/bin/sh\n{body}\n")
        (folder / "python3.12").chmod(0o755)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setattr(interpreters, "VERSIONS", ("3.12",))
    monkeypatch.setattr(sys, "version", "3.11.0")
    monkeypatch.setenv("PATH", str(shims))
    assert interpreters.found() == {}
    monkeypatch.setenv("PATH", f"{shims}{os.pathsep}{real}")
    assert interpreters.found() == {"3.12": interpreters.Interpreter(real / "python3.12", "3.12", "3.12.9")}
