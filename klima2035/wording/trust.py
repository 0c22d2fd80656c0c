"""What the commands `reproduce` and `doctor` and the log say, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "usage.reproduce": ("reproduce run.json [--out ORDNER] [--lang de|en]", "reproduce run.json [--out DIR] [--lang de|en]"),
    "help.reproduce": (
        "Macht ein früheres Ergebnis noch einmal und vergleicht es Byte für Byte.\nWas dafür gebraucht wird, liegt im Ordner des Ergebnisses: run.json und inputs.zip. Fehlt die Archivdatei, zählen die\nDateien des Arbeitsordners. Weicht eine Datei oder eine Version ab, wird sie genannt.",
        "Make a past result again and compare it byte by byte.\nWhat it needs lies in the folder of the result: run.json and inputs.zip. Without the archive the files of the\nworking folder count. Each file and version that differs is named.",
    ),
    "help.reproduce_out": (
        "Ordner für das noch einmal gemachte Ergebnis (Vorgabe: reproduced).",
        "Folder for the result made again (default: reproduced).",
    ),
    "usage.doctor": ("doctor [--out ORDNER] [--as text|json] [--lang de|en]", "doctor [--out DIR] [--as text|json] [--lang de|en]"),
    "help.doctor": (
        "Prüft, ob auf diesem Rechner alles da ist: Versionen, Ordner, Schreibrechte, Platz, Schriften, Konsole.",
        "Check that this machine has all that is needed: versions, folders, write access, room, fonts, console.",
    ),
    "doctor_ok": ("in Ordnung", "ok"),
    "doctor_note": ("Hinweis", "note"),
    "doctor_bad": ("FEHLT", "FAULT"),
    "doctor_program": ("Programm", "Program"),
    "doctor_libraries": ("Bibliotheken", "Libraries"),
    "doctor_extra_report": ("Bericht", "Report"),
    "doctor_extra_web": ("Seite", "Page"),
    "doctor_extra_cluster": ("Cluster", "Cluster"),
    "doctor_without_report": ("ohne sie kein report; das Archiv zur Version enthält sie", "without them no report; the archive of the release has them"),
    "doctor_without_web": ("ohne sie kein serve; das Archiv zur Version enthält sie", "without them no serve; the archive of the release has them"),
    "doctor_without_cluster": ("nur für ensemble --scheduler nötig", "needed for ensemble --scheduler only"),
    "doctor_working_folder": ("Arbeitsordner", "Working folder"),
    "doctor_scenarios": ("Szenarien aus", "Scenarios from"),
    "doctor_inputs": ("Eingaben aus", "Inputs from"),
    "doctor_writing": ("Schreiben", "Writing"),
    "doctor_room": ("Freier Platz", "Free space"),
    "doctor_log": ("Protokoll", "Log"),
    "doctor_fonts": ("Schriften", "Fonts"),
    "doctor_console": ("Konsole", "Console"),
    "doctor_path_length": ("Pfadlänge", "Length of paths"),
    "doctor_lacks": ("fehlt: {}", "missing: {}"),
    "doctor_install": ("das Programm noch einmal installieren", "install the program again"),
    "doctor_no_write": (
        "mit --out einen Ordner nennen, in den dieses Konto schreiben darf",
        "name a folder with --out that this account may write to",
    ),
    "doctor_free": ("{} GB", "{} GB"),
    "doctor_no_room": ("Platz schaffen oder mit --out auf ein anderes Laufwerk schreiben", "make room, or write to another drive with --out"),
    "doctor_no_log": ("abgeschaltet (KLIMA2035_LOG ist leer)", "switched off (KLIMA2035_LOG is empty)"),
    "doctor_font": (
        "{} für Diagramme; der PDF-Bericht bringt seine Schriften mit",
        "{} for charts; the PDF report brings its own fonts",
    ),
    "doctor_signs": (
        "kennt nicht alle Zeichen; CO₂ erscheint dort als CO2. Dateien sind davon nicht betroffen",
        "does not know all signs; CO₂ is shown there as CO2. Files are not affected",
    ),
    "doctor_length": ("{} Zeichen bis zum Ergebnisordner, {} bleiben", "{} letters up to the folder for results, {} are left"),
    "doctor_shorter": (
        "einen kürzeren Ordner wählen, etwa C:\\klima, oder lange Pfade in Windows einschalten",
        "choose a shorter folder such as C:\\klima, or switch on long paths in Windows",
    ),
    "doctor_sound": ("Alles da.", "All is well."),
    "doctor_unsound": ("{} Punkte hindern das Programm an der Arbeit.", "{} points keep the program from working."),
    "bug": (
        "Das ist ein Fehler im Programm, nicht in Ihren Dateien. Einzelheiten ohne Namen und Pfade stehen in {}",
        "This is a mistake of the program, not of your files. Details without names and paths are in {}",
    ),
    "changed_while_running": (
        "{} wurde geändert, während gerechnet wurde; das Ergebnis passt zu keiner der beiden Fassungen: noch einmal starten",
        "{} was changed while the run was going on; its result belongs to neither version: start it again",
    ),
    "reproduce_no_file": ("{}: diese Datei gibt es nicht; gebraucht wird die run.json eines Ergebnisses", "{}: there is no such file; the run.json of a result is needed"),
    "reproduce_no_json": ("{}: das ist keine run.json von klima2035 (kein lesbares JSON)", "{}: this is no run.json of klima2035 (not readable as JSON)"),
    "reproduce_no_call": (
        "{}: diese run.json nennt keinen Aufruf: sie stammt aus einer Version vor 1.0 oder ist keine von klima2035. Ihr Abschnitt „files“ nennt die Dateien und ihre Prüfsummen",
        "{}: this run.json names no call: it is from a version before 1.0 or none of klima2035. Its section 'files' names the files and their checksums",
    ),
    "reproduce_bad": (
        "{}: „{}“ ist nicht so, wie klima2035 es schreibt; gebraucht wird die unveränderte run.json eines Ergebnisses",
        "{}: '{}' is not as klima2035 writes it; the unchanged run.json of a result is needed",
    ),
    "reproduce_none": ("keine", "none"),
    "reproduce_versions_same": ("Programm, Python und Bibliotheken: dieselben Versionen wie damals.", "Program, Python and libraries: the same versions as then."),
    "reproduce_version": ("Andere Version: {}, damals {}, jetzt {}", "Another version: {}, then {}, now {}"),
    "reproduce_edited": (
        "Nicht mehr wie geschrieben: {} (seither geändert oder gelöscht)",
        "No longer as it was written: {} (changed or deleted since)",
    ),
    "reproduce_files": ("Eingaben: alle {} Dateien liegen so vor wie damals.", "Inputs: all {} files are at hand as they were."),
    "reproduce_changed": ("Andere Fassung: {}", "Another version: {}"),
    "reproduce_lacking": ("Fehlt: {}", "Missing: {}"),
    "reproduce_nothing": (
        "Nicht gerechnet: {} Dateien liegen nicht so vor wie damals. inputs.zip aus dem Ordner des Ergebnisses neben run.json legen, oder die damaligen Dateien in den Arbeitsordner",
        "Nothing was computed: {} files are not at hand as they were. Put inputs.zip from the folder of the result beside run.json, or the files of that time into the working folder",
    ),
    "reproduce_refused": (
        "Diese Version des Programms nimmt die damaligen Dateien nicht an (Gründe darüber). Mit der Version von damals gelingt es: sie lässt sich aus ihrem Archiv ohne Netz in einen eigenen Ordner installieren",
        "This version of the program does not take the files of that time (reasons above). The version of that time does: it can be installed from its archive, without a network, into a folder of its own",
    ),
    "reproduce_same": ("Alle {} Dateien sind Byte für Byte wieder da.", "All {} files are there again, byte by byte."),
    "reproduce_differs": ("Anderer Inhalt: {}", "Other content: {}"),
    "reproduce_missing": ("Nicht mehr entstanden: {}", "No longer made: {}"),
    "reproduce_added": ("Neu entstanden: {}", "Newly made: {}"),
    "reproduce_more": ("... und {} weitere", "... and {} more"),
    "reproduce_by_version": (
        "{} Dateien sind gleich, {} nicht. Die Eingaben sind dieselben; der Unterschied kommt von den Versionen, die oben stehen",
        "{} files are equal, {} are not. The inputs are the same; the difference comes from the versions named above",
    ),
    "reproduce_by_machine": (
        "{} Dateien sind gleich, {} nicht. Eingaben und Versionen sind dieselben: es bleibt die Art des Rechners (Prozessor, System), von der die letzte Ziffer abhängt",
        "{} files are equal, {} are not. Inputs and versions are the same: what is left is the kind of machine (processor, system), on which the last digit depends",
    ),
}  # fmt: skip
