"""What the commands `init` and `new` say, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "init_done": (
        """Arbeitsordner angelegt: {} (Stadt: {}). Die Anleitung steht in LIESMICH.md. Weiter geht es mit:
  cd {}
  klima2035 validate scenarios/mein-szenario.yaml
  klima2035 run mein-szenario""",
        """Working folder made: {} (city: {}). LIESMICH.md says how to go on (in German). Next:
  cd {}
  klima2035 validate scenarios/mein-szenario.yaml
  klima2035 run mein-szenario""",
    ),
    "init_renewed": (
        "{} ist schon ein Arbeitsordner: schema/ und .vscode/ sind auf dem neuesten Stand, sonst ist nichts geändert.",
        "{} is a working folder already: schema/ and .vscode/ are up to date, nothing else has changed.",
    ),
    "init_no_name": ("es fehlt der Name des Ordners", "the folder's name is missing"),
    "init_link": (
        "{} ist eine Verknüpfung; bitte den Ordner selbst nennen",
        "{} is a symbolic link; name the folder itself",
    ),
    "init_file": (
        "{} ist eine Datei; bitte einen leeren oder neuen Ordner nennen",
        "{} is a file; name an empty or a new folder",
    ),
    "init_foreign": (
        "{} ist weder leer noch ein Arbeitsordner (darin liegt {}); bitte einen leeren oder neuen Ordner nennen",
        "{} is neither empty nor a working folder (it holds {}); name an empty or a new folder",
    ),
    "init_name": (
        "'{}' geht nicht als Ordnername; ohne < > : \" | ? *, ohne Punkt am Ende und kein Gerätename wie 'con'",
        "'{}' cannot name a folder; no < > : \" | ? *, no full stop at its end and no device name such as 'con'",
    ),
    "init_other_city": (
        "{} ist der Arbeitsordner der Stadt '{}'; für '{}' bitte einen anderen Ordner nennen",
        "{} is the working folder of the city '{}'; for '{}' name another folder",
    ),
    "init_marker": (
        "{} ist beschädigt oder von einer neueren Version; erwartet wird schema: {} und der Name der Stadt",
        "{} is damaged or of a newer version; expected are schema: {} and the city's name",
    ),
    "new_done": (
        "geschrieben: {}; prüfen mit: klima2035 validate {}",
        "written: {}; check it with: klima2035 validate {}",
    ),
    "new_exists": (
        "{} gibt es schon und wird nicht überschrieben; bitte einen anderen Namen wählen",
        "{} exists already and is not overwritten; choose another name",
    ),
    "new_shipped": (
        "'{}' heißt ein mitgeliefertes Szenario; bitte einen anderen Namen wählen",
        "'{}' is the name of a shipped scenario; choose another name",
    ),
    "new_name": (
        "'{}' geht nicht als Name; a-z, 0-9, Bindestrich, höchstens 64 Zeichen, kein Gerätename wie 'con'",
        "'{}' cannot be a name; a-z, 0-9, hyphen, at most 64 characters, no device name such as 'con'",
    ),
    "new_parent": (
        "--from '{}' ist kein Name eines Szenarios; siehe 'klima2035 list'",
        "--from '{}' is no name of a scenario; see 'klima2035 list'",
    ),
    "new_title": (
        "--title: erlaubt ist eine Zeile Text, die nicht leer ist",
        "--title: allowed is one line of text that is not empty",
    ),
    "new_place": (
        "{} ist kein Ordner, der hier liegt; dort wird nichts angelegt",
        "{} is no folder that lies here; nothing is written there",
    ),
    "new_no_library": (
        "hier gibt es keinen Ordner {}; ein Arbeitsordner entsteht mit: klima2035 init ORDNER",
        "there is no folder {} here; a working folder is made by: klima2035 init DIR",
    ),
    "new_measure_from": (
        "--from und --measure gehen nicht zusammen: eine Maßnahme hat kein Elternteil",
        "--from and --measure do not go together: a measure has no parent",
    ),
    "usage.init": ("init ORDNER [OPTIONEN]", "init DIR [OPTIONS]"),
    "usage.new": (
        "new NAME [--from SZENARIO | --measure] [OPTIONEN]",
        "new NAME [--from SCENARIO | --measure] [OPTIONS]",
    ),
    "help.init": (
        """Legt einen Arbeitsordner an: Eingaben, Szenarien, Handbuch, ein Szenario zum Ausprobieren.

        In einem Arbeitsordner, den es schon gibt, wird nur erneuert, was Editoren lesen (schema/ und .vscode/).""",
        """Make a working folder: inputs, scenarios, handbook, a scenario to try out.

        In a working folder that exists already only what editors read is renewed (schema/ and .vscode/).""",
    ),
    "help.new": (
        """Legt ein Szenario an, das auf einem anderen aufbaut, oder mit --measure eine Maßnahme.

        Die Maßnahmen des Elternteils stehen als Kommentar darin, zum Ändern. Überschreibt nie etwas.""",
        """Make a scenario that builds on another one, or with --measure a measure.

        The parent's measures are in it as comments, to be changed. Never overwrites anything.""",
    ),
    "help.init_city": (
        "Stadt, deren Eingaben in den Ordner kommen (Vorgabe: wuppertal).",
        "City whose inputs go into the folder (default: wuppertal).",
    ),
    "help.from": (
        "Szenario, auf dem das neue aufbaut (Vorgabe: klimaneutral-2035).",
        "Scenario that the new one builds on (default: klimaneutral-2035).",
    ),
    "help.title": ("Überschrift (Vorgabe: der Name).", "Title (default: the name)."),
    "help.measure": ("Legt eine Maßnahme an statt eines Szenarios.", "Make a measure instead of a scenario."),
}
