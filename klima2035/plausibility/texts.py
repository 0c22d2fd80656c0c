"""What a finding says: sentence, reason and remedy of every rule, in German and English.

Fields: subject, value, threshold (with units), year, span (years), factor (value over threshold), the finding's own
``codes`` as labels and ``numbers``. A remedy may differ by subject (``REMEDIES``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from klima2035.complaints import Pair
from klima2035.labels import Labels
from klima2035.numbers import number, percent, significant
from klima2035.plausibility.facts import Hit
from klima2035.result import Finding


@dataclass(frozen=True, slots=True)
class Told:
    """The texts of one rule in one language."""

    sentence: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one rule."""

    de: Told
    en: Told


_COUNTS = frozenset({"systems", "points", "vehicles", "employees"})  # named by the sentence itself
_SLOWER = Pair(
    de=(
        "Verteilen Sie die Maßnahme auf mehr Jahre (end), senken Sie ihr Ziel (ambition), oder belegen Sie, woher"
        " Betriebe und Personal kommen."
    ),
    en="Spread the measure over more years (end), lower its aim (ambition), or show where firms and staff come from.",
)
_EXPAND = Pair(
    de=(
        "Begrenzen Sie den Verbrauch in den Maßnahmen, oder belegen Sie eine höhere Grenze und tragen Sie sie mit"
        " Quelle in die Eingabetabellen ein."
    ),
    en=(
        "Limit the use in the measures, or show that more is to be had and enter it in the input tables with its "
        "source."
    ),
)

