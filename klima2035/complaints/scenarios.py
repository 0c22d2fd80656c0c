"""What can be wrong with scenarios: parents, framework, years, and what the page of the explorer asks for."""

from __future__ import annotations

from klima2035.complaints.entry import Complaint, complaint

COMPLAINTS: dict[str, Complaint] = {
    "circle_of_parents": complaint(
        "die Eltern bilden einen Kreis: {names}", "the parents go round in a circle: {names}",
        todo=("ein 'extends' streichen", "strike one 'extends'"),
    ),
    "too_many_parents": complaint("mehr als {most} Eltern in Folge", "more than {most} parents in a row", ("höchstens {most}", "at most {most}")),
    "unknown_parent": complaint("unbekanntes Elternteil '{name}'", "unknown parent '{name}'", ("{known}", "{known}")),
    "unknown_framework_file": complaint("unbekannte Rahmendatei '{name}'", "unknown framework file '{name}'", ("{known}", "{known}")),
    "unknown_scenario": complaint("kein Szenario '{name}'", "no scenario '{name}'", ("{known}", "{known}")),
    "unknown_city": complaint("keine Eingaben für die Stadt '{name}'", "no inputs for city '{name}'", ("{known}", "{known}")),
    "as_of_before_base": complaint("as_of {value} liegt vor {base}", "as_of {value} lies before {base}", ("{base} bis {last}", "{base} to {last}")),
    "horizon_before_as_of": complaint("der Horizont {value} liegt nicht nach dem Stand (as_of {as_of})", "horizon {value} does not lie after as_of {as_of}", ("{first} bis {last}", "{first} to {last}")),
    "unknown_variant": complaint("{setting}: kein Pfad '{value}' für {name}", "{setting}: no variant '{value}' of {name}", ("{known}", "{known}")),
    "no_actual": complaint("as_of {value}: kein tatsächlicher Wert für {name}", "as_of {value}: no actual value of {name}", ("{first} bis {last}", "{first} to {last}")),
    "scenario_exists": complaint(
        "ein Szenario '{name}' gibt es schon", "there is a scenario '{name}' already",
        todo=("einen anderen Namen wählen; überschrieben wird nie", "choose another name; nothing is written over"),
    ),
    "another_city": complaint(
        "das Szenario gehört zu '{value}'; diese Seite zeigt '{city}'", "the scenario is of '{value}'; this page shows '{city}'",
        todo=("klima2035 serve mit einem Szenario dieser Stadt starten", "start klima2035 serve with a scenario of that city"),
    ),
    "unknown_number": complaint("'{name}' ist keine Zahl dieser Seite", "'{name}' is no number of this page"),
}  # fmt: skip
