/* The setting: only what differs from the base, with a history of steps to undo. */
export const HISTORY_LIMIT = 200;

export function emptySetting(base, document = null) {
  return {base, document, measures: {}, framework: {}, settings: {}, stress: []};
}

export class Store {
  constructor(setting) {
    this.setting = setting;
    this.compare = null;
    this.past = [];
    this.future = [];
    this.open = null;
    this.listeners = [];
  }

  listen(act) {
    this.listeners.push(act);
  }

  tell(kind) {
    for (const act of this.listeners) act(kind);
  }

  snapshot() {
    return JSON.stringify({setting: this.setting, compare: this.compare});
  }

  /* One step; changes with the same key and no commit between them (a drag) are one step together. */
  change(key, act) {
    const before = this.snapshot();
    act(this.setting, this);
    if (this.snapshot() === before) return false;
    if (this.open === null || this.open !== key) {
      this.past.push(before);
      if (this.past.length > HISTORY_LIMIT) this.past.shift();
    }
    this.open = key;
    this.future = [];
    this.tell("change");
    return true;
  }

  commit() {
    this.open = null;
  }

  replace(setting, compare) {
    this.commit();
    this.change(null, () => {
      this.setting = setting;
      if (compare !== undefined) this.compare = compare;
    });
    this.commit();
  }

  step(from, to) {
    if (!from.length) return false;
    to.push(this.snapshot());
    const state = JSON.parse(from.pop());
    this.setting = state.setting;
    this.compare = state.compare;
    this.open = null;
    this.tell("step");
    return true;
  }

  undo() {
    return this.step(this.past, this.future);
  }

  redo() {
    return this.step(this.future, this.past);
  }
}

export function baseOf(base, measure) {
  const known = base && base.measures && Object.hasOwn(base.measures, measure) ? base.measures[measure] : null;
  return known ?? {on: false, start: null, end: null, ambition: 100, levers: {}};
}

export function changesOf(setting, measure) {
  return setting.measures && Object.hasOwn(setting.measures, measure) ? setting.measures[measure] : {};
}

export function effective(base, setting, measure) {
  const plain = baseOf(base, measure);
  const change = changesOf(setting, measure);
  return {...plain, ...change, levers: {...plain.levers, ...(change.levers ?? {})}};
}

export function editMeasure(setting, base, measure, field, value, lever) {
  const plain = baseOf(base, measure);
  const change = {...changesOf(setting, measure)};
  if (lever) {
    const levers = {...(change.levers ?? {})};
    if (value === (plain.levers ?? {})[lever]) delete levers[lever];
    else levers[lever] = value;
    if (Object.keys(levers).length) change.levers = levers;
    else delete change.levers;
  } else if (value === plain[field]) {
    delete change[field];
  } else {
    change[field] = value;
  }
  if (Object.keys(change).length) setting.measures[measure] = change;
  else delete setting.measures[measure];
}

export function editChoice(setting, base, part, name, value) {
  if (base && base[part] && base[part][name] === value) delete setting[part][name];
  else setting[part][name] = value;
}

export function countChanges(setting) {
  if (setting.groups) return Object.values(setting.groups).filter((on) => !on).length;
  let count = setting.stress.length + Object.keys(setting.framework).length + Object.keys(setting.settings).length;
  for (const change of Object.values(setting.measures)) {
    for (const [field, value] of Object.entries(change)) count += field === "levers" ? Object.keys(value).length : 1;
  }
  return count;
}
