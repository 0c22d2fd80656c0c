"""What can be wrong in a file, in German and English: the one catalogue of all faults.

Each entry says what is wrong, what is allowed there and what to do; ``{}`` fields are filled from the
fault's values. A code that is not listed here cannot be raised (``errors.Fault`` refuses it).
"""

from __future__ import annotations

from collections.abc import Sequence

from klima2035.complaints import files, forms, importing, measures, milestones, scenarios, stress, tables
from klima2035.complaints.dimensions import DIMENSIONS, dimension
from klima2035.complaints.entry import Complaint, Names, Pair, names
from klima2035.complaints.telling import HIDDEN, LISTED, harmless, hint, told, worded

__all__ = [
    "COMPLAINTS", "DIMENSIONS", "HIDDEN", "LISTED", "Complaint", "Names", "Pair", "dimension", "harmless", "hint", "names",
    "sentence", "told",
]  # fmt: skip

PARTS = (files, forms, measures, scenarios, stress, milestones, tables, importing)
COMPLAINTS: dict[str, Complaint] = {code: entry for part in PARTS for code, entry in part.COMPLAINTS.items()}


def sentence(code: str, values: dict[str, object], near: Sequence[str], lang: str) -> str:
    """Return what is wrong; what is allowed; what to do."""
    return worded(COMPLAINTS[code], values, near, lang)
