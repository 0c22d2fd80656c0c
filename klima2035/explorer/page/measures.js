/* One control a measure: switch, extent, start and end, and in its details what it means and its levers. */
import {button, byId, el, fill, setText} from "./dom.js";
import {isNumber, plainNumber, sized, digits} from "./format.js";
import {label, pick, say, titleOf, unitWord} from "./words.js";
import {changesOf, editMeasure, effective} from "./state.js";
import {findingItem} from "./board.js";

export class MeasureControl {
  constructor(app, measure) {
    this.app = app;
    this.measure = measure;
    this.name = measure.name;
    this.title = pick(measure.title);
    this.id = "m-" + measure.name;
    this.faults = new Map();
    this.build();
  }

  edit(field, value, lever) {
    this.app.moved();
    this.app.store.change(`${this.name}/${field}/${lever ?? ""}`, (setting) => editMeasure(setting, this.app.base, this.name, field, value, lever));
  }

  commit() {
    this.app.store.commit();
  }

  now() {
    return effective(this.app.base, this.app.store.setting, this.name);
  }

  numberInput(id, name, low, high, step, act) {
    const input = el("input", {
      type: "number", id, min: low, max: high, step, inputmode: "decimal", "aria-label": name, autocomplete: "off",
      on: {
        input: () => {
          const value = input.value === "" ? NaN : Number(input.value);
          if (!Number.isFinite(value) || value < low || value > high || (step === 1 && !Number.isInteger(value))) {
            this.fault(id, say("fault_number", {low: this.bound(low), high: this.bound(high)}));
            return;
          }
          act(value, input);
        },
        change: () => this.commit(),
        blur: () => { if (!this.faults.has(id)) this.syncValues(); },
      },
    });
    return input;
  }

  bound(value) {
    return Number.isInteger(value) && value >= 1900 && value <= 2100 ? String(value) : Number.isInteger(value) ? digits(value) : sized(value);
  }

  fault(id, text) {
    if (text) this.faults.set(id, text);
    else this.faults.delete(id);
    const input = byId(id);
    if (input) {
      if (text) {
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", this.id + "-faults");
      } else {
        input.removeAttribute("aria-invalid");
        input.removeAttribute("aria-describedby");
      }
    }
    fill(this.faultHost, [...this.faults.values()].map((line) => el("span", {text: line})));
  }

  years() {
    const {base} = this.app;
    return [base.as_of + 1, base.horizon];
  }

  build() {
    const {measure, title, id} = this;
    const [low, high] = this.years();
    this.on = el("input", {type: "checkbox", id: id + "-on", on: {change: () => { this.edit("on", this.on.checked); this.commit(); }}});
    this.mark = el("span", {class: "changed", hidden: true}, el("span", {class: "dot", "aria-hidden": "true"}), el("span", {text: say("changed")}));
    this.reset = button(say("reset"), () => this.resetAll(), {class: "link reset", "aria-label": say("reset_name", {name: title}), hidden: true});
    this.range = el("input", {
      type: "range", id: id + "-range", min: 0, max: 100, step: 1, "aria-label": `${title}: ${say("ambition")}`,
      on: {input: () => this.setAmbition(Number(this.range.value), this.range), change: () => this.commit()},
    });
    this.ambition = this.numberInput(id + "-ambition", `${title}: ${say("ambition_number")}`, 0, 100, 1, (value, input) => { this.fault(input.id, null); this.setAmbition(value, input); });
    this.start = this.numberInput(id + "-start", `${title}: ${say("start")}`, low, high, 1, (value, input) => this.setYear("start", value, input));
    this.end = measure.has_end ? this.numberInput(id + "-end", `${title}: ${say("end")}`, low, high, 1, (value, input) => this.setYear("end", value, input)) : null;
    this.faultHost = el("span", {class: "faults", id: id + "-faults", role: "status"});
    this.needs = el("p", {class: "needs", hidden: true});
    this.findings = el("div", {class: "measure-findings"});
    this.detailsBody = el("div", {class: "measure-body"});
    this.details = el("details", {class: "measure-details", on: {toggle: () => this.syncDetails()}}, el("summary", {"aria-label": say("details_name", {name: title}), text: say("details")}), this.detailsBody);
    this.dials = el("div", {class: "dials"}, this.range, el("span", {class: "ambition"}, this.ambition, el("span", {"aria-hidden": "true", text: "%"})),
      el("span", {class: "span-years"}, this.start, this.end ? el("span", {"aria-hidden": "true", text: "–"}) : null, this.end));
    this.node = el("li", {class: "measure", id},
      el("div", {class: "measure-head"}, this.on, el("label", {for: id + "-on", text: title}), this.mark, this.reset),
      this.dials, this.faultHost, this.needs, this.findings, this.details);
  }

  setAmbition(value, from) {
    if (from !== this.range) this.range.value = String(value);
    if (from !== this.ambition) this.ambition.value = String(value);
    this.edit("ambition", value);
  }

  setYear(field, value, input) {
    const now = this.now();
    const start = field === "start" ? value : now.start;
    const end = field === "end" ? value : now.end;
    if (this.end && isNumber(start) && isNumber(end) && start > end) {
      this.fault(input.id, say("fault_order"));
      return;
    }
    this.fault(this.id + "-start", null);
    this.fault(this.id + "-end", null);
    this.edit(field, value);
  }

