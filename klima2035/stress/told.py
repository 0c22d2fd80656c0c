"""What the command says at its end: the worst case, which milestones fall, what the city alone can do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from klima2035.labels import label
from klima2035.messages import text
from klima2035.numbers import money, number, percent, significant
from klima2035.stress.cases import together
from klima2035.stress.hands import STEPS, Hands, taken_off
from klima2035.stress.run import Outcome, Stressed
from klima2035.stress.tables import fallen, worst
from klima2035.variables import focus


def lines(found: Stressed, hands: Hands, lang: str) -> list[str]:
    """Return the summary, line by line."""
    return [*_stress(found, lang), *_hands(found, hands, lang)]


def _tonnes(value: float, lang: str) -> str:
    return significant(value, 3, lang)


def _signed(value: float, lang: str) -> str:
    return ("+" if value > 0.5 else "") + number(round(value, -3), 0, lang)


def _stress(found: Stressed, lang: str) -> Iterator[str]:
    scenario, own = found.scenario, found.scenario.settings.adoption
    base, year = found.base(own), focus(found.scenario.horizon)
    pairs = sum(len(one.cases) > 1 for one in found.outcomes)
    yield text(
        "stress_head", lang, title=scenario.title[lang], as_of=scenario.as_of, count=len(found.cases), pairs=pairs
    )
    kept, judged = (round(base.values[f"milestones_{word}", 0]) for word in ("kept", "judged"))
    value = _tonnes(base.values["co2e", year], lang)
    yield text("stress_base", lang, kept=kept, judged=judged, as_of=scenario.as_of, year=year, value=value)
    alone = [(case, one) for case in found.cases if (one := found.of(case.name)) is not None]
    starred = False
    for case, one in sorted(alone, key=lambda pair: -found.change(pair[1], "co2e", year)):
        star = "*" if case.financed and own != "financed" else ""
        starred |= bool(star)
        change = _signed(found.change(one, "co2e", year), lang)
        missing = money(found.change(one, "open"), lang)
        line = text("stress_case", lang, title=case.title[lang] + star, change=change, year=year, money=missing)
        yield line + _if_all(found, case.name, lang)
    if starred:
        yield text("stress_star", lang)
    yield from _worst(found, [one for _, one in alone], lang)


def _if_all(found: Stressed, name: str, lang: str) -> str:
    """Return what would be missing more if all were built nevertheless; nothing where that is not another case."""
    own = found.scenario.settings.adoption
    one = next((one for one in found.outcomes if one.cases == (name,) and one.adoption == own), None)
    if one is None or one is found.of(name):
        return ""
    return text("stress_if_all", lang, money(found.change(one, "gap"), lang))


def _worst(found: Stressed, alone: list[Outcome], lang: str) -> Iterator[str]:
    """Yield the worst case, the worst pair, the milestones that fall, and pairs that do not go together."""
    for key, one in (("stress_worst", worst(found)), ("stress_pair", worst(found, pairs=True))):
        if one is not None:
            yield text(
                key, lang, title(found, one, lang), _tonnes(found.change(one, "co2e_sum"), lang), found.scenario.horizon
            )
    known = {one.id: one.title[lang] for one in found.scenario.milestones}
    by_milestone: dict[str, list[str]] = {}
    for one in alone:
        for name in fallen(found, one):
            by_milestone.setdefault(name, []).append(title(found, one, lang))
    for name, cases in by_milestone.items():
        yield text("stress_falls", lang, known[name], ", ".join(cases))
    if alone and not by_milestone:
        yield text("stress_stands", lang)
    apart = [pair for pair in combinations(found.cases, 2) if together(*pair) is None]
    if apart and any(len(one.cases) > 1 for one in found.outcomes):
        named = ", ".join(f"{one.title[lang]} + {other.title[lang]}" for one, other in apart)
        yield text("stress_apart", lang, named)


def title(found: Stressed, one: Outcome, lang: str) -> str:
    """Return the titles of the cases of a computation."""
    titles = {case.name: case.title[lang] for case in found.cases}
    star = "" if one.adoption == found.scenario.settings.adoption else "*"
    return " + ".join(titles[name] for name in one.cases) + star


def _hands(found: Stressed, hands: Hands, lang: str) -> Iterator[str]:
    year = focus(found.scenario.horizon)
    off = dict(zip([step for step, _ in STEPS], taken_off(hands, year), strict=True))
    ours, every = off["city"] + off["city_company"], sum(off.values())
    if not every:
        return
    yield text(
        "hands_city", lang, year=year, city=_tonnes(off["city"], lang), ours=_tonnes(ours, lang),
        share=percent(ours / every, 0, lang),
    )  # fmt: skip
    yield text("hands_others", lang, bund=_tonnes(off["bund_eu"], lang), owner=_tonnes(off["owner_firm"], lang))
    none = [
        label(step, lang)
        for step, names in zip([s for s, _ in STEPS], hands.measures, strict=True)
        if step == "land" and not names
    ]
    if none:
        yield text("hands_none", lang, ", ".join(none))
    library = found.scenario.library
    on = {one.name for one in found.scenario.measures}
    for one in found.scenario.measures:
        mine = library[one.name]
        for needed in mine.requires:
            other = library[needed]
            if needed in on and other.decider != mine.decider:
                yield text(
                    "hands_waits", lang, measure=mine.title[lang], decider=label(mine.decider, lang),
                    needed=other.title[lang], other=label(other.decider, lang),
                )  # fmt: skip
