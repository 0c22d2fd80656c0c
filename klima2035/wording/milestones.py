"""What the command ``milestones`` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "usage.milestones": (
        ("milestones SZENARIO [--require ID] [--derive JAHRE] [--indicator NAME] [--out ORDNER] [--no-charts] "
        "[--lang de|en]"),
        ("milestones SCENARIO [--require ID] [--derive YEARS] [--indicator NAME] [--out DIR] [--no-charts] "
        "[--lang de|en]"),
    ),
    "help.milestones": (
        "Meilensteine: Urteile, Abstand, Jahr der Erfüllung, nötiges Tempo; Schwellen aus einem Szenario ableiten.",
        "Milestones: verdicts, distance, year met, pace needed; derive new limits from a scenario.",
    ),
    "help.require": (
        "Rückgabe 1, wenn dieser Meilenstein nicht erreicht ist (mehrfach möglich; all: alle)",
        "exit code 1 unless this milestone is reached (may be given several times; all: every one)",
    ),
    "help.derive": (
        "Schwellen für diese Jahre aus dem Szenario ableiten, etwa 2025,2030,2035; schreibt milestones.yaml",
        "derive limits for these years from the scenario, such as 2025,2030,2035; writes milestones.yaml",
    ),
    "help.indicator": (
        "nur diese Messgröße ableiten (mehrfach möglich; klima2035 list indicators)",
        "derive this indicator only (may be given several times; klima2035 list indicators)",
    ),
    "milestones_years": (
        "--derive {}: Jahre durch Komma getrennt, jedes von {} bis {}",
        "--derive {}: years parted by commas, each from {} to {}",
    ),
    "milestones_unknown": ("--require {}: diesen Meilenstein gibt es nicht{}", "--require {}: no such milestone{}"),
    "milestones_indicator": ("--indicator {}: unbekannte Messgröße{}", "--indicator {}: unknown indicator{}"),
    "milestones_indicator_open": (
        "--indicator {}: offen, was gezählt wird; einen Bestand, eine Anlage oder eine Stellgröße nennen",
        "--indicator {}: leaves open what is counted; name a stock, an asset or a lever",
    ),
    "milestones_indicator_alone": ("--indicator gehört zu --derive", "--indicator goes with --derive"),
    "milestones_head": ("{title}, Stand {as_of}", "{title}, as of {as_of}"),
    "milestones_later": (
        "Beurteilt zum Stand {as_of}. Gezählt ist bis {last}: `track` und `report` rechnen von dort aus.",
        "Judged as of {as_of}. Counted up to {last}: `track` and `report` go on from there.",
    ),
    "milestones_none": ("Dieses Szenario nennt keine Meilensteine.", "This scenario names no milestones."),
    "milestone_line": ("  {mark} {year}  {title}: {verdict}", "  {mark} {year}  {title}: {verdict}"),
    "milestone_value": ("{value} ({kind}), {sense} {limit}", "{value} ({kind}), {sense} {limit}"),
    "milestone_counted": ("gezählt {}", "counted {}"),
    "milestone_modelled": ("gerechnet", "modelled"),
    "milestone_unknown": ("kein Wert bekannt, {sense} {limit}", "no value known, {sense} {limit}"),
    "milestone_short": ("es fehlen {gap} ({share})", "{gap} short ({share})"),
    "milestone_over": ("{gap} zu viel ({share})", "{gap} too much ({share})"),
    "milestone_met_in": ("Schwelle eingehalten ab {}", "limit kept from {}"),
    "milestone_never": ("bis {} nicht eingehalten", "not kept up to {}"),
    "milestone_pace": (
        "nötig je Jahr ab {as_of}: {needed}; vorgesehen {planned}, zuletzt {so_far}",
        "needed a year from {as_of}: {needed}; planned {planned}, lately {so_far}",
    ),
    "milestones_lead": ("Frühzeichen für {}:", "Leading indicators of {}:"),
    "milestones_lead_line": (
        "    {name}: {now} → {then} ({year}); je Jahr zuletzt {so_far}, vorgesehen {planned}: {keeps}",
        "    {name}: {now} → {then} ({year}); a year lately {so_far}, planned {planned}: {keeps}",
    ),
    "pace_kept": ("Tempo reicht", "pace suffices"),
    "pace_not_kept": ("zu langsam", "too slow"),
    "pace_unknown": ("nicht bekannt", "not known"),
    "milestones_required": (
        "Nicht erreicht: {}",
        "Not reached: {}",
    ),
    "milestones_derived": (
        "{count} Schwellen aus „{title}“ abgeleitet; einzufügen in inputs/{city}/milestones.yaml: {path}",
        "{count} limits derived from “{title}”; to be put into inputs/{city}/milestones.yaml: {path}",
    ),
    "milestones_note_source": (
        "Abgeleitet aus dem Szenario {name} (Stand {as_of}, Kennung {hash}); nicht beschlossen.",
        "Derived from the scenario {name} (as of {as_of}, hash {hash}); not decided by anyone.",
    ),
    "milestones_note_short": (
        "Achtung: Dieses Szenario erreicht „{title}“ selbst nicht ({value}, {sense} {limit}).",
        "Note: this scenario itself does not reach “{title}” ({value}, {sense} {limit}).",
    ),
}  # fmt: skip
