"""What the command `import` says, in German and English."""

from __future__ import annotations

_SWITCHES = "[--partial] [--dry-run] [--replace] [--reason TEXT] [--lang de|en]"
_OPTIONS = (
    "[--name NAME] [--mapping DATEI] [--source SCHLÜSSEL] [--year JAHR] [--place SCHLÜSSEL] " + _SWITCHES,
    "[--name NAME] [--mapping FILE] [--source KEY] [--year YEAR] [--place KEY] " + _SWITCHES,
)
TEXTS: dict[str, tuple[str, str]] = {
    "kind_mapping": ("Zuordnung", "Mapping"),
    "key_file_mapping": ("Zuordnung", "Mapping"),
    "a_word": ("Wort", "word"),
    "usage.import": (
        f"import balance|mastr|kba DATEI ... [--city STADT] {_OPTIONS[0]}",
        f"import balance|mastr|kba FILE ... [--city CITY] {_OPTIONS[1]}",
    ),
    "help.import": (
        "Liest Zahlen ein: Energiebilanz, Marktstammdatenregister oder Pkw-Bestand des KBA.",
        "Read figures in: energy balance, register of power units or the stock of cars by the KBA.",
    ),
    "help.import_city": (
        "Stadt, deren Ordner in inputs/ ergänzt wird (Vorgabe: die des Arbeitsordners).",
        "City whose folder in inputs/ is added to (default: that of the working folder).",
    ),
    "help.import_name": (
        "Name der Datei in monitoring/ (Vorgabe: Art und Jahr, etwa balance-2024).",
        "Name of the file in monitoring/ (default: kind and year, such as balance-2024).",
    ),
    "help.import_mapping": (
        "nur balance: Zuordnung der Wörter, Datei oder Name aus mappings/ (Vorgabe: bisko).",
        "balance only: mapping of the words, a file or a name from mappings/ (default: bisko).",
    ),
    "help.import_source": (
        "Quelle der Zahlen, ein Schlüssel aus sources.csv (mastr hat eine Vorgabe: mastr).",
        "Source of the figures, a key of sources.csv (mastr has a default: mastr).",
    ),
    "help.import_year": (
        "Jahr der Zahlen, wo die Datei keins nennt; bei mastr jedes gewünschte: 2024, 2018-2024 oder 2018,2021.",
        "Year of the figures where the file names none; for mastr each one wanted: 2024, 2018-2024 or 2018,2021.",
    ),
    "help.import_place": (
        "mastr: Gemeindeschlüssel, etwa 05124000; kba: Zulassungsbezirk, Nummer oder Name (Vorgabe: die Stadt).",
        "mastr: key of the municipality, such as 05124000; kba: district, key or name (default: the city).",
    ),
    "help.import_partial": (
        "Schreibt auch, wenn Zeilen nicht verstanden werden; sie fehlen dann und werden genannt.",
        "Write even if lines are not understood; they are then left out and told.",
    ),
    "help.import_dry_run": (
        "Zeigt, was geschrieben würde, und schreibt nichts.",
        "Show what would be written, and write nothing.",
    ),
    "help.import_replace": (
        "Ergänzt eine Datei, die es schon gibt; was die neue Datei nicht nennt, bleibt stehen.",
        "Add to a file that exists already; what the new file does not name stays as it is.",
    ),
    "help.import_reason": (
        "Warum Werte von früher berichteten abweichen; steht dann in der Spalte restated.",
        "Why values differ from those reported before; goes into the column restated.",
    ),
    "import_years": (
        "--year {}: Jahre von 1990 bis 2100, etwa 2024, 2018-2024 oder 2018,2021",
        "--year {}: years from 1990 to 2100, such as 2024, 2018-2024 or 2018,2021",
    ),
    "import_no_mapping": (
        "--mapping gehört nur zu: klima2035 import balance",
        "--mapping belongs to: klima2035 import balance",
    ),
    "import_nothing": (
        "keine einzige Zahl wurde verstanden; nichts geschrieben",
        "not one figure was understood; nothing written",
    ),
    "import_exists": (
        "{} gibt es schon; --replace ergänzt sie, --name wählt einen anderen Namen",
        "{} exists already; --replace adds to it, --name chooses another name",
    ),
    "import_refused": (
        "Ohne --partial würde diese Datei nicht eingelesen: Zeilen werden nicht verstanden.",
        "Without --partial this file would not be read in: lines are not understood.",
    ),
    "import_rows": (
        "Zeilen gelesen: {}, verstanden: {}, ausgelassen: {}. Nicht verstandene Stellen: {}.",
        "Lines read: {}, understood: {}, left out: {}. Places not understood: {}.",
    ),
    "import_unread": ("Nicht verstanden ({}):", "Not understood ({}):"),
    "import_csv": ("CSV, Kodierung {}, Trennzeichen {}.", "CSV, coding {}, delimiter {}."),
    "import_workbook": ("Arbeitsmappe, Blatt „{}“.", "Workbook, sheet “{}”."),
    "import_no_last_end": (
        "Hinweis: Die letzte Zeile hat kein Zeilenende. Bitte prüfen, ob die Datei vollständig ist.",
        "Note: the last line has no line end. Please check that the file is complete.",
    ),
    "import_decimal_comma": ("Zahlen mit Dezimalkomma.", "Numbers with a decimal comma."),
    "import_decimal_point": ("Zahlen mit Dezimalpunkt.", "Numbers with a decimal point."),
    "import_across_sectors": (
        "Tabelle: Sektoren in den Spalten (Überschrift in Zeile {}), Energieträger in den Zeilen.",
        "Table: sectors across (headings in line {}), carriers down.",
    ),
    "import_across_carriers": (
        "Tabelle: Energieträger in den Spalten (Überschrift in Zeile {}), Sektoren in den Zeilen.",
        "Table: carriers across (headings in line {}), sectors down.",
    ),
    "import_long": (
        "Tabelle: eine Zahl je Zeile (Überschrift in Zeile {}).",
        "Table: one figure a line (headings in line {}).",
    ),
    "import_ignored": ("Ausgelassen laut Zuordnung: {}", "Left out by the mapping: {}"),
    "import_empty_cells": ("Zellen ohne Zahl: {}.", "Cells without a figure: {}."),
    "import_sums": (
        "Summen der Datei: {} geprüft, {} stimmen mit ihren Teilen überein.",
        "Sums of the file: {} checked, {} agree with their parts.",
    ),
    "import_sum_differs": (
        "Summe weicht ab: Zeile {}, Spalte {}: die Datei nennt {}, die Teile ergeben {} {}.",
        "Sum differs: line {}, column {}: the file says {}, the parts give {} {}.",
    ),
    "import_more_sums": ("... und {} weitere Summen weichen ab.", "... and {} more sums differ."),
    "import_by_sector": ("Endenergie {} nach Sektoren:", "Final energy {} by sector:"),
    "import_by_carrier": ("Endenergie {} nach Energieträgern:", "Final energy {} by carrier:"),
    "import_single": ("{}, {}: {} {}", "{}, {}: {} {}"),
    "import_units": (
        "Ende {}: Solareinheiten in Betrieb: {}, zusammen {} MW Bruttoleistung.",
        "End of {}: solar units in operation: {}, {} MW of gross power in all.",
    ),
    "import_paused": (
        "Davon vorübergehend stillgelegt (zählen mit): {}.",
        "Of these shut down for a time (they count): {}.",
    ),
    "import_register": (
        "Gemeindeschlüssel {}; neuester Eintrag vom {}; Einheiten anderer Gemeinden, ausgelassen: {}.",
        "Municipality {}; newest entry of {}; units of other municipalities, left out: {}.",
    ),
    "import_other_carriers": (
        "Einheiten anderer Energieträger, ausgelassen: {}.",
        "Units of other energy carriers, left out: {}.",
    ),
    "import_round_number": (
        "Hinweis: {} hat genau {} Zeilen. Die Liste der Webseite ist begrenzt; bitte prüfen, ob sie vollständig ist.",
        "Note: {} has exactly {} lines. The website's list is limited; please check that it is complete.",
    ),
    "import_district": ("Zulassungsbezirk {} {}, Stand {}.", "Registration district {} {}, as of {}."),
    "import_cars_electric": ("  Batterie-Pkw (BEV): {}", "  battery cars (BEV): {}"),
    "import_cars_plug_in": ("  Plug-in-Hybride: {} (nur Anmerkung)", "  plug-in hybrids: {} (in the note only)"),
    "import_cars_all": ("  Pkw insgesamt: {} (nur Anmerkung)", "  cars in all: {} (in the note only)"),
    "import_done": (
        "Geschrieben: {}; Werte: {}, davon neu {}, geändert {}, unverändert {}, schon da und nicht betroffen {}.",
        "Written: {}; values: {}, of these new {}, changed {}, unchanged {}, there before and not concerned {}.",
    ),
    "import_would": (
        "Nichts geschrieben (--dry-run). Es wäre {}; Werte: {}: neu {}, geändert {}, unverändert {}, schon da {}.",
        "Nothing written (--dry-run). It would be {}; values: {}: new {}, changed {}, unchanged {}, as before {}.",
    ),
}
