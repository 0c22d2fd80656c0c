"""What the command `explain` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "cap_per_case": ("je Fall", "a case"),
    "cap_per_dwelling": ("je Wohnung", "a dwelling"),
    "cap_per_m2": ("je m²", "a m²"),
    "cap_above": ("über {}", "above {}"),
    "own_assumption": ("eigene Annahme, Begründung in der Zeile [{}]", "own assumption, reasons in the row [{}]"),
    "derived_from": ("Szenario {} (Kennung {})", "scenario {} (hash {})"),
    "span": ("{} bis {}", "{} to {}"),
    "range_per": ("{} {}", "{} {}"),
    "since": ("ab {}", "from {}"),
    "until": ("bis {}", "until {}"),
    "and_more": ("{} und {} weitere", "{} and {} more"),
    "allowed": ("erlaubt {}", "allowed {}"),
    "as_library": ("wie in der Bibliothek", "as in the library"),
    "change_start": ("Beginn {}", "start {}"),
    "change_end": ("Ende {}", "end {}"),
    "change_ambition": ("umgesetzt zu {}", "carried out to {}"),
    "unit_written": ("{} (zu schreiben als {})", "{} (to be written as {})"),
    "unit_factor": ("Faktor gegenüber dem Trend", "factor on the trend"),
    "operation_highest": (
        "erreicht: die Stellgröße geht vom Trend auf den angegebenen Wert hinauf; von mehreren gilt der höchste",
        "reaches: the lever rises from the trend to the value given; of several measures the highest value counts",
    ),
    "operation_lowest": (
        "erreicht: die Stellgröße geht vom Trend auf den angegebenen Wert hinunter; von mehreren gilt der niedrigste",
        "reaches: the lever falls from the trend to the value given; of several measures the lowest value counts",
    ),
    "operation_add": (
        "kommt hinzu: der angegebene Wert wird zum Trend addiert, die Werte mehrerer Maßnahmen zusammen",
        "adds: the value given is added to the trend, the values of several measures together",
    ),
    "operation_multiply": (
        "vervielfacht: der Trend wird mit dem angegebenen Faktor malgenommen (80 % heißt ein Fünftel weniger)",
        "multiplies: the trend is multiplied by the factor given (80 % means one fifth less)",
    ),
    "operation_exclusive": (
        "setzt fest: die erste Maßnahme, die die Stellgröße bewegt, bestimmt ihren Wert",
        "sets: the first measure that moves the lever decides its value",
    ),
    "registered": (
        "die gemessenen Werte stammen aus öffentlichen Registern",
        "the actual values come from public registers",
    ),
    "time_constant": ("ein Wert für alle Jahre", "one value for all years"),
    "time_series": ("gemessene Reihe, ein Wert je Jahr", "reported series, one value a year"),
    "time_path": ("Stützjahre, dazwischen geradlinig, davor und danach gleich", "support years, straight between them"),
    "time_framework": (
        "gemessen bis zum Stand des Szenarios, danach nach der gewählten Annahme zur Zukunft",
        "actual up to the scenario's as_of, then by the chosen variant",
    ),
    "time_records": ("eine Liste einzelner Angaben", "a list of single entries"),
    "smallest": ("kleinster Wert", "smallest"),
    "largest": ("größter Wert", "largest"),
    "uncertain_rows": (
        "{} von {} Angaben haben einen unteren und einen oberen Wert",
        "{} of {} entries have a low and a high value",
    ),
    "counted_co2e": (
        "Treibhausgase des Endverbrauchs mit Vorketten, Summe aller Sektoren.",
        "Greenhouse gases of final use with upstream, all sectors.",
    ),
    "counted_co2": (
        "CO₂ des Endverbrauchs ohne Vorketten, Summe aller Sektoren.",
        "Direct CO₂ of final use, all sectors.",
    ),
    "counted_final_energy": ("Endenergie aller Sektoren.", "Final energy of all sectors."),
    "counted_climate_investment": (
        "Investitionen in Klimaschutz in den Jahren der Zählregel, gezählt nach ihr.",
        "Investment in climate protection in the years of the counting rule, counted by it.",
    ),
    "counted_municipal_pv_roofs": (
        "Städtische Dächer mit Photovoltaik; gezählt, nicht gerechnet.",
        "Municipal roofs with photovoltaics; counted, not modelled.",
    ),
    "tolerance_is": ("gefährdet statt verfehlt bis zu einem Abstand von {}", "at risk and not missed within {}"),
    "law_as_of": (
        "Tag, dessen Recht gilt: Regeln, die bis dahin bekannt sind, wirken ab ihrem eigenen Jahr.",
        "Day whose law counts: rules known by then act from their own year on.",
    ),
    "setting_waste_heat": (
        "Wie Wärme aus Müll gezählt wird: nach BISKO ohne Emissionen oder mit dem fossilen CO₂ des Kamins.",
        "How heat from waste is counted: without emissions as in BISKO, or with the fossil CO₂ of the stack.",
    ),
    "setting_process_emissions": (
        "Ob Emissionen aus dem Stoff selbst (Kalkbrennen) nur danebenstehen oder mitgezählt werden.",
        "Whether emissions of the material itself (lime burning) stand beside or are counted.",
    ),
    "setting_electricity": (
        "Mit welchem Strommix gerechnet wird: bundesweit nach BISKO oder mit dem Strom aus der Stadt.",
        "Which electricity mix counts: the national one as in BISKO, or with the city's own generation.",
    ),
    "setting_adoption": (
        "Wie Maßnahmen zustande kommen: Sie geschehen wie angegeben, das Geld entscheidet nur, wer zahlt.",
        "How measures come about: they happen as given, money only decides who pays.",
    ),
    "setting_registered_additions": (
        "Ob gezählte Zugänge seit 2018 (Photovoltaik, Batterie-Pkw, Wasserstoffbusse) übernommen werden.",
        "Whether counted additions since 2018 (PV, battery cars, hydrogen buses) are used.",
    ),
    "prices_of": ("Preise von {}", "prices of {}"),
    "nothing": ("nichts", "nothing"),
    "not_confirmed": ("nicht belegt", "not confirmed"),
    "explain_unknown": (
        "'{}' ist nicht bekannt; 'klima2035 list' nennt, was es gibt",
        "'{}' is not known; 'klima2035 list' tells what there is",
    ),
    "explain_near": ("'{}' ist nicht bekannt; ähnlich sind: {}", "'{}' is not known; near are: {}"),
    "entries": ("{} Angaben", "{} entries"),
    "key_file_scenario": ("Szenario", "Scenario"),
    "key_file_measure": ("Maßnahme", "Measure"),
    "key_file_milestones": ("Meilensteine", "Milestones"),
    "key_file_framework": ("Rahmendatei", "Framework file"),
    "key_file_inputs": ("Eingabeordner", "Inputs folder"),
    "key_needed": ("{} (muss dastehen)", "{} (must be there)"),
    "key_optional": ("{} (darf fehlen)", "{} (may be left out)"),
    "a_measure": ("Maßnahme", "measure"),
    "a_lever": ("Stellgröße", "lever"),
    "a_programme": ("Förderprogramm", "programme"),
    "key_or": (" oder ", " or "),
    "key_form_year": ("ein Jahr von {} bis {}", "a year from {} to {}"),
    "key_form_quantity": ("eine Zahl mit Einheit, zum Beispiel 80 %", "a number with its unit, such as 80 %"),
    "key_form_date": ("ein Tag, zum Beispiel 2026-11-01", "a day, such as 2026-11-01"),
    "key_form_name": (
        "ein Name aus Kleinbuchstaben, Ziffern und Bindestrichen",
        "a name of lower-case letters, digits and hyphens",
    ),
    "key_form_string": ("ein Text", "a text"),
    "key_form_word": ("eines der unten genannten Wörter", "one of the words below"),
    "key_form_boolean": ("true (ja) oder false (nein)", "true (yes) or false (no)"),
    "key_form_years": (
        "Jahre mit Werten, zum Beispiel {2028: 10 %, 2030: 25 %}",
        "years with values, such as {2028: 10 %, 2030: 25 %}",
    ),
    "key_form_text": (
        "ein Text auf Deutsch und auf Englisch: {de: ..., en: ...}",
        "a text in German and in English: {de: ..., en: ...}",
    ),
    "added_by": ("{}, das ihn hinzufügt", "{}, which adds it"),
    "key_form_array": ("eine Liste", "a list"),
    "key_form_object": ("weitere Schlüssel", "further keys"),
    "key_form_integer": ("eine ganze Zahl", "a whole number"),
    "case_cost": ("Kosten {} vom Mittel", "cost {} of the mean"),
    "usage.explain": ("explain NAME [OPTIONEN]", "explain NAME [OPTIONS]"),
    "help.explain": (
        """Erklärt, was sich hinter einem Namen verbirgt: Stellgröße, Maßnahme, Eingangsgröße, Meilenstein und mehr.

        Mit Bedeutung, Einheit, Grenzen, Quelle und wo der Name verwendet wird. Namen nennt 'klima2035 list'.""",
        """Explain what is behind a name: lever, measure, input, milestone and more.

        With meaning, unit, bounds, source and where it is used. 'klima2035 list' tells the names.""",
    ),
    "help.city": ("Stadt (Vorgabe: die von klimaneutral-2035).", "City (default: that of klimaneutral-2035)."),
}
