"""What ``explain`` says: everything known of a lever, a measure, an input, a milestone or any other named thing."""

from __future__ import annotations

import difflib
import json
import textwrap

from klima2035.errors import InputError
from klima2035.facts import KINDS
from klima2035.facts.keys import key_label
from klima2035.facts.world import Fact, World
from klima2035.messages import text

WIDTH = 100
MOST = 6  # near names told for an unknown one
CLOSE = 0.6

Told = tuple[str, str, list[Fact]]  # kind, name, facts


def find(world: World, name: str) -> list[Told]:
    """Return what is known under a name, each kind that has it; a label does too. InputError where none has."""
    found = [(kind, name) for kind, one in KINDS.items() if name in set(one.names(world))]
    if not found:
        found = _labelled(world, name)
    if not found:
        raise InputError(_unknown(world, name))
    return [(kind, code, KINDS[kind].tell(world, code)) for kind, code in found]


def _every(world: World) -> list[tuple[str, str, str]]:
    """Return kind, name and label of everything that can be explained."""
    return [(kind, name, _label(world, kind, name)) for kind, one in KINDS.items() for name in one.names(world)]


def _label(world: World, kind: str, name: str) -> str:
    if kind == "measure":
        return str(world.library[name].title[world.lang])
    if kind == "milestone":
        title = world.milestones[name].title if name in world.milestones else world.added[name][2]["title"]
        return str(title[world.lang])
    if kind == "stress":
        return str(world.stress[name].data["title"][world.lang])
    if kind == "key":
        return key_label(name, world.lang)
    return world.words(name)


def _labelled(world: World, name: str) -> list[tuple[str, str]]:
    """Return the things whose label, or name in another spelling, is the word."""
    plain = _plain(name)
    return [(kind, code) for kind, code, label in _every(world) if plain in (_plain(code), _plain(label))]


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").strip()


def _unknown(world: World, name: str) -> str:
    """Return that a name is unknown, with the nearest of all kinds: alike, or with the word in name or label."""
    every, plain = _every(world), _plain(name)
    spelled = {_plain(code): code for _, code, _ in every} | {_plain(label): code for _, code, label in every}
    near = [spelled[one] for one in difflib.get_close_matches(plain, spelled, n=MOST, cutoff=CLOSE)]
    near += [code for _, code, label in every if len(plain) > 2 and plain in _plain(f"{code} {label}")]
    kinds = {code: kind for kind, code, _ in reversed(every)}
    told = [f"{code} ({text('kind_' + kinds[code], world.lang)})" for code in list(dict.fromkeys(near))[:MOST]]
    if not told:
        return text("explain_unknown", world.lang, name)
    return text("explain_near", world.lang, name, ", ".join(told))


def lines(found: list[Told], lang: str) -> list[str]:
    """Return what is known as text: a head for each kind, then facts in two columns, 100 characters wide."""
    labels = [text(f"fact_{one.code}", lang) for _, _, facts in found for one in facts]
    margin = max(len(label) for label in labels) + 4
    out: list[str] = []
    for kind, name, facts in found:
        head = f"{text('kind_' + kind, lang)} {name}"
        out += ["", head, "-" * min(len(head), WIDTH)]
        for one in facts:
            out += _fact(one, text(f"fact_{one.code}", lang), margin)
    return out[1:]


def _fact(one: Fact, label: str, margin: int) -> list[str]:
    out: list[str] = []
    bullet = "- " if len(one.lines) > 1 else ""
    for line in one.lines:
        first = (f"  {label}" if not out else "").ljust(margin) + bullet
        later = " " * (margin + len(bullet))
        out += textwrap.wrap(
            line, WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
        )
    return out


def as_json(found: list[Told]) -> str:
    """Return what is known as JSON: for each kind its name and its facts by code."""
    rows = [
        {"kind": kind, "name": name, "facts": {one.code: list(one.lines) for one in facts}}
        for kind, name, facts in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def explain(name: str, city: str, as_of: int, lang: str) -> list[Told]:
    """Return what is known of a name in a city; InputError with the nearest names where there is nothing."""
    return find(World(city, lang, as_of), name)
