"""What the program says, in German and English; ``{}`` fields are filled by the caller."""

from __future__ import annotations

import errno

from klima2035.wording import chapters, credit, ensemble, explorer, importing, milestones, pack, report, stress, track
from klima2035.wording import trust as trusted

_TEXTS: dict[str, tuple[str, str]] = {
    # workbook
    "cover": ("Deckblatt", "Cover"),
    "overview": ("Überblick", "Overview"),
    "book_title": ("Klimaszenario: {}", "Climate scenario: {}"),
    "as_of": ("Stand {}", "As of {}"),
    "scenario_code": ("Szenario (Code)", "Scenario (code)"),
    "scenario_city": ("Stadt", "City"),
    "label": ("Bilanzierung", "Accounting"),
    "datenguete": ("Datengüte", "Data quality (Datengüte)"),
    "setting_head": ("Einstellungen", "Settings"),
    "finding_head": ("Befunde", "Findings"),
    "no_findings": ("keine", "none"),
    "severity_serious": ("Ernst", "Serious"),
    "severity_warning": ("Warnung", "Warning"),
    "severity_note": ("Hinweis", "Note"),
    "finding_reason": ("Grund", "Reason"),
    "finding_remedy_of": ("Abhilfe", "Remedy"),
    "note_head": ("Hinweise", "Notes"),
    "note_rows": (
        "Zeilen ohne jeden Wert oder mit lauter Nullen fehlen; Gebäudeflächen sind über die Baualtersklassen summiert.",
        "Rows without any value or with nothing but zeros are left out; floor areas are summed over age classes.",
    ),
    "note_views": (
        "Die Sichten teilen verschieden auf und werden nie addiert; die territoriale Sicht hat ihre eigene Summe.",
        "The views divide in different ways and are never added; the territorial view has a total of its own.",
    ),
    "note_money": (
        "Investitionen sind nominale Euro des Jahres. Bedarf = Summe aller Geldgeber einschließlich der Lücke.",
        "Investment is in nominal euro of the year. Need = sum over all funders including the gap.",
    ),
    "note_files": (
        "Dieselben Zahlen mit Codes und voller Genauigkeit stehen in tables/*.csv, die Herkunft des Laufs in run.json.",
        "The same numbers with codes and in full precision are in tables/*.csv, the origin of the run in run.json.",
    ),
    "sheet_head": ("Blätter", "Sheets"),
    "total": ("Summe", "Total"),
    "need": ("Bedarf (Summe)", "Need (total)"),
    "money_origin": ("Anlass", "Occasion"),
    "sum_of": ("Summe {}–{}", "Sum {}–{}"),
    "gap_total": ("Lücke (Summe)", "Gap (total)"),
    "all_levels": ("alle Ebenen", "all levels"),
    "labour_kind": ("Vollzeitkräfte", "Full-time staff"),
    "by_rate_head": (
        "Barwerte und gleiche Jahresraten nach Zinssatz, in Preisen von {}",
        "Present values and annuities by discount rate, in prices of {}",
    ),
    "at_rate": ("Zinssatz {} %", "discount rate {} %"),
    "note_ledger": (
        "Auf dem Blatt „Fördersätze“ dürfen die gelben Zellen geändert werden; Förderung und Lücke rechnen sich neu.",
        "On the sheet “Funding rates” the yellow cells may be changed; grants and gap are worked out anew.",
    ),
    "note_finance_by_year": (
        "Mehrkosten: was über den ohnehin fälligen Ersatz hinausgeht; Vollkosten: die ganze Rechnung. Nominale Euro.",
        "Additional cost: what goes beyond the replacement that is due anyway; full cost: the whole bill.",
    ),
    "note_city_line": (
        (
            "Betrieb, Abschreibung, Zinsen, Personal und Entgangenes: Szenario minus Trend. Eigenes Geld kann über der "
            "Haushaltslinie liegen, weil Vorhaben für wachsenden Bedarf als bezahlt gelten."
        ),
        (
            "Operation, depreciation, interest, staff and losses: scenario minus trend. Own money may exceed the "
            "budget line, because works for growing demand count as paid."
        ),
    ),
    "note_support_requirements": (
        "Die Lücke der Maßnahmen nach der Ebene, die um Hilfe gebeten wird; nominale Euro, ohne den Trend.",
        "The gap of the measures by the level that is asked for help; nominal euro, without the trend.",
    ),
    "note_measure_costs": (
        "Jede Maßnahme als letzte gerechnet: das Szenario mit ihr minus ohne sie. Minus = spart Geld.",
        "Each measure counted last: the scenario with it minus without it. Minus = saves money.",
    ),
    "note_benefits": (
        (
            "Szenario minus Trend: Plus = mehr Kosten, Minus = gespart; nur „Einkommen in der Region“ ist ein Zufluss. "
            "Die beiden Rechnungen und die zwei Gewichtungen der Schäden werden nicht addiert."
        ),
        (
            "Scenario minus trend: plus = more cost, minus = saved; only “income in the region” flows in. The two "
            "accounts and the two weightings of damage are not added."
        ),
    ),
    "note_households": (
        "Je Haus (Eigentum) oder je m² Wohnfläche und Monat (Miete), für einen Fall mittlerer Größe.",
        "For one house (owners) or for a m² of floor area and month (tenants), for a case of middle size.",
    ),
    "note_gas_network": (
        "Szenario und Trend nebeneinander; Entgangenes gegenüber dem letzten bekannten Jahr.",
        "Scenario and trend side by side; losses against the last known year.",
    ),
    # the funding calculation in the workbook
    "ledger_rates": ("Fördersätze", "Funding rates"),
    "ledger_lines": ("Förderrechnung", "Funding calculation"),
    "ledger_choices": ("Förderkombinationen", "Funding combinations"),
    "ledger_years": ("Förderung je Jahr", "Funding by year"),
    "ledger_rates_note": (
        (
            "Gelbe Zellen dürfen geändert werden: Fördersätze, Töpfe und eigenes Geld. Alles Übrige rechnet "
            "sich daraus "
            "neu; die Summen stehen auf dem Blatt „Förderung je Jahr“."
        ),
        (
            "Yellow cells may be changed: rates, pots and own money. All else follows from them; the sums are "
            "on the sheet "
            "“Funding by year”."
        ),
    ),
    "ledger_rates_limits": (
        (
            "Die Maßnahmen bleiben, wie sie sind: Mengen und Kosten ändern sich mit den Fördersätzen nicht. Dauerhaft "
            "ändert man Fördersätze in der Szenariodatei (funding)."
        ),
        (
            "The measures stay as they are: quantities and cost do not change with the rates. Rates are changed "
            "for good "
            "in the scenario file (funding)."
        ),
    ),
    "ledger_financed": (
        (
            "In diesem Szenario baut privat nur, wer es bezahlen kann: Die Mengen sind die des Laufs und folgen hier "
            "geänderten Sätzen nicht."
        ),
        (
            "In this scenario private payers build only what they can pay for: quantities are those of the run "
            "and do not "
            "follow rates changed here."
        ),
    ),
    "ledger_for": ("gilt für", "holds for"),
    "ledger_all_applicants": ("alle", "all"),
    "ledger_other_applicants": ("alle übrigen", "all others"),
    "ledger_refused": (
        "Hier steht eine Zahl: ein Fördersatz von 0 bis 100 %, sonst ein Betrag ab 0.",
        "A number is needed here: a rate from 0 to 100 %, else an amount from 0.",
    ),
    "ledger_pots": ("Töpfe: Geld eines Programms je Jahr", "Pots: money of a programme in a year"),
    "ledger_pots_note": ("leer = unbegrenzt", "empty = unlimited"),
    "ledger_pot_shares": ("Anteil der Anträge, den der Topf deckt", "Part of what is asked that the pot holds"),
    "ledger_pot_shares_note": (
        "gerechnet: Topf geteilt durch alle Anträge des Jahres, höchstens 100 %",
        "calculated: pot over all that is asked in the year, at most 100 %",
    ),
    "ledger_money": ("Eigenes Geld der Stadt und ihrer Gesellschaften", "Own money of the city and its companies"),
    "ledger_money_note": ("gelb = änderbar", "yellow = may be changed"),
    "ledger_elsewhere": (
        "Bedarf ohne Programm, der auch aus diesem Geld bezahlt wird",
        "Need without a programme for this money",
    ),
    "ledger_elsewhere_note": (
        "fest, aus dem Modell: Mehrkosten von Vorhaben der Stadt und ihrer Gesellschaften, ohne Programm",
        "fixed, from the model: additional cost of the city and its companies that no programme is open to",
    ),
    "ledger_money_shares": ("Anteil des offenen Bedarfs, den dieses Geld deckt", "Part of the open need that it pays"),
    "ledger_money_shares_note": (
        "gerechnet: eigenes Geld geteilt durch den offenen Bedarf nach Zuschüssen, höchstens 100 %",
        "calculated: own money over the open need after grants, at most 100 %",
    ),
    "ledger_years_note": (
        "Oben rechnen Formeln mit den gelben Zellen auf „Fördersätze“. Bedarf = Zuschüsse + eigenes Geld + Lücke.",
        "The upper rows are formulas that follow the yellow cells on “Funding rates”. Need = grants + own money + gap.",
    ),
    "ledger_years_model": (
        "Gezählt sind die Mehrkosten aller Vorhaben (Trend und Maßnahmen), auch ohne Programm; nominale Euro.",
        "Counted is the additional cost of all works (trend and measures), even without a programme; nominal euro.",
    ),
    "ledger_grants": ("Zuschüsse: {}", "Grants: {}"),
    "ledger_model": ("Ergebnis des Modells", "The model's result"),
    "ledger_model_note": (
        ("feste Werte des Laufs, auf ganze Cent gerundet", "fixed values of the run, rounded to whole cents")
    ),
    "ledger_difference": ("Unterschied zum Modell", "Difference from the model"),
    "ledger_difference_note": (
        "oben minus Modell, auf ganze Euro; 0, solange keine gelbe Zelle geändert ist",
        "upper rows minus model, in whole euro; 0 while no yellow cell is changed",
    ),
    "ledger_lines_note": (
        (
            "Eine Zeile je Angebot eines Programms für eine Anlage, einen Zahlenden und ein Jahr. Beantragt = Menge × "
            "förderfähig je Stück × bleibender Anteil × Fördersatz."
        ),
        (
            "One row for each offer of a programme to an asset, a payer and a year. Asked = quantity × eligible "
            "cost of "
            "one × part kept × rate."
        ),
    ),
    "ledger_lines_choice": (
        (
            "Kann ein Vorhaben unter Programmen wählen, gilt die ergiebigste zulässige Kombination (Blatt "
            "„Förderkombinationen“)."
        ),
        (
            "Where a work may choose between programmes, the admissible combination that pays most holds (sheet "
            "“Funding "
            "combinations”)."
        ),
    ),
    "ledger_lines_own": (
        (
            "Was das ganze Vorhaben betrifft (ab „Mehrkosten“), steht in der Zeile seines ersten Angebots. Lücke = "
            "Mehrkosten − bewilligt − eigenes Geld."
        ),
        (
            "What concerns the whole work (from “additional cost” on) is in the row of its first offer. Gap = "
            "additional "
            "cost − granted − own money."
        ),
    ),
    "ledger_units": ("Menge", "Quantity"),
    "ledger_cost": ("Kosten je Stück", "Cost of one"),
    "ledger_eligible_share": ("davon förderfähig", "of which eligible"),
    "ledger_cap": ("Höchstbetrag je Stück", "Cap of one"),
    "ledger_kept": ("bleibender Anteil (Zweckbindung)", "Part kept (earmark)"),
    "ledger_rate": ("Fördersatz", "Rate"),
    "ledger_eligible": ("förderfähig je Stück", "Eligible cost of one"),
    "ledger_asked": ("beantragt", "Asked"),
    "ledger_paid": ("nach Kürzung auf den Topf", "After the pot"),
    "ledger_granted": ("bewilligt", "Granted"),
    "ledger_need": ("Mehrkosten des Vorhabens", "Additional cost of the work"),
    "ledger_granted_all": ("bewilligt zusammen", "Granted in all"),
    "ledger_growth": ("aus laufenden Mitteln bezahlt", "Paid from ordinary budgets"),
    "ledger_fixed": ("selbst tragbar aus Ersparnis", "Borne from savings"),
    "ledger_levy_rate": ("Mieterhöhung: Satz", "Rent levy: rate"),
    "ledger_levy_cap": ("Mieterhöhung: höchstens je Jahr", "Rent levy: at most a year"),
    "ledger_levy_worth": ("Mieterhöhung: Barwert von 1 Euro je Jahr", "Rent levy: present value of 1 euro a year"),
    "ledger_open": ("offen für Stadt und Gesellschaften", "Open for city and companies"),
    "ledger_own": ("eigenes Geld", "Own money"),
    "ledger_gap": ("Lücke", "Gap"),
    "ledger_choices_note": (
        (
            "Eine Zeile je zulässiger Kombination. Ihre Programme zahlen in ihrer Reihenfolge, zusammen höchstens den "
            "Höchstbetrag."
        ),
        "One row for each admissible combination. Its programmes pay in their order, together at most the limit.",
    ),
    "ledger_choices_order": (
        "Gewählt (1) ist die Kombination mit der größten Summe, bei Gleichstand die erste.",
        "Chosen (1) is the combination with the largest sum, the first of equal ones.",
    ),
    "ledger_choice": ("Kombination", "Combination"),
    "ledger_limit": ("Höchstbetrag zusammen", "Limit together"),
    "ledger_member": ("{}. Programm der Reihe", "Programme {} in order"),
    "ledger_choice_total": ("Summe", "Total"),
    "ledger_won": ("gewählt", "Chosen"),
    # the summary of a run
    "head": ("{title} (Stand {as_of})", "{title} (as of {as_of})"),
    "emissions_in": (
        "  Treibhausgase {year}: {value} t CO₂e ({share} gegenüber {base}), {label}",
        "  Greenhouse gases {year}: {value} t CO₂e ({share} against {base}), {label}",
    ),
    "invested": (
        "  Mehrkosten der Maßnahmen {start}–{end}: {value} (nominal), davon Lücke {gap}",
        "  Additional cost of the measures {start}–{end}: {value} (nominal), of which gap {gap}",
    ),
    "adoption_financed": (
        "  Umsetzung: nur, was bezahlt wird und was das Handwerk bauen kann",
        "  Adoption: only what is paid for and what the crafts can build",
    ),
    "city_peak": (
        "  Stadt selbst: Spitze {value} ({year}, nominal), bisher {past} im Jahr; Folgekosten {target}: {follow}",
        "  City itself: {value} at the peak ({year}, nominal), so far {past} a year; follow-up cost {target}: {follow}",
    ),
    "assumed_share": (
        "  Volle Investition {year}, Anteil auf angenommenen Kostensätzen: {share}",
        "  Full investment in {year}, share resting on assumed unit costs: {share}",
    ),
    "verdicts": ("  Meilensteine: {}", "  Milestones: {}"),
    "finding_counts": (
        "  Befunde: {serious} ernst, {warning} Warnungen, {note} Hinweise",
        "  Findings: {serious} serious, {warning} warnings, {note} notes",
    ),
    "finding_serious": ("  Ernst: {}", "  Serious: {}"),
    "finding_warning": ("  Warnung: {}", "  Warning: {}"),
    "finding_note": ("  Hinweis: {}", "  Note: {}"),
    "finding_remedy": ("    → {}", "    → {}"),
    "findings_more": (
        "  + {} weitere: siehe results.xlsx, Blatt „Überblick“",
        "  + {} more: see results.xlsx, sheet 'Overview'",
    ),
    "written": ("  geschrieben: {}", "  written: {}"),
    "difference_in": (
        "{b} gegenüber {a}, {year}: {value} t CO₂e",
        "{b} against {a}, {year}: {value} t CO₂e",
    ),
    # progress
    "reading": ("liest Eingaben", "reading inputs"),
    "running": ("rechnet", "running"),
    "writing": ("schreibt Tabellen", "writing tables"),
    "drawing": ("zeichnet Diagramme", "drawing charts"),
    # validate, list, show
    "note": ("Hinweis: {}", "Note: {}"),
    "valid": ("{}: in Ordnung", "{}: valid"),
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
    "diff_as_in_tables": ("wie in den Tabellen", "as in the tables"),
    "cap_per_case": ("je Fall", "a case"),
    "cap_per_dwelling": ("je Wohnung", "a dwelling"),
    "cap_per_m2": ("je m²", "a m²"),
    "cap_above": ("über {}", "above {}"),
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
    "show_decider": ("entscheidet: {}; zuständig: {}", "decided by: {}; in charge: {}"),
    "show_files": ("Dateien", "Files"),
    "show_ambition": ("umgesetzt zu {}", "carried out to {}"),
    # diff
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
    # show --resolved, explain, list
    "origin_default": ("Vorgabe", "default"),
    "origin_moved": ("{}; Jahre verschoben durch {}", "{}; years moved by {}"),
    "origin_ramp": ("Verlauf: {}; {}", "ramp: {}; {}"),
    "origin_on": ("{}; eingeschaltet in {}", "{}; switched on in {}"),
    "resolved_head": (
        "Alles, was dieses Szenario festlegt, mit Datei und Zeile; selbst eine gültige Szenario-Datei ohne Eltern.",
        "All that this scenario sets, with file and line; itself a valid scenario file without parents.",
    ),
    "own_assumption": ("eigene Annahme, Begründung in der Zeile [{}]", "own assumption, reasons in the row [{}]"),
    "derived_from": ("Szenario {} (Kennung {})", "scenario {} (hash {})"),
    "unreadable": ("nicht lesbar", "cannot be read"),
    "span": ("{} bis {}", "{} to {}"),
    "range_per": ("{} {}", "{} {}"),
    "since": ("ab {}", "from {}"),
    "until": ("bis {}", "until {}"),
    "and_more": ("{} und {} weitere", "{} and {} more"),
    "allowed": ("erlaubt {}", "allowed {}"),
    "as_library": ("wie in der Bibliothek", "as in the library"),
    "change_start": ("Beginn {}", "start {}"),
    "change_end": ("Ende {}", "end {}"),
    "change_ambition": ("umgesetzt zu {}", "carried out to {}"),
    "unit_written": ("{} (zu schreiben als {})", "{} (to be written as {})"),
    "unit_factor": ("Faktor gegenüber dem Trend", "factor on the trend"),
    "operation_highest": (
        "erreicht: die Stellgröße geht vom Trend auf den angegebenen Wert hinauf; von mehreren gilt der höchste",
        "reaches: the lever rises from the trend to the value given; of several measures the highest value counts",
    ),
    "operation_lowest": (
        "erreicht: die Stellgröße geht vom Trend auf den angegebenen Wert hinunter; von mehreren gilt der niedrigste",
        "reaches: the lever falls from the trend to the value given; of several measures the lowest value counts",
    ),
    "operation_add": (
        "kommt hinzu: der angegebene Wert wird zum Trend addiert, die Werte mehrerer Maßnahmen zusammen",
        "adds: the value given is added to the trend, the values of several measures together",
    ),
    "operation_multiply": (
        "vervielfacht: der Trend wird mit dem angegebenen Faktor malgenommen (80 % heißt ein Fünftel weniger)",
        "multiplies: the trend is multiplied by the factor given (80 % means one fifth less)",
    ),
    "operation_exclusive": (
        "setzt fest: die erste Maßnahme, die die Stellgröße bewegt, bestimmt ihren Wert",
        "sets: the first measure that moves the lever decides its value",
    ),
    "registered": (
        "die gemessenen Werte stammen aus öffentlichen Registern",
        "the actual values come from public registers",
    ),
    "time_constant": ("ein Wert für alle Jahre", "one value for all years"),
    "time_series": ("gemessene Reihe, ein Wert je Jahr", "reported series, one value a year"),
    "time_path": ("Stützjahre, dazwischen geradlinig, davor und danach gleich", "support years, straight between them"),
    "time_framework": (
        "gemessen bis zum Stand des Szenarios, danach nach der gewählten Annahme zur Zukunft",
        "actual up to the scenario's as_of, then by the chosen variant",
    ),
    "time_records": ("eine Liste einzelner Angaben", "a list of single entries"),
    "smallest": ("kleinster Wert", "smallest"),
    "largest": ("größter Wert", "largest"),
    "uncertain_rows": (
        "{} von {} Angaben haben einen unteren und einen oberen Wert",
        "{} of {} entries have a low and a high value",
    ),
    "counted_co2e": (
        "Treibhausgase des Endverbrauchs mit Vorketten, Summe aller Sektoren.",
        "Greenhouse gases of final use with upstream, all sectors.",
    ),
    "counted_co2": (
        "CO₂ des Endverbrauchs ohne Vorketten, Summe aller Sektoren.",
        "Direct CO₂ of final use, all sectors.",
    ),
    "counted_final_energy": ("Endenergie aller Sektoren.", "Final energy of all sectors."),
    "counted_climate_investment": (
        "Investitionen in Klimaschutz 2021 bis 2025, gezählt nach der Regel des Meilensteins.",
        "Investment in climate protection from 2021 to 2025, counted by the milestone's rule.",
    ),
    "counted_municipal_pv_roofs": (
        "Städtische Dächer mit Photovoltaik; gezählt, nicht gerechnet.",
        "Municipal roofs with photovoltaics; counted, not modelled.",
    ),
    "tolerance_is": ("gefährdet statt verfehlt bis zu einem Abstand von {}", "at risk and not missed within {}"),
    "law_as_of": (
        "Tag, dessen Recht gilt: Regeln, die bis dahin bekannt sind, wirken ab ihrem eigenen Jahr.",
        "Day whose law counts: rules known by then act from their own year on.",
    ),
    "setting_waste_heat": (
        "Wie Wärme aus Müll gezählt wird: nach BISKO ohne Emissionen oder mit dem fossilen CO₂ des Kamins.",
        "How heat from waste is counted: without emissions as in BISKO, or with the fossil CO₂ of the stack.",
    ),
    "setting_process_emissions": (
        "Ob Emissionen aus dem Stoff selbst (Kalkbrennen) nur danebenstehen oder mitgezählt werden.",
        "Whether emissions of the material itself (lime burning) stand beside or are counted.",
    ),
    "setting_electricity": (
        "Mit welchem Strommix gerechnet wird: bundesweit nach BISKO oder mit dem Strom aus der Stadt.",
        "Which electricity mix counts: the national one as in BISKO, or with the city's own generation.",
    ),
    "setting_adoption": (
        "Wie Maßnahmen zustande kommen: Sie geschehen wie angegeben, das Geld entscheidet nur, wer zahlt.",
        "How measures come about: they happen as given, money only decides who pays.",
    ),
    "setting_registered_additions": (
        "Ob gezählte Zugänge seit 2018 (Photovoltaik, Batterie-Pkw, Wasserstoffbusse) übernommen werden.",
        "Whether counted additions since 2018 (PV, battery cars, hydrogen buses) are used.",
    ),
    "prices_of": ("Preise von {}", "prices of {}"),
    "nothing": ("nichts", "nothing"),
    "not_confirmed": ("nicht belegt", "not confirmed"),
    "explain_unknown": (
        "'{}' ist nicht bekannt; 'klima2035 list' nennt, was es gibt",
        "'{}' is not known; 'klima2035 list' tells what there is",
    ),
    "explain_near": ("'{}' ist nicht bekannt; ähnlich sind: {}", "'{}' is not known; near are: {}"),
    "kind_lever": ("Stellgröße", "Lever"),
    "kind_measure": ("Maßnahme", "Measure"),
    "kind_scenario": ("Szenario", "Scenario"),
    "kind_milestone": ("Meilenstein", "Milestone"),
    "kind_input": ("Eingangsgröße", "Input"),
    "kind_indicator": ("Ergebnisgröße", "Result"),
    "kind_framework": ("Rahmenbedingung", "Framework setting"),
    "kind_variant": ("Annahme zur Zukunft", "Variant"),
    "kind_setting": ("Einstellung", "Setting"),
    "kind_programme": ("Förderprogramm", "Programme"),
    "kind_asset": ("Anlage oder Vorhaben", "Asset"),
    "kind_source": ("Quelle", "Source"),
    "kind_unit": ("Einheit", "Unit"),
    "kind_finding": ("Befund", "Finding"),
    "fact_remedy": ("Was tun", "What to do"),
    "fact_thresholds": ("Schwellen", "Thresholds"),
    "entries": ("{} Angaben", "{} entries"),
    "kind_key": ("Schlüssel", "Key"),
    "key_file_scenario": ("Szenario", "Scenario"),
    "key_file_measure": ("Maßnahme", "Measure"),
    "key_file_milestones": ("Meilensteine", "Milestones"),
    "key_file_framework": ("Rahmendatei", "Framework file"),
    "key_file_inputs": ("Eingabeordner", "Inputs folder"),
    "key_needed": ("{} (muss dastehen)", "{} (must be there)"),
    "key_optional": ("{} (darf fehlen)", "{} (may be left out)"),
    "a_measure": ("Maßnahme", "measure"),
    "a_lever": ("Stellgröße", "lever"),
    "a_programme": ("Förderprogramm", "programme"),
    "key_or": (" oder ", " or "),
    "key_form_year": ("ein Jahr von {} bis {}", "a year from {} to {}"),
    "key_form_quantity": ("eine Zahl mit Einheit, zum Beispiel 80 %", "a number with its unit, such as 80 %"),
    "key_form_date": ("ein Tag, zum Beispiel 2026-11-01", "a day, such as 2026-11-01"),
    "key_form_name": (
        "ein Name aus Kleinbuchstaben, Ziffern und Bindestrichen",
        "a name of lower-case letters, digits and hyphens",
    ),
    "key_form_string": ("ein Text", "a text"),
    "key_form_word": ("eines der unten genannten Wörter", "one of the words below"),
    "key_form_boolean": ("true (ja) oder false (nein)", "true (yes) or false (no)"),
    "key_form_years": (
        "Jahre mit Werten, zum Beispiel {2028: 10 %, 2030: 25 %}",
        "years with values, such as {2028: 10 %, 2030: 25 %}",
    ),
    "key_form_text": (
        "ein Text auf Deutsch und auf Englisch: {de: ..., en: ...}",
        "a text in German and in English: {de: ..., en: ...}",
    ),
    "added_by": ("{}, das ihn hinzufügt", "{}, which adds it"),
    "key_form_array": ("eine Liste", "a list"),
    "key_form_object": ("weitere Schlüssel", "further keys"),
    "key_form_integer": ("eine ganze Zahl", "a whole number"),
    "fact_label": ("Name", "Name"),
    "fact_meaning": ("Bedeutung", "Meaning"),
    "fact_unit": ("Einheit", "Unit"),
    "fact_operation": ("Wirkung", "Operation"),
    "fact_example": ("Beispiel", "Example"),
    "fact_bounds": ("Grenzen", "Bounds"),
    "fact_actual": ("Letzter Stand", "Latest value"),
    "fact_trend": ("Ohne Maßnahmen", "Without measures"),
    "fact_decider": ("Entscheidet", "Decided by"),
    "fact_registered": ("Hinweis", "Note"),
    "fact_used_in": ("Verwendet in", "Used in"),
    "fact_builds": ("Betrifft", "Bears on"),
    "fact_moved_by": ("Maßnahmen", "Measures"),
    "fact_in_scenarios": ("In Szenarien", "In scenarios"),
    "fact_sources": ("Quellen", "Sources"),
    "fact_files": ("Steht in", "Stands in"),
    "fact_sector": ("Sektor", "Sector"),
    "fact_office": ("Zuständig", "In charge"),
    "fact_levers": ("Stellgrößen", "Levers"),
    "fact_requires": ("Setzt voraus", "Requires"),
    "fact_required_by": ("Voraussetzung für", "Required by"),
    "fact_excludes": ("Schließt aus", "Excludes"),
    "fact_excluded_by": ("Ausgeschlossen von", "Excluded by"),
    "fact_assets": ("Gebaut oder gekauft", "Built or bought"),
    "fact_funding": ("Förderung", "Funding"),
    "fact_city": ("Stadt", "City"),
    "fact_span": ("Zeit", "Time"),
    "fact_framework": ("Rahmen", "Framework"),
    "fact_parents": ("Baut auf", "Extends"),
    "fact_children": ("Grundlage für", "Extended by"),
    "fact_measures": ("Maßnahmen", "Measures"),
    "fact_dims": ("Aufgeteilt nach", "Divided by"),
    "fact_time": ("Verlauf", "In time"),
    "fact_setting": ("Wählbar mit", "Chosen by"),
    "fact_values": ("Werte", "Values"),
    "fact_uncertainty": ("Unsicherheit", "Uncertainty"),
    "fact_range": ("Erlaubt", "Allowed"),
    "fact_rows": ("Angaben", "Entries"),
    "fact_area": ("Bereich", "Area"),
    "fact_milestones": ("Meilensteine", "Milestones"),
    "fact_stands_in": ("Ausgabe", "Output"),
    "fact_year": ("Jahr", "Year"),
    "fact_limit": ("Ziel", "Limit"),
    "fact_tolerance": ("Spielraum", "Tolerance"),
    "fact_indicator": ("Gemessen an", "Indicator"),
    "fact_leading": ("Frühzeichen", "Leading indicators"),
    "fact_counting_rule": ("Gezählt wird", "Counted"),
    "fact_origin": ("Herkunft", "Origin"),
    "fact_document": ("Beschluss", "Document"),
    "fact_derived_from": ("Abgeleitet aus", "Derived from"),
    "fact_decides": ("Bestimmt", "Decides"),
    "fact_variants": ("Auswahl", "Variants"),
    "fact_laws": ("Regeln", "Rules"),
    "fact_settings": ("Wählbar für", "Chosen for"),
    "fact_allowed": ("Auswahl", "Allowed"),
    "fact_default": ("Vorgabe", "Default"),
    "fact_funder": ("Geldgeber", "Funder"),
    "fact_rates": ("Fördersätze", "Rates"),
    "fact_part_shares": ("Wer sie bekommt", "Who gets them"),
    "fact_own_maximum": ("Höchstsatz", "Highest rate"),
    "fact_eligible": ("Förderfähiger Anteil", "Eligible share"),
    "fact_caps": ("Förderfähig höchstens", "Eligible at most"),
    "fact_cases": ("Größen der Fälle", "Sizes of cases"),
    "case_cost": ("Kosten {} vom Mittel", "cost {} of the mean"),
    "fact_earmark": ("Zweckbindung", "Earmark"),
    "fact_pot": ("Mittel für die Stadt", "Money for the city"),
    "fact_combined": ("Kombinierbar mit", "Combined with"),
    "fact_pays_for": ("Fördert", "Pays for"),
    "fact_named_by": ("Genannt von", "Named by"),
    "fact_quality": ("Datenherkunft", "Data origin"),
    "fact_unit_cost": ("Kosten je Einheit", "Unit cost"),
    "fact_instead": ("Ohnehin fällig", "Bought anyway"),
    "fact_planning": ("Planung dazu", "Planning on top"),
    "fact_operation_cost": ("Betrieb im Jahr", "Running cost a year"),
    "fact_life": ("Nutzungsdauer", "Service life"),
    "fact_payers": ("Wer zahlt", "Who pays"),
    "fact_built_by": ("Teil von", "Part of"),
    "fact_address": ("Adresse", "Address"),
    "fact_licence": ("Lizenz", "Licence"),
    "fact_retrieved": ("Abgerufen", "Retrieved"),
    "fact_used_for": ("Verwendet für", "Used for"),
    "fact_like": ("Umrechnung", "Conversion"),
    "fact_key_places": ("Wo", "Where"),
    "fact_key_form": ("Was da steht", "What stands there"),
    "list_name": ("Name", "Name"),
    "list_label": ("Bezeichnung", "Label"),
    "list_operation": ("Wirkung", "Operation"),
    "list_unit": ("Einheit", "Unit"),
    "list_bounds": ("Grenzen", "Bounds"),
    "list_decider": ("entscheidet", "Decided by"),
    "list_levers": ("Stellgrößen", "Levers"),
    "usage.explain": ("explain NAME [OPTIONEN]", "explain NAME [OPTIONS]"),
    "help.explain": (
        """Erklärt, was sich hinter einem Namen verbirgt: Stellgröße, Maßnahme, Eingangsgröße, Meilenstein und mehr.

        Mit Bedeutung, Einheit, Grenzen, Quelle und wo der Name verwendet wird. Namen nennt 'klima2035 list'.""",
        """Explain what is behind a name: lever, measure, input, milestone and more.

        With meaning, unit, bounds, source and where it is used. 'klima2035 list' tells the names.""",
    ),
    "help.city": ("Stadt (Vorgabe: die von klimaneutral-2035).", "City (default: that of klimaneutral-2035)."),
    "help.as_json": ("Form der Ausgabe: text (Vorgabe) oder json.", "Form of the output: text (default) or json."),
    # upgrade
    "upgrade_about": (
        "neue Datei: Format, Name und Titel der Eingaben von {name}",
        "new file: format, name and title of the inputs of {name}",
    ),
    "upgrade_stated": ("'schema: {version}' ergänzt", "'schema: {version}' added"),
    "upgrade_restated": ("schema: {before} → {version}", "schema: {before} → {version}"),
    "upgrade_first_line": (
        "die erste Zeile, die dem Editor hilft, zeigt auf {to}",
        "the first line, which helps the editor, points to {to}",
    ),
    "upgrade_end": (
        "'end: {year}' bei {lever} gestrichen (bei ramp: step zählt nur start)",
        "'end: {year}' struck at {lever} (with ramp: step only start counts)",
    ),
    "upgrade_table": (
        "Tabelle von {lever} nach Jahren geordnet",
        "table of {lever} put in order of years",
    ),
    "upgrade_series": ("Zeilen von '{name}' nach Jahren geordnet", "rows of '{name}' put in order of years"),
    "upgrade_editor": (
        "Vorschläge und Prüfung für den Editor neu geschrieben: {}",
        "Completion and checks for the editor written anew: {}",
    ),
    "upgrade_nothing": (
        "{}: nichts zu tun, alle Dateien haben das Format {}",
        "{}: nothing to do, all files have format {}",
    ),
    "upgrade_would": (
        "Vorschau: {} Dateien würden geändert, {} kämen hinzu. Geschrieben wurde nichts.",
        "Preview: {} files would change, {} would be added. Nothing was written.",
    ),
    "upgrade_done": ("{} Dateien geändert, {} hinzugekommen.", "{} files changed, {} added."),
    "upgrade_backup": ("Die alten Dateien liegen in {}", "The old files are in {}"),
    "upgrade_sound": ("Geprüft: Szenarien und Eingaben sind in Ordnung.", "Checked: scenarios and inputs are valid."),
    "upgrade_left": (
        "Geprüft: Was noch bleibt, ist von Hand zu beheben:",
        "Checked: what remains is to be mended by hand:",
    ),
    "upgrade_refused": (
        "{}: nichts geändert. Zuerst ist zu beheben:",
        "{}: nothing changed. First mend this:",
    ),
    "upgrade_no_folder": (
        "{}: hier gibt es weder scenarios/ noch inputs/; bitte den Ordner angeben, der sie enthält",
        "{}: there is neither scenarios/ nor inputs/; name the folder that holds them",
    ),
    "upgrade_moving": (
        "{} wurde gerade von jemand anderem geändert; bitte upgrade noch einmal aufrufen",
        "{} was just changed by someone else; call upgrade again",
    ),
    "upgrade_undone": (
        "{}: {}. Alle Dateien sind wieder, wie sie waren.",
        "{}: {}. All files are as they were.",
    ),
    "upgrade_half": (
        "{} ließ sich nicht zurückholen; die alte Fassung liegt in {}",
        "{} could not be restored; the old version is in {}",
    ),
    # working folders
    "init_done": (
        """Arbeitsordner angelegt: {} (Stadt: {}). Die Anleitung steht in LIESMICH.md. Weiter geht es mit:
  cd {}
  klima2035 validate scenarios/mein-szenario.yaml
  klima2035 run mein-szenario""",
        """Working folder made: {} (city: {}). LIESMICH.md says how to go on (in German). Next:
  cd {}
  klima2035 validate scenarios/mein-szenario.yaml
  klima2035 run mein-szenario""",
    ),
    "init_renewed": (
        "{} ist schon ein Arbeitsordner: schema/ und .vscode/ sind auf dem neuesten Stand, sonst ist nichts geändert.",
        "{} is a working folder already: schema/ and .vscode/ are up to date, nothing else has changed.",
    ),
    "init_no_name": ("es fehlt der Name des Ordners", "the folder's name is missing"),
    "init_link": (
        "{} ist eine Verknüpfung; bitte den Ordner selbst nennen",
        "{} is a symbolic link; name the folder itself",
    ),
    "init_file": (
        "{} ist eine Datei; bitte einen leeren oder neuen Ordner nennen",
        "{} is a file; name an empty or a new folder",
    ),
    "init_foreign": (
        "{} ist weder leer noch ein Arbeitsordner (darin liegt {}); bitte einen leeren oder neuen Ordner nennen",
        "{} is neither empty nor a working folder (it holds {}); name an empty or a new folder",
    ),
    "init_name": (
        "'{}' geht nicht als Ordnername; ohne < > : \" | ? *, ohne Punkt am Ende und kein Gerätename wie 'con'",
        "'{}' cannot name a folder; no < > : \" | ? *, no full stop at its end and no device name such as 'con'",
    ),
    "init_other_city": (
        "{} ist der Arbeitsordner der Stadt '{}'; für '{}' bitte einen anderen Ordner nennen",
        "{} is the working folder of the city '{}'; for '{}' name another folder",
    ),
    "init_marker": (
        "{} ist beschädigt oder von einer neueren Version; erwartet wird schema: {} und der Name der Stadt",
        "{} is damaged or of a newer version; expected are schema: {} and the city's name",
    ),
    "new_done": (
        "geschrieben: {}; prüfen mit: klima2035 validate {}",
        "written: {}; check it with: klima2035 validate {}",
    ),
    "new_exists": (
        "{} gibt es schon und wird nicht überschrieben; bitte einen anderen Namen wählen",
        "{} exists already and is not overwritten; choose another name",
    ),
    "new_shipped": (
        "'{}' heißt ein mitgeliefertes Szenario; bitte einen anderen Namen wählen",
        "'{}' is the name of a shipped scenario; choose another name",
    ),
    "new_name": (
        "'{}' geht nicht als Name; a-z, 0-9, Bindestrich, höchstens 64 Zeichen, kein Gerätename wie 'con'",
        "'{}' cannot be a name; a-z, 0-9, hyphen, at most 64 characters, no device name such as 'con'",
    ),
    "new_parent": (
        "--from '{}' ist kein Name eines Szenarios; siehe 'klima2035 list'",
        "--from '{}' is no name of a scenario; see 'klima2035 list'",
    ),
    "new_title": (
        "--title: erlaubt ist eine Zeile Text, die nicht leer ist",
        "--title: allowed is one line of text that is not empty",
    ),
    "new_place": (
        "{} ist kein Ordner, der hier liegt; dort wird nichts angelegt",
        "{} is no folder that lies here; nothing is written there",
    ),
    "new_no_library": (
        "hier gibt es keinen Ordner {}; ein Arbeitsordner entsteht mit: klima2035 init ORDNER",
        "there is no folder {} here; a working folder is made by: klima2035 init DIR",
    ),
    "new_measure_from": (
        "--from und --measure gehen nicht zusammen: eine Maßnahme hat kein Elternteil",
        "--from and --measure do not go together: a measure has no parent",
    ),
    # faults
    "fault": ("Fehler: {}", "Error: {}"),
    "more_faults": ("... und {} weitere Fehler", "... and {} more faults"),
    "environment": ("Nicht möglich: {}", "Not possible: {}"),
    "interrupted": ("Abgebrochen.", "Interrupted."),
    "strict": (
        "--strict: {serious} ernst, {warning} Warnungen ({note} Hinweise zählen nicht); Rückgabewert 1",
        "--strict: {serious} serious, {warning} warnings ({note} notes do not count); exit code 1",
    ),
    "same_scenario": ("A und B sind dasselbe Szenario ({})", "A and B are the same scenario ({})"),
    "twice": ("zwei Szenarien heißen '{}'", "two scenarios are called '{}'"),
    "no_option": ("unbekannte Option {}", "unknown option {}"),
    "no_command": ("unbekannter Befehl '{}'", "unknown command '{}'"),
    "missing_argument": ("es fehlt eine Angabe: klima2035 {}", "something is missing: klima2035 {}"),
    "bad_choice": ("erlaubt ist {allowed}", "allowed is {allowed}"),
    "no_value": ("bei {} fehlt ein Wert oder steht einer zu viel", "{} lacks a value or has one too many"),
    "is_file": ("das ist eine Datei, kein Ordner", "that is a file, not a folder"),
    "reserved": ("'{}' geht nicht als Ordnername", "'{}' cannot name a folder"),
    "reserved_allowed": (
        "a-z, 0-9, Bindestrich; nicht 'compare' und kein Gerätename wie 'con'",
        "a-z, 0-9, hyphen; neither 'compare' nor a device name such as 'con'",
    ),
    "foreign": (
        "{} enthält keine Ergebnisse dieses Programms und wird nicht ersetzt; bitte ein anderes --out wählen",
        "{} holds no results of this program and is not replaced; choose another --out",
    ),
    "locked": (
        "{} wird gerade von einem anderen Lauf geschrieben ({}); bitte warten oder ein anderes --out wählen",
        "{} is being written by another run ({}); wait or choose another --out",
    ),
    "in_use": (
        "{} lässt sich nicht ersetzen ({}); ist eine Datei darin in einem anderen Programm offen?",
        "{} cannot be replaced ({}); is a file in it open in another program?",
    ),
    # help
    "usage": ("Aufruf: ", "Usage: "),
    "options": ("Optionen", "Options"),
    "commands": ("Befehle", "Commands"),
    "usage.klima2035": ("BEFEHL [OPTIONEN]", "COMMAND [OPTIONS]"),
    "usage.run": ("run [SZENARIO ...] [OPTIONEN]", "run [SCENARIO ...] [OPTIONS]"),
    "usage.upgrade": ("upgrade ORDNER [--dry-run]", "upgrade DIR [--dry-run]"),
    "usage.validate": ("validate PFAD ...", "validate PATH ..."),
    "usage.compare": ("compare A B [OPTIONEN]", "compare A B [OPTIONS]"),
    "usage.diff": ("diff A B [OPTIONEN]", "diff A B [OPTIONS]"),
    "usage.list": (
        "list [scenarios|measures|levers|milestones|inputs|...] [OPTIONEN]",
        "list [scenarios|measures|levers|milestones|inputs|...] [OPTIONS]",
    ),
    "usage.show": ("show SZENARIO [OPTIONEN]", "show SCENARIO [OPTIONS]"),
    "usage.init": ("init ORDNER [OPTIONEN]", "init DIR [OPTIONS]"),
    "usage.new": (
        "new NAME [--from SZENARIO | --measure] [OPTIONEN]",
        "new NAME [--from SCENARIO | --measure] [OPTIONS]",
    ),
    "help": ("Zeigt diese Hilfe.", "Show this help."),
    "version": ("Zeigt die Version.", "Show the version."),
    "help.klima2035": (
        """klima2035 rechnet vor, wie die Treibhausgase einer Stadt unter Maßnahmen-Szenarien sinken, was das kostet
        und wer zahlt.

        Ein SZENARIO ist ein Pfad oder ein Name; Namen werden in ./scenarios gesucht, dann im Programm.""",
        """klima2035 projects a city's greenhouse-gas emissions under measure scenarios, what they cost and who pays.

        A SCENARIO is a path or a name, looked up in ./scenarios, then in the program.""",
    ),
    "help.run": (
        """Rechnet Szenarien und schreibt Tabellen und Diagramme.

        Ohne Angabe: klimaneutral-2035 mit dem Trend daneben und beider Vergleich.""",
        """Run scenarios and write tables and charts.

        Without arguments: klimaneutral-2035 with the trend beside it and their comparison.""",
    ),
    "help.upgrade": (
        """Bringt Szenarien und Eingaben eines Ordners auf das Format dieses Programms.

        Der ORDNER enthält scenarios/ oder inputs/. Die alten Dateien bleiben in ORDNER/.backup-1 (-2, ...) erhalten.
        Geändert wird alles oder nichts. Danach wird der Ordner geprüft; Rückgabewert 2, wenn dann noch Fehler
        bleiben.""",
        """Bring scenarios and inputs in a folder to the format of this program.

        DIR holds scenarios/ or inputs/. The old files are kept in DIR/.backup-1 (-2, ...). All is changed or nothing.
        Afterwards the folder is checked; exit code 2 if faults remain.""",
    ),
    "help.dry_run": ("Nennt nur, was sich ändern würde.", "Only tell what would change."),
    "help.validate": (
        "Prüft Dateien: Szenarien, Maßnahmen, Meilensteine, Rahmen, Eingabetabellen. Nennt alle Fehler auf einmal.",
        "Check files: scenarios, measures, milestones, framework, input tables. Names all faults at once.",
    ),
    "help.compare": (
        "Vergleicht zwei Szenarien: Unterschiede nach Sektor und Jahr, B minus A.",
        "Compare two scenarios: differences by sector and year, B minus A.",
    ),
    "help.diff": (
        """Sagt in Worten, was B anders macht als A und was das bewirkt.

        Tonnen nach Sektor und Jahr, Euro nach Geldgeber, Meilensteine mit anderem Urteil. Schreibt auf den Bildschirm;
        mit --out auch in DIR/diff/A--B/ (Text, Markdown und JSON).""",
        """Tell in words what B does otherwise than A and what that does.

        Tonnes by sector and year, euros by funder, milestones with another verdict. Writes to the screen;
        with --out to DIR/diff/A--B/ too (text, Markdown and JSON).""",
    ),
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
    "help.init": (
        """Legt einen Arbeitsordner an: Eingaben, Szenarien, Handbuch, ein Szenario zum Ausprobieren.

        In einem Arbeitsordner, den es schon gibt, wird nur erneuert, was Editoren lesen (schema/ und .vscode/).""",
        """Make a working folder: inputs, scenarios, handbook, a scenario to try out.

        In a working folder that exists already only what editors read is renewed (schema/ and .vscode/).""",
    ),
    "help.new": (
        """Legt ein Szenario an, das auf einem anderen aufbaut, oder mit --measure eine Maßnahme.

        Die Maßnahmen des Elternteils stehen als Kommentar darin, zum Ändern. Überschreibt nie etwas.""",
        """Make a scenario that builds on another one, or with --measure a measure.

        The parent's measures are in it as comments, to be changed. Never overwrites anything.""",
    ),
    "help.init_city": (
        "Stadt, deren Eingaben in den Ordner kommen (Vorgabe: wuppertal).",
        "City whose inputs go into the folder (default: wuppertal).",
    ),
    "help.from": (
        "Szenario, auf dem das neue aufbaut (Vorgabe: klimaneutral-2035).",
        "Scenario that the new one builds on (default: klimaneutral-2035).",
    ),
    "help.title": ("Überschrift (Vorgabe: der Name).", "Title (default: the name)."),
    "help.measure": ("Legt eine Maßnahme an statt eines Szenarios.", "Make a measure instead of a scenario."),
    "help.out": ("Ordner für Ergebnisse (Vorgabe: outputs).", "Folder for results (default: outputs)."),
    "help.lang": ("Sprache: de (Vorgabe) oder en.", "Language: de (default) or en."),
    "help.no_charts": ("Ohne Diagramme.", "Without charts."),
    "help.strict": (
        "Rückgabewert 1, wenn es Warnungen oder ernste Befunde gibt.",
        "Exit code 1 if there are warnings or serious findings.",
    ),
    "help.as": (
        "Form der Ausgabe: text (Vorgabe), markdown oder json.",
        "Form of output: text (default), markdown or json.",
    ),
    "help.diff_out": ("Schreibt zusätzlich in diesen Ordner.", "Write into this folder too."),
    "help.verbose": ("Nennt Einzelheiten.", "Tell details."),
    "help.resolved": (
        "Alles flach, mit Datei und Zeile jedes Werts; die Ausgabe ist selbst eine Szenario-Datei.",
        "All values flat with file and line of each; the output is itself a scenario file.",
    ),
}

