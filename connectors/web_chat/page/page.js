// The conversation on this page: what was sent, what came back, and how it is put right when it does not.

import { readFile, readTranscript, sendMessage, sendReview, signOut } from "./api.js";
import { citizenRow, divider, replyRow, resendButton, trouble } from "./bubbles.js";
import { focusComposer, prepareComposer } from "./composer.js";
import { newMessageId, readRegion, writeRegion } from "./device.js";
import {
  prepareDialogs, prepareDistricts, prepareLeaving, prepareReview, showDistrict, showReviewed, showSources,
} from "./dialogs.js";
import { byId, fill, texts } from "./dom.js";
import { prepareFiles, showKeptFiles } from "./sending.js";
import { current, giveUp, heard, held, listen, prepareSession, reach, readOn, recall, renewToken } from "./session.js";
import { isJustBack, leaveToSignIn, showSignedIn, takeSignIn } from "./sign_in.js";
import {
  LEAVE_QUEUE, aPersonAnswers, aPersonIsWanted, prepareSpeakers, showEntry, showSpeaker, showState, showUnasked,
} from "./speakers.js";
import { announce } from "./spoken.js";
import { prepareStanding } from "./standing.js";
import { append, clear, insertBefore, prepareView, retireQuickReplies, sayAt, scrollTo, wait } from "./view.js";
import { prepareWrong, sayWrong } from "./wrong.js";

const SIGNED_IN = "/signed_in";
const FILE_SENT = "/file_sent";

const turns = new Map(); // by client message id
let region = readRegion();
let restored = null;
let leaving = false;

const act = {
  showSources, sayWrong, press: (button) => ask(button.title, button.payload), ask: (text) => ask(text), signIn,
  readFile: async (id) => readFile(await current(), id),
};

/** `row`: where what is said stands on the screen already. */
async function ask(text, payload, row = null) {
  await restored;
  const turn = { clientId: newMessageId(), text, payload, row: row ?? citizenRow(text), answered: false };
  turns.set(turn.clientId, turn);
  retireQuickReplies();
  showOpening(false);
  if (!row) append(turn.row);
  await attempt(turn);
}

async function attempt(turn) {
  turn.trouble?.remove();
  turn.apologies?.forEach((row) => row.remove());
  const awaited = aPersonAnswers() ? 0 : 1; // a person answers when there is something to say
  wait(+awaited);
  scrollTo(turn.row);
  try {
    await deliver(turn);
  } catch (error) {
    if (!turn.answered) showTrouble(turn, error);
  } finally {
    wait(-awaited);
  }
}

async function deliver(turn) {
  const reply = await reach((mine) => sendMessage(mine, turn), { row: turn.row, needsThisOne: turn.payload });
  if (turns.has(turn.clientId)) showAnswer(turn, reply);
}

