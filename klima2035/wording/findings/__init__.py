"""What a finding says: sentence, reason and remedy of every rule, in German and English.

Fields: subject, value, threshold (with units), year, span (years), factor (value over threshold), the finding's own
``codes`` as labels and ``numbers``. A remedy may differ by subject (``REMEDIES``).
"""

from __future__ import annotations

from klima2035.wording.findings import balance, measures, pace, supply
from klima2035.wording.findings.entry import Told, Words

__all__ = ["REMEDIES", "TEXTS", "Told", "Words"]

TEXTS: dict[str, Words] = measures.TEXTS | pace.TEXTS | supply.TEXTS | balance.TEXTS
REMEDIES = supply.REMEDIES
