"""What can be wrong in a file, in German and English: the one catalogue of all faults.

Each entry says what is wrong, what is allowed there and what to do; ``{}`` fields are filled from the
fault's values. A code that is not listed here cannot be raised (``errors.Fault`` refuses it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Pair(NamedTuple):
    """One text in both languages."""

    de: str
    en: str


class Names(NamedTuple):
    """Known names as a value of a fault; a long list is told by the command that prints it."""

    words: tuple[str, ...]
    listing: str = ""


class Complaint(NamedTuple):
    """One entry of the catalogue."""

    what: Pair
    allowed: Pair = Pair("", "")
    todo: Pair = Pair("", "")


LISTED = 12  # names told one by one
LONGEST = 160  # signs of one value that are told

NAME_RULE = ("a-z, 0-9 und Bindestrich, höchstens 64 Zeichen", "a-z, 0-9 and hyphens, at most 64")


def names(words: Iterable[object], listing: str = "") -> Names:
    """Return known names as a fault's value; ``listing`` is the kind that ``list`` prints."""
    return Names(tuple(str(word) for word in words), listing)


def _c(de: str, en: str, allowed: tuple[str, str] = ("", ""), todo: tuple[str, str] = ("", "")) -> Complaint:
    return Complaint(Pair(de, en), Pair(*allowed), Pair(*todo))


_UTF8 = ("als UTF-8 ohne Byte-Reihenfolge-Marke (BOM) speichern", "save it as UTF-8 without BOM")
_QUANTITY = ("Zahl mit Einheit, etwa 80 % oder 12 GWh/a", "a number with its unit, such as 80 % or 12 GWh/a")
_POINT = ("Dezimalpunkt schreiben", "use a decimal point")
_KEEP_ONE = ("nur eine Angabe behalten", "keep one")

