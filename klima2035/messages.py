"""What the program says, in German and English; ``{}`` fields are filled by the caller."""

from __future__ import annotations

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
    machine,
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
    importing, machine, milestones, pack, report, stress, track, trust,
)  # fmt: skip
_TEXTS: dict[str, tuple[str, str]] = {key: pair for part in PARTS for key, pair in part.TEXTS.items()}


def system(error: OSError, lang: str) -> str:
    """Return what the machine refuses and what to do, in German or English; a rare reason in the system's own words."""
    known = machine.WINDOWS.get(getattr(error, "winerror", None) or 0) or machine.REFUSALS.get(error.errno or 0)
    return (known[0] if lang == "de" else known[1]) if known else (error.strerror or str(error))


def text(key: str, lang: str, *values: object, **named: object) -> str:
    """Return a message in German or English with its fields filled."""
    german, english = _TEXTS[key]
    template = german if lang == "de" else english
    return template.format(*values, **named) if values or named else template
