"""What the command `credit` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {}
