"""What the command `credit` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "usage.credit": ("credit SZENARIO [OPTIONEN]", "credit SCENARIO [OPTIONS]"),
    "help.credit": (
        """Sagt, was jede Maßnahme bringt: Tonnen, Euro, Euro je Tonne.
        Gerechnet wird mit Shapley-Anteilen: was eine Maßnahme im Mittel über alle Reihenfolgen zusätzlich spart. Die
        Anteile ergeben zusammen genau den Abstand zum Trend. Bis zu 12 Gruppen exakt, darüber aus zufälligen
        Reihenfolgen mit Standardfehler. Schreibt nach outputs/<szenario>/credit.""",
        """Say what each measure brings: tonnes, euro, euro per tonne.
        Worked out as Shapley shares: what a measure saves more on average over all orders. The shares add up to the
        distance to the trend exactly. Exact up to 12 groups, beyond from random orders with a standard error. Writes
        to outputs/<scenario>/credit.""",
    ),
    "bad_number": ("nötig ist eine ganze Zahl von {} bis {}", "needed is a whole number from {} to {}"),
    "key_file_groups": ("Maßnahmengruppen", "Groups of measures"),
    "a_group": ("Gruppe", "group"),
    "help.credit_groups": (
        "Datei mit Gruppen von Maßnahmen, die sich einen Anteil teilen; Pfad oder Name, etwa handlungsfelder.",
        "File with groups of measures that share one credit; a path or a name such as handlungsfelder.",
    ),
    "help.credit_seed": (
        "Startwert der zufälligen Reihenfolgen (Vorgabe: 1).",
        "Seed of the random orders (default: 1).",
    ),
    "help.credit_workers": (
        "Zahl der Rechenprozesse (Vorgabe: alle Kerne); ändert kein Ergebnis.",
        "Number of processes (default: all processors); changes no result.",
    ),
    "credit_no_measures": (
        "{} hat keine Maßnahme: es gibt nichts aufzuteilen",
        "{} has no measure: there is nothing to share out",
    ),
    "credit_given": (
        "Die Maßnahmen sind gerechnet wie gesetzt, nicht nur, soweit sie bezahlt werden.",
        "Measures are counted as given, not only as far as they are paid for.",
    ),
    "credit_exact": ("Exakt gerechnet aus {} Kombinationen.", "Exact, from {} combinations."),
    "credit_sampled": (
        "Gerechnet aus {orders} zufälligen Reihenfolgen (Startzahl {seed}); größter Standardfehler {error} Tsd. t.",
        "From {orders} random orders (seed {seed}); largest standard error {error} thousand t.",
    ),
    "credit_not_met": (
        "Der Standardfehler ist größer als gewollt: Gruppen bilden (--groups) gibt genauere Anteile.",
        "The standard error is larger than wanted: groups (--groups) give more exact shares.",
    ),
    "credit_total": (
        "{first}–{last} sparen alle Maßnahmen zusammen {total} Tsd. t CO2e gegenüber dem Trend:",
        "{first}–{last} all measures together save {total} thousand t CO2e against the trend:",
    ),
    "credit_line": (
        "  {title}  {tonnes} Tsd. t ({share}), {cost}",
        "  {title}  {tonnes} thousand t ({share}), {cost}",
    ),
    "credit_cost": ("{} €/t", "{} €/t"),
    "credit_rest": ("  {} weitere zusammen  {} Tsd. t", "  {} others together  {} thousand t"),
    "credit_anyway": (
        "Ohne die Stadt, gegenüber dem Stand: Bund und EU {bund} Tsd. t, Erneuerung und Bevölkerung {turnover} Tsd. t.",
        "Without the city, against today: Bund, EU {bund} thousand t, turnover and population {turnover} thousand t.",
    ),
    "credit_overlap": ("Überschneiden sich am meisten:", "Overlap most:"),
    "credit_need": ("Brauchen einander am meisten:", "Need each other most:"),
    "credit_pair": ("  „{}“ und „{}“: {} Tsd. t", "  “{}” and “{}”: {} thousand t"),
    "credit_zero_only_generates": (
        "Zählt 0 t: {}. Erzeugt nur Strom; die Bilanz rechnet jeden Verbrauch mit dem Strommix des Bundes.",
        "Counts 0 t: {}. It only generates power; the balance counts all use with the national power mix.",
    ),
    "credit_zero_no_tonnes": (
        "Zählt 0 t: {}. Wirkt in dieser Rechnung auf keine Emission.",
        "Counts 0 t: {}. It acts on no emission in this computation.",
    ),
}
