/* The results: headline, key figures and all figures with text, chart, table; built once a language, then updated. */
import {byId, button, el, fill, keepPlace, setText} from "./dom.js";
import {buildTable, whyButton} from "./tables.js";
import {boardSummary, boardTable, countVerdicts, drawBoard, drawFindings, findingsSummary} from "./board.js";
import {budgetsSummary, budgetsTable, creditSummary, differencesSummary, differencesTable, drawCredit, remainingFigure} from "./remaining.js";
import {carsFigure, districtFigure, energyFigure, heatingFigure, leadingFigure, modalFigure, pathFigure, sectorFigure} from "./figures_path.js";
import {cityFigure, followFigure, investFigure} from "./figures_money.js";
import {at, baseValue1990, rivalTitle} from "./path.js";
import {digits, isNumber, money, percent, roundTonnes, signedPercent, tonnes} from "./format.js";
import {pick, say} from "./words.js";

export const PARTS = [
  ["part_path", () => [pathFigure(), differencesPart(), leadingFigure()]],
  ["part_sectors", () => [sectorFigure(), energyFigure(), heatingFigure(), districtFigure(), carsFigure(), modalFigure()]],
  ["part_money", () => [investFigure(), cityFigure(), followFigure()]],
  ["part_board", () => [boardPart(), remainingFigure(), budgetsPart(), creditPart(), findingsPart()]],
];

export function differencesPart() {
  return {
    id: "differences", title: (app) => say("differences", {title: rivalTitle(app)}), ready: (app) => Boolean(app.rival), summary: differencesSummary,
    body: (app, host) => fill(host, buildTable(app, differencesTable(app))),
  };
}

export function boardPart() {
  return {id: "board", title: () => say("board"), ready: (app) => Boolean(app.view.milestones?.length), summary: boardSummary, body: drawBoard, tables: [boardTable], late: "band", full: true};
}

export function budgetsPart() {
  return {id: "budgets", title: () => say("budgets"), ready: (app) => Boolean(app.view.budgets?.length), summary: budgetsSummary, body: (app, host) => fill(host, buildTable(app, budgetsTable(app)))};
}

export function creditPart() {
  return {id: "credit", title: () => say("credit"), ready: (app) => Boolean(app.source.credit), summary: creditSummary, body: drawCredit, late: "credit", full: true};
}

export function findingsPart() {
  return {id: "findings", title: () => say("findings"), ready: (app) => Boolean(app.view.findings), summary: findingsSummary, body: drawFindings, full: true};
}

export function choiceSwitch(app, choice, act) {
  const name = "choice-" + choice.name;
  const current = app.choices[choice.name] ?? choice.options[0];
  const items = choice.options.map((option) => el("label", null,
    el("input", {type: "radio", name, value: option, checked: option === current, on: {change: () => { app.choices[choice.name] = option; act(); }}}),
    el("span", {text: say(option)})));
  return el("fieldset", {class: "switch"}, el("legend", {class: "unseen", text: say(choice.label)}), items);
}

/* One figure: heading, unit, switch, sentence, chart(s) with labels, table(s). */
export class Figure {
  constructor(app, spec, plots) {
    Object.assign(this, {app, spec, tables: [], shown: null, whyAt: null});
    this.heading = el("h3", {id: "h-" + spec.id});
    this.whyHost = el("span", {class: "why-host"});
    this.unit = spec.unit ? el("p", {class: "unit"}) : null;
    this.switchHost = spec.choice ? el("div", {class: "switch-host"}) : null;
    this.text = el("p", {class: "summary"});
    this.body = spec.body ? el("div", {class: "body"}) : null;
    this.plots = (spec.plots ?? []).map((build) => this.plotParts(build, plots));
    this.details = (spec.tables ?? []).map((table) => this.detailsFor(table));
    this.node = el("article", {class: "figure" + (spec.full || spec.tall || spec.triple ? " full" : ""), id: "f-" + spec.id, "aria-labelledby": "h-" + spec.id},
      el("div", {class: "figure-head"}, this.heading, this.whyHost), this.unit, this.text, this.switchHost,
      this.body, spec.triple ? el("div", {class: "triple"}, this.plots.map((part) => part.node)) : this.plots.map((part) => part.node), this.details.map((entry) => entry.node));
    this.node.hidden = true;
  }

  plotParts(build, plots) {
    const {spec} = this;
    const host = el("div", {class: "chart" + (spec.tall ? " tall" : "") + (spec.low ? " low" : "") + (spec.triple ? " small" : ""), "aria-hidden": "true"});
    const ends = spec.triple ? null : el("ul", {class: "ends", "aria-hidden": "true"});
    const title = spec.plotTitles ? el("h4", {class: "plot-title"}) : null;
    const plot = plots.add(host, ends, build);
    return {plot, title, node: el("div", {class: spec.below ? "plot below" : "plot"}, title, el("div", {class: "plot-grid"}, host, ends))};
  }

