/* Figures of the money: who pays, the gap, the city's own line, follow-up cost. */
import {INK, STACK_COLOURS} from "./palette.js";
import {columnOption, layersOf} from "./stacks.js";
import {at, rivalTitle} from "./path.js";
import {digits, isNumber, money, percent} from "./format.js";
import {label, say} from "./words.js";
import {yearTable} from "./tables.js";

export const FUNDERS = ["bund", "land", "eu", "kommunal", "private", "gap"];

export function futureYears(app) {
  return app.view.years.filter((year) => year > app.view.as_of);
}

export function sumTo(app, values, last) {
  return app.view.years.reduce((sum, year, i) => (year > app.view.as_of && year <= last && isNumber(values?.[i]) ? sum + values[i] : sum), 0);
}

export function peakOf(app, values) {
  return futureYears(app).reduce((best, year) => {
    const value = values[app.view.years.indexOf(year)] ?? 0;
    return value > best.value ? {year, value} : best;
  }, {year: app.view.focus, value: 0});
}

export function rowSum(series, prefix, codes) {
  const rows = codes.map((code) => series[prefix + "/" + code]).filter(Boolean);
  return rows.length ? rows[0].map((value, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0)) : null;
}

export function millions(value) {
  return digits(value / 1e6, 1);
}

export function investFigure() {
  const basis = (app) => (app.choices.basis === "full" && layersOf(app, "full", "funders", FUNDERS).length ? "full" : "additional");
  const layers = (app) => layersOf(app, basis(app), "funders", FUNDERS);
  const row = (app, code) => app.view.series[basis(app) + "/" + code];
  const total = (app) => rowSum(app.view.series, basis(app), FUNDERS);
  return {
    id: "invest", full: true, title: () => say("invest"), unit: (app) => say("invest_unit", {year: app.view.price_year}),
    choice: {name: "basis", label: "basis", options: ["additional", "full"], offer: (app) => Object.keys(app.view.series).some((key) => key.startsWith("full/"))},
    why: (app) => ({key: basis(app) + "/gap", year: app.view.focus}),
    ready: (app) => Object.keys(app.view.series).some((key) => key.startsWith("additional/")),
    summary: (app) => {
      const {view} = app;
      const all = total(app) ?? [];
      const need = sumTo(app, all, view.focus);
      const gap = sumTo(app, row(app, "gap"), view.focus);
      if (basis(app) === "full") return [say("say_invest_full", {focus: view.focus, need: money(need), gap: money(gap)})];
      const peak = peakOf(app, row(app, "gap") ?? []);
      return [say("say_invest", {focus: view.focus, need: money(view.totals.need ?? need), gap: money(view.totals.gap ?? gap), share: need ? percent(gap / need) : percent(0), peak: peak.year, v: money(peak.value)})];
    },
    plots: [(app, room) => {
      const lines = [];
      if (app.rival) {
        const values = rowSum(app.rival.view.series, basis(app), FUNDERS);
        const shift = app.view.years.map((year) => values?.[app.rival.view.years.indexOf(year)] ?? null);
        lines.push({id: "rival", name: rivalTitle(app), values: shift, colour: INK, dash: [7, 3]});
      }
      return columnOption(app, room, {layers: layers(app), years: futureYears(app), factor: 1e-6, write: money, total: say("need"), lines});
    }],
    tables: [(app) => {
      const {view} = app;
      const years = futureYears(app);
      const found = layers(app);
      const columns = found.map((layer) => ({name: layer.name, values: layer.values, write: millions, key: layer.key}));
      const all = total(app);
      const spec = yearTable(app, say("invest") + ", " + say("invest_unit", {year: view.price_year}), years, view.years.indexOf(years[0]), columns, {name: say("need"), values: all, write: millions, key: null});
      const sums = [...found.map((layer) => sumTo(app, layer.values, view.focus)), sumTo(app, all, view.focus)];
      const codes = [...found.map((layer) => layer.code), "need"];
      spec.total = {head: say("sum_years", {from: years[0], to: view.focus}), cells: sums.map((value, i) => ({
        text: millions(value), year: view.focus, why: basis(app) === "additional" && (codes[i] === "need" || codes[i] === "gap") ? "totals/" + codes[i] : null,
      }))};
      return spec;
    }],
  };
}

