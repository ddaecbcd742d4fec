// The box to write in: it grows with the words, counts near the limit, and sends by Enter or by the button.

import { byId, fill, texts } from "./dom.js";

const MAX_CHARACTERS = 1000;
const COUNT_FROM = 900;
const MOST_PX = 152;

const input = byId("text");

export const focusComposer = () => input.focus();

export function prepareComposer(ask) {
  byId("composer").addEventListener("submit", (event) => submit(event, ask));
  input.addEventListener("input", measure);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) submit(event, ask);
  });
  measure();
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
  input.style.height = `${Math.min(input.scrollHeight + 2, MOST_PX)}px`;
}

function submit(event, ask) {
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
