// The citizen's files on their way to the office: one row each, with how far it is and a way to call it off.

import { listFiles, uploadFile } from "./api.js";
import { resendButton, trouble } from "./bubbles.js";
import { newMessageId } from "./device.js";
import { openDialog } from "./dialogs.js";
import { byId, el, fill, texts } from "./dom.js";
import { fileBubble, keptFile, sizeText, thumbnail } from "./file_bubbles.js";
import { held, reach } from "./session.js";
import { tell } from "./spoken.js";
import { append, scrollTo } from "./view.js";

/**
 * `sent(row)` is called once for all that were chosen together, with the row of the last one that got through, and
 * for each that gets through at a later try. `wayOnFrom(error, again)` gives what can be pressed after a failure,
 * and its title.
 */
export function prepareFiles({ sent, wayOnFrom }) {
  const [dialog, opener] = [byId("attach"), byId("open-attach")];
  opener.addEventListener("click", () => openDialog(dialog, opener));
  for (const [button, input] of [["take-photo", "photo"], ["choose-file", "files"]]) {
    byId(button).addEventListener("click", () => byId(input).click());
    byId(input).addEventListener("change", () => {
      const chosen = [...byId(input).files];
      byId(input).value = "";
      dialog.close();
      sendAll(chosen.map((file) => new Sending(file, wayOnFrom)), sent);
    });
  }
}

/** One after the other: a slow line is not shared, and each one's progress is true. */
async function sendAll(sendings, sent) {
  append(...sendings.map(({ row }) => row));
  scrollTo(sendings[0].row);
  for (const sending of sendings) await sending.attempt();
  const kept = sendings.filter((sending) => sending.kept);
  if (kept.length) sent(kept.at(-1).row);
  for (const sending of sendings) sending.onKept = () => sent(sending.row);
}

/**
 * Earlier files, each where it was first spoken of; the words alone, where the files cannot be had. `turns`: with
 * `text`, `saidAt` and `row`, in order.
 */
export async function showKeptFiles(turns) {
  const { files } = await listFiles(held()).catch(() => ({ files: [] }));
  for (const file of files.filter(({ made }) => !made)) {
    const later = turns.filter(({ saidAt }) => new Date(saidAt) >= new Date(file.created_at));
    const turn = later.find(({ text }) => text.includes(file.name)) ?? later[0];
    turn?.row.querySelector(".bubble:last-of-type").before(keptFile(file));
  }
}

class Sending {
  constructor(file, wayOnFrom) {
    this.file = file;
    this.wayOnFrom = wayOnFrom;
    this.key = newMessageId();
    this.bar = el("progress", { max: "100", value: "0", "aria-label": fill(texts.sendingFile, file) });
    this.words = el("span", { class: "hint" }, texts.waitingToSend);
    this.progress = el("div", { class: "progress" }, this.bar, this.words);
    this.cancel = resendButton(() => this.callOff(), texts.cancelFile);
    this.cancel.classList.add("calm");
    this.bubble = fileBubble(file, { said: texts.citizen });
    this.bubble.append(this.progress);
    this.stack = el("div", { class: "stack" }, this.bubble, this.cancel);
    this.row = el("div", { class: "row mine" }, this.stack);
    this.kept = false;
    this.onKept = () => {};
    thumbnail(this.bubble, file);
  }

  async attempt() {
    if (this.calledOff) return;
    this.trouble?.remove();
    this.show(0);
    this.stack.append(this.cancel);
    this.bubble.append(this.progress);
    this.abort = new AbortController();
    try {
      const options = { key: this.key, signal: this.abort.signal, onProgress: (share) => this.show(share) };
      const kept = await reach((mine) => uploadFile(mine, this.file, options), { row: this.row });
      this.bubble.querySelector(".file-size").textContent = sizeText(kept.bytes ?? this.file.size);
      this.kept = true;
    } catch (error) {
      if (!this.calledOff) this.fail(error);
    }
    this.progress.remove();
    this.cancel.remove();
    if (!this.kept) return;
    tell(fill(texts.fileSent, this.file));
    this.onKept();
  }

  show(share) {
    const percent = Math.floor(share * 100);
    this.bar.value = percent;
    this.words.textContent = share < 1 ? fill(texts.sentShare, { percent }) : texts.checkingFile;
  }

  fail(error) {
    const [wayOn, title] = this.wayOnFrom(error, () => this.attempt());
    this.trouble = trouble(`${texts.fileNotSent}。${error.message}`, wayOn, title);
    this.trouble.append(resendButton(() => this.leave(), texts.removeFile));
    this.stack.append(this.trouble);
    scrollTo(this.row);
  }

  callOff() {
    this.calledOff = true;
    this.abort?.abort();
    tell(fill(texts.fileCancelled, this.file));
    this.leave();
  }

  leave() {
    this.row.remove();
    byId("open-attach").focus();
  }
}
