// What can be answered by pressing: buttons, the five levels of a review, and a list to tick.

import { el, fill, texts } from "./dom.js";

export function choice(title, onclick) {
  return el("button", { type: "button", class: "choice", onclick }, title);
}

const CHOSEN = /^✓ /; // a button that was pressed before, where a list is pressed one by one

/** The buttons of a reply; those that bear an official level stand above the others, in the official order. */
export function buttonsOf(reply, press) {
  const levels = levelsAmong(reply);
  const listed = optionsOf(reply);
  const others = reply.buttons.filter(
    (button) => !levels.includes(button) && !listed.includes(button.title.replace(CHOSEN, "")));
  return [
    levels.length > 0 && el("div", { class: "levels quick", role: "group", "aria-label": texts.levelsLegend },
      ...levels.map((button) => level(button, press))),
    others.length > 0 && el("div", { class: "choices quick" },
      ...others.map((button) => choice(button.title, () => press(button)))),
  ].filter(Boolean);
}

function levelsAmong({ type, buttons }) {
  if (type !== "review") return [];
  return texts.levels.map((words) => buttons.find(({ title }) => title === words)).filter(Boolean);
}

function level(button, press) {
  return el("button", { type: "button", class: "choice level-choice", onclick: () => press(button) },
    el("span", {}, button.title), stars(button.title));
}

/** Decoration: the words say it. */
export function stars(words) {
  const full = texts.levels.length - texts.levels.indexOf(words);
  return el("span", { class: "stars", "aria-hidden": "true" },
    "★".repeat(full), el("span", { class: "empty" }, "★".repeat(texts.levels.length - full)));
}

export const optionsOf = ({ card }) => (card?.kind === "choices" ? card.options : []);

/** A list to tick. `say(text)` is called once, with the numbers of what is ticked: “1、3”. */
export function several({ buttons, card: { options } }, say) {
  const before = buttons.filter(({ title }) => CHOSEN.test(title)).map(({ title }) => title.replace(CHOSEN, ""));
  const boxes = options.map((option, index) =>
    el("input", { type: "checkbox", value: String(index + 1), checked: before.includes(option) }));
  const done = el("button", { type: "submit", class: "wide" });
  const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const form = el("form", { class: "several quick" },
    el("fieldset", {}, el("legend", {}, texts.severalLegend),
      ...options.map((option, index) => el("label", { class: "level" }, boxes[index], el("span", {}, option)))),
    done);
  const count = () => {
    done.disabled = ticked().length === 0;
    done.textContent = done.disabled ? texts.tickSome : fill(texts.ticked, { n: ticked().length });
  };
  form.addEventListener("change", count);
  count();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (ticked().length) say(ticked().join("、"));
  });
  return form;
}

const NUMBERED = /^\s*(\d+)[.．、)）]\s*/;

/** The text without the numbered lines that the list to tick shows already. */
export function withoutOptions(text, options) {
  const shown = (line) => {
    const number = NUMBERED.exec(line)?.[1];
    return number && line.replace(NUMBERED, "").trim() === options[number - 1];
  };
  return text.split("\n").filter((line) => !shown(line)).join("\n");
}
