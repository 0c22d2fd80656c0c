"""Reconciliation of 2017, history 1990-2017 and hindcast."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

HINDCAST_QUANTITIES = {  # with which public figures the model of the last years is compared, and their units
    "gas_sales": "GWh/a",
    "district_heat_sales": "GWh/a",
    "emissions_trading_lime": "t/a",
    "emissions_trading_chemistry": "t/a",
    "waste_plant_heat": "GWh/a",
    "pv_power": "MW",
    "battery_cars": "vehicles",
    "hydrogen_buses": "vehicles",
}

INPUTS: tuple[Variable, ...] = (
    Variable("published_emissions", ("for_year",), "t/a", "Published total of the city with its range.", "records"),
    Variable("published_share", ("for_sector",), "1", "Published share of a sector in 2017.", "records"),
    Variable("published_final_energy", ("for_year",), "GWh/a", "Published final energy of the city.", "records"),
    Variable("reconciliation_deviation", ("group",), "1", "Relative standard deviation of a 2017 estimate.", "records"),
    Variable("factor_deviation", ("factor",), "1", "Relative standard deviation of an emission factor.", "records"),
    Variable("adjustment_warning", (), "1", "Adjustment over its deviation beyond which a run says so."),
    Variable("pinning_warning", (), "1", "Distance of a pinning factor from one beyond which a run says so."),
    Variable("national_buildings", (), "Mt/a", "German emissions of buildings (shape of the history).", "series"),
    Variable("national_industry", (), "Mt/a", "German emissions of industrial combustion.", "series"),
    Variable("national_transport", (), "Mt/a", "German emissions of transport.", "series"),
    Variable("national_electricity", (), "TWh/a", "German electricity consumption.", "series"),
    Variable("national_population", (), "persons", "Inhabitants of Germany.", "series"),
    Variable(
        "fuel_mix_1990", ("sector", "fuel"), "1", "Shares of fuels in a sector's fuel use in 1990.", sums_over="fuel"
    ),
    Variable("district_heat_1990", (), "GWh/a", "District heat sold in 1990."),
    Variable("district_heat_factor_1990", ("indicator",), "g/kWh", "Factor of district heat in 1990."),
    Variable("hindcast_actual", ("quantity", "run"), "1", "Published figure that the model was not fed.", "records"),
    Variable("hindcast_share", ("quantity",), "1", "Share of the model's quantity that the figure covers.", "records"),
    Variable("gross_to_net_calorific", (), "1", "Lower over higher heating value of natural gas (Hi/Hs)."),
    Variable("carbon_budget", ("start", "name"), "tCO2", "National CO2 budget from the start of a year.", "records"),
)

RESULTS: tuple[ResultVariable, ...] = ()
