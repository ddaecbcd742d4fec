// “This answer is wrong”: a sheet below an answer, and a word of thanks in the button's place.

import { sendFeedback } from "./api.js";
import { openDialog } from "./dialogs.js";
import { byId, el, texts } from "./dom.js";
import { held } from "./session.js";

const [dialog, form] = [byId("wrong"), byId("wrong-form")];
const [comment, error] = [byId("wrong-comment"), byId("wrong-error")];
let about = null;

/** `messageId`: what it is about. The focus goes back to the button, or to what stands in its place. */
export function sayWrong(messageId, button) {
  if (about?.messageId !== messageId) form.reset();
  error.textContent = "";
  about = { messageId, place: button };
  const mine = about;
  openDialog(dialog, { focus: () => mine.place.focus() });
}

export function prepareWrong() {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const mine = about;
    if (mine.sending) return;
    mine.sending = true;
    error.textContent = "";
    try {
      thank(mine, await send(mine.messageId));
    } catch (failure) {
      if (mine === about) error.textContent = failure.message;
    } finally {
      mine.sending = false;
    }
  });
}

async function send(messageId) {
  const conversation = held();
  if (!conversation) throw new Error(texts.wrongTooLate);
  const kind = new FormData(form).get("kind");
  return sendFeedback(conversation, messageId, { kind, comment: comment.value.trim() });
}

function thank(mine, { changed }) {
  const words = changed ? texts.wrongTaken : texts.wrongTakenBefore;
  const thanks = el("p", { class: "hint thanks", role: "status", tabindex: "-1" }, words);
  mine.place.replaceWith(thanks);
  mine.place = thanks;
  if (mine !== about) return;
  form.reset();
  dialog.close();
}
