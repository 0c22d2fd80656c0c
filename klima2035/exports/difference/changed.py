"""What was changed, in words."""

from __future__ import annotations

from klima2035 import listing
from klima2035.case import Overlay
from klima2035.difference import Changed, Difference, LeverChange, MeasureChange, MilestoneChange, only_shifted
from klima2035.difference.facts import SPREAD
from klima2035.exports.difference.blocks import Block, Head, Item, Items, Note
from klima2035.exports.difference.values import apart, exact
from klima2035.labels import Labels
from klima2035.messages import text
from klima2035.numbers import NO_VALUE, percent
from klima2035.phrases import day

FILES = 12  # how many are told before the rest is counted


def changes(found: Difference, words: Labels) -> list[Block]:
    """Return what was changed, in words."""
    lang, changes, out = words.lang, found.changes, list[Block]()
    if changes.frame:
        out += [Head(3, text("diff_frame", lang)), Items(tuple(Item(_frame(one, words)) for one in changes.frame))]
    for kind, key in (("on", "diff_on"), ("off", "diff_off"), ("changed", "diff_other")):
        told = [one for one in changes.measures if one.kind == kind]
        if told:
            items = tuple(Item(_measure_head(one, words), tuple(_measure(one, words))) for one in told)
            out += [Head(3, text(key, lang, len(told))), Items(items)]
    if changes.milestones:
        items = tuple(Item(_milestone(one, words)) for one in changes.milestones)
        out += [Head(3, text("diff_milestones", lang)), Items(items)]
    files = [one for one in changes.files if one.name.startswith("inputs/") or (one.a and one.b)]
    if files:
        told_files = [Item(_file(one, lang)) for one in files[:FILES]]
        if len(files) > FILES:
            told_files.append(Item(text("diff_files_more", lang, len(files) - FILES)))
        out += [Head(3, text("diff_files", lang)), Items(tuple(told_files))]
    return out or [Note(text("diff_nothing", lang))]


def _frame(change: Changed, words: Labels) -> str:
    lang = words.lang
    if change.name == "parents":
        told = (_parents(letter, side, lang) for letter, side in (("a", change.a), ("b", change.b)))
        return text("diff_parents", lang, *told)
    own = {
        "city": "diff_city", "as_of": "diff_as_of_name", "horizon": "diff_horizon_name", "law_as_of": "diff_law",
    }  # fmt: skip
    code = change.name.rpartition(".")[2]
    name = text(own[change.name], lang) if change.name in own else listing.programme_word(code, words)
    if change.name.startswith("funding."):
        a, b = (
            listing.overlay(side, lang) if isinstance(side, Overlay) else text("diff_as_in_tables", lang)
            for side in (change.a, change.b)
        )
    elif change.name == "law_as_of":
        a, b = (day(str(value), lang) for value in (change.a, change.b))
    else:
        a, b = words(str(change.a)), words(str(change.b))
    return text("diff_one", lang, name=name, a=a, b=b)


def _parents(letter: str, value: object, lang: str) -> str:
    """Return on what one scenario builds: its parent, and those that come with it."""
    names = value if isinstance(value, tuple) else ()
    if not names:
        return text(f"diff_{letter}_extends_none", lang)
    with_it = text("diff_extends_more", lang, ", ".join(names[1:])) if len(names) > 1 else ""
    return text(f"diff_{letter}_extends", lang, names[0]) + with_it


def _names(value: object, lang: str) -> str:
    return ", ".join(value) if isinstance(value, tuple) and value else text("diff_none", lang)


def _file(change: Changed, lang: str) -> str:
    if change.a is None or change.b is None:
        return text("diff_only_b" if change.a is None else "diff_only_a", lang, change.name)
    return text("diff_file_other", lang, file=change.name, a=str(change.a)[:12], b=str(change.b)[:12])


def _measure_head(change: MeasureChange, words: Labels) -> str:
    title = change.title[words.lang]
    return text("diff_measure", words.lang, title=title, name=change.name, decider=words(change.decider))


