"""The program's log: one file, one line a command, nothing in it that names a person, a machine or a path.

It lies where the system keeps logs (``doctor`` names the place); ``KLIMA2035_LOG`` names another file, or none when it
is empty. What cannot be written is left out: no command fails for want of a log.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import platform
import re
import socket
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from klima2035 import __version__
from klima2035.errors import InputError, KlimaError

VARIABLE = "KLIMA2035_LOG"
LARGEST, KEPT = 1_000_000, 500_000  # bytes: beyond the first the older lines go, down to the second
MOST_FRAMES = 30
_PACKAGE = Path(__file__).resolve().parent
_PATH = re.compile(r"""(?:[A-Za-z]:|\\\\|~|\.{0,2})?(?:[\\/][^\\/\s'":,;]+)+[\\/]?""")


def path() -> Path | None:
    """Return the place of the log, None where there is to be none."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return Path(given) if given else None
    from platformdirs import user_log_path  # noqa: PLC0415

    return user_log_path("klima2035", appauthor=False) / "klima2035.jsonl"


class Entry:
    """One command: when it began, and in the end what came of it."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._began = time.perf_counter()
        self._head = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "version": __version__,
            "python": platform.python_version(),
            "platform": sys.platform,
            "options": sorted({word.partition("=")[0] for word in arguments if word.startswith("--") and word != "--"}),
        }

    def close(self, command: str, code: int | None, error: BaseException | None = None) -> None:
        """Write the line; ``command``: its name; code: None for a mistake of the program."""
        line: dict[str, Any] = {**self._head, "command": command, "exit": code}
        line["seconds"] = round(time.perf_counter() - self._began, 3)
        if error is not None:
            line["error"] = told(error)
        with contextlib.suppress(OSError, ValueError):
            _append(json.dumps(line, ensure_ascii=False) + "\n")


def told(error: BaseException) -> dict[str, Any]:
    """Return what is worth knowing of an error: its kind, the system's reason, codes of faults, where it arose.

    The words of a message are kept for mistakes of the program only, and without paths.
    """
    out: dict[str, Any] = {"kind": type(error).__name__}
    refused = next((one for one in (error, error.__cause__) if isinstance(one, OSError)), None)
    if refused is not None and refused.errno is not None:
        out["system"] = errno.errorcode.get(refused.errno, str(refused.errno))
    if isinstance(error, InputError) and error.faults:
        out["faults"] = dict(sorted(Counter(one.code for one in error.faults).items()))
    if not isinstance(error, KlimaError | OSError):
        out["message"] = harmless(str(error))
    out["trace"] = [_frame(one) for one in traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]]
    return out


def harmless(message: str) -> str:
    """Return a message without paths and without the names of the user and the machine."""
    out = _PATH.sub("<path>", message)
    for name in _names():
        out = re.sub(rf"\b{re.escape(name)}\b", "<name>", out)
    return out[:500]


def _names() -> list[str]:
    found = [socket.gethostname()]
    with contextlib.suppress(OSError, KeyError, ImportError):
        found.append(getpass.getuser())
    return [name for name in found if len(name) > 1]


def _frame(frame: traceback.FrameSummary) -> str:
    """Return file, line and function; of files outside the package the name only."""
    file = Path(frame.filename)
    inside = file.is_relative_to(_PACKAGE)
    name = file.relative_to(_PACKAGE.parent).as_posix() if inside else file.name
    return f"{name}:{frame.lineno} {frame.name}"


def _append(line: str) -> None:
    place = path()
    if place is None:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists() and place.stat().st_size > LARGEST:
        _shorten(place)
    with place.open("a", encoding="utf-8", newline="") as file:
        file.write(line)


def _shorten(place: Path) -> None:
    """Drop the older lines."""
    kept = place.read_bytes()[-KEPT:].partition(b"\n")[2]
    fresh = place.with_name(f"{place.name}.{os.getpid()}")
    fresh.write_bytes(kept)
    fresh.replace(place)
