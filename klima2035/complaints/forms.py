"""What the form of a file refuses: keys, words, quantities, dates, names."""

from __future__ import annotations

from klima2035.complaints.entry import NAME_RULE, Complaint, complaint

_QUANTITY = ("Zahl mit Einheit, etwa 80 % oder 12 GWh/a", "a number with its unit, such as 80 % or 12 GWh/a")

COMPLAINTS: dict[str, Complaint] = {
    "missing_key": complaint(
        "der Schlüssel '{name}' fehlt", "the key '{name}' is missing",
        todo=("'{name}:' ergänzen", "add '{name}:'"),
    ),
    "missing_above": complaint(
        "der Schlüssel '{name}' fehlt", "the key '{name}' is missing",
        ("hier oder in einem Elternteil", "here or in a parent"), ("'{example}' ergänzen", "add '{example}'"),
    ),
    "schema_missing": complaint(
        "der Schlüssel 'schema' fehlt: die Datei hat keine Versionsangabe", "the key 'schema' is missing: the file has no version",
        ("'schema: {version}' in der ersten Zeile", "'schema: {version}' in the first line"),
        ("ergänzen; für Dateien einer früheren Version: klima2035 upgrade ORDNER", "add it; for files of an earlier version: klima2035 upgrade DIR"),
    ),
    "inputs_missing": complaint(
        "die Datei fehlt: diese Eingaben haben keine Versionsangabe", "the file is missing: these inputs have no version",
        ("drei Zeilen: {lines}", "three lines: {lines}"),
        ("'klima2035 upgrade {folder}' legt sie an", "'klima2035 upgrade {folder}' writes it"),
    ),
    "folder_name": complaint("der Name ist '{name}'", "the name is '{name}'", ("der Name des Ordners, '{folder}'", "the folder's name, '{folder}'")),
    "upgrade_column": complaint(
        "unbekannte Spalte '{name}': ihr Inhalt ginge verloren", "unknown column '{name}': what it holds would be lost",
        ("{known}", "{known}"),
        ("die Spalte umbenennen oder löschen, dann 'klima2035 upgrade {folder}' noch einmal", "rename or delete the column, then 'klima2035 upgrade {folder}' again"),
    ),
    "upgrade_by_hand": complaint(
        "das geht hier nur von Hand: {what}", "this can only be done by hand here: {what}",
        todo=("so ändern, dann 'klima2035 upgrade' noch einmal", "change it so, then 'klima2035 upgrade' again"),
    ),
    "schema_newer": complaint(
        "die Datei hat das Format {found}, dieses Programm kennt Formate bis {version}",
        "the file has format {found}, this program knows formats up to {version}",
        ("schema: {version}", "schema: {version}"), ("eine neuere Version von klima2035 installieren", "install a newer version of klima2035"),
    ),
    "schema_wrong": complaint(
        "schema: {value} ist keine Version des Formats", "schema: {value} is no version of the format",
        ("schema: {version}", "schema: {version}"),
        ("'schema: {version}' schreiben; für Dateien einer früheren Version: klima2035 upgrade ORDNER", "write 'schema: {version}'; for files of an earlier version: klima2035 upgrade DIR"),
    ),
    "unknown_key": complaint("unbekannter Schlüssel '{name}'", "unknown key '{name}'", ("bekannt: {known}", "known keys: {known}")),
    "after_comma": complaint(
        "'{name}' steht allein nach einem Komma", "'{name}' stands alone after a comma",
        ("eine Zahl wie 0.5", "a number such as 0.5"),
        (
            "bei {before} mit Dezimalpunkt schreiben, etwa '{better}', oder den ganzen Text in Anführungszeichen setzen",
            "at {before} write a decimal point, such as '{better}', or put the whole text in quotes",
        ),
    ),
    "unknown_word": complaint("{name}: {value} ist unbekannt", "{name}: {value} is unknown", ("{known}", "{known}")),
    "wrong_type": complaint("{name}: {value} passt hier nicht", "{name}: {value} does not fit here", ("nötig: {wanted}", "needed: {wanted}")),
    "empty_value": complaint("{name} hat keinen Wert", "{name} has no value", todo=("einen Wert angeben oder die Zeile streichen", "give a value or strike the line")),
    "nothing_in": complaint("{name} ist leer", "{name} is empty", ("mindestens eine Angabe", "at least one entry"), ("ergänzen oder die Zeile streichen", "add it or strike the line")),
    "no_unit": complaint("{name}: {value} hat keine Einheit", "{name}: {value} has no unit", _QUANTITY, ("die Einheit ergänzen", "add the unit")),
    "decimal_comma": complaint(
        "{name}: '{value}' hat ein Dezimalkomma", "{name}: '{value}' has a decimal comma",
        ("ein Dezimalpunkt", "a decimal point"), ("'{better}' schreiben", "write '{better}'"),
    ),
    "no_quantity": complaint("{name}: '{value}' ist keine Zahl mit Einheit", "{name}: '{value}' is not a number with a unit", _QUANTITY),
    "not_finite": complaint("{name}: '{value}' ist nicht endlich", "{name}: '{value}' is not finite", _QUANTITY),
    "no_day": complaint("{name}: '{value}' ist kein Tag des Kalenders", "{name}: '{value}' is no day of the calendar", ("etwa 2026-11-01", "such as 2026-11-01")),
    "no_date": complaint(
        "{name}: '{value}' ist kein Datum", "{name}: '{value}' is not a date",
        ("Jahr-Monat-Tag, etwa 2026-11-01", "year-month-day, such as 2026-11-01"),
    ),
    "year_outside": complaint(
        "{name}: {value} liegt außerhalb der Jahre des Modells", "{name}: {value} lies outside the years of the model",
        ("1990 bis {last}", "1990 to {last}"),
    ),
    "no_name": complaint("'{value}' ist kein Name", "'{value}' is not a name", NAME_RULE),
    "reserved_name": complaint(
        "'{value}' geht nicht als Name: Windows oder das Programm brauchen ihn selbst",
        "'{value}' cannot be a name: Windows or the program itself needs it", todo=("einen anderen Namen wählen", "choose another name"),
    ),
    "hidden_sign": complaint(
        "{name}: der Text enthält ein Zeichen, das niemand sieht und das andere dreht, verdeckt oder Geräte steuert ({sign})",
        "{name}: the text holds a sign that nobody sees and that turns or hides others or steers machines ({sign})",
        ("sichtbare Zeichen und Leerzeichen", "visible signs and spaces"), ("das Zeichen löschen", "delete the sign"),
    ),
    "empty_text": complaint("{name}: der Text ist leer", "{name}: the text is empty", ("einige Wörter", "some words")),
}  # fmt: skip