COMPLAINTS: dict[str, Complaint] = {
    # the file itself
    "no_file": _c("die Datei gibt es nicht", "the file does not exist"),
    "not_a_file": _c("das ist keine Datei", "this is not a file", todo=("eine Datei angeben", "name a file")),
    "is_folder": _c(
        "das ist ein Ordner", "this is a folder",
        ("Dateien mit Endung .yaml oder .csv", "files ending in .yaml or .csv"),
        ("die Dateien darin angeben, etwa {name}/*.yaml", "name the files in it, such as {name}/*.yaml"),
    ),
    "unknown_kind": _c("diese Art Datei ist unbekannt", "this kind of file is not known", (".yaml oder .csv", ".yaml or .csv")),
    "too_large": _c("die Datei ist zu groß", "the file is too large", ("höchstens {most}", "at most {most}")),
    "too_many_parts": _c(
        "die Datei hat zu viele Zeilen und Einträge", "the file has too many lines and entries", ("höchstens {most}", "at most {most}"),
    ),
    "empty": _c(
        "die Datei ist leer", "the file is empty",
        ("Schlüssel und Werte, etwa 'schema: 1'", "keys and values such as 'schema: 1'"),
    ),
    "utf16": _c("die Datei ist UTF-16", "the file is UTF-16", ("UTF-8", "UTF-8"), _UTF8),
    "byte_order_mark": _c(
        "die Datei beginnt mit einer Byte-Reihenfolge-Marke (BOM)", "the file starts with a byte order mark",
        ("UTF-8 ohne BOM", "UTF-8 without BOM"), _UTF8,
    ),
    "not_utf8": _c("die Datei ist nicht UTF-8", "the file is not UTF-8", ("UTF-8", "UTF-8"), _UTF8),
    "link_leads_out": _c("die Verknüpfung führt aus dem Ordner hinaus", "the link leads out of the folder", ("{folder}", "{folder}")),
    "not_yaml": _c(
        "das ist kein YAML: {problem}", "this is not YAML: {problem}",
        todo=("Einrückung, Doppelpunkte und Anführungszeichen prüfen", "check indentation, colons and quotes"),
    ),
    "colon_in_text": _c(
        "das ist kein YAML: ein zweiter Doppelpunkt in der Zeile", "this is not YAML: a second colon in the line",
        todo=("einen Text mit ': ' in Anführungszeichen setzen", "put a text that holds ': ' in quotes"),
    ),
    "tab": _c(
        "ein Tabulator in der Einrückung", "a tab in the indentation", ("Leerzeichen", "spaces"),
        ("jeden Tabulator durch zwei Leerzeichen ersetzen", "replace each tab by two spaces"),
    ),
    "too_deep": _c("die Datei ist zu tief verschachtelt", "the file is nested too deeply", ("höchstens {most} Klammern", "at most {most} brackets")),
    "no_mapping": _c(
        "die Datei enthält keine Schlüssel und Werte", "the file holds no keys and values",
        ("etwa 'schema: 1'", "such as 'schema: 1'"),
    ),
    "anchor": _c(
        "Anker und Verweise (& und *) gibt es hier nicht", "anchors and aliases are not used here",
        todo=("den Wert ausschreiben", "write the value out"),
    ),
    "tag": _c("die Typangabe '{tag}' gibt es hier nicht", "the tag '{tag}' is not used here", todo=("weglassen", "leave it out")),
    "merge_key": _c(
        "Zusammenführen mit '<<' gibt es hier nicht", "merging with '<<' is not used here",
        todo=("die Schlüssel ausschreiben", "write the keys out"),
    ),
    "key_no_word": _c("ein Schlüssel muss ein einfaches Wort sein", "a key must be a plain word"),
    "key_twice": _c(
        "der Schlüssel '{name}' steht zweimal da", "the key '{name}' is given twice",
        ("zuerst in Zeile {first}", "first in line {first}"), _KEEP_ONE,
    ),
    # what a schema refuses
    "missing_key": _c(
        "der Schlüssel '{name}' fehlt", "the key '{name}' is missing",
        todo=("'{name}:' ergänzen", "add '{name}:'"),
    ),
    "missing_above": _c(
        "der Schlüssel '{name}' fehlt", "the key '{name}' is missing",
        ("hier oder in einem Elternteil", "here or in a parent"), ("'{example}' ergänzen", "add '{example}'"),
    ),
    "schema_missing": _c(
        "der Schlüssel 'schema' fehlt: die Datei hat keine Versionsangabe", "the key 'schema' is missing: the file has no version",
        ("'schema: {version}' in der ersten Zeile", "'schema: {version}' in the first line"),
        ("ergänzen; für Dateien einer früheren Version: klima2035 upgrade ORDNER", "add it; for files of an earlier version: klima2035 upgrade DIR"),
    ),
    "inputs_missing": _c(
        "die Datei fehlt: diese Eingaben haben keine Versionsangabe", "the file is missing: these inputs have no version",
        ("drei Zeilen: {lines}", "three lines: {lines}"),
        ("'klima2035 upgrade {folder}' legt sie an", "'klima2035 upgrade {folder}' writes it"),
    ),
    "folder_name": _c("der Name ist '{name}'", "the name is '{name}'", ("der Name des Ordners, '{folder}'", "the folder's name, '{folder}'")),
    "upgrade_column": _c(
        "unbekannte Spalte '{name}': ihr Inhalt ginge verloren", "unknown column '{name}': what it holds would be lost",
        ("{known}", "{known}"),
        ("die Spalte umbenennen oder löschen, dann 'klima2035 upgrade {folder}' noch einmal", "rename or delete the column, then 'klima2035 upgrade {folder}' again"),
    ),
    "upgrade_by_hand": _c(
        "das geht hier nur von Hand: {what}", "this can only be done by hand here: {what}",
        todo=("so ändern, dann 'klima2035 upgrade' noch einmal", "change it so, then 'klima2035 upgrade' again"),
    ),
    "schema_newer": _c(
        "die Datei hat das Format {found}, dieses Programm kennt Formate bis {version}",
        "the file has format {found}, this program knows formats up to {version}",
        ("schema: {version}", "schema: {version}"), ("eine neuere Version von klima2035 installieren", "install a newer version of klima2035"),
    ),
    "schema_wrong": _c(
        "schema: {value} ist keine Version des Formats", "schema: {value} is no version of the format",
        ("schema: {version}", "schema: {version}"),
        ("'schema: {version}' schreiben; für Dateien einer früheren Version: klima2035 upgrade ORDNER", "write 'schema: {version}'; for files of an earlier version: klima2035 upgrade DIR"),
    ),
    "unknown_key": _c("unbekannter Schlüssel '{name}'", "unknown key '{name}'", ("bekannt: {known}", "known keys: {known}")),
    "after_comma": _c(
        "'{name}' steht allein nach einem Komma", "'{name}' stands alone after a comma",
        ("eine Zahl wie 0.5", "a number such as 0.5"),
        (
            "bei {before} mit Dezimalpunkt schreiben, etwa '{better}', oder den ganzen Text in Anführungszeichen setzen",
            "at {before} write a decimal point, such as '{better}', or put the whole text in quotes",
        ),
    ),
    "unknown_word": _c("{name}: {value} ist unbekannt", "{name}: {value} is unknown", ("{known}", "{known}")),
    "wrong_type": _c("{name}: {value} passt hier nicht", "{name}: {value} does not fit here", ("nötig: {wanted}", "needed: {wanted}")),
    "empty_value": _c("{name} hat keinen Wert", "{name} has no value", todo=("einen Wert angeben oder die Zeile streichen", "give a value or strike the line")),
    "nothing_in": _c("{name} ist leer", "{name} is empty", ("mindestens eine Angabe", "at least one entry"), ("ergänzen oder die Zeile streichen", "add it or strike the line")),
    "no_unit": _c("{name}: {value} hat keine Einheit", "{name}: {value} has no unit", _QUANTITY, ("die Einheit ergänzen", "add the unit")),
    "decimal_comma": _c(
        "{name}: '{value}' hat ein Dezimalkomma", "{name}: '{value}' has a decimal comma",
        ("ein Dezimalpunkt", "a decimal point"), ("'{better}' schreiben", "write '{better}'"),
    ),
    "no_quantity": _c("{name}: '{value}' ist keine Zahl mit Einheit", "{name}: '{value}' is not a number with a unit", _QUANTITY),
    "not_finite": _c("{name}: '{value}' ist nicht endlich", "{name}: '{value}' is not finite", _QUANTITY),
    "no_day": _c("{name}: '{value}' ist kein Tag des Kalenders", "{name}: '{value}' is no day of the calendar", ("etwa 2026-11-01", "such as 2026-11-01")),
    "no_date": _c(
        "{name}: '{value}' ist kein Datum", "{name}: '{value}' is not a date",
        ("Jahr-Monat-Tag, etwa 2026-11-01", "year-month-day, such as 2026-11-01"),
    ),
    "year_outside": _c(
        "{name}: {value} liegt außerhalb der Jahre des Modells", "{name}: {value} lies outside the years of the model",
        ("1990 bis {last}", "1990 to {last}"),
    ),
    "no_name": _c("'{value}' ist kein Name", "'{value}' is not a name", NAME_RULE),
    "reserved_name": _c(
        "'{value}' geht nicht als Name: Windows oder das Programm brauchen ihn selbst",
        "'{value}' cannot be a name: Windows or the program itself needs it", todo=("einen anderen Namen wählen", "choose another name"),
    ),
    "empty_text": _c("{name}: der Text ist leer", "{name}: the text is empty", ("einige Wörter", "some words")),
    # quantities, levers, measures
    "unknown_unit": _c("'{value}' hat die unbekannte Einheit '{unit}'", "'{value}' has an unknown unit '{unit}'", ("{known}", "{known}")),
    "wrong_dimension": _c(
        "'{value}' ist {given}, {name} ist {wanted}", "'{value}' is {given}, {name} is {wanted}", ("Einheiten {known}", "units {known}"),
    ),
    "out_of_bounds": _c(
        "'{value}' liegt außerhalb der Grenzen von {name}", "'{value}' lies outside the bounds of {name}",
        ("{low} bis {high}", "{low} to {high}"), ("klima2035 explain {name} sagt mehr", "klima2035 explain {name} tells more"),
    ),
    "percent_or_share": _c(
        "'{value}' liegt außerhalb der Grenzen von {name}", "'{value}' lies outside the bounds of {name}",
        ("{low} bis {high}", "{low} to {high}"), ("ist '{better}' gemeint?", "is '{better}' meant?"),
    ),
    "no_share": _c("{name} '{value}' ist kein Anteil des Weges", "{name} '{value}' is no share of the way", ("0 % bis 100 %", "0 % to 100 %")),
    "unknown_lever": _c("unbekannte Stellgröße '{name}'", "unknown lever '{name}'", ("{known}", "{known}")),
    "unknown_measure": _c("unbekannte Maßnahme '{name}'", "unknown measure '{name}'", ("{known}", "{known}")),
    "names_itself": _c("'{name}' nennt sich selbst", "'{name}' names itself", todo=("streichen", "strike it")),
    "circle_of_requires": _c("die Voraussetzungen bilden einen Kreis", "the prerequisites go round in a circle", todo=("eine davon streichen", "strike one of them")),
    "file_name": _c("der Name ist '{name}'", "the name is '{name}'", ("der Name der Datei, '{stem}'", "the file's name, '{stem}'")),
    "ramp_needs": _c("der Schlüssel '{name}' fehlt", "the key '{name}' is missing", ("zu ramp: {ramp} gehören {known}", "ramp: {ramp} takes {known}"), ("'{name}:' ergänzen", "add '{name}:'")),
    "ramp_refuses": _c("'{name}' passt nicht zu ramp: {ramp}", "'{name}' does not go with ramp: {ramp}", ("{known}", "{known}"), ("streichen", "strike it")),
    "range_above_target": _c(
        "die Spanne beginnt mit {low} über dem Ziel {to}", "the range begins with {low} above the target {to}",
        ("low höchstens {to}", "low at most {to}"), ("low senken oder das Ziel (to) anheben", "lower low or raise the target (to)"),
    ),
    "range_below_target": _c(
        "die Spanne endet mit {high} unter dem Ziel {to}", "the range ends with {high} below the target {to}",
        ("high mindestens {to}", "high at least {to}"), ("high anheben oder das Ziel (to) senken", "raise high or lower the target (to)"),
    ),
    "range_flat": _c(
        "die Spanne hat keine Breite: low und high sind beide {low}", "the range has no width: low and high are both {low}",
        ("low kleiner als high", "low below high"), ("die Spanne weiten oder 'range' streichen", "widen the range or strike 'range'"),
    ),
    "years_unsorted": _c(
        "das Jahr {year} steht nach {before}", "the year {year} stands after {before}",
        ("Jahre in aufsteigender Folge", "years in ascending order"), ("die Zeilen ordnen", "put the lines in order"),
    ),
    "end_before_start": _c(
        "{name}: Ende {end} liegt vor dem Beginn {start}", "{name}: end {end} lies before start {start}",
        ("{start} oder später", "{start} or later"), ("Beginn (start) und Ende (end) prüfen", "set both start and end"),
    ),
    "no_end": _c(
        "'{name}' hat kein Ende: ihre Stellgrößen folgen Stufen oder Tabellen", "'{name}' has no end: its levers follow steps or tables",
        ("start", "start"), ("nur den Beginn ändern oder Werte je Jahr als table angeben", "change the start only, or give values by year as table"),
    ),
    "out_of_bounds_added": _c(
        "'{value}' mehr als im Trend führt über die Grenzen von {name}", "'{value}' above the trend goes beyond the bounds of {name}",
        ("die Stellgröße selbst: {low} bis {high}", "the lever itself: {low} to {high}"), ("klima2035 explain {name} sagt mehr", "klima2035 explain {name} tells more"),
    ),
    "starts_too_early": _c(
        "{name} beginnt {start}: Maßnahmen wirken erst nach dem Stand (as_of {as_of})",
        "{name} starts in {start}: measures act after as_of {as_of}",
        ("{earliest} oder später", "{earliest} or later"), ("'start: {earliest}' setzen", "set 'start: {earliest}'"),
    ),
    "after_horizon": _c("{name} {year} liegt nach dem Horizont {horizon}", "{name} {year} lies after the horizon {horizon}", ("bis {horizon}", "to {horizon}")),
    "lever_not_moved": _c("'{measure}' bewegt die Stellgröße '{name}' nicht", "'{measure}' does not move the lever '{name}'", ("{known}", "{known}")),
    "follows_table": _c(
        "{name} folgt einer Tabelle", "{name} follows a table", ("table", "table"), ("Werte als Tabelle angeben", "give a table instead"),
    ),
    "excludes": _c("'{name}' und '{other}' schließen einander aus", "'{name}' and '{other}' exclude each other", todo=("eine davon im Szenario auf false setzen", "set one of them to false in the scenario")),
    "unknown_groups": _c("keine Gruppendatei '{name}'", "no file of groups '{name}'", ("{known} oder ein Pfad", "{known} or a path")),
    "group_twice": _c(
        "'{name}' steht schon in der Gruppe '{group}'", "'{name}' stands in the group '{group}' already",
        ("jede Maßnahme in einer Gruppe", "each measure in one group"), ("eine Angabe streichen", "strike one of them"),
    ),
    "group_splits": _c(
        "'{name}' und '{other}' schließen einander aus und stehen in zwei Gruppen", "'{name}' and '{other}' exclude each other and stand in two groups",
        ("eine gemeinsame Gruppe", "one group for both"), ("beide in '{group}' aufnehmen", "put both into '{group}'"),
    ),
    "group_named_as_measure": _c(
        "die Gruppe heißt wie die Maßnahme '{name}', die nicht in ihr steht", "the group is called like the measure '{name}', which is not in it",
        ("ein eigener Name", "a name of its own"), ("die Gruppe umbenennen oder die Maßnahme aufnehmen", "rename the group or add the measure"),
    ),
    "unknown_source": _c(
        "die Quelle '{name}' steht nicht in sources.csv", "source '{name}' is not in sources.csv",
        ("ein Schlüssel aus sources.csv", "a key of sources.csv"),
    ),
    "unknown_asset": _c("'{name}' ist keine bekannte Anlage", "no asset is called '{name}'", ("{known}", "{known}")),
    "unknown_programme": _c("'{name}' ist kein bekanntes Förderprogramm", "no programme is called '{name}'", ("{known}", "{known}")),
    "basis_mixed": _c(
        "basis '{value}' bei '{name}', in seiner ersten Zeile '{first}'", "basis '{value}' of '{name}', '{first}' in its first row",
        ("ein Programm zählt entweder die vollen Kosten oder die Mehrkosten", "a programme counts either the full cost or the premium"),
        ("angleichen oder ein zweites Programm anlegen", "make them alike or add a second programme"),
    ),
    "funding_bounds": _c(
        "{name} '{value}' liegt außerhalb der Grenzen", "{name} '{value}' lies outside its bounds",
        ("rate: 0 % bis 200 %; pot: ab 0 EUR/a", "rate: 0 % to 200 %; pot: from 0 EUR/a"),
    ),
    "funding_past": _c(
        "{name} {value} liegt in der Vergangenheit des Szenarios", "{name} {value} lies in the past of the scenario",
        ("ab {first}: was bis zum Stand geschah, ändert kein Szenario", "from {first} on: no scenario changes what happened up to as_of"),
    ),
    "funding_nothing": _c(
        "bei '{name}' steht keine Änderung", "nothing is changed in '{name}'",
        ("ends, resumes, rate oder pot", "ends, resumes, rate or pot"), ("eine davon ergänzen oder die Zeile streichen", "add one of them or strike the line"),
    ),
    "funding_from_alone": _c(
        "from_year allein ändert an '{name}' nichts", "from_year alone changes nothing in '{name}'",
        ("from_year gehört zu rate oder pot", "from_year goes with rate or pot"), ("rate oder pot ergänzen", "add rate or pot"),
    ),
    "funding_not_suspended": _c(
        "'{name}' ist {year} und danach nicht ausgesetzt: resumes ändert nichts", "'{name}' is not suspended in {year} or later: resumes changes nothing",
        todo=("klima2035 explain {name} zeigt, wann es zahlt", "klima2035 explain {name} shows when it pays"),
    ),
    "name_lost": _c(
        "'{name}' kommt sonst nirgends vor, und '{other}' fehlt (gebraucht von {where})",
        "'{name}' stands nowhere else, and '{other}' is missing (used by {where})",
    ),
    "name_missing": _c("'{name}' fehlt (gebraucht von {where})", "'{name}' is missing (used by {where})", todo=("eine Zeile ergänzen", "add a row")),
    "requires_missing": _c(
        "'{name}' wirkt nicht: die Voraussetzung '{other}' ist nicht eingeschaltet", "'{name}' has no effect: its prerequisite '{other}' is not switched on",
        todo=("'{other}: true' ergänzen", "add '{other}: true'"),
    ),
    # measures: notes on what does not fit together
    "asset_astray": _c(
        "keine Stellgröße dieser Maßnahme baut oder ersetzt '{name}'", "no lever of this measure builds or replaces '{name}'",
        ("sie bauen oder ersetzen: {known}", "they build or replace: {known}"), ("unter 'assets' streichen", "strike it from 'assets'"),
    ),
    "assets_left_out": _c(
        "unter 'assets' steht nichts von dem, was '{name}' baut oder ersetzt", "'assets' names nothing of what '{name}' builds or replaces",
        ("das ist: {known}", "that is: {known}"), ("unter 'assets' nennen", "name it in 'assets'"),
    ),
    "programme_astray": _c(
        "das Förderprogramm '{name}' zahlt für nichts, was diese Maßnahme baut", "the programme '{name}' pays for nothing that this measure builds",
        ("es zahlt für: {known}", "it pays for: {known}"), ("unter 'funding' streichen", "strike it from 'funding'"),
    ),
    "programme_other_payer": _c(
        "das Förderprogramm '{name}' zahlt niemandem, der diese Maßnahme bezahlt ({payers})",
        "the programme '{name}' pays nobody who bears the cost of this measure ({payers})",
        ("es zahlt an: {known}", "it pays: {known}"), ("unter 'funding' streichen", "strike it from 'funding'"),
    ),
    "programme_over": _c(
        "das Förderprogramm '{name}' zahlt nur bis {year}, die Maßnahme beginnt {first}", "the programme '{name}' pays to {year} only, the measure starts in {first}",
        todo=("unter 'funding' streichen", "strike it from 'funding'"),
    ),
    "programme_later": _c(
        "das Förderprogramm '{name}' zahlt erst ab {year}, die Maßnahme ist {last} am Ziel", "the programme '{name}' pays from {year} only, the measure is there in {last}",
        todo=("unter 'funding' streichen", "strike it from 'funding'"),
    ),
    "programme_suspended": _c(
        "das Förderprogramm '{name}' ist seit {year} ausgesetzt, die Maßnahme beginnt {first}", "the programme '{name}' is suspended since {year}, the measure starts in {first}",
        todo=("unter 'funding' streichen", "strike it from 'funding'"),
    ),
    "sector_astray": _c(
        "zum Sektor '{name}' gehört keine Stellgröße dieser Maßnahme", "no lever of this measure belongs to the sector '{name}'",
        ("ihre Stellgrößen gehören zu: {known}", "its levers belong to: {known}"), ("'sector' ändern", "change 'sector'"),
    ),
    "sources_empty": _c(
        "die Maßnahme nennt keine Quelle", "the measure names no source", ("ein Schlüssel aus sources.csv", "a key of sources.csv"),
        ("unter 'sources' nennen", "name it in 'sources'"),
    ),
    # scenarios
    "circle_of_parents": _c(
        "die Eltern bilden einen Kreis: {names}", "the parents go round in a circle: {names}",
        todo=("ein 'extends' streichen", "strike one 'extends'"),
    ),
    "too_many_parents": _c("mehr als {most} Eltern in Folge", "more than {most} parents in a row", ("höchstens {most}", "at most {most}")),
    "unknown_parent": _c("unbekanntes Elternteil '{name}'", "unknown parent '{name}'", ("{known}", "{known}")),
    "unknown_framework_file": _c("unbekannte Rahmendatei '{name}'", "unknown framework file '{name}'", ("{known}", "{known}")),
    "unknown_scenario": _c("kein Szenario '{name}'", "no scenario '{name}'", ("{known}", "{known}")),
    "unknown_city": _c("keine Eingaben für die Stadt '{name}'", "no inputs for city '{name}'", ("{known}", "{known}")),
    "as_of_before_base": _c("as_of {value} liegt vor {base}", "as_of {value} lies before {base}", ("{base} bis {last}", "{base} to {last}")),
    "horizon_before_as_of": _c("der Horizont {value} liegt nicht nach dem Stand (as_of {as_of})", "horizon {value} does not lie after as_of {as_of}", ("{first} bis {last}", "{first} to {last}")),
    "unknown_variant": _c("{setting}: kein Pfad '{value}' für {name}", "{setting}: no variant '{value}' of {name}", ("{known}", "{known}")),
    "no_actual": _c("as_of {value}: kein tatsächlicher Wert für {name}", "as_of {value}: no actual value of {name}", ("{first} bis {last}", "{first} to {last}")),
    # stress cases
    "unknown_stress": _c("ein Stressfall '{name}' ist nicht bekannt", "no stress case is called '{name}'", ("{known}", "{known}")),
    "scenario_exists": _c(
        "ein Szenario '{name}' gibt es schon", "there is a scenario '{name}' already",
        todo=("einen anderen Namen wählen; überschrieben wird nie", "choose another name; nothing is written over"),
    ),
    "another_city": _c(
        "das Szenario gehört zu '{value}'; diese Seite zeigt '{city}'", "the scenario is of '{value}'; this page shows '{city}'",
        todo=("klima2035 serve mit einem Szenario dieser Stadt starten", "start klima2035 serve with a scenario of that city"),
    ),
    "stress_plan_only": _c(
        "unter Stress gibt es weder Band noch Anrechnung: beide gelten für das Szenario, wie es geplant ist",
        "under stress there is neither band nor credit: both hold for the scenario as it is planned",
        todo=("Stressfälle abwählen", "switch the stress cases off"),
    ),
    "unknown_number": _c("'{name}' ist keine Zahl dieser Seite", "'{name}' is no number of this page"),
    "stress_apart": _c(
        "die Stressfälle '{one}' und '{other}' wollen Verschiedenes von derselben Sache",
        "the stress cases '{one}' and '{other}' want different things of the same setting",
        todo=("einen von beiden abwählen", "choose one of them"),
    ),
    "stress_input": _c(
        "'{name}' ist keine Größe, die ein Stressfall ändern kann", "'{name}' is no input that a stress case can change",
        ("Größen, die für die Jahre nach dem Stand gelten: Rahmen, Pfade, Stellgrößen, Kosten, Preise, Handwerk, Fördersätze",
         "inputs of the years after as_of: framework, paths, levers, cost, prices, crafts, grant rates"),
        ("klima2035 list inputs nennt alle Größen", "klima2035 list inputs prints all inputs"),
    ),
    "stress_label": _c("'{name}' hat keine Spalte '{column}'", "'{name}' has no column '{column}'", ("{known}", "{known}")),
    "stress_operation": _c(
        "hier gehört genau eine Änderung hin, gefunden: {found}", "exactly one change belongs here, found: {found}",
        ("factor, add, set oder delay", "factor, add, set or delay"),
    ),
    "stress_nothing": _c(
        "der Stressfall ändert nichts", "the stress case changes nothing",
        todo=("'inputs:', 'funding:' oder 'framework:' angeben", "give 'inputs:', 'funding:' or 'framework:'"),
    ),
    "stress_no_effect": _c(
        "diese Änderung von '{name}' hat keine Wirkung", "this change of '{name}' has no effect",
        ("eine, die nach {as_of} einen Wert ändert", "one that changes a value after {as_of}"),
        ("Auswahl (where), Jahre und Wert prüfen", "check labels (where), years and value"),
    ),
    "stress_past": _c(
        "{name} {value} liegt in der Vergangenheit des Szenarios", "{name} {value} lies in the past of the scenario",
        ("ab {first}: was bis zum Stand geschah, ändert kein Stressfall", "from {first} on: no stress case changes what happened up to as_of"),
    ),
    "stress_key": _c(
        "'{column}' gibt es für '{name}' nicht", "'{column}' does not go with '{name}'", ("{known}", "{known}"),
        ("streichen", "strike it"),
    ),
    "stress_delay": _c("'{value}' ist keine Verspätung", "'{value}' is no delay", ("ganze Jahre, 1 a bis 30 a", "whole years, 1 a to 30 a")),
    "stress_bounds": _c(
        "'{name}' wird {found}", "'{name}' becomes {found}", ("{low} bis {high}", "{low} to {high}"),
        ("den Wert kleiner oder größer wählen", "choose a smaller or larger value"),
    ),
    "stress_years": _c(
        "by_year {value} liegt vor from_year {first}", "by_year {value} lies before from_year {first}", ("ab {first}", "from {first} on"),
    ),
    "stress_whole": _c(
        "von '{name}' bleibt nichts, was den Rest zu 100 % ergänzt", "nothing of '{name}' is left to fill up to 100 %",
        todo=("weniger Zeilen auswählen (where)", "pick fewer rows (where)"),
    ),
    "unknown_milestone": _c("unbekannter Meilenstein '{name}'", "unknown milestone '{name}'", ("{known}", "{known}")),
    "given_twice": _c("'{name}' steht zweimal da", "'{name}' is given twice", todo=_KEEP_ONE),
    "unknown_quantity": _c("'{word}' in '{name}' ist unbekannt", "'{word}' in '{name}' is unknown", ("{known}", "{known}")),
    "open_quantity": _c(
        "'{name}' lässt offen, was gezählt wird", "'{name}' leaves open what is counted",
        ("etwa final_energy:heating_oil, stocks:heated_area/gas_boiler", "such as final_energy:heating_oil, stocks:heated_area/gas_boiler"),
        ("den Bestand, die Anlage oder die Stellgröße nennen", "name the stock, the asset or the lever"),
    ),
    "unknown_indicator": _c("unbekannte Messgröße '{name}'", "unknown indicator '{name}'", ("{known}", "{known}")),
    "tolerance_unit": _c("'{value}' passt nicht zur Grenze '{limit}'", "'{value}' does not fit the limit '{limit}'", ("Einheiten {known}", "units {known}")),
    "derived_scenario": _c("ein abgeleiteter Meilenstein nennt sein Szenario", "a derived milestone names its scenario", ("scenario", "scenario"), ("'scenario:' ergänzen", "add 'scenario:'")),
    "decided_document": _c("ein beschlossener Meilenstein nennt seinen Beschluss", "a decided milestone names its document", ("document oder source", "document or source"), ("'document:' ergänzen", "add 'document:'")),
    # tables
    "table_empty": _c("die Tabelle ist leer", "the table is empty", ("erste Zeile: {columns}", "first line: {columns}")),
    "no_rows": _c("die Tabelle hat nur eine Kopfzeile", "the table has nothing but a header", todo=("Zeilen ergänzen oder die Datei löschen", "add rows or delete the file")),
    "no_commas": _c(
        "die Zellen sind nicht durch Kommas getrennt", "the cells are not separated by commas",
        ("Komma und Dezimalpunkt", "comma and decimal point"), ("als CSV mit Komma speichern", "save it as CSV, comma"),
    ),
    "too_many_columns": _c("die Tabelle hat {found} Spalten", "the table has {found} columns", ("höchstens {most}", "at most {most}")),
    "columns_missing": _c("Spalten fehlen: {missing}", "columns missing: {missing}", ("erste Zeile: {columns}", "first line: {columns}")),
    "column_twice": _c("die Spalte '{name}' steht zweimal da", "columns twice: {name}", todo=_KEEP_ONE),
    "unknown_column": _c("unbekannte Spalte '{name}'", "unknown column '{name}'", ("{known}", "{known}")),
    "not_csv": _c("das ist kein CSV: {problem}", "this is not CSV: {problem}", todo=("Anführungszeichen schließen", "close the quotes")),
    "cells": _c(
        "{found} Zellen, wo die Kopfzeile {wanted} hat", "{found} cells where the header has {wanted}",
        todo=("Kommas prüfen, einen Text mit Komma in Anführungszeichen setzen", "check the commas, put a text with a comma in quotes"),
    ),
    "unknown_input": _c("unbekannte Größe '{name}' (Spalte key)", "unknown key '{name}'", ("{known}", "{known}")),
    "cell_missing": _c("{column} fehlt", "{column} is missing", ("{known}", "{known}")),
    "unknown_cell": _c("{column} '{value}' ist unbekannt", "{column} '{value}' is unknown", ("{known}", "{known}")),
    "assumed_range": _c(
        "ein angenommener Wert braucht eine Spanne", "an assumed value needs a range",
        ("low und high, oder distribution 'fixed' für einen Wert, der nicht unsicher ist", "low and high, or distribution 'fixed' for a value that is not uncertain"),
        ("beide angeben oder 'fixed' eintragen", "give both or write 'fixed'"),
    ),
    "fixed_range": _c(
        "ein Wert mit distribution 'fixed' wird nicht gezogen und hat keine Spanne", "a value with distribution 'fixed' is not drawn and has no range",
        ("low und high leer", "low and high empty"), ("beide Zellen leeren oder eine andere Verteilung eintragen", "empty both cells or write another distribution"),
    ),
    "no_width": _c(
        "die Spanne hat keine Breite: low und high sind beide {value}", "the range has no width: low and high are both {value}",
        ("low kleiner als high, oder distribution 'fixed' ohne low und high", "low below high, or distribution 'fixed' without low and high"),
        ("die Spanne weiten, oder beide Zellen leeren und 'fixed' eintragen", "widen the range, or empty both cells and write 'fixed'"),
    ),
    "half_range": _c("der Spanne fehlt {column}", "the range lacks {column}", ("low und high, oder keines von beiden", "low and high, or neither"), ("beide angeben oder beide leeren", "give both or empty both")),
    "shape_without_range": _c(
        "die Verteilung '{value}' braucht eine Spanne", "the distribution '{value}' needs a range",
        ("low und high", "low and high"), ("beide angeben oder distribution leeren", "give both or empty distribution"),
    ),
    "lognormal_low": _c(
        "eine lognormale Spanne kann nicht bei {low} beginnen", "a lognormal range cannot begin at {low}",
        ("low größer als 0", "low above 0"), ("low anheben oder eine andere Verteilung eintragen", "raise low or write another distribution"),
    ),
    "outside_range": _c("der Wert {value} liegt außerhalb seiner Spanne", "value {value} lies outside its range", ("{allowed}", "{allowed}")),
    "source_missing": _c("die Quelle fehlt", "source is missing", ("ein Schlüssel aus sources.csv", "a key of sources.csv")),
    "needs_column": _c("'{name}' braucht die Spalte {column}", "'{name}' needs the column {column}", ("{known}", "{known}")),
    "refuses_column": _c("'{name}' hat kein {column}", "'{name}' has no {column}", todo=("die Zelle leer lassen", "leave the cell empty")),
    "unknown_cell_unit": _c("unbekannte Einheit '{unit}'", "unknown unit '{unit}'", ("{known}", "{known}")),
    "unit_missing": _c("die Einheit fehlt", "unit is missing", ("{known}", "{known}")),
    "wrong_cell_unit": _c("'{unit}' ist {given}, nötig ist {wanted} ('{to}')", "'{unit}' is {given}, needed is {wanted} ('{to}')", ("{known}", "{known}")),
    "cut_off": _c(
        "die Datei endet mitten in einer Zeile", "the file ends in the middle of a line",
        ("ein Zeilenende nach der letzten Zeile", "a line end after the last line"),
        ("prüfen, ob Zeilen fehlen; dann neu speichern", "check whether lines are missing, then save it again"),
    ),
    "counted_late": _c(
        "am {value} ist gezählt, davor zuletzt {last}", "counted on {value}, before that last in {last}",
        ("bis {latest}", "up to {latest}"), ("das Jahr prüfen", "check the year"),
    ),
    "account_cut": _c(
        "das Ende der Veröffentlichung fehlt", "the end of the account is missing",
        ("als letzte Zeile 'end' mit Zahl der Werte und Prüfsumme", "as last line 'end' with the number of figures and a checksum"),
        ("die Datei aus der Sicherung holen", "take the file from a backup"),
    ),
    "account_changed": _c(
        "die Veröffentlichung ist nachträglich geändert worden", "the account has been changed afterwards",
        ("der Stand, der veröffentlicht wurde", "the state that was published"),
        ("die Datei aus der Sicherung holen; einen neuen Stand unter anderem Namen veröffentlichen", "take the file from a backup; publish a new state under another name"),
    ),
    "counted_negative": _c("ein gezählter Wert kann nicht {value} sein", "a counted value cannot be {value}", ("0 oder mehr", "0 or more")),
    "counted_unit": _c("'{unit}' ist keine Einheit von '{name}'", "'{unit}' is no unit of '{name}'", ("{known}", "{known}")),
    "no_number": _c("{column} '{value}' ist keine Zahl", "{column} '{value}' is not a number", ("eine Zahl wie 0.5", "a number such as 0.5")),
    "number_comma": _c("{column} '{value}' ist keine Zahl", "{column} '{value}' is not a number", ("eine Zahl wie 0.5", "a number such as 0.5"), _POINT),
    "needs_year": _c("'{name}' braucht ein Jahr", "'{name}' needs a year", ("ein Jahr wie 2030", "a year such as 2030")),
    "no_year": _c("{column} '{value}' ist kein Jahr", "{column} '{value}' is not a year", ("1800 bis 2100", "1800 to 2100")),
    "cell_no_date": _c("{column} '{value}' ist kein Datum", "{column} '{value}' is not a date", ("Jahr-Monat-Tag, etwa 2026-11-01", "year-month-day, such as 2026-11-01")),
    "to_before_from": _c("'{name}' endet {to}, bevor es {start} beginnt", "'{name}' ends in {to}, before it starts in {start}", ("{start} oder später", "{start} or later")),
    "implausible": _c(
        "'{name}': {value} liegt außerhalb dessen, was vorkommen kann", "'{name}': {value} lies outside what can be",
        ("{low} bis {high}{reason}", "{low} to {high}{reason}"), ("Wert und Einheit prüfen", "check value and unit"),
    ),
    "row_twice": _c("'{name}' steht zweimal da", "'{name}' is given twice", ("zuerst in {first}", "first in {first}"), _KEEP_ONE),
    "no_actual_rows": _c("'{name}' hat keine Zeilen der Variante 'actual'", "'{name}' has no rows of variant 'actual'", ("actual und eine oder mehr Varianten", "actual and one or more variants")),
    "no_actual_base": _c("'{name}' hat keinen tatsächlichen Wert für {year}", "'{name}' has no actual value for {year}", ("actual und eine oder mehr Varianten", "actual and one or more variants")),
    "no_projection": _c("'{name}' hat keinen Pfad für die Zukunft", "'{name}' has no projection", ("actual und eine oder mehr Varianten", "actual and one or more variants")),
    "variant_ends": _c("'{name}': die Variante '{variant}' endet vor dem letzten tatsächlichen Wert", "'{name}': variant '{variant}' ends before the last actual value", ("ein Jahr nach {year}", "a year after {year}")),
    "gap": _c("'{name}' hat eine Lücke: {years}", "'{name}' has a gap: {years}", ("jedes Jahr", "every year"), ("die Jahre ergänzen", "add the years")),
    "lacks": _c("'{name}' fehlt: {absent}", "'{name}' lacks {absent}", ("jede Verbindung von {dims}", "every combination of {dims}"), ("die Zeilen ergänzen", "add the rows")),
    "shares_sum": _c("die Anteile von '{name}' ergeben {total}", "the shares of '{name}' sum to {total}", ("1 (100 %)", "1 (100 %)"), ("die Anteile berichtigen", "mend the shares")),
    "lever_lacks": _c("die Stellgröße '{name}' hat keine Zeile für {missing}", "lever '{name}' has no row for {missing}", todo=("Zeilen ergänzen", "add rows")),
    "lever_no_actual": _c("die Stellgröße '{name}' hat keinen tatsächlichen Wert für {year}", "lever '{name}' has no actual value for {year}", todo=("eine Zeile ergänzen", "add a row")),
    "lever_no_trend": _c("die Stellgröße '{name}' hat keinen Trend nach {year}", "lever '{name}' has no trend after {year}", ("Zeilen mit role base", "base rows")),
    "lever_outside": _c("Stellgröße '{name}': {value} liegt außerhalb ihrer Grenzen", "lever '{name}': {value} lies outside its bounds", ("{low} bis {high} {unit}", "{low} to {high} {unit}")),
    "no_row": _c("keine Zeile für '{name}'", "no row for '{name}'", ("{text}", "{text}"), ("in einer Tabelle ergänzen", "add it to a table")),
    "asset_lacks": _c("Anlagen ohne {what}: {absent}", "assets without {what}: {absent}", todo=("je eine Zeile ergänzen", "add a row for each")),
    "cost_unit": _c("'{name}' zählt in {unit}, seine Kosten gelten je anderer Einheit ({given})", "'{name}' is counted in {unit}, its cost is given per other unit ({given})", ("{wanted}", "{wanted}")),
    "cap_unit": _c("eine Obergrenze in {given}", "a cap in {given}", ("{wanted}, wie in Spalte per", "{wanted}, as in column per"), ("unit oder per berichtigen", "mend unit or per")),
    "cost_price_year": _c("Kosten brauchen ein Preisjahr", "a cost needs a price year"),
    "no_price": _c("kein Energiepreis für {absent}", "no energy price for {absent}", todo=("Zeilen ergänzen", "add rows")),
    "no_funding_figure": _c("keine Zeile für {name} {value}", "no row for {name} {value}", ("{known}", "{known}")),
    # the register of sources
    "table_columns": _c("die Spalten weichen ab", "columns differ", ("{columns}", "{columns}")),
    "source_columns": _c("die Spalten weichen ab", "columns differ", ("{columns}", "{columns}")),
    "source_cells": _c("Zellen fehlen oder sind zu viel", "cells are missing or too many", ("{columns}", "{columns}")),
    "source_twice": _c("die Quelle '{name}' steht zweimal da", "source '{name}' is given twice", todo=_KEEP_ONE),
    "source_incomplete": _c("Schlüssel oder Lizenz fehlt", "key or licence is missing"),
    "source_licence": _c(
        "die Lizenz '{licence}' verbietet gewerbliche Nutzung", "licence '{licence}' forbids commercial use",
        todo=("die ursprüngliche Quelle nehmen", "take the original source"),
    ),
    # files that are read in
    "unknown_mapping": _c("keine Zuordnung '{name}'", "no mapping '{name}'", ("{known} oder ein Pfad", "{known} or a path")),
    "mapping_word_twice": _c("'{name}' steht schon unter '{first}'", "'{name}' stands under '{first}' already", todo=_KEEP_ONE),
    "import_empty": _c("die Datei ist leer", "the file is empty"),
    "import_one_file": _c("hier wird nur eine Datei gelesen", "only one file is read here", todo=("die Dateien nacheinander einlesen", "read the files one after the other")),
    "import_one_year": _c("diese Tabelle hat nur ein Jahr", "this table has one year only", todo=("mit --year nur eins angeben", "give one by --year")),
    "import_old_workbook": _c("das alte Format XLS wird nicht gelesen", "the old format XLS is not read", todo=("als XLSX oder CSV speichern", "save it as XLSX or CSV")),
    "import_damaged_workbook": _c(
        "die Arbeitsmappe ist beschädigt, geschützt oder keine", "the workbook is damaged, protected or none",
        ("eine ungeschützte XLSX-Datei", "an XLSX file without a password"), ("neu herunterladen oder neu speichern", "download or save it again"),
    ),
    "import_unpacked_too_large": _c("die Arbeitsmappe ist entpackt zu groß", "the workbook is too large when unpacked", ("höchstens {most}", "at most {most}"), ("nur das nötige Blatt speichern", "save the needed sheet only")),
    "import_too_many_cells": _c("die Tabelle hat zu viele Zellen", "the table has too many cells", ("höchstens {most}", "at most {most}"), ("nur den nötigen Teil speichern", "save the needed part only")),
    "import_no_text": _c("das ist kein Text", "this is no text", ("CSV in UTF-8 oder Windows-1252, oder XLSX", "CSV in UTF-8 or Windows-1252, or XLSX")),
    "import_two_codings": _c("Teile der Datei sind UTF-8, andere nicht", "parts of the file are UTF-8, others are not", todo=("aus dem Programm, aus dem sie stammt, neu speichern", "save it again from the program it comes from")),
    "import_cut_off": _c("die Datei bricht hier ab", "the file breaks off here", todo=("neu herunterladen oder neu speichern", "download or save it again")),
    "import_bad_xml": _c("kein gültiges XML; vielleicht bricht die Datei ab", "no sound XML; perhaps the file breaks off", todo=("neu herunterladen", "download it again")),
    "import_xml_doctype": _c("XML mit Dokumenttyp oder Entitäten wird nicht gelesen", "XML with a document type or entities is not read", todo=("die unveränderte Datei nehmen", "take the file as it was published")),
    "import_no_sheet": _c("kein Blatt '{name}'", "no sheet '{name}'", ("{known}", "{known}")),
    "import_no_table": _c(
        "hier ist keine Tabelle, deren Überschriften {mapping} kennt", "here is no table whose headings {mapping} knows",
        ("gefunden: {words}", "found: {words}"), ("die Wörter der Datei in eine eigene Zuordnung schreiben (--mapping)", "write the file's words into a mapping of your own (--mapping)"),
    ),
    "import_numbers_mixed": _c("'{value}' ist anders geschrieben als andere Zahlen der Datei", "'{value}' is written otherwise than other numbers of the file", ("überall Komma oder überall Punkt", "a comma everywhere or a point everywhere")),
    "import_numbers_open": _c(
        "ob '{value}' ein Dezimalzeichen oder Tausender enthält, ist nicht zu erkennen", "whether '{value}' holds a decimal sign or thousands cannot be told",
        todo=("in der Zuordnung angeben: decimal: comma oder decimal: point", "say in the mapping: decimal: comma or decimal: point"),
    ),
    "import_other_unit": _c("die Datei nennt {unit}, die Zuordnung {mapping} sagt {wanted}", "the file says {unit}, the mapping {mapping} says {wanted}", todo=("unit in der Zuordnung ändern", "change unit in the mapping")),
    "import_unknown_word": _c(
        "{kind} '{value}' steht nicht in {mapping}", "{kind} '{value}' is not in {mapping}",
        todo=("zuordnen, unter ignore nennen oder mit --partial auslassen", "map it, name it under ignore, or leave it out by --partial"),
    ),
    "import_no_word": _c(
        "hier fehlt der {kind}; {mapping} kennt '{value}' nicht", "the {kind} is missing here; {mapping} does not know '{value}'",
        todo=("ergänzen oder mit --partial auslassen", "add it, or leave it out by --partial"),
    ),
    "import_no_number": _c("'{value}' ist keine Zahl", "'{value}' is not a number", ("eine Zahl, leer oder -", "a number, empty or -"), ("ändern oder mit --partial auslassen", "change it, or leave it out by --partial")),
    "import_no_year": _c("'{value}' ist kein Jahr", "'{value}' is not a year", ("1990 bis 2100", "1990 to 2100"), ("ändern oder mit --partial auslassen", "change it, or leave it out by --partial")),
    "import_no_unit": _c("'{value}' ist keine Einheit für Energie im Jahr", "'{value}' is no unit of energy in a year", ("{known}", "{known}"), ("ändern oder mit --partial auslassen", "change it, or leave it out by --partial")),
    "import_negative": _c("Energie kann nicht {value} sein", "energy cannot be {value}", ("0 oder mehr", "0 or more")),
    "import_huge": _c("{value} ist größer als jede Energie einer Stadt", "{value} is more than any city's energy", ("höchstens eine Billion", "at most 10 to the power of 12")),
    "import_twice": _c("'{value}' steht zweimal, zuerst in Zeile {first}", "'{value}' stands twice, first in line {first}", todo=_KEEP_ONE),
    "import_needs_year": _c("die Tabelle nennt kein Jahr", "the table names no year", todo=("--year JAHR angeben, nur eins", "give --year YEAR, one only")),
    "import_needs_years": _c("für welche Jahre?", "for which years?", ("etwa --year 2024 oder --year 2018-2024", "such as --year 2024 or --year 2018-2024")),
    "import_source_missing": _c(
        "die Quelle der Zahlen fehlt", "the source of the figures is missing",
        ("{known}", "{known}"), ("--source SCHLÜSSEL angeben; neue Quellen in sources.csv eintragen", "give --source KEY; enter new sources in sources.csv"),
    ),
    "import_changed": _c("{name} stand hier mit {old}, neu ist {new}", "{name} stood here with {old}, new is {new}", todo=('mit --reason "GRUND" ersetzen', 'replace it by --reason "WHY"')),
    "import_elsewhere": _c("{name} steht schon hier", "{name} stands here already", todo=("mit --name diese Datei und --replace ergänzen", "add to this file by its --name and --replace")),
    "import_other_head": _c("das ist keine Datei mit gezählten Werten", "this is no file of counted figures", ("{columns}", "{columns}"), ("einen anderen --name wählen", "choose another --name")),
    "import_no_column": _c("die Spalte '{name}' fehlt", "the column '{name}' is missing", todo=("die Erweiterte Einheitenübersicht als CSV herunterladen", "download the Erweiterte Einheitenübersicht as CSV")),
    "import_no_units": _c("die Datei enthält keine Solareinheiten", "the file holds no solar units"),
    "import_needs_place": _c("die Datei enthält mehrere Gemeinden", "the file holds several municipalities", ("{known}", "{known}"), ("--place GEMEINDESCHLÜSSEL angeben", "give --place KEY")),
    "import_no_key": _c("'{value}' ist kein Gemeindeschlüssel", "'{value}' is no key of a municipality", ("8 Ziffern; in der Datei: {known}", "8 digits; in the file: {known}")),
    "import_place_not_there": _c("keine Einheit in der Gemeinde {value}", "no unit in municipality {value}", ("{known}", "{known}")),
    "import_year_not_over": _c(
        "das Ende von {year} kennt die Datei nicht: ihr neuester Eintrag ist vom {newest}", "the file does not know the end of {year}: its newest entry is of {newest}",
        todo=("neu herunterladen oder ein früheres Jahr nehmen", "download it again, or take an earlier year"),
    ),
    "import_unit_status": _c("Einheit {name}: unbekannter Betriebs-Status '{value}'", "unit {name}: unknown status '{value}'", ("{known}", "{known}")),
    "import_unit_twice": _c("Einheit {name} steht zweimal", "unit {name} stands twice", todo=_KEEP_ONE),
    "import_unit_power": _c("Einheit {name}: Bruttoleistung '{value}'", "unit {name}: gross power '{value}'", ("eine Zahl von 0 bis 1000000 kW", "a number from 0 to 1000000 kW")),
    "import_unit_start": _c("Einheit {name}: Inbetriebnahme '{value}'", "unit {name}: commissioned '{value}'", ("ein Tag wie 31.7.2009", "a day such as 31.7.2009")),
    "import_unit_end": _c("Einheit {name}: endgültig stillgelegt '{value}'", "unit {name}: finally shut down '{value}'", ("ein Tag wie 31.7.2009", "a day such as 31.7.2009")),
    "import_no_cars": _c("kein Blatt mit Pkw nach Zulassungsbezirk und Antrieb", "no sheet of cars by district and drive", ("FZ 27.15 oder FZ 1.2", "FZ 27.15 or FZ 1.2")),
    "import_registrations": _c("das sind Neuzulassungen, kein Bestand", "these are new registrations, no stock", todo=("FZ 27 oder FZ 1 nehmen", "take FZ 27 or FZ 1")),
    "import_many_tables": _c("mehrere Blätter kommen in Frage", "several sheets may be meant", ("{known}", "{known}"), ("nur das nötige Blatt speichern", "save the needed sheet only")),
    "import_no_district": _c("kein Zulassungsbezirk '{value}'", "no registration district '{value}'", ("{known}", "{known}"), ("--place NUMMER angeben", "give --place KEY")),
    "import_many_districts": _c("mehrere Zulassungsbezirke heißen '{value}'", "several registration districts are called '{value}'", ("{known}", "{known}"), ("--place NUMMER angeben", "give --place KEY")),
    "import_many_days": _c("die Tabelle nennt mehrere Tage", "the table names several days", ("{known}", "{known}")),
    "import_no_day": _c("die Tabelle nennt keinen Stichtag", "the table names no day", todo=("--year JAHR angeben: der Bestand am 1. Januar danach", "give --year YEAR: the stock of 1 January after it")),
    "import_other_year": _c("der Stand {day} zählt für {year}, gefragt ist {asked}", "the stock of {day} counts for {year}, asked for is {asked}"),
    "import_more_than_all": _c("mehr Pkw mit Stecker als Pkw insgesamt ({all})", "more cars with a plug than cars in all ({all})", todo=("prüfen, ob die Tabelle die richtige ist", "check that this is the right table")),
    "import_no_count": _c("'{value}' ist keine Anzahl", "'{value}' is no count", ("eine ganze Zahl oder -", "a whole number or -")),
}  # fmt: skip

