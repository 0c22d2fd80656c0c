"""What the command ``track`` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "usage.track": (
        "track SZENARIO [--publish NAME] [--out ORDNER] [--no-charts] [--lang de|en]",
        "track SCENARIO [--publish NAME] [--out DIR] [--no-charts] [--lang de|en]",
    ),
    "help.track": (
        ("Monitoring: gezählte Werte neben dem Pfad, warum sie abweichen, wohin es von hier aus geht, was sich "
         "seit der "
        "letzten Veröffentlichung geändert hat."),
        ("Monitoring: counted figures beside the path, why they differ, where it leads from here, what has "
         "changed since "
        "the last account."),
    ),
    "help.publish": (
        ("diesen Stand als Veröffentlichung festhalten, etwa 2026; schreibt "
         "inputs/<Stadt>/monitoring/reported/NAME.csv, "
        "nie ein zweites Mal"),
        ("keep this state as a published account, such as 2026; writes "
         "inputs/<city>/monitoring/reported/NAME.csv, never "
        "twice"),
    ),
    "track_head": (
        "{title}: Pfad ab {as_of}, gezählte Werte bis {latest}",
        "{title}: path from {as_of}, counted figures up to {latest}",
    ),
    "track_nothing": (
        "Nach {} ist nichts gezählt: Der Pfad beginnt hier. Neue Zahlen gehören in inputs/{}/monitoring/.",
        "Nothing has been counted after {}: the path begins here. New figures go into inputs/{}/monitoring/.",
    ),
    "track_year": (
        "Treibhausgase {year}: {actual} ({evidence}), auf dem Pfad {path}: {change}",
        "Greenhouse gases {year}: {actual} ({evidence}), on the path {path}: {change}",
    ),
    "track_by": ("  davon {}", "  of it {}"),
    "evidence_actual": ("aus der Bilanz der Stadt", "from the city's balance"),
    "evidence_total": (
        "von der Stadt als Summe gemeldet; nach Ursachen gerechnet",
        "reported by the city as a sum; by cause modelled",
    ),
    "evidence_partly": ("teils gezählt, teils gerechnet", "partly counted, partly modelled"),
    "evidence_modelled": (
        "gerechnet mit den tatsächlichen Rahmenwerten; keine Bilanz der Stadt",
        "modelled on the actual framework; no balance of the city",
    ),
    "track_counts": ("Gezählt (letzter Stand) und Pfad:", "Counted (newest) and path:"),
    "track_count": (
        "  {name}: {actual} ({day}), auf dem Pfad {path}: {change}",
        "  {name}: {actual} ({day}), on the path {path}: {change}",
    ),
    "track_doubtful": (" – bitte prüfen", " – please check"),
    "track_from_here": ("Von hier aus (ab {}):", "From here (from {} on):"),
    "track_ahead": ("  Treibhausgase {year}: {now}, geplant {plan}", "  Greenhouse gases {year}: {now}, plan {plan}"),
    "track_missing": (
        "In der Bilanz {year} fehlen: {names}. Sie zählen wie gerechnet; wer davon nichts hat, trägt eine Null ein.",
        "The balance of {year} lacks: {names}. They count as modelled; whoever has none of it enters a zero.",
    ),
    "track_lacking": (
        "Ohne Wert für {year}, darum fortgeschrieben: {names}",
        "Without a value for {year}, so carried on: {names}",
    ),
    "track_lacking_others": (
        "Weitere Rahmenwerte ohne Wert für {year}, fortgeschrieben: {count}",
        "Other framework values without a value for {year}, carried on: {count}",
    ),
    "track_as_planned": (
        "Stellgrößen ohne Wert für {year}, darum wie geplant: {count}",
        "Levers without a value for {year}, so as planned: {count}",
    ),
    "track_no_account": (
        "Noch nichts veröffentlicht. Mit --publish {} wird dieser Stand festgehalten.",
        "Nothing published yet. --publish {} keeps this state.",
    ),
    "track_unchanged": (
        "Seit der Veröffentlichung {} ist kein berichteter Wert geändert.",
        "No reported figure has changed since the account {}.",
    ),
    "track_restated": ("Geändert seit der letzten Veröffentlichung:", "Changed since the last account:"),
    "track_restated_line": (
        "  {name} {day}: {was} → {now} (Veröffentlichung {account}); Grund: {reason}",
        "  {name} {day}: {was} → {now} (account {account}); reason: {reason}",
    ),
    "track_gone": ("nicht mehr da", "gone"),
    "track_gone_reason": ("keiner angegeben, die Zeile fehlt", "none given, its row is gone"),
    "track_no_reason": (
        "keiner angegeben (Spalte restated)",
        "none given (column restated)",
    ),
    "track_published": ("veröffentlicht: {}", "published: {}"),
    "track_published_again": ("{} steht schon so da", "{} stands there already"),
    "track_account_name": (
        "--publish {}: ein Name aus a-z, 0-9 und Bindestrich, etwa 2026",
        "--publish {}: a name of a-z, 0-9 and hyphens, such as 2026",
    ),
    "track_account_taken": (
        "{} gibt es schon mit anderem Inhalt. Was veröffentlicht ist, bleibt; einen anderen Namen wählen, etwa {}",
        "{} exists already with other content. What is published stays; choose another name, such as {}",
    ),
    "track_account_place": (
        ("--publish schreibt in den Ordner inputs des Arbeitsordners; {} liegt dort nicht. 'klima2035 init "
         "ORDNER' legt "
        "einen Arbeitsordner an"),
        ("--publish writes into the folder inputs of the working folder; {} is not there. 'klima2035 init DIR' "
         "makes a "
        "working folder"),
    ),
}  # fmt: skip
