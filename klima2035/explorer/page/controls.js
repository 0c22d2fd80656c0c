/* The column of controls: scenario, framework, accounting, stress cases, measures by sector; groups in the one file. */
import {button, byId, el, fill, setText} from "./dom.js";
import {label, pick, say} from "./words.js";
import {countChanges, editChoice, emptySetting} from "./state.js";
import {MeasureControl} from "./measures.js";

export class Controls {
  constructor(app) {
    this.app = app;
    this.measures = new Map();
    this.sectors = [];
    this.openSectors = null;
  }

  build() {
    const {app} = this;
    if (!app.source.live) {
      this.buildGroups();
      return;
    }
    const focused = document.activeElement?.id;
    this.remember();
    this.measures.clear();
    fill(byId("controls-body"), this.scenarioPart(), this.choicePart("framework", "framework"), this.choicePart("settings", "accounting"), this.stressPart(), this.measuresPart());
    this.sync();
    if (app.view) this.viewed();
    if (focused && byId("controls-body").contains(byId(focused))) byId(focused).focus({preventScroll: true});
  }

  /* A new base: only other years need other controls. */
  based() {
    const years = this.app.base.as_of + "-" + this.app.base.horizon;
    if (this.years === years) this.sync();
    else this.build();
    this.years = years;
  }

  remember() {
    if (this.sectors.length) this.openSectors = new Set(this.sectors.filter((sector) => sector.node.open).map((sector) => sector.code));
  }

  scenarioPart() {
    const {app} = this;
    this.scenario = el("select", {id: "scenario", on: {change: () => this.chooseScenario()}}, app.start.scenarios.map((entry) => el("option", {value: entry.name, text: pick(entry.title)})));
    this.scenarioText = el("p", {class: "hint"});
    this.changes = el("span");
    this.resetAll = button(say("reset_all"), () => this.discard(), {class: "link"});
    return el("div", {class: "control-part"}, el("label", {class: "big-label", for: "scenario", text: say("scenario")}), this.scenario, this.scenarioText, el("p", {class: "changes"}, this.changes, " ", this.resetAll));
  }

  chooseScenario() {
    const {app} = this;
    if (this.scenario.value === "") return;
    app.moved();
    app.store.replace(emptySetting(this.scenario.value));
  }

  discard() {
    const {app} = this;
    const {base, document: text} = app.store.setting;
    app.moved();
    app.store.replace(emptySetting(base, text));
    this.scenario.focus();
  }

  foldable(key, body) {
    const note = el("span", {class: "fold-note"});
    const node = el("details", {class: "fold", id: "fold-" + key}, el("summary", null, el("span", {text: say(key)}), " ", note), body);
    return {node, note};
  }

  choicePart(part, key) {
    const {app} = this;
    const list = app.start[part === "settings" ? "settings" : "framework"];
    if (!list?.length) return null;
    const selects = list.map((entry) => {
      const id = `${part}-${entry.name}`;
      const select = el("select", {id, on: {change: () => {
        app.moved();
        app.store.change(null, (setting) => editChoice(setting, app.base, part, entry.name, select.value));
        app.store.commit();
      }}}, entry.options.map((option) => el("option", {value: option.name, text: pick(option.title)})));
      return {entry, select, node: el("p", {class: "field"}, el("label", {for: id, text: pick(entry.title)}), select, el("span", {class: "fault", id: id + "-fault"}))};
    });
    const fold = this.foldable(key, el("div", {class: "fold-body"}, selects.map((one) => one.node)));
    this[part] = {selects, fold};
    return fold.node;
  }

  stressPart() {
    const {app} = this;
    if (!app.start.stress?.length) return null;
    this.stress = app.start.stress.map((entry) => {
      const id = "stress-" + entry.name;
      const box = el("input", {type: "checkbox", id, "aria-describedby": pick(entry.text) ? id + "-text" : null, on: {change: () => {
        app.moved();
        app.store.change(null, (setting) => {
          const set = new Set(setting.stress);
          if (box.checked) set.add(entry.name);
          else set.delete(entry.name);
          setting.stress = app.start.stress.map((one) => one.name).filter((name) => set.has(name));
        });
        app.store.commit();
      }}});
      return {entry, box, node: el("li", null, el("div", {class: "check"}, box, el("label", {for: id, text: pick(entry.title)})), pick(entry.text) ? el("p", {class: "hint", id: id + "-text", text: pick(entry.text)}) : null)};
    });
    this.stressFold = this.foldable("stress", el("ul", {class: "fold-body plain"}, this.stress.map((one) => one.node)));
    return this.stressFold.node;
  }