TEXTS: dict[str, Words] = {
    "prerequisite_missing": Words(
        de=Told(
            sentence="„{subject}“ wirkt nicht und kostet nichts: Die Voraussetzung „{needed}“ ist nicht eingeschaltet.",
            reason="Die eine Maßnahme setzt die andere voraus; allein wird sie so gerechnet, als gäbe es sie nicht.",
            remedy="Schalten Sie beide Maßnahmen ein oder beide aus.",
        ),
        en=Told(
            sentence="'{subject}' has no effect and no cost: its prerequisite '{needed}' is not switched on.",
            reason="One measure needs the other; alone it counts as if it did not exist.",
            remedy="Switch both measures on or both off.",
        ),
    ),
    "measure_without_effect": Words(
        de=Told(
            sentence="„{subject}“ ist eingeschaltet, ändert aber nichts.",
            reason=(
                "Keine ihrer Stellgrößen bewegt sich: Der Trend ist schon so weit, eine andere Maßnahme geht "
                "weiter, eine Grenze hält sie fest, oder sie beginnt nach dem letzten Jahr."
            ),
            remedy="Schalten Sie die Maßnahme ab, oder setzen Sie ihr Ziel höher oder ihren Beginn früher.",
        ),
        en=Told(
            sentence="'{subject}' is switched on but changes nothing.",
            reason=(
                "None of its levers moves: the trend is as far already, another measure goes further, a bound "
                "holds it, or it starts after the last year."
            ),
            remedy="Switch the measure off, or raise its aim or start it earlier.",
        ),
    ),
    "lever_clipped": Words(
        de=Told(
            sentence="{subject}: Die Maßnahmen wollen {year} auf {value}, erlaubt sind {threshold}.",
            reason=(
                "Die Stellgröße wird an ihrer Grenze festgehalten ({span}); was darüber hinausgeht, wirkt nicht."
                " Beteiligte Maßnahmen: {measures}."
            ),
            remedy=(
                "Senken Sie das Ziel einer dieser Maßnahmen, oder prüfen Sie die Grenze in den Zeilen der Stellgröße."
            ),
        ),
        en=Told(
            sentence="{subject}: the measures want {value} in {year}, allowed is {threshold}.",
            reason=(
                "The lever is held at its bound ({span}); what goes beyond is lost. Measures involved: {measures}."
            ),
            remedy="Lower the aim of one of these measures, or check the bound in the lever's rows.",
        ),
    ),
    "claims_overlap": Words(
        de=Told(
            sentence=(
                "Wärmepumpen ({pumps}) und Fernwärme ({network}) beanspruchen {year} zusammen {value} der "
                "fälligen Heizungen."
            ),
            reason=(
                "Mehr als alle fälligen Heizungen kann niemand ersetzen. Die Rechnung kürzt beide Anteile im "
                "selben Verhältnis ({span}); die Ziele der Maßnahmen werden so nicht erreicht. Betroffen: "
                "{subject}."
            ),
            remedy=(
                "Stimmen Sie beide Anteile ab, zusammen höchstens 100 %, am besten nach den Gebieten der Wärmeplanung."
            ),
        ),
        en=Told(
            sentence=(
                "Heat pumps ({pumps}) and district heat ({network}) together claim {value} of the boilers due in "
                "{year}."
            ),
            reason=(
                "No more boilers can be replaced than fall due. The model cuts both shares in proportion "
                "({span}), so the measures miss their aims. Concerned: {subject}."
            ),
            remedy="Match the two shares, together at most 100%, best by the areas of the heat plan.",
        ),
    ),
    "unmet_heat": Words(
        de=Told(
            sentence=(
                "{subject}: {year} fehlen {lacking} Wärme; die Anlagen liefern {threshold}, gebraucht werden {value}."
            ),
            reason=(
                "Die Anlagen am Netz liefern im Jahr weniger Wärme, als die Kunden brauchen ({span}). Die Lücke "
                "wird nicht aufgefüllt: Ihre Emissionen und Kosten fehlen in diesem Ergebnis."
            ),
            remedy=(
                "Planen Sie weitere Wärmeanlagen (Großwärmepumpen, Geothermie), oder schließen Sie weniger Gebäude an."
            ),
        ),
        en=Told(
            sentence=(
                "{subject}: in {year} {lacking} of heat are lacking; the plants give {threshold}, {value} are needed."
            ),
            reason=(
                "The plants on the network give less heat a year than customers need ({span}). The gap is not "
                "filled: its emissions and cost are missing from this result."
            ),
            remedy="Plan further heat plants (large heat pumps, geothermal), or connect fewer buildings.",
        ),
    ),
    "unmet_peak": Words(
        de=Told(
            sentence=(
                "{subject}: {year} fehlen am kältesten Tag {lacking} Leistung; gebraucht werden {value}, da sind "
                "{threshold}."
            ),
            reason="Die Wärme reicht übers Jahr, aber nicht in der kältesten Stunde ({span}).",
            remedy=(
                "Behalten Sie Reservekessel (gas_boiler_availability), bauen Sie Elektrodenkessel oder Speicher, "
                "oder dämmen Sie angeschlossene Gebäude zuerst."
            ),
        ),
        en=Told(
            sentence=(
                "{subject}: in {year} {lacking} of power are lacking on the coldest day; {value} are needed, "
                "{threshold} are there."
            ),
            reason="The heat lasts over the year, but not in the coldest hour ({span}).",
            remedy=(
                "Keep reserve boilers (gas_boiler_availability), build electrode boilers or storage, or insulate "
                "connected buildings first."
            ),
        ),
    ),
    "limit_exceeded": Words(
        de=Told(
            sentence="{subject}: {year} werden {value} gebraucht, es gibt nur {threshold}.",
            reason=(
                "Mehrere Verwendungen teilen sich diese Menge; zusammen verlangen sie mehr, als die Stadt haben "
                "kann ({span})."
            ),
            remedy=_EXPAND.de,
        ),
        en=Told(
            sentence="{subject}: in {year} {value} are asked for, there is only {threshold}.",
            reason="Several uses share this quantity; together they ask for more than the city can have ({span}).",
            remedy=_EXPAND.en,
        ),
    ),
    "craft_labour": Words(
        de=Told(
            sentence="{subject}: {year} werden rund {value} Vollzeitkräfte gebraucht, frei sind etwa {threshold}.",
            reason=(
                "Der Bedarf ergibt sich aus allem, was im Jahr eingebaut und saniert wird. Frei ist nur die "
                "Arbeitszeit, die die Betriebe der Stadt nicht für anderes brauchen (Neubau, Wartung, Bäder)."
                " Engpass: {span}."
            ),
            remedy=(
                "Verteilen Sie die Arbeiten auf mehr Jahre, gewinnen Sie Betriebe aus dem Umland, oder tragen Sie"
                " bessere Zahlen der Kammer in thresholds.csv ein."
            ),
        ),
        en=Told(
            sentence="{subject}: in {year} some {value} full-time workers are needed, about {threshold} are free.",
            reason=(
                "The need follows from all that is installed and renovated in the year. Free is only the working time "
                "that the city's firms do not need for other work (new buildings, service, baths). Shortage: {span}."
            ),
            remedy=(
                "Spread the work over more years, win firms from around, or enter better figures of the chamber "
                "of crafts in thresholds.csv."
            ),
        ),
    ),
    "pace_national": Words(
        de=Told(
            sentence=(
                "{subject}: {value} im Jahr {year}. Deutschland kam in seinem besten Jahr ({record_year}) auf "
                "{threshold}{how}."
            ),
            reason=(
                "Das ist {factor}-mal so schnell wie das ganze Land in seinem besten Jahr (darüber: {span}). Betriebe, "
                "Personal und Geräte aus anderen Orten fehlen, wenn andere Städte dasselbe wollen."
            ),
            remedy=_SLOWER.de,
        ),
        en=Told(
            sentence="{subject}: {value} in {year}. In its best year ({record_year}) Germany reached {threshold}{how}.",
            reason=(
                "That is {factor} times the speed of the whole country in its best year (beyond it: {span}). "
                "Firms, staff and equipment from elsewhere are not certain where other cities want the same."
            ),
            remedy=_SLOWER.en,
        ),
    ),
    "early_replacement": Words(
        de=Told(
            sentence="{subject}: {year} auf {value} der Gebäudefläche (Schwelle {threshold}).",
            reason=(
                "Dazu kommt der gewöhnliche Ersatz alter Heizungen. Eigentümer verlieren Geräte, die noch laufen,"
                " und der Handel muss alles in wenigen Jahren liefern ({span})."
            ),
            remedy=(
                "Beginnen Sie früher mit dem Ersatz bei Fälligkeit, senken Sie den vorzeitigen Ersatz, oder "
                "planen Sie Ausgleich für die Eigentümer ein."
            ),
        ),
        en=Told(
            sentence="{subject}: {value} of the floor area in {year} (threshold {threshold}).",
            reason=(
                "The usual replacement of old boilers comes on top. Owners lose boilers that still run, and trade"
                " must deliver all within a few years ({span})."
            ),
            remedy=(
                "Start earlier with replacement when boilers fall due, lower early replacement, or plan compensation."
            ),
        ),
    ),
    "new_cars_ahead": Words(
        de=Told(
            sentence="Neue Autos: {year} sind {value} batterieelektrisch, im ganzen Land {threshold}.",
            reason=(
                "Wer ein Auto kauft, entscheidet selbst; Angebot und Preise sind überall gleich. Ein so großer "
                "Vorsprung ({span}) braucht Gründe vor Ort."
            ),
            remedy=(
                "Senken Sie das Ziel der Maßnahme, oder benennen Sie, was die Stadt anders macht (Ladepunkte, "
                "Parken, Zufahrt)."
            ),
        ),
        en=Told(
            sentence="New cars: {value} are battery-electric in {year}, in the whole country {threshold}.",
            reason=(
                "Who buys a car decides alone; supply and prices are the same everywhere. So large a lead "
                "({span}) needs local reasons."
            ),
            remedy="Lower the aim of the measure, or name what the city does differently (charging, parking, access).",
        ),
    ),
    "pace_city": Words(
        de=Told(
            sentence=(
                "{subject}: {value} im Jahr {year}. Das beste Jahr der Stadt ({record_year}{how}) brachte {threshold}."
            ),
            reason=(
                "So schnell ging es in der Stadt noch nie ({factor}-mal das beste Jahr; darüber: {span}). "
                "Betriebe, Planung und Genehmigung müssten im selben Maß wachsen."
            ),
            remedy=_SLOWER.de,
        ),
        en=Told(
            sentence="{subject}: {value} in {year}. The city's best year ({record_year}{how}) brought {threshold}.",
            reason=(
                "The city has never been that fast ({factor} times its best year; beyond it: {span}). Firms, "
                "planning and permits would have to grow as much."
            ),
            remedy=_SLOWER.en,
        ),
    ),
    "peer_value": Words(
        de=Told(
            sentence="{subject} {year}: {value}, {side} ({low} bis {high}).",
            reason=(
                "Vergleichbare Städte liegen in diesem Bereich. Ein Wert außerhalb ({span}) deutet auf einen "
                "Fehler in den Eingaben oder auf eine Annahme, die sonst niemand trifft."
            ),
            remedy=(
                "Prüfen Sie die Eingaben dieses Bereichs; wo der Wert stimmt, ändern Sie das Band in "
                "thresholds.csv mit Quelle."
            ),
        ),
        en=Told(
            sentence="{subject} in {year}: {value}, {side} ({low} to {high}).",
            reason=(
                "Comparable cities lie within this range. A value outside ({span}) hints at a fault in the inputs"
                " or at an assumption that nobody else makes."
            ),
            remedy=(
                "Check the inputs of this field; where the value is right, change the band in thresholds.csv with"
                " a source."
            ),
        ),
    ),
    "balance_strain": Words(
        de=Told(
            sentence=(
                "Bilanz 2017: {subject} weicht um das {value}-fache der eigenen Unsicherheit vom Veröffentlichten ab."
            ),
            reason=(
                "Die Schätzung von unten und die veröffentlichte Bilanz passen hier nicht zusammen (Schwelle: das"
                " {threshold}-fache)."
            ),
            remedy="Prüfen Sie die Eingaben dieser Gruppe für 2017; besser noch: Setzen Sie die amtliche Bilanz ein.",
        ),
        en=Told(
            sentence="Balance of 2017: {subject} had to move by {value} times its own deviation.",
            reason="The estimate from below and the published balance do not fit here (threshold: {threshold} times).",
            remedy="Check the inputs of this group for 2017; better still, use the official balance.",
        ),
    ),
    "limit_near": Words(
        de=Told(
            sentence="{subject}: {year} sind {share} ausgeschöpft ({value} von {threshold}).",
            reason=(
                "Bis zur Grenze bleibt kaum Spielraum ({span}). Fällt die Menge kleiner aus als angenommen, geht "
                "die Rechnung nicht auf."
            ),
            remedy="Prüfen Sie die Grenze vor Ort, und halten Sie einen Ersatz bereit.",
        ),
        en=Told(
            sentence="{subject}: in {year} {share} is used up ({value} of {threshold}).",
            reason=(
                "There is hardly any room up to the limit ({span}). Should there be less than assumed, the plan fails."
            ),
            remedy="Check the limit on site and keep an alternative ready.",
        ),
    ),
    "share_at_bound": Words(
        de=Told(
            sentence="{subject}: ab {year} genau {value}.",
            reason=(
                "Einen Anteil ohne jede Ausnahme gibt es selten; Härtefälle, Denkmäler oder Lieferprobleme "
                "bleiben meist ({span}). Maßnahmen: {measures}."
            ),
            remedy="Lassen Sie einen Rest stehen (zum Beispiel ambition: 95 %), wo es Ausnahmen geben wird.",
        ),
        en=Told(
            sentence="{subject}: exactly {value} from {year} on.",
            reason=(
                "A share without any exception is rare; hardship, monuments or supply problems usually remain "
                "({span}). Measures: {measures}."
            ),
            remedy="Leave a rest (for example ambition: 95 %) where there will be exceptions.",
        ),
    ),
    "history_pinning": Words(
        de=Told(
            sentence="Rückrechnung {span}: {subject} um bis zu {value} auf die veröffentlichten Werte gezogen.",
            reason=(
                "Der Verlauf zwischen 1990 und 2017 folgt Bundeszahlen je Kopf; mehr als {threshold} Abstand "
                "heißt, dass die Stadt anders verlief. Einzelne frühe Jahre sind unsicher."
            ),
            remedy=(
                "Für Aussagen gegenüber 1990 genügt der gesetzte Wert; zitieren Sie keine einzelnen Jahre dazwischen."
            ),
        ),
        en=Told(
            sentence="History {span}: {subject} pulled by up to {value} towards the published values.",
            reason=(
                "The path between 1990 and 2017 follows national figures per head; a distance above {threshold} "
                "means that the city went another way. Single early years are uncertain."
            ),
            remedy="The set value of 1990 is enough for comparisons with 1990; do not quote single years in between.",
        ),
    ),
}

