"""What the program says, in German and English; ``{}`` fields are filled by the caller."""

from __future__ import annotations

import errno

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
    "show_move": ("{lever} {target}, {span}, {shape}", "{lever} {target}, {span}, {shape}"),
    "show_by_year": ("{lever}: {years}", "{lever}: {years}"),
    "show_from": ("ab {}", "from {} on"),
    "show_decider": ("entscheidet: {}; zuständig: {}", "decided by: {}; in charge: {}"),
    "show_files": ("Dateien", "Files"),
    "show_ambition": ("umgesetzt zu {}", "carried out to {}"),
    # diff
    "diff_title": ("Unterschied zwischen zwei Szenarien", "Difference between two scenarios"),
    "diff_side": ("{letter}: {title} [{name}], Stand {as_of}", "{letter}: {title} [{name}], as of {as_of}"),
    "diff_sense": (
        "Unterschied heißt B minus A: ein Minus bedeutet, dass B weniger hat. Pfeile führen von A nach B.",
        "Difference means B minus A: a minus means that B has less. Arrows lead from A to B.",
    ),
    "diff_same": ("A und B sind gleich: alle Zahlen stimmen überein.", "A and B are equal: all numbers agree."),
    "diff_same_but_changed": (
        "A und B sind verschieden angelegt, ergeben aber dieselben Zahlen.",
        "A and B are set up differently but give the same numbers.",
    ),
    "diff_horizon": (
        "A rechnet bis {a}, B bis {b}. Verglichen werden die gemeinsamen Jahre bis {last}.",
        "A runs to {a}, B to {b}. The common years up to {last} are compared.",
    ),
    "diff_as_of": (
        "A ist vom Stand {a}, B vom Stand {b}. Summen beginnen {first}, nach dem früheren Stand.",
        "A is as of {a}, B as of {b}. Sums begin in {first}, after the earlier one.",
    ),
    "diff_warn_accounting": (
        (
            "Achtung: Die beiden Bilanzen zählen nach verschiedenen Regeln und sind nicht vergleichbar. "
            "Die Tonnen unten mischen Maßnahmen und Zählweise."
        ),
        (
            "Warning: the two balances count by different rules and are not comparable. "
            "The tonnes below mix measures and ways of counting."
        ),
    ),
    "diff_warn_city": (
        "Achtung: A und B sind verschiedene Städte. Die Unterschiede sagen nichts über Maßnahmen.",
        "Warning: A and B are different cities. The differences say nothing about measures.",
    ),
    "diff_label": ("Bilanzierung von {letter}: {label}", "Accounting of {letter}: {label}"),
    "diff_brief": ("In Kürze", "In brief"),
    "diff_count": ("Maßnahmen in B gegenüber A: {}.", "Measures in B against A: {}."),
    "diff_count_on": ("{} eingeschaltet", "{} switched on"),
    "diff_count_off": ("{} ausgeschaltet", "{} switched off"),
    "diff_count_changed": ("{} geändert", "{} changed"),
    "diff_count_none": ("keine Änderung", "no change"),
    "diff_less": (
        "Treibhausgase {year}: B liegt {value} t CO₂e ({share}) unter A.",
        "Greenhouse gases {year}: B is {value} t CO₂e ({share}) below A.",
    ),
    "diff_more": (
        "Treibhausgase {year}: B liegt {value} t CO₂e ({share}) über A.",
        "Greenhouse gases {year}: B is {value} t CO₂e ({share}) above A.",
    ),
    "diff_equal": ("Treibhausgase {year}: A und B sind gleich.", "Greenhouse gases {year}: A and B are equal."),
    "diff_sum_less": (
        "Summe {first} bis {last}: B stößt {value} t CO₂e weniger aus als A.",
        "Sum {first} to {last}: B emits {value} t CO₂e less than A.",
    ),
    "diff_sum_more": (
        "Summe {first} bis {last}: B stößt {value} t CO₂e mehr aus als A.",
        "Sum {first} to {last}: B emits {value} t CO₂e more than A.",
    ),
    "diff_cost": (
        (
            "Mehrkosten {first} bis {last}, Trend eingeschlossen: A {a}, B {b}; davon ohne Geldgeber (Lücke): "
            "A {gap_a}, B {gap_b}."
        ),
        (
            "Additional cost {first} to {last}, trend included: A {a}, B {b}; of which without a funder (gap): "
            "A {gap_a}, B {gap_b}."
        ),
    ),
    "diff_flips": (
        "Meilensteine mit anderem Urteil: {}.",
        "Milestones with another verdict: {}.",
    ),
    "diff_changed": ("Was geändert wurde", "What was changed"),
    "diff_nothing": ("Nichts.", "Nothing."),
    "diff_frame": ("Rahmen und Einstellungen", "Framework and settings"),
    "diff_one": ("{name}: {a} → {b}", "{name}: {a} → {b}"),
    "diff_city": ("Stadt", "City"),
    "diff_as_of_name": ("Stand", "As of"),
    "diff_horizon_name": ("Gerechnet bis", "Runs to"),
    "diff_law": ("Recht vom", "Law as of"),
    "diff_parents": ("Baut auf", "Extends"),
    "diff_none": ("nichts", "nothing"),
    "diff_on": ("In B eingeschaltet ({})", "Switched on in B ({})"),
    "diff_off": ("In B ausgeschaltet ({})", "Switched off in B ({})"),
    "diff_other": ("In B geändert ({})", "Changed in B ({})"),
    "diff_measure": ("{title} [{name}], entscheidet: {decider}", "{title} [{name}], decided by: {decider}"),
    "diff_ambition": (
        "Umsetzungsgrad {a} → {b} des Wegs zum Ziel",
        "ambition {a} → {b} of the way to the target",
    ),
    "diff_requires": ("setzt voraus: {a} → {b}", "requires: {a} → {b}"),
    "diff_excludes": ("schließt aus: {a} → {b}", "excludes: {a} → {b}"),
    "diff_decider": ("entscheidet: {a} → {b}", "decided by: {a} → {b}"),
    "diff_start": ("Beginn {a} → {b}", "start {a} → {b}"),
    "diff_end": ("Ende {a} → {b}", "end {a} → {b}"),
    "diff_shape": ("Verlauf {a} → {b}", "shape {a} → {b}"),
    "diff_target": ("Ziel {a} → {b}", "target {a} → {b}"),
    "diff_unchanged": ("Ziel unverändert", "target unchanged"),
    "diff_table_unchanged": ("Werte unverändert", "values unchanged"),
    "diff_table": ("Werte {}", "values {}"),
    "diff_lever_on": ("nur in B", "only in B"),
    "diff_lever_off": ("nur in A", "only in A"),
    "diff_milestones": ("Meilensteine", "Milestones"),
    "diff_only_a": ("nur in A: {}", "only in A: {}"),
    "diff_only_b": ("nur in B: {}", "only in B: {}"),
    "diff_year": ("Jahr {a} → {b}", "year {a} → {b}"),
    "diff_limit": ("Grenze {a} → {b}", "limit {a} → {b}"),
    "diff_tolerance": ("Toleranz {a} → {b}", "tolerance {a} → {b}"),
    "diff_files": ("Dateien mit anderem Inhalt", "Files with other contents"),
    "diff_file_other": (
        "{file}: anderer Inhalt (SHA-256 {a} → {b})",
        "{file}: other contents (SHA-256 {a} → {b})",
    ),
    "diff_files_more": (
        "und {} weitere; alle stehen in der JSON-Ausgabe (--as json)",
        "and {} more; all are in the JSON output (--as json)",
    ),
    "diff_findings": ("Befunde, die nur für {} gelten", "Findings that hold for {} only"),
    "diff_effect": ("Was das bewirkt", "What it does"),
    "diff_gases": (
        "Treibhausgase nach Sektor, Unterschied in t CO₂e",
        "Greenhouse gases by sector, difference in t CO₂e",
    ),
    "diff_sector": ("Sektor", "Sector"),
    "diff_sum": ("{}–{} zusammen", "{}–{} in all"),
    "diff_all": ("Unterschied gesamt", "Total difference"),
    "diff_of_a": ("in Prozent von A", "in per cent of A"),
    "diff_total_of": ("Summe {}", "Total {}"),
    "diff_views_agree": (
        (
            "Verbrauchersicht mit Vorketten, auf Tonnen gerundet. Die Programmsicht teilt anders auf und ergibt "
            "in jedem Jahr dieselbe Summe."
        ),
        (
            "End-use view with upstream emissions, rounded to tonnes. The conversion view divides in another way "
            "and gives the same total in every year."
        ),
    ),
    "diff_views_differ": (
        "Verbrauchersicht mit Vorketten, auf Tonnen gerundet. Achtung: Die Programmsicht ergibt eine andere Summe.",
        "End-use view with upstream emissions, rounded to tonnes. Warning: the conversion view gives another total.",
    ),
    "diff_early": (
        (
            "Schon bis {} weichen die beiden Bilanzen voneinander ab, am stärksten {}: um {} t CO₂e. "
            "Eingaben oder Zählweise sind andere."
        ),
        "Already up to {} the two balances differ, most in {}: by {} t CO₂e. Inputs or ways of counting are others.",
    ),
    "diff_money": (
        "Geld {first}–{last} nach Geldgeber in Mio. €: {basis}",
        "Money {first}–{last} by funder in million €: {basis}",
    ),
    "diff_funder": ("Geldgeber", "Funder"),
    "diff_nominal": ("Unterschied", "Difference"),
    "diff_real": ("{} real", "{} real"),
    "diff_money_note": (
        (
            "Nominale Euro der jeweiligen Jahre; „real“ heißt: in Preisen von {}. Enthalten ist auch, was ohne jede "
            "Maßnahme gebaut würde (Trend). Die Vollkosten enthalten die Mehrkosten; beide nicht addieren."
        ),
        (
            "Nominal euro of the respective years; 'real' means in prices of {}. What would be built without any "
            "measure (trend) is included. Full cost contains additional cost; do not add the two."
        ),
    ),
    "diff_price_years": (
        "Achtung: Die realen Preise sind verschiedener Jahre ({a} und {b}).",
        "Warning: the real prices are of different years ({a} and {b}).",
    ),
    "diff_verdicts": ("Meilensteine mit anderem Urteil", "Milestones with another verdict"),
    "diff_no_flips": ("Kein Meilenstein wird anders beurteilt.", "No milestone is judged differently."),
    "diff_milestone": ("Meilenstein", "Milestone"),
    "diff_year_name": ("Jahr", "Year"),
    "diff_absent": ("nicht enthalten", "not included"),
    "diff_levers": ("Stellgrößen, die sich unterscheiden", "Levers that differ"),
    "diff_lever": ("Stellgröße", "Lever"),
    "diff_levers_note": (
        (
            "Die Stellgrößen mit dem größten Abstand im Verhältnis zu ihrem größeren Wert, {shown} von {all}. "
            "Wie viele Tonnen auf eine einzelne entfallen, sagt diese Liste nicht."
        ),
        (
            "The levers with the largest distance in proportion to their larger value, {shown} of {all}. "
            "This list does not say how many tonnes are due to any one of them."
        ),
    ),
    "diff_no_levers": ("Keine.", "None."),
    # faults
    "fault": ("Fehler: {}", "Error: {}"),
    "more_faults": ("... und {} weitere Fehler", "... and {} more faults"),
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
    "usage.diff": ("diff A B [OPTIONEN]", "diff A B [OPTIONS]"),
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
    "help.diff": (
        """Sagt in Worten, was B anders macht als A und was das bewirkt.

        Tonnen nach Sektor und Jahr, Euro nach Geldgeber, Meilensteine mit anderem Urteil. Schreibt auf den Bildschirm;
        mit --out auch in DIR/diff/A--B/ (Text, Markdown und JSON).""",
        """Tell in words what B does otherwise than A and what that does.

        Tonnes by sector and year, euros by funder, milestones with another verdict. Writes to the screen;
        with --out to DIR/diff/A--B/ too (text, Markdown and JSON).""",
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
    "help.as": (
        "Form der Ausgabe: text (Vorgabe), markdown oder json.",
        "Form of output: text (default), markdown or json.",
    ),
    "help.diff_out": ("Schreibt zusätzlich in diesen Ordner.", "Write into this folder too."),
    "help.verbose": ("Nennt Einzelheiten.", "Tell details."),
    "help.resolved": ("Mit allem, was von den Eltern kommt.", "With all that comes from parents."),
}


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
