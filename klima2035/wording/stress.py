"""What the command `stress` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "kind_stress": ("Stressfall", "Stress case"),
    "key_file_stress": ("Stressfall", "Stress case"),
    "an_input": ("Größe", "input"),
    "a_column": ("Spalte", "column"),
    "fact_changes": ("Ändert", "Changes"),
    "fact_adoption": ("Umsetzung", "Adoption"),
    "usage.stress": (
        "stress SZENARIO [--cases FALL,FALL] [--no-pairs] [--out ORDNER] [--no-charts] [--workers ZAHL] [--lang de|en]",
        "stress SCENARIO [--cases CASE,CASE] [--no-pairs] [--out DIR] [--no-charts] [--workers NUMBER] [--lang de|en]",
    ),
    "help.stress": (
        "Stresstest: was aus einem Szenario wird, wenn es anders kommt, und was in den eigenen Händen liegt.",
        "Stress test: what becomes of a scenario if things go otherwise, and what is in the city's own hands.",
    ),
    "help.cases": (
        "nur diese Fälle, durch Komma getrennt: Namen aus scenarios/stress (klima2035 list stress) oder Dateien",
        "only these cases, parted by commas: names from scenarios/stress (klima2035 list stress) or files",
    ),
    "help.no_pairs": ("jeden Fall nur allein, keine Paare", "each case alone, no pairs"),
    "help.stress_workers": ("Zahl der Rechenprozesse (Vorgabe 1)", "number of worker processes (default 1)"),
    "stress_count": ("--workers {}: eine ganze Zahl von 1 bis {}", "--workers {}: a whole number from 1 to {}"),
    "stress_head": (
        "{title}, Stand {as_of}. Stressfälle: {count}, Paare: {pairs}",
        "{title}, as of {as_of}. Stress cases: {count}, pairs: {pairs}",
    ),
    "stress_base": (
        "Ohne Stress: {kept} von {judged} Meilensteinen nach {as_of} erreicht, {year} {value} t CO₂e.",
        "Without stress: {kept} of {judged} milestones after {as_of} reached, {value} t CO₂e in {year}.",
    ),
    "stress_case": (
        "  {title}: {year} {change} t, {money} mehr offen",
        "  {title}: {change} t in {year}, {money} more open",
    ),
    "stress_if_all": ("; wird trotzdem alles gebaut: {} mehr Lücke", "; if all is built nevertheless: {} more gap"),
    "stress_worst": (
        "Am schwersten allein: {}, in Summe {} t mehr bis {}.",
        "The worst alone: {}, in all {} t more up to {}.",
    ),
    "stress_pair": (
        "Am schwersten zu zweit: {}, in Summe {} t mehr bis {}.",
        "The worst two at once: {}, in all {} t more up to {}.",
    ),
    "stress_falls": ("Mehr gefährdet oder verfehlt: {} ({}).", "More at risk or missed: {} ({})."),
    "stress_stands": (
        "Kein einzelner Fall gefährdet einen weiteren Meilenstein.",
        "No single case puts a further milestone at risk.",
    ),
    "stress_star": (
        "* nur, was bezahlt und gebaut werden kann; verglichen mit demselben Szenario so gerechnet.",
        "* only what can be paid and built; compared with the same scenario computed so.",
    ),
    "stress_apart": (
        "Nicht gerechnet, weil beide dasselbe verschieden wollen: {}.",
        "Not computed, as both want the same thing differently: {}.",
    ),
    "stress_no_cases": (
        "Es gibt keinen Stressfall in scenarios/stress.",
        "There is no stress case in scenarios/stress.",
    ),
    "hands_city": (
        "In der Hand der Stadt: {year} {city} t weniger als im Trend, mit ihren Gesellschaften {ours} t ({share}).",
        "In the city's hands: {city} t less than the trend in {year}, with its companies {ours} t ({share}).",
    ),
    "hands_others": (
        "Bund und EU: {bund} t, Eigentümer und Betriebe: {owner} t.",
        "Federal government and EU: {bund} t, owners and firms: {owner} t.",
    ),
    "hands_none": (
        "Über keine Maßnahme des Szenarios entscheidet: {}.",
        "No measure of the scenario is decided by: {}.",
    ),
    "hands_waits": (
        "Wirkt erst, wenn andere handeln: {measure} ({decider}) braucht {needed} ({other}).",
        "Acts only when others do: {measure} ({decider}) needs {needed} ({other}).",
    ),
}
