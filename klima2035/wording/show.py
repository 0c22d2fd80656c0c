"""What the commands `list` and `show` say, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "show_extends": ("Baut auf: {}", "Extends: {}"),
    "show_horizon": ("Stand {}, gerechnet bis {}, Recht vom {}", "As of {}, runs to {}, law as of {}"),
    "show_framework": ("Rahmenbedingungen", "Framework"),
    "show_settings": ("Einstellungen", "Settings"),
    "show_funding": ("Änderungen der Förderung", "Changes of funding"),
    "funding_all": ("alle Förderprogramme", "all programmes"),
    "funding_ends": ("endet {}", "ends in {}"),
    "funding_resumes": ("zahlt wieder ab {}", "pays again from {}"),
    "funding_rate": ("Sätze mal {}", "rates times {}"),
    "funding_pot": ("Topf {} im Jahr", "pot {} a year"),
    "funding_from": ("ab {}", "from {}"),
    "show_measures": ("Maßnahmen ({})", "Measures ({})"),
    "show_milestones": ("Meilensteine ({})", "Milestones ({})"),
    "show_none": ("keine", "none"),
    "show_reference": ("Referenzpfade", "reference paths"),
    "show_to": ("auf {}", "to {}"),
    "show_add": ("um {} mehr", "by {} more"),
    "show_multiply": ("mal {}", "times {}"),
    "show_move": ("{lever} {target}, {span}, {shape}", "{lever} {target}, {span}, {shape}"),
    "show_by_year": ("{lever}: {years}", "{lever}: {years}"),
    "show_from": ("ab {}", "from {} on"),
    "show_ambition": ("umgesetzt zu {}", "carried out to {}"),
    "origin_default": ("Vorgabe", "default"),
    "origin_moved": ("{}; Jahre verschoben durch {}", "{}; years moved by {}"),
    "origin_ramp": ("Verlauf: {}; {}", "ramp: {}; {}"),
    "origin_on": ("{}; eingeschaltet in {}", "{}; switched on in {}"),
    "resolved_head": (
        "Alles, was dieses Szenario festlegt, mit Datei und Zeile; selbst eine gültige Szenario-Datei ohne Eltern.",
        "All that this scenario sets, with file and line; itself a valid scenario file without parents.",
    ),
    "unreadable": ("nicht lesbar", "cannot be read"),
    "list_name": ("Name", "Name"),
    "list_label": ("Bezeichnung", "Label"),
    "list_operation": ("Wirkung", "Operation"),
    "list_unit": ("Einheit", "Unit"),
    "list_bounds": ("Grenzen", "Bounds"),
    "list_decider": ("entscheidet", "Decided by"),
    "list_levers": ("Stellgrößen", "Levers"),
    "help.as_json": ("Form der Ausgabe: text (Vorgabe) oder json.", "Form of the output: text (default) or json."),
    "usage.list": (
        "list [scenarios|measures|levers|milestones|inputs|...] [OPTIONEN]",
        "list [scenarios|measures|levers|milestones|inputs|...] [OPTIONS]",
    ),
    "usage.show": ("show SZENARIO [OPTIONEN]", "show SCENARIO [OPTIONS]"),
    "help.list": (
        """Nennt, was es gibt: scenarios, measures, levers, milestones, inputs, indicators, programmes und mehr.

        Alle Arten: scenarios (Vorgabe), measures, levers, milestones, inputs, indicators, programmes, assets, sources,
        units. 'klima2035 explain NAME' sagt mehr zu einem Namen.""",
        """List what there is: scenarios, measures, levers, milestones, inputs, indicators, programmes and more.

        All kinds: scenarios (default), measures, levers, milestones, inputs, indicators, programmes, assets, sources,
        units. 'klima2035 explain NAME' tells more of a name.""",
    ),
    "help.show": (
        "Zeigt ein Szenario in Worten: Maßnahmen, Stellgrößen, Rahmenbedingungen.",
        "Show a scenario in plain words: measures, levers, framework.",
    ),
    "help.resolved": (
        "Alles flach, mit Datei und Zeile jedes Werts; die Ausgabe ist selbst eine Szenario-Datei.",
        "All values flat with file and line of each; the output is itself a scenario file.",
    ),
}
