"""Terms of the council pack and what they mean, in German and English."""

from __future__ import annotations

LICENCES = {  # how the registers of sources name what holds for a source, and the German for it
    "official": "amtlich", "official, press": "amtlich, Presse", "official work": "amtliches Werk",
    "official work (§ 5 UrhG)": "amtliches Werk (§ 5 UrhG)", "official statistics, dl-de/by-2-0": "amtliche Statistik, dl-de/by-2-0",
    "press": "Presse", "press release": "Pressemitteilung", "press release, figures quoted": "Pressemitteilung, Zahlen zitiert",
    "press, figures quoted": "Presse, Zahlen zitiert", "press quoting official statistics": "Presse nach amtlicher Statistik",
    "press report on official statistics": "Presse nach amtlicher Statistik", "press quoting official work": "Presse nach amtlichem Werk",
    "press quoting the study": "Presse nach der Studie", "publication, figures quoted": "Veröffentlichung, Zahlen zitiert",
    "UBA publication, figures quoted": "Veröffentlichung des UBA, Zahlen zitiert",
    "UBA publication, licence not stated": "Veröffentlichung des UBA, ohne Angabe", "published declaration": "veröffentlichte Erklärung",
    "member of parliament's page": "Seite eines Abgeordneten", "lecture quoting AGFW": "Vortrag nach AGFW", "association": "Verband",
    "own": "eigene Annahme", "see repository": "siehe dort", "DWD open data, GeoNutzV": "offene Daten des DWD, GeoNutzV",
    "HiSim MIT; terms of TABULA/IWU apply": "HiSim MIT; dazu die Bedingungen von TABULA/IWU",
}  # fmt: skip

GLOSSARY: tuple[tuple[str, str, str, str], ...] = (  # term and meaning, German and English
    ("CO₂e", "Treibhausgase in der Wirkung von CO₂, hier mit der Vorkette: Förderung, Umwandlung, Transport.", "CO₂e", "Greenhouse gases in terms of CO₂, here with upstream: extraction, conversion, transport."),
    ("BISKO", "Deutsche Regeln für kommunale Bilanzen: Endenergie auf dem Stadtgebiet mal Emissionsfaktor, Strom mit dem Mix des ganzen Landes.", "BISKO", "German rules for municipal balances: final energy on the territory times emission factor, electricity at the national mix."),
    ("Datengüte", "Wie weit eine Bilanz auf Messung beruht: 1 ganz gemessen, 0 ganz aus Kennwerten.", "Data quality", "How far a balance rests on measurement: 1 measured throughout, 0 from statistics throughout."),
    ("Meilenstein", "Messgröße mit Jahr und Schwelle. Beschlossen: in einem Dokument; abgeleitet: aus einem Szenario.", "Milestone", "An indicator with a year and a limit. Decided: in a document; derived: from a scenario."),
    ("gefährdet", "Auf dem Pfad knapp verfehlt, oder in einem vergangenen Jahr nur gerechnet eingehalten oder knapp verfehlt. Eine gezählte Zahl hat keinen Spielraum.", "At risk", "Narrowly missed on the path, or in a past year kept or narrowly missed by the model only. A counted figure has no margin."),
    ("Frühzeichen", "Messgröße, an der sich früh zeigt, ob ein Ziel gehalten wird.", "Leading indicator", "An indicator that shows early whether a target will be met."),
    ("Stand", "Letztes Jahr mit tatsächlichen Rahmenwerten; Maßnahmen wirken erst danach.", "As of", "The last year with actual framework values; measures act after it."),
    ("Trend", "Derselbe Rahmen ohne Maßnahmen: geltendes Recht und üblicher Ersatz alter Technik.", "Trend", "The same framework without measures: law in force and the usual replacement of old technology."),
    ("Mehrkosten", "Was über den Ersatz hinausgeht, der ohnehin fällig wäre.", "Additional cost", "What goes beyond the replacement that is due anyway."),
    ("Lücke", "Mehrkosten weniger Förderung weniger dem, was die Zahlenden tragen können.", "Gap", "Additional cost less grants less what the payers can carry."),
    ("nominal", "In Euro des jeweiligen Jahres, mit erwarteter Teuerung.", "Nominal", "In euro of the respective year, with expected inflation."),
    ("Ziehung", "Eine Rechnung mit Werten, die innerhalb ihrer Spannen ausgelost sind.", "Draw", "One computation with values drawn within their ranges."),
    ("Vorkette", "Treibhausgase, die entstehen, bevor Energie in der Stadt ankommt.", "Upstream", "Greenhouse gases from before energy arrives in the city."),
    ("CO₂-Budget", "Menge an direktem CO₂, die einer Stadt nach Einwohnern zusteht; von Treibhausgasen mit Vorkette zu trennen.", "CO₂ budget", "Amount of direct CO₂ that is a city's share by inhabitants; to be kept apart from greenhouse gases with upstream."),
)  # fmt: skip
