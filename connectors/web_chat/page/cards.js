// What a reply carries beside its words: contact points and other lists of facts, a file to fetch.

import { el, texts } from "./dom.js";
import { offeredFile } from "./file_bubbles.js";

const PRESSED = ["sign_in", "choices", "review_levels"];

/** What is below the bubble, where it can be pressed. */
export const isShownElsewhere = ({ kind }) => PRESSED.includes(kind);

export function card(content, act) {
  return content.kind === "file" ? offeredFile(content, act.readFile) : facts(content);
}

function facts({ title, contacts = [], rows = [] }) {
  const items = [
    ...rows.map(({ label, value }) => el("li", {}, `${label}：${value}`)),
    ...contacts.map((contact) => el("li", {}, contact.name, " ",
      contact.phone && el("a", { class: "phone", href: `tel:${contact.phone}` }, contact.phone),
      contact.hours && el("span", { class: "hint" }, contact.hours),
      contact.note && el("span", { class: "hint" }, contact.note),
      contact.demo && el("span", { class: "mark amber" }, texts.demo))),
  ];
  return el("div", {}, title && el("p", {}, title), items.length > 0 && el("ul", { class: "card" }, ...items));
}
