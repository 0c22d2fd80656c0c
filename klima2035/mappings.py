"""What the words of a city's table of final energy mean: a small file of its own, ``--mapping FILE``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as Words
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klima2035 import faults, places, yamlfile
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest
from klima2035.variables import DIMS
from klima2035.yamlfile import Document

FOLDER = "mappings"
DEFAULT = "bisko"
LONGEST = 300  # signs of a word that are compared
_UNIT_AT_END = re.compile(r"[\[(] ?(?:in )?[kmgt]wh(?:/a)? ?[\])]$|,? in [kmgt]wh(?:/a)?$")
_LISTS = ("sectors", "carriers", "totals", "ignore")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A checked mapping; its words are those of ``plain``, so that case, spaces and units do not matter."""

    name: str
    unit: str
    datenguete: str
    by_carrier: Words[str, str]
    sectors: Words[str, str]
    carriers: Words[str, str]
    totals: frozenset[str]
    ignored: frozenset[str]
    sheet: str
    header: int
    decimal: str
    columns: Words[str, str]

    def ignores(self, word: str) -> bool:
        """Return whether a word of the table is to be left out."""
        return word in self.ignored or any(
            one.endswith("*") and word.startswith(one[:-1].rstrip()) for one in self.ignored
        )


def plain(word: str) -> str:
    """Return a word without what differs from table to table: case, spaces, a unit at its end."""
    text = unicodedata.normalize("NFKC", word[:LONGEST]).replace("\u00ad", "")
    return _UNIT_AT_END.sub("", " ".join(text.casefold().split())).strip()


def find(name: str, city: str) -> Path:
    """Return a mapping by path, or by name in ``mappings`` of the city's inputs, then Germany's."""
    folders = [root / part / FOLDER for root in places.roots("inputs") for part in (city, "germany")]
    if (path := places.in_folders(name, folders)) is not None:
        return path
    known = sorted({path.stem for folder in folders for path in folder.glob("*.yaml")})
    raise InputError([fault("--mapping", 1, 1, "unknown_mapping", nearest(name, known), name=name, known=names(known))])


def load(path: Path) -> Mapping:
    """Return a mapping from its file; InputError with every fault at its place."""
    document = yamlfile.read(path)
    found: list[Fault] = []
    data = read(document, found)
    if found:
        raise InputError(dict.fromkeys(found))
    return Mapping(
        name=document.name, unit=data["unit"], datenguete=data["datenguete"],
        by_carrier=data.get("datenguete_by_carrier") or {},
        sectors={plain(word): code for word, code in data["sectors"].items()},
        carriers={plain(word): code for word, code in data["carriers"].items()},
        totals=frozenset(map(plain, data.get("totals", ()))), ignored=frozenset(map(plain, data.get("ignore", ()))),
        sheet=data.get("sheet", ""), header=data.get("header", 0), decimal=data.get("decimal", ""),
        columns={name: plain(word) for name, word in (data.get("columns") or {}).items()},
    )  # fmt: skip


def read(document: Document, found: list[Fault]) -> dict[str, Any]:
    """Return a mapping as data; what is wrong with it is appended to ``found``."""
    data, wrong = faults.check(document, "mapping")
    found += wrong
    if not wrong:
        found += _twice(document, data)
        found += [
            document.fault(("datenguete_by_carrier", code), "unknown_word", nearest(code, DIMS["carrier"]),
                           key=True, name="datenguete_by_carrier", value=code, known=names(DIMS["carrier"]))
            for code in data.get("datenguete_by_carrier", ()) if code not in DIMS["carrier"]
        ]  # fmt: skip
    return data


def _twice(document: Document, data: dict[str, Any]) -> list[Fault]:
    """Return a fault for each word that stands in two places, however it is written."""
    found: list[Fault] = []
    seen: dict[str, str] = {}
    for part in _LISTS:
        words = data.get(part, ())
        for i, word in enumerate(words):
            place, is_key = ((part, word), True) if isinstance(words, dict) else ((part, i), False)
            if not plain(str(word)).strip("* "):
                found.append(document.fault(place, "empty_text", key=is_key, name=part))
            elif plain(str(word)) in seen:
                first = seen[plain(str(word))]
                found.append(document.fault(place, "mapping_word_twice", key=is_key, name=str(word), first=first))
            seen.setdefault(plain(str(word)), part)
    return found


def validate(path: Path) -> list[Fault]:
    """Return every fault of a mapping file."""
    found: list[Fault] = []
    try:
        read(yamlfile.read(path), found)
    except InputError as error:
        return list(error.faults)
    return found
