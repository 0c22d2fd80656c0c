"""Hostile input at random, door by door: ``python tools/fuzz.py --door NAME --cases 20000``.

A case is drawn from its number alone, so that a number that fails can be run again. Cases that once broke something,
and one of each kind, are kept in ``tests/corpus``.
"""

from __future__ import annotations

from fuzzing.calls import HTTP
from fuzzing.doors import CORPUS, Case, Door, Report, corpus, run, run_cases, run_corpus
from fuzzing.files import YAML
from fuzzing.imports import TABLES
from fuzzing.links import LINKS
from fuzzing.names import NAMES
from fuzzing.records import RECORDS
from fuzzing.texts import TEXTS
from fuzzing.workbooks import WORKBOOKS

DOORS: dict[str, Door] = {door.name: door for door in (YAML, TABLES, WORKBOOKS, HTTP, LINKS, NAMES, TEXTS, RECORDS)}

__all__ = ["CORPUS", "DOORS", "Case", "Door", "Report", "corpus", "run", "run_cases", "run_corpus"]
