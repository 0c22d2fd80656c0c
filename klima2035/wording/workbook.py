"""What the workbook says, in German and English: cover, notes below tables, the funding calculation."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
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
    # the funding calculation
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
}