DIMENSIONS: dict[str, str] = {
    "share": "ein Anteil", "share per year": "ein Anteil je Jahr", "energy": "Energie", "energy per year": "Energie je Jahr",
    "power": "Leistung", "power per year": "Leistung je Jahr", "power per area": "Leistung je Fläche",
    "full load hours": "Stunden je Jahr", "emission factor": "ein Emissionsfaktor", "emissions": "Emissionen je Jahr",
    "emissions total": "eine Emissionsmenge", "mass": "eine Masse", "mass ratio": "ein Masseverhältnis",
    "hydrogen use": "Energie je Kilogramm", "area": "eine Fläche", "area per year": "Fläche je Jahr",
    "area per person": "Fläche je Kopf", "demand per area": "Bedarf je Fläche", "demand per person": "Bedarf je Kopf",
    "demand per employee": "Bedarf je Arbeitsplatz", "area per employee": "Fläche je Arbeitsplatz",
    "temperature": "eine Temperatur", "degree days": "Gradtage", "length": "eine Länge", "length per year": "Länge je Jahr",
    "traffic": "Fahrleistung", "specific consumption": "Verbrauch je Strecke", "specific fuel": "Kraftstoff je Strecke",
    "time": "eine Dauer in Jahren", "year": "ein Kalenderjahr", "persons": "Menschen", "employees": "Beschäftigte",
    "dwellings": "Wohnungen", "vehicles": "Fahrzeuge", "vehicles per year": "Fahrzeuge je Jahr",
    "vehicles per person": "Fahrzeuge je 1000 Menschen", "systems": "Anlagen", "points": "Punkte", "connections": "Anschlüsse",
    "vehicles per point": "Fahrzeuge je Ladepunkt", "persons per length": "Menschen je Strecke",
    "trips": "Wege je Kopf und Tag", "index": "ein Index", "money": "Geld", "money per year": "Geld je Jahr",
    "money per area and year": "Geld je Fläche und Jahr", "money per employee and year": "Geld je Stelle und Jahr",
    "employees per money": "Stellen je Geld", "money per area": "Geld je Fläche", "money per power": "Geld je Leistung", "money per energy": "Geld je Energie",
    "money per length": "Geld je Länge", "money per emission": "Geld je Tonne", "money per unit": "Geld je Stück",
    "money per energy and year": "Geld je Jahresenergie", "money per traffic": "Geld je Fahrleistung",
}  # fmt: skip


