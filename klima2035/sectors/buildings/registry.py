"""What the buildings sector offers: segments of the balance, levers, assets."""

from __future__ import annotations

from klima2035.case import Asset, Segment
from klima2035.levers import Combine, Lever
from klima2035.sectors.buildings.common import GROUPS, SECTOR_TYPES
from klima2035.variables.buildings import LEVER_VARIABLES

HEAT_CARRIERS: dict[str, str] = {
    # carrier: name of its group of the 2017 reconciliation
    "natural_gas": "natural_gas",
    "biomethane": "natural_gas",
    "heating_oil": "heating_oil",
    "biofuel": "heating_oil",
    "district_heat": "district_heat",
    "electricity": "heating_electricity",
    "environmental_heat": "heating_electricity",
    "biomass": "biomass",
}

HEAT_USES = ("space_heat", "hot_water")


def _segments() -> tuple[Segment, ...]:
    """Return the segments: heat by sector, use and carrier, solar heat, electricity."""
    found = [
        Segment(sector, "buildings", use, carrier, f"{sector} {group}")
        for sector in SECTOR_TYPES
        for use in HEAT_USES
        for carrier, group in HEAT_CARRIERS.items()
    ]
    found.append(Segment("households", "buildings", "hot_water", "solar_thermal", "households solar_thermal"))
    found += [
        Segment(sector, "buildings", "appliances", "electricity", f"{sector} electricity") for sector in SECTOR_TYPES
    ]
    found.append(Segment("municipal", "buildings", "street_lighting", "electricity", "municipal electricity"))
    return tuple(found)


SEGMENTS: tuple[Segment, ...] = _segments()

PLACE: dict[tuple[str, str, str], int] = {
    (segment.sector, segment.use, segment.carrier): place for place, segment in enumerate(SEGMENTS)
}
"""Place of a segment by sector, use and carrier."""

_RULES: dict[str, tuple[Combine, str]] = {
    # lever: rule for several measures, who decides
    "renovation_rate_residential": ("highest", "owner"),
    "renovation_rate_commerce": ("highest", "firm"),
    "renovation_rate_municipal": ("highest", "city"),
    "deep_share_residential": ("highest", "owner"),
    "deep_share_commerce": ("highest", "firm"),
    "deep_share_municipal": ("highest", "city"),
    "oil_heating_allowed": ("lowest", "bund"),
    "gas_heating_allowed": ("lowest", "bund"),
    "heat_pump_share": ("highest", "owner"),
    "heat_pump_share_nonresidential": ("highest", "firm"),
    "district_heat_share": ("highest", "city_company"),
    "ground_heat_pump_share": ("highest", "owner"),
    "early_replacement_oil": ("highest", "owner"),
    "early_replacement_gas": ("highest", "owner"),
    "appliance_efficiency": ("multiply", "owner"),
    "commerce_electricity_efficiency": ("multiply", "firm"),
    "municipal_electricity_efficiency": ("multiply", "city"),
    "street_lighting_led_share": ("highest", "city"),
}

LEVERS: tuple[Lever, ...] = tuple(
    Lever(
        variable.name,
        variable.unit,
        *_RULES[variable.name],
        variable.text,
        level=variable.name == "street_lighting_led_share",
    )
    for variable in LEVER_VARIABLES
)

SYSTEM_ASSETS: dict[str, tuple[str, ...]] = {
    # name of the asset, in the order of the heating systems: levers that move it
    "gas_boiler": ("gas_heating_allowed", "heat_pump_share", "district_heat_share"),
    "gas_floor_heating": ("gas_heating_allowed", "heat_pump_share", "district_heat_share"),
    "oil_boiler": ("oil_heating_allowed", "heat_pump_share", "district_heat_share"),
    "district_heat_connection": (
        "district_heat_share", "gas_heating_allowed", "oil_heating_allowed",
        "early_replacement_gas", "early_replacement_oil",
    ),
    "heat_pump_air": (
        "heat_pump_share", "ground_heat_pump_share", "gas_heating_allowed", "oil_heating_allowed",
        "early_replacement_gas", "early_replacement_oil",
    ),
    "heat_pump_ground": (
        "ground_heat_pump_share", "heat_pump_share", "gas_heating_allowed", "oil_heating_allowed",
        "early_replacement_gas", "early_replacement_oil",
    ),
    "biomass_boiler": (
        "gas_heating_allowed", "oil_heating_allowed", "early_replacement_gas", "early_replacement_oil",
    ),
    "direct_electric": (
        "gas_heating_allowed", "oil_heating_allowed", "early_replacement_gas", "early_replacement_oil",
    ),
}  # fmt: skip

RENOVATION_LEVERS: dict[str, tuple[str, ...]] = {
    "one_two_family": ("renovation_rate_residential", "deep_share_residential"),
    "multi_family": ("renovation_rate_residential", "deep_share_residential"),
    "commerce": (
        "renovation_rate_commerce", "deep_share_commerce", "renovation_rate_municipal", "deep_share_municipal",
    ),
    "municipal": ("renovation_rate_municipal", "deep_share_municipal"),
}  # fmt: skip
"""Renovation assets; commerce holds the other public buildings (state, churches, hospitals) too."""

RENOVATION_TYPES: dict[str, tuple[int, ...]] = dict(zip(RENOVATION_LEVERS, GROUPS.values(), strict=True))


def system_asset(system: str, group: str) -> str:
    """Return the name of the asset of one heating system in one group of buildings."""
    return f"{system}_{group}"


def _levers_of(system: str, group: str) -> tuple[str, ...]:
    """Return the levers that move a system in a group: other buildings have a heat pump lever of their own."""
    if group in {"one_two_family", "multi_family"}:
        return SYSTEM_ASSETS[system]
    return tuple(
        "heat_pump_share_nonresidential" if name == "heat_pump_share" else name for name in SYSTEM_ASSETS[system]
    )


def _assets() -> tuple[Asset, ...]:
    """Return what is built or bought in buildings."""
    found = [
        Asset(f"renovation_{depth}_{group}", "buildings", "m2", levers)
        for depth in ("usual", "deep")
        for group, levers in RENOVATION_LEVERS.items()
    ]
    found += [
        Asset(system_asset(system, group), "buildings", "systems", _levers_of(system, group))
        for system in SYSTEM_ASSETS
        for group in GROUPS
    ]
    central = ("gas_heating_allowed", "early_replacement_gas", "heat_pump_share", "district_heat_share")
    found.append(Asset("centralising_gas_floor_heating", "buildings", "dwellings", central))
    found.append(Asset("street_lighting", "buildings", "points", ("street_lighting_led_share",)))
    return tuple(found)


ASSETS: tuple[Asset, ...] = _assets()
