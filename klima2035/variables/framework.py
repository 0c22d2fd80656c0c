"""Framework (Rahmenbedingungen): people, weather, emission factors, law in force."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

INPUTS: tuple[Variable, ...] = (
    Variable("population", (), "persons", "Inhabitants at the end of the year.", "framework"),
    Variable("households", (), "persons", "Private households (counted like persons).", "framework"),
    Variable("employees", (), "employees", "Employees (social insurance) at their place of work.", "framework"),
    Variable("degree_days", (), "K*d/a", "Heating degree days of the year (VDI 3807, 20/15 °C).", "framework"),
    Variable("degree_days_mean", (), "K*d/a", "Long-term mean of the heating degree days, used after as_of."),
    Variable(
        "grid_factor_co2e", (), "g/kWh", "National electricity mix with upstream (Bundesstrommix).", "framework", "grid"
    ),
    Variable("grid_factor_co2", (), "g/kWh", "National electricity mix, direct CO2.", "framework", "grid"),
    Variable("emission_factor_co2e", ("fuel",), "g/kWh", "Greenhouse gases of a fuel with upstream.", "path"),
    Variable("emission_factor_co2", ("fuel",), "g/kWh", "Direct CO2 of a fuel.", "path"),
    Variable("law", ("rule", "known_from"), "1", "Law in force: effect of a rule from a year on.", "records"),
)

LAW_RULES: tuple[str, ...] = (
    "green_fuel_quota",
    "green_fuel_from",
    "zero_emission_new_cars",
    "pv_duty_public",
)

RESULTS: tuple[ResultVariable, ...] = ()
