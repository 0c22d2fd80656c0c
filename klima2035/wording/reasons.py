"""Why a number of the explorer is what it is: how it is worked out, in German and English."""

from __future__ import annotations

Pair = tuple[str, str]

FORMULAS: dict[str, Pair] = {
    "co2e": (
        "Summe über Sektoren und Energieträger: Endenergie × Emissionsfaktor mit Vorkette. Strom mit dem Bundesmix, Fernwärme mit dem Faktor des eigenen Netzes (BISKO).",
        "Sum over sectors and carriers: final energy × emission factor with upstream. Electricity with the national mix, district heat with the network's own factor (BISKO).",
    ),
    "co2": (
        "Wie die Treibhausgase, nur direktes CO₂ ohne Vorkette und ohne andere Gase.",
        "As greenhouse gases, but direct CO₂ only, without upstream and without other gases.",
    ),
    "trend": (
        "Dieselbe Rechnung für dieselbe Stadt und denselben Rahmen, ohne jede Maßnahme.",
        "The same computation for the same city and framework, without any measure.",
    ),
    "end_use": (
        "Summe über die Energieträger des Sektors: Endenergie × Emissionsfaktor mit Vorkette.",
        "Sum over the carriers of the sector: final energy × emission factor with upstream.",
    ),
    "conversion": (
        "Dieselbe Summe, anders geteilt: Strom und Fernwärme stehen im Feld Energie, wo sie erzeugt werden.",
        "The same sum, divided otherwise: electricity and district heat stand in the field energy, where they are made.",
    ),
    "energy": (
        "Summe über Sektoren und Verwendungen: was Gebäude, Fahrzeuge und Anlagen des Jahres an diesem Energieträger brauchen.",
        "Sum over sectors and uses: what the buildings, vehicles and plants of the year need of this carrier.",
    ),
    "heating": (
        "Bestand des Vorjahres − Ausfall nach Alter − vorzeitiger Ersatz + Einbau; den Einbau teilen Recht und Maßnahmen auf die Heizungsarten auf.",
        "Stock of the year before − failures by age − early replacement + installation; law and measures divide what is installed among systems.",
    ),
    "cars": (
        "Bestand des Vorjahres − Abgang nach Alter + Neuzulassungen; deren Antriebe folgen dem Bund und der Maßnahme für E-Autos.",
        "Stock of the year before − exits by age + new cars; their drives follow the nation and the measure for electric cars.",
    ),
    "modal": (
        "Anteil des Verkehrsmittels an den Wegen der Einwohner: Befragung, verschoben durch Radwege, Angebot und Parkpreise.",
        "Share of the mode in the residents' trips: survey, shifted by cycle routes, supply and parking prices.",
    ),
    "heat": (
        "Die Erzeuger decken den Bedarf des Netzes in der Reihenfolge ihres Einsatzes, jeder bis zu seiner Leistung.",
        "Plants cover the network's demand in their order of use, each up to its power.",
    ),
    "heat_factor": (
        "Emissionen der Erzeuger des Netzes (Carnot-Anteil bei Kraft-Wärme-Kopplung), geteilt durch die gelieferte Wärme.",
        "Emissions of the network's plants (Carnot share for cogeneration), divided by the heat delivered.",
    ),
    "additional": (
        "Was die Maßnahmen mehr bauen als der Trend, mal Kosten einer Einheit abzüglich dessen, was ohne Klimaschutz gekauft würde; geteilt nach dem, der zahlt. Lücke = Mehrkosten − Förderung − was der Zahler tragen kann.",
        "What measures build beyond the trend, times unit cost less what would be bought without climate protection; divided by who pays. Gap = additional cost − grants − what the payer can carry.",
    ),
    "full": (
        "Was die Maßnahmen mehr bauen als der Trend, mal volle Kosten einer Einheit; geteilt nach dem, der zahlt.",
        "What measures build beyond the trend, times full unit cost; divided by who pays.",
    ),
    "city": (
        "Nur was die Stadt selbst kauft: Mehrkosten ihrer Maßnahmen, die Förderung dazu, ihr eigenes Geld, die Lücke und was daraus jedes Jahr folgt (Betrieb, Abschreibung, Zins, Personal), jeweils gegen den Trend.",
        "Only what the city itself buys: additional cost of its measures, grants for it, its own money, the gap and what follows each year (operation, depreciation, interest, staff), against the trend.",
    ),
    "company": (
        "Wie bei der Stadt, für ihre Gesellschaften (Stadtwerke, Verkehr, Abfall).",
        "As for the city, for its companies (utilities, transport, waste).",
    ),
    "stock": (
        "Bestand des Jahres aus dem Umschlag: Vorjahr − Abgang + Zugang.",
        "Stock of the year from turnover: year before − exits + additions.",
    ),
    "remaining": (
        "Was im Zieljahr bleibt: direktes CO₂ nach Energieträgern und Vorketten. Schwelle = Anteil an 1990, der noch als neutral gilt.",
        "What remains in the target year: direct CO₂ by carrier, and upstream. Threshold = share of 1990 that still counts as neutral.",
    ),
    "totals": (
        "Summe der Jahre nach dem Datenstand bis zum Zieljahr, in Preisen des Preisjahrs.",
        "Sum of the years after as_of up to the target year, in prices of the price year.",
    ),
    "milestone": (
        "Wert des Jahres gegen die Grenze. Vergangene Jahre entscheidet nur eine Zählung; ein gerechneter Wert reicht höchstens für „gefährdet“.",
        "Value of the year against the limit. Past years are decided by a count only; a modelled value is at best “at risk”.",
    ),
    "credit": (
        "Shapley-Wert: was die Maßnahme im Mittel über alle Reihenfolgen der Maßnahmen hinzufügt. Die Summe aller ist genau die Wirkung des Ganzen.",
        "Shapley value: what the measure adds on average over all orders of the measures. The sum of all is exactly the effect of the whole.",
    ),
    "band": (
        "So viele Rechnungen mit zufällig gezogenen Eingaben (jede innerhalb ihrer Spanne), fester Startwert; 5 %, 50 % und 95 % davon.",
        "So many computations with inputs drawn at random (each within its range), fixed seed; 5 %, 50 % and 95 % of them.",
    ),
}  # fmt: skip
