"""What can be wrong with milestones and what they measure."""

from __future__ import annotations

from klima2035.complaints.entry import KEEP_ONE, Complaint, complaint

COMPLAINTS: dict[str, Complaint] = {
    "unknown_milestone": complaint("unbekannter Meilenstein '{name}'", "unknown milestone '{name}'", ("{known}", "{known}")),
    "given_twice": complaint("'{name}' steht zweimal da", "'{name}' is given twice", todo=KEEP_ONE),
    "unknown_quantity": complaint("'{word}' in '{name}' ist unbekannt", "'{word}' in '{name}' is unknown", ("{known}", "{known}")),
    "open_quantity": complaint(
        "'{name}' lässt offen, was gezählt wird", "'{name}' leaves open what is counted",
        ("etwa final_energy:heating_oil, stocks:heated_area/gas_boiler", "such as final_energy:heating_oil, stocks:heated_area/gas_boiler"),
        ("den Bestand, die Anlage oder die Stellgröße nennen", "name the stock, the asset or the lever"),
    ),
    "unknown_indicator": complaint("unbekannte Messgröße '{name}'", "unknown indicator '{name}'", ("{known}", "{known}")),
    "derived_scenario": complaint("ein abgeleiteter Meilenstein nennt sein Szenario", "a derived milestone names its scenario", ("scenario", "scenario"), ("'scenario:' ergänzen", "add 'scenario:'")),
    "decided_document": complaint("ein beschlossener Meilenstein nennt seinen Beschluss", "a decided milestone names its document", ("document oder source", "document or source"), ("'document:' ergänzen", "add 'document:'")),
}  # fmt: skip
