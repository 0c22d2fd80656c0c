"""What the command `stress` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {}