  detailsFor(table) {
    const host = el("div");
    const summary = el("summary", {text: say("table")});
    const node = el("details", {class: "numbers", on: {toggle: () => { if (node.open) this.fillTable(entry); }}}, summary, host);
    const entry = {table, host, node, summary};
    return entry;
  }

  fillTable(entry) {
    const spec = entry.table(this.app);
    if (spec) keepPlace(entry.host, () => fill(entry.host, buildTable(this.app, spec)));
  }

  /* Texts and tables; the charts are drawn by Plots. */
  update() {
    const {app, spec} = this;
    const ready = spec.ready(app);
    if (this.node.hidden === ready) this.node.hidden = !ready;
    if (!ready) return;
    const title = spec.title(app);
    setText(this.heading, title);
    if (this.unit) setText(this.unit, spec.unit(app));
    setText(this.text, spec.summary(app).join(" "));
    if (spec.why) {
      const asked = spec.why(app);
      if (this.whyAt !== asked.key + asked.year + title) {
        this.whyAt = asked.key + asked.year + title;
        fill(this.whyHost, whyButton(app, asked.key, asked.year, title));
      }
    }
    if (this.switchHost) {
      const offer = spec.choice.offer ? spec.choice.offer(app) : true;
      if (offer !== Boolean(this.switchHost.firstChild)) fill(this.switchHost, offer ? choiceSwitch(app, spec.choice, () => app.hooks.choice()) : null);
    }
    this.plots.forEach((part, i) => {
      if (!part.title) return;
      const made = spec.plotTitles[i](app);
      if (!part.title.firstChild) fill(part.title, made.text, " ", el("span", {class: "plot-unit", text: made.unit}), " ", whyButton(app, made.why, app.view.focus, made.text));
    });
    if (this.body) keepPlace(this.body, () => spec.body(app, this.body));
    this.details.forEach((entry) => {
      const table = entry.node.open ? entry.table(app) : true;
      entry.node.hidden = !table;
      if (entry.node.open && table) this.fillTable(entry);
      const name = say("table") + (this.details.length > 1 && entry !== this.details[0] ? ": " + say("hindcast_title") : "");
      setText(entry.summary, name);
      if (!entry.summary.hasAttribute("aria-label")) entry.summary.setAttribute("aria-label", name + " – " + title);
    });
  }

  late(part) {
    if (this.spec.late !== part) return;
    const {app} = this;
    const waiting = !app[part] && !app.lateFaults[part] && Boolean(app.source[part]);
    this.node.classList.toggle("waiting", waiting);
    if (this.spec.ready(app)) {
      setText(this.text, this.spec.summary(app).join(" "));
      if (this.body && !(waiting && part === "credit")) keepPlace(this.body, () => this.spec.body(app, this.body));
      if (!waiting) for (const entry of this.details) if (entry.node.open) this.fillTable(entry);
    }
  }
}

export class Results {
  constructor(app, plots) {
    this.app = app;
    this.plots = plots;
    this.figures = [];
  }

  build() {
    const {app, plots} = this;
    plots.clear();
    app.findingsShown = null;
    this.figures = [];
    this.parts = PARTS.map(([key, make]) => {
      const figures = make().map((spec) => new Figure(app, spec, plots));
      this.figures.push(...figures);
      const node = el("section", {class: "part", "aria-labelledby": "h-" + key}, el("h2", {id: "h-" + key, text: say(key)}), el("div", {class: "figures"}, figures.map((figure) => figure.node)));
      return {node, figures};
    });
    fill(byId("figures"), this.parts.map((part) => part.node));
    fill(byId("keys"));
    this.observe();
  }

  /* What is in view at once, the rest when the charts in view are drawn (update, then rest). */
  update() {
    this.stale = new Set(this.figures);
    setText(byId("headline"), headline(this.app));
    drawKeys(this.app, byId("keys"));
    for (const figure of this.figures) if (figure.seen) this.refresh(figure);
  }

  refresh(figure) {
    if (!this.stale.delete(figure)) return;
    figure.update();
  }

  rest() {
    for (const figure of this.figures) this.refresh(figure);
    this.foldParts();
    drawFoot(this.app);
  }

  foldParts() {
    for (const part of this.parts) part.node.hidden = part.figures.every((figure) => figure.node.hidden);
  }

  /* Findings came after the view they belong to. */
  noted() {
    this.figures.find((figure) => figure.spec.id === "findings")?.update();
    this.foldParts();
  }

