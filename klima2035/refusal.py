"""What the machine refuses becomes a fault that names the place and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from klima2035.errors import EnvironmentFault
from klima2035.messages import system, text


@contextmanager
def as_fault(place: str, lang: str, kept: Path | None = None) -> Iterator[None]:
    """Turn what the machine refuses into an EnvironmentFault that names the place.

    ``kept``: what stays as it was, where it is there; then the fault says so.
    """
    try:
        yield
    except OSError as error:
        told = f"{place}: {system(error, lang)}"
        raise EnvironmentFault(text("machine_kept", lang, told) if _is_there(kept) else told) from error


def _is_there(path: Path | None) -> bool:
    """Return whether a path can still be seen; a drive that has gone shows nothing."""
    try:
        return path is not None and path.exists()
    except OSError:
        return False
