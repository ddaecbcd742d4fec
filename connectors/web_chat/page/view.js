// Where the conversation stands on the screen: rows are put in, waited for, scrolled to and read out.

import { moment, typingRow } from "./bubbles.js";
import { byId, texts } from "./dom.js";
import { announce } from "./spoken.js";

const MOMENT_GAP_MS = 5 * 60 * 1000;
const NEAR_THE_END_PX = 160;

const [view, log, newer] = [byId("view"), byId("log"), byId("newer")];
const typing = typingRow();
let lastMoment = 0;
let waiting = 0;
let saidAt = null;

/** While the transcript is replayed: when it was said. Null: from now on, as it is said. */
export function sayAt(date) {
  saidAt = date && new Date(date);
}

export function append(...rows) {
  const date = saidAt ?? new Date();
  if (date - lastMoment > MOMENT_GAP_MS) log.append(moment(date));
  lastMoment = Number(date);
  log.append(...rows);
  if (waiting) log.append(typing);
}

/** What comes unasked is brought into view only for a reader who is at the end; others are told of it. */
export function appendUnasked(row) {
  const atTheEnd = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_THE_END_PX;
  append(row);
  if (saidAt) return;
  if (atTheEnd) scrollTo(row);
  else newer.hidden = false;
  if (document.hidden) document.title = texts.titleWithNews;
}

export const insertBefore = (row, place) => log.insertBefore(row, place);

export function wait(change, { spoken = texts.searching } = {}) {
  waiting += change;
  if (waiting) log.append(typing);
  else typing.remove();
  if (change > 0) announce(spoken);
}

export function scrollTo(row) {
  view.scrollTop = Math.max(0, row.offsetTop - 12);
}

export function retireQuickReplies() {
  log.querySelectorAll(".quick button, .quick input").forEach((part) => { part.disabled = true; });
}

export function clear(...rows) {
  log.replaceChildren(...rows);
  lastMoment = 0;
  view.scrollTop = 0;
}

export function prepareView() {
  newer.addEventListener("click", () => {
    scrollTo(log.lastElementChild);
    log.focus({ preventScroll: true });
  });
  view.addEventListener("scroll", () => {
    if (view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_THE_END_PX) newer.hidden = true;
  }, { passive: true });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) document.title = texts.title;
  });
}
