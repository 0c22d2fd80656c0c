"""The machines that an offline archive is made for: a platform and a version of Python each."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from packaging import tags

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACOS = (12, 0)  # oldest macOS for which every package of the lock has a wheel
GLIBC = range(28, 4, -1)  # manylinux_2_28 and older: Debian 10, Ubuntu 20.04, RHEL 8 and newer
_ENVIRONMENTS = {
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
}
_OLD_NAMES = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
PLATFORMS = ("windows-x86_64", "macos-arm64", "linux-x86_64", "macos-x86_64", "linux-aarch64")
USUAL = PLATFORMS[:3]  # what an archive holds unless told otherwise: docs/release.md says why


@dataclass(frozen=True, order=True)
class Target:
    """One platform (a name of ``PLATFORMS``) with one version of CPython (``3.11``)."""

    platform: str
    python: str

    def __str__(self) -> str:
        return f"{self.platform}, Python {self.python}"

    @property
    def environment(self) -> dict[str, str]:
        """Return what markers of requirements are evaluated with."""
        system, machine = self.platform.split("-")
        return {
            **_ENVIRONMENTS[system],
            "platform_machine": "AMD64" if self.platform == "windows-x86_64" else machine,
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }

    def platform_tags(self) -> list[str]:
        """Return the tags of the platform as wheels carry them, the best first."""
        system, machine = self.platform.split("-")
        if system == "windows":
            return ["win_amd64"]
        if system == "macos":
            return list(tags.mac_platforms(MACOS, machine))
        return list(_linux(machine))

    def tags(self) -> list[tags.Tag]:
        """Return every tag that pip on this machine accepts, the best first."""
        return _tags(self)


def _linux(machine: str) -> Iterator[str]:
    for minor in GLIBC:
        yield f"manylinux_2_{minor}_{machine}"
        if minor in _OLD_NAMES and not (machine == "aarch64" and minor != 17):
            yield f"{_OLD_NAMES[minor]}_{machine}"


@cache
def _tags(target: Target) -> list[tags.Tag]:
    version = tuple(int(part) for part in target.python.split("."))
    interpreter = "cp" + target.python.replace(".", "")
    platforms = target.platform_tags()
    own = tags.cpython_tags(version, [interpreter], platforms)
    return [*own, *tags.compatible_tags(version, interpreter, platforms)]


def here() -> Target:
    """Return the machine and the Python that this runs on."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    machine = platform.machine().lower().replace("amd64", "x86_64")
    return Target(f"{system}-{machine}", f"{sys.version_info.major}.{sys.version_info.minor}")


def pairs(platforms: list[str], pythons: list[str]) -> list[Target]:
    """Return the targets of some platforms and versions of Python, platform by platform."""
    return [Target(platform, python) for platform in platforms for python in pythons]
