/* The pathway from 1990 to the horizon: history, hindcast, projection, band, targets, trend, comparison. */
import {ACCENT, ALERT, INK, MUTED, PAPER, RIVAL, SHADE, TREND} from "./palette.js";
import {isNumber, megatonnes, signedPercent, NBSP} from "./format.js";
import {pick, say} from "./words.js";
import {axisNumber, chartFrame, lineStyleOf, signatureOf, textSize, tipLines} from "./options.js";

export function pathYears(app) {
  const past = (app.base.years ?? []).filter((year) => year < app.view.years[0]);
  return [...past, ...app.view.years];
}

/* Values on the years of the whole path: history first, then a series of the view. */
export function pathHistory(app, key) {
  const past = app.base.history && app.base.history[key] ? app.base.history[key] : [];
  return (app.base.years ?? []).map((year, i) => [year, past[i]]).filter(([year]) => year < app.view.years[0]);
}

export function at(view, key, year) {
  const row = view.series[key];
  const place = view.years.indexOf(year);
  return row && place >= 0 ? row[place] : null;
}

export function baseValue1990(app) {
  const place = (app.base.years ?? []).indexOf(1990);
  const row = app.base.history ? app.base.history.co2e : null;
  return row && place >= 0 ? row[place] : null;
}

export function mega(value) {
  return isNumber(value) ? value / 1e6 : null;
}

export function pathOption(app, room) {
  const {view, base, band, rival} = app;
  if (!view.series.co2e) return null;
  const years = pathYears(app);
  const first = years.length - view.years.length;
  const now = years.indexOf(view.as_of);
  const narrow = room.width < room.rem * 34;
  const past = pathHistory(app, "co2e").map(([, value]) => mega(value));
  const row = [...past, ...view.series.co2e.map(mega)];
  const cut = (list, from, to) => list.map((value, i) => (i >= from && i <= to ? value : null));
  const wide = (series, from) => (series ? cut([...past.map(() => null), ...series.map(mega)], from, years.length) : years.map(() => null));
  const low = wide(band ? band.co2e.low : null, now);
  const high = wide(band ? band.co2e.high : null, now);
  const trend = wide(view.series.trend, now);
  const other = wide(rival ? rival.view.series.co2e : null, now);
  const start = baseValue1990(app);
  const size = textSize(room);
  const label = {show: true, fontSize: size, backgroundColor: "rgba(255,255,255,0.86)", padding: [2, 4], distance: 6};
  const targets = (base.targets ?? []).filter((target) => years.includes(target.year)).map((target) => {
    const place = years.indexOf(target.year);
    const above = isNumber(row[place]) && mega(target.value) > row[place];
    const strong = isDecided(app, target);
    const colour = strong ? ALERT : MUTED;
    const share = isNumber(start) && start > 0 ? " (" + signedPercent(target.value / start - 1) + ")" : "";
    const plain = say(strong ? "target_in" : "waymark_in", {year: target.year}) + ": " + megatonnes(target.value);
    const space = (years.length - place) / years.length * (room.width - 3 * room.rem) - 1.5 * room.rem;
    const fits = (words) => words.length * size * 0.6 < space;
    const brief = target.year + ": " + megatonnes(target.value);
    const side = above ? "right" : "left";
    const text = narrow ? megatonnes(target.value) : side === "left" ? plain + share : [plain + share, plain].find(fits) ?? brief;
    return {value: [place, mega(target.value)], itemStyle: {borderColor: colour}, label: {...label, position: side, offset: [0, above ? -8 : 8], color: colour, formatter: text}};
  });
  const focus = years.indexOf(view.focus);
  const shown = row[focus];
  const ends = [
    {label: say("plan"), value: row.at(-1), text: megatonnes(view.series.co2e.at(-1)), colour: ACCENT, line: true},
    ...(view.series.trend ? [{label: say("trend"), value: trend.at(-1), text: megatonnes(view.series.trend.at(-1)), colour: TREND, line: true}] : []),
    ...(rival ? [{label: rivalTitle(app), value: other.at(-1), text: megatonnes(rival.view.series.co2e.at(-1)), colour: RIVAL, line: true}] : []),
  ];
  const bare = {type: "line", symbol: "none", silent: true, connectNulls: false};
  const phase = (from, to, key, colour) => [
    {xAxis: String(from), itemStyle: {color: colour}, label: {show: !narrow || key === "past", formatter: say(key), color: MUTED, fontSize: size, position: key === "projection" ? "insideTopRight" : "insideTop", distance: 5}},
    {xAxis: String(to)},
  ];
  const frame = chartFrame(room, years, {
    max: pathTop(row, trend), min: 0, top: Math.round(room.rem * 0.4),
    tip: (list) => pathTip(app, years, row, trend, other, low, high, list),
    axis: (value) => axisNumber(value),
  });
  frame.series = [
    {...bare, id: "band-low", data: low, stack: "band", lineStyle: {opacity: 0}, stackStrategy: "all"},
    {...bare, id: "band", data: high.map((value, i) => (isNumber(value) ? value - low[i] : null)), stack: "band", stackStrategy: "all", lineStyle: {opacity: 0}, areaStyle: {color: ACCENT, opacity: 0.2}},
    {
      ...bare, id: "history", data: cut(row, 0, first), lineStyle: lineStyleOf(INK, 1.6, [5, 4]), z: 4,
      markArea: {silent: true, data: [
        phase(years[0], view.years[0], "past", "rgba(255,255,255,0)"), phase(view.years[0], view.as_of, "hindcast", SHADE), phase(view.as_of, years.at(-1), "projection", "rgba(255,255,255,0)"),
      ]},
    },
    {...bare, id: "trend", data: trend, lineStyle: lineStyleOf(TREND, 2.4), z: 3},
    {...bare, id: "rival", data: other, lineStyle: lineStyleOf(RIVAL, 2.6, [9, 4]), z: 4},
    {...bare, id: "hindcast", data: cut(row, first, now), lineStyle: lineStyleOf(INK, 3.4), z: 5},
    {...bare, id: "plan", data: cut(row, now, years.length), lineStyle: lineStyleOf(ACCENT, 4), areaStyle: {color: ACCENT, opacity: 0.07}, z: 6,
      markLine: {silent: true, symbol: "none", animation: false, label: {show: false}, data: [{xAxis: String(view.focus), lineStyle: {type: [4, 4], color: ACCENT, width: 1.5}}]}},
    {id: "targets", type: "scatter", data: targets, symbol: "diamond", symbolSize: room.rem, silent: true, itemStyle: {color: PAPER, borderWidth: 2, opacity: 1}, z: 9},
    {
      id: "focus", type: "scatter", symbol: "circle", symbolSize: room.rem * 0.85, silent: true, z: 10, itemStyle: {color: ACCENT, borderColor: PAPER, borderWidth: 2, opacity: 1},
      data: isNumber(shown) ? [{value: [focus, shown]}] : [],
    },
    {
      id: "focus-label", type: "scatter", symbolSize: 0.01, silent: true, z: 11, itemStyle: {opacity: 1},
      data: isNumber(shown) ? [{value: [focus, frame.yAxis.max * 0.83], label: {
        ...label, backgroundColor: "transparent", position: "left", align: "right", color: ACCENT, fontWeight: "bold", fontSize: textSize(room, narrow ? 0.92 : 1.1), lineHeight: Math.round(textSize(room, 1.5)),
        formatter: say("remains", {year: view.focus, v: megatonnes(shown * 1e6) + NBSP + say("million") + NBSP + "t"}),
      }}] : [],
    },
  ];
  return {option: frame, ends, endYear: String(years.at(-1)), signature: signatureOf(room, [years.length, view.as_of, view.focus, narrow, Boolean(rival), frame.yAxis.max])};
}

