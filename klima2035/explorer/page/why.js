/* The panel that answers "why": value, formula, steps, inputs with quality and sources. */
import {dialogBox, el, fill} from "./dom.js";
import {quantity} from "./format.js";
import {pick, say} from "./words.js";

export function safeLink(url, title) {
  if (typeof url !== "string" || !/^https?:\/\//i.test(url)) return el("span", {text: pick(title)});
  return el("a", {href: url, target: "_blank", rel: "noopener noreferrer", text: pick(title) || url});
}

export function whyContent(app, answer) {
  const parts = [];
  parts.push(el("p", {class: "why-value"}, el("strong", {text: quantity(app, answer.value, answer.unit ?? "")}), answer.year ? " · " + answer.year : ""));
  if (pick(answer.formula)) parts.push(el("h3", {text: say("why_formula")}), el("p", {class: "formula", text: pick(answer.formula)}));
  if (answer.steps?.length) {
    parts.push(el("h3", {text: say("why_steps")}), el("div", {class: "wide", tabindex: "0", role: "region", "aria-label": say("why_steps")}, el("table", null, el("caption", {class: "unseen", text: say("why_steps")}),
      el("thead", null, el("tr", null, el("th", {scope: "col", text: say("why_step")}), el("th", {scope: "col", class: "right", text: say("why_value")}))),
      el("tbody", null, answer.steps.map((step) => el("tr", null, el("th", {scope: "row", text: pick(step.text)}), el("td", {class: "right", text: step.value === null || step.value === undefined ? "" : quantity(app, step.value, step.unit ?? "")})))))));
  }
  if (answer.inputs?.length) {
    parts.push(el("h3", {text: say("why_inputs")}), el("ul", {class: "inputs"}, answer.inputs.map((input) => el("li", null,
      el("strong", {text: pick(input.title)}), ": ", pick(input.value), pick(input.quality) ? el("span", {class: "quality", text: pick(input.quality)}) : null,
      input.sources?.length ? el("span", {class: "sources"}, say("why_sources") + ": ", input.sources.flatMap((source, i) => [i ? "; " : null, safeLink(source.url, source.title)])) : null))));
  }
  if (pick(answer.more)) parts.push(el("p", {class: "small", text: pick(answer.more)}));
  if (answer.table) parts.push(el("p", {class: "small", text: say("why_table", {file: answer.table})}));
  return parts;
}

/* The years a series can be asked for: every number of a chart or table, not only that of the focus year. */
export function yearChoice(app, key, year, asked) {
  if (!app.view.series[key]) return null;
  const pickYear = el("select", {id: "why-year", on: {change: () => asked(Number(pickYear.value))}}, app.view.years.map((one) => el("option", {value: one, text: String(one)})));
  pickYear.value = String(year ?? app.view.focus);
  return el("p", {class: "why-year"}, el("label", {for: "why-year", text: say("year")}), " ", pickYear);
}

export async function openWhy(app, key, year, name) {
  const body = el("div", {class: "box-body", "aria-live": "polite"}, el("p", {class: "muted", text: say("loading")}));
  const box = dialogBox("why", name, yearChoice(app, key, year, (one) => answerWhy(app, box, body, key, one)), body);
  await answerWhy(app, box, body, key, year);
}

export async function answerWhy(app, box, body, key, year) {
  box.dataset.year = String(year ?? "");
  try {
    const answer = await app.source.why({setting: app.shown, key, year});
    if (!box.isConnected || box.dataset.year !== String(year ?? "")) return;
    const title = pick(answer.title);
    if (title) box.querySelector("h2").textContent = title;
    fill(body, whyContent(app, answer));
  } catch (error) {
    const faults = error.faults ?? [];
    fill(body, el("p", {text: faults.length ? faults.map((fault) => pick(fault.text)).join(" ") : say("gone")}));
  }
}
