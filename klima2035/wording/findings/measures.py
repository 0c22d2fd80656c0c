"""What findings on measures and levers say, in German and English."""

from __future__ import annotations

from klima2035.wording.findings.entry import Told, Words

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
}
