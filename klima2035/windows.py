"""What Windows refuses of a path, known before anything is written: reserved names and too many letters."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

from klima2035.errors import EnvironmentFault, InputError, shown
from klima2035.messages import text
from klima2035.places import DEVICES

ON = sys.platform == "win32"
MOST = 259  # UTF-16 units of a path (MAX_PATH without the closing zero), unless long paths are switched on
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\x7f]|[ .]$')


def is_refused(name: str) -> bool:
    """Return whether Windows refuses a name of a file or folder: a device, a sign, a blank or dot at its end."""
    if name in {".", ".."}:
        return False
    stem = name.split(".", maxsplit=1)[0].strip().lower()
    return stem in DEVICES or _NOT_IN_NAMES.search(name) is not None


def check(path: Path, longest: int, lang: str) -> None:
    """Refuse a path that Windows could not bear, with room for ``longest`` more letters below it.

    InputError for a name, EnvironmentFault for the length; on other systems nothing is refused.
    """
    if not ON:
        return
    for part in path.parts:
        if part != path.anchor and is_refused(part):
            raise InputError(text("windows_name", lang, path=shown(path), name=part))
    length = _units(os.path.abspath(path)) + (longest + 1 if longest else 0)  # noqa: PTH100 - follows no link
    if length > MOST and not has_long_paths():
        told = {"path": shown(path), "length": length, "most": MOST, "over": length - MOST}
        raise EnvironmentFault(text("windows_long", lang, **told))


def _units(path: str) -> int:
    return len(path.encode("utf-16-le", "surrogatepass")) // 2


@cache
def has_long_paths() -> bool:
    """Return whether long paths are switched on for this process."""
    library: Any = getattr(ctypes, "WinDLL", None)
    if library is None:
        return False
    try:
        return bool(library("ntdll").RtlAreLongPathsEnabled() & 0xFF)
    except (AttributeError, OSError):
        return False
