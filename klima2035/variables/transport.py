"""Arrays of the topic: transport (traffic, mode choice, fleets, consumption)."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

_TRAFFIC: tuple[Variable, ...] = (
    Variable("car_traffic_2017", ("road_class", "traffic_origin"), "Mkm/a", "Car traffic on the territory in 2017."),
    Variable("residents_traffic_outside", (), "Mkm/a", "Car traffic of residents outside the city in 2017."),
    Variable("van_traffic_2017", ("road_class",), "Mkm/a", "Traffic of vans up to 3.5 t on the territory in 2017."),
    Variable("truck_traffic_2017", ("road_class",), "Mkm/a", "Traffic of trucks over 3.5 t on the territory in 2017."),
    Variable("local_freight_share", (), "1", "Share of freight traffic off motorways driven by the city's vehicles."),
    Variable("bus_traffic_2017", (), "Mkm/a", "Bus traffic of public transport in 2017."),
    Variable("rail_traffic", ("rail",), "Mkm/a", "Train traffic of the suspension railway and of regional rail."),
    Variable("car_traffic_index", (), "1", "Car traffic per resident or commuter over 2017.", "framework", "traffic"),
    Variable(
        "through_traffic_index", (), "1", "Car through traffic over 2017 (as in Germany).", "framework", "traffic"
    ),
    Variable("van_traffic_index", (), "1", "Van traffic over 2017 (national volume).", "framework", "traffic"),
    Variable("truck_traffic_index", (), "1", "Truck traffic over 2017 (national volume).", "framework", "traffic"),
)

_MODE_CHOICE: tuple[Variable, ...] = (
    Variable("modal_split", ("mode",), "1", "Share of a mode in the residents' trips in the survey.", sums_over="mode"),
    Variable("modal_split_year", (), "year", "Year of the survey of the modal split."),
    Variable(
        "car_trip_share", ("trip_length",), "1", "Share of a length class in the residents' car trips.",
        sums_over="trip_length",
    ),
    Variable("car_trip_length", ("trip_length",), "km", "Mean length of a car trip of a length class."),
    Variable("inside_share", ("trip_length",), "1", "Share of the car trips of a length class that stay in the city."),
    Variable("bike_reach", ("trip_length",), "1", "Share of car trips that can be cycled in hills without e-bike."),
    Variable("e_bike_reach", ("trip_length",), "1", "Share of car trips that can be cycled in hills with e-bike."),
    Variable("cycling_uptake", (), "1", "Share of the reachable car trips near a good route that move to the bike."),
    Variable("existing_routes", (), "km", "Length of the cycle route that existed in 2017 (Nordbahntrasse)."),
    Variable("persons_in_reach", ("cycle_route",), "persons/km", "Inhabitants who gain access per km of route."),
    Variable("measure_reach", ("road_class", "traffic_origin"), "1", "Share of traffic that city measures can reach."),
    Variable("supply_elasticity", (), "1", "Elasticity of public-transport trips to vehicle-km."),
    Variable("diversion_from_car", (), "1", "Share of additional public-transport trips that were car trips."),
    Variable("parking_elasticity", (), "1", "Elasticity of car trips to the price of parking at the destination."),
    Variable("inner_city_share", ("traffic_origin",), "1", "Share of car traffic that ends where parking is managed."),
    Variable("parking_diversion", ("mode",), "1", "Where trips go that give up a parking space.", sums_over="mode"),
    Variable("parking_spaces", (), "points", "Public parking spaces that can be managed."),
)  # fmt: skip

_FLEET: tuple[Variable, ...] = (
    Variable("fleet_2017", ("fleet",), "vehicles", "Vehicles of a fleet at the end of 2017."),
    Variable("opening_share", ("vehicle",), "1", "Share of a kind of vehicle in its fleet at the end of 2017."),
    Variable(
        "national_car_share", ("drive",), "1", "Share of a drive in the national car fleet at the end of 2017.",
        sums_over="drive",
    ),
    Variable("motorisation", (), "vehicles/1000 persons", "Cars registered in the city per 1,000 inhabitants.",
             "framework", "traffic"),
    Variable("national_car_fleet", (), "vehicles", "Cars registered in Germany at the end of the year.",
             "framework", "traffic"),
    Variable("new_car_share", ("drive",), "1", "Share of a drive in the new car registrations of Germany.",
             "framework", "fleet", sums_over="drive"),
    Variable("battery_retention", (), "1", "Share of new battery cars that stay in Germany while they are few."),
    Variable("new_van_battery_share", (), "1", "Share of battery vans in Germany's new vans.", "framework", "fleet"),
    Variable("new_truck_battery_share", (), "1", "Share of battery trucks in Germany's new trucks.",
             "framework", "fleet"),
    Variable("vehicle_lifetime", ("fleet",), "a", "Mean time that a vehicle stays in its fleet (Weibull)."),
    Variable("vehicle_survival_shape", (), "1", "Shape of the Weibull survival of vehicles."),
    Variable("charging_point_lifetime", (), "a", "Mean lifetime of a public charging point (Weibull)."),
    Variable("mileage_decline", ("fleet",), "1/a", "Decline of yearly mileage with the age of the vehicle."),
    Variable("relative_mileage", ("vehicle",), "1", "Yearly mileage of a kind of vehicle over the mean of its fleet."),
    Variable("annual_mileage", ("fleet",), "Mkm/a", "Yearly mileage of one vehicle, inside and outside the city."),
    Variable("municipal_fleet", (), "vehicles", "Cars and light vehicles of the city administration."),
    Variable("battery_cars_per_point", (), "vehicles/point", "Cars without own charging that a public point serves."),
    Variable("own_charging_share", (), "1", "Share of battery cars that can be charged at home or at work."),
    Variable("charging_power", (), "MW", "Simultaneous charging power of one battery car in the evening peak."),
)  # fmt: skip

_CONSUMPTION: tuple[Variable, ...] = (
    Variable("stock_consumption", ("vehicle",), "kWh/km", "Mean use of the vehicles registered up to 2017."),
    Variable("new_consumption", ("vehicle",), "kWh/km", "Mean use of vehicles by year of registration.", "path"),
    Variable("plug_in_consumption", (), "kWh/km", "Electric use of a plug-in hybrid while it drives electrically."),
    Variable("plug_in_electric_private", (), "1", "Share of km driven electrically by private plug-in hybrids."),
    Variable("plug_in_electric_company", (), "1", "Share of km driven electrically by company plug-in hybrids."),
    Variable("plug_in_company_share", (), "1", "Share of company cars in the km of plug-in hybrids."),
    Variable("charging_loss", (), "1", "Energy lost in charging over energy in the battery."),
    Variable("road_class_factor", ("drive", "road_class"), "1", "Use on a road class over the mean use."),
    Variable("rail_consumption", ("rail",), "kWh/km", "Traction electricity of a train per km."),
    Variable("biofuel_share", ("drive",), "1", "Share of biofuel in the fuel of a drive, by energy.", "path"),
)

LEVER_INPUTS: tuple[Variable, ...] = tuple(
    Variable(name, ("role",), unit, text, "records")
    for name, unit, text in (
        ("cycle_route_talachse", "km", "Length of the valley axis cycle route (Talachse) opened since 2017."),
        ("cycle_route_langerfeld", "km", "Length of the Langerfeld-Trasse opened."),
        ("cycle_route_hatzfeld", "km", "Length of the Hatzfeld-Trasse opened."),
        ("cycle_route_other", "km", "Length of other good cycle routes opened since 2017."),
        ("e_bike_share", "1", "Share of households with an e-bike."),
        ("public_transport_supply", "1", "Bus vehicle-km over 2017."),
        ("parking_price", "1", "Price of public parking in the inner city over 2017, in constant prices."),
        ("charging_points", "points", "Public charging points in the city."),
        ("battery_car_share", "1", "Share of battery cars wanted in the new cars registered in the city."),
        ("hydrogen_bus_additions", "vehicles/a", "Hydrogen buses put into service in a year."),
        ("battery_bus_share", "1", "Share of battery buses in the new buses that are not hydrogen buses."),
        ("zero_emission_bus_share", "1", "Least share of zero-emission buses in all new buses (procurement rule)."),
        ("battery_van_share", "1", "Share of battery vans in the new vans registered in the city."),
        ("battery_truck_share", "1", "Share of battery trucks in the new trucks registered in the city."),
        ("freight_km_change", "1", "Van and truck traffic off motorways over what it would be without city logistics."),
        ("municipal_fleet_battery_share", "1", "Share of battery vehicles in what the administration buys."),
    )
)

INPUTS: tuple[Variable, ...] = (*_TRAFFIC, *_MODE_CHOICE, *_FLEET, *_CONSUMPTION, *LEVER_INPUTS)

RESULTS: tuple[ResultVariable, ...] = (
    ResultVariable("vehicles", ("vehicle",), "vehicles", "Vehicles registered in the city at the end of the year."),
    ResultVariable("battery_cars", (), "vehicles", "Battery cars registered in the city at the end of the year."),
    ResultVariable("hydrogen_buses", (), "vehicles", "Hydrogen buses at the end of the year."),
    ResultVariable("charging_points", (), "points", "Public charging points in the city."),
    ResultVariable("cycle_routes", (), "km", "Cycle routes opened since 2017."),
    ResultVariable("charging_peak", (), "MW", "Power of charging battery cars in the evening peak."),
    ResultVariable("modal_split_car", (), "1", "Share of the car in the residents' trips."),
    ResultVariable("modal_split_public_transport", (), "1", "Share of public transport in the residents' trips."),
    ResultVariable("modal_split_foot", (), "1", "Share of walking in the residents' trips."),
    ResultVariable("modal_split_bike", (), "1", "Share of the bike in the residents' trips."),
    ResultVariable("car_km_residents_inside", (), "Mkm/a", "Car traffic of residents within the city."),
    ResultVariable("car_km_residents_outbound", (), "Mkm/a", "City part of car trips of residents across the border."),
    ResultVariable("car_km_commuters_inbound", (), "Mkm/a", "City part of car trips of commuters and visitors."),
    ResultVariable("car_km_through", (), "Mkm/a", "Car traffic through the city."),
    ResultVariable("freight_km", (), "Mkm/a", "Traffic of vans and trucks on the territory."),
    ResultVariable("bus_km", (), "Mkm/a", "Bus traffic of public transport."),
    ResultVariable("residents_car_km", (), "Mkm/a", "Car traffic of residents inside and outside the city."),
    ResultVariable("residents_balance", (), "t/a", "Direct CO2 of the residents' car traffic everywhere (memo)."),
)
