"""The changelog's section of a version: its date and the numbers that moved."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from releasing import ReleaseError

MOVED = "### Numbers that moved"
_HEADING = re.compile(r"^## (?P<version>\S+) \((?P<date>[^)]+)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What the changelog says of one version."""

    version: str
    date: datetime.date
    text: str

    @property
    def epoch(self) -> int:
        """Return the section's day, noon in UTC, in seconds since 1970: the time that a release's files carry."""
        noon = datetime.datetime.combine(self.date, datetime.time(12), datetime.UTC)
        return int(noon.timestamp())


def section(path: Path, version: str) -> Section:
    """Return a version's section; ReleaseError where it is missing, without a day or silent on numbers that moved."""
    text = path.read_text(encoding="utf-8")
    heads = list(_HEADING.finditer(text))
    for i, head in enumerate(heads):
        if head["version"] == version:
            end = heads[i + 1].start() if i + 1 < len(heads) else len(text)
            return _checked(version, head["date"], text[head.end() : end])
    raise ReleaseError(f"{path.name}: no section '## {version} (YYYY-MM-DD)'")


def _checked(version: str, date: str, text: str) -> Section:
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        raise ReleaseError(
            f"the section {version} of the changelog has no day but '{date}'; write YYYY-MM-DD"
        ) from None
    moved = text.partition(MOVED)[2].partition("\n### ")[0].strip()
    if not moved:
        raise ReleaseError(f"the section {version} of the changelog does not tell which numbers moved ('{MOVED}')")
    return Section(version, day, text.strip())