/* Decided targets are drawn as targets, all others as waymarks; where the base does not say it, the board does. */
export function isDecided(app, target) {
  if (target.origin) return target.origin === "decided";
  const found = (app.view.milestones ?? []).find((milestone) => milestone.id === target.id);
  return found ? found.origin === "decided" : true;
}

export function pathTop(row, trend) {
  const top = Math.max(...row.filter(isNumber), ...trend.filter(isNumber));
  const step = top > 2 ? 1 : top > 0.5 ? 0.25 : 0.05;
  return Math.ceil(top * 1.05 / step) * step;
}

export function rivalTitle(app) {
  const found = app.start.scenarios.find((entry) => entry.name === app.rival.name);
  return found ? pick(found.title) : app.rival.name;
}

export function pathTip(app, years, row, trend, other, low, high, list) {
  const i = list.length ? list[0].dataIndex : -1;
  const place = list.length ? years.indexOf(Number(list[0].axisValue)) : i;
  if (place < 0) return "";
  const unit = NBSP + say("million") + NBSP + "t";
  const start = baseValue1990(app);
  const lines = [];
  const add = (name, value) => { if (isNumber(value)) lines.push(name + ": " + megatonnes(value * 1e6) + unit); };
  add(say("plan"), row[place]);
  if (isNumber(start) && isNumber(row[place]) && place > 0) lines.push("  " + signedPercent(row[place] * 1e6 / start - 1) + " " + say("against_1990"));
  if (isNumber(low[place]) && high[place] - low[place] > 1e-9) lines.push("  5–95" + NBSP + "%: " + megatonnes(low[place] * 1e6) + "–" + megatonnes(high[place] * 1e6));
  add(say("trend"), trend[place]);
  if (app.rival) add(rivalTitle(app), other[place]);
  for (const target of app.base.targets ?? []) if (target.year === years[place]) add(pick(target.title), mega(target.value));
  return tipLines(String(years[place]), lines);
}
