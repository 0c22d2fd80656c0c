"""What may stand in the free index columns of ``records`` variables: closed words, years, dates, names of registries.

A column that is not listed for its variable is a fault, so that no code is dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from klima2035.variables.dims import DIMS
from klima2035.variables.framework import LAW_RULES
from klima2035.variables.plausibility import CRAFTS, PACES, PEER_PHASES, PEER_QUANTITIES

Kind = Literal["words", "patterns", "joined", "year", "date", "number", "name", "text"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a cell of one column may hold.

    kind
        words      one of ``words`` or of the ``registry`` (names known elsewhere, such as ``asset`` or ``label``)
        patterns   names of the registry, ``*`` for any letters, several joined by ``|``
        joined     several ``words`` joined by ``|``
        year, date a calendar year, an ISO date
        number     a number from zero on
        name       a name that rows of the variable ``defined_by`` state (itself: free, letters, digits, _)
        text       anything
    """

    kind: Kind
    words: tuple[str, ...] = ()
    registry: str = ""
    needed: bool = True
    defined_by: str = ""


ROLES = ("actual", "base", "minimum", "maximum")  # of a lever's rows
ALL = "all"
SIZES = ("small", "medium", "large")
APPLICANTS = ("income_to_30k", "income_to_40k", "income_to_50k", "income_above_50k")
WEIGHTINGS = ("low", "central", "high")
LEVELS = ("bund", "land", "eu")
TAXES, INDICES = ("net", "gross", "exempt"), ("construction", "general")

STATES = ("planned", "decided", "running", "done", "stopped")  # of a measure, as the office in charge reports it

_ROLE = {"role": Column("words", ROLES)}
_ASSET = Column("words", registry="asset")
_ASSETS = Column("patterns", registry="asset")
_YEAR = Column("year")
_END = Column("year", needed=False)
_YES_NO = Column("words", ("yes", "no"))
_TEXT = Column("text")
_CRAFT = Column("words", CRAFTS)
_PAYERS = Column("joined", (*DIMS["payer"], ALL))
_APPLICANTS = Column("joined", (*APPLICANTS, ALL), needed=False)
_CASE = {"asset": _ASSETS, "size": Column("words", SIZES)}
_WEIGHTING = {"weighting": Column("words", WEIGHTINGS)}


def _name(variable: str) -> Column:
    return Column("name", defined_by=variable)


_PROGRAMME, _LABEL = _name("programme_rate"), Column("words", registry="label")

