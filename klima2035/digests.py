"""The hash by which a text file is known: that of its text with LF, so that a checkout with CRLF is the same file."""

from __future__ import annotations

import hashlib


def plain(raw: bytes) -> bytes:
    """Return the bytes of a text file with LF at the end of each line."""
    return raw.replace(b"\r\n", b"\n")


def digest(raw: bytes) -> str:
    """Return the SHA-256 of a text file's bytes, whatever ends its lines."""
    return hashlib.sha256(plain(raw)).hexdigest()
