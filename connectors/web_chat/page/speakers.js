// Who is at the other end, and what is said unasked: by a person, by the queue, by the office.

import { divider, replyRow } from "./bubbles.js";
import { texts } from "./dom.js";
import { showStanding } from "./standing.js";
import { append, appendUnasked, retireQuickReplies } from "./view.js";

export const LEAVE_QUEUE = "/leave_queue";
const LOOK_AGAIN_MS = 20000;

let act = {};
let readState = async () => null;
let speaker = "bot";
let looking = null;

/** `act`: what can be done with a reply, see `replyRow`. `readState()` resolves to the transcript, or null. */
export function prepareSpeakers(given) {
  ({ act, readState } = given);
}

export const aPersonAnswers = () => speaker === "agent";

export const aPersonIsWanted = () => speaker === "agent" || speaker === "queued";

/** A person's words, or a change of who speaks. */
export function showEntry(entry) {
  if (entry.author === "system") showSpeaker(entry.state);
  else appendUnasked(replyRow({ text: entry.text, buttons: [] }, { author: "agent", act }));
}

/** Nobody's question: the assistant is back, the queue speaks, or the office has news of something under way. */
export function showUnasked(entry) {
  const author = entry.answers || entry.topic === "handoff" ? "assistant" : "notice";
  entry.replies.forEach((reply) => appendUnasked(replyRow(reply, { author, messageId: entry.message_id, act })));
}

export function showSpeaker(state) {
  if (state === speaker) return;
  append(divider(texts.states[state] ?? ""));
  if (state === "agent" || state === "closed") retireQuickReplies();
  showState({ state });
  if (state === "queued") look();
}

/** As the transcript gives it. `waiting`: what is known of the wait; undefined where nobody has said. */
export function showState({ state, waiting }) {
  speaker = state;
  showStanding(state, waiting);
  clearTimeout(looking);
  if (state === "queued") looking = setTimeout(look, LOOK_AGAIN_MS);
}

async function look() {
  const found = await readState();
  if (speaker !== "queued") return;
  // A change of who speaks comes as an entry of the conversation, and not before what was said last.
  showState({ state: speaker, waiting: found?.waiting ?? undefined });
}
