"""What the commands `run`, `compare` and `validate` say, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "bisko": ("nach BISKO-Systematik, Datengüte {}", "after the BISKO system, data quality {}"),
    "not_bisko": ("nicht BISKO: {}", "not BISKO: {}"),
    "not_bisko_electricity": ("lokaler Strommix", "local electricity mix"),
    "not_bisko_waste_heat": ("physische Abwärme", "physical waste heat"),
    "not_bisko_process_emissions": ("mit Prozessemissionen", "with process emissions"),
    "head": ("{title} (Stand {as_of})", "{title} (as of {as_of})"),
    "emissions_in": (
        "  Treibhausgase {year}: {value} t CO₂e ({share} gegenüber {base}), {label}",
        "  Greenhouse gases {year}: {value} t CO₂e ({share} against {base}), {label}",
    ),
    "invested": (
        "  Mehrkosten der Maßnahmen {start}–{end}: {value} (nominal), davon Lücke {gap}",
        "  Additional cost of the measures {start}–{end}: {value} (nominal), of which gap {gap}",
    ),
    "adoption_financed": (
        "  Umsetzung: nur, was bezahlt wird und was das Handwerk bauen kann",
        "  Adoption: only what is paid for and what the crafts can build",
    ),
    "city_peak": (
        "  Stadt selbst: Spitze {value} ({year}, nominal), bisher {past} im Jahr; Folgekosten {target}: {follow}",
        "  City itself: {value} at the peak ({year}, nominal), so far {past} a year; follow-up cost {target}: {follow}",
    ),
    "assumed_share": (
        "  Volle Investition {year}, Anteil auf angenommenen Kostensätzen: {share}",
        "  Full investment in {year}, share resting on assumed unit costs: {share}",
    ),
    "verdicts": ("  Meilensteine: {}", "  Milestones: {}"),
    "finding_counts": (
        "  Befunde: {serious} ernst, {warning} Warnungen, {note} Hinweise",
        "  Findings: {serious} serious, {warning} warnings, {note} notes",
    ),
    "finding_serious": ("  Ernst: {}", "  Serious: {}"),
    "finding_warning": ("  Warnung: {}", "  Warning: {}"),
    "finding_note": ("  Hinweis: {}", "  Note: {}"),
    "finding_remedy": ("    → {}", "    → {}"),
    "findings_more": (
        "  + {} weitere: siehe results.xlsx, Blatt „Überblick“",
        "  + {} more: see results.xlsx, sheet 'Overview'",
    ),
    "written": ("  geschrieben: {}", "  written: {}"),
    "difference_in": (
        "{b} gegenüber {a}, {year}: {value} t CO₂e",
        "{b} against {a}, {year}: {value} t CO₂e",
    ),
    "running": ("rechnet", "running"),
    "writing": ("schreibt Tabellen", "writing tables"),
    "drawing": ("zeichnet Diagramme", "drawing charts"),
    "note": ("Hinweis: {}", "Note: {}"),
    "valid": ("{}: in Ordnung", "{}: valid"),
    "strict": (
        "--strict: {serious} ernst, {warning} Warnungen ({note} Hinweise zählen nicht); Rückgabewert 1",
        "--strict: {serious} serious, {warning} warnings ({note} notes do not count); exit code 1",
    ),
    "same_scenario": ("A und B sind dasselbe Szenario ({})", "A and B are the same scenario ({})"),
    "twice": ("zwei Szenarien heißen '{}'", "two scenarios are called '{}'"),
    "usage.run": ("run [SZENARIO ...] [OPTIONEN]", "run [SCENARIO ...] [OPTIONS]"),
    "usage.validate": ("validate PFAD ...", "validate PATH ..."),
    "usage.compare": ("compare A B [OPTIONEN]", "compare A B [OPTIONS]"),
    "help.run": (
        """Rechnet Szenarien und schreibt Tabellen und Diagramme.

        Ohne Angabe: klimaneutral-2035 mit dem Trend daneben und beider Vergleich.""",
        """Run scenarios and write tables and charts.

        Without arguments: klimaneutral-2035 with the trend beside it and their comparison.""",
    ),
    "help.validate": (
        "Prüft Dateien: Szenarien, Maßnahmen, Meilensteine, Rahmen, Eingabetabellen. Nennt alle Fehler auf einmal.",
        "Check files: scenarios, measures, milestones, framework, input tables. Names all faults at once.",
    ),
    "help.compare": (
        "Vergleicht zwei Szenarien: Unterschiede nach Sektor und Jahr, B minus A.",
        "Compare two scenarios: differences by sector and year, B minus A.",
    ),
    "help.no_charts": ("Ohne Diagramme.", "Without charts."),
    "help.strict": (
        "Rückgabewert 1, wenn es Warnungen oder ernste Befunde gibt.",
        "Exit code 1 if there are warnings or serious findings.",
    ),
}