def dimension(name: str) -> Pair:
    """Return the words for a dimension of units."""
    return Pair(DIMENSIONS.get(name, name), name)


def told(value: object, lang: str) -> str:
    """Return one value of a fault in words."""
    if isinstance(value, Pair):
        return value.de if lang == "de" else value.en
    if isinstance(value, Names):
        return _listed(value, lang)
    return f"{value:g}" if isinstance(value, float) else harmless(str(value))


def harmless(text: str) -> str:
    """Return a text of unknown origin as it may be printed: short, and without signs that turn or hide others."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in short)


def _listed(known: Names, lang: str) -> str:
    words = tuple(harmless(word) for word in known.words)
    if len(words) <= LISTED:
        return ", ".join(words)
    if known.listing:
        return (
            f"einer von {len(words)} Namen, siehe 'klima2035 list {known.listing}'" if lang == "de"
            else f"one of {len(words)} names, see 'klima2035 list {known.listing}'"
        )  # fmt: skip
    return ", ".join(words[:LISTED]) + (
        f" ... ({len(words)} insgesamt)" if lang == "de" else f" ... ({len(words)} in all)"
    )


def hint(near: Sequence[str], lang: str) -> str:
    """Return the sentence that proposes the nearest known words; empty where there is none."""
    if not near:
        return ""
    words = (" oder " if lang == "de" else " or ").join(f"'{harmless(word)}'" for word in near)
    return f"gemeint ist vielleicht {words}" if lang == "de" else f"did you mean {words}?"


def sentence(code: str, values: dict[str, object], near: Sequence[str], lang: str) -> str:
    """Return what is wrong; what is allowed; what to do."""
    entry, at = COMPLAINTS[code], 0 if lang == "de" else 1
    words = {name: told(value, lang) for name, value in values.items()}
    what, allowed, todo = (part[at].format(**words) for part in entry)
    return "; ".join(part for part in (what, allowed.strip(), hint(near, lang) or todo) if part)
