/* Figures of the pathway, the sectors, energy and stocks. */
import {at, baseValue1990, pathHistory, pathOption, pathYears, rivalTitle} from "./path.js";
import {areaOption, layersOf, linesOption} from "./stacks.js";
import {STACK_COLOURS, ACCENT} from "./palette.js";
import {digits, gigawatthours, isNumber, megatonnes, percent, signedPercent, tonnes} from "./format.js";
import {label, pick, say, unitWord} from "./words.js";
import {sumOfLayers, yearTable} from "./tables.js";

export function change(after, before) {
  if (!isNumber(after) || !isNumber(before) || before === 0) return say("less", {p: percent(0)});
  const share = after / before - 1;
  if (Math.abs(share) < 0.005) return say(share <= 0 ? "hardly_less" : "hardly_more");
  return share <= 0 ? say("less", {p: percent(-share)}) : say("more", {p: percent(share)});
}

export function topLayer(layers, place) {
  return layers.reduce((best, layer) => ((layer.values[place] ?? 0) > (best?.values[place] ?? -Infinity) ? layer : best), null);
}

export function places(app) {
  const {view} = app;
  return {focus: view.years.indexOf(view.focus), now: view.years.indexOf(view.as_of)};
}

export function pathFigure() {
  return {
    id: "pathway", title: (app) => say("pathway", {year: app.view.horizon}), unit: () => say("pathway_unit"), tall: true, late: "band",
    why: (app) => ({key: "co2e", year: app.view.focus}),
    ready: (app) => Boolean(app.view.series.co2e),
    summary: (app) => {
      const {view, band} = app;
      const start = baseValue1990(app);
      const value = at(view, "co2e", view.focus);
      const lines = [say("say_path", {
        focus: view.focus, horizon: view.horizon, v: tonnes(value), w: tonnes(at(view, "co2e", view.horizon)), trend: tonnes(at(view, "trend", view.focus)),
        share: start ? signedPercent(value / start - 1) : "–",
      }).replace(view.series.trend ? "" : /;[^;]*$/, view.series.trend ? "" : ".")];
      if (band) {
        const i = view.years.indexOf(view.focus);
        lines.push(say("say_band", {n: digits(band.draws), focus: view.focus, low: tonnes(band.co2e.low[i]), high: tonnes(band.co2e.high[i])}));
      }
      return lines;
    },
    plots: [pathOption],
    tables: [(app) => {
      const {view, band} = app;
      const past = pathHistory(app, "co2e").map(([, value]) => value);
      const blank = past.map(() => null);
      const columns = [];
      if (band) {
        columns.push({name: say("band_low"), values: [...blank, ...band.co2e.low], write: megatonnes}, {name: say("band_high"), values: [...blank, ...band.co2e.high], write: megatonnes});
      }
      if (view.series.trend) columns.push({name: say("trend"), values: [...blank, ...view.series.trend], write: megatonnes, key: "trend"});
      if (app.rival) columns.push({name: rivalTitle(app), values: [...blank, ...app.rival.view.series.co2e], write: megatonnes});
      columns.unshift({name: say("plan"), values: [...past, ...view.series.co2e], write: megatonnes, key: "co2e", always: true});
      return yearTable(app, say("pathway", {year: view.horizon}) + ": " + say("pathway_unit"), pathYears(app), 0, columns);
    }, (app) => {
      const found = app.base.hindcast ?? [];
      if (!found.length) return null;
      return {
        caption: say("hindcast_title"), head: [say("quantity"), say("year"), say("model_value"), say("actual_value"), say("deviation"), say("source")], left: [5],
        rows: found.map((row) => ({head: pick(row.quantity), cells: [
          {text: String(row.year)}, {text: digits(row.model, 0) + "\u00a0" + unitWord(app, row.unit)}, {text: digits(row.actual, 0) + "\u00a0" + unitWord(app, row.unit)}, {text: signedPercent(row.deviation)}, {text: pick(row.source), left: true},
        ]})),
      };
    }],
  };
}

export function stackTable(caption, layersOfApp, write, totalKey, scale) {
  return (app) => {
    const layers = layersOfApp(app);
    const columns = layers.map((layer) => ({name: layer.name, values: layer.values, write, key: layer.key}));
    const total = scale ? null : {name: say("total"), values: sumOfLayers(layers, app.view.years), write, key: totalKey};
    return yearTable(app, caption(app), app.view.years, 0, columns, total);
  };
}

