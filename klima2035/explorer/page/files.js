/* Save and open scenario files, copy the link. */
import {announce, button, byId, dialogBox, el, fill} from "./dom.js";
import {Refused} from "./source.js";
import {LINK_COMFORT, encodeState} from "./share.js";
import {countChanges} from "./state.js";
import {pick, say, tongue} from "./words.js";

export const NAME_RULE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const FILE_LIMIT = 100000;

export function faultTexts(error) {
  if (error instanceof Refused && error.faults.length) return error.faults.map((fault) => pick(fault.text)).join(" ");
  return say("gone");
}

export function field(id, name, input, hint) {
  return el("p", {class: "field"}, el("label", {for: id, text: name}), input, hint ? el("span", {class: "hint", id: id + "-hint", text: hint}) : null, el("span", {class: "fault", id: id + "-fault"}));
}

export function markField(input, text) {
  const fault = byId(input.id + "-fault");
  fault.textContent = text ?? "";
  if (text) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

export function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], {type: "application/yaml"}));
  const link = el("a", {href: url, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

export function suggestedName(app) {
  const base = app.store.setting.base ?? app.base?.name ?? "plan";
  return NAME_RULE.test("mein-" + base) ? "mein-" + base : "mein-plan";
}

/* A title of its own where something was changed: two scenarios of one name would not be told apart. */
export function suggestedTitle(app) {
  const title = pick(app.base?.title ?? "");
  return title && countChanges(app.store.setting) ? say("save_title_changed", {title}) : title;
}

export function openSave(app) {
  const name = el("input", {id: "save-name", type: "text", value: suggestedName(app), maxlength: 60, required: true, autocomplete: "off", spellcheck: "false", "aria-describedby": "save-name-hint save-name-fault"});
  const title = el("input", {id: "save-title-text", type: "text", value: suggestedTitle(app), maxlength: 120, required: true, autocomplete: "off", "aria-describedby": "save-title-text-fault"});
  const status = el("div", {class: "box-status", role: "status"});
  const body = () => {
    const nameOk = NAME_RULE.test(name.value) && name.value.length <= 60;
    const titleOk = title.value.trim().length > 0;
    markField(name, nameOk ? null : say("save_name_bad"));
    markField(title, titleOk ? null : say("save_title_bad"));
    if (!nameOk) name.focus();
    else if (!titleOk) title.focus();
    return nameOk && titleOk ? {setting: app.store.setting, name: name.value, title: title.value.trim()} : null;
  };
  const failed = (error) => {
    const faults = error instanceof Refused ? error.faults : [];
    const own = faults.filter((fault) => fault.key === "name");
    if (own.length || error.status === 409) {
      markField(name, (own.length ? own : faults).map((fault) => pick(fault.text)).join(" "));
      name.focus();
      fill(status);
    } else {
      fill(status, el("p", {class: "bad", text: faultTexts(error)}));
    }
  };
  const store = async () => {
    const asked = body();
    if (!asked) return;
    try {
      const answer = await app.source.save({...asked, lang: tongue.lang});
      fill(status, el("p", {class: "good", text: say("saved", {path: answer.path})}), el("p", null, say("saved_command") + " ", el("code", {text: answer.command})), answer.note ? el("p", {text: pick(answer.note)}) : null);
    } catch (error) {
      failed(error);
    }
  };
  const fetchText = async () => {
    const asked = body();
    if (!asked) return;
    try {
      const answer = await app.source.yaml(asked);
      download(answer.name + ".yaml", answer.text);
      fill(status, el("p", {class: "good", text: say("downloaded", {name: answer.name + ".yaml"})}), answer.note ? el("p", {text: pick(answer.note)}) : null);
    } catch (error) {
      failed(error);
    }
  };
  const folder = app.start.save?.folder;
  const actions = el("p", {class: "actions"},
    folder ? button(say("save_folder", {folder}), store, {class: "strong"}) : null,
    button(say("save_download"), fetchText, {class: folder ? null : "strong"}));
  dialogBox("save-box", say("save_title"), el("div", {class: "box-body"}, field("save-name", say("save_name"), name, say("save_name_hint")), field("save-title-text", say("save_title_field"), title), actions, status));
  name.select();
}

export function showFaults(name, text, faults) {
  const lines = text.split("\n").slice(0, 5000);
  const bad = new Set(faults.map((fault) => fault.line).filter(Boolean));
  const list = el("ol", {class: "code"}, lines.map((line, i) => el("li", {id: "line-" + (i + 1), tabindex: "-1", class: bad.has(i + 1) ? "bad" : null}, el("code", null, bad.has(i + 1) ? el("mark", {text: line || " "}) : line || " "))));
  const jump = (line) => {
    const target = byId("line-" + line);
    if (!target) return;
    target.scrollIntoView({block: "center"});
    target.focus();
  };
  const items = faults.map((fault) => el("li", null, fault.line
    ? button(say("open_line", {n: fault.line}) + ": " + pick(fault.text), () => jump(fault.line), {class: "link"})
    : el("span", {text: pick(fault.text)})));
  const title = say(faults.length === 1 ? "open_faults_one" : "open_faults", {name, n: faults.length});
  const box = dialogBox("open-box", title, el("div", {class: "box-body"}, el("p", {text: say("open_text")}), el("ul", {class: "fault-list"}, items),
    el("h3", {text: say("open_file_text")}), el("div", {class: "code-room", tabindex: "0", role: "region", "aria-label": say("open_file_text")}, list)));
  box.classList.add("wide-box");
}

export function plainBox(title, text) {
  dialogBox("note-box", title, el("div", {class: "box-body"}, el("p", {text})));
}

export async function openFile(app, file) {
  if (!file) return;
  if (file.size > FILE_LIMIT) {
    plainBox(say("open_title"), say("open_big"));
    return;
  }
  let text = "";
  try {
    text = await file.text();
  } catch {
    plainBox(say("open_title"), say("open_failed"));
    return;
  }
  try {
    const {setting} = await app.source.open({text});
    app.store.replace({base: setting.base ?? null, document: setting.document ?? null, measures: setting.measures ?? {}, framework: setting.framework ?? {}, settings: setting.settings ?? {}, stress: setting.stress ?? []});
    announce(say("open_done", {name: file.name}));
  } catch (error) {
    if (error instanceof Refused && error.faults.length) showFaults(file.name, text, error.faults);
    else plainBox(say("open_title"), say("gone"));
  }
}

export function watchDrops(app) {
  const isFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let depth = 0;
  const show = (on) => byId("drop").classList.toggle("on", on);
  document.addEventListener("dragenter", (event) => {
    if (!isFile(event)) return;
    depth += 1;
    show(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!isFile(event)) return;
    depth = Math.max(0, depth - 1);
    if (!depth) show(false);
  });
  document.addEventListener("dragover", (event) => { if (isFile(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    const file = event.dataTransfer.files[0];
    if (file && /\.ya?ml$/i.test(file.name)) openFile(app, file);
    else plainBox(say("open_title"), say("open_kind"));
  });
}

export async function linkOf(app) {
  const url = new URL(location.href);
  url.hash = await encodeState(app.state());
  return url.href;
}

export async function openShare(app) {
  const link = await linkOf(app);
  let copied = false;
  try {
    await navigator.clipboard.writeText(link);
    copied = true;
  } catch {
    copied = false;
  }
  const input = el("input", {id: "share-link", type: "text", readonly: true, value: link});
  const status = el("p", {role: "status", text: say(copied ? "share_done" : "share_manual")});
  dialogBox("share-box", say("share_title"), el("div", {class: "box-body"}, status, el("p", {class: "muted", text: say("share_text")}), el("p", {class: "field"}, el("label", {for: "share-link", text: say("link")}), input), link.length > LINK_COMFORT ? el("p", {text: say("share_long")}) : null));
  input.focus();
  input.select();
}
