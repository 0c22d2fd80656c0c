"""What the command `upgrade` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "upgrade_about": (
        "neue Datei: Format, Name und Titel der Eingaben von {name}",
        "new file: format, name and title of the inputs of {name}",
    ),
    "upgrade_stated": ("'schema: {version}' ergänzt", "'schema: {version}' added"),
    "upgrade_restated": ("schema: {before} → {version}", "schema: {before} → {version}"),
    "upgrade_first_line": (
        "die erste Zeile, die dem Editor hilft, zeigt auf {to}",
        "the first line, which helps the editor, points to {to}",
    ),
    "upgrade_end": (
        "'end: {year}' bei {lever} gestrichen (bei ramp: step zählt nur start)",
        "'end: {year}' struck at {lever} (with ramp: step only start counts)",
    ),
    "upgrade_table": (
        "Tabelle von {lever} nach Jahren geordnet",
        "table of {lever} put in order of years",
    ),
    "upgrade_span": (
        "Zählregel: gilt für {first} bis {last}, wie bisher alle",
        "counting rule: covers {first} to {last}, as all did so far",
    ),
    "upgrade_series": ("Zeilen von '{name}' nach Jahren geordnet", "rows of '{name}' put in order of years"),
    "upgrade_editor": (
        "Vorschläge und Prüfung für den Editor neu geschrieben: {}",
        "Completion and checks for the editor written anew: {}",
    ),
    "upgrade_nothing": (
        "{}: nichts zu tun, alle Dateien haben das Format {}",
        "{}: nothing to do, all files have format {}",
    ),
    "upgrade_would": (
        "Vorschau: {} Dateien würden geändert, {} kämen hinzu. Geschrieben wurde nichts.",
        "Preview: {} files would change, {} would be added. Nothing was written.",
    ),
    "upgrade_done": ("Dateien geändert: {}, hinzugekommen: {}.", "Files changed: {}, added: {}."),
    "upgrade_backup": ("Die alten Dateien liegen in {}", "The old files are in {}"),
    "upgrade_sound": ("Geprüft: Szenarien und Eingaben sind in Ordnung.", "Checked: scenarios and inputs are valid."),
    "upgrade_left": (
        "Geprüft: Was noch bleibt, ist von Hand zu beheben:",
        "Checked: what remains is to be mended by hand:",
    ),
    "upgrade_refused": (
        "{}: nichts geändert. Zuerst ist zu beheben:",
        "{}: nothing changed. First mend this:",
    ),
    "upgrade_no_folder": (
        "{}: hier gibt es weder scenarios/ noch inputs/; bitte den Ordner angeben, der sie enthält",
        "{}: there is neither scenarios/ nor inputs/; name the folder that holds them",
    ),
    "upgrade_moving": (
        "{} wurde gerade von jemand anderem geändert; bitte upgrade noch einmal aufrufen",
        "{} was just changed by someone else; call upgrade again",
    ),
    "upgrade_undone": (
        "{}: {}. Alle Dateien sind wieder, wie sie waren.",
        "{}: {}. All files are as they were.",
    ),
    "upgrade_half": (
        "{} ließ sich nicht zurückholen; die alte Fassung liegt in {}",
        "{} could not be restored; the old version is in {}",
    ),
    "usage.upgrade": ("upgrade ORDNER [--dry-run]", "upgrade DIR [--dry-run]"),
    "help.upgrade": (
        """Bringt Szenarien und Eingaben eines Ordners auf das Format dieses Programms.

        Der ORDNER enthält scenarios/ oder inputs/. Die alten Dateien bleiben in ORDNER/.backup-1 (-2, ...) erhalten.
        Geändert wird alles oder nichts. Danach wird der Ordner geprüft; Rückgabewert 2, wenn dann noch Fehler
        bleiben.""",
        """Bring scenarios and inputs in a folder to the format of this program.

        DIR holds scenarios/ or inputs/. The old files are kept in DIR/.backup-1 (-2, ...). All is changed or nothing.
        Afterwards the folder is checked; exit code 2 if faults remain.""",
    ),
    "help.dry_run": ("Nennt nur, was sich ändern würde.", "Only tell what would change."),
}