export function sectorFigure() {
  const layers = (app) => {
    const part = app.choices.sectors ?? "end_use";
    return layersOf(app, part, part, Object.keys(STACK_COLOURS[part]));
  };
  return {
    id: "sectors", title: () => say("sectors"), unit: () => say("pathway_unit"),
    choice: {name: "sectors", label: "view_choice", options: ["end_use", "conversion"]},
    why: (app) => ({key: (topLayer(layers(app), places(app).focus) ?? {key: "co2e"}).key, year: app.view.focus}),
    ready: (app) => layers(app).length > 0,
    summary: (app) => {
      const {focus, now} = places(app);
      const found = layers(app);
      const top = topLayer(found, focus);
      const sum = found.reduce((all, layer) => all + layer.values[focus], 0);
      const falls = found.filter((layer) => layer.values[now] > 0).map((layer) => [layer.values[focus] / layer.values[now] - 1, layer]).sort((a, b) => a[0] - b[0]);
      return [say("say_sectors", {
        focus: app.view.focus, top: say("quoted", {x: top.name}), v: tonnes(top.values[focus]), sum: tonnes(sum), share: percent(top.values[focus] / sum), as_of: app.view.as_of,
        fast: say("quoted", {x: falls[0][1].name}), pct: signedPercent(falls[0][0]),
      })];
    },
    plots: [(app, room) => areaOption(app, room, {layers: layers(app), scale: () => 1e-6, write: tonnes, writeEnd: megatonnes, total: say("total")})],
    tables: [stackTable((app) => say("sectors") + ", " + say(app.choices.sectors ?? "end_use") + ": " + say("pathway_unit"), layers, megatonnes, "co2e")],
  };
}

export function energyFigure() {
  const layers = (app) => layersOf(app, "energy", "energy", Object.keys(STACK_COLOURS.energy));
  return {
    id: "energy", title: () => say("energy"), unit: () => (say("million") === "Mio." ? "GWh je Jahr" : "GWh per year"),
    why: (app) => ({key: "final_energy", year: app.view.focus}),
    ready: (app) => layers(app).length > 0,
    summary: (app) => {
      const {focus, now} = places(app);
      const found = [...layers(app)].sort((a, b) => b.values[focus] - a.values[focus]);
      const sum = found.reduce((all, layer) => all + layer.values[focus], 0);
      const before = found.reduce((all, layer) => all + layer.values[now], 0);
      const [a, b] = found;
      return [say("say_energy", {focus: app.view.focus, as_of: app.view.as_of, v: gigawatthours(sum), pct: change(sum, before), a: a.name, ash: percent(a.values[focus] / sum), b: b ? b.name : "", bsh: b ? percent(b.values[focus] / sum) : ""})];
    },
    plots: [(app, room) => areaOption(app, room, {layers: layers(app), scale: () => 1, write: gigawatthours, writeEnd: (value) => digits(value), total: say("total")})],
    tables: [stackTable(() => say("energy") + ", GWh", layers, (value) => digits(value), "final_energy")],
  };
}

export function heatingFigure() {
  const layers = (app) => layersOf(app, "heating", "heating", Object.keys(STACK_COLOURS.heating));
  const sums = (app) => sumOfLayers(layers(app), app.view.years);
  const share = (app, codes, place) => layers(app).filter((layer) => codes.includes(layer.code)).reduce((sum, layer) => sum + layer.values[place], 0) / sums(app)[place];
  const fossil = ["oil_boiler", "gas_boiler", "gas_floor_heating"];
  return {
    id: "heating", title: () => say("heating"), unit: () => say("heating_unit"),
    why: (app) => ({key: "heat_pumps", year: app.view.focus}),
    ready: (app) => layers(app).length > 0,
    summary: (app) => {
      const {focus, now} = places(app);
      return [say("say_heating", {
        focus: app.view.focus, as_of: app.view.as_of, hp: percent(share(app, ["heat_pump_air", "heat_pump_ground"], focus)), dh: percent(share(app, ["district_heat"], focus)),
        fossil: percent(share(app, fossil, focus)), before: percent(share(app, fossil, now)),
      })];
    },
    plots: [(app, room) => {
      const all = sums(app);
      return areaOption(app, room, {layers: layers(app), scale: (i) => 1 / all[i], write: (value, i) => percent(value / all[i]), writeEnd: (value, i) => percent(value / all[i]), axis: (value) => percent(value), max: 1});
    }],
    tables: [(app) => {
      const all = sums(app);
      const shares = layers(app).map((layer) => ({name: layer.name, values: layer.values.map((value, i) => value / all[i]), write: (value) => percent(value), key: layer.key}));
      return yearTable(app, say("heating") + ": " + say("heating_unit"), app.view.years, 0, shares);
    }],
  };
}

export function carsFigure() {
  const layers = (app) => layersOf(app, "cars", "cars", Object.keys(STACK_COLOURS.cars));
  return {
    id: "cars", title: () => say("cars"), unit: () => say("cars_unit"),
    why: (app) => ({key: "battery_cars", year: app.view.focus}),
    ready: (app) => layers(app).length > 0,
    summary: (app) => {
      const {focus, now} = places(app);
      const all = sumOfLayers(layers(app), app.view.years);
      const battery = layers(app).find((layer) => layer.code === "battery");
      const share = (i) => (battery ? percent(battery.values[i] / all[i]) : percent(0));
      return [say("say_cars", {focus: app.view.focus, as_of: app.view.as_of, share: share(focus), before: share(now), n: digits(Math.round(all[focus] / 100) * 100), pct: change(all[focus], all[now])})];
    },
    plots: [(app, room) => areaOption(app, room, {layers: layers(app), scale: () => 1e-3, write: (value) => digits(value), writeEnd: (value) => digits(value / 1e3), total: say("total")})],
    tables: [stackTable(() => say("cars"), layers, (value) => digits(value), null)],
  };
}

