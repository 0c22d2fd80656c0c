"""The plausibility guard: what a reader must doubt or know of a run, with severity, reason and remedy.

A new rule: one pure function ``Facts -> Hit ...`` in a module of this package, its line in ``RULES``, its words in
``wording.findings``, its thresholds as rows (``variables/plausibility.py``, ``inputs/*/thresholds.csv``), its label in
``labels.csv``. ``tests/test_findings.py`` fails until a scenario fires it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from klima2035.computing import Computed
from klima2035.inputs import Inputs
from klima2035.labels import labels
from klima2035.plausibility import balance, buildings, labour, measures, pace, peers, supply, texts
from klima2035.plausibility.facts import Facts, Hit
from klima2035.result import SEVERITIES, Cell, Finding, Table
from klima2035.scenario import Scenario

Rule = Callable[[Facts], Iterable[Hit]]

RULES: dict[str, Rule] = {
    "prerequisite_missing": measures.prerequisite_missing,
    "measure_without_effect": measures.measure_without_effect,
    "lever_clipped": measures.lever_clipped,
    "claims_overlap": buildings.claims_overlap,
    "unmet_heat": supply.unmet_heat,
    "unmet_peak": supply.unmet_peak,
    "limit_exceeded": supply.limit_exceeded,
    "craft_labour": labour.craft_labour,
    "pace_national": pace.pace_national,
    "early_replacement": buildings.early_replacement,
    "new_cars_ahead": pace.new_cars_ahead,
    "pace_city": pace.pace_city,
    "peer_value": peers.peer_value,
    "balance_strain": balance.balance_strain,
    "limit_near": supply.limit_near,
    "share_at_bound": measures.share_at_bound,
    "history_pinning": balance.history_pinning,
}
COLUMNS = ("scenario", "code", "severity", "subject", "year", "value", "threshold", "unit", "source")


def findings(scenario: Scenario, inputs: Inputs, computed: Computed) -> tuple[Finding, ...]:
    """Return what the rules find in one scenario, the worst first, then in the order of the rules."""
    facts = Facts(scenario, inputs, computed)
    titles = {name: measure.title for name, measure in scenario.library.items()}
    words = {lang: labels(lang, titles) for lang in ("de", "en")}
    found = [texts.told(code, hit, words) for code, rule in RULES.items() for hit in rule(facts)]
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def table(name: str, found: Iterable[Finding]) -> Table:
    """Return findings as a table of codes."""
    rows: list[tuple[Cell, ...]] = [
        (name, one.code, one.severity, one.subject, one.year, one.value, one.threshold, one.unit, one.source)
        for one in found
    ]
    return Table("findings", COLUMNS, tuple(rows))
