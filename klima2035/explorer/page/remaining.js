/* What remains in the focus year, CO2 budgets, credit of the measures, differences from another scenario. */
import {ALERT, PAPER, REST, STACK_COLOURS} from "./palette.js";
import {button, el, fill} from "./dom.js";
import {digits, isNumber, money, roundTonnes, tonnes} from "./format.js";
import {label, pick, say, titleOf} from "./words.js";
import {at, rivalTitle} from "./path.js";
import {axisNumber, chartFrame, signatureOf, tipLines} from "./options.js";
import {whyButton} from "./tables.js";

export function remainingParts(app) {
  const {remaining} = app.view;
  const order = Object.keys(STACK_COLOURS.energy);
  const direct = Object.entries(remaining.direct).filter(([, value]) => value > 0.5).sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  return [
    {code: "upstream", name: say("upstream"), value: remaining.upstream, colour: REST},
    ...direct.map(([code, value]) => ({code, name: label(app, code), value, colour: STACK_COLOURS.energy[code] ?? "#7a6f62"})),
  ];
}

export function memoParts(app) {
  return Object.entries(app.view.remaining.memo ?? {}).filter(([, value]) => value > 0.5).map(([code, value], i) => ({code, name: label(app, code), value, colour: i ? "#b9bfc6" : "#8a94a0"}));
}

export function remainingOption(app, room) {
  const {remaining} = app.view;
  const counted = remainingParts(app);
  const memo = memoParts(app);
  const rows = memo.length ? [say("memo"), String(remaining.year)] : [String(remaining.year)];
  const frame = chartFrame(room, [0], {tip: null, right: Math.round(room.rem * 1.6), top: Math.round(room.rem * 2.2)});
  const category = {type: "category", data: rows, axisTick: {show: false}, axisLine: frame.xAxis.axisLine, axisLabel: {...frame.xAxis.axisLabel, interval: 0}};
  frame.xAxis = {...frame.yAxis, axisLabel: {...frame.yAxis.axisLabel, formatter: (value) => axisNumber(value)}, max: null, splitNumber: room.width < room.rem * 30 ? 3 : 5};
  frame.yAxis = category;
  frame.tooltip = {...frame.tooltip, trigger: "item", formatter: (entry) => tipLines(entry.seriesName, [tonnes(entry.value * 1e3)])};
  const bar = (part, row, stack) => ({
    id: row + part.code, name: part.name, type: "bar", stack, barWidth: "58%", barGap: "-100%", itemStyle: {color: part.colour, borderColor: PAPER, borderWidth: 1},
    data: rows.map((_, i) => (i === row ? part.value / 1e3 : null)), emphasis: {disabled: true},
  });
  frame.series = [...counted.map((part) => bar(part, rows.length - 1, "counted")), ...memo.map((part) => bar(part, 0, "counted"))];
  frame.series.push({
    id: "threshold", type: "line", data: [], silent: true,
    markLine: {
      silent: true, symbol: "none", animation: false, lineStyle: {color: ALERT, width: 2.5, type: "solid"},
      label: {show: true, position: "end", color: ALERT, fontWeight: "bold", fontSize: frame.textStyle.fontSize, align: "left", distance: 4, formatter: say("threshold") + " " + digits(remaining.threshold / 1e3)},
      data: [{xAxis: remaining.threshold / 1e3}],
    },
  });
  const ends = [...counted, ...memo.map((part) => ({...part, name: part.name}))].map((part) => ({label: part.name, value: null, text: digits(part.value / 1e3), colour: part.colour}));
  return {option: frame, ends, flow: true, signature: signatureOf(room, [counted.map((part) => part.code), memo.map((part) => part.code), remaining.threshold])};
}

