"""A city's folder to read figures into, and files in the layout of the sources; every number in them is made up."""

from __future__ import annotations

import shutil
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).parents[1]
MASTR_HEADER = (  # of an Erweiterte Einheitenübersicht of 2025; the tab in one heading is the register's own
    '"MaStR-Nr. der Einheit";"Anzeige-Name der Einheit";"Betriebs-Status";"Energieträger";"Bruttoleistung der Einheit";'
    '"Nettonennleistung der Einheit";"Inbetriebnahmedatum der Einheit";"Registrierungsdatum der Einheit";"Bundesland";'
    '"Postleitzahl";"Ort";"Straße";"Hausnummer";"Gemarkung";"Flurstück";"Gemeindeschlüssel";"Gemeinde";"Landkreis";'
    '"Koordinate: Breitengrad (WGS84)";"Koordinate: Längengrad (WGS84)";"Technologie der Stromerzeugung";'
    '"Art der Solaranlage";"Anzahl der Solar-Module";"Letzte Aktualisierung";"Datum der endgültigen Stilllegung";'
    '"Datum der geplanten Inbetriebnahme";"\tMaStR-Nr. des Anlagenbetreibers";"Netzbetreiberprüfung"'
)
TITLE = "Bestand an Personenkraftwagen am 1.\u00a0Januar 2025 nach Zulassungsbezirken und ausgewählten Antrieben"
_PLACES = {name.strip('"'): i for i, name in enumerate(MASTR_HEADER.split(";"))}


def city(folder: Path) -> Path:
    """Make a working folder with the inputs of Wuppertal but nothing counted, and return the folder for counts."""
    for name in ("germany", "wuppertal"):
        shutil.copytree(ROOT / "inputs" / name, folder / "inputs" / name, ignore=shutil.ignore_patterns("monitoring"))
    return folder / "inputs" / "wuppertal" / "monitoring"


def unit(number: str, power: str, start: str, **other: str) -> str:
    """Return one line of a list of units: a solar unit in operation in Wuppertal, unless said otherwise."""
    cells = {
        "MaStR-Nr. der Einheit": number, "Betriebs-Status": "In Betrieb", "Energieträger": "Solare Strahlungsenergie",
        "Bruttoleistung der Einheit": power, "Inbetriebnahmedatum der Einheit": start,
        "Registrierungsdatum der Einheit": "2.1.2025", "Letzte Aktualisierung": "3.1.2025",
        "Gemeindeschlüssel": "05124000", "Anzeige-Name der Einheit": '=HYPERLINK(""x"")',
    } | other  # fmt: skip
    return ";".join(f'"{cells.get(name, "")}"' for name in _PLACES)


def units_file(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([MASTR_HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def units_xml(path: Path, *records: dict[str, str], coding: str = "utf-16") -> Path:
    """Write units as the complete export does: UTF-16, one element a unit, codes for the status."""
    body = "".join(
        "<EinheitSolar>" + "".join(f"<{name}>{value}</{name}>" for name, value in record.items()) + "</EinheitSolar>"
        for record in records
    )
    path.write_bytes(f'<?xml version="1.0" encoding="{coding}"?><EinheitenSolar>{body}</EinheitenSolar>'.encode(coding))
    return path


def xml_unit(number: str, power: str, start: str, **other: str) -> dict[str, str]:
    return {
        "EinheitMastrNummer": number, "DatumLetzteAktualisierung": "2025-01-03T10:19:00.3860556",
        "Gemeindeschluessel": "05124000", "Registrierungsdatum": "2019-02-01", "Inbetriebnahmedatum": start,
        "EinheitBetriebsstatus": "35", "Energietraeger": "2495", "Bruttoleistung": power,
        "NameStromerzeugungseinheit": "x",
    } | other  # fmt: skip


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = xlsxwriter.Workbook(path)
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name.replace("_", " "))
        for i, line in enumerate(lines):
            for j, cell in enumerate(line):
                if isinstance(cell, str):
                    sheet.write_string(i, j, cell)
                elif cell is not None:
                    sheet.write(i, j, cell)
    book.close()
    return path


def fz27(title: str = TITLE, electric: str = "Elektro (BEV)") -> list[list[object]]:
    """A sheet in the layout of FZ 27.15: headings over five lines, key and name in two columns; made-up numbers."""
    gap: list[list[object]] = [[None]]
    return [
        *gap * 5, [None, title], [None],
        [None, "Land", "Statistische \nKennziffer", "Zulassungsbezirk", "Anzahl insgesamt", "darunter alternativ"],
        [None],
        [None] * 5 + ["Anzahl insgesamt", "Anteil in %", "Elektro-Antriebe (ohne Brennstoffzelle)"],
        [None, None, None, None, None, None, None, "Anzahl insgesamt", "Anteil in %"],
        [None] * 9 + [electric, "Plug-in-Hybrid", "Hybrid"],
        [None, "Nordrhein-Westfalen", "05124", "WUPPERTAL,STADT", 170000, 20000, 11.8, 11000, 6.5, 6500, 4500, 9000],
        [None, "Nordrhein-Westfalen", "05911", "BOCHUM,STADT", 180000, 20000, 11.1, 11000, 6.1, 7500, "-", 9000],
        [None, "Bayern", "09162", "MÜNCHEN,STADT", 700000, 1, 1, 1, 1, ".", 1, 1],
        [None, "Bayern", "09184", "MÜNCHEN", 200000, 1, 1, 1, 1, 3, 4, 1],
        [None, None, "Insgesamt", None, 1250000, 1, 1, 1, 1, 1, 1, 1],
    ]  # fmt: skip


def fz1(title: str = TITLE) -> list[list[object]]:
    """A sheet in the layout of FZ 1: key and name in one cell, a line for headings and one for fuels."""
    return [
        [None], [None, title], [None],
        [None, "Land", "Regierungsbezirk", "Statistische Kennziffer und Zulassungsbezirk",
         "Personen-\nkraftwagen\ninsgesamt", "Nach Kraftstoffarten"],
        [None, None, None, None, None, "Benzin", "Diesel", "Gas (einschl. bivalent)", "Hybrid insgesamt",
         "darunter Plug-in-Hybrid", "Elektro (BEV)", "sonstige"],
        [None, "NORDRHEIN-WESTFALEN", "DUESSELDORF", "05124 \u00a0WUPPERTAL,STADT", 170000, 100000, 40000, 1000,
         9000, 4500, 6500, 10],
        [None, None, None, "05911  BOCHUM,STADT", 180000, 100000, 40000, 1000, 9000, 4500, 7500, 10],
    ]  # fmt: skip
