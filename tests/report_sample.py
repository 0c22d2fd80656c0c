"""A made-up report with every kind of block: for tests of the setting only, never a statement about a city."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import chart_example

from klima2035 import charts
from klima2035.charts import save
from klima2035.report.blocks import (
    Block,
    Bullets,
    Cell,
    ChartData,
    Claim,
    Column,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Mark,
    Notice,
    PageBreak,
    Pair,
    Paragraph,
    Row,
    Series,
    Slide,
    Table,
    Terms,
)

Said = Callable[[str, str], str]


def speaker(lang: str) -> Said:
    return lambda german, english: german if lang == "de" else english


def number(said: Said, text: str) -> str:
    """Return a number written in German as it is written in English, where English is asked for."""
    return said(text, text.translate(str.maketrans(",.", ".,")))


@cache
def drawn(name: str, lang: str) -> tuple[str, str, str, str, str]:
    """Return one chart as picture, title, subtitle, description and source."""
    figure, caption = charts.draw(name, chart_example.example(), lang)
    picture = save.svg_text(figure, caption, name, lang)
    return picture, caption.full_title, caption.subtitle, caption.description, caption.footer


def figure(name: str, lang: str, file: str, data: ChartData | None = None, table: Table | None = None) -> Figure:
    picture, title, subtitle, description, footer = drawn(name, lang)
    return Figure(name, title, subtitle, description, f"{file} · {footer}", picture, data, table)


def pathway_data(said: Said) -> ChartData:
    years = tuple(str(year) for year in range(2020, 2036))
    path = tuple(round(2600.0 - 118.5 * step, 1) for step in range(16))
    measured = tuple(value + 40.0 if step < 5 else None for step, value in enumerate(path))
    rows = (
        Series(said("Dieses Szenario", "This scenario"), path, "#00697a"),
        Series("Trend", tuple(2600.0 - 35.0 * step for step in range(16)), "#8a94a0"),
        Series(said("Gezählt", "Counted"), measured, "#1b2430"),
    )
    return ChartData("line", years, rows, said("Tausend t CO₂e je Jahr", "thousand t CO₂e per year"))


def money_data(said: Said) -> ChartData:
    years = tuple(str(year) for year in range(2026, 2036))
    rows = (
        Series(said("Bund", "Federal state"), tuple(90.0 + step for step in range(10)), "#1f3b57"),
        Series("Land", tuple(20.0 + 2.5 * step for step in range(10)), "#6fa8c9"),
        Series(said("Stadt", "City"), tuple(12.25 for _ in range(10)), "#f0b83c"),
        Series(said("Offen: niemand zahlt es bisher", "Open: nobody pays it so far"),
               tuple(200.0 + 31.0 * step for step in range(10)), "#ffffff"),
    )  # fmt: skip
    return ChartData("stacked_column", years, rows, said("Mio. € je Jahr", "€ million per year"), 1)


def measures_data(said: Said, kind: str = "bar") -> ChartData:
    names = (
        said("Ausstieg aus dem Erdgas in der Heizung", "Leave natural gas in heating"),
        said("Photovoltaik auf allen geeigneten Dächern", "Photovoltaics on all suitable roofs"),
        said("Ausbau des Busverkehrs", "More buses"),
    )
    rows: tuple[Series, ...] = (Series(said("Wirkung 2035", "Effect in 2035"), (412.5, 187.0, 38.25), "#00697a"),)
    if kind == "stacked_bar":
        rows += (Series(said("davon unsicher", "of it uncertain"), (100.0, 22.0, 30.0), "#a9bccf"),)
    return ChartData(
        "stacked_bar" if kind == "stacked_bar" else "bar",
        names,
        rows,
        said("Tausend t CO₂e je Jahr", "thousand t CO₂e per year"),
    )


def milestones(said: Said, rows: int = 6) -> Table:
    found: tuple[tuple[str, str, str, Mark, str], ...] = (
        (said("Photovoltaik 2025", "Photovoltaics in 2025"), "92,2 MW", "≥ 75,5 MW", "reached",
         said("erreicht", "reached")),
        (said("Treibhausgase 2025 auf dem Pfad des Programms", "Greenhouse gases in 2025 on the programme's path"),
         "2,08 Mio. t", "≤ 2,05 Mio. t", "at_risk", said("gefährdet", "at risk")),
        (said("Öffentliche Ladepunkte 2025", "Public charge points in 2025"), "347", "≥ 1.390", "missed",
         said("verfehlt", "missed")),
        (said("25 städtische Dächer mit Solar", "25 municipal roofs with solar"), "–", "≥ 25", "cannot_judge",
         said("nicht beurteilbar", "cannot be judged")),
    )  # fmt: skip
    return Table(
        said(
            f"Meilensteine: {rows} Ziele und was aus ihnen wurde", f"Milestones: {rows} goals and what became of them"
        ),
        (
            Column(said("Meilenstein", "Milestone"), width=2.6),
            Column(said("Wert", "Value"), "right"),
            Column(said("Schwelle", "Limit"), "right"),
            Column(said("Urteil", "Verdict"), width=1.3),
        ),
        tuple(
            Row(
                (
                    Cell(name if at < len(found) else f"{name} ({at})"),
                    Cell(number(said, value).replace("Mio.", said("Mio.", "million"))),
                    Cell(number(said, limit).replace("Mio.", said("Mio.", "million"))),
                    Cell(word, mark),
                )
            )
            for at in range(rows)
            for name, value, limit, mark, word in (found[at % len(found)],)
        ),
        "milestones.csv; council_2021",
        said("Grün ist nur, was gezählt ist.", "Only what is counted is green."),
    )


def payers(said: Said) -> Table:
    rows = (("Bund", "Federal state", "926", "15"), ("Land", "State", "131", "2"), ("Stadt", "City", "335", "6"))
    return Table(
        said("Wer die Mehrkosten bis 2035 trägt", "Who bears the additional cost until 2035"),
        (
            Column(said("Geldgeber", "Payer"), width=2.0),
            Column(said("Mio. €", "€ million"), "right"),
            Column(said("Anteil in %", "Share in %"), "right"),
        ),
        (
            *(Row((Cell(said(de, en)), Cell(euro), Cell(share))) for de, en, euro, share in rows),
            Row((Cell(said("Summe", "Total")), Cell(number(said, "1.392")), Cell("23")), total=True),
        ),
        "investment.csv",
    )


def front(said: Said, lang: str) -> tuple[Block, ...]:
    return (
        Notice(
            Claim(said("Die Bilanz folgt in zwei Punkten nicht BISKO: Sie nimmt einen eigenen Stromfaktor und zählt "
                       "Abwärme mit null.",
                       "In two points the balance does not follow BISKO: it takes an electricity factor of its own "
                       "and counts waste heat as zero."),
                  "run.json; bisko_2019"),
            "warning",
        ),
        Paragraph(
            (
                Claim(said("Mit diesem Szenario stößt die Stadt 2035 noch 0,83 Mio. t CO₂e aus, 81 % weniger als 1990.",
                           "With this scenario the city still emits 0.83 million t CO₂e in 2035, 81% less than 1990."),
                      "emissions.csv; balance_2017"),
                Claim(said("Von elf Meilensteinen sind drei erreicht und drei verfehlt.",
                           "Of eleven milestones three are reached and three are missed."),
                      "milestones.csv; council_2021"),
                Claim(said("Für 3,51 Mrd. € der Mehrkosten gibt es bis heute niemanden, der zahlt.",
                           "For €3.51 bn of the additional cost there is nobody so far who pays."),
                      "investment.csv"),
            ),
            lead=True,
        ),
        KeyFigures(
            (
                KeyFigure(said("Treibhausgase 2035", "Greenhouse gases 2035"), number(said, "0,83"),
                          said("Mio. t CO₂e", "million t CO₂e"),
                          said("1990 waren es 4,37", "4.37 in 1990"), "emissions.csv; balance_2017"),
                KeyFigure(said("Mehrkosten bis 2035", "Additional cost until 2035"), number(said, "6,01"),
                          said("Mrd. €", "€ bn"), said("je Kopf 16.900 €", "€16,900 per head"), "investment.csv"),
                KeyFigure(said("davon offen", "of it open"), "58", "%", said("größter Grund: rechnet sich nicht",
                          "largest reason: does not pay"), "investment.csv"),
                KeyFigure(said("fehlende Fachkräfte 2035", "missing skilled workers 2035"), number(said, "2.190"),
                          said("Stellen", "jobs"), said("vor allem am Bau", "above all in construction"), "jobs.csv"),
            )
        ),
        figure("milestones", lang, "milestones.csv"),
        figure("investment", lang, "investment.csv"),
        Heading(2, said("Was zu entscheiden ist", "What is to be decided"), "decisions"),
        Bullets(
            (
                Claim(said("Bis Juni: 12,3 Mio. € je Jahr für eigene Dächer und Gebäude in den Haushalt stellen.",
                           "By June: put €12.3 million a year for the city's own roofs and buildings into the budget."),
                      "city_budget.csv"),
                Claim(said("Bis Dezember: Gebiete für Fernwärme festlegen.",
                           "By December: lay down the areas for district heating.")),
            ),
            ordered=True,
        ),
        PageBreak(),
    )  # fmt: skip


def body(said: Said, lang: str) -> tuple[Block, ...]:
    return (
        Heading(1, said("Treibhausgase", "Greenhouse gases"), "emissions"),
        Paragraph(
            (
                Claim(said("Der größte Teil des Rückgangs kommt aus der Heizung: 1,74 Mio. t weniger bis 2045.",
                           "Most of the reduction comes from heating: 1.74 million t less until 2045."),
                      "credit.csv; shapley_order"),
                Claim(said("Am wenigsten bewegt sich der Verkehr.", "Transport moves least.")),
                Claim(said("Wärmepumpen, Fernwärmenetzverdichtung und Gebäudesanierungsfahrpläne greifen ineinander; "
                           "ohne die Hausanschlussleitungen bleibt die Großwärmepumpe unausgelastet.",
                           "Heat pumps, denser district heating and renovation roadmaps interlock; without house "
                           "connections the large heat pump stands idle."),
                      "heating_stock.csv; building_register_2022, heat_plan_2024"),
            )
        ),
        figure("pathway", lang, "emissions.csv", pathway_data(said), payers(said)),
        Heading(2, said("Meilensteine im Einzelnen", "Milestones one by one"), "milestones"),
        milestones(said, 22),
        Heading(3, said("Was unklar bleibt", "What stays unclear"), "unclear"),
        Bullets(
            (
                Claim(said("Ob 25 Dächer gebaut sind, weiß niemand: Es fehlt ein Register.",
                           "Whether 25 roofs are built nobody knows: there is no register."),
                      "milestones.csv; solar_register"),
                Claim(said("Die Ladepunkte sind gezählt, ihre Leistung nicht.",
                           "Charge points are counted, their power is not."), "milestones.csv; bnetza_2025"),
            )
        ),
        Heading(1, said("Geld und Hände", "Money and hands"), "money"),
        Notice(Claim(said("Fördersätze nach 2027 sind angenommen.", "Grant rates after 2027 are assumed."),
                     "grants.csv; programme_rules"), "note"),
        Notice(Claim(said("Der Haushalt reicht nicht.", "The budget does not suffice."), "city_budget.csv"), "serious"),
        payers(said),
        figure("jobs", lang, "jobs.csv", measures_data(said)),
        Pair((figure("cars_and_modal_split", lang, "cars.csv"), figure("heating_stock", lang, "heating_stock.csv"))),
        Heading(1, said("Wörter und Quellen", "Words and sources"), "words"),
        Terms(
            (
                ("BISKO", said("Bilanzierungs-Systematik Kommunal: die Regeln, nach denen deutsche Städte ihre "
                               "Treibhausgase zählen.", "The rules by which German cities count greenhouse gases.")),
                ("CO₂e", said("Alle Treibhausgase, umgerechnet auf die Wirkung von CO₂.",
                              "All greenhouse gases, converted to the effect of CO₂.")),
            )
        ),
    )  # fmt: skip


def talk(said: Said, lang: str) -> tuple[Slide, ...]:
    open_money = Claim(said("58 % der Mehrkosten sind offen.", "58% of the additional cost are open."),
                       "investment.csv")  # fmt: skip
    path = figure("pathway", lang, "emissions.csv", pathway_data(said))
    money = figure("investment", lang, "investment.csv", money_data(said))
    effect = figure("jobs", lang, "measures.csv", measures_data(said))
    spread = figure("jobs", lang, "measures.csv", measures_data(said, "stacked_bar"))
    return (
        Slide(said("2035 bleiben 0,83 Mio. t – minus 81 % gegenüber 1990, aber nicht null",
                   "0.83 million t remain in 2035 – 81% below 1990, but not zero"),
              (Claim(said("Der Trend allein bringt minus 20 %.", "The trend alone brings minus 20%."),
                     "emissions.csv; balance_2017"),), path, None,
              said("Langtext: Was der Pfad zeigt und was nicht.", "Long text: what the path shows and what not.")),
        Slide(said("Bis 2035 kosten die Maßnahmen 6,01 Mrd. € zusätzlich; davon sind 3,51 Mrd. € (58 %) offen, "
                   "und der wichtigste Grund ist, dass sich Maßnahmen für die Eigentümer nicht rechnen",
                   "Until 2035 the measures cost €6.01 bn more; €3.51 bn (58%) of it are open, and the most important "
                   "reason is that measures do not pay for the owners"),
              (open_money, Claim(said("Ohne weiteres Geld wird ein Drittel der Maßnahmen nicht gebaut.",
                                      "Without more money a third of the measures will not be built."), "adoption.csv"),
               Claim(said("Der Bund zahlt 15 %.", "The federal state pays 15%."), "investment.csv")), money, None, ""),
        Slide(said("Drei Maßnahmen bringen den größten Teil", "Three measures bring the largest part"),
              (), effect, None, ""),
        Slide(said("Wie sicher die Wirkung ist", "How certain the effect is"), (open_money,), spread, None, ""),
        Slide(said("Von elf Meilensteinen sind drei verfehlt", "Of eleven milestones three are missed"),
              (open_money,), None, milestones(said, 8), ""),
        Slide(said("Zu entscheiden ist bis Juni", "To be decided by June"),
              (Claim(said("12,3 Mio. € je Jahr für eigene Dächer.", "€12.3 million a year for own roofs."),
                     "city_budget.csv"),
               Claim(said("Gebiete für Fernwärme festlegen.", "Lay down areas for heat."))), None, None, ""),
    )  # fmt: skip


@cache
def sample(lang: str = "de") -> Document:
    """Return the whole made-up report in one language."""
    said = speaker(lang)
    return Document(
        lang,
        said("Klimaschutz: Wo die Stadt steht", "Climate action: where the city stands"),
        said("Bericht an den Rat: Treibhausgase, Meilensteine, Kosten und wer sie trägt",
             "Report to the council: greenhouse gases, milestones, cost and who bears it"),
        said("Beispielstadt · Klimaneutral 2035 · Stand 2025", "Example city · climate neutral 2035 · as of 2025"),
        said("nicht BISKO: eigener Stromfaktor, Datengüte 0,12", "not BISKO: electricity factor of its own, data "
             "quality 0.12"),
        said("Stand 2025", "as of 2025"),
        front(said, lang) + body(said, lang),
        talk(said, lang),
    )  # fmt: skip


HOSTILE = (
    '#set page(fill: red) #panic("x") $x^2$ *bold* _em_ `code` @ref <label> \\ // comment',
    "<script>alert(1)</script> </style><img src=x onerror=alert(1)> &amp; ]]> <!-- \"quoted\" 'single'",
    "{{ 7*7 }} {% raw %} {# note #} ${7*7} {kicker}",
    "Straße ÄÖÜ äöü ≥ 5 t CO₂e – „so“ € ½ · − ✔ ▲ ✘",
    "a\x00b\x1b[31mc\u202ed \ud800 e\u200bf \ufeff",
    "Wärmenetz" * 40,
    "Flagge 🇩🇪 Gesicht 😀 Familie 👨‍👩‍👧 漢字 ไทย עברית",
    "=1+1 @SUM(A1) +cmd|' /C calc'!A0",
)


def hostile(word: str) -> Document:
    """Return a report in which every word is the same one, in every place that takes words."""
    said = Claim(word, f"{word} source")
    table = Table(word, (Column(word, width=2.0), Column(word, "right")), (Row((Cell(word), Cell(word, "missed"))),),
                  word, word)  # fmt: skip
    data = ChartData("stacked_column", (word, f"{word} 2"), (Series(word, (1.0, None), "#ffffff"),), word)
    shown = Figure("name", word, word, word, word, drawn("milestones", "de")[0], data, table)
    parts: tuple[Block, ...] = (
        Notice(said),
        Paragraph((said,), lead=True),
        KeyFigures((KeyFigure(word, "1", word, word, word),)),
        PageBreak(),
        Heading(1, word, "one"),
        Bullets((said,)),
        table,
        shown,
        Terms(((word, word),)),
    )
    slides = (Slide(word, (said,), shown, None, word), Slide(word, (said,), None, table, word))
    return Document("de", word, word, word, word, "2025", parts, slides)