COLUMNS: dict[str, dict[str, Column]] = {
    "law": {"rule": Column("words", LAW_RULES), "known_from": Column("date")},
    "published_emissions": {"for_year": _YEAR},
    "published_final_energy": {"for_year": _YEAR},
    "published_share": {"for_sector": Column("words", (*DIMS["sector"], "commerce_and_municipal"))},
    "reconciliation_deviation": {},
    "factor_deviation": {"factor": Column("words", ("grid", "district_heat"))},
    "hindcast_actual": {
        "quantity": Column("words", registry="quantity"), "run": Column("words", ("main", "unregistered")),
    },
    "hindcast_share": {"quantity": Column("words", registry="quantity")},
    "carbon_budget": {"start": _YEAR, "name": _LABEL},
    "energy_price": {
        "sector": Column("words", (*DIMS["sector"], ALL)), "carrier": Column("words", DIMS["carrier"]),
    },
    "energy_tax": {
        "sector": Column("words", (*DIMS["sector"], ALL)), "carrier": Column("words", DIMS["carrier"]),
    },
    "damage_cost": _WEIGHTING,
    "discount_rate": _WEIGHTING,
    **dict.fromkeys(("case_share", "case_cost", "case_dwellings", "case_area"), _CASE),
    "applicant_share": {
        "asset": _ASSETS, "payer": Column("words", DIMS["payer"]), "applicant": Column("words", APPLICANTS),
    },
    **{name: {"asset": _ASSETS} for name in ("regional_share", "levy_rate", "levy_cap")},
    "unit_cost": {
        "asset": _ASSET, "tax": Column("words", TAXES), "index": Column("words", INDICES),
        "consumer": Column("words", DIMS["sector"]),
    },
    "unit_cost_reference": {
        "asset": _ASSET, "reference": Column("words", registry="asset", needed=False),
        "tax": Column("words", TAXES, needed=False), "index": Column("words", INDICES, needed=False),
    },
    **{
        name: {"asset": _ASSET}
        for name in (
            "planning_share", "operation_share", "service_life", "unit_revenue", "electricity_price_share",
            "saved_price_share", "carried_by_owner", "renewed_at_end",
        )
    },
    "payer_share": {"asset": _ASSET, "payer": Column("words", DIMS["payer"])},
    "programme_rate": {
        "programme": _LABEL, "part": _LABEL, "funder": Column("words", DIMS["funder"][:3]),
        "asset": _ASSETS, "payer": _PAYERS, "applicant": _APPLICANTS, "from": _YEAR, "to": _END,
        "status": Column("words", ("active", "suspended")), "basis": Column("words", ("full", "premium")),
        "confirmed": _YES_NO,
    },
    "programme_part_share": {"programme": _PROGRAMME, "part": _name("programme_rate"), "from": _YEAR, "to": _END},
    "programme_eligible_share": {"programme": _PROGRAMME, "asset": _ASSETS},
    "programme_eligible_cap": {
        "programme": _PROGRAMME, "asset": _ASSETS, "per": Column("words", ("unit", "case", "dwelling", "m2")),
        "above": Column("number", needed=False), "from": _YEAR, "to": _END,
    },
    "programme_own_maximum": {"programme": _PROGRAMME, "applicant": _APPLICANTS, "from": _YEAR, "to": _END},
    "programme_pot": {"programme": _PROGRAMME, "from": _YEAR, "to": _END},
    "programme_earmark": {"programme": _PROGRAMME},
    "programme_without_tax": {"programme": _PROGRAMME},
    "support_level": {
        "asset": _ASSETS, "payer": _PAYERS, "cause": Column("joined", (*DIMS["cause"], ALL)),
        "level": Column("words", LEVELS), "basis": _LABEL,
    },
    "programme_combination": {"programme": _PROGRAMME, "with": _PROGRAMME},
    "project_amount": {
        "project": _name("project_amount"), "from": _YEAR, "to": _YEAR, "status": Column("words", ("spent", "planned")),
        "payer": Column("words", DIMS["payer"]), "climate": _YES_NO, "label_de": _TEXT, "label_en": _TEXT,
    },
    "project_additional_share": {"project": _name("project_amount")},
    "counting_rule": {
        "rule": _name("counting_rule"), "projects": Column("words", ("spent", "spent_and_planned")),
        "part": Column("words", ("full", "additional")),
        "modelled": Column("words", ("none", "private", "private_and_grants")), "from": _YEAR, "to": _YEAR,
        "label_de": _TEXT, "label_en": _TEXT,
    },
    "measure_status": {
        "measure": Column("text"), "status": Column("words", STATES), "date": Column("date"),
    },
    "actual": {"indicator": Column("words", registry="indicator")},
    "pace_national": {"pace": Column("words", PACES)},
    "pace_record": {"pace": Column("words", PACES)},
    "pace_factor": {"severity": Column("words", ("note", "warning", "serious"))},
    "craft_need": {"asset": _ASSETS, "craft": _CRAFT},
    **{name: {"craft": _CRAFT} for name in ("craft_workers", "craft_share", "craft_growth")},
    **{
        name: {}
        for name in ("limit_near_share", "ground_heat_share", "early_replacement_share", "new_car_margin")
    },
    "peer_band": {"quantity": Column("words", PEER_QUANTITIES), "phase": Column("words", PEER_PHASES)},
}  # fmt: skip


def columns_of(name: str, dims: tuple[str, ...]) -> dict[str, Column] | None:
    """Return the index columns of a ``records`` variable; None where nothing is declared (any column goes)."""
    return _ROLE if dims == ("role",) else COLUMNS.get(name)