  observe() {
    this.watch?.disconnect();
    this.watch = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const figure = this.figures.find((one) => one.node === entry.target);
        if (!figure) continue;
        figure.seen = entry.isIntersecting;
        if (figure.seen && this.app.view && this.stale?.has(figure)) this.refresh(figure);
      }
    }, {rootMargin: "150px 0px"});
    for (const figure of this.figures) this.watch.observe(figure.node);
  }

  late(part) {
    for (const figure of this.figures) figure.late(part);
    if (part === "band" || part === "wait") {
      const plot = this.figures.find((figure) => figure.spec.id === "pathway")?.plots[0]?.plot;
      if (plot && this.app.view && part === "band") this.plots.redraw(plot);
    }
  }

  waiting() {
    for (const figure of this.figures) {
      if (figure.spec.late && this.app.source[figure.spec.late]) figure.node.classList.add("waiting");
      if (figure.spec.late && figure.body) figure.body.setAttribute("aria-busy", "true");
    }
  }

  fillAllTables() {
    for (const figure of this.figures) {
      if (figure.node.hidden) continue;
      for (const entry of figure.details) figure.fillTable(entry);
    }
  }
}

export function headline(app) {
  const stress = app.shown?.stress ?? [];
  const names = stress.map((name) => titleOfStress(app, name)).join(", ");
  return names ? plainHeadline(app) + " " + say("head_stress", {names}) : plainHeadline(app);
}

export function titleOfStress(app, name) {
  const found = app.start.stress.find((entry) => entry.name === name);
  return found ? pick(found.title) : name;
}

export function plainHeadline(app) {
  const {view} = app;
  const value = at(view, "co2e", view.focus);
  const start = baseValue1990(app);
  const share = start ? percent(1 - value / start) : "–";
  const {remaining} = view;
  if (!remaining) return say("head_plain", {year: view.focus, t: roundTonnes(value), share});
  if (value > remaining.threshold) return say("head_above", {year: view.focus, t: roundTonnes(value), times: digits(value / remaining.threshold, 1)});
  return say("head_below", {year: view.focus, t: roundTonnes(value), limit: roundTonnes(remaining.threshold)});
}

/* [id, [label, qualifier], value, why key] of the strip of key figures. */
export function keyFigures(app) {
  const {view} = app;
  const value = at(view, "co2e", view.focus);
  const start = baseValue1990(app);
  const {totals} = view;
  const counts = countVerdicts(app);
  const judged = counts.reached + counts.at_risk + counts.missed;
  const year = view.focus;
  const inYear = say("key_in", {year});
  const until = say("key_money_to", {year});
  const list = [["co2e", [say("key_co2e"), inYear], tonnes(value), "co2e"]];
  if (start) list.push(["share", [say("key_share"), inYear], signedPercent(value / start - 1), "co2e"]);
  if (isNumber(totals?.need)) list.push(["need", [say("key_need"), until], money(totals.need), "totals/need"]);
  if (isNumber(totals?.gap)) list.push(["gap", [say("key_gap"), until], money(totals.gap), "totals/gap"]);
  if (isNumber(totals?.city)) list.push(["city", [say("key_city"), until], money(totals.city), "totals/city"]);
  if (view.milestones?.length) list.push(["milestones", [say("key_milestones"), say("key_reached")], say("key_of", {met: counts.reached, judged}), null]);
  return list;
}

export function drawKeys(app, host) {
  const list = keyFigures(app);
  const signature = list.map((entry) => entry[0] + entry[1].join(" ")).join("|");
  if (app.keysShown !== signature || !host.firstChild) {
    app.keysShown = signature;
    fill(host, list.map(([id, name, , why]) => el("div", {class: "key", id: "key-" + id}, el("dt", null, el("span", {text: name[0]}), " ", el("span", {text: name[1]})),
      el("dd", null, el("strong"), " ", why ? whyButton(app, why, app.view.focus, name.join(" ")) : app.source.why ? button(say("to_board"), () => byId("f-board").scrollIntoView(), {class: "why", "aria-label": say("board") + ": " + say("to_board")}) : null))));
  }
  list.forEach(([id, , value]) => {
    const node = byId("key-" + id).querySelector("strong");
    const cut = value.search(/\u00a0/);
    if (node.dataset.value === value) return;
    node.dataset.value = value;
    fill(node, cut > 0 ? [value.slice(0, cut), el("small", {text: value.slice(cut)})] : value);
  });
}

export function drawFoot(app) {
  const {start, view} = app;
  const text = app.source.live ? say("foot", {version: start.version, year: view.price_year, digest: view.digest}) : say("foot_packed", {version: start.version});
  setText(byId("foot-text"), text + " " + say("charts_by"));
}

export function planTitle(app) {
  const {setting} = app.store;
  if (setting.document) return pick(app.base?.title ?? "") + " (" + say("file_word") + ")";
  return pick(app.base?.title ?? "");
}
