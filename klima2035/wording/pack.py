"""What page one of the council pack says, in German and English: sentences chosen by verdicts and figures."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "usage.report": (
        "report SZENARIO [--against SZENARIO] [--as pdf,html,pptx] [--out ORDNER] [--lang de|en]",
        "report SCENARIO [--against SCENARIO] [--as pdf,html,pptx] [--out DIR] [--lang de|en]",
    ),
    "help.report": (
        "Bericht für den Rat: eine Seite vorweg, dann Meilensteine, Geld, Risiken, Annahmen; als PDF, Seite und Folien.",
        "Report for the council: one page first, then milestones, money, risks, assumptions; as PDF, page and slides.",
    ),
    "help.against": (
        "Szenario, mit dem verglichen wird (ohne Angabe: derselbe Rahmen ohne Maßnahmen)",
        "scenario to compare with (without it: the same framework without measures)",
    ),
    "help.kinds": ("Formate, durch Komma getrennt: pdf, html, pptx", "formats, parted by commas: pdf, html, pptx"),
    "report_kinds": ("--as {}: durch Komma getrennt, aus {}", "--as {}: parted by commas, of {}"),
    "report_same": ("--against {}: das ist dasselbe Szenario", "--against {}: that is the same scenario"),
    "report_done": (
        "{title}: {pages} Abschnitte, {claims} Aussagen mit Beleg",
        "{title}: {pages} sections, {claims} claims with their evidence",
    ),
    # title
    "pack_title": ("Klimaschutz in {city}: Stand {year}", "Climate action in {city}: state in {year}"),
    "pack_subtitle": ("Bericht für den Rat über den Weg bis {focus}. Szenario „{title}“", "Report to the council on the way to {focus}. Scenario “{title}”"),
    "pack_kicker": ("{city} · {title} · Stand {year}", "{city} · {title} · as of {year}"),
    # page one
    "pack_no_balance": (
        "Ohne gezählte Bilanz: Für {year} liegt keine Energie- und CO₂-Bilanz der Stadt vor. Die Treibhausgase sind gerechnet, nicht gezählt. Gezählt ist für {year} nur: {names}.",
        "No counted balance: the city has no energy and CO₂ balance for {year}. Greenhouse gases are modelled, not counted. For {year} only these are counted: {names}.",
    ),
    "pack_part_balance": (
        "Ohne vollständige Bilanz: Die Energiebilanz der Stadt für {year} ist nur zum Teil gezählt; der Rest der Treibhausgase ist gerechnet. Gezählt ist für {year}: {names}.",
        "No complete balance: the city's energy balance for {year} is counted in part only; the rest of the greenhouse gases is modelled. Counted for {year}: {names}.",
    ),
    "pack_energy_of": ("Endenergie ({})", "final energy ({})"),
    "pack_more": ("{} weitere", "{} more"),
    "pack_no_counts": (
        "Ohne gezählte Werte: Dieser Bericht beruht allein auf der Rechnung. Für {year} hat die Stadt keine Zahl gemeldet.",
        "No counted figures: this report rests on the model alone. The city has reported no figure for {year}.",
    ),
    "pack_state_counted": (
        "{city} hat {year} nach eigener Bilanz {value} Treibhausgase verursacht, {share} gegenüber 1990.",
        "By its own balance {city} caused {value} of greenhouse gases in {year}, {share} on 1990.",
    ),
    "pack_state_modelled": (
        "{city} hat {year} nach dieser Rechnung {value} Treibhausgase verursacht, {share} gegenüber 1990.",
        "By this model {city} caused {value} of greenhouse gases in {year}, {share} on 1990.",
    ),
    "pack_due": ("Stand der {count} Meilensteine bis {year}: {told}.", "State of the {count} milestones up to {year}: {told}."),
    "pack_by_rule": ("je nach Zählweise verschieden", "depending on the way to count"),
    "pack_due_one": ("Der eine Meilenstein bis {year} ist {told}.", "The one milestone up to {year} is {told}."),
    "pack_due_none": ("Bis {year} war kein Meilenstein fällig.", "No milestone was due up to {year}."),
    "pack_target_reached": (
        "Mit diesem Szenario sinken sie bis {year} auf {value}{band}; das Ziel „{title}“ ({limit}) wird erreicht.",
        "With this scenario they fall to {value} by {year}{band}; the target “{title}” ({limit}) is reached.",
    ),
    "pack_target_at_risk": (
        "Mit diesem Szenario sinken sie bis {year} auf {value}{band}; zum Ziel „{title}“ ({limit}) fehlen {gap}, es ist gefährdet.",
        "With this scenario they fall to {value} by {year}{band}; {gap} are missing to the target “{title}” ({limit}), it is at risk.",
    ),
    "pack_target_missed": (
        "Mit diesem Szenario sinken sie bis {year} auf {value}{band}; das Ziel „{title}“ ({limit}) wird um {gap} verfehlt.",
        "With this scenario they fall to {value} by {year}{band}; the target “{title}” ({limit}) is missed by {gap}.",
    ),
    "pack_target_cannot_judge": (
        "Mit diesem Szenario sinken sie bis {year} auf {value}{band}; „{title}“ stammt aus diesem Pfad und prüft ihn nicht.",
        "With this scenario they fall to {value} by {year}{band}; “{title}” stems from this path and does not test it.",
    ),
    "pack_target_none": (
        "Mit diesem Szenario sinken sie bis {year} auf {value}{band}; ein beschlossenes Ziel dazu gibt es nicht.",
        "With this scenario they fall to {value} by {year}{band}; there is no decided target for it.",
    ),
    "pack_band": (", in neun von zehn Ziehungen {low} bis {high}", ", in nine of ten draws {low} to {high}"),
    "pack_money_gap": (
        "Die Maßnahmen kosten {first}–{last} {cost} mehr, als der Ersatz alter Technik ohnehin kostet (in Preisen von {prices} {real}); für {gap} davon ist nach heutigem Stand kein Geld da.",
        "From {first} to {last} the measures cost {cost} more than replacing old technology costs anyway (in prices of {prices} {real}); for {gap} of it there is no money as things stand.",
    ),
    "pack_money_closed": (
        "Die Maßnahmen kosten {first}–{last} {cost} mehr, als der Ersatz alter Technik ohnehin kostet (in Preisen von {prices} {real}); eine Lücke bleibt nicht.",
        "From {first} to {last} the measures cost {cost} more than replacing old technology costs anyway (in prices of {prices} {real}); no gap remains.",
    ),
    "pack_money_none": (
        "Das Szenario enthält keine Maßnahmen, die mehr kosten als der Ersatz alter Technik.",
        "The scenario holds no measures that cost more than replacing old technology.",
    ),
    "pack_money_city": (
        "Auf die Stadt selbst entfallen im teuersten Jahr ({year}) {value} (in Preisen von {prices} {real}); in bekannten Vorhaben waren es bisher im Mittel {past} im Jahr.",
        "The city itself has to find {value} in the dearest year, {year} (in prices of {prices} {real}); in known projects it was {past} a year on average so far.",
    ),
    "pack_key_now": ("Treibhausgase {}", "Greenhouse gases {}"),
    "pack_key_focus": ("Treibhausgase {}", "Greenhouse gases {}"),
    "pack_key_share": ("{} gegenüber 1990", "{} on 1990"),
    "pack_key_cost": ("Mehrkosten {}–{}", "Additional cost {}–{}"),
    "pack_key_cost_note": ("nominal, alle Geldgeber", "nominal, all funders"),
    "pack_key_gap": ("davon ohne Geldgeber", "of it without a funder"),
    "pack_key_gap_note": ("{} der Mehrkosten", "{} of the additional cost"),
    # what the council decides
    "pack_decide": ("Was der Rat entscheidet", "What the council decides"),
    "pack_decide_own": (
        "Beschließen: {count} Maßnahmen liegen bei Stadt und städtischen Gesellschaften selbst; sie senken {year} {tonnes}, {share} dessen, was alle Maßnahmen bringen.",
        "Decide: {count} measures lie with the city and its companies themselves; in {year} they take off {tonnes}, {share} of what all measures bring.",
    ),
    "pack_decide_next": ("Beauftragen, Beginn {year}: {names}.", "Commission, to begin in {year}: {names}."),
    "pack_decide_own_none": ("Keine Maßnahme dieses Szenarios liegt in der Hand der Stadt.", "No measure of this scenario is in the city's hands."),
    "pack_decide_budget": (
        "Einplanen im Haushalt {first}–{last}: {own} eigenes Geld; für {gap} weitere ist kein Geld da. Folgekosten {last}: {follow} im Jahr (alles nominal).",
        "Put into the city budget {first}–{last}: {own} of its own money; for a further {gap} there is no money. Follow-up cost in {last}: {follow} a year (all nominal).",
    ),
    "pack_decide_support": ("Einfordern, {first}–{last}: {told} – die Lücke aller Zahlenden, auch die der Stadt (nominal).", "Ask for, {first}–{last}: {told} – the gap of all payers, that of the city included (nominal)."),
    "pack_decide_support_part": ("{level} {value}", "{level} {value}"),
    "pack_decide_count": (
        "Zählen lassen, sonst nicht beurteilbar: {names}.",
        "Have it counted, else it cannot be judged: {names}.",
    ),
    "pack_decide_missed": (
        "Nachsteuern, verfehlt oder auf diesem Weg nicht zu halten: {told}.",
        "Correct the course, missed or not to be kept on this way: {told}.",
    ),
    "pack_decide_missed_over": (
        "{title} ({gap} zu viel; {office})",
        "{title} ({gap} too much; {office})",
    ),
    "pack_decide_missed_part": (
        "{title} (es fehlen {gap}; {office})",
        "{title} ({gap} missing; {office})",
    ),
    "pack_office_none": ("keine Stelle benannt", "no office named"),
}  # fmt: skip