for _part in (chapters, credit, ensemble, explorer, importing, milestones, pack, report, stress, track, trusted):
    _TEXTS |= _part.TEXTS

_SYSTEM = {  # what the operating system says, by its number
    errno.ENOSPC: ("kein Platz mehr auf dem Datenträger", "no space left on the disk"),
    errno.EACCES: ("keine Berechtigung", "permission denied"),
    errno.EPERM: ("keine Berechtigung", "permission denied"),
    errno.EROFS: ("der Datenträger ist schreibgeschützt", "the disk is read-only"),
    errno.ENOENT: ("gibt es nicht", "does not exist"),
    errno.ENOTDIR: ("ein Teil des Pfades ist kein Ordner", "a part of the path is no folder"),
    errno.EISDIR: ("das ist ein Ordner", "that is a folder"),
    errno.EEXIST: ("gibt es schon", "exists already"),
    errno.ENAMETOOLONG: ("der Name ist zu lang", "the name is too long"),
    errno.EMFILE: ("zu viele offene Dateien", "too many open files"),
    errno.EBUSY: ("wird gerade von einem anderen Programm benutzt", "is in use by another program"),
    errno.EIO: ("der Datenträger meldet einen Fehler", "the disk reports an error"),
}


def system(error: OSError, lang: str) -> str:
    """Return what the operating system refuses, in German or English; a rare reason in the system's own words."""
    known = _SYSTEM.get(error.errno or 0)
    return (known[0] if lang == "de" else known[1]) if known else (error.strerror or str(error))


def text(key: str, lang: str, *values: object, **named: object) -> str:
    """Return a message in German or English with its fields filled."""
    german, english = _TEXTS[key]
    template = german if lang == "de" else english
    return template.format(*values, **named) if values or named else template
