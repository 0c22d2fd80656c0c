/* Stacked areas, stacked columns and lines over the years. */
import {ALERT, INK, PAPER, RIVAL, colourOf, hatched} from "./palette.js";
import {isNumber} from "./format.js";
import {label} from "./words.js";
import {chartFrame, lineStyleOf, signatureOf, tipLines, yearMarks} from "./options.js";

/* The layers of a stack, from the bottom: {key, code, name, colour, hatch, values}. */
export function layersOf(app, prefix, family, order, names = {}) {
  const {series} = app.view;
  const codes = Object.keys(series).filter((key) => key.startsWith(prefix + "/")).map((key) => key.slice(prefix.length + 1));
  const place = (code) => (order.includes(code) ? order.indexOf(code) : order.length);
  codes.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return codes.filter((code) => series[prefix + "/" + code].some((value) => isNumber(value) && Math.abs(value) > 1e-9)).map((code, i) => ({
    key: prefix + "/" + code, code, name: names[code] ?? label(app, code), colour: colourOf(family, code, i), hatch: code === "gap" || code === "unmet", values: series[prefix + "/" + code],
  }));
}

export function stackTip(years, layers, write, total, extra) {
  return (list) => {
    if (!list.length) return "";
    const place = years.indexOf(Number(list[0].axisValue));
    const lines = [...layers].reverse().filter((layer) => isNumber(layer.values[place]) && Math.abs(layer.values[place]) > 1e-9).map((layer) => layer.name + ": " + write(layer.values[place], place));
    if (total) lines.push(total + ": " + write(layers.reduce((sum, layer) => sum + (layer.values[place] ?? 0), 0), place));
    if (extra) lines.push(...extra(place));
    return tipLines(String(years[place]), lines);
  };
}

export function stackEnds(layers, scale, write, place) {
  let sum = 0;
  return layers.map((layer) => {
    const value = (layer.values[place] ?? 0) * scale(place);
    sum += value;
    return {label: layer.name, value: sum - value / 2, text: write(layer.values[place] ?? 0, place), colour: layer.colour, hatch: layer.hatch};
  }).reverse();
}

/* areas: {layers, scale(place) -> factor to axis units, write(value), writeEnd(value), total, axis, max} */
export function areaOption(app, room, areas) {
  const {years} = app.view;
  const {layers} = areas;
  if (!layers.length) return null;
  const scale = areas.scale;
  const frame = chartFrame(room, years, {tip: stackTip(years, layers, areas.write, areas.total, areas.extra), axis: areas.axis, max: areas.max, min: 0});
  frame.series = layers.map((layer) => ({
    id: layer.key, type: "line", stack: "all", stackStrategy: "all", symbol: "none", silent: true,
    data: layer.values.map((value, i) => (isNumber(value) ? value * scale(i) : null)),
    lineStyle: {color: layer.hatch ? ALERT : PAPER, width: 1.2},
    areaStyle: layer.hatch ? {color: PAPER, opacity: 1, decal: hatched(ALERT)} : {color: layer.colour, opacity: 1},
  }));
  frame.series.push(yearMarks(app, room));
  return {
    option: frame, ends: stackEnds(layers, scale, areas.writeEnd, years.length - 1), endYear: String(years.at(-1)),
    signature: signatureOf(room, [layers.map((layer) => layer.key), areas.max ?? null, app.view.as_of, app.view.focus, years.length]),
  };
}

/* columns: {layers, years, factor, write, writeEnd, total, lines: [{id, name, values, colour, dash, step}]} */
export function columnOption(app, room, columns) {
  const {layers, years, factor} = columns;
  const lines = columns.lines ?? [];
  if (!layers.length || !years.length) return null;
  const offset = app.view.years.indexOf(years[0]);
  const cut = (values) => years.map((year, i) => (isNumber(values[offset + i]) ? values[offset + i] * factor : null));
  const whole = layers.map((layer) => ({...layer, values: years.map((year, i) => layer.values[offset + i])}));
  const extra = (place) => lines.filter((line) => isNumber(line.values[offset + place])).map((line) => line.name + ": " + columns.write(line.values[offset + place]));
  const frame = chartFrame(room, years, {columns: true, tip: stackTip(years, whole, columns.write, columns.total, extra)});
  frame.series = layers.map((layer) => ({
    id: layer.key, type: "bar", stack: "all", silent: true, barCategoryGap: "22%", data: cut(layer.values),
    itemStyle: layer.hatch ? {color: PAPER, borderColor: ALERT, borderWidth: 1.2, decal: hatched(ALERT)} : {color: layer.colour, borderColor: PAPER, borderWidth: 0.6},
  }));
  for (const line of lines) {
    frame.series.push({id: "edge-" + line.id, type: "line", symbol: "none", silent: true, step: line.step ? "middle" : false, data: cut(line.values), lineStyle: lineStyleOf(PAPER, 5.5), z: 6});
    frame.series.push({id: "line-" + line.id, type: "line", symbol: "none", silent: true, step: line.step ? "middle" : false, data: cut(line.values), lineStyle: lineStyleOf(line.colour ?? RIVAL, 2.4, line.dash ?? "solid"), z: 7});
  }
  const ends = [...layers].reverse().map((layer) => ({label: layer.name, value: null, text: "", colour: layer.colour, hatch: layer.hatch}));
  ends.unshift(...lines.map((line) => ({label: line.name, value: null, text: "", colour: line.colour ?? RIVAL, line: true})));
  return {option: frame, ends, signature: signatureOf(room, [layers.map((layer) => layer.key), lines.map((line) => line.id), years.length])};
}

/* lines: {rows: [{id, name, values, colour}], write, axis, max} over the years of the view. */
export function linesOption(app, room, lines) {
  const {years} = app.view;
  const rows = lines.rows.filter((row) => row.values);
  if (!rows.length) return null;
  const tip = stackTip(years, rows.map((row) => ({...row, values: row.values})).reverse(), lines.write, null);
  const frame = chartFrame(room, years, {tip, axis: lines.axis, min: 0, max: lines.max});
  frame.series = rows.map((row) => ({id: row.id, type: "line", symbol: "none", silent: true, data: row.values.map((value) => (isNumber(value) ? value * (lines.factor ?? 1) : null)), lineStyle: lineStyleOf(row.colour, 3)}));
  frame.series.push(yearMarks(app, room, INK));
  const ends = rows.map((row) => ({label: row.name, value: (row.values.at(-1) ?? 0) * (lines.factor ?? 1), text: lines.write(row.values.at(-1)), colour: row.colour, line: true}));
  return {option: frame, ends, endYear: String(years.at(-1)), signature: signatureOf(room, [rows.map((row) => row.id), app.view.as_of, app.view.focus, years.length])};
}