  resetAll() {
    this.faults.clear();
    this.app.moved();
    this.app.store.commit();
    this.app.store.change(null, (setting) => { delete setting.measures[this.name]; });
    this.app.store.commit();
    for (const input of this.node.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    fill(this.faultHost);
    this.on.focus();
  }

  put(input, value) {
    if (!input) return;
    const text = isNumber(value) ? plainNumber(value) : "";
    if (this.faults.has(input.id) && document.activeElement === input) return;
    if (this.faults.has(input.id)) this.fault(input.id, null);
    if (input.value !== text && Number(input.value || NaN) !== value) input.value = text;
  }

  syncValues() {
    const now = this.now();
    this.on.checked = now.on;
    this.put(this.ambition, now.ambition);
    if (isNumber(now.ambition)) this.range.value = String(now.ambition);
    this.put(this.start, now.start);
    this.put(this.end, now.end);
    return now;
  }

  /* Brings the control in line with the setting. */
  sync() {
    const now = this.syncValues();
    const changed = Object.keys(changesOf(this.app.store.setting, this.name)).length > 0;
    this.node.classList.toggle("off", !now.on);
    this.node.classList.toggle("differs", changed);
    this.mark.hidden = !changed;
    this.reset.hidden = !changed;
    this.syncNeeds(now);
    if (this.details.open) this.syncDetails();
    return now.on;
  }

  syncNeeds(now) {
    const missing = now.on ? this.measure.requires.filter((name) => !effective(this.app.base, this.app.store.setting, name).on) : [];
    this.needs.hidden = missing.length === 0;
    if (missing.length) setText(this.needs, say("needs") + ": " + missing.map((name) => titleOf(this.app, name) + " (" + say("needs_off") + ")").join(", "));
  }

  syncDetails() {
    if (!this.details.open) return;
    const {app, measure} = this;
    if (!this.detailsBody.firstChild) {
      const row = (name, value) => (value ? [el("dt", {text: name}), el("dd", {text: value})] : []);
      this.levelHead = el("p", {class: "level-head"});
      this.levels = el("ul", {class: "levels"});
      this.levers = measure.levers.map((lever) => {
        const id = `${this.id}-lever-${lever.name}`;
        const title = pick(lever.title);
        const unit = lever.unit_title ? pick(lever.unit_title) : unitWord(app, lever.unit);
        const input = this.numberInput(id, `${this.title}: ${title}, ${unit}`, lever.low, lever.high, "any", (value, from) => { this.fault(from.id, null); this.edit("levers", value, lever.name); });
        return {lever, input, node: el("div", {class: "lever"}, el("span", {class: "lever-name", "aria-hidden": "true", text: title}), el("span", {class: "lever-input"}, input, el("span", {"aria-hidden": "true", text: unit})), el("span", {class: "hint", text: say("lever_bounds", {low: sized(lever.low), high: sized(lever.high)}) + "\u00a0" + unit}))};
      });
      fill(this.detailsBody,
        pick(measure.text) ? el("p", {text: pick(measure.text)}) : null,
        this.levelHead, this.levels,
        el("dl", {class: "facts"}, row(say("decider"), label(app, measure.decider)), row(say("office"), pick(measure.office)),
          row(say("needs"), measure.requires.map((name) => titleOf(app, name)).join(", ")), row(say("excludes"), measure.excludes.map((name) => titleOf(app, name)).join(", "))),
        this.levers.length ? el("fieldset", {class: "levers"}, el("legend", {text: say("levers")}), this.levers.map((entry) => entry.node)) : null);
    }
    const now = this.now();
    for (const {lever, input} of this.levers) this.put(input, now.levers[lever.name]);
    this.syncLevels();
  }

  syncLevels() {
    if (!this.details.open || !this.levels) return;
    const list = this.app.view?.levels?.[this.name] ?? [];
    this.levelHead.hidden = list.length === 0;
    setText(this.levelHead, say(this.now().on ? "level" : "level_off"));
    const texts = list.map(pick);
    const nodes = [...this.levels.children];
    if (nodes.length === texts.length) nodes.forEach((node, i) => setText(node, texts[i]));
    else fill(this.levels, texts.map((text) => el("li", {text})));
  }

  /* After a view: findings in place, sentences of the level. */
  viewed() {
    this.syncLevels();
    const mine = (this.app.view.findings ?? []).filter((finding) => finding.severity !== "note" && finding.measures.includes(this.name));
    const signature = JSON.stringify([mine, this.now().on]);
    if (signature === this.shownFindings) return;
    this.shownFindings = signature;
    fill(this.findings, mine.map((finding) => findingItem(this.app, finding, true)));
  }

  serverFault(key, text) {
    const part = key.split(".");
    const id = part[2] === "levers" ? `${this.id}-lever-${part[3]}` : part[2] ? `${this.id}-${part[2]}` : this.id + "-on";
    this.fault(byId(id) ? id : this.id + "-on", text);
    (this.serverIds ??= new Set()).add(byId(id) ? id : this.id + "-on");
  }

  clearServerFaults() {
    for (const id of this.serverIds ?? []) this.fault(id, null);
    this.serverIds = new Set();
  }

  show() {
    this.on.focus({preventScroll: true});
    this.node.scrollIntoView({block: "center"});
  }
}
