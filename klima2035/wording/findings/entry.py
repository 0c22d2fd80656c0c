"""What the texts of a rule are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """The texts of one rule in one language."""

    sentence: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one rule."""

    de: Told
    en: Told
