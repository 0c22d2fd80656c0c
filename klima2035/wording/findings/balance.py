"""What findings on the balance, the past and comparable cities say, in German and English."""

from __future__ import annotations

from klima2035.wording.findings.entry import Told, Words

TEXTS: dict[str, Words] = {
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
