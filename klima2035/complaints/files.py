"""What can be wrong with a file itself: its kind, its size, its signs, its YAML."""

from __future__ import annotations

from klima2035.complaints.entry import KEEP_ONE, Complaint, complaint

_UTF8 = ("als UTF-8 ohne Byte-Reihenfolge-Marke (BOM) speichern", "save it as UTF-8 without BOM")

COMPLAINTS: dict[str, Complaint] = {
    "no_file": complaint("die Datei gibt es nicht", "the file does not exist"),
    "not_a_file": complaint("das ist keine Datei", "this is not a file", todo=("eine Datei angeben", "name a file")),
    "is_folder": complaint(
        "das ist ein Ordner", "this is a folder",
        ("Dateien mit Endung .yaml oder .csv", "files ending in .yaml or .csv"),
        ("die Dateien darin angeben, etwa {name}/*.yaml", "name the files in it, such as {name}/*.yaml"),
    ),
    "unknown_kind": complaint("diese Art Datei ist unbekannt", "this kind of file is not known", (".yaml oder .csv", ".yaml or .csv")),
    "too_large": complaint("die Datei ist zu groß", "the file is too large", ("höchstens {most}", "at most {most}")),
    "too_many_parts": complaint(
        "die Datei hat zu viele Zeilen und Einträge", "the file has too many lines and entries", ("höchstens {most}", "at most {most}"),
    ),
    "empty": complaint(
        "die Datei ist leer", "the file is empty",
        ("Schlüssel und Werte, etwa 'schema: 1'", "keys and values such as 'schema: 1'"),
    ),
    "utf16": complaint("die Datei ist UTF-16", "the file is UTF-16", ("UTF-8", "UTF-8"), _UTF8),
    "byte_order_mark": complaint(
        "die Datei beginnt mit einer Byte-Reihenfolge-Marke (BOM)", "the file starts with a byte order mark",
        ("UTF-8 ohne BOM", "UTF-8 without BOM"), _UTF8,
    ),
    "not_utf8": complaint("die Datei ist nicht UTF-8", "the file is not UTF-8", ("UTF-8", "UTF-8"), _UTF8),
    "link_leads_out": complaint("die Verknüpfung führt aus dem Ordner hinaus", "the link leads out of the folder", ("{folder}", "{folder}")),
    "not_yaml": complaint(
        "das ist kein YAML: {problem}", "this is not YAML: {problem}",
        todo=("Einrückung, Doppelpunkte und Anführungszeichen prüfen", "check indentation, colons and quotes"),
    ),
    "colon_in_text": complaint(
        "das ist kein YAML: ein zweiter Doppelpunkt in der Zeile", "this is not YAML: a second colon in the line",
        todo=("einen Text mit ': ' in Anführungszeichen setzen", "put a text that holds ': ' in quotes"),
    ),
    "tab": complaint(
        "ein Tabulator in der Einrückung", "a tab in the indentation", ("Leerzeichen", "spaces"),
        ("jeden Tabulator durch zwei Leerzeichen ersetzen", "replace each tab by two spaces"),
    ),
    "too_deep": complaint("die Datei ist zu tief verschachtelt", "the file is nested too deeply", ("höchstens {most} Klammern", "at most {most} brackets")),
    "no_mapping": complaint(
        "die Datei enthält keine Schlüssel und Werte", "the file holds no keys and values",
        ("etwa 'schema: 1'", "such as 'schema: 1'"),
    ),
    "anchor": complaint(
        "Anker und Verweise (& und *) gibt es hier nicht", "anchors and aliases are not used here",
        todo=("den Wert ausschreiben", "write the value out"),
    ),
    "tag": complaint("die Typangabe '{tag}' gibt es hier nicht", "the tag '{tag}' is not used here", todo=("weglassen", "leave it out")),
    "merge_key": complaint(
        "Zusammenführen mit '<<' gibt es hier nicht", "merging with '<<' is not used here",
        todo=("die Schlüssel ausschreiben", "write the keys out"),
    ),
    "key_no_word": complaint("ein Schlüssel muss ein einfaches Wort sein", "a key must be a plain word"),
    "key_twice": complaint(
        "der Schlüssel '{name}' steht zweimal da", "the key '{name}' is given twice",
        ("zuerst in Zeile {first}", "first in line {first}"), KEEP_ONE,
    ),
}  # fmt: skip