REMEDIES: dict[tuple[str, str], Pair] = {
    ("limit_exceeded", "limit_biomethane"): Pair(
        de=(
            "Was an Biomethan fehlt, ist hier als Erdgas gerechnet. Ersetzen Sie mehr Gasheizungen, oder belegen "
            "Sie Lieferverträge und erhöhen Sie biomethane_limit."
        ),
        en=(
            "Missing biomethane counts as natural gas here. Replace more gas heating, or show supply contracts "
            "and raise biomethane_limit."
        ),
    ),
    ("limit_exceeded", "limit_hydrogen"): Pair(
        de=(
            "Was der Industrie fehlt, bleibt Erdgas. Planen Sie eigene Elektrolyse, oder senken Sie den Bedarf "
            "(Strom statt Wasserstoff)."
        ),
        en=(
            "What industry lacks stays natural gas. Plan electrolysis of your own, or lower the need (power for "
            "hydrogen)."
        ),
    ),
    ("limit_near", "limit_waste_heat"): Pair(
        de="Planen Sie weitere Wärme für das Netz ein; aus der Müllverbrennung kommt nicht mehr.",
        en="Plan further heat for the network; the waste plant gives no more.",
    ),
}


def _short(value: float, digits: int, lang: str) -> str:
    """Return a number to some digits, without zeros at the end of its decimals."""
    text = significant(value, digits, lang)
    mark = "," if lang == "de" else "."
    return text.rstrip("0").rstrip(mark) if mark in text else text