function showAnswer(turn, { message_id: messageId, replies, failed, state }) {
  if (turn.answered) return;
  turn.answered = !failed;
  const rows = replies.map((reply) => replyRow(reply, { messageId, act }));
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

/** What can be pressed after a failure, and its title; null where the same would fail again. */
function wayOnFrom(error, again) {
  if (error.signInOver) return [signIn, texts.signInAgain];
  return [error.mayResend ? again : null, texts.resend];
}

function showTrouble(turn, error) {
  const [wayOn, title] = wayOnFrom(error, () => attempt(turn));
  turn.trouble = trouble(`${texts.notSent}。${error.message}`, wayOn, title);
  turn.row.querySelector(".stack").append(turn.trouble);
  scrollTo(turn.row);
}

/** What this page has not shown itself: another page's turns, a person's words, a change of state. */
function takeEvent(entry) {
  if (entry.author === "citizen") {
    if (!turns.has(entry.client_message_id)) remember(entry);
    turns.get(entry.client_message_id).messageId = entry.message_id;
  } else if (entry.author === "assistant") {
    const turn = turnAnsweredBy(entry);
    if (!turn) showUnasked(entry);
    else if (!entry.failed && !turn.answered) {
      turn.trouble?.remove();
      showAnswer(turn, { ...entry, state: entry.state ?? "bot" });
    }
  } else {
    showEntry(entry);
  }
}

const turnAnsweredBy = ({ answers }) => [...turns.values()].find(({ messageId }) => messageId === answers);

function remember(entry) {
  const turn = {
    clientId: entry.client_message_id, messageId: entry.message_id, text: entry.text, payload: entry.payload,
    saidAt: entry.created_at, row: citizenRow(entry.text), answered: false,
  };
  turns.set(turn.clientId, turn);
  retireQuickReplies();
  showOpening(false);
  append(turn.row);
  return turn;
}

async function restore() {
  if (!recall()) return;
  const refusal = isJustBack() ? await comeBackSignedIn() : null;
  try {
    const transcript = await readTranscript(held());
    replay(transcript);
    showState(transcript);
    showReviewed(transcript.review?.level);
    showSignedIn(transcript.signed_in);
    listen();
    if (refusal) append(trouble(refusal.message));
    showKeptFiles([...turns.values()]);
  } catch (error) {
    if (error.conversationGone) leaveConversation("");
    else if (error.signInOver) append(trouble(error.message, signIn, texts.signInAgain));
    else append(trouble(error.message, () => location.reload(), texts.reload));
  }
}

function replay({ messages }) {
  for (const entry of messages) {
    heard(entry);
    sayAt(entry.created_at);
    if (entry.author === "citizen") remember(entry);
    else if (entry.author === "assistant") replayAnswer(entry);
    else showEntry(entry);
  }
  sayAt(null);
  const pending = [...turns.values()].filter(({ answered, apologies }) => !answered && !apologies);
  const open = messages.filter(({ status }) => status === "open").map((entry) => entry.client_message_id);
  pending.filter(({ clientId }) => open.includes(clientId)).forEach(attempt);
  const last = messages.at(-1);
  const turn = last && (turns.get(last.client_message_id) ?? turnAnsweredBy(last));
  scrollTo(turn ? turn.row : byId("log").lastElementChild);
}

function replayAnswer(entry) {
  const turn = turnAnsweredBy(entry);
  if (!turn) return showUnasked(entry);
  turn.apologies?.forEach((row) => row.remove());
  return showAnswer(turn, { ...entry, state: entry.state ?? "bot" });
}

/** Once at a time: a second ticket would make the first one worthless. */
async function signIn() {
  if (leaving) return;
  leaving = true;
  try {
    await leaveToSignIn(held());
  } catch (error) {
    leaving = false;
    append(trouble(error.message, signIn, texts.signInAgain));
  }
}

/** Takes the new token, and tells the engine once the transcript is there. Returns what went wrong. */
async function comeBackSignedIn() {
  try {
    renewToken(await takeSignIn(held()));
  } catch (error) {
    return error;
  }
  ask(texts.signedIn, SIGNED_IN);
  return null;
}

/** Nothing that was said while signed in stays on the screen. */
async function leaveSignedIn() {
  try {
    await signOut(held());
  } catch (error) {
    if (!error.conversationGone) {
      append(trouble(`${texts.notSignedOut}。${error.message}`, leaveSignedIn, texts.signOut));
      return;
    }
  }
  renew(texts.signedOut);
}

function leaveConversation(why, before = null) {
  giveUp();
  showState({ state: "bot" });
  showReviewed(null);
  showSignedIn(null);
  byId("closing").hidden = true;
  if (why) insertBefore(divider(why), before);
}

function chooseDistrict(chosen) {
  const changed = chosen !== region;
  region = chosen;
  writeRegion(chosen);
  showDistrict(chosen);
  showOpening(turns.size === 0);
  if (changed && turns.size) moveTo(texts.regions[chosen]);
  focusComposer();
}

/** A person who is there, or on the way, is not lost over it. */
function moveTo(name) {
  if (aPersonIsWanted()) return append(divider(texts.districtLater));
  retireQuickReplies();
  return leaveConversation(name ? fill(texts.districtChanged, { name }) : texts.districtUnset);
}

function renew(why) {
  leaveConversation("");
  turns.clear();
  clear(byId("welcome"), divider(why));
  showOpening(true);
  focusComposer();
}

/** What helps to begin: the districts until one is chosen, and questions to try. */
function showOpening(open) {
  byId("ask-district").hidden = byId("first-districts").hidden = !open || region !== null;
  byId("suggestions-lead").hidden = byId("suggestions").hidden = !open;
}

/** One who waits, or speaks with a person, is asked first. */
function askToRenew() {
  if (!turns.size) focusComposer();
  else if (aPersonIsWanted()) byId("leaving").showModal();
  else renew(texts.newConversation);
}

const leaveQueue = () => ask(byId("leave-queue").textContent, LEAVE_QUEUE);

/** The queue is told, so that nobody is called to an empty chair; there is nothing to say where it cannot be. */
function leavePerson() {
  sendMessage(held(), { clientId: newMessageId(), payload: LEAVE_QUEUE }).catch(() => {});
  renew(texts.newConversation);
}

/** The review that counts, with what the gateway says where there was one before this. */
async function review(level, comment) {
  try {
    return await sendReview(held(), { level, comment });
  } catch (error) {
    if (error.code !== "review_exists") throw error;
    return { ...(await readOn()).review, said: error.message };
  }
}

/** The words are the gateway's own in the transcript; here the files stand for themselves. */
const announceFiles = (row) => ask(texts.filesSent, FILE_SENT, row);

function start() {
  prepareView();
  prepareSession({
    region: () => region, onEntry: takeEvent, onRead: showState,
    onOver: (error, row) => leaveConversation(texts.over[error.code] ?? texts.expiredConversation, row),
  });
  prepareSpeakers({ act, readState: () => readOn().catch(() => null) });
  prepareDialogs();
  prepareDistricts(chooseDistrict);
  prepareReview(review);
  prepareWrong();
  prepareStanding(leaveQueue);
  prepareLeaving(leavePerson);
  prepareFiles({ sent: announceFiles, wayOnFrom });
  prepareComposer((text) => ask(text));
  showDistrict(region);
  showOpening(true);
  for (const button of byId("suggestions").children) {
    button.addEventListener("click", () => ask(button.textContent));
  }
  byId("renew").addEventListener("click", askToRenew);
  byId("sign-out").addEventListener("click", leaveSignedIn);
  addEventListener("pageshow", () => { leaving = false; });
  restored = restore();
}

start();
