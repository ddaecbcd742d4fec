// The conversation on this page: what was sent, what came back, and how it is put right when it does not.

import { follow, openConversation, readTranscript, sendMessage, sendReview } from "./api.js";
import { citizenRow, divider, moment, replyRow, resendButton, trouble, typingRow } from "./bubbles.js";
import { newMessageId, readConversation, readRegion, writeConversation, writeRegion } from "./device.js";
import { prepareDialogs, prepareDistricts, prepareReview, showDistrict, showReviewed, showSources } from "./dialogs.js";
import { byId, fill, texts } from "./dom.js";

const MAX_CHARACTERS = 1000;
const COUNT_FROM = 900;
const MOMENT_GAP_MS = 5 * 60 * 1000;

const [view, log, input] = [byId("view"), byId("log"), byId("text")];
const typing = typingRow();
const turns = new Map(); // by client message id
let conversation = null;
let opening = null;
let stopFollowing = () => {};
let region = readRegion();
let lastSequence = 0;
let lastMoment = 0;
let waiting = 0;
let restored = null;
let speaker = "bot";
let now = () => new Date(); // while the transcript is replayed: when it was said

const act = { showSources, press: (button) => ask(button.title, button.payload), ask: (text) => ask(text) };

// --- sending -----------------------------------------------------------------------------------------------

async function ask(text, payload) {
  await restored;
  const turn = { clientId: newMessageId(), text, payload, row: citizenRow(text), answered: false };
  turns.set(turn.clientId, turn);
  retireQuickReplies();
  showOpening(false);
  append(turn.row);
  attempt(turn);
}

async function attempt(turn) {
  turn.trouble?.remove();
  turn.apologies?.forEach((row) => row.remove());
  wait(+1);
  scrollTo(turn.row);
  try {
    await deliver(turn);
  } catch (error) {
    if (!turn.answered) showTrouble(turn, error);
  } finally {
    wait(-1);
  }
}

async function deliver(turn) {
  for (const lastTry of [false, true]) {
    const mine = await currentConversation();
    try {
      const reply = await sendMessage(mine, turn);
      if (turns.has(turn.clientId)) showAnswer(turn, reply);
      return;
    } catch (error) {
      if (!error.conversationGone || lastTry || turn.payload) throw error;
      if (mine === conversation) leaveConversation(texts.expiredConversation, turn.row);
    }
  }
}

async function currentConversation() {
  if (conversation) return conversation;
  opening ??= openConversation(region);
  try {
    conversation = await opening;
  } finally {
    opening = null;
  }
  writeConversation(conversation);
  listen();
  return conversation;
}

function showAnswer(turn, { replies, failed, state }) {
  if (turn.answered) return;
  turn.answered = !failed;
  const rows = replies.map((reply) => replyRow(reply, { act }));
  append(...rows);
  if (failed) {
    turn.apologies = rows;
    rows[rows.length - 1]?.querySelector(".stack").append(resendButton(() => attempt(turn)));
  } else if (replies.length) {
    byId("closing").hidden = replies.some(({ answer }) => answer?.status === "crisis");
  }
  showSpeaker(state);
  announce("");
  scrollTo(turn.row);
}

function showTrouble(turn, error) {
  turn.trouble = trouble(`${texts.notSent}。${error.message}`, error.mayResend && (() => attempt(turn)));
  turn.row.querySelector(".stack").append(turn.trouble);
  scrollTo(turn.row);
}

// --- the conversation --------------------------------------------------------------------------------------

function listen() {
  stopFollowing();
  stopFollowing = follow(conversation, lastSequence, takeEvent);
}

/** What this page has not shown itself: another page's turns, a person's words, a change of state. */
function takeEvent(entry) {
  lastSequence = Math.max(lastSequence, entry.sequence);
  if (entry.author === "citizen") {
    if (!turns.has(entry.client_message_id)) remember(entry);
    turns.get(entry.client_message_id).messageId = entry.message_id;
  } else if (entry.author === "assistant") {
    const turn = [...turns.values()].find(({ messageId }) => messageId === entry.answers);
    if (turn && !entry.failed && !turn.answered) {
      turn.trouble?.remove();
      showAnswer(turn, { ...entry, state: entry.state ?? "bot" });
    }
  } else {
    showEntry(entry);
  }
}

function remember(entry) {
  const turn = {
    clientId: entry.client_message_id, messageId: entry.message_id, text: entry.text, payload: entry.payload,
    row: citizenRow(entry.text), answered: false,
  };
  turns.set(turn.clientId, turn);
  retireQuickReplies();
  showOpening(false);
  append(turn.row);
  return turn;
}

function showEntry(entry) {
  if (entry.author === "system") showSpeaker(entry.state);
  else append(replyRow({ text: entry.text, buttons: [] }, { author: "agent", act }));
}

