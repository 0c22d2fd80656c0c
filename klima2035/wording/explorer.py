"""What the commands `serve` and `explorer` and their page say, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "level": ("{lever}: {level} ab {year} (ohne die Maßnahme {start})", "{lever}: {level} from {year} on ({start} without the measure)"),
    "level_same": ("{lever}: bleibt bei {start}", "{lever}: stays at {start}"),
    "usage.serve": (
        "serve [SZENARIO] [--host ADRESSE] [--port ZAHL] [--token WORT] [--save ORDNER] [--no-browser] [--lang de|en]",
        "serve [SCENARIO] [--host ADDRESS] [--port NUMBER] [--token WORD] [--save DIR] [--no-browser] [--lang de|en]",
    ),
    "help.serve": (
        "Öffnet die Seite, auf der sich Maßnahmen verstellen lassen und Pfad, Geld und Meilensteine gleich folgen.",
        "Open the page on which measures are moved and path, money and milestones follow at once.",
    ),
    "help.host": (
        "Adresse, unter der die Seite zu haben ist (Vorgabe: 127.0.0.1, nur dieser Rechner); jede andere verlangt --token.",
        "Address at which the page is to be had (default: 127.0.0.1, this machine only); any other needs --token.",
    ),
    "help.port": ("Nummer des Anschlusses (Vorgabe 2035; 0: irgendein freier).", "Port (default 2035; 0: any free one)."),
    "help.token": (
        "Kennwort, ohne das niemand die Seite sieht: mindestens 16 Zeichen aus A–Z, a–z, 0–9, - und _.",
        "Password without which nobody sees the page: at least 16 of A-Z, a-z, 0-9, - and _.",
    ),
    "help.no_browser": ("Öffnet keinen Browser.", "Do not open a browser."),
    "help.save": (
        "Ordner, in den die Seite Szenarien speichern darf (Vorgabe: scenarios im Arbeitsordner).",
        "Folder into which the page may save scenarios (default: scenarios in the working folder).",
    ),
    "serve_open": (
        "klima2035 läuft unter {address} – beenden mit Strg+C.",
        "klima2035 runs at {address} – stop it with Ctrl+C.",
    ),
    "serve_name": (
        "{}: hier den Namen eines Szenarios nennen (klima2035 list); andere Dateien lassen sich auf der Seite öffnen",
        "{}: give the name of a scenario here (klima2035 list); other files can be opened on the page",
    ),
    "serve_end": ("Beendet.", "Stopped."),
    "serve_extra": (
        "Für die Seite fehlt ein Paket ({}): pip install 'klima2035[web]'",
        "A package for the page is missing ({}): pip install 'klima2035[web]'",
    ),
    "serve_needs_token": (
        "--host {}: dann ist die Seite auch von anderen Rechnern zu erreichen; dafür ist --token WORT nötig (mindestens 16 Zeichen), etwa --token {}",
        "--host {}: the page can then be reached from other machines; that needs --token WORD (at least 16 characters), such as --token {}",
    ),
    "serve_bad_token": (
        "--token: mindestens 16 Zeichen aus A–Z, a–z, 0–9, - und _",
        "--token: at least 16 of A-Z, a-z, 0-9, - and _",
    ),
    "serve_bad_host": ("--host {}: das ist keine Adresse dieses Rechners", "--host {}: that is no address of this machine"),
    "serve_port_taken": (
        "Anschluss {port} an {host} ist nicht zu haben ({reason}). Läuft klima2035 schon? Sonst: --port mit einer anderen Zahl oder --port 0.",
        "Port {port} at {host} is not to be had ({reason}). Is klima2035 running already? Else: --port with another number, or --port 0.",
    ),
    "usage.explorer": (
        "explorer [SZENARIO] [--out DATEI.html] [--groups DATEI] [--lang de|en]",
        "explorer [SCENARIO] [--out FILE.html] [--groups FILE] [--lang de|en]",
    ),
    "help.explorer": (
        "Schreibt eine HTML-Datei zum Weitergeben: Maßnahmengruppen an- und abschalten, ohne Netz und ohne Programm.",
        "Write one HTML file to hand on: switch groups of measures on and off, without network or program.",
    ),
    "help.explorer_out": ("Datei, die entsteht (Vorgabe: explorer.html).", "File to write (default: explorer.html)."),
    "help.explorer_groups": (
        "Datei mit höchstens zwölf Maßnahmengruppen, Name aus scenarios/groups oder Pfad (Vorgabe: handlungsfelder).",
        "File with at most twelve groups of measures, a name from scenarios/groups or a path (default: handlungsfelder).",
    ),
    "explorer_done": (
        "{title}: {count} Gruppen, {combinations} Kombinationen, {size} MB.",
        "{title}: {count} groups, {combinations} combinations, {size} MB.",
    ),
    "explorer_written": ("Geschrieben: {}", "Written: {}"),
    "explorer_many": (
        "{count} Gruppen sind zu viele: jede weitere verdoppelt die Datei; höchstens {most}. Maßnahmen zusammenfassen (--groups DATEI).",
        "{count} groups are too many: each one doubles the file; at most {most}. Join measures (--groups FILE).",
    ),
    "explorer_no_measures": (
        "{} hat keine Maßnahmen, die sich an- und abschalten ließen",
        "{} has no measures that could be switched on and off",
    ),
    "explorer_suffix": ("--out {}: der Name einer HTML-Datei endet auf .html", "--out {}: the name of an HTML file ends in .html"),
    "explorer_folder": ("--out {}: das ist ein Ordner", "--out {}: that is a folder"),
    "explorer_foreign": (
        "--out {}: diese Datei hat klima2035 nicht geschrieben; sie bleibt, wie sie ist. Anderen Namen wählen.",
        "--out {}: klima2035 did not write this file; it stays as it is. Choose another name.",
    ),
    "page_busy": ("Der Rechner ist ausgelastet; in ein paar Sekunden noch einmal.", "The machine is busy; try again in a few seconds."),
    "page_failed": (
        "Das Programm hat hier einen Fehler gemacht; er steht im Fenster, in dem klima2035 läuft. Ihre Einstellung ist nicht verloren.",
        "The program made a mistake here; it stands in the window in which klima2035 runs. Your setting is not lost.",
    ),
    "page_unknown": ("Das gibt es hier nicht.", "There is no such thing here."),
    "page_large": ("Das ist zu groß: höchstens {} kB.", "That is too large: at most {} kB."),
    "page_form": ("So eine Anfrage gibt es nicht: {}", "There is no such request: {}"),
    "page_token": ("Hier fehlt das Kennwort, oder es ist falsch.", "The password is missing here, or it is wrong."),
    "page_host": ("Unter diesem Namen ist die Seite nicht zu haben.", "The page is not to be had under this name."),
    "page_slow": ("Das hat zu lange gedauert und wurde abgebrochen.", "That took too long and was stopped."),
    "page_no_save": ("Diese Seite darf nichts speichern; herunterladen geht.", "This page may not save; downloading works."),
    "why_rows": ("{count} Angaben: {kinds}", "{count} entries: {kinds}"),
    "why_more": ("Alle Zahlen mit voller Genauigkeit: {}, geschrieben von klima2035 run.", "All numbers in full precision: {}, written by klima2035 run."),
    "why_upstream": ("Vorketten und andere Gase", "Upstream and other gases"),
    "why_threshold": ("Schwelle der Klimaneutralität", "Threshold of neutrality"),
    "why_total": ("Summe, die bleibt", "Total that remains"),
    "why_limit": ("Grenze", "Limit"),
    "why_missing": ("fehlt bis zur Grenze (unter null: darüber hinaus)", "missing to the limit (below zero: beyond it)"),
    "why_heat_unmet": ("Fernwärme, für die kein Erzeuger da ist", "District heat without a plant"),
    "why_heat_factor": ("Emissionsfaktor der Fernwärme", "Emission factor of district heat"),
    "why_renovation_rate": ("Sanierungsrate der Wohngebäude", "Renovation rate of dwellings"),
    "why_start": ("Ausgangswert 1990", "Value of 1990"),
    "why_end_use": ("Treibhausgase nach Sektor", "Greenhouse gases by sector"),
    "why_conversion": ("Treibhausgase nach Handlungsfeld", "Greenhouse gases by field of action"),
    "why_energy": ("Endenergie", "Final energy"),
    "why_heating": ("Beheizte Fläche", "Heated floor area"),
    "why_cars": ("Zugelassene Pkw", "Registered cars"),
    "why_modal": ("Anteil an den Wegen", "Share of trips"),
    "why_heat": ("Fernwärme", "District heat"),
    "why_additional": ("Mehrkosten der Maßnahmen", "Additional cost of measures"),
    "why_full": ("Volle Kosten der Maßnahmen", "Full cost of measures"),
    "why_city": ("Stadt", "City"),
    "why_company": ("Städtische Gesellschaften", "City companies"),
    "why_total_need": ("Mehrkosten bis zum Zieljahr", "Additional cost up to the target year"),
    "why_total_grants": ("Förderung bis zum Zieljahr", "Grants up to the target year"),
    "why_total_gap": ("Lücke bis zum Zieljahr", "Gap up to the target year"),
    "why_total_city": ("Eigenes Geld und Lücke der Stadt bis zum Zieljahr", "Own money and gap of the city up to the target year"),
    "page_stress_note": (
        "Stressfälle gehören nicht in ein Szenario. Die gespeicherte Datei gilt ohne Stress; mit Stress: {}",
        "Stress cases are no part of a scenario. The saved file holds without stress; with stress: {}",
    ),
}  # fmt: skip
