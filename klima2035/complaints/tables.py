"""What can be wrong with tables: columns, cells, units, ranges, years, and the register of sources."""

from __future__ import annotations

from klima2035.complaints.entry import KEEP_ONE, Complaint, complaint

_POINT = ("Dezimalpunkt schreiben", "use a decimal point")

COMPLAINTS: dict[str, Complaint] = {
    "table_empty": complaint("die Tabelle ist leer", "the table is empty", ("erste Zeile: {columns}", "first line: {columns}")),
    "no_rows": complaint("die Tabelle hat nur eine Kopfzeile", "the table has nothing but a header", todo=("Zeilen ergänzen oder die Datei löschen", "add rows or delete the file")),
    "no_commas": complaint(
        "die Zellen sind nicht durch Kommas getrennt", "the cells are not separated by commas",
        ("Komma und Dezimalpunkt", "comma and decimal point"), ("als CSV mit Komma speichern", "save it as CSV, comma"),
    ),
    "too_many_columns": complaint("die Tabelle hat {found} Spalten", "the table has {found} columns", ("höchstens {most}", "at most {most}")),
    "columns_missing": complaint("Spalten fehlen: {missing}", "columns missing: {missing}", ("erste Zeile: {columns}", "first line: {columns}")),
    "column_twice": complaint("die Spalte '{name}' steht zweimal da", "columns twice: {name}", todo=KEEP_ONE),
    "unknown_column": complaint("unbekannte Spalte '{name}'", "unknown column '{name}'", ("{known}", "{known}")),
    "not_csv": complaint("das ist kein CSV: {problem}", "this is not CSV: {problem}", todo=("Anführungszeichen schließen", "close the quotes")),
    "cells": complaint(
        "{found} Zellen, wo die Kopfzeile {wanted} hat", "{found} cells where the header has {wanted}",
        todo=("Kommas prüfen, einen Text mit Komma in Anführungszeichen setzen", "check the commas, put a text with a comma in quotes"),
    ),
    "unknown_input": complaint("unbekannte Größe '{name}' (Spalte key)", "unknown key '{name}'", ("{known}", "{known}")),
    "cell_missing": complaint("{column} fehlt", "{column} is missing", ("{known}", "{known}")),
    "unknown_cell": complaint("{column} '{value}' ist unbekannt", "{column} '{value}' is unknown", ("{known}", "{known}")),
    "assumed_range": complaint(
        "ein angenommener Wert braucht eine Spanne", "an assumed value needs a range",
        ("low und high, oder distribution 'fixed' für einen Wert, der nicht unsicher ist", "low and high, or distribution 'fixed' for a value that is not uncertain"),
        ("beide angeben oder 'fixed' eintragen", "give both or write 'fixed'"),
    ),
    "fixed_range": complaint(
        "ein Wert mit distribution 'fixed' wird nicht gezogen und hat keine Spanne", "a value with distribution 'fixed' is not drawn and has no range",
        ("low und high leer", "low and high empty"), ("beide Zellen leeren oder eine andere Verteilung eintragen", "empty both cells or write another distribution"),
    ),
    "no_width": complaint(
        "die Spanne hat keine Breite: low und high sind beide {value}", "the range has no width: low and high are both {value}",
        ("low kleiner als high, oder distribution 'fixed' ohne low und high", "low below high, or distribution 'fixed' without low and high"),
        ("die Spanne weiten, oder beide Zellen leeren und 'fixed' eintragen", "widen the range, or empty both cells and write 'fixed'"),
    ),
    "half_range": complaint("der Spanne fehlt {column}", "the range lacks {column}", ("low und high, oder keines von beiden", "low and high, or neither"), ("beide angeben oder beide leeren", "give both or empty both")),
    "shape_without_range": complaint(
        "die Verteilung '{value}' braucht eine Spanne", "the distribution '{value}' needs a range",
        ("low und high", "low and high"), ("beide angeben oder distribution leeren", "give both or empty distribution"),
    ),
    "lognormal_low": complaint(
        "eine lognormale Spanne kann nicht bei {low} beginnen", "a lognormal range cannot begin at {low}",
        ("low größer als 0", "low above 0"), ("low anheben oder eine andere Verteilung eintragen", "raise low or write another distribution"),
    ),
    "outside_range": complaint("der Wert {value} liegt außerhalb seiner Spanne", "value {value} lies outside its range", ("{allowed}", "{allowed}")),
    "source_missing": complaint("die Quelle fehlt", "source is missing", ("ein Schlüssel aus sources.csv", "a key of sources.csv")),
    "needs_column": complaint("'{name}' braucht die Spalte {column}", "'{name}' needs the column {column}", ("{known}", "{known}")),
    "refuses_column": complaint("'{name}' hat kein {column}", "'{name}' has no {column}", todo=("die Zelle leer lassen", "leave the cell empty")),
    "unknown_cell_unit": complaint("unbekannte Einheit '{unit}'", "unknown unit '{unit}'", ("{known}", "{known}")),
    "unit_missing": complaint("die Einheit fehlt", "unit is missing", ("{known}", "{known}")),
    "wrong_cell_unit": complaint("'{unit}' ist {given}, nötig ist {wanted} ('{to}')", "'{unit}' is {given}, needed is {wanted} ('{to}')", ("{known}", "{known}")),
    "span_backwards": complaint(
        "'{name}' endet {last}, vor seinem Beginn {first}", "'{name}' ends in {last}, before it begins in {first}",
        ("{first} oder später", "{first} or later"), ("from und to prüfen", "check from and to"),
    ),
    "cut_off": complaint(
        "die Datei endet mitten in einer Zeile", "the file ends in the middle of a line",
        ("ein Zeilenende nach der letzten Zeile", "a line end after the last line"),
        ("prüfen, ob Zeilen fehlen; dann neu speichern", "check whether lines are missing, then save it again"),
    ),
    "counted_late": complaint(
        "am {value} ist gezählt, davor zuletzt {last}", "counted on {value}, before that last in {last}",
        ("bis {latest}", "up to {latest}"), ("das Jahr prüfen", "check the year"),
    ),
    "account_cut": complaint(
        "das Ende der Veröffentlichung fehlt", "the end of the account is missing",
        ("als letzte Zeile 'end' mit Zahl der Werte und Prüfsumme", "as last line 'end' with the number of figures and a checksum"),
        ("die Datei aus der Sicherung holen", "take the file from a backup"),
    ),
    "account_changed": complaint(
        "die Veröffentlichung ist nachträglich geändert worden", "the account has been changed afterwards",
        ("der Stand, der veröffentlicht wurde", "the state that was published"),
        ("die Datei aus der Sicherung holen; einen neuen Stand unter anderem Namen veröffentlichen", "take the file from a backup; publish a new state under another name"),
    ),
    "counted_negative": complaint("ein gezählter Wert kann nicht {value} sein", "a counted value cannot be {value}", ("0 oder mehr", "0 or more")),
    "counted_unit": complaint("'{unit}' ist keine Einheit von '{name}'", "'{unit}' is no unit of '{name}'", ("{known}", "{known}")),
    "no_number": complaint("{column} '{value}' ist keine Zahl", "{column} '{value}' is not a number", ("eine Zahl wie 0.5", "a number such as 0.5")),
    "number_comma": complaint("{column} '{value}' ist keine Zahl", "{column} '{value}' is not a number", ("eine Zahl wie 0.5", "a number such as 0.5"), _POINT),
    "needs_year": complaint("'{name}' braucht ein Jahr", "'{name}' needs a year", ("ein Jahr wie 2030", "a year such as 2030")),
    "no_year": complaint("{column} '{value}' ist kein Jahr", "{column} '{value}' is not a year", ("1800 bis 2100", "1800 to 2100")),
    "cell_no_date": complaint("{column} '{value}' ist kein Datum", "{column} '{value}' is not a date", ("Jahr-Monat-Tag, etwa 2026-11-01", "year-month-day, such as 2026-11-01")),
    "implausible": complaint(
        "'{name}': {value} liegt außerhalb dessen, was vorkommen kann", "'{name}': {value} lies outside what can be",
        ("{low} bis {high}{reason}", "{low} to {high}{reason}"), ("Wert und Einheit prüfen", "check value and unit"),
    ),
    "row_twice": complaint("'{name}' steht zweimal da", "'{name}' is given twice", ("zuerst in {first}", "first in {first}"), KEEP_ONE),
    "no_actual_rows": complaint("'{name}' hat keine Zeilen der Variante 'actual'", "'{name}' has no rows of variant 'actual'", ("actual und eine oder mehr Varianten", "actual and one or more variants")),
    "no_actual_base": complaint("'{name}' hat keinen tatsächlichen Wert für {year}", "'{name}' has no actual value for {year}", ("actual und eine oder mehr Varianten", "actual and one or more variants")),
    "no_projection": complaint("'{name}' hat keinen Pfad für die Zukunft", "'{name}' has no projection", ("actual und eine oder mehr Varianten", "actual and one or more variants")),
    "variant_ends": complaint("'{name}': die Variante '{variant}' endet vor dem letzten tatsächlichen Wert", "'{name}': variant '{variant}' ends before the last actual value", ("ein Jahr nach {year}", "a year after {year}")),
    "gap": complaint("'{name}' hat eine Lücke: {years}", "'{name}' has a gap: {years}", ("jedes Jahr", "every year"), ("die Jahre ergänzen", "add the years")),
    "lacks": complaint("'{name}' fehlt: {absent}", "'{name}' lacks {absent}", ("jede Verbindung von {dims}", "every combination of {dims}"), ("die Zeilen ergänzen", "add the rows")),
    "shares_sum": complaint("die Anteile von '{name}' ergeben {total}", "the shares of '{name}' sum to {total}", ("1 (100 %)", "1 (100 %)"), ("die Anteile berichtigen", "mend the shares")),
    "share_unused": complaint(
        "'{name}': was für '{label}' steht, wird nie eingesetzt, {value} ginge verloren", "'{name}': what stands for '{label}' is never used, {value} would be lost",
        ("0, mit distribution 'fixed' und ohne low und high", "0, with distribution 'fixed' and without low and high"),
        ("den Anteil auf die anderen Zeilen verteilen", "share it out among the other rows"),
    ),
    "lever_lacks": complaint("die Stellgröße '{name}' hat keine Zeile für {missing}", "lever '{name}' has no row for {missing}", todo=("Zeilen ergänzen", "add rows")),
    "lever_no_actual": complaint("die Stellgröße '{name}' hat keinen tatsächlichen Wert für {year}", "lever '{name}' has no actual value for {year}", todo=("eine Zeile ergänzen", "add a row")),
    "lever_no_trend": complaint("die Stellgröße '{name}' hat keinen Trend nach {year}", "lever '{name}' has no trend after {year}", ("Zeilen mit role base", "base rows")),
    "lever_outside": complaint("Stellgröße '{name}': {value} liegt außerhalb ihrer Grenzen", "lever '{name}': {value} lies outside its bounds", ("{low} bis {high} {unit}", "{low} to {high} {unit}")),
    "no_row": complaint("keine Zeile für '{name}'", "no row for '{name}'", ("{text}", "{text}"), ("in einer Tabelle ergänzen", "add it to a table")),
    "asset_lacks": complaint("Anlagen ohne {what}: {absent}", "assets without {what}: {absent}", todo=("je eine Zeile ergänzen", "add a row for each")),
    "cost_unit": complaint("'{name}' zählt in {unit}, seine Kosten gelten je anderer Einheit ({given})", "'{name}' is counted in {unit}, its cost is given per other unit ({given})", ("{wanted}", "{wanted}")),
    "cap_unit": complaint("eine Obergrenze in {given}", "a cap in {given}", ("{wanted}, wie in Spalte per", "{wanted}, as in column per"), ("unit oder per berichtigen", "mend unit or per")),
    "cost_price_year": complaint("Kosten brauchen ein Preisjahr", "a cost needs a price year"),
    "no_price": complaint("kein Energiepreis für {absent}", "no energy price for {absent}", todo=("Zeilen ergänzen", "add rows")),
    "table_columns": complaint("die Spalten weichen ab", "columns differ", ("{columns}", "{columns}")),
    "source_cells": complaint("Zellen fehlen oder sind zu viel", "cells are missing or too many", ("{columns}", "{columns}")),
    "source_twice": complaint("die Quelle '{name}' steht zweimal da", "source '{name}' is given twice", todo=KEEP_ONE),
    "source_incomplete": complaint("Schlüssel oder Lizenz fehlt", "key or licence is missing"),
    "source_licence": complaint(
        "die Lizenz '{licence}' verbietet gewerbliche Nutzung", "licence '{licence}' forbids commercial use",
        todo=("die ursprüngliche Quelle nehmen", "take the original source"),
    ),
}  # fmt: skip
