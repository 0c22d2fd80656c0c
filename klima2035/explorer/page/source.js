/* Where the numbers come from: the live server, or the data embedded in the one file. */
import {openPacked} from "./packed.js";

export class Refused extends Error {
  constructor(status, faults) {
    super("refused " + status);
    this.status = status;
    this.faults = faults;
  }
}

export async function request(path, body, signal) {
  const options = body === undefined ? {} : {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)};
  const response = await fetch("api/" + path, {...options, signal, cache: "no-store", credentials: "same-origin"});
  const text = await response.text();
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = null;
  }
  if (!response.ok || answer === null) {
    const faults = answer && Array.isArray(answer.faults) ? answer.faults : [];
    throw new Refused(response.ok ? 502 : response.status, faults);
  }
  return answer;
}

export function liveSource() {
  return {
    live: true,
    start: () => request("start"),
    base: (body) => request("base", body),
    view: (setting, signal) => request("view", setting, signal),
    notes: (setting, signal) => request("notes", setting, signal),
    band: (setting, signal) => request("band", setting, signal),
    credit: (setting, signal) => request("credit", setting, signal),
    why: (body) => request("why", body),
    yaml: (body) => request("yaml", body),
    save: (body) => request("save", body),
    open: (body) => request("open", body),
  };
}

export async function findSource() {
  const embedded = document.getElementById("embedded");
  return embedded ? await openPacked(embedded.textContent) : liveSource();
}