  measuresPart() {
    const {app} = this;
    const codes = [...new Set(app.start.measures.map((measure) => measure.sector))];
    const order = ["buildings", "energy", "transport", "industry"];
    codes.sort((a, b) => (order.includes(a) ? order.indexOf(a) : 9) - (order.includes(b) ? order.indexOf(b) : 9));
    this.openSectors ??= new Set(codes.slice(0, 1));
    this.search = el("input", {type: "search", id: "measure-search", autocomplete: "off", spellcheck: "false", placeholder: say("search"), "aria-describedby": "search-count", on: {input: () => this.filter()}});
    this.searchCount = el("p", {class: "hint", id: "search-count", role: "status"});
    this.sectors = codes.map((code) => this.sectorPart(code));
    return el("div", {class: "control-part measures"}, el("h3", {class: "big-label", id: "measures-title", text: say("measures")}), el("label", {class: "unseen", for: "measure-search", text: say("search")}), this.search, this.searchCount, this.sectors.map((sector) => sector.node));
  }

  sectorPart(code) {
    const {app} = this;
    const controls = app.start.measures.filter((measure) => measure.sector === code).map((measure) => {
      const control = new MeasureControl(app, measure);
      this.measures.set(measure.name, control);
      return control;
    });
    const count = el("span", {class: "fold-note"});
    const name = label(app, code);
    const all = (on) => button(say(on ? "all_on" : "all_off"), () => this.switchAll(controls, on), {class: "link", "aria-label": say(on ? "all_on_name" : "all_off_name", {sector: name})});
    const node = el("details", {class: "fold sector", id: "sector-" + code}, el("summary", null, el("span", {text: name}), " ", count),
      el("p", {class: "sector-tools"}, all(true), " ", all(false)), el("ul", {class: "plain measure-list"}, controls.map((control) => control.node)));
    node.open = this.openSectors.has(code);
    return {code, node, count, controls};
  }

  switchAll(controls, on) {
    const {app} = this;
    app.moved();
    app.store.change(null, (setting) => {
      for (const {name} of controls) {
        const plain = app.base.measures[name];
        const change = {...(setting.measures[name] ?? {})};
        if (plain && plain.on === on) delete change.on;
        else change.on = on;
        if (Object.keys(change).length) setting.measures[name] = change;
        else delete setting.measures[name];
      }
    });
    app.store.commit();
  }

  filter() {
    const words = this.search.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    if (words.length && !this.beforeSearch) this.beforeSearch = new Set(this.sectors.filter((sector) => sector.node.open).map((sector) => sector.code));
    for (const sector of this.sectors) {
      let here = 0;
      for (const control of sector.controls) {
        const {measure} = control;
        const text = [measure.name, pick(measure.title), pick(measure.text), pick(measure.office), ...measure.levers.map((lever) => pick(lever.title))].join(" ").toLocaleLowerCase();
        const fits = words.every((word) => text.includes(word));
        control.node.hidden = !fits;
        if (fits) here += 1;
      }
      sector.node.hidden = here === 0;
      if (words.length) sector.node.open = here > 0;
      else if (this.beforeSearch) sector.node.open = this.beforeSearch.has(sector.code);
      found += here;
    }
    if (!words.length) this.beforeSearch = null;
    setText(this.searchCount, !words.length ? "" : found ? say("search_count", {n: found}) : say("search_none"));
  }

  buildGroups() {
    const {app} = this;
    this.groups = app.start.groups.map((group) => {
      const id = "group-" + group.name;
      const box = el("input", {type: "checkbox", id, "aria-describedby": id + "-list", on: {change: () => {
        app.moved();
        app.store.change(null, (setting) => { setting.groups[group.name] = box.checked; });
        app.store.commit();
      }}});
      return {group, box, node: el("li", {class: "measure group"}, el("div", {class: "measure-head"}, box, el("label", {for: id, text: pick(group.title)})), el("ul", {class: "hint group-list", id: id + "-list"}, group.measures.map((title) => el("li", {text: pick(title)}))))};
    });
    const all = (on) => button(say(on ? "all_on" : "all_off"), () => {
      app.moved();
      app.store.change(null, (setting) => { for (const group of app.start.groups) setting.groups[group.name] = on; });
      app.store.commit();
    }, {class: "link"});
    fill(byId("controls-body"), el("div", {class: "control-part measures"}, el("h3", {class: "big-label", text: say("groups")}), el("p", {class: "sector-tools"}, all(true), " ", all(false)), el("ul", {class: "plain measure-list"}, this.groups.map((one) => one.node))));
    this.sync();
  }

