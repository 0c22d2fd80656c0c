"""Bytes of a file as text: UTF-8 without a mark at its beginning, or the fault that says what they are instead."""

from __future__ import annotations

from klima2035.errors import InputError, fault


def decoded(raw: bytes, file: str) -> str:
    """Return the text; InputError with line and column, counted in bytes, where the bytes are no plain UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError([fault(file, 1, 1, "utf16")])
    if raw.startswith(b"\xef\xbb\xbf"):
        raise InputError([fault(file, 1, 1, "byte_order_mark")])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        raise InputError([fault(file, line, column, "not_utf8")]) from None
