// The bar that says who is at the other end: nothing while the assistant answers, else the queue or a person.

import { byId, fill, texts } from "./dom.js";
import { tell } from "./spoken.js";

const bar = byId("standing");
let shown = { state: "bot", more: "" };

/** `waiting`: place, agents, minutes as the gateway has them; undefined: what stands there goes on standing. */
export function showStanding(state, waiting) {
  const known = state === shown.state && waiting === undefined;
  const { title = "", more = "" } = texts.standing[state] ?? {};
  const words = known ? shown.more : state === "queued" ? waitText(waiting) : more;
  byId("standing-title").textContent = title;
  byId("standing-more").textContent = words;
  const leaves = bar.contains(document.activeElement) && state !== "queued";
  bar.hidden = !title;
  bar.dataset.state = state;
  byId("leave-queue").hidden = state !== "queued";
  if (leaves) byId("log").focus({ preventScroll: true });
  // Who speaks is said in the conversation, and read out there.
  if (state === shown.state && words !== shown.more) tell(title + words);
  shown = { state, more: words };
}

function waitText(waiting) {
  if (!waiting) return "";
  const { place, agents, minutes } = waiting;
  const words = texts.standing.queued;
  const ahead = place > 1 ? fill(words.ahead, { n: place - 1 }) : words.next;
  if (agents === 0) return ahead + words.nobody;
  if (minutes === null) return ahead;
  return ahead + (minutes > 0 ? fill(words.wait, { minutes }) : words.free);
}

/** `leave()` resolves when the gateway has been told. */
export function prepareStanding(leave) {
  let leaving = false;
  byId("leave-queue").addEventListener("click", async () => {
    if (leaving) return;
    leaving = true;
    await leave();
    leaving = false;
  });
}
