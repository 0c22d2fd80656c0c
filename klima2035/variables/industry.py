"""Industry and process use in commerce: demand, equipment, activity, the lime plant, levers."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

_PER_EMPLOYEE = "kWh/(employee*a)"

DEMAND: tuple[Variable, ...] = (
    Variable("manufacturing_employees", (), "employees", "Employees of manufacturing in 2017, lime works included."),
    Variable(
        "process_heat_per_employee", ("process_technology",), _PER_EMPLOYEE,
        "Final energy for process heat in manufacturing, 2017.",
    ),
    Variable(
        "process_heat_share", ("process_use", "process_technology"), "1",
        "Share of a technology's process heat in manufacturing at a temperature.", sums_over="process_use"),
    Variable(
        "industry_space_heat_per_employee", ("process_technology",), _PER_EMPLOYEE,
        "Final energy for space heat in manufacturing at mean degree days.",
    ),
    Variable(
        "industry_power_per_employee", (), _PER_EMPLOYEE,
        "Electricity of manufacturing for drives, compressed air, light, cold and computers, 2017.",
    ),
    Variable(
        "commerce_process_per_employee", ("process_technology",), _PER_EMPLOYEE,
        "Final energy for process heat in commerce per employee outside manufacturing, 2017.",
    ),
    Variable(
        "commerce_process_share", ("process_use", "process_technology"), "1",
        "Share of a technology's process heat in commerce at a temperature.", sums_over="process_use"),
    Variable(
        "commerce_process_power_per_employee", (), _PER_EMPLOYEE,
        "Electricity of commerce for process cold and machines per employee outside manufacturing, 2017.",
    ),
    Variable(
        "industry_activity", ("process_branch",), "index", "Demand of a branch at unchanged efficiency, 2017 = 1.",
        "framework",
    ),
    Variable(
        "process_autonomous_efficiency", ("process_branch",), "1/a",
        "Yearly fall of demand per unit of activity without any measure.", "path",
    ),
)  # fmt: skip

LIME: tuple[Variable, ...] = (
    Variable("lime_production", (), "t/a", "Burnt lime (CaO) made in the city in 2017."),
    Variable("lime_fuel_need", (), "kWh/kg", "Fuel of a kiln per kilogram of CaO, 2017."),
    Variable(
        "lime_fuel_share",
        ("process_technology",),
        "1",
        "Share of a fuel in the kilns, 2017.",
        sums_over="process_technology",
    ),
    Variable("lime_power_need", (), "kWh/kg", "Electricity of the lime works per kilogram of CaO, 2017."),
    Variable("lime_process_emissions", (), "t/t", "CO2 that limestone gives off per tonne of CaO."),
    Variable("lime_hydrogen_part", (), "1", "Part of hydrogen where kilns turn to hydrogen or biomass."),
    Variable("chemistry_gas_share", (), "1", "Share of manufacturing's natural gas in chemical plants under trading."),
)

EQUIPMENT: tuple[Variable, ...] = (
    Variable(
        "process_efficiency", ("process_use", "process_technology"), "1",
        "Useful heat per unit of final energy bought (heat pumps: seasonal performance).",
    ),
    Variable("process_lifetime", ("process_technology",), "a", "Mean lifetime of process equipment."),
    Variable("process_lifetime_shape", (), "1", "Shape of the Weibull survival of process equipment."),
    Variable("process_full_load_hours", ("process_use",), "h/a", "Full-load hours of process heat."),
    Variable("industry_space_heat_full_load_hours", (), "h/a", "Full-load hours of industrial space heat."),
    Variable(
        "electrification_limit", ("process_branch", "process_use"), "1",
        "Highest share of fossil replacements that can become electric.",
    ),
    Variable("process_heat_pump_part", ("process_use",), "1", "Part of heat pumps where heat becomes electric."),
)  # fmt: skip

LEVERS: tuple[Variable, ...] = tuple(
    Variable(name, ("role",), unit, text, "records")
    for name, unit, text in (
        ("industry_efficiency", "1/a", "Further yearly fall of manufacturing's demand, over the trend."),
        ("electrification_below_100", "1", "Share of industry's fossil replacements below 100 °C going electric."),
        ("electrification_100_500", "1", "Share of industry's fossil replacements of 100 to 500 °C going electric."),
        ("electrification_above_500", "1", "Share of furnace and kiln replacements going electric."),
        ("hydrogen_share_above_500", "1", "Share of manufacturing's furnace replacements going to hydrogen."),
        ("biomethane_share_industry", "1", "Share of industrial gas that is asked for as biomethane."),
        ("district_heat_share_industry", "1", "Share of fossil replacements below 100 °C that join district heat."),
        ("early_replacement_industry", "1/a", "Share of fossil equipment that may switch before its time."),
        ("commerce_process_electrification", "1", "Share of commerce's fossil process replacements going electric."),
        ("lime_hydrogen_or_biomass", "1", "Share of lime-kiln replacements fired with hydrogen or biomass."),
    )
)  # fmt: skip

INPUTS: tuple[Variable, ...] = (*DEMAND, *LIME, *EQUIPMENT, *LEVERS)

RESULTS: tuple[ResultVariable, ...] = (
    ResultVariable("district_heat_peak_industry", (), "MW", "Network heat of processes and halls on the design day."),
    ResultVariable("lime_production", (), "t/a", "Burnt lime (CaO) made in the city."),
    ResultVariable("process_heat_electric_share", (), "1", "Share of process-heat capacity that runs on electricity."),
    ResultVariable("process_heat_fossil_capacity", (), "GWh/a", "Process-heat capacity that burns fossil fuels."),
    ResultVariable("process_equipment", ("process_technology",), "GWh/a", "Useful-heat capacity at year end."),
    ResultVariable("process_emissions_lime", (), "t/a", "CO2 from limestone (memo)."),
    ResultVariable("emissions_trading_lime", (), "t/a", "Fuel and process CO2 of the lime works (memo)."),
    ResultVariable("emissions_trading_chemistry", (), "t/a", "Direct CO2 of chemical plants under trading (memo)."),
)