export function remainingFigure() {
  return {
    id: "remaining", title: (app) => say("remaining", {year: app.view.remaining?.year ?? app.view.focus}), unit: () => say("remaining_unit"), low: true, below: true,
    why: (app) => ({key: "remaining/threshold", year: app.view.remaining.year}),
    ready: (app) => Boolean(app.view.remaining),
    summary: (app) => {
      const {remaining} = app.view;
      const below = remaining.total <= remaining.threshold;
      const lines = [say(below ? "say_remaining_below" : "say_remaining_above", {v: tonnes(remaining.total), limit: tonnes(remaining.threshold), times: digits(remaining.total / remaining.threshold, 1), up: tonnes(remaining.upstream)})];
      const memo = memoParts(app);
      if (memo.length) lines.push(say("say_memo", {list: memo.map((part) => part.name + " " + tonnes(part.value)).join(", ")}));
      return lines;
    },
    plots: [remainingOption],
    tables: [(app) => ({
      caption: say("remaining", {year: app.view.remaining.year}), head: [say("item"), say("amount")],
      rows: [
        ...remainingParts(app).map((part) => ({head: part.name, cells: [{text: roundTonnes(part.value)}]})),
        ...memoParts(app).map((part) => ({head: part.name.includes(say("memo")) ? part.name : part.name + " (" + say("memo") + ")", cells: [{text: roundTonnes(part.value)}]})),
        {head: say("threshold"), cells: [{text: roundTonnes(app.view.remaining.threshold), why: "remaining/threshold", year: app.view.remaining.year}]},
      ],
      total: {head: say("total"), cells: [{text: roundTonnes(app.view.remaining.total), why: "co2e", year: app.view.remaining.year}]},
    })],
  };
}

export function budgetsSummary(app) {
  return app.view.budgets.map((budget) => say(budget.used_up_in ? "say_budgets" : "say_budget_holds", {name: pick(budget.name), start: budget.start, year: budget.used_up_in ?? app.view.horizon}));
}

export function budgetsTable(app) {
  const {budgets, horizon} = app.view;
  return {
    caption: say("budgets"), head: [say("budget_name"), say("budget_start"), say("budget_city"), say("budget_used", {year: horizon}), say("budget_gone")],
    rows: budgets.map((budget) => ({head: pick(budget.name), cells: [
      {text: String(budget.start)},      {text: tonnes(budget.city_budget)}, {text: tonnes(budget.used_by_end), why: "co2", year: horizon}, {text: budget.used_up_in ? String(budget.used_up_in) : say("budget_holds")},
    ]})),
  };
}

export function creditSummary(app) {
  const {credit} = app;
  if (!credit) return [app.lateFaults.credit ? say("not_computed", {text: app.lateFaults.credit.map((fault) => pick(fault.text)).join(" ")}) : say("say_credit_wait")];
  if (!credit.measures.length) return [say("say_credit_none")];
  const top = credit.measures.reduce((best, entry) => (entry.tonnes > best.tonnes ? entry : best));
  return [say("say_credit", {to: credit.years[1], v: tonnes(credit.total), top: say("quoted", {x: titleOf(app, top.name)}), w: tonnes(top.tonnes)})];
}

export function creditBar(entry, low, high) {
  const span = high - low || 1;
  const bar = el("span", {class: entry.tonnes < 0 ? "bar negative" : "bar"});
  bar.style.insetInlineStart = (100 * (Math.min(0, entry.tonnes) - low) / span).toFixed(2) + "%";
  bar.style.inlineSize = (100 * Math.abs(entry.tonnes) / span).toFixed(2) + "%";
  return el("span", {class: "bar-room", "aria-hidden": "true"}, bar);
}

export function creditRow(app, entry, low, high) {
  const title = titleOf(app, entry.name);
  const cell = (content, kind) => el("td", {class: kind ?? "right"}, content);
  const each = isNumber(entry.eur_per_tonne) ? digits(entry.eur_per_tonne) : "–";
  const note = entry.reason ? el("span", {class: "reason", text: pick(entry.reason)}) : null;
  return el("tr", null,
    el("th", {scope: "row"}, title, " ", whyButton(app, "credit:" + entry.name, app.view.focus, title)),
    cell([creditBar(entry, low, high)], "bar-cell"),
    cell([tonnes(entry.tonnes), entry.error > 500 ? el("span", {class: "reason", text: say("credit_error", {v: tonnes(entry.error)})}) : null]),
    cell(tonnes(entry.tonnes_focus)), cell(money(entry.cost)), cell([each, note]));
}

