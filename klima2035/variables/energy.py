"""Energy supply: heat networks and their plants, generation, hydrogen, supply limits, levers."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

HEAT: tuple[Variable, ...] = (
    Variable("steam_delivery_share", (), "1", "Share of the heat delivered in 2017 that came from the steam network."),
    Variable("network_loss_share", ("network",), "1", "Losses of a heat network over the heat fed into it."),
    Variable("process_steam", (), "GWh/a", "Heat fed in that leaves as process steam or own use.", "path"),
    Variable("unexplained_heat", (), "GWh/a", "Heat fed in that no published figure explains.", "path"),
    Variable("network_full_load_hours", (), "h/a", "Heat fed in over the highest load of a usual year."),
    Variable("network_base_load_share", (), "1", "Lowest (summer) load over the mean load of the heat networks."),
    Variable("network_length", (), "km", "Length of the heat pipes."),
    Variable("network_extension_ratio", (), "1", "New pipe length in per cent for each per cent of new heat load."),
    Variable("steam_network_length", (), "km", "Pipe length that replaces the whole steam network of 2017."),
    Variable("steam_network_life_used", (), "1", "Share of the steam network's life that is over on conversion."),
)

PLANTS: tuple[Variable, ...] = (
    Variable("plant_heat_power", ("plant",), "MW", "Heat power of the plants that stood in 2017."),
    Variable("plant_full_load_hours", ("plant",), "h/a", "Most hours a year that a plant may run at full heat power."),
    Variable("plant_efficiency", ("plant",), "1", "Heat and power over fuel; the performance factor of heat pumps."),
    Variable("plant_power_ratio", ("plant",), "1", "Electricity over heat of a plant with both (0: heat only)."),
    Variable("plant_supply_temperature", ("plant",), "degC", "Temperature at which a plant gives its heat away."),
    Variable("plant_lifetime", ("plant",), "a", "Mean technical lifetime of a plant."),
    Variable("carnot_reference_temperature", (), "degC", "Ambient temperature of the Carnot allocation."),
    Variable("coal_elberfeld_availability", (), "1", "Part of the year in which the Elberfeld plant runs.", "path"),
    Variable("coal_elberfeld_stack", (), "t/a", "Stack CO2 of the Elberfeld plant in a full year, operator's figure."),
    Variable("chp_renewal_year", (), "year", "Year in which the Barmen plant must be renewed."),
    Variable("waste_volume", (), "t/a", "Waste that the plant burns.", "path"),
    Variable("waste_calorific_value", (), "kWh/kg", "Lower heating value of the waste."),
    Variable("waste_power_share", (), "1", "Electricity made by the waste plant over the energy of its waste."),
    Variable("waste_heat_limit", (), "GWh/a", "Heat that the waste plant's pipes can take away in a year.", "path"),
    Variable("waste_fossil_co2", (), "t/t", "Fossil CO2 from one tonne of waste."),
    Variable("waste_convention_factor", (), "g/kWh", "Table value of heat from waste incineration."),
    Variable("river_heat_limit", (), "GWh/a", "Heat that may be taken from river and waste water in a year."),
)

GENERATION: tuple[Variable, ...] = (
    Variable("generator_power", ("generator",), "MW", "Power of the generators at the end of 2017."),
    Variable("generator_full_load_hours", ("generator",), "h/a", "Yearly yield over power."),
    Variable("pv_lifetime", (), "a", "Mean lifetime of photovoltaic modules."),
    Variable("pv_opening_age", (), "a", "Age of the oldest modules at the end of 2017 (ages spread evenly up to it)."),
    Variable("pv_repowering_share", (), "1", "Share of the retired photovoltaic power that is built again in place."),
    Variable("pv_rooftop_potential", (), "MW", "Photovoltaic power that fits on the city's roofs."),
    Variable("pv_open_space_potential", (), "MW", "Photovoltaic power that fits on open land and parking sites."),
    Variable("pv_duty_power", (), "MW", "Photovoltaic power on the public roofs that the solar duty can reach."),
)

HYDROGEN: tuple[Variable, ...] = (
    Variable("electrolysis_electricity", (), "kWh/kg", "Electricity for one kilogram of hydrogen."),
    Variable("hydrogen_heating_value", (), "kWh/kg", "Lower heating value of hydrogen."),
    Variable("electrolyser_full_load_hours", (), "h/a", "Most hours a year at full load of the electrolyser."),
    Variable("electrolyser_lifetime", (), "a", "Mean lifetime of an electrolyser."),
    Variable("hydrogen_limit", (), "GWh/a", "Hydrogen that the city can buy in a year.", "path"),
    Variable("hydrogen_bought_factor", (), "g/kWh", "Emission factor of bought hydrogen with upstream.", "path"),
    Variable("biomethane_limit", (), "GWh/a", "Biomethane that the city can have: its share per head.", "path"),
    Variable("forest_area", (), "m2", "Forest in the city."),
    Variable("energy_wood_yield", (), "kWh/(m2*a)", "Energy wood that a forest gives in a year."),
    Variable("wood_trade_limit", (), "GWh/a", "Wood fuel that can be bought from outside the city.", "path"),
)

LEVER_INPUTS: tuple[Variable, ...] = tuple(
    Variable(name, ("role",), unit, text, "records")
    for name, unit, text in (
        ("steam_network_conversion", "1", "Share of the steam network of 2017 that is turned into hot water."),
        ("heat_network_extension", "km/a", "New heat pipes beyond what new connections need."),
        ("large_heat_pump_power", "MW", "Heat power of large heat pumps on river and waste water."),
        ("geothermal_power", "MW", "Heat power of geothermal plants."),
        ("biomass_plant_power", "MW", "Heat power of heating plants that burn wood."),
        ("electrode_boiler_power", "MW", "Heat power of electrode boilers."),
        ("chp_availability", "1", "Share of the Barmen plant's power and hours that may be used."),
        ("gas_boiler_availability", "1", "Share of the networks' peak gas boilers that may be used."),
        ("pv_rooftop_additions", "MW/a", "New photovoltaic power on roofs, without replacement of old modules."),
        ("pv_open_space_additions", "MW/a", "New photovoltaic power on open land and parking sites."),
        ("electrolyser_power", "MW", "Electric power of electrolysers in the city."),
        ("waste_fossil_separation", "1", "Share of the waste's fossil carbon that is sorted out before burning."),
    )
)

ALTERNATIVE_MIX = (
    Variable("generator_factor", ("generator",), "g/kWh", "Upstream emissions of local renewable electricity."),
)

NETWORKS = (
    Variable("grid_free_capacity", (), "MW", "Added electric peak that the distribution grid takes as it is."),
    Variable("gas_network_length", (), "km", "Length of the gas mains."),
    Variable("gas_closing_from", (), "1", "Part of 2017's floor area on gas below which mains begin to close."),
)

SURVIVAL = (Variable("plant_lifetime_shape", (), "1", "Form of the Weibull survival of plants and modules."),)

INPUTS: tuple[Variable, ...] = (
    *ALTERNATIVE_MIX, *SURVIVAL, *HEAT, *PLANTS, *GENERATION, *HYDROGEN, *NETWORKS, *LEVER_INPUTS,
)  # fmt: skip

RESULTS: tuple[ResultVariable, ...] = (
    ResultVariable("generator_power", ("generator",), "MW", "Local generators at the end of the year."),
    ResultVariable("plant_power", ("plant",), "MW", "Heat power of the networks' plants at the end of the year."),
    ResultVariable("pv_power", (), "MW", "Photovoltaic power in the city at the end of the year."),
    ResultVariable("district_heat_fed_in", (), "GWh/a", "Heat fed into the networks."),
    ResultVariable("waste_plant_heat", (), "GWh/a", "Heat that the waste plant feeds in."),
    ResultVariable("steam_share", (), "1", "Share of deliveries that still runs on steam."),
    ResultVariable("network_loss_share", (), "1", "Share of the heat fed in that the networks lose."),
    ResultVariable("district_heat_design_peak", (), "MW", "Network heat on the design day, losses included."),
    ResultVariable("district_heat_plant_power", (), "MW", "Heat power of all plants on the design day."),
    ResultVariable("network_electric_peak", (), "MW", "Electric power of network heat pumps and electrode boilers."),
    ResultVariable("electric_peak", (), "MW", "Electric power of heating, charging and networks on the design day."),
    ResultVariable("local_generation", (), "GWh/a", "Electricity generated in the city."),
    ResultVariable("waste_plant_fossil_co2", (), "t/a", "Fossil CO2 from the stack of the waste plant."),
    ResultVariable("stack_coal_elberfeld", (), "t/a", "CO2 from the stack of the Elberfeld coal plant."),
    ResultVariable("stack_chp_barmen", (), "t/a", "CO2 from the stack of the Barmen gas plant."),
    ResultVariable("stack_gas_boiler", (), "t/a", "CO2 from the networks' gas boilers."),
    ResultVariable("national_displacement", (), "t/a", "What local generation displaces in the national mix."),
)
