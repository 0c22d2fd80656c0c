"""Page one: where we stand, where it leads, what it costs, and what the council decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from klima2035.labels import city
from klima2035.numbers import percent
from klima2035.report import figures
from klima2035.report.blocks import (
    Block,
    Bullets,
    Claim,
    Heading,
    KeyFigure,
    KeyFigures,
    Notice,
    Pair,
    Paragraph,
)
from klima2035.report.pack import Pack
from klima2035.report.pages.where import beside_plan, weather
from klima2035.report.say import (
    amount,
    capped,
    claim,
    figure,
    listed,
    milestone_source,
    money,
    name,
    office_of,
    on_base,
    said,
    title_of,
    tonnes,
)
from klima2035.stress.hands import STEPS, taken_off
from klima2035.tracking import states

MISSING = {"at_least": "decide_missed_part", "at_most": "decide_missed_over"}
NAMED, MISSED = 6, 4  # words that page one lists of one kind
ORDER = ("reached", "at_risk", "missed", "cannot_judge", figures.BY_RULE)


def page(pack: Pack) -> Sequence[Block]:
    """Return page one."""
    return [
        *notices(pack), Paragraph((*state(pack), *plan(pack)), lead=True), Paragraph(tuple(target(pack)), lead=True),
        Paragraph(tuple(cost(pack)), lead=True), key_figures(pack), pictures(pack),
        Heading(2, said(pack, "decide"), "decide"), Bullets(tuple(decisions(pack))),
    ]  # fmt: skip


def pictures(pack: Pack) -> Pair:
    """Return the milestone chart and the money chart of page one, side by side."""
    return Pair((figure(pack, "front_milestones"), figure(pack, "front_money")))


def is_counted(pack: Pack) -> bool:
    """Return whether the city counted a whole balance for ``as_of`` or reported its total."""
    year = pack.result.as_of
    totals = {(row["indicator"], row["year"]) for row in pack.rows("actuals") if not row["sector"]}
    return ("co2e", year) in totals or ("co2e", year) in states.derived_totals(
        pack.inputs, pack.tracked.now.model, year
    )


def notices(pack: Pack) -> Iterator[Notice]:
    """Yield what must be known first: that nothing, or no balance, was counted."""
    year = pack.result.as_of
    if is_counted(pack):
        return
    recent = [row for row in pack.rows("actuals") if row["year"] == year]
    sectors = [name(pack, row["sector"]) for row in recent if row["sector"]]
    words = [name(pack, row["indicator"]) for row in recent if not row["sector"]]
    if sectors:
        words.append(said(pack, "energy_of", capped(pack, list(dict.fromkeys(sectors)), NAMED)))
        names = capped(pack, list(dict.fromkeys(words)), NAMED)
        yield Notice(claim(pack, "part_balance", "actuals.csv", year=year, names=names), "warning")
    elif recent:
        names = capped(pack, list(dict.fromkeys(words)), NAMED)
        yield Notice(claim(pack, "no_balance", "actuals.csv", year=year, names=names), "warning")
    else:
        yield Notice(claim(pack, "no_counts", "actuals.csv", year=year), "warning")


def state(pack: Pack) -> Iterator[Claim]:
    """Yield what the city emits now, and how the milestones stand whose year has come."""
    result, year = pack.result, pack.result.as_of
    value, base = _now(pack), figures.co2e(result, result.years[0])
    code = "state_counted" if is_counted(pack) else "state_modelled"
    yield claim(pack, code, "emissions.csv", city=city(result, pack.lang), year=year, value=tonnes(pack, value),
                share=on_base(pack, value, base))  # fmt: skip
    found = figures.goals(figures.due(pack))
    if not found:
        yield claim(pack, "due_none", "milestones.csv", year=year)
    elif len(found) == 1:
        yield claim(pack, "due_one", "milestones.csv", year=year, told=_verdict(pack, found[0]))
    else:
        yield claim(pack, "due", "milestones.csv", count=len(found), year=year, told=verdicts(pack, found))


def plan(pack: Pack) -> Iterator[Claim]:
    """Yield by how much the latest year differs from the plan, where something was counted after it was made."""
    if pack.tracked.latest > pack.scenario.as_of:
        yield beside_plan(pack)
        yield from weather(pack)


def _now(pack: Pack) -> float:
    """Return the total of ``as_of``: counted where it was, else modelled [t/a]."""
    series = {(row["indicator"], row["year"]): row["value"] for row in pack.rows("actuals") if not row["sector"]}
    counted = series.get(("co2e", pack.result.as_of))
    if counted is not None:
        return float(counted)
    derived = states.derived_totals(pack.inputs, pack.tracked.now.model, pack.result.as_of)
    found = derived.get(("co2e", pack.result.as_of))
    return found.value if found is not None else figures.co2e(pack.result, pack.result.as_of)


def verdicts(pack: Pack, found: Sequence[str]) -> str:
    """Return how many goals have which verdict, in words."""
    counts = Counter(found)
    return listed(pack, [f"{counts[code]} {_verdict(pack, code)}" for code in ORDER if counts[code]])


def _verdict(pack: Pack, code: str) -> str:
    return said(pack, "by_rule") if code == figures.BY_RULE else name(pack, code)


def target(pack: Pack) -> Iterator[Claim]:
    """Yield where the scenario leads, beside the decided target furthest ahead."""
    row = figures.target(pack)
    year = pack.focus if row is None else int(row["year"])
    value = figures.ahead(pack, year) if row is None or row["value"] is None else float(row["value"])
    found = figures.band(pack, "total_co2e", year)
    told = "" if found is None else said(
        pack, "band", low=tonnes(pack, found[0]), high=tonnes(pack, found[1])
    )  # fmt: skip
    known: dict[str, Any] = {"year": year, "value": tonnes(pack, value), "band": told}
    if row is None:
        yield claim(pack, "target_none", "emissions.csv", **known)
        return
    gap = tonnes(pack, max(float(row["gap"]), 0.0))
    sense = name(pack, row["sense"])
    limit = f"{sense} {amount(pack, row['limit'], row['unit'])}"
    known |= {"title": title_of(pack, row), "limit": limit, "gap": gap}
    yield claim(pack, f"target_{row['verdict']}", milestone_source(row), **known)


def cost(pack: Pack) -> Iterator[Claim]:
    """Yield what the measures cost, what is missing, and what falls to the city itself."""
    first, last = pack.result.as_of + 1, pack.result.years[-1]
    found = figures.money_of(pack.result, first, last)
    if found.need < 1.0:
        yield claim(pack, "money_none", "finance_by_year.csv")
        return
    code = "money_gap" if found.gap >= 1.0 else "money_closed"
    yield claim(pack, code, "finance_by_year.csv", first=first, last=last, cost=money(pack, found.need),
                gap=money(pack, found.gap), prices=found.prices, real=money(pack, found.real))  # fmt: skip
    peak = figures.city_peak(pack)
    if peak is not None:
        yield claim(pack, "money_city", "city_line.csv", year=peak[0], value=money(pack, peak[1]),
                    real=money(pack, peak[2]), prices=found.prices, past=money(pack, peak[3]))  # fmt: skip


def key_figures(pack: Pack) -> KeyFigures:
    """Return the four figures of page one."""
    result, base = pack.result, figures.co2e(pack.result, pack.result.years[0])
    first, last = result.as_of + 1, result.years[-1]
    found, out = figures.money_of(result, first, last), []
    told = (("key_now", result.as_of, _now(pack)), ("key_focus", pack.focus, figures.ahead(pack, pack.focus)))
    for code, year, value in told:
        note = said(pack, "key_share", on_base(pack, value, base))
        out.append(_key(said(pack, code, year), tonnes(pack, value), note, "emissions.csv"))
    span, share = said(pack, "key_cost", first, last), found.gap / found.need if found.need else 0.0
    out.append(_key(span, money(pack, found.need), said(pack, "key_cost_note"), "finance_by_year.csv"))
    note = said(pack, "key_gap_note", percent(share, 0, pack.lang))
    out.append(_key(said(pack, "key_gap"), money(pack, found.gap), note, "finance_by_year.csv"))
    return KeyFigures(tuple(out))


def _key(label: str, figure: str, note: str, source: str) -> KeyFigure:
    value, _, unit = figure.partition("\u00a0")
    return KeyFigure(label, value, unit, note, source)


def decisions(pack: Pack) -> Iterator[Claim]:
    """Yield what lies with the council: own measures, budget, support to ask for, counts, corrections."""
    yield from own_measures(pack)
    first = pack.result.as_of + 1
    own, gap = (figures.city_money(pack, "city", (item,), first, pack.focus) for item in ("own", "gap"))
    if own + gap >= 1.0:
        follow = money(pack, figures.follow_up(pack, pack.focus))
        yield claim(pack, "decide_budget", "city_line.csv", first=first, last=pack.focus, own=money(pack, own),
                    gap=money(pack, gap), follow=follow)  # fmt: skip
    yield from support(pack)
    yield from to_count(pack)
    missed = [
        said(pack, MISSING[row["sense"]], title=title_of(pack, row), gap=amount(pack, row["gap"], row["unit"]),
             office=office_of(pack, row) or said(pack, "office_none"))
        for row in pack.rows("milestones")
        if row["verdict"] == "missed" and not str(row["indicator"]).startswith("climate_investment")
    ]  # fmt: skip
    if missed:
        yield claim(pack, "decide_missed", "milestones.csv", told=capped(pack, missed, MISSED))


def own_measures(pack: Pack) -> Iterator[Claim]:
    """Yield what the city and its companies decide themselves, and which of it begins next."""
    names = figures.deciders(pack)
    if not names:
        yield claim(pack, "decide_own_none")
        return
    off = dict(zip([step for step, _ in STEPS], taken_off(pack.hands, pack.focus), strict=True))
    ours, every = off["city"] + off["city_company"], sum(off.values())
    share = percent(ours / every if every else 0.0, 0, pack.lang)
    yield claim(pack, "decide_own", "in_our_hands.csv", count=len(names), year=pack.focus, tonnes=tonnes(pack, ours),
                share=share)  # fmt: skip
    starts = {one: figures.first_year(pack, one) for one in names}
    later = [year for year in starts.values() if year is not None and year > pack.result.as_of]
    soonest = min(later, default=None)
    if soonest is not None:
        chosen = [pack.scenario.library[one].title[pack.lang] for one, year in starts.items() if year == soonest]
        yield claim(pack, "decide_next", "measures.csv", year=soonest, names=capped(pack, chosen, NAMED))


def support(pack: Pack) -> Iterator[Claim]:
    """Yield what has to be asked of which level up to the focus year."""
    first, sums = pack.result.as_of + 1, dict[str, float]()
    for row in pack.rows("support_requirements"):
        if first <= row["year"] <= pack.focus:
            sums[row["level"]] = sums.get(row["level"], 0.0) + float(row["value"])
    parts = [
        said(pack, "decide_support_part", level=name(pack, level), value=money(pack, value))
        for level, value in sorted(sums.items(), key=lambda pair: -pair[1]) if value >= 1.0
    ]  # fmt: skip
    if parts:
        yield claim(pack, "decide_support", "support_requirements.csv", first=first, last=pack.focus,
                    told=listed(pack, parts))  # fmt: skip


def to_count(pack: Pack) -> Iterator[Claim]:
    """Yield which milestones nobody can judge because nobody has counted."""
    rows = [row for row in pack.rows("milestones") if row["verdict"] == "cannot_judge" and row["value"] is None]
    if rows:
        names = "; ".join(title_of(pack, row) for row in rows)
        yield claim(pack, "decide_count", "milestones.csv", names=names)
