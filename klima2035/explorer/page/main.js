/* Starts the page and ties its parts together. */
import {announce, button, byId, el, fill, isTextField, setText} from "./dom.js";
import {findSource} from "./source.js";
import {Store, emptySetting} from "./state.js";
import {Engine} from "./engine.js";
import {Plots} from "./charts.js";
import {Results, planTitle} from "./results.js";
import {Controls} from "./controls.js";
import {decodeState, encodeState, fitsStart, LINK_COMFORT} from "./share.js";
import {openFile, openSave, openShare, watchDrops} from "./files.js";
import {openWhy} from "./why.js";
import {at} from "./path.js";
import {money, tonnes} from "./format.js";
import {pick, say, tongue} from "./words.js";

export const ANNOUNCE_MS = 700;
export const HASH_MS = 500;

export class App {
  constructor(source, start) {
    Object.assign(this, {source, start, base: null, baseKey: null, view: null, shown: null, rival: null, band: null, credit: null, lateFaults: {}, choices: {}, creditAll: false});
    this.store = new Store(this.firstSetting());
    this.hooks = {
      base: () => this.based(), view: () => this.viewed(), late: (part) => this.lated(part), notes: () => this.noted(), faults: (faults) => this.faulted(faults), gone: (kind, faults) => this.gone(kind, faults),
      why: (key, year, name) => openWhy(this, key, year, name), goto: (name) => this.controls.goto(name), choice: () => this.redraw(),
    };
    this.engine = new Engine(this);
    this.plots = new Plots(this);
    this.results = new Results(this, this.plots);
    this.controls = new Controls(this);
    this.moves = 0;
    this.drawn = 0;
    this.store.listen((kind) => this.changed(kind));
  }

  firstSetting() {
    if (this.source.live) return emptySetting(this.start.default);
    return {groups: Object.fromEntries(this.start.groups.map((group) => [group.name, true]))};
  }

  state() {
    return {v: 1, lang: tongue.lang, compare: this.store.compare, setting: this.store.setting};
  }

  /* The hand moved a control: the time counts from here. */
  moved() {
    performance.clearMarks("klima:input");
    performance.mark("klima:input");
    this.moving = true;
  }

  changed(kind) {
    if (kind === "step") this.moved();
    if (this.base && this.engine.baseKey(this.store.setting) === this.baseKey) this.controls.sync();
    this.syncTools();
    this.engine.want();
    this.keepHash();
  }

  based() {
    this.controls.based();
    if (!this.built) this.results.build();
    this.built = true;
  }

