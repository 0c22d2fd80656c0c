"""What the program says, in German and English; ``{}`` fields are filled by the caller."""

from __future__ import annotations

import errno

from klima2035.wording import (
    chapters,
    console,
    credit,
    diff,
    ensemble,
    explain,
    explorer,
    facts,
    importing,
    milestones,
    pack,
    report,
    run,
    show,
    stress,
    track,
    trust,
    upgrade,
    workbook,
    workspace,
)

PARTS = (
    run, show, diff, explain, facts, upgrade, workspace, console, workbook, chapters, credit, ensemble, explorer,
    importing, milestones, pack, report, stress, track, trust,
)  # fmt: skip
_TEXTS: dict[str, tuple[str, str]] = {key: pair for part in PARTS for key, pair in part.TEXTS.items()}

_SYSTEM = {  # what the operating system says, by its number
    errno.ENOSPC: ("kein Platz mehr auf dem Datenträger", "no space left on the disk"),
    errno.EACCES: ("keine Berechtigung", "permission denied"),
    errno.EPERM: ("keine Berechtigung", "permission denied"),
    errno.EROFS: ("der Datenträger ist schreibgeschützt", "the disk is read-only"),
    errno.ENOENT: ("gibt es nicht", "does not exist"),
    errno.ENOTDIR: ("ein Teil des Pfades ist kein Ordner", "a part of the path is no folder"),
    errno.EISDIR: ("das ist ein Ordner", "that is a folder"),
    errno.EEXIST: ("gibt es schon", "exists already"),
    errno.ENAMETOOLONG: ("der Name ist zu lang", "the name is too long"),
    errno.EMFILE: ("zu viele offene Dateien", "too many open files"),
    errno.EBUSY: ("wird gerade von einem anderen Programm benutzt", "is in use by another program"),
    errno.EIO: ("der Datenträger meldet einen Fehler", "the disk reports an error"),
}


def system(error: OSError, lang: str) -> str:
    """Return what the operating system refuses, in German or English; a rare reason in the system's own words."""
    known = _SYSTEM.get(error.errno or 0)
    return (known[0] if lang == "de" else known[1]) if known else (error.strerror or str(error))


def text(key: str, lang: str, *values: object, **named: object) -> str:
    """Return a message in German or English with its fields filled."""
    german, english = _TEXTS[key]
    template = german if lang == "de" else english
    return template.format(*values, **named) if values or named else template
