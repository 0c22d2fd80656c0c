"""What findings on speed and craft labour say, in German and English."""

from __future__ import annotations

from klima2035.complaints import Pair
from klima2035.wording.findings.entry import Told, Words

_SLOWER = Pair(
    de=(
        "Verteilen Sie die Maßnahme auf mehr Jahre (end), senken Sie ihr Ziel (ambition), oder belegen Sie, woher"
        " Betriebe und Personal kommen."
    ),
    en="Spread the measure over more years (end), lower its aim (ambition), or show where firms and staff come from.",
)

TEXTS: dict[str, Words] = {
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
}
