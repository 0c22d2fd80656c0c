"""What the program says, in German and English; ``{}`` fields are filled by the caller."""

from __future__ import annotations

_TEXTS: dict[str, tuple[str, str]] = {
    # workbook
    "cover": ("Deckblatt", "Cover"),
    "overview": ("Überblick", "Overview"),
    "book_title": ("Klimaszenario: {}", "Climate scenario: {}"),
    "as_of": ("Stand {}", "As of {}"),
    "scenario_code": ("Szenario (Code)", "Scenario (code)"),
    "scenario_city": ("Stadt", "City"),
    "label": ("Bilanzierung", "Accounting"),
    "datenguete": ("Datengüte", "Data quality (Datengüte)"),
    "setting_head": ("Einstellungen", "Settings"),
    "finding_head": ("Befunde", "Findings"),
    "no_findings": ("keine", "none"),
    "note_head": ("Hinweise", "Notes"),
    "note_rows": (
        "Zeilen ohne jeden Wert oder mit lauter Nullen fehlen; Gebäudeflächen sind über die Baualtersklassen summiert.",
        "Rows without any value or with nothing but zeros are left out; floor areas are summed over age classes.",
    ),
    "note_views": (
        "Die Sichten teilen verschieden auf und werden nie addiert; die territoriale Sicht hat ihre eigene Summe.",
        "The views divide in different ways and are never added; the territorial view has a total of its own.",
    ),
    "note_money": (
        "Investitionen sind nominale Euro des Jahres. Bedarf = Summe aller Geldgeber einschließlich der Lücke.",
        "Investment is in nominal euro of the year. Need = sum over all funders including the gap.",
    ),
    "note_files": (
        "Dieselben Zahlen mit Codes und voller Genauigkeit stehen in tables/*.csv, die Herkunft des Laufs in run.json.",
        "The same numbers with codes and in full precision are in tables/*.csv, the origin of the run in run.json.",
    ),
    "sheet_head": ("Blätter", "Sheets"),
    "total": ("Summe", "Total"),
    "need": ("Bedarf (Summe)", "Need (total)"),
    "money_origin": ("Anlass", "Occasion"),
    # the summary of a run
    "head": ("{title} (Stand {as_of})", "{title} (as of {as_of})"),
    "emissions_in": (
        "  Treibhausgase {year}: {value} t CO₂e ({share} gegenüber {base}), {label}",
        "  Greenhouse gases {year}: {value} t CO₂e ({share} against {base}), {label}",
    ),
    "invested": (
        "  Mehrkosten der Maßnahmen {start}–{end}: {value} (nominal), davon Lücke {gap}",
        "  Additional cost of the measures {start}–{end}: {value} (nominal), of which gap {gap}",
    ),
    "assumed_share": (
        "  Volle Investition {year}, Anteil auf angenommenen Kostensätzen: {share}",
        "  Full investment in {year}, share resting on assumed unit costs: {share}",
    ),
    "verdicts": ("  Meilensteine: {}", "  Milestones: {}"),
    "finding_balance": (
        "Bilanz 2017: {} weicht um mehr als das Doppelte der eigenen Unsicherheit vom Veröffentlichten ab.",
        "Balance of 2017: {} had to move by more than twice its own deviation.",
    ),
    "finding_pinning": (
        "Rückrechnung {}–{}: {} um mehr als 15 % auf die veröffentlichten Werte von 1990 gezogen.",
        "History {}–{}: {} pulled by more than 15 % towards the published values of 1990.",
    ),
    "finding_unmet_heat": (
        "Fernwärme: ab {} wird mehr Wärme gebraucht, als die Anlagen liefern (siehe supply.csv).",
        "District heat: from {} on more heat is needed than the plants deliver (see supply.csv).",
    ),
    "finding_unmet_peak": (
        "Fernwärme: ab {} reicht die Leistung der Anlagen am kältesten Tag nicht (siehe supply.csv).",
        "District heat: from {} on the plants' power does not last on the coldest day (see supply.csv).",
    ),
    "finding_limit": (
        "{}: ab {} wird mehr gebraucht, als es gibt (siehe supply.csv).",
        "{}: from {} on more is asked for than there is (see supply.csv).",
    ),
    "finding": ("  Befund: {}", "  Finding: {}"),
    "written": ("  geschrieben: {}", "  written: {}"),
    "difference_in": (
        "{b} gegenüber {a}, {year}: {value} t CO₂e",
        "{b} against {a}, {year}: {value} t CO₂e",
    ),
    # progress
    "reading": ("liest Eingaben", "reading inputs"),
    "running": ("rechnet", "running"),
    "writing": ("schreibt Tabellen", "writing tables"),
    "drawing": ("zeichnet Diagramme", "drawing charts"),
    # validate, list, show
    "valid": ("{}: in Ordnung", "{}: valid"),
    "show_extends": ("Baut auf: {}", "Extends: {}"),
    "show_horizon": ("Stand {}, gerechnet bis {}, Recht vom {}", "As of {}, runs to {}, law as of {}"),
    "show_framework": ("Rahmenbedingungen", "Framework"),
    "show_settings": ("Einstellungen", "Settings"),
    "show_measures": ("Maßnahmen ({})", "Measures ({})"),
    "show_milestones": ("Meilensteine ({})", "Milestones ({})"),
    "show_none": ("keine", "none"),
    "show_reference": ("Referenzpfade", "reference paths"),
    "show_to": ("auf {}", "to {}"),
    "show_add": ("um {} mehr", "by {} more"),
    "show_multiply": ("mal {}", "times {}"),
    "show_move": ("{lever} {target}, {start}–{end}, {shape}", "{lever} {target}, {start}–{end}, {shape}"),
    "show_decider": ("entscheidet: {}; zuständig: {}", "decided by: {}; in charge: {}"),
    "show_files": ("Dateien", "Files"),
    "show_ambition": ("umgesetzt zu {}", "carried out to {}"),
    # faults
    "fault": ("Fehler: {}", "Error: {}"),
    "environment": ("Nicht möglich: {}", "Not possible: {}"),
    "interrupted": ("Abgebrochen.", "Interrupted."),
    "strict": ("--strict: {} Befunde, Rückgabewert 1", "--strict: {} findings, exit code 1"),
    "same_scenario": ("A und B sind dasselbe Szenario ({})", "A and B are the same scenario ({})"),
    "twice": ("zwei Szenarien heißen '{}'", "two scenarios are called '{}'"),
    "no_option": ("unbekannte Option {}", "unknown option {}"),
    "no_command": ("unbekannter Befehl '{}'", "unknown command '{}'"),
    "missing_argument": ("es fehlt eine Angabe: klima2035 {}", "something is missing: klima2035 {}"),
    "bad_choice": ("erlaubt ist {allowed}", "allowed is {allowed}"),
    "is_file": ("das ist eine Datei, kein Ordner", "that is a file, not a folder"),
    "reserved": ("'{}' geht nicht als Ordnername", "'{}' cannot name a folder"),
    "reserved_allowed": (
        "a-z, 0-9, Bindestrich; nicht 'compare' und kein Gerätename wie 'con'",
        "a-z, 0-9, hyphen; neither 'compare' nor a device name such as 'con'",
    ),
    "foreign": (
        "{} enthält keine Ergebnisse dieses Programms und wird nicht ersetzt; bitte ein anderes --out wählen",
        "{} holds no results of this program and is not replaced; choose another --out",
    ),
    "locked": (
        "{} wird gerade von einem anderen Lauf geschrieben ({}); bitte warten oder ein anderes --out wählen",
        "{} is being written by another run ({}); wait or choose another --out",
    ),
    "in_use": (
        "{} lässt sich nicht ersetzen ({}); ist eine Datei darin in einem anderen Programm offen?",
        "{} cannot be replaced ({}); is a file in it open in another program?",
    ),
    # help
    "usage": ("Aufruf: ", "Usage: "),
    "options": ("Optionen", "Options"),
    "commands": ("Befehle", "Commands"),
    "usage.klima2035": ("BEFEHL [OPTIONEN]", "COMMAND [OPTIONS]"),
    "usage.run": ("run [SZENARIO ...] [OPTIONEN]", "run [SCENARIO ...] [OPTIONS]"),
    "usage.validate": ("validate PFAD ...", "validate PATH ..."),
    "usage.compare": ("compare A B [OPTIONEN]", "compare A B [OPTIONS]"),
    "usage.list": (
        "list [scenarios|measures|levers|milestones] [OPTIONEN]",
        "list [scenarios|measures|levers|milestones] [OPTIONS]",
    ),
    "usage.show": ("show SZENARIO [OPTIONEN]", "show SCENARIO [OPTIONS]"),
    "help": ("Zeigt diese Hilfe.", "Show this help."),
    "version": ("Zeigt die Version.", "Show the version."),
    "help.klima2035": (
        """klima2035 rechnet vor, wie die Treibhausgase einer Stadt unter Maßnahmen-Szenarien sinken, was das kostet
        und wer zahlt.

        Ein SZENARIO ist ein Pfad oder ein Name; Namen werden in ./scenarios gesucht, dann im Programm.""",
        """klima2035 projects a city's greenhouse-gas emissions under measure scenarios, what they cost and who pays.

        A SCENARIO is a path or a name, looked up in ./scenarios, then in the program.""",
    ),
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
    "help.list": (
        "Nennt, was es gibt: scenarios, measures, levers oder milestones.",
        "List what there is: scenarios, measures, levers or milestones.",
    ),
    "help.show": (
        "Zeigt ein Szenario in Worten: Maßnahmen, Stellgrößen, Rahmenbedingungen.",
        "Show a scenario in plain words: measures, levers, framework.",
    ),
    "help.out": ("Ordner für Ergebnisse (Vorgabe: outputs).", "Folder for results (default: outputs)."),
    "help.lang": ("Sprache: de (Vorgabe) oder en.", "Language: de (default) or en."),
    "help.no_charts": ("Ohne Diagramme.", "Without charts."),
    "help.strict": ("Rückgabewert 1, wenn es Befunde gibt.", "Exit code 1 if there are findings."),
    "help.verbose": ("Nennt Einzelheiten.", "Tell details."),
    "help.resolved": ("Mit allem, was von den Eltern kommt.", "With all that comes from parents."),
}


def text(key: str, lang: str, *values: object, **named: object) -> str:
    """Return a message in German or English with its fields filled."""
    german, english = _TEXTS[key]
    template = german if lang == "de" else english
    return template.format(*values, **named) if values or named else template
