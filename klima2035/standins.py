"""Readable stand-ins for signs that a console or a pipe does not know: CO2 for CO₂, >= for ≥, never a question mark.

Consoles of Windows know 256 signs (cp1252, cp850), a system without a language only ASCII. Files are always UTF-8.
"""

from __future__ import annotations

import codecs
import unicodedata

NAME = "klima2035.standins"
_FIRST, _LAST = 0xDC80, 0xDCFF  # bytes of a file's name that are no text, as Python carries them
_PLAIN = {
    "₂": "2", "₀": "0", "₁": "1", "₃": "3", "₄": "4", "²": "2", "³": "3", "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~",
    "±": "+/-", "−": "-", "–": "-", "—": "-", "‑": "-", "‐": "-", "×": "x", "·": "*", "÷": "/", "→": "->", "←": "<-",
    "↑": "^", "↓": "v", "⇒": "=>", "…": "...", "„": '"', "“": '"', "”": '"', "‚": "'", "‘": "'", "’": "'", "«": '"',
    "»": '"', "‹": "'", "›": "'", "•": "*", "€": "EUR", "§": "Par.", "°": " Grad", "ß": "ss", "ä": "ae", "ö": "oe",
    "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS", "æ": "ae", "ø": "o",
    "Σ": "Summe ", "Δ": "Differenz ", "∆": "Differenz ", "µ": "u", "μ": "u", "η": "eta",
    "✓": "x", "✔": "x", "✗": "-", "■": "#", "□": "-", "●": "*", "○": "o", "█": "#",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u200b": "", "\u00ad": "",
}  # fmt: skip


def plain(sign: str, encoding: str) -> str | bytes:
    """Return what stands for a sign that an encoding does not know; its own byte where it is a piece of a name."""
    if _FIRST <= ord(sign) <= _LAST:
        return bytes([ord(sign) - 0xDC00])
    for wanted in (_PLAIN.get(sign), unicodedata.normalize("NFKC", sign), unicodedata.normalize("NFKD", sign)):
        if wanted is not None and wanted != sign:
            known = "".join(one for one in wanted if _is_known(one, encoding))
            if known or not wanted:
                return known
    return "" if unicodedata.combining(sign) else "?"


def _is_known(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _stand_in(error: UnicodeError) -> tuple[str | bytes, int]:
    """Replace the first sign that cannot be written; Python asks again for the next one."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start], error.encoding), error.start + 1


codecs.register_error(NAME, _stand_in)
