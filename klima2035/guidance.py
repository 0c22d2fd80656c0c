"""What an editor says about each key of a file, in German: the title and the text shown beside it.

A key is looked up by its way from the kind of file, the longest known part of it first:
``measure.levers.*.to``, then ``levers.*.to``, then ``to``. Words of a closed choice have a text of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

KINDS = {
    "scenario": ("Szenario", "Sagt nur, was anders ist als im Elternteil (extends)."),
    "measure": ("Maßnahme", "Welche Stellgrößen bewegt werden, bis wann und wie weit, wer entscheidet."),
    "milestones": ("Meilensteine", "Woran die Stadt sich messen lässt: Größe, Jahr, Grenze, Beschluss."),
    "framework": ("Rahmendatei", "Rahmenbedingungen, die mehrere Szenarien teilen."),
    "stress": ("Stressfall", "Was anders kommt, als ein Szenario annimmt, und warum in dieser Größe."),
    "inputs": ("Eingabeordner", "Was dieser Ordner mit Eingabetabellen ist."),
    "groups": ("Maßnahmengruppen", "Welche Maßnahmen sich in klima2035 credit einen Beitrag teilen."),
    "mapping": ("Zuordnung", "Was die Wörter einer Energiebilanz bedeuten, für klima2035 import balance."),
}

_OFFICE = ("Zuständig", "Amt oder Gesellschaft, die sich kümmert.")
_FILE_NAME = "Muss so heißen wie die Datei ohne .yaml: Kleinbuchstaben, Ziffern, Bindestrich."
TEXTS: dict[str, tuple[str, str]] = {
    "schema": ("Version der Form", "Immer 1."),
    "title": ("Titel", "Überschrift in beiden Sprachen, wie sie in Tabellen und Diagrammen steht."),
    "text": ("Beschreibung", "Ein oder zwei Sätze in beiden Sprachen."),
    "de": ("Deutsch", "Der deutsche Wortlaut."),
    "en": ("Englisch", "Der englische Wortlaut."),
    "start": ("Erstes Jahr der Wirkung", "Liegt nach dem Stand (as_of)."),
    "end": ("Jahr, in dem das Ziel erreicht ist", "Nicht vor dem ersten Jahr der Wirkung."),
    "to": ("Ziel", "Zielwert mit Einheit, zum Beispiel 80 %."),
    "table": ("Werte je Jahr", "Statt eines Ziels ein Wert je Jahr; dazwischen gerade, der letzte gilt weiter."),
    "table.*": ("Wert dieses Jahres", "Wert mit Einheit."),
    "office": _OFFICE,
    # scenario
    "scenario.name": ("Name", "Benennt den Ordner der Ergebnisse: Kleinbuchstaben, Ziffern, Bindestrich."),
    "city": ("Stadt", "Ordner in inputs/ mit den Tabellen der Stadt. Meist vom Elternteil übernommen."),
    "extends": ("Baut auf (Elternteil)", "Alles, was dieses Szenario sagt, gilt auch hier, soweit hier nichts steht."),
    "as_of": (
        "Stand",
        "Bis zu diesem Jahr gelten tatsächliche Werte; Maßnahmen wirken erst danach.",
    ),
    "horizon": ("Gerechnet bis", "Letztes Jahr der Rechnung, nach dem Stand."),
    "framework": ("Rahmenbedingungen", "Was die Stadt nicht entscheidet: Strommix, Preise, Bevölkerung, Recht."),
    "framework.file": ("Rahmendatei", "Datei in scenarios/framework/, deren Werte zuerst gelten."),
    "framework.law_as_of": ("Rechtsstand", "Tag, dessen Recht gilt, zum Beispiel 2026-11-01."),
    "framework.*": ("Pfad", "Gewählter Verlauf dieser Rahmengröße."),
    "measures": (
        "Maßnahmen",
        "true: wie in der Bibliothek. false: nicht. Oder Änderungen, zum Beispiel {start: 2029, ambition: 50 %}.",
    ),
    "measures.*": ("Maßnahme", "true, false oder Änderungen."),
    "measures.*.start": ("Erstes Jahr der Wirkung", "Für alle Stellgrößen der Maßnahme; Werte je Jahr wandern mit."),
    "measures.*.end": ("Jahr, in dem die Ziele erreicht sind", "Für alle Stellgrößen der Maßnahme."),
    "measures.*.ambition": (
        "Umsetzungsgrad",
        "Anteil des Wegs zu den Zielen, 0 % bis 100 %: 50 % heißt halb so weit.",
    ),
    "measures.*.levers": ("Stellgrößen", "Änderungen einzelner Stellgrößen dieser Maßnahme."),
    "measures.*.levers.*": ("Stellgröße", "Änderung dieser Stellgröße."),
    "milestones": (
        "Meilensteine",
        "Ohne diesen Schlüssel gelten alle der Stadt. Sonst: Kennungen auswählen oder eigene hinzufügen.",
    ),
    "settings": ("Einstellungen der Bilanz", "Wie gezählt wird. Szenarien mit anderen Regeln sind nicht vergleichbar."),
    "waste_heat": ("Abwärme der Müllverbrennung", "Wie die Wärme aus Müll in der Fernwärme zählt."),
    "process_emissions": ("Prozessemissionen", "CO₂ aus dem Brennen von Kalk."),
    "electricity": ("Strom", "Mit welchem Strommix der Verbrauch zählt."),
    "adoption": ("Umsetzung der Maßnahmen", "Ob alles stattfindet oder nur, was bezahlt und gebaut werden kann."),
    "registered_additions": (
        "Gezählte Zugänge",
        "true: Zubau aus öffentlichen Registern nach 2017 zählt. false: nur der Trend seit 2017 (Gegenprobe).",
    ),
    "scenario.funding": (
        "Änderungen der Förderung",
        "Je Förderprogramm: Ende, Wiederaufnahme, Satz, Topf. all: für alle Programme.",
    ),
    "scenario.funding.*": ("Förderprogramm", "Was dieses Szenario an dem Programm ändert."),
    "funding.*.ends": ("Letztes Jahr", "In diesem Jahr zahlt das Programm zum letzten Mal."),
    "funding.*.resumes": ("Wieder ab", "Ab diesem Jahr zahlt ein ausgesetztes Programm wieder."),
    "funding.*.rate": ("Sätze mal", "Faktor auf alle Sätze: 50 % halbiert sie, 0 % streicht sie."),
    "funding.*.pot": ("Topf", "Geld des Programms für die Stadt im Jahr, zum Beispiel 3 MEUR/a."),
    "funding.*.from_year": (
        "Gilt ab",
        "Erstes Jahr, in dem Satz und Topf gelten; ohne Angabe ab dem Jahr nach dem Stand.",
    ),
    # measure
    "measure.name": ("Name", _FILE_NAME),
    "sector": ("Sektor", "Bereich, in dem die Maßnahme wirkt."),
    "decider": ("Wer entscheidet", "Ohne diese Stelle geschieht die Maßnahme nicht."),
    "levers": ("Stellgrößen", "Physische Größen, die die Maßnahme bewegt, nie Emissionen."),
    "levers.*": ("Stellgröße", "Wohin, von wann bis wann, in welcher Form."),
    "range": (
        "Spanne des Ziels",
        "Zwischen welchen Werten das Ziel liegen kann, wo die Stadt es nur hofft. Die einzelne Rechnung nimmt to.",
    ),
    "range.low": ("Unteres Ende", "Wert mit Einheit, höchstens das Ziel."),
    "range.high": ("Oberes Ende", "Wert mit Einheit, mindestens das Ziel."),
    "range.distribution": ("Verteilung", "Wie aus der Spanne gezogen wird; ohne Angabe triangular."),
    "range.group": ("Gruppe", "Was dieselbe Gruppe nennt, schwankt gemeinsam."),
    "ramp": ("Form des Wegs", "Wie die Stellgröße zum Ziel kommt."),
    "requires": ("Setzt voraus", "Ohne diese Maßnahmen wirkt sie nicht und kostet nichts."),
    "excludes": ("Schließt aus", "Neben diesen Maßnahmen darf sie nicht laufen."),
    "assets": ("Was gebaut oder gekauft wird", "Danach richten sich Kosten und Förderung."),
    "funding": ("Förderprogramme", "Programme, die zahlen können."),
    "sources": ("Quellen", "Schlüssel aus sources.csv."),
    # milestones
    "id": ("Kennung", "Kleinbuchstaben, Ziffern, Bindestrich; jede nur einmal."),
    "year": ("Jahr", "Jahr, in dem die Grenze gilt."),
    "indicator": ("Messgröße", "Was gemessen wird."),
    "sense": ("Richtung", "Ob die Grenze eine Obergrenze oder eine Untergrenze ist."),
    "limit": ("Grenze", "Wert mit Einheit, die zur Messgröße passt."),
    "tolerance": ("Toleranz", "Wer die Grenze nur um so viel verfehlt, gilt als gefährdet. Auch in % der Grenze."),
    "origin": ("Herkunft", "Beschlossen oder aus einem Szenario abgeleitet."),
    "document": ("Beschluss", "Das Dokument, das den Meilenstein beschließt."),
    "source": ("Quelle", "Schlüssel aus sources.csv."),
    "scenario": ("Szenario", "Aus diesem Szenario ist die Grenze abgeleitet."),
    "hash": ("Prüfsumme", "Stand dieses Szenarios; wird vom Programm geschrieben."),
    "counting_rule": ("Zählregel", "Was als ausgegeben zählt, bei Summen in Euro."),
    "leading": ("Frühzeichen", "Messgrößen, an denen sich früh zeigt, ob die Schwelle gehalten wird."),
    # stress case
    "stress.name": ("Name", _FILE_NAME),
    "stress.text": ("Annahme", "Was angenommen wird und warum in dieser Größe, in beiden Sprachen."),
    "stress.adoption": (
        "Umsetzung",
        "financed: der Fall trifft Geld oder Handwerk; gebaut wird nur, was bezahlt und gebaut werden kann.",
    ),
    "stress.funding": ("Änderungen der Förderung", "Je Förderprogramm, wie in einem Szenario. all: für alle."),
    "stress.funding.*": ("Förderprogramm", "Was dieser Fall an dem Programm ändert."),
    "stress.inputs": (
        "Änderungen von Größen",
        "Je Größe eine Änderung oder eine Liste; alle wirken erst nach dem Stand.",
    ),
    "stress.inputs.*": ("Größe", "Genau eine der Angaben factor, add, set, delay; dazu where, from_year, by_year."),
    "inputs.*.where": ("Auswahl", "Nur Zeilen mit diesen Bezeichnungen, zum Beispiel {funder: bund}."),
    "inputs.*.where.*": ("Bezeichnung", "Code der Zeile in dieser Spalte."),
    "inputs.*.factor": ("Mal", "Faktor in Prozent: 130 % ist das 1,3-Fache."),
    "inputs.*.add": ("Dazu", "Betrag mit Einheit, auch negativ."),
    "inputs.*.set": ("Fester Wert", "Wert mit Einheit für alle Jahre ab from_year."),
    "inputs.*.delay": ("Verspätung", "Was nach dem Stand kommt, kommt so viele Jahre später, zum Beispiel 10 a."),
    "inputs.*.from_year": ("Gilt ab", "Erstes Jahr der Wirkung; ohne Angabe das Jahr nach dem Stand."),
    "inputs.*.by_year": ("Voll ab", "Bis zu diesem Jahr wächst die Änderung gleichmäßig auf ihre volle Größe."),
    # framework file, folder of inputs
    "framework.name": ("Name", _FILE_NAME),
    "inputs.name": ("Name", "Der Name des Ordners."),
    # groups of measures
    "groups": ("Gruppen", "Je Gruppe Titel und Maßnahmen; was keine Gruppe nennt, bildet eine eigene."),
    "groups.*": ("Gruppe", "Maßnahmen, die sich einen Beitrag teilen."),
    "groups.*.measures": ("Maßnahmen der Gruppe", "Namen aus der Bibliothek, jeder nur in einer Gruppe."),
    # mapping of the words of a balance
    "mapping.unit": ("Einheit", "Einheit der Zahlen, wo die Tabelle sie nicht je Zeile nennt."),
    "mapping.datenguete": ("Datengüte", "Güte nach BISKO für alle Zahlen: A, B, C oder D."),
    "mapping.datenguete_by_carrier": ("Datengüte je Energieträger", "Abweichende Güte einzelner Energieträger."),
    "mapping.datenguete_by_carrier.*": ("Datengüte", "Güte dieses Energieträgers: A, B, C oder D."),
    "mapping.sectors": ("Sektoren", "Wörter der Tabelle und die Sektoren, die sie meinen; Groß und klein ist gleich."),
    "mapping.sectors.*": ("Sektor", "Code des Sektors, den dieses Wort meint."),
    "mapping.carriers": ("Energieträger", "Wörter der Tabelle; mehrere desselben Energieträgers werden addiert."),
    "mapping.carriers.*": ("Energieträger", "Code des Energieträgers, den dieses Wort meint."),
    "mapping.totals": ("Summen", "Wörter von Zeilen und Spalten, die Summen sind: geprüft, nie eingelesen."),
    "mapping.ignore": ("Auslassen", "Wörter von Zeilen und Spalten, die entfallen; * am Ende: beliebig weiter."),
    "mapping.sheet": ("Blatt", "Blatt der Arbeitsmappe; ohne Angabe das erste, das passt."),
    "mapping.header": ("Zeile der Überschriften", "Nummer der Zeile; ohne Angabe wird sie an den Wörtern erkannt."),
    "mapping.decimal": ("Dezimalzeichen", "comma oder point für Zahlen, die als Text dastehen."),
    "mapping.columns": ("Spalten", "Überschriften einer Tabelle mit einer Zahl je Zeile."),
    "columns.sector": ("Spalte des Sektors", "Überschrift, wie sie in der Tabelle steht."),
    "columns.carrier": ("Spalte des Energieträgers", "Überschrift, wie sie in der Tabelle steht."),
    "columns.value": ("Spalte der Zahl", "Überschrift, wie sie in der Tabelle steht."),
    "columns.year": ("Spalte des Jahres", "Überschrift, wie sie in der Tabelle steht."),
    "columns.unit": ("Spalte der Einheit", "Überschrift, wie sie in der Tabelle steht."),
}

CHOICES: dict[str, str] = {
    "datenguete.A": "gezählt oder gemessen in der Stadt, etwa Netzdaten (1)",
    "datenguete.B": "Zahlen der Stadt, hochgerechnet (0,5)",
    "datenguete.C": "Kennwerte der Region (0,25)",
    "datenguete.D": "Kennwerte des Bundes (0)",
    "decimal.comma": "Dezimalkomma: 1.234,5",
    "decimal.point": "Dezimalpunkt: 1,234.5",
    "sense.at_most": "höchstens: Obergrenze",
    "sense.at_least": "mindestens: Untergrenze",
    "origin.decided": "beschlossen; braucht document oder source",
    "origin.derived": "aus einem Szenario abgeleitet; braucht scenario",
    "origin.proposed": "eigener Vorschlag, von niemandem beschlossen",
    "ramp.linear": "jedes Jahr gleich viel, von start bis end",
    "ramp.s-curve": "langsam, dann schnell, dann langsam, von start bis end",
    "ramp.step": "ganz und sofort ab start",
    "ramp.table": "Werte je Jahr (table)",
    "distribution.uniform": "überall zwischen low und high gleich wahrscheinlich",
    "distribution.triangular": "zwischen low und high, am ehesten beim Ziel (Vorgabe)",
    "distribution.normal": "das Ziel ist der Mittelwert; low und high: eine Standardabweichung",
    "distribution.lognormal": "das Ziel ist der Median; low und high: eine Standardabweichung des Logarithmus",
    "waste_heat.convention": "Tabellenwert der Bilanzregeln (Vorgabe)",
    "waste_heat.physical": "fossiles CO₂ am Schornstein",
    "process_emissions.memo": "steht daneben und zählt nicht zur Summe (Vorgabe)",
    "process_emissions.included": "zählt zur Summe",
    "electricity.national": "Bundesmix (Vorgabe)",
    "electricity.local_mix": "Mix aus örtlichen Anlagen und Bundesnetz",
    "adoption.given": "Maßnahmen finden statt wie gesetzt; das Geld sagt nur, wer zahlt (Vorgabe)",
    "adoption.financed": "gebaut wird nur, was bezahlt wird und was das Handwerk schafft; Tonnen folgen",
}

RULES = {
    "highest": "Die Stellgröße erreicht den Zielwert; liegt der Trend höher, bleibt der Trend.",
    "lowest": "Die Stellgröße sinkt auf den Zielwert; liegt der Trend tiefer, bleibt der Trend.",
    "add": "Der Wert kommt zum Trend hinzu.",
    "multiply": "Der Trend wird mit dem Wert vervielfacht: 100 % ändert nichts, 250 % ist das Zweieinhalbfache.",
    "exclusive": "Die Stellgröße erreicht den Zielwert; nur eine Maßnahme darf sie bewegen.",
}


def told(path: Sequence[str]) -> tuple[str, str]:
    """Return title and text of a key by its way from the kind of file; KeyError where nothing is known."""
    for i in range(len(path)):
        for way in (path[i:], (*path[i:-1], "*")):
            found = TEXTS.get(".".join(way)) if len(way) > 1 or way != ("*",) else None
            if found is not None:
                return found
    raise KeyError(".".join(path))
