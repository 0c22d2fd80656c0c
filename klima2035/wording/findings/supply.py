"""What findings on heat, power and limits say, in German and English."""

from __future__ import annotations

from klima2035.complaints import Pair
from klima2035.wording.findings.entry import Told, Words

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
