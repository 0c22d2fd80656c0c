"""What can be wrong with stress cases."""

from __future__ import annotations

from klima2035.complaints.entry import Complaint, complaint

COMPLAINTS: dict[str, Complaint] = {
    "unknown_stress": complaint("ein Stressfall '{name}' ist nicht bekannt", "no stress case is called '{name}'", ("{known}", "{known}")),
    "stress_plan_only": complaint(
        "unter Stress gibt es weder Band noch Anrechnung: beide gelten für das Szenario, wie es geplant ist",
        "under stress there is neither band nor credit: both hold for the scenario as it is planned",
        todo=("Stressfälle abwählen", "switch the stress cases off"),
    ),
    "stress_apart": complaint(
        "die Stressfälle '{one}' und '{other}' wollen Verschiedenes von derselben Sache",
        "the stress cases '{one}' and '{other}' want different things of the same setting",
        todo=("einen von beiden abwählen", "choose one of them"),
    ),
    "stress_input": complaint(
        "'{name}' ist keine Größe, die ein Stressfall ändern kann", "'{name}' is no input that a stress case can change",
        ("Größen, die für die Jahre nach dem Stand gelten: Rahmen, Pfade, Stellgrößen, Kosten, Preise, Handwerk, Fördersätze",
         "inputs of the years after as_of: framework, paths, levers, cost, prices, crafts, grant rates"),
        ("klima2035 list inputs nennt alle Größen", "klima2035 list inputs prints all inputs"),
    ),
    "stress_label": complaint("'{name}' hat keine Spalte '{column}'", "'{name}' has no column '{column}'", ("{known}", "{known}")),
    "stress_operation": complaint(
        "hier gehört genau eine Änderung hin, gefunden: {found}", "exactly one change belongs here, found: {found}",
        ("factor, add, set oder delay", "factor, add, set or delay"),
    ),
    "stress_nothing": complaint(
        "der Stressfall ändert nichts", "the stress case changes nothing",
        todo=("'inputs:', 'funding:' oder 'framework:' angeben", "give 'inputs:', 'funding:' or 'framework:'"),
    ),
    "stress_no_effect": complaint(
        "diese Änderung von '{name}' hat keine Wirkung", "this change of '{name}' has no effect",
        ("eine, die nach {as_of} einen Wert ändert", "one that changes a value after {as_of}"),
        ("Auswahl (where), Jahre und Wert prüfen", "check labels (where), years and value"),
    ),
    "stress_past": complaint(
        "{name} {value} liegt in der Vergangenheit des Szenarios", "{name} {value} lies in the past of the scenario",
        ("ab {first}: was bis zum Stand geschah, ändert kein Stressfall", "from {first} on: no stress case changes what happened up to as_of"),
    ),
    "stress_key": complaint(
        "'{column}' gibt es für '{name}' nicht", "'{column}' does not go with '{name}'", ("{known}", "{known}"),
        ("streichen", "strike it"),
    ),
    "stress_delay": complaint("'{value}' ist keine Verspätung", "'{value}' is no delay", ("ganze Jahre, 1 a bis 30 a", "whole years, 1 a to 30 a")),
    "stress_bounds": complaint(
        "'{name}' wird {found}", "'{name}' becomes {found}", ("{low} bis {high}", "{low} to {high}"),
        ("den Wert kleiner oder größer wählen", "choose a smaller or larger value"),
    ),
    "stress_years": complaint(
        "by_year {value} liegt vor from_year {first}", "by_year {value} lies before from_year {first}", ("ab {first}", "from {first} on"),
    ),
    "stress_whole": complaint(
        "von '{name}' bleibt nichts, was den Rest zu 100 % ergänzt", "nothing of '{name}' is left to fill up to 100 %",
        todo=("weniger Zeilen auswählen (where)", "pick fewer rows (where)"),
    ),
}  # fmt: skip
