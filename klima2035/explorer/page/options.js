/* The common frame of all chart options: axes, grid, tooltip; one look. */
import {ACCENT, FAINT, INK, MUTED, PAPER} from "./palette.js";
import {digits} from "./format.js";
import {tongue} from "./words.js";

export const CHART_FONT = '"Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif';

export function textSize(room, scale = 0.8) {
  return Math.round(room.rem * scale * 10) / 10;
}

export function yearInterval(room, count) {
  const step = room.width / count * 5 < room.rem * 3.4 ? 10 : 5;
  return (index, value) => Number(value) % step === 0;
}

export function chartFrame(room, years, extra = {}) {
  const size = textSize(room);
  return {
    animation: false,
    textStyle: {fontFamily: CHART_FONT, fontSize: size, color: INK},
    grid: {left: 2, right: extra.right ?? Math.round(room.rem * 1.1), top: extra.top ?? Math.round(room.rem * 0.9), bottom: 2, containLabel: true},
    tooltip: {
      trigger: "axis", renderMode: "richText", confine: true, transitionDuration: 0, backgroundColor: PAPER, borderColor: "#b6bec7", borderWidth: 1,
      padding: [8, 12], textStyle: {fontFamily: CHART_FONT, fontSize: size, lineHeight: Math.round(size * 1.45), color: INK},
      axisPointer: {type: extra.columns ? "shadow" : "line", lineStyle: {color: INK, width: 1, type: "solid"}, shadowStyle: {color: "rgba(27,36,48,0.08)"}, animation: false},
      formatter: extra.tip,
    },
    xAxis: {
      type: "category", data: years.map(String), boundaryGap: Boolean(extra.columns),
      axisLine: {lineStyle: {color: MUTED}}, axisTick: {show: true, alignWithLabel: true, interval: yearInterval(room, years.length), lineStyle: {color: MUTED}},
      axisLabel: {color: INK, fontSize: size, interval: yearInterval(room, years.length), hideOverlap: true, showMinLabel: null, showMaxLabel: null}, splitLine: {show: false},
    },
    yAxis: {
      type: "value", splitNumber: 4, max: extra.max ?? null, min: extra.min ?? null,
      axisLine: {show: false}, axisTick: {show: false}, splitLine: {lineStyle: {color: FAINT}},
      axisLabel: {color: MUTED, fontSize: size, formatter: extra.axis ?? ((value) => axisNumber(value))},
    },
  };
}

export function axisNumber(value) {
  const places = Number.isInteger(value) ? 0 : Number.isInteger(Math.round(value * 1e6) / 1e5) ? 1 : 2;
  return digits(value, places);
}

/* Lines at the present (as_of) and at the focus year, on a series without data of its own. */
export function yearMarks(app, room, drawn = INK) {
  const {view} = app;
  const mark = (year, type) => ({xAxis: String(year), lineStyle: {type, color: drawn, width: 1}});
  return {
    id: "marks", type: "line", data: [], silent: true, z: 8,
    markLine: {
      silent: true, symbol: "none", animation: false, label: {show: false},
      data: [mark(view.as_of, [2, 3]), mark(view.focus, [5, 3])],
    },
  };
}

export function tipLines(title, lines) {
  return [title, ...lines].join("\n");
}

export function signatureOf(room, parts) {
  return JSON.stringify([tongue.lang, room.width, room.height, room.rem, parts]);
}

export function lineStyleOf(colour, width = 2.5, type = "solid") {
  return {color: colour ?? ACCENT, width, type};
}
