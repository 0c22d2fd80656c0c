/* The whole setting in the address: base64url of JSON, deflated where the browser can; read back with strict checks. */
export const HASH_LIMIT = 300000;
export const TEXT_LIMIT = 100000;
export const LINK_COMFORT = 30000;

export function toBase64Url(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function fromBase64Url(text) {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (char) => char.charCodeAt(0));
}

export async function pump(bytes, transform, limit) {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new Error("too long");
    }
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export async function encodeState(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  if (typeof CompressionStream === "undefined") return "j." + toBase64Url(bytes);
  try {
    return "z." + toBase64Url(await pump(bytes, new CompressionStream("deflate-raw"), Infinity));
  } catch {
    return "j." + toBase64Url(bytes);
  }
}

export async function decodeState(hash) {
  if (hash.length > HASH_LIMIT || !/^[zj]\.[A-Za-z0-9_-]+$/.test(hash)) throw new Error("form");
  let bytes = fromBase64Url(hash.slice(2));
  if (hash.startsWith("z.")) bytes = await pump(bytes, new DecompressionStream("deflate-raw"), TEXT_LIMIT * 4);
  return checkState(JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(bytes)));
}

export function isName(value) {
  return typeof value === "string" && value.length <= 120 && /^[a-z0-9][a-z0-9_.:-]*$/i.test(value);
}

export function plainObject(value, limit) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Error("object");
  const keys = Object.keys(value);
  if (keys.length > limit || !keys.every(isName)) throw new Error("keys");
  return value;
}

export function only(value, allowed) {
  for (const key of Object.keys(plainObject(value, allowed.length))) if (!allowed.includes(key)) throw new Error("key " + key);
  return value;
}

export function within(value, low, high) {
  if (typeof value !== "number" || !(value >= low && value <= high)) throw new Error("number");
  return value;
}

export function flag(value) {
  if (typeof value !== "boolean") throw new Error("flag");
  return value;
}

export function checkMeasure(value) {
  only(value, ["on", "start", "end", "ambition", "levers"]);
  const made = {};
  if ("on" in value) made.on = flag(value.on);
  if ("start" in value) made.start = within(value.start, 1990, 2100);
  if ("end" in value) made.end = within(value.end, 1990, 2100);
  if ("ambition" in value) made.ambition = within(value.ambition, 0, 100);
  if ("levers" in value) {
    made.levers = {};
    for (const [name, target] of Object.entries(plainObject(value.levers, 50))) made.levers[name] = within(target, -1e12, 1e12);
  }
  return made;
}

export function checkNames(value) {
  const made = {};
  for (const [name, choice] of Object.entries(plainObject(value, 60))) {
    if (!isName(choice)) throw new Error("choice");
    made[name] = choice;
  }
  return made;
}

export function checkSetting(value) {
  only(value, ["base", "document", "measures", "framework", "settings", "stress"]);
  const {base = null, document: text = null} = value;
  if (base !== null && !isName(base)) throw new Error("base");
  if (text !== null && (typeof text !== "string" || text.length > TEXT_LIMIT)) throw new Error("document");
  if (base === null && text === null) throw new Error("no base");
  const measures = {};
  for (const [name, change] of Object.entries(plainObject(value.measures ?? {}, 400))) measures[name] = checkMeasure(change);
  const stress = value.stress ?? [];
  if (!Array.isArray(stress) || stress.length > 60 || !stress.every(isName)) throw new Error("stress");
  const framework = checkNames(value.framework ?? {});
  return {base, document: text, measures, framework, settings: checkNames(value.settings ?? {}), stress: [...new Set(stress)]};
}

export function checkGroups(value) {
  only(value, ["groups"]);
  const groups = {};
  for (const [name, on] of Object.entries(plainObject(value.groups, 60))) groups[name] = flag(on);
  return {groups};
}

export function checkState(value) {
  only(value, ["v", "lang", "compare", "setting"]);
  if (value.v !== 1) throw new Error("version");
  if (!["de", "en"].includes(value.lang)) throw new Error("lang");
  const compare = value.compare ?? null;
  if (compare !== null && !isName(compare)) throw new Error("compare");
  const setting = value.setting;
  if (setting === null || typeof setting !== "object") throw new Error("setting");
  return {lang: value.lang, compare, setting: "groups" in setting ? checkGroups(setting) : checkSetting(setting)};
}

/* Names must exist in this city's library; what a base holds is checked by the server. */
export function fitsStart(state, start, live) {
  const names = (list) => new Set((list ?? []).map((entry) => entry.name));
  const scenarios = names(start.scenarios);
  const {setting, compare} = state;
  if (compare !== null && !scenarios.has(compare)) return false;
  if (!live) return Boolean(setting.groups) && Object.keys(setting.groups).every((name) => names(start.groups).has(name));
  if (setting.groups) return false;
  if (setting.document === null && !scenarios.has(setting.base)) return false;
  const fits = (part, known) => Object.entries(part).every(([name, choice]) => {
    const found = known.find((entry) => entry.name === name);
    return found && names(found.options).has(choice);
  });
  return Object.keys(setting.measures).every((name) => names(start.measures).has(name))
    && setting.stress.every((name) => names(start.stress).has(name))
    && fits(setting.framework, start.framework) && fits(setting.settings, start.settings);
}
