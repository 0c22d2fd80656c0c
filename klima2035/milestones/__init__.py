"""Milestones: verdicts on counts and paths, paces, limits derived from a scenario, what counts as invested."""

from klima2035.milestones.investment import (
    Count,
    Modelled,
    count_investment,
    investment_evidence,
    modelled,
    span,
)
from klima2035.milestones.verdicts import (
    COLUMNS,
    Counted,
    Evidence,
    actuals,
    actuals_table,
    counts,
    is_counted,
    is_own,
    judge,
    leading,
    margin,
    name_of,
    source_of,
    verdict,
)

__all__ = [
    "COLUMNS", "Count", "Counted", "Evidence", "Modelled", "actuals", "actuals_table", "count_investment", "counts",
    "investment_evidence", "is_counted", "is_own", "judge", "leading", "margin", "modelled", "name_of", "source_of",
    "span", "verdict",
]  # fmt: skip
