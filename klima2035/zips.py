"""ZIP archives from outside: their directory is judged before anything is unpacked."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

_END, _END_LARGE = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _LONGEST_COMMENT, _LARGE_SIZE = 22, 65_535, 20
_ENTRY = 512  # bytes of the directory for one part, its name included: names are short
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, IndexError,
)  # fmt: skip


class Limits(NamedTuple):
    """How many parts an archive may have, and how large they may be together when unpacked [bytes]."""

    parts: int
    size: int


class Refused(Exception):  # noqa: N818 - what it says: the archive is refused
    """The archive is damaged or, where ``large``, holds more than it may."""

    def __init__(self, large: bool) -> None:
        super().__init__("too large" if large else "damaged")
        self.large = large


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]]:
    """Give an archive and its parts; Refused for one that is damaged, ambiguous or too large.

    Ambiguous are names that differ only in case or slashes, and a second end: two programs could read two things.
    """
    try:
        _check_end(path, limits)
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.size:
                raise Refused(large=True)
            if len({plain(part.filename) for part in parts}) < len(parts):
                raise Refused(large=False)
            if any(part.compress_type not in _PLAIN or part.flag_bits & 1 for part in parts):
                raise Refused(large=False)
            yield archive, parts
    except DAMAGED:
        raise Refused(large=False) from None


def plain(name: str) -> str:
    """Return the name of a part as a careless program would compare it."""
    return name.replace("\\", "/").strip("/").casefold()


def _check_end(path: Path, limits: Limits) -> None:
    """Refuse a directory that is larger than its parts need, before it is read."""
    longest = _END_SIZE + _LONGEST_COMMENT + _LARGE_SIZE
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - longest))
        tail = file.read(longest)
    if tail.count(_END) != 1:
        raise Refused(large=False)
    end = tail.index(_END)
    if tail[max(0, end - _LARGE_SIZE) : end].startswith(_END_LARGE) or len(tail) < end + _END_SIZE:
        raise Refused(large=False)
    (directory,) = struct.unpack_from("<I", tail, end + 12)
    if directory > limits.parts * _ENTRY:
        raise Refused(large=True)