  viewed() {
    const first = !this.drawn;
    this.message(null);
    byId("loading").hidden = true;
    byId("stale").hidden = true;
    document.documentElement.classList.remove("stale");
    const start = this.moving;
    this.moving = false;
    this.results.update();
    if (first) this.results.rest();
    this.plots.update(() => this.finished(first, start));
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.afterView(), 0);
    this.speak(first);
  }

  /* What may follow a moment after the charts in view. */
  afterView() {
    this.results.rest();
    this.controls.viewed();
    this.titles();
  }

  finished(first, moved) {
    this.drawn += 1;
    document.documentElement.dataset.drawn = String(this.drawn);
    if (first) performance.mark("klima:ready");
    if (moved && performance.getEntriesByName("klima:input").length) performance.measure("klima:move", "klima:input");
  }

  noted() {
    this.results.noted();
    this.controls.viewed();
  }

  lated(part) {
    if (!this.results.figures.length) return;
    if (part === "wait") this.results.waiting();
    else this.results.late(part);
  }

  faulted(faults) {
    const rest = this.controls.showFaults(faults);
    byId("stale").hidden = !this.view;
    document.documentElement.classList.toggle("stale", Boolean(this.view));
    this.message([say("fault_status"), ...(rest.length ? rest : faults.slice(0, 1).map((fault) => pick(fault.text)))].join(" "));
    if (!this.view) this.recover();
  }

  /* A first setting that cannot be calculated (an old link): the default instead. */
  recover() {
    if (this.recovered) return;
    this.recovered = true;
    this.store.setting = this.firstSetting();
    this.store.compare = null;
    this.engine.want();
    this.notice = say("hash_bad");
  }

  gone(kind, faults) {
    const text = faults.length && kind !== "locked" ? faults.map((fault) => pick(fault.text)).join(" ") : say(kind);
    this.message(text, () => { this.message(null); this.engine.want(); });
  }

  message(text, retry) {
    const box = byId("message");
    const shown = text ?? this.notice ?? null;
    box.hidden = !shown;
    if (!shown) {
      fill(box);
      return;
    }
    const close = () => { this.notice = null; box.hidden = true; };
    fill(box, el("p", {text: shown}), retry ? button(say("retry"), retry, {class: "strong"}) : null, !retry && text === null ? button(say("dismiss"), close) : null);
  }

  speak(first) {
    clearTimeout(this.speaking);
    const {view} = this;
    const gap = view.totals?.gap;
    const text = say("announce", {year: view.focus, co2e: tonnes(at(view, "co2e", view.focus))}) + (typeof gap === "number" ? say("announce_gap", {gap: money(gap)}) : "");
    setText(byId("mini"), text);
    if (!first) this.speaking = setTimeout(() => announce(text), ANNOUNCE_MS);
  }

  keepHash() {
    clearTimeout(this.hashTimer);
    this.hashTimer = setTimeout(async () => {
      const text = "#" + await encodeState(this.state());
      if (text.length > LINK_COMFORT) return;
      this.ownHash = text;
      history.replaceState(null, "", text);
    }, HASH_MS);
  }

  async readHash() {
    const text = location.hash.slice(1);
    if (!text || location.hash === this.ownHash || !/^[zj]\./.test(text)) {
      if (text && location.hash !== this.ownHash && !byId(text)) this.notice = say("hash_bad");
      return null;
    }
    try {
      const state = await decodeState(text);
      if (!fitsStart(state, this.start, this.source.live)) throw new Error("unknown names");
      return state;
    } catch {
      this.notice = say("hash_bad");
      return null;
    }
  }

  async hashChanged() {
    const state = await this.readHash();
    if (!state) {
      if (this.notice) this.message(null);
      else this.keepHash();
      return;
    }
    if (state.lang !== tongue.lang) this.speakIn(state.lang);
    this.store.replace(state.setting, state.compare);
  }

  titles() {
    const city = pick(this.start.city.title);
    const plan = this.base ? planTitle(this) : "";
    setText(byId("kicker"), say("brand"));
    setText(byId("title"), plan ? `${city}: ${plan}` : city);
    document.title = `${city}: ${plan} – klima2035`;
  }

  staticTexts() {
    document.documentElement.lang = tongue.lang;
    for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
    byId("tools").setAttribute("aria-label", say("tools"));
    this.buildTools();
    this.titles();
  }

  buildTools() {
    const live = this.source.live;
    const picker = el("input", {type: "file", accept: ".yaml,.yml", id: "file-picker", class: "unseen", tabindex: "-1", "aria-hidden": "true", on: {change: () => { openFile(this, picker.files[0]); picker.value = ""; }}});
    this.undoButton = button(say("undo"), () => this.undo(), {"aria-keyshortcuts": "Control+Z"});
    this.redoButton = button(say("redo"), () => this.redo(), {"aria-keyshortcuts": "Control+Y"});
    this.compare = live ? el("select", {id: "compare", on: {change: () => this.store.replace(this.store.setting, this.compare.value || null)}},
      el("option", {value: "", text: say("compare_none")}), this.start.scenarios.map((entry) => el("option", {value: entry.name, text: pick(entry.title)}))) : null;
    fill(byId("tools"), this.undoButton, this.redoButton, button(say("share"), () => openShare(this)),
      live ? button(say("save"), () => openSave(this)) : null, live ? button(say("open"), () => picker.click()) : null, live ? picker : null,
      button(say("print"), () => window.print()), button(say("other_language"), () => this.speakIn(tongue.lang === "de" ? "en" : "de"), {id: "language", lang: tongue.lang === "de" ? "en" : "de"}));
    if (live) fill(byId("compare-host"), el("label", {for: "compare", text: say("compare")}), this.compare);
    this.syncTools();
  }

  syncTools() {
    if (!this.undoButton) return;
    const put = (node, on) => node.setAttribute("aria-disabled", String(!on));
    put(this.undoButton, this.store.past.length > 0);
    put(this.redoButton, this.store.future.length > 0);
    if (this.compare) this.compare.value = this.store.compare ?? "";
  }

  speakIn(lang) {
    tongue.lang = lang;
    this.staticTexts();
    if (this.view) {
      this.controls.build();
      this.results.build();
      this.results.update();
      this.results.rest();
      this.results.waiting();
      if (this.band) this.results.late("band");
      if (this.credit) this.results.late("credit");
      this.plots.update(null);
      this.speak(true);
      this.message(null);
    }
    byId("language")?.focus();
    this.keepHash();
  }

  redraw() {
    this.results.update();
    this.plots.update(null);
    this.results.rest();
  }

  undo() {
    if (this.store.undo()) announce(say("undone"));
  }

  redo() {
    if (this.store.redo()) announce(say("redone"));
  }

  keys(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) this.undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) this.redo();
    else return;
    event.preventDefault();
  }

  beforePrint() {
    this.printOpened = [];
    this.results.fillAllTables();
    for (const node of document.querySelectorAll("main details:not([open])")) {
      node.open = true;
      this.printOpened.push(node);
    }
    this.plots.forPrint(650);
  }

  afterPrint() {
    for (const node of this.printOpened ?? []) node.open = false;
    this.plots.forPrint(0);
  }

  listen() {
    document.addEventListener("keydown", (event) => this.keys(event));
    window.addEventListener("hashchange", () => this.hashChanged());
    window.addEventListener("beforeprint", () => this.beforePrint());
    window.addEventListener("afterprint", () => this.afterPrint());
    if (this.source.live) watchDrops(this);
    const small = window.matchMedia("(max-width: 56.24rem)");
    const fold = () => { byId("controls").open = !small.matches; };
    small.addEventListener("change", fold);
    fold();
  }

  async run() {
    const state = await this.readHash();
    if (state) {
      tongue.lang = state.lang;
      this.store.setting = state.setting;
      this.store.compare = state.compare;
    }
    this.staticTexts();
    this.listen();
    this.engine.want();
  }
}

export async function startPage() {
  let source = null;
  tongue.lang = document.documentElement.lang === "en" ? "en" : "de";
  try {
    source = await findSource();
    const start = await source.start();
    byId("message").hidden = true;
    await new App(source, start).run();
  } catch (error) {
    if (!source || !(error instanceof TypeError || error.status)) console.error(error);
    const box = byId("message");
    box.hidden = false;
    fill(box, el("p", {text: say(error.status === 401 ? "locked" : "gone")}), button(say("retry"), () => startPage(), {class: "strong"}));
  }
}

startPage();