export const CREDIT_SHORT = 12;

export function drawCredit(app, host) {
  const {credit} = app;
  host.setAttribute("aria-busy", String(!credit && !app.lateFaults.credit));
  if (!credit || !credit.measures.length) {
    if (credit || app.lateFaults.credit) fill(host);
    return;
  }
  const list = [...credit.measures].sort((a, b) => b.tonnes - a.tonnes);
  const low = Math.min(0, ...list.map((entry) => entry.tonnes));
  const high = Math.max(0, ...list.map((entry) => entry.tonnes));
  const [from, to] = credit.years;
  const head = [say("credit_measure"), null, say("credit_sum", {from, to}), say("credit_focus", {year: app.view.focus}), say("credit_cost"), say("credit_each")];
  const shown = app.creditAll ? list : list.slice(0, CREDIT_SHORT);
  const table = el("table", {class: "credit"}, el("caption", {text: say("credit_unit", {from, to})}),
    el("thead", null, el("tr", null, head.map((text, i) => (text === null ? el("td") : el("th", {scope: "col", class: i ? "right" : null, text}))))),
    el("tbody", null, shown.map((entry) => creditRow(app, entry, low, high))),
    el("tfoot", null, el("tr", {class: "total"}, el("th", {scope: "row", text: say("total")}), el("td"), el("td", {class: "right", text: tonnes(credit.total)}), el("td", {class: "right", text: tonnes(list.reduce((sum, entry) => sum + entry.tonnes_focus, 0))}), el("td"), el("td"))));
  const more = shown.length < list.length ? button(say("credit_all", {n: list.length}), () => { app.creditAll = true; drawCredit(app, host); host.querySelector(".wide").focus(); }, {class: "quiet"}) : null;
  fill(host, el("div", {class: "wide", tabindex: "0", role: "region", "aria-label": say("credit")}, table), more);
}

export function differencesTable(app) {
  const {view, rival} = app;
  const years = [...new Set([2030, view.focus, view.horizon])].filter((year) => view.years.includes(year));
  const signed = (value, write) => (value > 0 ? "+" : "") + write(value);
  const row = (head, a, b, write) => ({head, cells: [{text: write(a)}, {text: write(b)}, {text: isNumber(a) && isNumber(b) ? signed(a - b, write) : "–"}]});
  return {
    caption: say("differences", {title: rivalTitle(app)}), head: [say("item"), say("yours"), rivalTitle(app), say("difference")],
    rows: [
      ...years.map((year) => row(say("d_co2e", {year}), at(view, "co2e", year), at(rival.view, "co2e", year), tonnes)),
      ...["need", "gap", "city"].map((item) => row(say("d_" + item, {year: view.focus}), view.totals[item], rival.view.totals[item], money)),
    ],
  };
}

export function differencesSummary(app) {
  const {view, rival} = app;
  const gap = view.totals.gap - rival.view.totals.gap;
  const co2e = at(view, "co2e", view.focus) - at(rival.view, "co2e", view.focus);
  const words = say(co2e < 0 ? "less_t" : "more_t", {v: tonnes(Math.abs(co2e)) + " CO₂e"});
  const lack = Math.abs(gap) < 5e4 ? say("gap_equal") : say(gap < 0 ? "gap_less" : "gap_more", {v: money(Math.abs(gap))});
  return [say(Math.abs(co2e) < 500 ? "say_equal" : "say_differences", {year: view.focus, co2e: words, gap: lack, title: rivalTitle(app)})];
}