  /* Brings all controls in line with the setting. */
  sync() {
    const {app} = this;
    const {setting} = app.store;
    if (this.groups) {
      for (const {group, box} of this.groups) box.checked = setting.groups[group.name] !== false;
      return;
    }
    if (!this.scenario) return;
    this.syncScenario(setting);
    for (const part of ["framework", "settings"]) this.syncChoices(part, setting);
    if (this.stress) {
      for (const {entry, box} of this.stress) box.checked = setting.stress.includes(entry.name);
      setText(this.stressFold.note, setting.stress.length ? say("count_some", {n: setting.stress.length}) : say("count_none"));
    }
    for (const sector of this.sectors) {
      const on = sector.controls.filter((control) => control.sync()).length;
      setText(sector.count, say("count_on", {on, all: sector.controls.length}));
    }
  }

  syncScenario(setting) {
    const {app} = this;
    const own = this.scenario.querySelector("option[value='']");
    if (setting.document && !own) this.scenario.prepend(el("option", {value: "", text: ""}));
    if (!setting.document && own) own.remove();
    if (setting.document) setText(this.scenario.firstChild, say("scenario_file", {title: pick(app.base.title)}));
    this.scenario.value = setting.document ? "" : setting.base;
    setText(this.scenarioText, pick(app.base.text));
    const count = countChanges(setting);
    setText(this.changes, say(count === 0 ? "reset_count_none" : count === 1 ? "reset_count_one" : "reset_count", {n: count, title: pick(app.base.title)}));
    this.resetAll.hidden = count === 0;
  }

  syncChoices(part, setting) {
    const {app} = this;
    if (!this[part]) return;
    for (const {entry, select} of this[part].selects) {
      const value = Object.hasOwn(setting[part], entry.name) ? setting[part][entry.name] : app.base[part]?.[entry.name];
      if (value !== undefined && select.value !== value) select.value = value;
      select.classList.toggle("differs", Object.hasOwn(setting[part], entry.name));
    }
    const changed = Object.keys(setting[part]).length;
    setText(this[part].fold.note, changed ? say("changed") : "");
  }

  viewed() {
    for (const control of this.measures.values()) {
      control.clearServerFaults();
      control.viewed();
    }
    this.clearFieldFaults();
  }

  clearFieldFaults() {
    for (const node of byId("controls-body").querySelectorAll(".fold-body .fault")) setText(node, "");
    for (const node of byId("controls-body").querySelectorAll("select[aria-invalid]")) {
      node.removeAttribute("aria-invalid");
      node.removeAttribute("aria-describedby");
    }
  }

  /* Shows refused parts at their controls; returns the texts that belong to no control. */
  showFaults(faults) {
    const rest = [];
    for (const control of this.measures.values()) control.clearServerFaults();
    this.clearFieldFaults();
    for (const fault of faults) {
      const key = fault.key ?? this.guessKey(fault);
      const [part, name] = key.split(".");
      const text = pick(fault.text);
      const control = part === "measures" ? this.measures.get(name) : null;
      const select = part === "framework" || part === "settings" ? byId(`${part}-${name}`) : null;
      if (control) {
        control.serverFault(key, text);
      } else if (select) {
        select.setAttribute("aria-invalid", "true");
        select.setAttribute("aria-describedby", select.id + "-fault");
        setText(byId(select.id + "-fault"), text);
      } else {
        rest.push(text);
      }
    }
    return rest;
  }

  /* The control a fault without a key is about: a measure, a changed lever or a choice that its text names. */
  guessKey(fault) {
    const text = fault.text?.de ?? "";
    const names = (word) => new RegExp(`(^|[^\\w-])${word}([^\\w-]|$)`).test(text);
    const {setting} = this.app.store;
    const measure = [...this.measures.keys()].find(names);
    if (measure) return "measures." + measure;
    for (const [name, change] of Object.entries(setting.measures)) {
      const lever = Object.keys(change.levers ?? {}).find(names);
      if (lever) return `measures.${name}.levers.${lever}`;
    }
    for (const part of ["framework", "settings"]) {
      const name = Object.keys(setting[part]).find(names);
      if (name) return `${part}.${name}`;
    }
    return "";
  }

  goto(name) {
    const control = this.measures.get(name);
    if (!control) return;
    if (this.search.value) {
      this.search.value = "";
      this.filter();
    }
    byId("controls").open = true;
    this.sectors.find((sector) => sector.controls.includes(control)).node.open = true;
    control.show();
  }
}
