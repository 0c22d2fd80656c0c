"""Money: unit costs, who pays, energy and CO2 prices, programmes, budgets, known projects."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

PRICES: tuple[Variable, ...] = (
    Variable(
        "construction_price_index", (), "index", "Price index of residential construction, 2015 = 100.", "framework"
    ),
    Variable("gdp_deflator", (), "index", "Deflator of gross domestic product, 2024 = 100.", "framework"),
    Variable("report_price_year", (), "year", "Price year of every real value in reports."),
    Variable(
        "co2_price_national",
        (),
        "EUR/t",
        "National CO2 price on fuels, from 2028 the second European one.",
        "framework",
        "co2_price",
    ),
    Variable("co2_price_ets1", (), "EUR/t", "European CO2 price on plants and industry.", "framework", "co2_price"),
    Variable("co2_price_waste", (), "EUR/t", "National CO2 price on burnt waste.", "framework", "co2_price"),
    Variable("ets1_fuel_share", ("sector",), "1", "Share of a sector's direct fossil CO2 under the European price."),
    Variable("heat_tariff_share", (), "1", "Price of electricity for heating over the usual price."),
    Variable("vat_rate", (), "1", "Standard rate of value added tax."),
    Variable("vat_on_energy", ("sector",), "1", "Share of energy use whose users cannot deduct value added tax."),
    Variable(
        "energy_price", ("sector", "carrier"), "EUR/MWh", "Price without CO2 price; sector 'all': the rest.", "records"
    ),
    Variable("energy_tax", ("sector", "carrier"), "EUR/MWh", "Energy tax and concession fee in the price.", "records"),
    Variable("damage_cost", ("weighting",), "EUR/t", "What a tonne of greenhouse gas damages.", "records"),
    Variable("tonnes_floor", (), "tCO2e", "Tonnes below which no cost of a tonne is stated."),
    Variable("discount_rate", ("weighting",), "1/a", "Real rate for present values.", "records"),
)

CASES: tuple[Variable, ...] = (
    Variable("case_share", ("asset", "size"), "1", "Share of an asset's units in cases of one size.", "records"),
    Variable("case_cost", ("asset", "size"), "1", "Cost of a unit in cases of one size over the mean.", "records"),
    Variable("case_dwellings", ("asset", "size"), "dwellings", "Dwellings in a case.", "records"),
    Variable("case_area", ("asset", "size"), "m2", "Floor area of a case.", "records"),
    Variable(
        "applicant_share", ("asset", "payer", "applicant"), "1", "Share of a payer's cases by applicant.", "records"
    ),
)

COSTS: tuple[Variable, ...] = (
    Variable("unit_cost", ("asset", "tax", "index", "consumer"), "1", "Cost of one unit of an asset.", "records"),
    Variable("unit_cost_reference", ("asset", "reference"), "1", "Cost of what would be bought anyway.", "records"),
    Variable("planning_share", ("asset",), "1", "Planning on top of the unit cost.", "records"),
    Variable("operation_share", ("asset",), "1/a", "Yearly running cost as share of the unit cost.", "records"),
    Variable("service_life", ("asset",), "a", "Years for which an asset runs and is paid for.", "records"),
    Variable("unit_revenue", ("asset",), "1", "Yearly revenue of one unit beside energy saved.", "records"),
    Variable(
        "electricity_price_share", ("asset",), "1", "Part of the electricity price under a heating tariff.", "records"
    ),
    Variable("saved_price_share", ("asset",), "1", "Part of the user's price that energy made is worth.", "records"),
    Variable(
        "carried_by_owner", ("asset",), "1", "Share of demand growth that owners pay as a matter of course.", "records"
    ),
    Variable("renewed_at_end", ("asset",), "1", "1 where what was built is built again at its end.", "records"),
    Variable("regional_share", ("asset",), "1", "Part of the cost that stays as income in the region.", "records"),
    Variable("levy_rate", ("asset",), "1/a", "Part of the cost that a landlord may add to the yearly rent.", "records"),
    Variable("levy_cap", ("asset",), "EUR/(m2*a)", "Most that a landlord may add to the yearly rent.", "records"),
)

PAYERS: tuple[Variable, ...] = (
    Variable("payer_share", ("asset", "payer"), "1", "Who buys an asset; sums to one.", "records"),
    Variable("vat_paid", ("payer",), "1", "1 where a payer cannot deduct value added tax."),
    Variable("interest_rate", ("payer",), "1/a", "Real rate at which a payer counts savings."),
    Variable("payback_horizon", ("payer",), "a", "Years of savings that a payer counts."),
    Variable("saving_share_kept", ("payer",), "1", "Share of the saving that reaches the payer (rent levy)."),
    Variable("levy_realised_share", (), "1", "Part of the allowed rent levy that the market lets through."),
    Variable("landlord_co2_share", (), "1", "Part of the CO2 price on heating that landlords bear.", "path"),
    Variable("city_budget", (), "EUR/a", "The city's own yearly money for climate investment.", "path"),
    Variable("city_company_plan", (), "EUR/a", "Own yearly money of city companies for climate investment.", "path"),
    Variable("sales_margin", ("carrier",), "EUR/MWh", "What the city's companies earn on energy used in the city."),
    Variable("fare_cover", (), "1", "Part of the running cost of added bus service that fares cover."),
    Variable("plan_follows_result", (), "1", "Part of a lower result that the companies' climate money falls by."),
    Variable("city_loan_rate", (), "1/a", "Nominal interest on loans of the city and its companies."),
    Variable("staff_per_investment", (), "employees/MEUR", "Posts for a million euro of yearly own investment."),
    Variable("staff_cost", (), "EUR/(employee*a)", "Yearly cost of a post, in prices of the report year."),
)

NETWORKS: tuple[Variable, ...] = (
    Variable("gas_network_book_value", (), "EUR", "Book value of the gas network in as_of."),
    Variable("gas_network_written_off", (), "year", "Year in which gas networks are written off as a rule."),
    Variable("gas_network_fee", (), "EUR/MWh", "Network fee of gas in as_of."),
    Variable("gas_network_fixed_share", (), "1", "Part of the network's cost that does not fall with sales."),
    Variable("gas_concession_fee", (), "EUR/MWh", "Concession fee on gas."),
    Variable("electricity_concession_fee", (), "EUR/MWh", "Concession fee on electricity."),
)

SUPPORT: tuple[Variable, ...] = (
    Variable(
        "support_level",
        ("asset", "payer", "cause", "level", "basis"),
        "1",
        "Which level is asked where a payer cannot carry the cost.",
        "records",
    ),
)

PROGRAMMES: tuple[Variable, ...] = (
    Variable(
        "programme_rate",
        ("programme", "part", "funder", "asset", "payer", "applicant", "from", "to", "status", "basis", "confirmed"),
        "1",
        "Rate of a grant while it runs.",
        "records",
    ),
    Variable(
        "programme_part_share", ("programme", "part", "from", "to"), "1", "Share of applicants with a part.", "records"
    ),
    Variable("programme_eligible_share", ("programme", "asset"), "1", "Part of the cost that is eligible.", "records"),
    Variable(
        "programme_eligible_cap",
        ("programme", "asset", "per", "above", "from", "to"),
        "1",
        "Eligible cost per unit, case, dwelling or floor area.",
        "records",
    ),
    Variable(
        "programme_own_maximum",
        ("programme", "applicant", "from", "to"),
        "1",
        "Highest sum of a programme's parts.",
        "records",
    ),
    Variable("programme_pot", ("programme", "from", "to"), "EUR/a", "Its yearly money for the city.", "records"),
    Variable("programme_earmark", ("programme",), "a", "Years for which what was granted must be used.", "records"),
    Variable("programme_without_tax", ("programme",), "1", "1: the cost counts without value added tax.", "records"),
    Variable("programme_combination", ("programme", "with"), "1", "Limit of two programmes together.", "records"),
)

PROJECTS: tuple[Variable, ...] = (
    Variable(
        "project_amount",
        ("project", "from", "to", "status", "payer", "climate", "label_de", "label_en"),
        "EUR",
        "Investment in the city known from public figures.",
        "records",
    ),
    Variable("project_additional_share", ("project",), "1", "Part of a project that is no replacement.", "records"),
    Variable(
        "counting_rule",
        ("rule", "projects", "part", "modelled", "from", "to", "label_de", "label_en"),
        "1",
        "What counts as invested in climate protection, from a year to a year.",
        "records",
    ),
)

INPUTS: tuple[Variable, ...] = (*PRICES, *CASES, *COSTS, *PAYERS, *NETWORKS, *PROGRAMMES, *SUPPORT, *PROJECTS)

RESULTS: tuple[ResultVariable, ...] = ()
