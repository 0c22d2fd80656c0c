"""What the command line says on its own, in German and English: help, refusals, faults."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "fault": ("Fehler: {}", "Error: {}"),
    "more_faults": ("... und {} weitere Fehler", "... and {} more faults"),
    "environment": ("Nicht möglich: {}", "Not possible: {}"),
    "interrupted": ("Abgebrochen.", "Interrupted."),
    "no_option": ("unbekannte Option {}", "unknown option {}"),
    "no_command": ("unbekannter Befehl '{}'", "unknown command '{}'"),
    "too_many_arguments": ("eine Angabe zu viel: klima2035 {}", "one argument too many: klima2035 {}"),
    "missing_argument": ("es fehlt eine Angabe: klima2035 {}", "something is missing: klima2035 {}"),
    "bad_choice": ("erlaubt ist {allowed}", "allowed is {allowed}"),
    "no_value": ("bei {} fehlt ein Wert oder steht einer zu viel", "{} lacks a value or has one too many"),
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
    "usage": ("Aufruf: ", "Usage: "),
    "options": ("Optionen", "Options"),
    "commands": ("Befehle", "Commands"),
    "usage.klima2035": ("BEFEHL [OPTIONEN]", "COMMAND [OPTIONS]"),
    "help": ("Zeigt diese Hilfe.", "Show this help."),
    "version": ("Zeigt die Version.", "Show the version."),
    "help.klima2035": (
        """klima2035 rechnet vor, wie die Treibhausgase einer Stadt unter Maßnahmen-Szenarien sinken, was das kostet
        und wer zahlt.

        Ein SZENARIO ist ein Pfad oder ein Name; Namen werden in ./scenarios gesucht, dann im Programm.""",
        """klima2035 projects a city's greenhouse-gas emissions under measure scenarios, what they cost and who pays.

        A SCENARIO is a path or a name, looked up in ./scenarios, then in the program.""",
    ),
    "help.out": ("Ordner für Ergebnisse (Vorgabe: outputs).", "Folder for results (default: outputs)."),
    "help.lang": ("Sprache: de (Vorgabe) oder en.", "Language: de (default) or en."),
    "help.verbose": ("Nennt Einzelheiten.", "Tell details."),
}
