/* Asks the source: the newest setting wins, one view at a time; band and credit follow when the hand rests. */
import {Refused} from "./source.js";

export const REST_MS = 400;
export const NOTES_MS = 60;
export const RETRY_MS = 700;

export class Engine {
  constructor(app) {
    this.app = app;
    this.running = false;
    this.again = false;
    this.bases = new Map();
    this.rivals = new Map();
    this.lateStop = null;
    this.lateTimer = 0;
    this.notesTimer = 0;
    this.retries = 0;
  }

  baseKey(setting) {
    if (setting.groups) return "packed";
    return setting.document === null || setting.document === undefined ? "name:" + setting.base : "text:" + setting.document;
  }

  async baseFor(setting) {
    const key = this.baseKey(setting);
    if (!this.bases.has(key)) {
      const found = await this.app.source.base({base: setting.base ?? null, document: setting.document ?? null});
      if (this.bases.size > 12) this.bases.delete(this.bases.keys().next().value);
      this.bases.set(key, found);
    }
    return this.bases.get(key);
  }

  /* To be called on every change of the setting; answers arrive through app.hooks. */
  want() {
    this.stopLate();
    this.again = true;
    if (!this.running) this.run();
  }

  async run() {
    this.running = true;
    while (this.again) {
      this.again = false;
      try {
        await this.once();
        this.retries = 0;
      } catch (error) {
        this.failed(error);
      }
    }
    this.running = false;
  }

  async once() {
    const {app} = this;
    const setting = app.store.setting;
    const asked = JSON.stringify(setting);
    const key = this.baseKey(setting);
    if (app.baseKey !== key) {
      const base = await this.baseFor(setting);
      if (this.baseKey(app.store.setting) !== key) {
        this.again = true;
        return;
      }
      app.base = base;
      app.baseKey = key;
      app.hooks.base();
    }
    const view = await app.source.view(JSON.parse(asked));
    if (app.source.notes) {
      view.findings = app.view?.findings;
      view.levels = app.view?.levels;
    }
    if (this.baseKey(app.store.setting) !== key) {
      this.again = true;
      return;
    }
    app.view = view;
    app.shown = JSON.parse(asked);
    await this.rival();
    app.hooks.view();
    this.restLater();
  }

  async rival() {
    const {app} = this;
    const name = app.store.compare;
    if (!name || !app.source.live) {
      app.rival = null;
      return;
    }
    if (!this.rivals.has(name)) {
      try {
        const view = await app.source.view({base: name, document: null, measures: {}, framework: {}, settings: {}, stress: []});
        this.rivals.set(name, view);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        app.rival = null;
        return;
      }
    }
    app.rival = {name, view: this.rivals.get(name)};
  }

  failed(error) {
    const {app} = this;
    if (error instanceof Refused && error.status === 422) {
      if (!this.again) app.hooks.faults(error.faults);
      return;
    }
    if (error instanceof Refused && [429, 503].includes(error.status) && this.retries < 4) {
      this.retries += 1;
      setTimeout(() => this.want(), RETRY_MS * this.retries);
      return;
    }
    this.retries = 0;
    const kind = error instanceof Refused ? (error.status === 401 ? "locked" : [429, 503].includes(error.status) ? "busy" : "gone") : "gone";
    if (!(error instanceof Refused) && !(error instanceof TypeError)) console.error(error);
    app.hooks.gone(kind, error instanceof Refused ? error.faults : []);
  }

  stopLate() {
    clearTimeout(this.lateTimer);
    clearTimeout(this.notesTimer);
    if (this.lateStop) this.lateStop.abort();
    this.lateStop = null;
    this.app.band = null;
    this.app.credit = null;
    this.app.lateFaults = {};
    this.app.hooks.late("wait");
  }

  restLater() {
    if (!this.app.source.band) return;
    clearTimeout(this.lateTimer);
    clearTimeout(this.notesTimer);
    this.notesTimer = setTimeout(() => this.notes(), NOTES_MS);
    this.lateTimer = setTimeout(() => this.late(), REST_MS);
  }

  /* Findings and what the levels mean: a moment after the charts. */
  async notes() {
    const {app} = this;
    const {view, shown} = app;
    try {
      const answer = await app.source.notes(shown);
      if (app.view !== view) return;
      Object.assign(view, answer);
      app.hooks.notes();
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof TypeError)) console.error(error);
    }
  }

  async late() {
    const stop = new AbortController();
    this.lateStop = stop;
    const setting = this.app.shown;
    await Promise.all(["band", "credit"].map(async (part) => {
      for (let attempt = 0; attempt < 4 && !stop.signal.aborted; attempt += 1) {
        try {
          const answer = await this.app.source[part](setting, stop.signal);
          if (stop.signal.aborted) return;
          this.app[part] = answer;
          this.app.hooks.late(part);
          return;
        } catch (error) {
          if (stop.signal.aborted) return;
          if (error instanceof Refused && [429, 503].includes(error.status) && attempt < 3) {
            await new Promise((wake) => setTimeout(wake, RETRY_MS * (attempt + 1)));
          } else {
            this.app.lateFaults[part] = error instanceof Refused ? error.faults : [];
            this.app.hooks.late(part);
            return;
          }
        }
      }
    }));
  }
}