export function modalFigure() {
  const codes = Object.keys(STACK_COLOURS.modal);
  const rows = (app) => codes.filter((code) => app.view.series["modal/" + code]).map((code) => ({id: "modal/" + code, code, name: label(app, code), values: app.view.series["modal/" + code], colour: STACK_COLOURS.modal[code]}));
  return {
    id: "modal", title: () => say("modal"), unit: () => say("modal_unit"),
    why: (app) => ({key: "modal/car", year: app.view.focus}),
    ready: (app) => rows(app).length > 1,
    summary: (app) => {
      const {view} = app;
      const share = (code, year) => percent(at(view, "modal/" + code, year));
      return [say("say_modal", {focus: view.focus, as_of: view.as_of, car: share("car", view.focus), before: share("car", view.as_of), pt: share("public_transport", view.focus), bike: share("bike", view.focus)})];
    },
    plots: [(app, room) => linesOption(app, room, {rows: rows(app), write: (value) => percent(value), axis: (value) => percent(value)})],
    tables: [(app) => yearTable(app, say("modal") + ": " + say("modal_unit"), app.view.years, 0, rows(app).map((row) => ({name: row.name, values: row.values, write: (value) => percent(value), key: row.id})))],
  };
}

export function districtFigure() {
  const layers = (app) => {
    const found = layersOf(app, "heat", "heat", Object.keys(STACK_COLOURS.heat));
    const unmet = app.view.series.heat_unmet;
    if (found.length && unmet && unmet.some((value) => value > 0.05)) found.push({key: "heat_unmet", code: "unmet", name: say("unmet"), colour: null, hatch: true, values: unmet});
    return found;
  };
  return {
    id: "district", title: () => say("heat"), unit: () => (say("million") === "Mio." ? "GWh je Jahr" : "GWh per year"),
    why: (app) => ({key: "heat_factor", year: app.view.focus}),
    ready: (app) => layers(app).length > 0,
    summary: (app) => {
      const {view} = app;
      const {focus} = places(app);
      const found = layers(app);
      const top = topLayer(found, focus);
      const sum = found.reduce((all, layer) => all + layer.values[focus], 0);
      const lines = [say("say_heat", {focus: view.focus, top: top.name, share: percent(top.values[focus] / sum)})];
      if (view.series.heat_factor) lines.push(say("say_heat_factor", {f: digits(at(view, "heat_factor", view.focus)), before: digits(at(view, "heat_factor", view.as_of)), as_of: view.as_of}));
      const unmet = at(view, "heat_unmet", view.focus);
      if (unmet > 0.5) lines.push(say("say_heat_unmet", {v: gigawatthours(unmet)}));
      return lines;
    },
    plots: [(app, room) => areaOption(app, room, {layers: layers(app), scale: () => 1, write: gigawatthours, writeEnd: (value) => digits(value), total: say("total")})],
    tables: [stackTable(() => say("heat") + ", GWh", layers, (value) => digits(value), null)],
  };
}

export function leadingFigure() {
  const parts = [["heat_pumps", 1e-3, "number_unit"], ["battery_cars", 1e-3, "number_unit"], ["pv_power", 1, "pv_unit"]];
  const row = (app, key) => ({id: key, name: say(key), values: app.view.series[key], colour: ACCENT});
  return {
    id: "leading", title: () => say("leading"), triple: true,
    ready: (app) => parts.every(([key]) => app.view.series[key]),
    summary: (app) => {
      const {view} = app;
      const show = (key, year) => digits(Math.round(at(view, key, year) / (key === "pv_power" ? 1 : 10)) * (key === "pv_power" ? 1 : 10));
      return [say("say_leading", {
        focus: view.focus, as_of: view.as_of, hp: show("heat_pumps", view.focus), cars: show("battery_cars", view.focus), pv: show("pv_power", view.focus),
        hp0: show("heat_pumps", view.as_of), cars0: show("battery_cars", view.as_of), pv0: show("pv_power", view.as_of),
      })];
    },
    plots: parts.map(([key, factor]) => (app, room) => {
      const made = linesOption(app, room, {rows: [row(app, key)], write: (value) => digits(value), factor});
      return made ? {...made, ends: []} : null;
    }),
    plotTitles: parts.map(([key, , unit]) => () => ({text: say(key), unit: say(unit), why: key})),
    tables: [(app) => yearTable(app, say("leading"), app.view.years, 0, parts.map(([key]) => ({name: say(key), values: app.view.series[key], write: (value) => digits(value), key})))],
  };
}
