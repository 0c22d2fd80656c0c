/* One fixed colour per code, the same as in klima2035/charts/palette.py. */
export const INK = "#1b2430";
export const MUTED = "#5a6572";
export const FAINT = "#e4e8ec";
export const SHADE = "#f3f5f7";
export const ACCENT = "#00697a";
export const TREND = "#8a94a0";
export const ALERT = "#a4243b";
export const PAPER = "#ffffff";
export const RIVAL = "#9c4a1a";
export const REST = "#c9ced4";

export const STACK_COLOURS = {
  end_use: {households: "#1f3f66", commerce: "#6fa8cf", industry: "#9c4a1a", transport: "#f0b83c", municipal: "#8d72b5"},
  conversion: {energy: "#0f4c4c", buildings: "#6fa8cf", industry: "#9c4a1a", transport: "#f0b83c", waste: "#8d72b5"},
  energy: {
    electricity: "#f2c14e", district_heat: "#a4243b", natural_gas: "#9fb3c8", hydrogen: "#2a6f97",
    biomethane: "#b9dca0", heating_oil: "#7f5539", coal: "#2b2d42", biomass: "#7fa866",
    diesel: "#5c4d7d", petrol: "#e8a598", biofuel: "#4f7942", waste: "#b8a99a",
    solar_thermal: "#fbe38e", environmental_heat: "#8fd0cc",
  },
  heating: {
    oil_boiler: "#5b3a29", gas_floor_heating: "#6b83a0", gas_boiler: "#a9bccf", direct_electric: "#b07708",
    biomass_boiler: "#b9cf9c", district_heat: "#a4243b", heat_pump_air: "#8fd0cc", heat_pump_ground: "#1b7f79",
  },
  cars: {diesel: "#5c4d7d", petrol: "#e8a598", plug_in_hybrid: "#8d7b9c", hydrogen: "#a9d8f5", battery: "#1b7f79"},
  heat: {
    waste_plant: "#7a6f62", coal_elberfeld: "#2b2d42", chp_barmen: "#a9bccf", gas_boiler: "#5f7896",
    biomass_plant: "#b9cf9c", geothermal: "#1b7f79", large_heat_pump: "#8fd0cc", electrode_boiler: "#b07708",
  },
  funders: {bund: "#1f3b57", land: "#6fa8c9", eu: "#2e6f8e", kommunal: "#f0b83c", private: "#9c4a1a", gap: PAPER},
  follow: {
    depreciation: "#1f3f66", interest: "#a9bccf", operation: "#9c4a1a", staff: "#f2c14e",
    concession_fee_lost: "#4a2a63", profit_lost: "#8fd0cc",
  },
  modal: {car: "#5b3a29", public_transport: "#1b7f79", foot: "#b07708", bike: "#2a6f97"},
  payers: {city: "#f0b83c", company: "#1b6f6a"},
};

export const SPARE_COLOURS = ["#1f3f66", "#a9bccf", "#9c4a1a", "#f2c14e", "#4a2a63", "#8fd0cc", "#7f5539", "#b9dca0"];

export function colourOf(family, code, place) {
  const known = STACK_COLOURS[family];
  return known && Object.hasOwn(known, code) ? known[code] : SPARE_COLOURS[place % SPARE_COLOURS.length];
}

export function hatched(colour) {
  return {symbol: "rect", symbolSize: 1, rotation: -Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [2, 4], color: colour};
}
