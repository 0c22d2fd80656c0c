"""Thresholds of findings: what is plausible in a city, each a row with its source."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

PACES = (
    "pv_additions", "new_heat_pumps", "new_charging_points", "new_heat_connections", "new_clean_buses",
    "new_cycle_routes", "renovation_rate_residential", "renovation_rate_commerce", "renovation_rate_municipal",
)  # fmt: skip
CRAFTS = ("craft_heating", "craft_electric", "craft_envelope", "craft_civil")
PEER_QUANTITIES = (
    "household_electricity", "residential_heat", "transport_per_head", "total_per_head", "car_ownership",
)  # fmt: skip
PEER_PHASES = ("hindcast", "projection")

INPUTS: tuple[Variable, ...] = (
    Variable("pace_national", ("pace",), "1", "What Germany built or bought in its best year, or its rate.", "records"),
    Variable("pace_record", ("pace",), "1", "Best year of the city where the model's years do not hold it.", "records"),
    Variable("pace_factor", ("severity",), "1", "Times a best year from which on a finding weighs more.", "records"),
    Variable("craft_need", ("asset", "craft"), "a", "Working years that one unit of an asset takes.", "records"),
    Variable("craft_workers", ("craft",), "employees", "Employees of a craft's firms in the city.", "records"),
    Variable("craft_share", ("craft",), "1", "Part of a craft's working time free for what is counted.", "records"),
    Variable("craft_growth", ("craft",), "1/a", "Growth of a craft's working time a year.", "records"),
    Variable("limit_near_share", (), "1", "Part of a limit from which on a run says so.", "records"),
    Variable("ground_heat_share", (), "1", "Part of the floor area that ground heat pumps can serve.", "records"),
    Variable("early_replacement_share", (), "1/a", "Part of the floor area with boilers taken out early.", "records"),
    Variable("new_car_margin", (), "1", "Lead over Germany's share of battery cars that a run names.", "records"),
    Variable("peer_band", ("quantity", "phase"), "1", "What comparable cities show, from low to high.", "records"),
)

RESULTS: tuple[ResultVariable, ...] = ()
