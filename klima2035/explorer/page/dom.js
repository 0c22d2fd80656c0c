/* Small helpers to build and change the document; text goes in as text nodes only. */
import {say} from "./words.js";

export function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "text") node.textContent = value;
    else if (key === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (key === "value") node.value = value;
    else if (key === "checked") node.checked = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function button(text, act, props) {
  return el("button", {type: "button", text, on: {click: act}, ...props});
}

export function hiddenText(text) {
  return el("span", {class: "unseen", text});
}

export function swatch(colour, hatch) {
  const mark = el("span", {class: hatch ? "swatch hatch" : "swatch", "aria-hidden": "true"});
  if (!hatch) mark.style.backgroundColor = colour;
  return mark;
}

export function dialogBox(id, title, ...content) {
  byId(id)?.remove();
  const heading = el("h2", {id: id + "-title", text: title, tabindex: "-1"});
  const close = button("✕", () => box.close(), {class: "close", "aria-label": say("dismiss")});
  const box = el("dialog", {id, class: "box", "aria-labelledby": id + "-title"}, el("div", {class: "box-head"}, heading, close), content);
  document.body.append(box);
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  box.addEventListener("close", () => { if (box.isConnected) box.remove(); });
  box.showModal();
  return box;
}

/* Rebuilds a part of the page and leaves focus and sideways scrolling where they were. */
export function keepPlace(host, act) {
  const spots = () => [...host.querySelectorAll("button, summary, [tabindex]")];
  const place = host.contains(document.activeElement) ? spots().indexOf(document.activeElement) : -1;
  const shift = host.querySelector(".wide")?.scrollLeft ?? 0;
  act();
  if (shift) {
    const room = host.querySelector(".wide");
    if (room) room.scrollLeft = shift;
  }
  if (place >= 0) spots()[place]?.focus({preventScroll: true});
}

export function announce(text) {
  const region = byId("live");
  setText(region, "");
  region.textContent = text;
}

export function isTextField(node) {
  if (!(node instanceof HTMLElement)) return false;
  if (node.tagName === "TEXTAREA") return true;
  return node.tagName === "INPUT" && !["range", "checkbox", "radio", "button", "file"].includes(node.type);
}
