// The conversation that this page holds: opened when it is first needed, followed while it lasts, and given up.

import { openConversation, readTranscript } from "./api.js";
import { readConversation, writeConversation } from "./device.js";
import { follow } from "./stream.js";

let conversation = null;
let opening = null;
let stopFollowing = () => {};
let lastSequence = 0;
let given = {};

/**
 * `region()`: of a new conversation. `onEntry`, `onRead`: see `follow`. `onOver(error, row)`: the conversation is
 * over, before what stands at `row` was said.
 */
export function prepareSession(callbacks) {
  given = callbacks;
}

/** Null while there is none. */
export const held = () => conversation;

export async function current() {
  if (conversation) return conversation;
  opening ??= openConversation(given.region());
  try {
    conversation = await opening;
  } finally {
    opening = null;
  }
  writeConversation(conversation);
  listen();
  return conversation;
}

/** The one that this device remembers, if any. */
export function recall() {
  conversation = readConversation();
  return conversation;
}

/** The same conversation under another token. */
export function renewToken(renewed) {
  conversation = renewed;
  writeConversation(renewed);
}

export function giveUp() {
  stopFollowing();
  conversation = null;
  lastSequence = 0;
  writeConversation(null);
}

export function listen() {
  stopFollowing();
  stopFollowing = follow(conversation, lastSequence, {
    onRead: given.onRead,
    onEntry: (entry) => {
      heard(entry);
      given.onEntry(entry);
    },
  });
}

export function heard({ sequence }) {
  lastSequence = Math.max(lastSequence, sequence);
}

/** What is new, and how the conversation stands. */
export const readOn = () => readTranscript(conversation, lastSequence);

/**
 * Does `send(conversation)`, and where the conversation is over, once more in a new one. What makes sense only
 * in this one is refused instead.
 */
export async function reach(send, { row, needsThisOne = false }) {
  for (const lastTry of [false, true]) {
    const mine = await current();
    try {
      return await send(mine);
    } catch (error) {
      if (error.conversationGone && !lastTry && takeRenewedToken(mine)) continue;
      if (!error.conversationGone || lastTry || needsThisOne) throw error;
      if (mine === conversation) given.onOver(error, row);
    }
  }
  return null;
}

/** Another tab of this browser has signed in to the same conversation. */
function takeRenewedToken(mine) {
  const stored = readConversation();
  if (stored?.id !== mine.id || stored.token === mine.token) return false;
  conversation = stored;
  listen();
  return true;
}
