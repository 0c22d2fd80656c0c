"""The whole difference in headed blocks, the few lines that most readers want first."""

from __future__ import annotations

from klima2035.difference import MEASURES, Difference
from klima2035.exports.difference import effects
from klima2035.exports.difference.blocks import Block, Head, Item, Items, Note
from klima2035.exports.difference.changed import changes
from klima2035.exports.difference.values import share
from klima2035.labels import labels
from klima2035.messages import text
from klima2035.numbers import money, significant
from klima2035.variables import focus

LEAST_TONNES = 10.0  # below which two scenarios emit practically the same


def blocks(found: Difference, lang: str) -> list[Block]:
    """Return the whole difference as headed blocks in one language."""
    words = labels(lang)
    out: list[Block] = [Head(1, text("diff_title", lang))]
    sides = zip("AB", found.titles, found.names, found.as_of, strict=True)
    out.append(
        Items(
            tuple(
                Item(text("diff_side", lang, letter=letter, title=title[lang], name=name, as_of=as_of))
                for letter, title, name, as_of in sides
            )
        )
    )
    out += [Note(note) for note in _notes(found, lang)]
    if not found.same:
        out += [Head(2, text("diff_brief", lang)), Items(tuple(Item(line) for line in _brief(found, lang)))]
    out += [Head(2, text("diff_changed", lang)), *changes(found, words)]
    if found.same:
        return out
    out.append(Head(2, text("diff_effect", lang)))
    out += [
        *effects.gases(found, words),
        *effects.funders(found, words),
        *effects.verdicts(found, words),
        *effects.findings(found, lang),
    ]
    return [*out, Head(2, text("diff_levers", lang)), *effects.levers(found, words)]


def _notes(found: Difference, lang: str) -> list[str]:
    out = [text("diff_sense", lang)]
    if found.same:
        out.append(text("diff_same_but_changed" if found.changes else "diff_same", lang))
    if found.cities[0] != found.cities[1]:
        out.append(text("diff_warn_city", lang))
    elif not found.comparable:
        out.append(text("diff_warn_accounting", lang))
    if found.labels[0] != found.labels[1]:
        pairs = zip("AB", found.labels, strict=True)
        out += [text("diff_label", lang, letter=letter, label=label[lang]) for letter, label in pairs]
    if found.horizons[0] != found.horizons[1]:
        out.append(text("diff_horizon", lang, a=found.horizons[0], b=found.horizons[1], last=found.last))
    if found.as_of[0] != found.as_of[1]:
        out.append(text("diff_as_of", lang, a=found.as_of[0], b=found.as_of[1], first=found.first))
    return out


def _brief(found: Difference, lang: str) -> list[str]:
    """Return the few lines that most readers want."""
    kinds = [one.kind for one in found.changes.measures]
    counts = [text(f"diff_count_{kind}", lang, kinds.count(kind)) for kind in ("on", "off", "changed") if kind in kinds]
    out = [text("diff_count", lang, ", ".join(counts) or text("diff_count_none", lang))]
    out += [*_gases(found, lang), _cost(found, MEASURES, lang), _cost(found, "additional", lang)]
    flips, single = sum(one.flips for one in found.verdicts), sum(one.single for one in found.verdicts)
    out.append(text("diff_flips", lang, flips) if flips else text("diff_no_flips", lang))
    return [*out, text("diff_singles", lang, single)] if single else out


def _gases(found: Difference, lang: str) -> list[str]:
    """Return how far B lies from A in the target year, in the last one and in all."""
    total, out = found.emissions[0].total, []
    for year in dict.fromkeys((focus(found.last), found.last)):
        change, whole = (side[found.years.index(year)] for side in (total.difference, total.a))
        key = _key(change, "diff_less", "diff_more")
        of_a = share(abs(change), whole, lang).removeprefix("+")
        out.append(text(key, lang, year=year, value=significant(abs(change), 3, lang), share=of_a))
    whole = found.total(total)
    key = _key(whole, "diff_sum_less", "diff_sum_more", "diff_sum_")
    return [*out, text(key, lang, first=found.first, last=found.last, value=significant(abs(whole), 3, lang))]


def _key(change: float, less: str, more: str, others: str = "diff_") -> str:
    """Return the message for a difference in tonnes: none, hardly any, less or more."""
    if change == 0.0:
        return f"{others}equal"
    if abs(change) < LEAST_TONNES:
        return f"{others}hardly"
    return less if change < 0.0 else more


def _cost(found: Difference, basis: str, lang: str) -> str:
    """Return both sums of one basis, and what of them nobody pays."""
    rows, need = found.paid(basis)
    gap = next(one for one in rows if one.funder == "gap")
    return text(
        f"diff_cost_{basis}", lang, first=found.first, last=found.last, a=money(need.a, lang), b=money(need.b, lang),
        gap_a=money(gap.a, lang), gap_b=money(gap.b, lang),
    )  # fmt: skip
