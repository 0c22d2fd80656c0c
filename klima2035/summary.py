"""What a run says at its end: the headline numbers in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from klima2035.labels import labels
from klima2035.messages import text
from klima2035.money.city import FOLLOW_UP
from klima2035.numbers import money, number, percent, significant
from klima2035.result import Result
from klima2035.variables import focus

MOST_FINDINGS = 8  # on the terminal; the workbook and run.json hold all


def total(result: Result, year: int) -> float:
    """Return the greenhouse gases of a year, end use, with upstream [t/a]."""
    frame = result.frames["emissions"].pick(view="end_use", indicator="co2e")
    return float(frame.total()[frame.at(year)])


def target_year(result: Result) -> int:
    """Return the year that is told: 2035, or the last one of a shorter run."""
    return focus(result.years[-1])


def _emissions(result: Result, lang: str) -> Iterator[str]:
    first = result.years[0]
    base = total(result, first)
    for year in dict.fromkeys((result.as_of, target_year(result), result.years[-1])):
        value = total(result, year)
        share = percent(value / base - 1.0, 0, lang) if base else text("show_none", lang)
        yield text(
            "emissions_in", lang, year=year, value=significant(value, 3, lang), share=share, base=first,
            label=result.label if lang == "de" else result.extra.get("label_en", result.label),
        )  # fmt: skip


def _investment(result: Result, lang: str) -> Iterator[str]:
    column = result.tables["investment"].by_column
    wanted = zip(*(column[name] for name in ("basis", "measure", "year", "funder", "value")), strict=True)
    rows = [
        (funder, float(value or 0.0))
        for basis, measure, year, funder, value in wanted
        if basis == "additional" and measure != "trend" and result.as_of < int(year or 0)
    ]
    need = sum(value for _, value in rows)
    gap = sum(value for funder, value in rows if funder == "gap")
    yield text(
        "invested", lang, start=result.as_of + 1, end=result.years[-1], value=money(need, lang), gap=money(gap, lang)
    )
    share = result.extra.get("assumed_share")
    if isinstance(share, float):
        yield text("assumed_share", lang, year=target_year(result), share=percent(share, 0, lang))


def _city(result: Result, lang: str) -> Iterator[str]:
    """Yield what the city itself would have to find at its peak, beside what it has spent, and what follows from it."""
    column = result.tables["city_line"].by_column
    cells = zip(*(column[name] for name in ("payer", "item", "year", "value")), strict=True)
    own: dict[int, float] = {}
    past, follow, target = 0.0, 0.0, target_year(result)
    for payer, item, year, value in cells:
        amount = float(value or 0.0)
        if payer == "city" and item in ("own", "gap"):
            own[int(year or 0)] = own.get(int(year or 0), 0.0) + amount
        elif payer == "city" and item == "past_investment":
            past = amount
        elif payer == "city" and item in FOLLOW_UP and year == target:
            follow += amount
    if own and max(own.values()) > 0.0:
        peak = max(own, key=lambda year: own[year])
        yield text(
            "city_peak", lang, year=peak, value=money(own[peak], lang), past=money(past, lang), target=target,
            follow=money(follow, lang),
        )  # fmt: skip


def _milestones(result: Result, lang: str) -> Iterator[str]:
    words = labels(lang)
    counts = Counter(str(row["verdict"]) for row in result.tables["milestones"].dicts())
    order = ("reached", "at_risk", "missed", "cannot_judge")
    if counts:
        yield text("verdicts", lang, ", ".join(f"{counts[word]} {words(word)}" for word in order if counts[word]))


def lines(result: Result, lang: str) -> list[str]:
    """Return the summary of one run, line by line."""
    out = [text("head", lang, title=result.title[lang], as_of=result.as_of)]
    if result.settings.get("adoption") == "financed":
        out.append(text("adoption_financed", lang))
    if "emissions" in result.frames:
        out += _emissions(result, lang)
    if "investment" in result.tables:
        out += _investment(result, lang)
    if "city_line" in result.tables:
        out += _city(result, lang)
    if "milestones" in result.tables:
        out += _milestones(result, lang)
    return [*out, *_findings(result, lang)]


def _findings(result: Result, lang: str) -> Iterator[str]:
    """Yield how many findings there are and the worst of them, each with what to do."""
    counts = result.severities()
    if not result.found:
        return
    yield text("finding_counts", lang, **counts)
    told: set[str] = set()
    for one in result.found[:MOST_FINDINGS]:
        yield text(f"finding_{one.severity}", lang, one.sentence[lang])
        if one.remedy[lang] not in told:
            told.add(one.remedy[lang])
            yield text("finding_remedy", lang, one.remedy[lang])
    if len(result.found) > MOST_FINDINGS:
        yield text("findings_more", lang, len(result.found) - MOST_FINDINGS)


def difference(a: Result, b: Result, lang: str) -> str:
    """Return in one line how B differs from A in the target year."""
    year = min(target_year(a), target_year(b))
    value = total(b, year) - total(a, year)
    signed = ("+" if value > 0 else "") + number(round(value, -3), 0, lang)
    return text("difference_in", lang, a=a.title[lang], b=b.title[lang], year=year, value=signed)
