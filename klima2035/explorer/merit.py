"""The credit of each measure: tonnes and money that add up, whatever the order."""

from __future__ import annotations

from typing import Any

from klima2035 import loading, variables
from klima2035.credit import study
from klima2035.credit.game import TONNES
from klima2035.executors import Executor
from klima2035.explorer.later import SMALL_BLOCK
from klima2035.labels import label
from klima2035.money.discount import central
from klima2035.scenario import Scenario

Record = dict[str, Any]


def merit(scenario: Scenario, executor: Executor) -> Record:
    """Return each measure's credit: tonnes in all years after ``as_of`` and in the focus year, cost, cost of a tonne.

    What ``klima2035 credit`` gives with seed 1; a scenario without measures has none to share.
    """
    years = [scenario.as_of + 1, scenario.horizon]
    if not scenario.measures:
        return {"years": years, "measures": [], "total": 0.0, "mode": "exact"}
    found = study.run(
        scenario, loading.load_inputs(scenario.city), study.players(scenario, None), executor, block=SMALL_BLOCK - 1
    )
    rows = found.tables["credit"].dicts()
    focus = variables.focus(scenario.horizon)
    names = [active.name for active in scenario.measures]
    rows = [row for row in rows if row["rate"] in {None, central(row["rate"] for row in rows)}]
    measures = [_measure(name, [row for row in rows if row["measure"] == name], focus) for name in names]
    total = sum(one["tonnes"] for one in measures)
    return {"years": years, "measures": measures, "total": total, "mode": found.extra["credit"]["mode"]}


def _measure(name: str, rows: list[Record], focus: int) -> Record:
    """Return one measure's credit from its rows."""
    sums = {(row["item"], row["year"], row["sector"]): row for row in rows if row["rate"] is None}
    whole, then = sums.get((TONNES, None, "all")), sums.get((TONNES, focus, "all"))
    cost = sums.get(("additional_real", None, "all"))
    priced = [row for row in rows if row["item"] == "eur_per_tonne"]
    price = priced[0] if priced else None
    reason = price["reason"] if price and price["reason"] else None
    sectors = [row["value"] for key, row in sums.items() if key[0] == TONNES and key[1] == focus and key[2] != "all"]
    return {
        "name": name,
        "tonnes": float(whole["value"]) if whole else 0.0,
        "error": float(whole["standard_error"] or 0.0) if whole else 0.0,
        "tonnes_focus": float(then["value"]) if then else float(sum(sectors)),
        "cost": float(cost["value"]) if cost else None,
        "eur_per_tonne": float(price["value"]) if price and price["value"] is not None else None,
        "reason": {lang: label(reason, lang) for lang in ("de", "en")} if reason else None,
    }
