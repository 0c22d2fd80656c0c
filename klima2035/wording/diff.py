"""What the command `diff` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "diff_as_in_tables": ("wie in den Tabellen", "as in the tables"),
    "diff_title": ("Unterschied zwischen zwei Szenarien", "Difference between two scenarios"),
    "diff_side": ("{letter}: {title} [{name}], Stand {as_of}", "{letter}: {title} [{name}], as of {as_of}"),
    "diff_sense": (
        "Unterschied heißt B minus A: ein Minus bedeutet, dass B weniger hat. Pfeile führen von A nach B.",
        "Difference means B minus A: a minus means that B has less. Arrows lead from A to B.",
    ),
    "diff_same": ("A und B sind gleich: alle Zahlen stimmen überein.", "A and B are equal: all numbers agree."),
    "diff_same_but_changed": (
        "A und B sind verschieden angelegt, ergeben aber dieselben Zahlen.",
        "A and B are set up differently but give the same numbers.",
    ),
    "diff_horizon": (
        "A rechnet bis {a}, B bis {b}. Verglichen werden die gemeinsamen Jahre bis {last}.",
        "A runs to {a}, B to {b}. The common years up to {last} are compared.",
    ),
    "diff_as_of": (
        "A ist vom Stand {a}, B vom Stand {b}. Summen beginnen {first}, nach dem früheren Stand.",
        "A is as of {a}, B as of {b}. Sums begin in {first}, after the earlier one.",
    ),
    "diff_warn_accounting": (
        (
            "Achtung: Die beiden Bilanzen zählen nach verschiedenen Regeln und sind nicht vergleichbar. "
            "Die Tonnen unten mischen Maßnahmen und Zählweise."
        ),
        (
            "Warning: the two balances count by different rules and are not comparable. "
            "The tonnes below mix measures and ways of counting."
        ),
    ),
    "diff_warn_city": (
        "Achtung: A und B sind verschiedene Städte. Die Unterschiede sagen nichts über Maßnahmen.",
        "Warning: A and B are different cities. The differences say nothing about measures.",
    ),
    "diff_label": ("Bilanzierung von {letter}: {label}", "Accounting of {letter}: {label}"),
    "diff_brief": ("In Kürze", "In brief"),
    "diff_count": ("Maßnahmen in B gegenüber A: {}.", "Measures in B against A: {}."),
    "diff_count_on": ("{} eingeschaltet", "{} switched on"),
    "diff_count_off": ("{} ausgeschaltet", "{} switched off"),
    "diff_count_changed": ("{} geändert", "{} changed"),
    "diff_count_none": ("keine Änderung", "no change"),
    "diff_less": (
        "Treibhausgase {year}: B liegt {value} t CO₂e ({share}) unter A.",
        "Greenhouse gases {year}: B is {value} t CO₂e ({share}) below A.",
    ),
    "diff_more": (
        "Treibhausgase {year}: B liegt {value} t CO₂e ({share}) über A.",
        "Greenhouse gases {year}: B is {value} t CO₂e ({share}) above A.",
    ),
    "diff_hardly": (
        "Treibhausgase {year}: praktisch unverändert (unter 10 t).",
        "Greenhouse gases {year}: practically unchanged (below 10 t).",
    ),
    "diff_below": ("unter {}", "below {}"),
    "diff_equal": ("Treibhausgase {year}: A und B sind gleich.", "Greenhouse gases {year}: A and B are equal."),
    "diff_sum_less": (
        "Summe {first} bis {last}: B stößt {value} t CO₂e weniger aus als A.",
        "Sum {first} to {last}: B emits {value} t CO₂e less than A.",
    ),
    "diff_sum_more": (
        "Summe {first} bis {last}: B stößt {value} t CO₂e mehr aus als A.",
        "Sum {first} to {last}: B emits {value} t CO₂e more than A.",
    ),
    "diff_sum_equal": ("Summe {first} bis {last}: A und B sind gleich.", "Sum {first} to {last}: A and B are equal."),
    "diff_sum_hardly": (
        "Summe {first} bis {last}: praktisch unverändert (unter 10 t).",
        "Sum {first} to {last}: practically unchanged (below 10 t).",
    ),
    "diff_cost_measures": (
        "Mehrkosten der Maßnahmen {first}–{last}: A {a}, B {b}; davon Lücke (ohne Geldgeber): A {gap_a}, B {gap_b}.",
        (
            "Additional cost of the measures {first}–{last}: A {a}, B {b}; of which gap (without a funder): "
            "A {gap_a}, B {gap_b}."
        ),
    ),
    "diff_cost_additional": (
        (
            "Mehrkosten {first}–{last} samt dem, was ohne jede Maßnahme gebaut würde (Trend): A {a}, B {b}; "
            "davon Lücke: A {gap_a}, B {gap_b}."
        ),
        (
            "Additional cost {first}–{last} with what would be built without any measure (trend): A {a}, B {b}; "
            "of which gap: A {gap_a}, B {gap_b}."
        ),
    ),
    "diff_flips": (
        "Meilensteine mit anderem Urteil: {}.",
        "Milestones with another verdict: {}.",
    ),
    "diff_singles": (
        "Meilensteine, die nur ein Szenario hat: {}.",
        "Milestones that only one scenario has: {}.",
    ),
    "diff_changed": ("Was geändert wurde", "What was changed"),
    "diff_nothing": ("Nichts.", "Nothing."),
    "diff_frame": ("Rahmen und Einstellungen", "Framework and settings"),
    "diff_one": ("{name}: {a} → {b}", "{name}: {a} → {b}"),
    "diff_city": ("Stadt", "City"),
    "diff_as_of_name": ("Stand", "As of"),
    "diff_horizon_name": ("Gerechnet bis", "Runs to"),
    "diff_law": ("Recht vom", "Law as of"),
    "diff_parents": ("{}, {}", "{}, {}"),
    "diff_a_extends": ("A baut auf {} auf", "A extends {}"),
    "diff_a_extends_none": ("A baut auf keinem anderen Szenario auf", "A extends no other scenario"),
    "diff_b_extends": ("B auf {}", "B extends {}"),
    "diff_b_extends_none": ("B auf keinem", "B extends none"),
    "diff_extends_more": (" (und damit auf {})", " (and with it {})"),
    "diff_none": ("nichts", "nothing"),
    "diff_on": ("In B eingeschaltet ({})", "Switched on in B ({})"),
    "diff_off": ("In B ausgeschaltet ({})", "Switched off in B ({})"),
    "diff_other": ("In B geändert ({})", "Changed in B ({})"),
    "diff_measure": ("{title} [{name}], entscheidet: {decider}", "{title} [{name}], decided by: {decider}"),
    "diff_ambition": (
        "Umsetzungsgrad {a} → {b} des Wegs zum Ziel",
        "ambition {a} → {b} of the way to the target",
    ),
    "diff_requires": ("setzt voraus: {a} → {b}", "requires: {a} → {b}"),
    "diff_excludes": ("schließt aus: {a} → {b}", "excludes: {a} → {b}"),
    "diff_decider": ("entscheidet: {a} → {b}", "decided by: {a} → {b}"),
    "diff_start": ("Beginn {a} → {b}", "start {a} → {b}"),
    "diff_end": ("Ende {a} → {b}", "end {a} → {b}"),
    "diff_shape": ("Verlauf {a} → {b}", "shape {a} → {b}"),
    "diff_target": ("Ziel {a} → {b}", "target {a} → {b}"),
    "diff_range": ("Spanne {a} → {b}", "range {a} → {b}"),
    "diff_unchanged": ("Ziel unverändert", "target unchanged"),
    "diff_table_unchanged": ("Werte unverändert", "values unchanged"),
    "diff_table": ("Werte {}", "values {}"),
    "diff_lever_on": ("nur in B", "only in B"),
    "diff_lever_off": ("nur in A", "only in A"),
    "diff_milestones": ("Meilensteine", "Milestones"),
    "diff_only_a": ("nur in A: {}", "only in A: {}"),
    "diff_only_b": ("nur in B: {}", "only in B: {}"),
    "diff_year": ("Jahr {a} → {b}", "year {a} → {b}"),
    "diff_limit": ("Grenze {a} → {b}", "limit {a} → {b}"),
    "diff_tolerance": ("Toleranz {a} → {b}", "tolerance {a} → {b}"),
    "diff_files": ("Dateien mit anderem Inhalt", "Files with other contents"),
    "diff_file_other": (
        "{file}: anderer Inhalt (SHA-256 {a} → {b})",
        "{file}: other contents (SHA-256 {a} → {b})",
    ),
    "diff_files_more": (
        "und {} weitere; alle stehen in der JSON-Ausgabe (--as json)",
        "and {} more; all are in the JSON output (--as json)",
    ),
    "diff_findings": ("Befunde, die nur für {} gelten", "Findings that hold for {} only"),
    "diff_effect": ("Was das bewirkt", "What it does"),
    "diff_gases": (
        "Treibhausgase nach Sektor, Unterschied in t CO₂e",
        "Greenhouse gases by sector, difference in t CO₂e",
    ),
    "diff_sector": ("Sektor", "Sector"),
    "diff_sum": ("{}–{} zusammen", "{}–{} in all"),
    "diff_all": ("Unterschied gesamt", "Total difference"),
    "diff_of_a": ("in Prozent von A", "in per cent of A"),
    "diff_total_of": ("Summe {}", "Total {}"),
    "diff_views_agree": (
        (
            "Verbrauchersicht mit Vorketten, auf Tonnen gerundet. Die Programmsicht teilt anders auf und ergibt "
            "in jedem Jahr dieselbe Summe."
        ),
        (
            "End-use view with upstream emissions, rounded to tonnes. The conversion view divides in another way "
            "and gives the same total in every year."
        ),
    ),
    "diff_views_differ": (
        "Verbrauchersicht mit Vorketten, auf Tonnen gerundet. Achtung: Die Programmsicht ergibt eine andere Summe.",
        "End-use view with upstream emissions, rounded to tonnes. Warning: the conversion view gives another total.",
    ),
    "diff_early": (
        (
            "Schon bis {} weichen die beiden Bilanzen voneinander ab, am stärksten {}: um {} t CO₂e. "
            "Eingaben oder Zählweise sind andere."
        ),
        "Already up to {} the two balances differ, most in {}: by {} t CO₂e. Inputs or ways of counting are others.",
    ),
    "diff_money": (
        "Geld {first}–{last} nach Geldgeber in Mio. €: {basis}",
        "Money {first}–{last} by funder in million €: {basis}",
    ),
    "diff_funder": ("Geldgeber", "Funder"),
    "diff_nominal": ("Unterschied", "Difference"),
    "diff_real": ("{} real", "{} real"),
    "diff_money_note": (
        (
            "Nominale Euro der jeweiligen Jahre; „real“ heißt: in Preisen von {}. Enthalten ist auch, was ohne jede "
            "Maßnahme gebaut würde (Trend). Die Vollkosten enthalten die Mehrkosten; beide nicht addieren."
        ),
        (
            "Nominal euro of the respective years; 'real' means in prices of {}. What would be built without any "
            "measure (trend) is included. Full cost contains additional cost; do not add the two."
        ),
    ),
    "diff_money_own": (
        (
            "Eigenes Geld der städtischen Gesellschaften zählt als Kommunal, soweit ihr Plan es trägt. Was niemandes "
            "Plan oder Haushalt trägt, ist die Lücke."
        ),
        (
            "Own money of city-owned companies counts as municipal as far as their plan carries it. What no one's "
            "plan or budget carries is the gap."
        ),
    ),
    "diff_price_years": (
        "Achtung: Die realen Preise sind verschiedener Jahre ({a} und {b}).",
        "Warning: the real prices are of different years ({a} and {b}).",
    ),
    "diff_verdicts": ("Meilensteine mit anderem Urteil ({})", "Milestones with another verdict ({})"),
    "diff_verdicts_single": (
        "Meilensteine, die nur ein Szenario hat ({})",
        "Milestones that only one scenario has ({})",
    ),
    "diff_no_flips": ("Kein Meilenstein wird anders beurteilt.", "No milestone is judged differently."),
    "diff_milestone": ("Meilenstein", "Milestone"),
    "diff_year_name": ("Jahr", "Year"),
    "diff_absent": ("nicht enthalten", "not included"),
    "diff_levers": ("Stellgrößen, die sich unterscheiden", "Levers that differ"),
    "diff_lever": ("Stellgröße", "Lever"),
    "diff_widest": ("größter Unterschied", "greatest gap"),
    "diff_levers_note": (
        (
            "Die Stellgrößen mit dem größten Abstand im Verhältnis zu ihrem größeren Wert, {shown} von {all}. "
            "Wie viele Tonnen auf eine einzelne entfallen, sagt diese Liste nicht."
        ),
        (
            "The levers with the largest distance in proportion to their larger value, {shown} of {all}. "
            "This list does not say how many tonnes are due to any one of them."
        ),
    ),
    "diff_no_levers": ("Keine.", "None."),
    "usage.diff": ("diff A B [OPTIONEN]", "diff A B [OPTIONS]"),
    "help.diff": (
        """Sagt in Worten, was B anders macht als A und was das bewirkt.

        Tonnen nach Sektor und Jahr, Euro nach Geldgeber, Meilensteine mit anderem Urteil. Schreibt auf den Bildschirm;
        mit --out auch in DIR/diff/A--B/ (Text, Markdown und JSON).""",
        """Tell in words what B does otherwise than A and what that does.

        Tonnes by sector and year, euros by funder, milestones with another verdict. Writes to the screen;
        with --out to DIR/diff/A--B/ too (text, Markdown and JSON).""",
    ),
    "help.as": (
        "Form der Ausgabe: text (Vorgabe), markdown oder json.",
        "Form of output: text (default), markdown or json.",
    ),
    "help.diff_out": ("Schreibt zusätzlich in diesen Ordner.", "Write into this folder too."),
}
