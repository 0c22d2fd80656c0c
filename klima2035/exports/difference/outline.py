"""The whole difference in headed blocks, the few lines that most readers want first."""

from __future__ import annotations

from klima2035.difference import Difference
from klima2035.exports.difference import effects
from klima2035.exports.difference.blocks import Block, Head, Item, Items, Note
from klima2035.exports.difference.changed import changes
from klima2035.labels import labels
from klima2035.messages import text
from klima2035.numbers import NO_VALUE, money, percent, significant


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
    total = found.emissions[0].total
    for year in dict.fromkeys((min(2035, found.last), found.last)):
        at = found.years.index(year)
        change = total.difference[at]
        key = "diff_less" if change < 0.0 else "diff_more" if change > 0.0 else "diff_equal"
        share = percent(abs(change) / total.a[at], 0, lang) if total.a[at] else NO_VALUE
        out.append(text(key, lang, year=year, value=significant(abs(change), 3, lang), share=share))
    whole = found.total(total)
    if whole:
        key = "diff_sum_less" if whole < 0.0 else "diff_sum_more"
        value = significant(abs(whole), 3, lang)
        out.append(text(key, lang, first=found.first, last=found.last, value=value))
    rows, need = found.paid("additional")
    gap = next(one for one in rows if one.funder == "gap")
    out.append(
        text(
            "diff_cost", lang, first=found.first, last=found.last, a=money(need.a, lang), b=money(need.b, lang),
            gap_a=money(gap.a, lang), gap_b=money(gap.b, lang),
        )
    )  # fmt: skip
    flips = sum(one.flips for one in found.verdicts)
    return [*out, text("diff_flips", lang, flips) if flips else text("diff_no_flips", lang)]
