/* The board of milestones and the list of findings. */
import {button, el, fill, hiddenText} from "./dom.js";
import {isNumber, percent, quantity} from "./format.js";
import {pick, say, titleOf} from "./words.js";
import {whyButton} from "./tables.js";

export const SIGNS = {reached: "✔", at_risk: "▲", missed: "✘", cannot_judge: "?"};
export const FINDING_SIGNS = {serious: "■", warning: "▲", note: "●"};
export const VERDICTS = ["reached", "at_risk", "missed", "cannot_judge"];

export function countVerdicts(app) {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
  for (const milestone of app.view.milestones ?? []) counts[milestone.verdict] += 1;
  return counts;
}

export function boardSummary(app) {
  const counts = countVerdicts(app);
  const judged = counts.reached + counts.at_risk + counts.missed;
  const lines = [say("say_board", {met: counts.reached, judged, risk: counts.at_risk, missed: counts.missed})];
  if (counts.cannot_judge) lines.push(say("say_board_open", {n: counts.cannot_judge}));
  return lines;
}

export function limitText(app, milestone) {
  return say(milestone.sense === "at_most" ? "at_most" : "at_least", {v: quantity(app, milestone.limit, milestone.unit)});
}

export function gapWords(app, milestone) {
  if (!isNumber(milestone.gap)) return null;
  const {gap, sense} = milestone;
  const text = quantity(app, Math.abs(gap), milestone.unit);
  if (gap <= 0) return [say("spare_gap"), text];
  return [say(sense === "at_most" ? "over_gap" : "missing_gap"), text];
}

export function metText(app, milestone) {
  return milestone.met_in ? String(milestone.met_in) : say("met_never", {year: app.view.horizon});
}

export function chanceOf(app, milestone) {
  const found = app.band?.milestones;
  return found && Object.hasOwn(found, milestone.id) ? found[milestone.id] : null;
}

export function verdictMark(verdict) {
  return el("span", {class: "mark " + verdict}, el("span", {class: "sign", "aria-hidden": "true", text: SIGNS[verdict]}), " ", say("v_" + verdict));
}

export function pair(name, value, extra) {
  return el("div", null, el("dt", {text: name}), el("dd", null, value, extra));
}

export function milestoneCard(app, milestone) {
  const title = pick(milestone.title);
  const gap = gapWords(app, milestone);
  const chance = chanceOf(app, milestone);
  const past = milestone.year <= app.view.as_of; /* what has no path has no year in which it is met */
  const late = milestone.verdict !== "reached" && milestone.verdict !== "cannot_judge" && (milestone.met_in || !past);
  const bar = isNumber(chance) ? el("meter", {min: 0, max: 1, value: chance, "aria-label": say("probability")}) : null;
  return el("li", {class: "card " + milestone.verdict},
    el("p", {class: "card-top"}, verdictMark(milestone.verdict), el("span", {class: "card-year", text: String(milestone.year)})),
    el("h4", null, title, " ", isNumber(milestone.value) ? whyButton(app, "milestone:" + milestone.id, milestone.year, title) : null),
    el("dl", null,
      pair(milestone.evidence ? say("e_" + milestone.evidence) : say("value"), el("strong", {text: quantity(app, milestone.value, milestone.unit)})),
      pair(say("o_" + milestone.origin), [el("span", {"aria-hidden": "true", text: say(milestone.sense === "at_most" ? "below_sign" : "above_sign", {v: quantity(app, milestone.limit, milestone.unit)})}), hiddenText(limitText(app, milestone))]),
      gap ? pair(gap[0], gap[1]) : null,
      late ? pair(say("met_in"), metText(app, milestone)) : null,
      app.source.band && milestone.year > app.view.as_of && milestone.verdict !== "cannot_judge"
        ? pair(say("probability"), isNumber(chance) ? percent(chance) : app.lateFaults.band ? "–" : say("computing"), bar) : null,
    ));
}

export function boardTable(app) {
  return {
    caption: say("board"), head: [say("milestone"), say("year"), say("verdict"), say("value"), say("limit"), say("met_in"), say("probability"), say("source")], left: [2, 7],
    rows: app.view.milestones.map((milestone) => ({head: pick(milestone.title), cells: [
      {text: String(milestone.year)}, {text: SIGNS[milestone.verdict] + "\u00a0" + say("v_" + milestone.verdict), left: true},
      {text: quantity(app, milestone.value, milestone.unit), why: "milestone:" + milestone.id, year: milestone.year}, {text: limitText(app, milestone)}, {text: metText(app, milestone)},
      {text: isNumber(chanceOf(app, milestone)) ? percent(chanceOf(app, milestone)) : "–"}, {text: pick(milestone.source), left: true},
    ]})),
  };
}

export function drawBoard(app, host) {
  const all = app.view.milestones ?? [];
  const part = (title, list) => (list.length ? [el("h3", {class: "board-head", text: title}), el("ul", {class: "cards"}, list.map((milestone) => milestoneCard(app, milestone)))] : []);
  fill(host,
    part(say("board_future"), all.filter((milestone) => milestone.year > app.view.as_of)),
    part(say("board_past", {year: app.view.as_of}), all.filter((milestone) => milestone.year <= app.view.as_of)));
  host.setAttribute("aria-busy", String(Boolean(app.source.band) && !app.band && !app.lateFaults.band));
}

export function findingItem(app, finding, here) {
  const sign = el("span", {class: "mark " + finding.severity}, el("span", {class: "sign", "aria-hidden": "true", text: FINDING_SIGNS[finding.severity]}), " ", say("f_" + finding.severity));
  const reason = pick(finding.reason);
  const remedy = pick(finding.remedy);
  const links = here ? [] : finding.measures.map((name) => button(titleOf(app, name), () => app.hooks.goto(name), {class: "link", "aria-label": say("goto_measure", {name: titleOf(app, name)})}));
  return el(here ? "p" : "li", {class: "finding " + finding.severity},
    sign, " ", el("strong", {text: pick(finding.sentence)}),
    reason && !here ? el("span", {class: "finding-part"}, el("b", {text: say("reason") + ": "}), reason) : null,
    remedy && !here ? el("span", {class: "finding-part"}, el("b", {text: say("remedy") + ": "}), remedy) : null,
    links.length ? el("span", {class: "finding-part links"}, links.flatMap((link, i) => (i ? [" ", link] : [link]))) : null);
}

export function findingsSummary(app) {
  const list = app.view.findings;
  if (!list.length) return [say("say_findings_none")];
  const count = (severity) => list.filter((finding) => finding.severity === severity).length;
  return [say("say_findings", {a: count("serious"), b: count("warning"), c: count("note")})];
}

export function drawFindings(app, host) {
  const signature = JSON.stringify([app.view.findings, document.documentElement.lang]);
  if (host.dataset.shown === String(signature.length) && app.findingsShown === signature) return;
  app.findingsShown = signature;
  host.dataset.shown = String(signature.length);
  const open = host.querySelector("details")?.open ?? false;
  const of = (severity) => app.view.findings.filter((finding) => finding.severity === severity);
  const strong = [...of("serious"), ...of("warning")];
  const notes = of("note");
  fill(host,
    strong.length ? el("ul", {class: "findings"}, strong.map((finding) => findingItem(app, finding, false))) : null,
    notes.length ? el("details", {class: "notes", open}, el("summary", {text: say("f_notes", {n: notes.length})}), el("ul", {class: "findings"}, notes.map((finding) => findingItem(app, finding, false)))) : null);
}

