"""What the level of a measure means physically: where each of its levers comes to stand, in words."""

from __future__ import annotations

from functools import lru_cache

from klima2035.labels import Labels, labels
from klima2035.levers import Active
from klima2035.listing import amount
from klima2035.messages import text
from klima2035.pipeline import SCENARIO, Computed
from klima2035.scenario import Scenario
from klima2035.variables import BASE_YEAR

Text = dict[str, str]


def levels(scenario: Scenario, computed: Computed) -> dict[str, list[Text]]:
    """Return a sentence for each lever that each active measure moves: its level at the end, and without the measure.

    The level is that of the measure alone, as far as the lever's bounds allow.
    """
    return {active.name: _of(active, scenario, computed) for active in scenario.measures}


def _of(active: Active, scenario: Scenario, computed: Computed) -> list[Text]:
    assembled, out = computed.assembled, []
    for move in active.moves:
        year = min(max(move.end, scenario.as_of + 1), scenario.horizon)
        at = year - BASE_YEAR
        start = float(assembled.trend[move.lever][at, -1])
        added = float(assembled.levers.contributions[active.name, move.lever][at, SCENARIO])
        out.append(_sentence(move.lever, start + added, start, year))
    return out


@lru_cache(maxsize=2)
def _words(lang: str) -> Labels:
    return labels(lang)


@lru_cache(maxsize=8192)
def _sentence(lever: str, level: float, start: float, year: int) -> Text:
    made = {}
    for lang in ("de", "en"):
        words = _words(lang)
        key = "level_same" if abs(level - start) <= 1e-12 * max(abs(start), 1.0) else "level"
        values = {"level": amount(lever, level, words), "start": amount(lever, start, words), "year": year}
        made[lang] = text(key, lang, lever=words(lever), **values)
    return made
