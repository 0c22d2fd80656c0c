"""From a fault's code and values to a sentence: what is wrong, what is allowed, what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from klima2035.complaints.entry import Complaint, Names, Pair

HIDDEN = re.compile(  # controls but tab and line ends, ends of lines and paragraphs, turns of direction, no characters
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
LISTED = 12  # names told one by one
LONGEST = 160  # signs of one value that are told


def told(value: object, lang: str) -> str:
    """Return one value of a fault in words."""
    if isinstance(value, Pair):
        return value.de if lang == "de" else value.en
    if isinstance(value, Names):
        return _listed(value, lang)
    return f"{value:g}" if isinstance(value, float) else harmless(str(value))


def harmless(text: str) -> str:
    """Return a text of unknown origin as it may be printed: short, and without signs that turn or hide others."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in short)


def _listed(known: Names, lang: str) -> str:
    words = tuple(harmless(word) for word in known.words)
    if len(words) <= LISTED:
        return ", ".join(words)
    if known.listing:
        return (
            f"einer von {len(words)} Namen, siehe 'klima2035 list {known.listing}'" if lang == "de"
            else f"one of {len(words)} names, see 'klima2035 list {known.listing}'"
        )  # fmt: skip
    return ", ".join(words[:LISTED]) + (
        f" ... ({len(words)} insgesamt)" if lang == "de" else f" ... ({len(words)} in all)"
    )


def hint(near: Sequence[str], lang: str) -> str:
    """Return the sentence that proposes the nearest known words; empty where there is none."""
    if not near:
        return ""
    words = (" oder " if lang == "de" else " or ").join(f"'{harmless(word)}'" for word in near)
    return f"gemeint ist vielleicht {words}" if lang == "de" else f"did you mean {words}?"


def worded(entry: Complaint, values: Mapping[str, object], near: Sequence[str], lang: str) -> str:
    """Return what is wrong; what is allowed; what to do, of one entry with its fields filled."""
    at = 0 if lang == "de" else 1
    words = {name: told(value, lang) for name, value in values.items()}
    what, allowed, todo = (part[at].format(**words) for part in entry)
    return "; ".join(part for part in (what, allowed.strip(), hint(near, lang) or todo) if part)
