"""What can be wrong with levers, measures, their groups and their funding; notes on what does not fit together."""

from __future__ import annotations

from klima2035.complaints.entry import Complaint, complaint

COMPLAINTS: dict[str, Complaint] = {
    "unknown_unit": complaint("'{value}' hat die unbekannte Einheit '{unit}'", "'{value}' has an unknown unit '{unit}'", ("{known}", "{known}")),
    "wrong_dimension": complaint(
        "'{value}' ist {given}, {name} ist {wanted}", "'{value}' is {given}, {name} is {wanted}", ("Einheiten {known}", "units {known}"),
    ),
    "out_of_bounds": complaint(
        "'{value}' liegt außerhalb der Grenzen von {name}", "'{value}' lies outside the bounds of {name}",
        ("{low} bis {high}", "{low} to {high}"), ("klima2035 explain {name} sagt mehr", "klima2035 explain {name} tells more"),
    ),
    "percent_or_share": complaint(
        "'{value}' liegt außerhalb der Grenzen von {name}", "'{value}' lies outside the bounds of {name}",
        ("{low} bis {high}", "{low} to {high}"), ("ist '{better}' gemeint?", "is '{better}' meant?"),
    ),
    "no_share": complaint("{name} '{value}' ist kein Anteil des Weges", "{name} '{value}' is no share of the way", ("0 % bis 100 %", "0 % to 100 %")),
    "unknown_lever": complaint("unbekannte Stellgröße '{name}'", "unknown lever '{name}'", ("{known}", "{known}")),
    "unknown_measure": complaint("unbekannte Maßnahme '{name}'", "unknown measure '{name}'", ("{known}", "{known}")),
    "names_itself": complaint("'{name}' nennt sich selbst", "'{name}' names itself", todo=("streichen", "strike it")),
    "circle_of_requires": complaint("die Voraussetzungen bilden einen Kreis", "the prerequisites go round in a circle", todo=("eine davon streichen", "strike one of them")),
    "file_name": complaint("der Name ist '{name}'", "the name is '{name}'", ("der Name der Datei, '{stem}'", "the file's name, '{stem}'")),
    "ramp_needs": complaint("der Schlüssel '{name}' fehlt", "the key '{name}' is missing", ("zu ramp: {ramp} gehören {known}", "ramp: {ramp} takes {known}"), ("'{name}:' ergänzen", "add '{name}:'")),
    "ramp_refuses": complaint("'{name}' passt nicht zu ramp: {ramp}", "'{name}' does not go with ramp: {ramp}", ("{known}", "{known}"), ("streichen", "strike it")),
    "range_above_target": complaint(
        "die Spanne beginnt mit {low} über dem Ziel {to}", "the range begins with {low} above the target {to}",
        ("low höchstens {to}", "low at most {to}"), ("low senken oder das Ziel (to) anheben", "lower low or raise the target (to)"),
    ),
    "range_below_target": complaint(
        "die Spanne endet mit {high} unter dem Ziel {to}", "the range ends with {high} below the target {to}",
        ("high mindestens {to}", "high at least {to}"), ("high anheben oder das Ziel (to) senken", "raise high or lower the target (to)"),
    ),
    "range_flat": complaint(
        "die Spanne hat keine Breite: low und high sind beide {low}", "the range has no width: low and high are both {low}",
        ("low kleiner als high", "low below high"), ("die Spanne weiten oder 'range' streichen", "widen the range or strike 'range'"),
    ),
    "years_unsorted": complaint(
        "das Jahr {year} steht nach {before}", "the year {year} stands after {before}",
        ("Jahre in aufsteigender Folge", "years in ascending order"), ("die Zeilen ordnen", "put the lines in order"),
    ),
    "end_before_start": complaint(
        "{name}: Ende {end} liegt vor dem Beginn {start}", "{name}: end {end} lies before start {start}",
        ("{start} oder später", "{start} or later"), ("Beginn (start) und Ende (end) prüfen", "set both start and end"),
    ),
    "no_end": complaint(
        "'{name}' hat kein Ende: ihre Stellgrößen folgen Stufen oder Tabellen", "'{name}' has no end: its levers follow steps or tables",
        ("start", "start"), ("nur den Beginn ändern oder Werte je Jahr als table angeben", "change the start only, or give values by year as table"),
    ),
    "out_of_bounds_added": complaint(
        "'{value}' mehr als im Trend führt über die Grenzen von {name}", "'{value}' above the trend goes beyond the bounds of {name}",
        ("die Stellgröße selbst: {low} bis {high}", "the lever itself: {low} to {high}"), ("klima2035 explain {name} sagt mehr", "klima2035 explain {name} tells more"),
    ),
    "starts_too_early": complaint(
        "{name} beginnt {start}: Maßnahmen wirken erst nach dem Stand (as_of {as_of})",
        "{name} starts in {start}: measures act after as_of {as_of}",
        ("{earliest} oder später", "{earliest} or later"), ("'start: {earliest}' setzen", "set 'start: {earliest}'"),
    ),
    "after_horizon": complaint("{name} {year} liegt nach dem Horizont {horizon}", "{name} {year} lies after the horizon {horizon}", ("bis {horizon}", "to {horizon}")),
    "lever_not_moved": complaint("'{measure}' bewegt die Stellgröße '{name}' nicht", "'{measure}' does not move the lever '{name}'", ("{known}", "{known}")),
    "follows_table": complaint(
        "{name} folgt einer Tabelle", "{name} follows a table", ("table", "table"), ("Werte als Tabelle angeben", "give a table instead"),
    ),
    "excludes": complaint("'{name}' und '{other}' schließen einander aus", "'{name}' and '{other}' exclude each other", todo=("eine davon im Szenario auf false setzen", "set one of them to false in the scenario")),
    "unknown_groups": complaint("keine Gruppendatei '{name}'", "no file of groups '{name}'", ("{known} oder ein Pfad", "{known} or a path")),
    "group_twice": complaint(
        "'{name}' steht schon in der Gruppe '{group}'", "'{name}' stands in the group '{group}' already",
        ("jede Maßnahme in einer Gruppe", "each measure in one group"), ("eine Angabe streichen", "strike one of them"),
    ),
    "group_splits": complaint(
        "'{name}' und '{other}' schließen einander aus und stehen in zwei Gruppen", "'{name}' and '{other}' exclude each other and stand in two groups",
        ("eine gemeinsame Gruppe", "one group for both"), ("beide in '{group}' aufnehmen", "put both into '{group}'"),
    ),
    "group_named_as_measure": complaint(
        "die Gruppe heißt wie die Maßnahme '{name}', die nicht in ihr steht", "the group is called like the measure '{name}', which is not in it",
        ("ein eigener Name", "a name of its own"), ("die Gruppe umbenennen oder die Maßnahme aufnehmen", "rename the group or add the measure"),
    ),
    "unknown_source": complaint(
        "die Quelle '{name}' steht nicht in sources.csv", "source '{name}' is not in sources.csv",
        ("ein Schlüssel aus sources.csv", "a key of sources.csv"),
    ),
    "unknown_asset": complaint("'{name}' ist keine bekannte Anlage", "no asset is called '{name}'", ("{known}", "{known}")),
    "unknown_programme": complaint("'{name}' ist kein bekanntes Förderprogramm", "no programme is called '{name}'", ("{known}", "{known}")),
    "basis_mixed": complaint(
        "basis '{value}' bei '{name}', in seiner ersten Zeile '{first}'", "basis '{value}' of '{name}', '{first}' in its first row",
        ("ein Programm zählt entweder die vollen Kosten oder die Mehrkosten", "a programme counts either the full cost or the premium"),
        ("angleichen oder ein zweites Programm anlegen", "make them alike or add a second programme"),
    ),
    "funding_bounds": complaint(
        "{name} '{value}' liegt außerhalb der Grenzen", "{name} '{value}' lies outside its bounds",
        ("rate: 0 % bis 200 %; pot: ab 0 EUR/a", "rate: 0 % to 200 %; pot: from 0 EUR/a"),
    ),
    "funding_past": complaint(
        "{name} {value} liegt in der Vergangenheit des Szenarios", "{name} {value} lies in the past of the scenario",
        ("ab {first}: was bis zum Stand geschah, ändert kein Szenario", "from {first} on: no scenario changes what happened up to as_of"),
    ),
    "funding_nothing": complaint(
        "bei '{name}' steht keine Änderung", "nothing is changed in '{name}'",
        ("ends, resumes, rate oder pot", "ends, resumes, rate or pot"), ("eine davon ergänzen oder die Zeile streichen", "add one of them or strike the line"),
    ),
    "funding_from_alone": complaint(
        "from_year allein ändert an '{name}' nichts", "from_year alone changes nothing in '{name}'",
        ("from_year gehört zu rate oder pot", "from_year goes with rate or pot"), ("rate oder pot ergänzen", "add rate or pot"),
    ),
    "funding_not_suspended": complaint(
        "'{name}' ist {year} und danach nicht ausgesetzt: resumes ändert nichts", "'{name}' is not suspended in {year} or later: resumes changes nothing",
        todo=("klima2035 explain {name} zeigt, wann es zahlt", "klima2035 explain {name} shows when it pays"),
    ),
    "name_lost": complaint(
        "'{name}' kommt sonst nirgends vor, und '{other}' fehlt (gebraucht von {where})",
        "'{name}' stands nowhere else, and '{other}' is missing (used by {where})",
    ),
    "name_missing": complaint("'{name}' fehlt (gebraucht von {where})", "'{name}' is missing (used by {where})", todo=("eine Zeile ergänzen", "add a row")),
    "requires_missing": complaint(
        "'{name}' wirkt nicht: die Voraussetzung '{other}' ist nicht eingeschaltet", "'{name}' has no effect: its prerequisite '{other}' is not switched on",
        todo=("'{other}: true' ergänzen", "add '{other}: true'"),
    ),
    "asset_astray": complaint(
        "keine Stellgröße dieser Maßnahme baut oder ersetzt '{name}'", "no lever of this measure builds or replaces '{name}'",
        ("sie bauen oder ersetzen: {known}", "they build or replace: {known}"), ("unter 'assets' streichen", "strike it from 'assets'"),
    ),
    "assets_left_out": complaint(
        "unter 'assets' steht nichts von dem, was '{name}' baut oder ersetzt", "'assets' names nothing of what '{name}' builds or replaces",
        ("das ist: {known}", "that is: {known}"), ("unter 'assets' nennen", "name it in 'assets'"),
    ),
    "programme_astray": complaint(
        "das Förderprogramm '{name}' zahlt für nichts, was diese Maßnahme baut", "the programme '{name}' pays for nothing that this measure builds",
        ("es zahlt für: {known}", "it pays for: {known}"), ("unter 'funding' streichen", "strike it from 'funding'"),
    ),
    "programme_other_payer": complaint(
        "das Förderprogramm '{name}' zahlt niemandem, der diese Maßnahme bezahlt ({payers})",
        "the programme '{name}' pays nobody who bears the cost of this measure ({payers})",
        ("es zahlt an: {known}", "it pays: {known}"), ("unter 'funding' streichen", "strike it from 'funding'"),
    ),
    "programme_over": complaint(
        "das Förderprogramm '{name}' zahlt nur bis {year}, die Maßnahme beginnt {first}", "the programme '{name}' pays to {year} only, the measure starts in {first}",
        todo=("unter 'funding' streichen", "strike it from 'funding'"),
    ),
    "programme_later": complaint(
        "das Förderprogramm '{name}' zahlt erst ab {year}, die Maßnahme ist {last} am Ziel", "the programme '{name}' pays from {year} only, the measure is there in {last}",
        todo=("unter 'funding' streichen", "strike it from 'funding'"),
    ),
    "programme_suspended": complaint(
        "das Förderprogramm '{name}' ist seit {year} ausgesetzt, die Maßnahme beginnt {first}", "the programme '{name}' is suspended since {year}, the measure starts in {first}",
        todo=("unter 'funding' streichen", "strike it from 'funding'"),
    ),
    "sector_astray": complaint(
        "zum Sektor '{name}' gehört keine Stellgröße dieser Maßnahme", "no lever of this measure belongs to the sector '{name}'",
        ("ihre Stellgrößen gehören zu: {known}", "its levers belong to: {known}"), ("'sector' ändern", "change 'sector'"),
    ),
    "sources_empty": complaint(
        "die Maßnahme nennt keine Quelle", "the measure names no source", ("ein Schlüssel aus sources.csv", "a key of sources.csv"),
        ("unter 'sources' nennen", "name it in 'sources'"),
    ),
}  # fmt: skip
