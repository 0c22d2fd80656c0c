"""Buildings: floor area, heat demand, heating systems, electricity of households, commerce and city."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

_TYPE = ("building_type",)
_AGE = ("age_class",)
_STATE = ("renovation_state",)
_SYSTEM = ("heating_system",)
_TYPE_SYSTEM = ("building_type", "heating_system")

LEVER_VARIABLES: tuple[Variable, ...] = tuple(
    Variable(name, ("role",), unit, text, "records")
    for name, unit, text in (
        ("renovation_rate_residential", "1/a", "Renovation of homes in full-renovation equivalents of the floor area."),
        ("renovation_rate_commerce", "1/a", "Renovation of commercial buildings in full-renovation equivalents."),
        ("renovation_rate_municipal", "1/a", "Renovation of public buildings in full-renovation equivalents."),
        ("deep_share_residential", "1", "Part of the renovated homes that is renovated deeply."),
        ("deep_share_commerce", "1", "Part of the renovated commercial area that is renovated deeply."),
        ("deep_share_municipal", "1", "Part of the renovated public area that is renovated deeply."),
        ("oil_heating_allowed", "1", "Part of the oil boilers due for replacement that may be oil again."),
        ("gas_heating_allowed", "1", "Part of the gas heating due for replacement that may be gas again."),
        ("heat_pump_share", "1", "Part of the remaining fossil replacements in homes that become heat pumps."),
        ("heat_pump_share_nonresidential", "1", "The same in commercial and public buildings."),
        ("district_heat_share", "1", "Part of the remaining fossil replacements that connect to district heat."),
        ("ground_heat_pump_share", "1", "Part of the new heat pumps that draw on the ground or ground water."),
        ("early_replacement_oil", "1/a", "Part of the oil-heated area whose boiler is replaced before its time."),
        ("early_replacement_gas", "1/a", "Part of the gas-heated area whose boiler is replaced before its time."),
        ("appliance_efficiency", "1", "Use of electricity per head against the trend, homes without heating."),
        ("commerce_electricity_efficiency", "1", "Use of electricity per job against the trend."),
        ("municipal_electricity_efficiency", "1", "Electricity of municipal buildings and signals against the trend."),
        ("street_lighting_led_share", "1", "Part of the street lighting points converted to LED."),
    )
)

FLOOR_AREA: tuple[Variable, ...] = (
    Variable("residential_floor_area", (), "m2", "Living area at the end of 2017."),
    Variable("one_two_family_area_share", (), "1", "Part of the living area in buildings with one or two dwellings."),
    Variable("municipal_floor_area", (), "m2", "Heated floor area of the city's own buildings."),
    Variable("other_public_floor_area", (), "m2", "Heated floor area of state, churches, hospitals, university."),
    Variable("commerce_area_per_employee", (), "m2/employee", "Heated floor area per job in commerce."),
    Variable("service_employee_share", _TYPE, "1", "Part of the city's jobs in buildings of a type outside industry."),
    Variable(
        "opening_age_share",
        ("building_type", "age_class"),
        "1",
        "Age classes of the floor area, end of 2017.",
        sums_over="age_class",
    ),
    Variable("opening_usual_share", _AGE, "1", "Part of an age class renovated as usual by the end of 2017."),
    Variable("opening_deep_share", _AGE, "1", "Part of an age class renovated deeply by the end of 2017."),
    Variable("construction_mid_year", _AGE, "year", "Middle of the years in which an age class was built."),
    Variable("building_lifetime", _TYPE, "a", "Mean life of a building."),
    Variable("building_lifetime_shape", (), "1", "Weibull shape of the life of buildings."),
    Variable("construction", _TYPE, "m2/a", "New floor area per year.", "framework"),
    Variable("full_equivalent", _STATE, "1", "What renovating into a state counts in full-renovation equivalents."),
    Variable("renovation_age_weight", _AGE, "1", "How likely a square metre of an age class is renovated."),
    Variable("deep_from_usual_weight", (), "1", "How likely a usually renovated m2 is deeply renovated, existing = 1."),
    Variable("renovation_due_share", _STATE, "1", "Part of the renovated area whose shell was due for repair anyway."),
)

HEAT_DEMAND: tuple[Variable, ...] = (
    Variable(
        "heat_demand_calculated",
        ("building_type", "age_class", "renovation_state"),
        "kWh/(m2*a)",
        "Calculated useful heat for rooms per square metre of reference area.",
    ),
    Variable("reference_area_ratio", _TYPE, "1", "Reference area of the calculation over living (or net) area."),
    Variable("heat_demand_level", _TYPE, "1", "Level of use in the city over calculated use after prebound."),
    Variable("prebound_floor", (), "1", "a in f(q) = a + b/(1 + q/c)."),
    Variable("prebound_span", (), "1", "b in f(q) = a + b/(1 + q/c)."),
    Variable("prebound_scale", (), "kWh/(m2*a)", "c in f(q) = a + b/(1 + q/c)."),
    Variable("hot_water_per_person", (), "kWh/(person*a)", "Useful heat for hot water per head at home."),
    Variable("hot_water_per_employee", (), "kWh/(employee*a)", "Useful heat for hot water per job."),
    Variable("solar_thermal_area", (), "m2", "Solar thermal collectors on homes.", "path"),
    Variable("solar_thermal_yield", (), "kWh/(m2*a)", "Heat of a square metre of collector that is used."),
    Variable("design_heat_load", _STATE, "W/m2", "Heat load on the design day."),
    Variable("design_simultaneity", (), "1", "Part of the design heat loads that fall together."),
)

HEATING: tuple[Variable, ...] = (
    Variable(
        "opening_heating_share",
        _TYPE_SYSTEM,
        "1",
        "Part of the floor area served by a system, end of 2017.",
        sums_over="heating_system",
    ),
    Variable("heating_lifetime", _SYSTEM, "a", "Mean life of a heating system."),
    Variable("heating_lifetime_shape", (), "1", "Weibull shape of the life of heating systems."),
    Variable(
        "trend_replacement_mix",
        _TYPE_SYSTEM,
        "1",
        "What replaces worn fossil systems without measures.",
        "framework",
        sums_over="heating_system",
    ),
    Variable("new_building_mix", _TYPE_SYSTEM, "1", "Heating of new buildings.", "path", sums_over="heating_system"),
    Variable(
        "alternatives_mix",
        _TYPE_SYSTEM,
        "1",
        "What is installed where a fossil boiler is not allowed.",
        sums_over="heating_system",
        always_zero=("gas_boiler", "gas_floor_heating", "oil_boiler"),
    ),
    Variable("floor_heating_conversion", (), "1", "How likely gas floor heating leaves gas, central boilers = 1."),
    Variable(
        "heating_efficiency", _SYSTEM, "1", "Useful over final energy for rooms (heat pumps: see the JAZ rows).", "path"
    ),
    Variable(
        "hot_water_efficiency", _SYSTEM, "1", "Useful over final energy for hot water, with stand-by losses.", "path"
    ),
    Variable("jaz_air_intercept", (), "1", "Seasonal performance (JAZ) of air heat pumps at 0 °C flow temperature."),
    Variable("jaz_ground_intercept", (), "1", "Seasonal performance (JAZ) of ground heat pumps at 0 °C flow."),
    Variable("jaz_slope_per_kelvin", (), "1", "Fall of the seasonal performance per kelvin of flow temperature."),
    Variable("flow_temperature_low_demand", (), "degC", "Flow temperature of a building with the low demand."),
    Variable("flow_temperature_high_demand", (), "degC", "Flow temperature of a building with the high demand."),
    Variable("low_demand", (), "kWh/(m2*a)", "Demand per living area at the low flow temperature."),
    Variable("high_demand", (), "kWh/(m2*a)", "Demand per living area at the high flow temperature."),
    Variable("hot_water_temperature", (), "degC", "Temperature at which heat pumps make hot water."),
    Variable("cop_design_air", (), "1", "Performance of air heat pumps on the design day."),
    Variable("cop_design_ground", (), "1", "Performance of ground heat pumps on the design day."),
    Variable("area_per_system", _TYPE_SYSTEM, "m2", "Floor area that one system serves."),
    Variable("area_per_dwelling", _TYPE, "m2", "Mean size of a dwelling."),
)

ELECTRICITY: tuple[Variable, ...] = (
    Variable("appliance_electricity_per_person", (), "kWh/(person*a)", "Electricity at home without heating.", "path"),
    Variable(
        "service_electricity_per_employee",
        (),
        "kWh/(employee*a)",
        "Electricity per job outside industry without heating, public buildings included.",
        "path",
    ),
    Variable("municipal_building_electricity", (), "GWh/a", "Electricity of municipal buildings and signals.", "path"),
    Variable("street_lighting_electricity", (), "GWh/a", "Street lighting if no point were converted.", "path"),
    Variable("street_lighting_points", (), "points", "Street lighting points."),
    Variable("street_lighting_lifetime", (), "a", "Mean life of a luminaire."),
    Variable("led_saving", (), "1", "Part of a point's electricity that LED saves."),
)

INPUTS: tuple[Variable, ...] = (*LEVER_VARIABLES, *FLOOR_AREA, *HEAT_DEMAND, *HEATING, *ELECTRICITY)

RESULTS: tuple[ResultVariable, ...] = (
    ResultVariable("floor_area", ("building_type", "age_class", "renovation_state"), "m2", "Floor area, end of year."),
    ResultVariable("heated_area", ("building_type", "heating_system"), "m2", "Floor area by heating, end of year."),
    ResultVariable("electric_heating_peak", (), "MW", "Electric power of building heating on the design day."),
    ResultVariable("district_heat_peak", (), "MW", "Network heat that buildings draw on the design day."),
    ResultVariable("renovation_rate_achieved_residential", (), "1/a", "Full-renovation equivalents, homes."),
    ResultVariable("renovation_rate_achieved_commerce", (), "1/a", "Full-renovation equivalents, commerce."),
    ResultVariable("renovation_rate_achieved_municipal", (), "1/a", "Full-renovation equivalents, public buildings."),
    ResultVariable("district_heat_dwellings", (), "dwellings", "Dwellings on the heat networks."),
    ResultVariable("heat_pumps", (), "systems", "Heat pumps in buildings."),
    ResultVariable("gas_heated_share", (), "1", "Share of the floor area heated with gas."),
)