function showSpeaker(state) {
  if (state !== speaker) append(divider(texts.states[state] ?? ""));
  speaker = state;
}

async function restore() {
  conversation = readConversation();
  if (!conversation) return;
  try {
    const transcript = await readTranscript(conversation);
    replay(transcript);
    showReviewed(transcript.review?.level);
    listen();
  } catch (error) {
    if (error.conversationGone) leaveConversation("");
    else append(trouble(error.message, () => location.reload(), texts.reload));
  }
}

function replay({ messages }) {
  for (const entry of messages) {
    lastSequence = entry.sequence;
    now = () => new Date(entry.created_at);
    if (entry.author === "citizen") remember(entry);
    else if (entry.author === "assistant") replayAnswer(entry);
    else showEntry(entry);
  }
  now = () => new Date();
  const pending = [...turns.values()].filter(({ answered, apologies }) => !answered && !apologies);
  const open = messages.filter(({ status }) => status === "open").map((entry) => entry.client_message_id);
  pending.filter(({ clientId }) => open.includes(clientId)).forEach(attempt);
  scrollTo(turns.size ? [...turns.values()].pop().row : log);
}

function replayAnswer(entry) {
  const turn = [...turns.values()].find(({ messageId }) => messageId === entry.answers);
  turn?.apologies?.forEach((row) => row.remove());
  if (turn) showAnswer(turn, { ...entry, state: entry.state ?? "bot" });
}

function leaveConversation(why, before = null) {
  stopFollowing();
  conversation = null;
  speaker = "bot";
  lastSequence = 0;
  writeConversation(null);
  showReviewed(null);
  byId("closing").hidden = true;
  if (why) log.insertBefore(divider(why), before);
}

function chooseDistrict(chosen) {
  const changed = chosen !== region;
  region = chosen;
  writeRegion(chosen);
  showDistrict(chosen);
  showOpening(turns.size === 0);
  if (changed && turns.size) {
    const name = texts.regions[chosen];
    retireQuickReplies();
    leaveConversation(name ? fill(texts.districtChanged, { name }) : texts.districtUnset);
  }
  input.focus();
}

function renew() {
  if (!turns.size) return input.focus();
  leaveConversation("");
  turns.clear();
  log.replaceChildren(byId("welcome"), divider(texts.newConversation));
  lastMoment = 0;
  showOpening(true);
  view.scrollTop = 0;
  input.focus();
}

/** What helps to begin: the districts until one is chosen, and questions to try. */
function showOpening(open) {
  byId("ask-district").hidden = byId("first-districts").hidden = !open || region !== null;
  byId("suggestions-lead").hidden = byId("suggestions").hidden = !open;
}

// --- the view ----------------------------------------------------------------------------------------------

function append(...rows) {
  const date = now();
  if (date - lastMoment > MOMENT_GAP_MS) log.append(moment(date));
  lastMoment = Number(date);
  log.append(...rows);
  if (waiting) log.append(typing);
}

function wait(change) {
  waiting += change;
  if (waiting) log.append(typing);
  else typing.remove();
  if (change > 0) announce(texts.searching);
}

const announce = (text) => { byId("status").textContent = text; };

function scrollTo(row) {
  view.scrollTop = Math.max(0, row.offsetTop - 12);
}

function retireQuickReplies() {
  log.querySelectorAll(".quick button").forEach((button) => { button.disabled = true; });
}

function measure() {
  const characters = [...input.value.trim()].length;
  const left = MAX_CHARACTERS - characters;
  byId("send").disabled = characters === 0 || left < 0;
  byId("counter").classList.toggle("over", left < 0);
  byId("counter").textContent = left < 0
    ? fill(texts.charactersOver, { n: -left })
    : characters >= COUNT_FROM ? fill(texts.charactersLeft, { n: left }) : "";
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight + 2, 152)}px`;
}

function submit(event) {
  event.preventDefault();
  if (byId("send").disabled) return;
  const text = input.value.trim();
  input.value = "";
  measure();
  ask(text);
  // On a touch screen the keyboard would cover the answer.
  if (matchMedia("(pointer: coarse)").matches) input.blur();
  else input.focus();
}

function start() {
  prepareDialogs();
  prepareDistricts(chooseDistrict);
  prepareReview((level, comment) => sendReview(conversation, { level, comment }));
  showDistrict(region);
  showOpening(true);
  for (const button of byId("suggestions").children) {
    button.addEventListener("click", () => ask(button.textContent));
  }
  byId("renew").addEventListener("click", renew);
  byId("composer").addEventListener("submit", submit);
  input.addEventListener("input", measure);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) submit(event);
  });
  measure();
  restored = restore();
}

start();
