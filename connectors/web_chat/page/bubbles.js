// What is said, as nodes: the citizen's bubble, ours, the quick replies, and what goes wrong.

import { card, isShownElsewhere } from "./cards.js";
import { buttonsOf, choice, optionsOf, several, withoutOptions } from "./choices.js";
import { el, fill, momentText, texts, withHotlines } from "./dom.js";

const WARNING_COLOURS = { expired: "red", superseded: "red", period_ended: "amber", other_region: "amber" };

export function moment(date) {
  return el("time", { class: "moment", datetime: date.toISOString() }, momentText(date));
}

export const divider = (text) => el("p", { class: "moment" }, text);

export function citizenRow(text) {
  const bubble = el("div", { class: "bubble" }, el("span", { class: "unseen" }, texts.citizen), text);
  return el("div", { class: "row mine" }, el("div", { class: "stack" }, bubble));
}

export function typingRow() {
  const dots = el("div", { class: "dots" }, el("i"), el("i"), el("i"));
  return el("div", { class: "row from-us", "aria-hidden": "true" }, face("assistant"),
    el("div", { class: "stack" }, el("div", { class: "bubble" }, dots)));
}

export const resendButton = (onclick, title = texts.resend) =>
  el("button", { type: "button", class: "resend", onclick }, title);

export function trouble(text, onResend, title) {
  return el("div", { class: "trouble", role: "alert" }, el("span", {}, text),
    onResend && resendButton(onResend, title));
}

/**
 * One reply. `author`: assistant, agent (a person), notice (the office, unasked). `messageId`: what it is part of,
 * or answers. `act` has showSources(answer, n, chip), sayWrong(messageId, button), press(button), ask(text), signIn(),
 * readFile(id).
 */
export function replyRow(reply, { author = "assistant", messageId, act }) {
  const bubble = el("div", { class: "bubble" }, ...saidBy(author), ...paragraphs(reply, act));
  if (reply.card && !isShownElsewhere(reply.card)) bubble.append(card(reply.card, act));
  if (reply.answer) bubble.append(...footings(reply.answer, messageId, act));
  return el("div", { class: `row from-us by-${author}` }, face(author),
    el("div", { class: "stack" }, bubble, ...quickReplies(reply, act)));
}

/** The assistant is known by its face; a person and the office are named for everybody. */
function saidBy(author) {
  if (author === "assistant") return [el("span", { class: "unseen" }, texts.assistant)];
  return [el("p", { class: "said-by" }, texts[author])];
}

export function face(author) {
  return el("span", { class: `face ${author}`, "aria-hidden": "true" }, texts.faces[author]);
}

function paragraphs(reply, act) {
  const text = withoutOptions(reply.text, optionsOf(reply));
  const parts = reply.answer ? cited(text, reply.answer) : [{ text, citations: [] }];
  const nodes = [el("p")];
  for (const part of parts) {
    part.text.split(/\n+/).forEach((line, index) => {
      if (index && nodes[nodes.length - 1].childNodes.length) nodes.push(el("p"));
      nodes[nodes.length - 1].append(...withHotlines(line));
    });
    const chips = part.citations.map((n) => chip(reply.answer, n, act));
    if (chips.length) tie(nodes[nodes.length - 1], chips);
  }
  return nodes.filter((node) => node.childNodes.length);
}

/** Keeps the numbers on the line of the last character before them. */
function tie(paragraph, chips) {
  const last = paragraph.lastChild;
  const end = last?.nodeType === Node.TEXT_NODE ? last.data.slice(-1) : "";
  if (end) last.data = last.data.slice(0, -1);
  paragraph.append(el("span", { class: "tied" }, end, ...chips));
}

/** The text cut where a cited sentence ends, so that its numbers can stand there. */
function cited(text, answer) {
  const parts = [];
  let from = 0;
  for (const segment of answer.segments ?? []) {
    if (!segment.citations?.length) continue;
    const at = text.indexOf(segment.text.trim(), from);
    if (at < 0) continue;
    const end = at + segment.text.trim().length;
    parts.push({ text: text.slice(from, end), citations: segment.citations });
    from = end;
  }
  return [...parts, { text: text.slice(from), citations: [] }];
}

function chip(answer, n, act) {
  const source = (answer.citations ?? []).find((citation) => citation.n === n);
  if (!source) return "";
  const label = `${fill(texts.source, { n })}：${source.title}`;
  const button = el("button", { type: "button", class: "chip", "aria-label": label, "aria-haspopup": "dialog" }, String(n));
  button.addEventListener("click", () => act.showSources(answer, n, button));
  return button;
}

function footings(answer, messageId, act) {
  const marks = (answer.warnings ?? []).filter((warning) => texts.warnings[warning]).map((warning) =>
    el("span", { class: `mark ${WARNING_COLOURS[warning] ?? ""}` }, texts.warnings[warning]));
  const nodes = marks.length ? [el("div", { class: "mark-row" }, ...marks)] : [];
  if (answer.citations?.length) {
    const text = fill(texts.showSources, { n: answer.citations.length });
    const button = el("button", { type: "button", class: "sources", "aria-haspopup": "dialog" }, text);
    button.addEventListener("click", () => act.showSources(answer, null, button));
    nodes.push(button, wrongButton(messageId, act));
  }
  return nodes;
}

function wrongButton(messageId, act) {
  const button = el("button", { type: "button", class: "quiet", "aria-haspopup": "dialog" }, texts.sayWrong);
  button.addEventListener("click", () => act.sayWrong(messageId, button));
  return button;
}

const asksToSignIn = (reply) => reply.card?.kind === "sign_in";

function quickReplies(reply, act) {
  const titles = new Set(reply.buttons.map((button) => button.title));
  const followUps = (reply.answer?.follow_ups ?? []).filter((text) => !titles.has(text));
  const nodes = [];
  if (asksToSignIn(reply)) {
    const button = el("button", { type: "button", class: "wide", onclick: act.signIn }, texts.signIn);
    nodes.push(el("div", { class: "quick signing-in" }, button, el("p", { class: "hint" }, texts.signInHint)));
  }
  if (optionsOf(reply).length) nodes.push(several(reply, act.ask));
  nodes.push(...buttonsOf(reply, act.press));
  if (followUps.length) {
    nodes.push(el("p", { class: "lead" }, texts.followUps),
      el("div", { class: "choices column quick" }, ...followUps.map((text) => choice(text, () => act.ask(text)))));
  }
  return nodes;
}
