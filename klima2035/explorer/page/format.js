/* Numbers as people write them, in the page's language. */
import {tongue, unitWord} from "./words.js";

export const NBSP = "\u00a0";
export const NO_VALUE = "–";
export const numberFormats = new Map();

export function digits(value, places = 0) {
  const key = tongue.lang + places;
  let made = numberFormats.get(key);
  if (!made) {
    const locale = tongue.lang === "de" ? "de-DE" : "en-GB";
    made = new Intl.NumberFormat(locale, {minimumFractionDigits: places, maximumFractionDigits: places});
    numberFormats.set(key, made);
  }
  const text = made.format(value);
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text.replace("-", "−");
}

export function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value);
}

export function tonnes(value) {
  if (!isNumber(value)) return NO_VALUE;
  const german = tongue.lang === "de";
  if (Math.abs(value) >= 9.995e6) return digits(value / 1e6, 2) + NBSP + (german ? "Mio." : "million") + NBSP + "t";
  if (Math.abs(value) < 500 && value !== 0) return digits(value, 0) + NBSP + "t";
  return digits(value / 1e3, 0) + NBSP + (german ? "Tsd." + NBSP + "t" : "kt");
}

export function megatonnes(value) {
  return isNumber(value) ? digits(value / 1e6, 2) : NO_VALUE;
}

export function roundTonnes(value) {
  return digits(Math.round(value / 1000) * 1000, 0);
}

/* Three digits that count, as the program's own tables and papers have them. */
export function threeDigits(value) {
  const places = 2 - Math.floor(Math.log10(Math.abs(value)));
  const scale = 10 ** places;
  return digits(Math.round(value * scale) / scale, Math.max(places, 0));
}

export function money(value) {
  if (!isNumber(value)) return NO_VALUE;
  const size = Math.abs(value);
  const german = tongue.lang === "de";
  const [scale, word] = size >= 1e9 ? [1e9, german ? "Mrd." : "bn"] : size >= 1e6 ? [1e6, german ? "Mio." : "million"] : [1, ""];
  const text = scale > 1 ? threeDigits(value / scale) : digits(value, 0);
  const tail = word ? NBSP + word : "";
  if (german) return text + tail + NBSP + "€";
  return (text.startsWith("−") ? "−€" + text.slice(1) : "€" + text) + tail;
}

export function percent(share, places = 0) {
  return isNumber(share) ? digits(share * 100, places) + (tongue.lang === "de" ? NBSP : "") + "%" : NO_VALUE;
}

export function signedPercent(share) {
  if (!isNumber(share)) return NO_VALUE;
  const text = percent(share);
  return share > 0 && /[1-9]/.test(text) ? "+" + text : text;
}

export function gigawatthours(value) {
  return isNumber(value) ? digits(value, 0) + NBSP + "GWh" : NO_VALUE;
}

export function sized(value) {
  const size = Math.abs(value);
  return digits(value, size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2);
}

export function quantity(app, value, unit) {
  if (!isNumber(value)) return NO_VALUE;
  if (/^t(CO2e?)?(\/a)?$/.test(unit)) return tonnes(value);
  if (/^EUR(\/a)?$/.test(unit)) return money(value);
  if (unit === "1") return percent(value, Math.abs(value) < 0.1 && value !== 0 ? 1 : 0);
  if (unit === "1/a") return percent(value, 1) + NBSP + (tongue.lang === "de" ? "je Jahr" : "per year");
  if (unit === "GWh/a") return (Math.abs(value) < 10 ? sized(value) : digits(value, 0)) + NBSP + "GWh";
  const whole = ["vehicles", "systems", "points", "m2", "employees"].includes(unit);
  const text = whole ? digits(value, 0) : sized(value);
  const word = unit ? unitWord(app, unit) : "";
  return word ? text + (word.length > 6 ? " " : NBSP) + word : text;
}

export function plainNumber(value) {
  return isNumber(value) ? String(Math.round(value * 1e6) / 1e6) : "";
}
