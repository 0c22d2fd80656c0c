"""``run.json``, the manifest of a run, and ``log.jsonl``, all that may differ between two equal runs."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from klima2035 import __version__
from klima2035.result import Result

SCHEMA = 1
_ROOTS = ("inputs", "scenarios")


def place(file: str) -> str:
    """Return a file's name as it counts, whatever folder the run was started in.

    From the last folder ``inputs`` or ``scenarios`` on; of any other path only the name.
    """
    path = PureWindowsPath(file) if "\\" in file else PurePosixPath(file)
    for start in range(len(path.parts) - 2, -1, -1):
        if path.parts[start] in _ROOTS:
            return "/".join(path.parts[start:])
    return path.name


def manifest(result: Result) -> dict[str, Any]:
    """Return what a run was made of: version, schema, scenario, files by SHA-256, settings, findings, label.

    No clock, duration, host, absolute path or output folder: equal inputs give equal bytes.
    """
    return {
        "version": __version__,
        "schema": SCHEMA,
        "scenario": result.name,
        "title": dict(result.title),
        "city": result.city,
        "as_of": result.as_of,
        "years": [result.years[0], result.years[-1]],
        "label": result.label,
        "datenguete": round(float(result.datenguete), 4),
        "settings": dict(result.settings),
        "seed": result.extra["draw"][1] if result.extra.get("draw") else None,
        "draw": result.extra["draw"][0] if result.extra.get("draw") else None,
        "files": {place(file): digest for file, digest in result.files.items()},
        "findings": [
            {
                "code": one.code,
                "severity": one.severity,
                "subject": one.subject,
                "years": list(one.years),
                "sentence": dict(one.sentence),
                "reason": dict(one.reason),
                "remedy": dict(one.remedy),
            }
            for one in result.found
        ],
    }


def json_text(content: Mapping[str, Any]) -> str:
    """Return JSON in one form only: keys sorted, two spaces, UTF-8, LF; never NaN."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def write(result: Result, folder: Path) -> list[Path]:
    """Write ``run.json``."""
    return [write_json(manifest(result), folder / "run.json")]


def write_json(content: Mapping[str, Any], path: Path) -> Path:
    """Write JSON in its one form."""
    path.write_text(json_text(content), encoding="utf-8", newline="")
    return path


class Log:
    """Events of one run with the time since its start [s], for ``log.jsonl``; no name of a person or a machine."""

    def __init__(self) -> None:
        self._start = datetime.now(UTC)
        self._events: list[dict[str, Any]] = []
        self.add("start", version=__version__, python=platform.python_version(), platform=sys.platform)

    def add(self, event: str, **facts: Any) -> None:
        """Note an event."""
        now = datetime.now(UTC)
        seconds = round((now - self._start).total_seconds(), 4)
        self._events.append({"time": now.isoformat(), "seconds": seconds, "event": event, **facts})

    def text(self) -> str:
        """Return all events so far, one JSON object a line."""
        return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in self._events)

    def write(self, folder: Path) -> Path:
        """Write all events so far."""
        path = folder / "log.jsonl"
        path.write_text(self.text(), encoding="utf-8", newline="")
        return path