def _quantity(value: float, unit: str, lang: str, words: Labels) -> str:
    """Return a value with its unit as readers say it; shares in per cent, counts without a unit."""
    if unit in {"1", "1/a"}:
        return _short(value * 100.0, 2 if abs(value) < 1.0 else 3, lang) + percent(0.0, 0, lang).removeprefix("0")
    if unit in _COUNTS:
        return _short(value, 3 if abs(value) >= 100.0 else 2, lang)
    return f"{_short(value, 3, lang)}\u00a0{words(unit)}"


def _number(name: str, value: float, unit: str, lang: str, words: Labels) -> str:
    """Return one of a finding's further numbers as its sentence names it."""
    if name == "record_year":
        return str(int(value))
    if name in {"share", "pumps", "network"}:
        return percent(value, 0, lang)
    if name in {"low", "high"}:
        return significant(value, 3, lang)
    return _quantity(value, unit, lang, words)


def _fields(code: str, hit: Hit, lang: str, words: Labels) -> dict[str, str]:
    """Return what the fields of a rule's sentences hold in one language."""

    def shown(value: float) -> str:
        return number(value, 1, lang) if code == "balance_strain" else _quantity(value, hit.unit, lang, words)

    return {
        "subject": words(hit.subject),
        "value": shown(hit.value),
        "threshold": shown(hit.threshold),
        "year": str(hit.year),
        "span": str(hit.first) if hit.first == hit.last else f"{hit.first}–{hit.last}",
        "factor": number(hit.value / hit.threshold, 1, lang) if hit.threshold else "",
        **{name: " + ".join(words(one) for one in joined.split("|") if one) for name, joined in hit.codes.items()},
        **{name: _number(name, value, hit.unit, lang, words) for name, value in hit.numbers.items()},
    }


def told(code: str, hit: Hit, words: Mapping[str, Labels]) -> Finding:
    """Return a rule's hit with its sentences in every language of ``words``."""
    special = REMEDIES.get((code, hit.subject))
    sentence, reason, remedy = {}, {}, {}
    for lang, one in words.items():
        fields, text = _fields(code, hit, lang, one), getattr(TEXTS[code], lang)
        sentence[lang], reason[lang] = text.sentence.format(**fields), text.reason.format(**fields)
        remedy[lang] = (text.remedy if special is None else getattr(special, lang)).format(**fields)
    years, values = (hit.first, hit.last), (hit.value, hit.threshold, hit.unit, hit.source)
    return Finding(code, hit.severity, hit.subject, years, hit.year, *values, sentence, reason, remedy)