def _measure(change: MeasureChange, words: Labels) -> list[str]:
    """Return what a measure does, or does otherwise, line by line; levers that change alike share a line."""
    lang, whole = words.lang, change.b if change.a is None else change.a if change.b is None else None
    if whole is not None:
        share = [text("show_ambition", lang, percent(whole.ambition, 0, lang))] if whole.ambition != 1.0 else []
        return share + [listing.moved(move, words) for move in whole.moves]
    out = []
    for one in change.fields:
        if one.name == "ambition":
            told = apart(one.a, one.b, lambda value, finer: percent(value, finer, lang))
        elif one.name == "decider":
            told = words(str(one.a)), words(str(one.b))
        else:
            told = _names(one.a, lang), _names(one.b, lang)
        out.append(text(f"diff_{one.name}", lang, a=told[0], b=told[1]))
    alike: dict[str, list[str]] = {}
    for lever in change.levers:
        said, name = _lever(lever, words)
        alike.setdefault(said, []).append(name)
    return out + [f"{said}: {'; '.join(names)}" for said, names in alike.items()]


def _lever(change: LeverChange, words: Labels) -> tuple[str, str]:
    """Return what a measure does otherwise to a lever, and the lever, with its goal where that stays the same."""
    lang, name = words.lang, words(change.lever)
    if change.a is None or change.b is None:
        move = change.b or change.a
        key = "diff_lever_on" if change.a is None else "diff_lever_off"
        return text(key, lang), listing.moved(move, words) if move else name
    said = []
    has_table = bool(change.a.table or change.b.table)
    for one in change.fields:
        if one.name == "target" and not has_table:
            a, b = apart(one.a, one.b, lambda value, finer: listing.goal(change.lever, value, words, finer))
            said.append(text("diff_target", lang, a=a, b=b))
        elif one.name == "shape":
            said.append(text("diff_shape", lang, a=words(str(one.a)), b=words(str(one.b))))
        elif one.name not in ("target", *SPREAD) and not (one.name == "end" and change.b.shape == "step"):
            said.append(text(f"diff_{one.name}", lang, a=one.a, b=one.b))
    if any(one.name in SPREAD for one in change.fields):
        a, b = (listing.width(move, words) for move in (change.a, change.b))
        said.append(text("diff_range", lang, a=a, b=b))
    if only_shifted(change):
        said.append(text("diff_table_unchanged", lang))
    elif change.table:
        said.append(text("diff_table", lang, ", ".join(_table(change, words))))
    elif all(one.name != "target" for one in change.fields):
        said.append(text("diff_unchanged", lang))
        name = f"{name} {listing.goal(change.lever, change.b.value, words)}"
    return ", ".join(said), name


def _table(change: LeverChange, words: Labels) -> list[str]:
    def form(value: float | None, finer: int) -> str:
        return NO_VALUE if value is None else listing.amount(change.lever, value, words, finer)

    return [f"{year}: {' → '.join(apart(a, b, form))}" for year, a, b in change.table]


def _milestone(change: MilestoneChange, words: Labels) -> str:
    lang, known = words.lang, change.b or change.a
    head = f"{known.title[lang]} [{change.id}]" if known else change.id
    if change.a is None or change.b is None:
        return text("diff_only_b" if change.a is None else "diff_only_a", lang, head)
    sides, said, unit = (change.a, change.b), [], words(change.b.unit)
    names = [one.name for one in change.fields]
    for name in names:
        if name == "year":
            said.append(text("diff_year", lang, a=change.a.year, b=change.b.year))
        elif name in ("limit", "tolerance"):
            a, b = (f"{exact(getattr(side, name), lang)} {unit}" for side in sides)
            said.append(text(f"diff_{name}", lang, a=a, b=b))
        else:
            a, b = (words(str(getattr(side, name)) or NO_VALUE) for side in sides)
            said.append(text("diff_one", lang, name=words(name), a=a, b=b))
    return f"{head}: {', '.join(said)}"
