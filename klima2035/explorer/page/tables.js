/* Real tables behind the charts: years as rows, every total and the focus year can be asked why. */
import {button, el} from "./dom.js";
import {isNumber, NO_VALUE} from "./format.js";
import {say} from "./words.js";

export function whyButton(app, key, year, name) {
  if (!app.source.why) return null;
  return button(say("why"), () => app.hooks.why(key, year, name), {class: "why", "aria-label": say("why_name", {name})});
}

export function tableCell(app, cell, rowHead, columnHead) {
  const text = cell.text ?? NO_VALUE;
  if (!cell.why || !app.source.why || text === NO_VALUE) return el("td", {class: cell.left ? null : "right", text});
  const name = `${columnHead} ${rowHead}: ${text}`;
  return el("td", {class: "right"}, button(text, () => app.hooks.why(cell.why, cell.year, columnHead + " " + rowHead), {class: "number-why", "aria-label": say("why_name", {name})}));
}

export function tableRow(app, head, row, kind) {
  const cells = row.cells.map((cell, i) => tableCell(app, cell, row.head, head[i + 1]));
  return el("tr", {class: kind}, el("th", {scope: "row", text: row.head}), cells);
}

/* spec: {caption, head: [text], rows: [{head, cells: [{text, why, year, left}], focus}], total: row} */
export function buildTable(app, spec) {
  const head = el("thead", null, el("tr", null, spec.head.map((text, i) => el("th", {scope: "col", class: i && !spec.left?.includes(i) ? "right" : null, text}))));
  const body = el("tbody", null, spec.rows.map((row) => tableRow(app, spec.head, row, row.focus ? "focus" : null)));
  const foot = spec.total ? el("tfoot", null, tableRow(app, spec.head, spec.total, "total")) : null;
  const table = el("table", {class: spec.head.length > 5 ? "many" : null}, el("caption", {text: spec.caption}), head, body, foot);
  return el("div", {class: "wide", tabindex: "0", role: "region", "aria-label": spec.caption}, table);
}

/* columns: [{name, values, write, key, always}]; total: {name, write, key, values} */
export function yearTable(app, caption, years, offset, columns, total) {
  const all = total ? [...columns, {...total, always: true}] : columns;
  const rows = years.map((year, i) => ({
    head: String(year), focus: year === app.view.focus,
    cells: all.map((column) => {
      const value = column.values[offset + i];
      const asked = column.key && (column.always || year === app.view.focus) && year >= app.view.years[0];
      return {text: isNumber(value) ? column.write(value) : NO_VALUE, why: asked ? column.key : null, year};
    }),
  }));
  return {caption, head: [say("year"), ...all.map((column) => column.name)], rows};
}

export function sumOfLayers(layers, years) {
  return years.map((year, i) => layers.reduce((sum, layer) => sum + (layer.values[i] ?? 0), 0));
}
