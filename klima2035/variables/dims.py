"""The labels of every fixed dimension, in the order in which arrays and reports hold them.

Open dimensions (measures, assets, programmes) take their labels from data or registries.
"""

from __future__ import annotations

BASE_YEAR = 2017  # the reconciliation year: the only one with a published total, shares and final energy
TARGET_YEAR = 2035  # the year of the city's aim, told wherever one year stands for the plan
FIRST_YEAR = 1990
LAST_YEAR = 2050
LAST_COUNTED = 2100  # no file that is read in counts a later year

DIMS: dict[str, tuple[str, ...]] = {
    "sector": ("households", "commerce", "industry", "transport", "municipal"),
    "field": ("energy", "buildings", "transport", "industry"),
    "carrier": (
        "electricity", "natural_gas", "biomethane", "hydrogen", "heating_oil", "coal", "biomass",
        "district_heat", "environmental_heat", "solar_thermal", "petrol", "diesel", "biofuel", "waste",
    ),
    "fuel": (
        "natural_gas", "biomethane", "heating_oil", "coal", "biomass", "environmental_heat",
        "solar_thermal", "petrol", "diesel", "biofuel", "waste",
    ),
    "indicator": ("co2e", "co2"),
    "funder": ("bund", "land", "eu", "private", "kommunal", "gap"),
    "payer": ("city", "city_company", "owner_occupier", "landlord", "firm"),
    "cause": ("not_viable", "budget", "programme_exhausted", "no_programme", "suspended"),
    # buildings
    "building_type": ("one_two_family", "multi_family", "commerce", "municipal", "other_public"),
    "age_class": (
        "before_1919", "1919_1948", "1949_1978", "1979_1986", "1987_1990", "1991_1995",
        "1996_2000", "2001_2004", "2005_2008", "2009_2011", "2012_2017", "from_2018",
    ),
    "renovation_state": ("existing", "usual", "deep"),
    "heating_system": (
        "gas_boiler", "gas_floor_heating", "oil_boiler", "district_heat",
        "heat_pump_air", "heat_pump_ground", "biomass_boiler", "direct_electric",
    ),
    # transport
    "fleet": ("cars_registered", "cars_external", "buses", "vans", "trucks"),
    "drive": ("petrol", "diesel", "plug_in_hybrid", "battery", "hydrogen"),
    "vehicle": (
        "car_petrol", "car_diesel", "car_plug_in_hybrid", "car_battery", "bus_diesel", "bus_battery", "bus_hydrogen",
        "van_petrol", "van_diesel", "van_battery", "truck_diesel", "truck_battery",
    ),
    "cycle_route": ("existing", "talachse", "langerfeld", "hatzfeld", "other"),
    "road_class": ("inner", "outer", "motorway"),
    "traffic_origin": ("residents_inside", "residents_outbound", "commuters_inbound", "through"),
    "trip_length": ("under_2_km", "2_to_5_km", "5_to_10_km", "10_to_20_km", "over_20_km"),
    "mode": ("car", "public_transport", "foot", "bike"),
    "rail": ("schwebebahn", "regional_rail"),
    # industry
    "process_use": ("process_heat_below_100", "process_heat_100_500", "process_heat_above_500"),
    "process_branch": ("lime", "manufacturing", "commerce"),
    "process_technology": ("gas", "oil", "coal", "biomass", "district_heat", "heat_pump", "electric", "hydrogen"),
    # energy supply
    "plant": (
        "waste_plant", "large_heat_pump", "geothermal", "biomass_plant", "coal_elberfeld",
        "chp_barmen", "electrode_boiler", "gas_boiler",
    ),
    "network": ("hot_water", "steam"),
    "generator": ("pv_rooftop", "pv_open_space", "wind", "hydro", "biogas"),
}  # fmt: skip


def index(dim: str, label: str) -> int:
    """Return the position of ``label`` in a fixed dimension; ValueError when it is not one."""
    return DIMS[dim].index(label)


def focus(last: int) -> int:
    """Return the year that headlines speak of: that of the aim, or the last one where a run ends before."""
    return min(TARGET_YEAR, last)