export function cityFigure() {
  const who = (app) => app.choices.payer ?? "city";
  const own = (app) => (app.view.series.city_need ? null : rowSum(app.view.series, who(app), ["own", "gap"]));
  const packed = (app) => app.view.series.city_need;
  const layers = (app) => {
    if (packed(app)) return [{key: "city_need", code: "own", name: say("city_need"), colour: STACK_COLOURS.payers.city, hatch: false, values: packed(app)}];
    const prefix = who(app);
    const part = (code, colour, hatch) => ({key: prefix + "/" + code, code, name: code === "own" ? say("own") : say("gap"), colour, hatch, values: app.view.series[prefix + "/" + code]});
    return [part("own", STACK_COLOURS.payers[prefix], false), part("gap", null, true)].filter((layer) => layer.values);
  };
  const hasBoth = (app) => Object.keys(app.view.series).some((key) => key.startsWith("company/"));
  return {
    id: "city", title: () => say("city_line"), unit: (app) => say("invest_unit", {year: app.view.price_year}),
    choice: {name: "payer", label: "payer", options: ["city", "company"], offer: hasBoth},
    why: (app) => ({key: who(app) + "/own", year: app.view.focus}),
    ready: (app) => layers(app).length > 0,
    summary: (app) => {
      const {view} = app;
      const all = packed(app) ?? own(app) ?? [];
      const peak = peakOf(app, all);
      const budget = at(view, who(app) + "/budget", view.as_of + 1) ?? at(view, who(app) + "/budget", view.focus);
      const lines = [say(who(app) === "company" ? "say_company" : "say_city", {focus: view.focus, sum: money(sumTo(app, all, view.focus)), peak: peak.year, v: money(peak.value)})];
      if (isNumber(budget) && budget > 0) lines.push(say("say_budget", {budget: money(budget)}));
      return lines;
    },
    plots: [(app, room) => {
      const budget = app.view.series[who(app) + "/budget"];
      const lines = budget && !packed(app) ? [{id: "budget", name: say(who(app) === "company" ? "budget_company" : "budget"), values: budget, colour: INK, step: true}] : [];
      return columnOption(app, room, {layers: layers(app), years: futureYears(app), factor: 1e-6, write: money, total: say("total"), lines});
    }],
    tables: [(app) => {
      const {view} = app;
      const years = futureYears(app);
      const items = packed(app) ? [] : ["investment", "grants", "own", "gap", "budget"];
      const columns = items.filter((item) => view.series[who(app) + "/" + item]).map((item) => ({name: item === "own" ? say("own") : label(app, item), values: view.series[who(app) + "/" + item], write: millions, key: who(app) + "/" + item}));
      if (packed(app)) columns.push({name: say("city_need"), values: packed(app), write: millions});
      return yearTable(app, say("city_line") + ", " + say("invest_unit", {year: view.price_year}), years, view.years.indexOf(years[0]), columns);
    }],
  };
}

export const FOLLOW_ITEMS = ["depreciation", "interest", "operation", "staff", "concession_fee_lost", "profit_lost"];

export function followFigure() {
  const who = (app) => app.choices.payer ?? "city";
  const layers = (app) => layersOf(app, who(app), "follow", FOLLOW_ITEMS).filter((layer) => FOLLOW_ITEMS.includes(layer.code));
  return {
    id: "follow", title: () => say("follow"), unit: (app) => say("invest_unit", {year: app.view.price_year}), follows: "payer",
    why: (app) => ({key: who(app) + "/" + (layers(app)[0]?.code ?? "operation"), year: app.view.focus}),
    ready: (app) => Object.keys(app.view.series).some((key) => /^(city|company)\/(depreciation|interest|operation|staff)$/.test(key)),
    summary: (app) => {
      const place = app.view.years.indexOf(app.view.focus);
      const found = layers(app);
      if (!found.length) return [say("say_follow_none")];
      const sum = found.reduce((all, layer) => all + layer.values[place], 0);
      const top = found.reduce((best, layer) => (layer.values[place] > best.values[place] ? layer : best));
      return [(who(app) === "company" ? say("company") + ": " : say("city") + ": ") + say("say_follow", {focus: app.view.focus, v: money(sum), top: top.name})];
    },
    plots: [(app, room) => columnOption(app, room, {layers: layers(app), years: futureYears(app), factor: 1e-6, write: money, total: say("total")})],
    tables: [(app) => {
      const years = futureYears(app);
      const found = layers(app);
      const columns = found.map((layer) => ({name: layer.name, values: layer.values, write: millions, key: layer.key}));
      const sums = app.view.years.map((year, i) => found.reduce((all, layer) => all + layer.values[i], 0));
      return yearTable(app, say("follow") + ", " + say("invest_unit", {year: app.view.price_year}), years, app.view.years.indexOf(years[0]), columns, {name: say("total"), values: sums, write: millions, key: null});
    }],
  };
}

